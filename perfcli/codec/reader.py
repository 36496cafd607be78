"""TOML text -> records: a ladder of `load` (in `repository`), from_toml and from_dict.

Each rung adds where it was to what was wrong.
"""

from __future__ import annotations

import codecs
import re
import types
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar, get_args, get_origin

import msgspec
import rtoml

from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.model import Month, Record
from perfcli.reasons import translated

R = TypeVar("R", bound=Record)

Key = tuple[str | int, ...]
"""The way to a value: keys of tables and, for an element of an array, its index from 0."""

_BEYOND_DOUBLES = re.compile(r"=[ \t]*+[+-]?(?=[0-9])(?:[0-9_]{14}|[0-9_]*+\.[0-9_]{3}|[0-9_.]*+[eE])")
"""Numbers that a double may not hold as they are written; the fast reader knows only doubles."""

_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)

_REASONS = {
    "negative": noop("an amount cannot be negative"),
    "too large": noop("an amount over 70 trillion yuan cannot be kept exactly"),
    "percent too large": noop("a share over 100,000 percent cannot be kept"),
    "more than two decimals": noop("an amount has at most two decimals"),
    "too many decimals": noop("a percent has at most 20 decimals"),
    "points out of range": noop("points are a number from 0 to 1,000"),
    "too many decimals of points": noop("points have at most four decimals"),
    "not a number": noop("expected a number, found {found}"),
    "not a finite number": noop("expected a finite number"),
}


class Fault(msgspec.Struct, frozen=True):
    """One thing wrong in a text, and where: line and column count from 1, 0 while they are not known."""

    code: str
    message: str
    key: Key = ()
    line: int = 0
    column: int = 0


class Malformed(Exception):
    """A text that is not the record it should be, with all that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults


def dotted(key: Key) -> str:
    """A key as people write it: `budget.total`, `indicators[3].name` (elements counted from 1)."""
    text = ""
    for part in key:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def decode(data: bytes) -> str:
    """UTF-8 bytes, with or without a byte order mark, as text with LF line ends; raises Malformed."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Malformed([Fault("encoding", _("the file is not UTF-8; save it as UTF-8"), (), line, 1)]) from None
    return text.replace("\r\n", "\n") if "\r" in text else text


def parse(text: str) -> dict[str, Any]:
    """TOML text as plain values, amounts exact once `Money.parse` has read them; raises Malformed."""
    if not _BEYOND_DOUBLES.search(text):
        try:
            return rtoml.loads(text)
        except rtoml.TomlParsingError:
            pass
    return parse_exact(text)


def parse_exact(text: str) -> dict[str, Any]:
    """TOML text as plain values with every decimal number a Decimal; raises Malformed with line and column."""
    import tomli

    try:
        return tomli.loads(text, parse_float=decimal)
    except tomli.TOMLDecodeError as error:
        conflict = _CONFLICT.search(text)
        if conflict:
            line = text.count("\n", 0, conflict.start()) + 1
            message = _("an unresolved git merge: choose between the two versions and delete the marks")
            raise Malformed([Fault("conflict", message, (), line, 1)]) from None
        message = _("not valid TOML: {reason}").format(reason=translated(error.msg))
        raise Malformed([Fault("syntax", message, (), error.lineno, error.colno)]) from None
    except RecursionError:
        raise Malformed([Fault("syntax", _("values are nested too deeply"), (), 1, 1)]) from None
    except ValueError:  # the interpreter's limit on the digits of a whole number
        raise Malformed([Fault("syntax", _("a number has too many digits"), (), *_longest_number(text))]) from None


def _longest_number(text: str) -> tuple[int, int]:
    """Line and column of the longest row of digits."""
    longest = max(re.finditer(r"[0-9_]+", text), key=lambda match: match.end() - match.start())
    return text.count("\n", 0, longest.start()) + 1, longest.start() - text.rfind("\n", 0, longest.start())


def decimal(text: str) -> Decimal:
    """A decimal number as it is written; infinite where even its exponent is beyond all bounds."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return Decimal("Infinity")


def from_toml(text: str, record: type[R]) -> R:
    """A record out of a file's text; raises Malformed with every fault at the line of its key."""
    try:
        return from_dict(parse(text), record)
    except Malformed as error:
        raise Malformed(located(text, error.faults)) from None


def located(text: str, faults: list[Fault]) -> list[Fault]:
    """The faults, each at the line and column of its key, or of the head of the table that lacks it."""
    from perfcli.codec.spans import Outline

    if all(fault.line for fault in faults):
        return faults
    try:
        place = Outline(text).place
    except RecursionError:  # it can be read, but is nested too deeply to be found in
        return [fault if fault.line else msgspec.structs.replace(fault, line=1, column=1) for fault in faults]
    placed = []
    for fault in faults:
        line, column = place(fault.key)
        placed.append(fault if fault.line else msgspec.structs.replace(fault, line=line, column=column))
    return placed


def from_dict(data: Mapping[str, Any], record: type[R]) -> R:
    """A record out of plain values; unknown keys are left to their owner; raises Malformed with every fault."""
    try:
        found = msgspec.convert(data, record, dec_hook=_number, str_keys=True)
        faults = list(_faults_of_owner(data, record, ())) if record.ONE_OF else []
        if not faults:
            return found
    except (msgspec.ValidationError, OverflowError):
        faults = list(_faults(data, record, ()))
    if not faults:
        raise AssertionError("msgspec refused what every key of it allows")
    raise Malformed(faults)


def _number(kind: Any, value: object) -> Any:
    return kind.parse(value)


def _faults(value: Any, kind: Any, key: Key) -> Iterator[Fault]:
    """Every fault of a value, key by key, where msgspec stops at the first."""
    kind = _wanted(kind)
    origin = get_origin(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield from _faults_of_table(value, kind, key)
    elif origin is tuple:
        if isinstance(value, list):
            for index, element in enumerate(value):
                yield from _faults(element, get_args(kind)[0], (*key, index))
        else:
            yield _wrong_type(key, _("a list"), value)
    elif origin is not None and issubclass(origin, Mapping) and isinstance(value, Mapping):
        name_kind, element_kind = get_args(kind)
        for name, element in value.items():
            yield from _faults_of_name(name, name_kind, (*key, name))
            yield from _faults_of_leaf(element, element_kind, (*key, name))
    else:
        yield from _faults_of_leaf(value, kind, key)


def _wanted(kind: Any) -> Any:
    """What a key that may be left out has to be where it is there."""
    kinds = [part for part in get_args(kind) if part is not type(None)] if isinstance(kind, types.UnionType) else []
    return kinds[0] if len(kinds) == 1 else kind


def _faults_of_table(value: Any, kind: type[msgspec.Struct], key: Key) -> Iterator[Fault]:
    if not isinstance(value, Mapping):
        yield _wrong_type(key, _("a table"), value)
        return
    if issubclass(kind, Record):
        yield from _faults_of_owner(value, kind, key)
    for field in msgspec.structs.fields(kind):
        name = field.encode_name
        if name in value:
            yield from _faults(value[name], field.type, (*key, name))
        elif field.required:
            if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
                yield from _faults({}, field.type, (*key, name))
            else:
                message = _("the key {key} is missing").format(key=dotted((*key, name)))
                yield Fault("missing", message, (*key, name))


def _faults_of_owner(value: Mapping[str, Any], kind: type[Record], key: Key) -> Iterator[Fault]:
    if kind.ONE_OF and not any(name in value for name in kind.ONE_OF):
        first = (*key, kind.ONE_OF[0])
        yield Fault("missing", _("the key {key} is missing").format(key=dotted(first)), first)


def _faults_of_name(name: str, kind: Any, key: Key) -> Iterator[Fault]:
    try:
        msgspec.convert({name: None}, dict[kind, None], str_keys=True)
    except msgspec.ValidationError:
        message = _("{key}: {name} is no month from 1 to 12") if kind is Month else _("{key}: {name} is no year")
        yield Fault("type", message.format(key=dotted(key), name=name), key)


def _faults_of_leaf(value: Any, kind: Any, key: Key) -> Iterator[Fault]:
    try:
        msgspec.convert(value, kind, dec_hook=_number, str_keys=True)
    except msgspec.ValidationError as error:
        reason = _REASONS.get(str(error).split(" - at")[0])
        if reason:
            message = _(reason).format(found=_type_name(value))
            yield Fault("type", _("{key}: {reason}").format(key=dotted(key), reason=message), key)
        elif kind is Month and type(value) is int:
            yield Fault("type", _("{key}: {name} is no month from 1 to 12").format(key=dotted(key), name=value), key)
        else:
            yield _wrong_type(key, _expected_name(kind), value)
    except OverflowError:
        yield Fault("type", _("{key}: the number is too large").format(key=dotted(key)), key)


def _wrong_type(key: Key, expected: str, value: object) -> Fault:
    message = _("{key}: expected {expected}, found {found}")
    return Fault("type", message.format(key=dotted(key), expected=expected, found=_type_name(value)), key)


def _expected_name(kind: Any) -> str:
    kinds = get_args(kind) if isinstance(kind, types.UnionType) else (kind,)
    if str in kinds:
        return _("text in quotes")
    if int in kinds or kind is Month:
        return _("a whole number")
    return _("a table")


def _type_name(value: object) -> str:
    names: dict[type, str] = {
        str: _("text"),
        bool: _("true or false"),
        int: _("a whole number"),
        float: _("a decimal number"),
        Decimal: _("a decimal number"),
        list: _("a list"),
        dict: _("a table"),
        type(None): _("nothing"),
    }
    return names.get(type(value), _("a date or time"))
