"""The keys of a record as people write them, in the words of the file or of the form; what its places are called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from perfcli.carried import inner_record
from perfcli.changes import Difference, differences, paired
from perfcli.errors import PerfError
from perfcli.exact import Percent
from perfcli.folding import as_typed, fold
from perfcli.i18n import gettext as _
from perfcli.key_text import label_text, pick_text, unquoted
from perfcli.labels import LABELS, with_label
from perfcli.model import Budget, DepartmentGoals, Indicator, Project, Record, Template, plain
from perfcli.regex import regex
from perfcli.select import nearest


class Pick(str):
    """What stands in brackets: the name of an indicator, or a place in a list, counted from 1."""


WithIndicators = Project | DepartmentGoals | Template
W = TypeVar("W", bound=WithIndicators)
_WITH_INDICATORS = (Project, DepartmentGoals, Template)

Key = tuple[str, ...]
"""The way to a value: names of keys, labels and picks."""

_NAME = regex(r'[^.．\[［=＝+＋"]*')
_LABEL = regex(r"[^=＝+＋]*(?:[+＋](?![=＝])[^=＝+＋]*)*")
_QUOTED = regex(r'"((?:[^"]|"")*)"')
_PICK = regex(r'[\[［](?:"((?:[^"]|"")*)"|(.+?))[\]］](?=$|[.．\[［]|[+＋]?[=＝])')
_PLACE = regex(r"(.+)\[([0-9]+)\]", re.ASCII)
_WHOLE = regex(r"indicators\[.*\]")
_INDICATOR = regex(r"indicators\[([0-9]+)\]")
_MONTH = regex(r"([1-9]|1[0-2])月?(?:底|末)?", re.ASCII)


def read_key(text: str, record: type[Record]) -> tuple[Key, str]:
    """A key at the head of a text, and what follows it; raises PerfError for one that the record does not have."""
    key: list[str] = []
    kind: Any = record
    rest = text
    while True:
        inner = kind if isinstance(kind, type) and issubclass(kind, Record) else None
        if inner is not None:
            names, rest = _known_name(rest, inner, text, is_top=not key)
            for name in names:
                kind = _field_type(_record_in(kind), name)
                key.append(name)
        else:
            label, rest = _label(rest, kind, text)
            key += label
            kind = get_args(kind)[1]
        match = _PICK.match(rest) if _is_list(kind) else None
        if match:
            key.append(Pick(match[2] if match[1] is None else unquoted(match[1])))
            rest = rest[match.end() :]
            kind = get_args(kind)[0]
        if rest[:1] not in (".", "．") or not rest:
            return tuple(key), rest
        rest = rest[1:]
        if _is_list(kind):
            hint = _("One of them is meant as {key}[NAME]…").format(key=key[-1])
            raise PerfError(_("{text}: {key} is a list").format(text=text, key=key_text(tuple(key))), hint=hint)
        kind = kind if get_origin(kind) is Mapping else _record_in(kind)
        if kind is None:
            raise PerfError(_("{text}: nothing stands below {key}").format(text=text, key=key_text(tuple(key))))


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _record_in(kind: Any) -> Any:
    """The record that a value of this type is; a list is none until one of it is picked."""
    return None if _is_list(kind) else inner_record(kind)


def _field_type(record: type[Record], name: str) -> Any:
    kind = next(field.type for field in msgspec.structs.fields(record) if field.name == name)
    return inner_record(kind) if inner_record(kind) and not _is_list(kind) else kind


def _known_name(text: str, record: type[Record], whole: str, *, is_top: bool) -> tuple[Key, str]:
    """The key that a name at the head of a text stands for, in the file's or the form's words."""
    match = _QUOTED.match(text) or _NAME.match(text)
    said = (unquoted(match[1]) if match and match.re is _QUOTED else match[0] if match else "").strip()
    rest = text[match.end() :] if match else text
    spellings = _spellings(record, is_top=is_top)
    known = spellings.get(fold(said))
    if known is None:
        hint = _meant(said, spellings, record) or _other_place(said, record) or nearest(said, spellings)
        raise PerfError(_("{text}: there is no key {key}").format(text=whole, key=said or '""'), hint=hint)
    return known, rest


def _meant(said: str, spellings: Mapping[str, Key], record: type[Record]) -> str:
    """A hint for a part of what the form calls a key, such as 支出计划: the words that have it."""
    if said.isascii() or len(said) < 2:
        return ""
    keys = dict.fromkeys(key for word, key in spellings.items() if not word.isascii() and fold(said) in word)
    names = [with_label(key_text(key), record.__name__) for key in keys][:3]
    return _("Did you mean: {names}?").format(names=_(", ").join(names)) if names else ""


def _other_place(said: str, record: type[Record]) -> str:
    """A hint for a key that stands elsewhere: an indicator's in the project's place, a label of the form alone."""
    if record is Project and (inner := _spellings(Indicator, is_top=False).get(fold(said))):
        return _("Of an indicator: indicators[NAME].{key}=…").format(key=inner[0])
    if said and not said.isascii() and "details" in record.__struct_fields__:
        return _("Another label of the form is set as details.{label}=…").format(label=said)
    return ""


def _spellings(record: type[Record], *, is_top: bool) -> dict[str, Key]:
    """How each key of a record may be written, folded: its name, then the words of forms; the budget's also alone."""
    found: dict[str, Key] = {fold(name): (name,) for name in record.__struct_fields__}
    for name, label in LABELS[record.__name__].items():
        if name:
            for word in (label.chinese, *label.headings.split()):
                found.setdefault(fold(word), (name,))
    if is_top and record is Project:
        for name in Budget.__struct_fields__:
            label = LABELS["Budget"][name]
            found.setdefault(fold(label.chinese), ("budget", name))
            found.setdefault(fold(f"budget.{name}"), ("budget", name))
    return found


def _label(text: str, kind: Any, whole: str) -> tuple[Key, str]:
    """A label at the head of a text: any but the sign of equality, unless it stands in quotes; a month of a plan."""
    quoted = _QUOTED.match(text)
    if quoted:
        label, rest = unquoted(quoted[1]), text[quoted.end() :]
    else:
        match = _LABEL.match(text)
        end = match.end() if match else 0
        label, rest = text[:end].strip(), text[end:]
    if get_args(kind)[1] is Percent:
        month = _MONTH.fullmatch(as_typed(label).strip())
        if month is None:
            raise PerfError(_("{text}: {label} is not a month from 1 to 12").format(text=whole, label=label or '""'))
        return (month[1],), rest
    place = None if quoted else _PLACE.fullmatch(label)
    if not label:
        raise PerfError(_("{text}: a label has to follow").format(text=whole))
    return ((place[1], Pick(place[2])) if place else (label,)), rest


def key_text(key: Key) -> str:
    """A key as it is written: what stands in brackets behind its list, labels with odd characters in quotes."""
    text = ""
    for step in key:
        if isinstance(step, Pick):
            text += pick_text(step)
        else:
            text += ("." if text else "") + label_text(step)
    return text


def indicator_names(indicators: Sequence[Indicator]) -> list[str]:
    """What each indicator is called within its project: its name, `name#2` for the second of one; 3 without one.

    Those of the long-term goals are counted by themselves, and have their number where the year has the name too.
    """
    counts: dict[tuple[str, str], int] = {}
    named = {row.name for row in indicators if not row.term}
    names = []
    for place, row in enumerate(indicators, 1):
        number = counts[row.term, row.name] = counts.get((row.term, row.name), 0) + 1
        is_hidden = not row.name or (row.term and row.name in named)
        names.append(str(place) if is_hidden else row.name if number == 1 else f"{row.name}#{number}")
    return names


def named_differences(before: Record, after: Record, *, whole: bool = False) -> list[Difference]:
    """What differs between two states of a record, each place under the key that `perf set` knows it by.

    Indicators go by their names before, new ones by their new names; one that is new or gone is told key by key,
    or as a `whole`.
    """
    if not (isinstance(before, _WITH_INDICATORS) and isinstance(after, _WITH_INDICATORS)):
        return differences(before, after)
    old, new = indicator_names(before.indicators), indicator_names(after.indicators)
    named = []
    ordered = _in_order_of(before, after)
    if ordered != after:
        named.append(Difference("indicators", old, new, is_order=True))
        after, new = ordered, indicator_names(ordered.indicators)
    for difference in differences(before, after):
        place = _INDICATOR.match(difference.key)
        if place is None:
            named.append(difference)
            continue
        at, rest = int(place[1]) - 1, difference.key[place.end() :]
        if rest:
            paired = _paired_name(before, after, at, old, new)
            named.append(Difference(f"indicators{pick_text(paired)}{rest}", difference.before, difference.after))
        elif difference.before is None or difference.after is None:
            names = new if difference.before is None else old
            if whole:
                named.append(Difference(f"indicators{pick_text(names[at])}", difference.before, difference.after))
                continue
            named += _told_apart(f"indicators{pick_text(names[at])}", difference)
        else:
            named.append(difference)
    return named


def _in_order_of(before: WithIndicators, after: W) -> W:
    """A record with those of its indicators that go on in the order before, new ones behind those that they follow."""
    pairs = paired(plain(before)["indicators"], plain(after)["indicators"])
    groups: list[list[int]] = [[]]
    for place in range(len(after.indicators)):
        if place in pairs:
            groups.append([])
        groups[-1].append(place)
    places = [place for group in (groups[0], *sorted(groups[1:], key=lambda one: pairs[one[0]])) for place in group]
    return msgspec.structs.replace(after, indicators=tuple(after.indicators[place] for place in places))


def adjusted_differences(before: Record, after: Record) -> list[Difference]:
    """What an adjustment keeps: an indicator that is new key by key, one that is gone as a whole, no other order."""
    found: list[Difference] = []
    for one in named_differences(before, after, whole=True):
        if one.is_order:
            continue
        is_new = one.before is None and isinstance(one.after, Mapping) and _WHOLE.fullmatch(one.key)
        found += _told_apart(one.key, one) if is_new else [one]
    return found


def _paired_name(before: WithIndicators, after: WithIndicators, at: int, old: Sequence[str], new: Sequence[str]) -> str:
    """The name of an indicator that goes on: as it was, where that can be told."""
    is_renamed = len(old) == len(new) and old[at] not in new
    if new[at] in old and not is_renamed:
        return new[at]
    return old[at] if len(old) == len(new) and before.indicators[at].name != after.indicators[at].name else new[at]


def _told_apart(head: str, difference: Difference) -> list[Difference]:
    """An indicator that is new or gone, key by key, its details label by label."""
    value = difference.after if difference.before is None else difference.before
    flat = {key: item for key, item in value.items() if key != "details" and item not in ("", None)}
    flat |= {f"details.{label_text(label)}": item for label, item in value["details"].items()}
    if difference.before is None:
        return [Difference(f"{head}.{key}", None, item) for key, item in flat.items()]
    return [Difference(f"{head}.{key}", item, None) for key, item in flat.items()]
