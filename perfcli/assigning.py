"""`KEY=VALUE` as people type it -> a project with that value. Pure: text and records in, records out.

A key is spelled as in the file (`budget.total`, `goals[2]`, `indicators[维修套数].target`, `details.负责人`) or by the
form's own words (`预算数`, `绩效指标[维修套数].指标值`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, get_args, get_origin

import msgspec

from perfcli.amounts import read_amount
from perfcli.errors import PerfError
from perfcli.exact import Money, Percent, Points
from perfcli.folding import as_typed, fold
from perfcli.i18n import gettext as _
from perfcli.keys import Key, Pick, key_text, read_key
from perfcli.labels import with_label
from perfcli.model import Indicator, Project, Record
from perfcli.regex import regex
from perfcli.select import nearest

FIXED = ("code", "unit", "year")
"""What a file's path says of its project: `perf mv` and `perf copy` change it."""

_OPERATOR = regex(r"[+＋]?[=＝]")
_PERCENT = regex(r"[-+]?[0-9]+(\.[0-9]+)?", re.ASCII)
_GONE = object()


class Assignment(NamedTuple):
    """What becomes of a key: `=` sets its value, `+=` adds one to a list, an empty operator takes it out."""

    key: Key
    operator: str
    value: str = ""


def is_assignment(text: str) -> bool:
    """Whether an argument sets a value: codes have no sign of equality in them."""
    return _OPERATOR.search(text) is not None


def read_assignment(text: str) -> Assignment:
    """`KEY=VALUE` or `KEY+=VALUE`; raises PerfError for a key that no project has."""
    if _OPERATOR.match(text):
        hint = _("Write KEY=VALUE without spaces around =; a value with spaces stands in quotes.")
        raise PerfError(_("{text}: the key is missing before =").format(text=text), hint=hint)
    key, rest = read_key(text, Project)
    match = _OPERATOR.match(rest)
    if match is None:
        raise PerfError(_("{text}: a value is set as KEY=VALUE").format(text=text))
    return Assignment(_settable(key), as_typed(match[0]), rest[match.end() :].strip())


def read_unset(text: str) -> Assignment:
    """A key whose value goes; raises PerfError for one that no project has, or that each needs."""
    key, rest = read_key(text, Project)
    if rest:
        raise PerfError(_("{text} is not a key").format(text=text))
    if key in (("name",), ("budget",)) or (key[0] == "budget" and key[1] != "sources"):
        raise PerfError(_("{key}: no project can do without it").format(key=key_text(key)))
    return Assignment(_settable(key), "")


def _settable(key: Key) -> Key:
    if key[0] in FIXED:
        hint = _("`perf mv` brings a project to another unit, `perf copy` makes another of it.")
        if key[0] == "year":
            hint = _("`perf rollover` brings projects to another year, `perf copy --year` makes one of it there.")
        named = with_label(key[0], "Project")
        raise PerfError(_("{key} names the file and cannot be set").format(key=named), hint=hint)
    return key


def assigned(project: Project, assignments: Iterable[Assignment]) -> Project:
    """The project after these assignments, in their order, what is taken out last.

    Raises PerfError for a value that is none of its key, a place or an indicator that is not there, and for a key that
    is set twice.
    """
    said: set[Key] = set()
    for one in sorted(assignments, key=_turn):
        if one.operator != "+=" and one.key in said:
            raise PerfError(_("{key} is set twice").format(key=key_text(one.key)))
        said.add(one.key)
        try:
            project = _changed(project, Project, one.key, one)
        except PerfError as error:
            message = f"{project.code}: {with_label(key_text(one.key), 'Project')}: {error.message}"
            raise PerfError(message, hint=error.hint, details=error.details) from None
    return project


def _turn(one: Assignment) -> tuple[bool, int]:
    """Elements go from the end of a list, so that the places of the others stay those that were meant."""
    last = one.key[-1]
    is_place = not one.operator and isinstance(last, Pick) and last.isascii() and last.isdigit()
    return not one.operator, -int(last) if is_place else 0


def _changed(value: Any, kind: Any, key: Key, one: Assignment) -> Any:
    """The value of a type with what stands below it under a key changed; _GONE where it is to go itself."""
    if not key:
        return _leaf(value, kind, one)
    step, rest = key[0], key[1:]
    if isinstance(value, Record):
        field = next(field for field in msgspec.structs.fields(type(value)) if field.name == step)
        new = _changed(getattr(value, step), field.type, rest, one)
        return msgspec.structs.replace(value, **{step: _empty_of(field) if new is _GONE else new})
    if isinstance(step, Pick):
        return _changed_element(value, kind, step, rest, one)
    if rest and f"{step}[{rest[0]}]" in value:  # brackets that are part of a label
        step, rest = f"{step}[{rest[0]}]", ()
    label = int(step) if _is_plan(kind) else _label_of(value, step)
    if not one.operator and label not in value:
        raise PerfError(_("it is not there"), hint=nearest(step, map(str, value)))
    new = _changed(value.get(label, ()), get_args(kind)[1], rest, one)
    kept = {name: item for name, item in value.items() if name != label} if new is _GONE else {**value, label: new}
    return dict(sorted(kept.items())) if _is_plan(kind) else kept


def _is_plan(kind: Any) -> bool:
    return bool(get_args(kind)) and get_args(kind)[1] is Percent


def _label_of(value: Mapping[str, Any], step: str) -> str:
    """The label as the file has it, where it differs in nothing that is seen; else without white space."""
    if step in value:
        return step
    same = [label for label in value if fold(label) == fold(step)]
    return same[0] if len(same) == 1 else "".join(step.split())


def _empty_of(field: msgspec.structs.FieldInfo) -> Any:
    return field.default if field.default is not msgspec.NODEFAULT else field.default_factory()


def _changed_element(value: Any, kind: Any, pick: Pick, rest: Key, one: Assignment) -> Any:
    """A list with one of its elements changed."""
    if isinstance(value, str):  # a label's text, of which lists are made by adding one
        value = (value,)
    inner = Indicator if Indicator in get_args(kind) else str
    at = place_of(value, pick) if inner is Indicator else _number(value, pick)
    if inner is str and one.operator and not one.value:
        raise PerfError(_("a text is missing"), hint=_("`--unset` takes one of them out."))
    new = _changed(value[at], inner, rest, one)
    return tuple(value[:at]) + (() if new is _GONE else (new,)) + tuple(value[at + 1 :])


def _number(value: Sequence[Any], pick: Pick) -> int:
    if not (pick.isascii() and pick.isdigit() and 1 <= int(pick) <= len(value)):
        hint = _("`+=` adds one at the end.")
        raise PerfError(_("there is no place {place}: it has {count}").format(place=pick, count=len(value)), hint=hint)
    return int(pick) - 1


def place_of(indicators: Sequence[Indicator], pick: str) -> int:
    """Where the indicator of a name stands; `name#2` is the second of its name, a number that in the table.

    The year's are meant where they have one of the name. Raises PerfError where none or several are meant.
    """
    for alike in (str, fold):
        found = [at for at, row in enumerate(indicators) if alike(row.name) == alike(pick)]
        found = [at for at in found if not indicators[at].term] or found
        if len(found) == 1:
            return found[0]
        if found:
            names = _(", ").join(f"{pick}#{number}" for number in range(1, len(found) + 1))
            message = _("{count} indicators have this name: {names}")
            raise PerfError(message.format(count=len(found), names=names))
        name, _sign, number = pick.rpartition("#")
        found = [at for at, row in enumerate(indicators) if name and alike(row.name) == alike(name)]
        found = [at for at in found if not indicators[at].term] or found
        if number.isascii() and number.isdigit() and 1 <= int(number) <= len(found):
            return found[int(number) - 1]
    if indicators and pick.isascii() and pick.isdigit():
        return _number(indicators, Pick(pick))
    hint = nearest(pick, [row.name for row in indicators if row.name])
    if not indicators:
        hint = _("Add it as indicators+=NAME, with its keys as indicators[NAME].kind=… beside it.")
    raise PerfError(_("no indicator has this name"), hint=hint)


def _leaf(value: Any, kind: Any, one: Assignment) -> Any:
    """The new value of a key itself."""
    if not one.operator:
        return _GONE
    is_list = get_origin(kind) is tuple
    if one.operator == "+=":
        return _added(value, kind, one.value) if is_list or _is_label(kind) else _no_list()
    if isinstance(value, tuple) and (len(value) > 1 or Indicator in get_args(kind)):
        hint = _("`[2]` behind its name means the second of them, `+=` adds one.")
        raise PerfError(_("it has {count} entries").format(count=len(value)), hint=hint)
    if (is_list or _is_label(kind)) and not one.value:
        raise PerfError(_("a text is missing"), hint=_("`--unset` takes one of them out."))
    return (_read(str, one.value),) if is_list else _read(kind, one.value)


def _is_label(kind: Any) -> bool:
    """Whether it is a text or a list of texts."""
    return any(get_origin(part) is tuple for part in get_args(kind))


def _added(value: Any, kind: Any, text: str) -> Any:
    before = (value,) if isinstance(value, str) else tuple(value)
    if not text:
        raise PerfError(_("there is nothing to add"))
    if Indicator in get_args(kind):
        return (*before, Indicator(name=text))
    return (*before, text) if before or not _is_label(kind) else text


def _no_list() -> Any:
    raise PerfError(_("this is not a list: nothing can be added"), hint=_("Write = in place of +=."))


def _of_parts() -> Any:
    hint = _("Set one of them, such as `budget.total` or `indicators[NAME].target`.")
    raise PerfError(_("this has several parts"), hint=hint)


def _read(kind: Any, text: str) -> Any:
    """A value of a type, as typed; raises PerfError."""
    kinds = (kind, *get_args(kind))
    readers: tuple[tuple[Any, Callable[[str], Any]], ...] = (
        (Money, read_amount),
        (Percent, _percent),
        (Points, _points),
        (str, lambda said: said.replace("\r\n", "\n").replace("\r", "\n")),
    )
    for known, reader in readers:
        if known in kinds:
            return reader(text)
    return _of_parts()


def _percent(text: str) -> Percent:
    return Percent(_number_in(text, "%", Percent.parse, _("{text} is not a percent")))


def _points(text: str) -> Points:
    return Points(_number_in(text, "分", Points.parse, _("{text} is not a number of points from 0 to 1,000")))


def _number_in(text: str, unit: str, parse: Callable[[Decimal], Decimal], message: str) -> Decimal:
    said = as_typed(text).strip().removesuffix(unit).strip()
    try:
        if not _PERCENT.fullmatch(said):
            raise ValueError(said)
        return parse(Decimal(said))
    except ValueError:
        raise PerfError(message.format(text=text or '""')) from None
