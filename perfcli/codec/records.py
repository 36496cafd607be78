"""TOML text -> records: a ladder of `load` (in `repository`), from_toml and from_dict.

Each rung adds where it was to what was wrong.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args, get_origin

import msgspec

from perfcli.codec.excerpts import excerpt_at
from perfcli.codec.faults import Fault, Key, Malformed, dotted
from perfcli.codec.reader import parse
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.model import Month, Record

if TYPE_CHECKING:
    from perfcli.codec.spans import Outline

R = TypeVar("R", bound=Record)

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


def from_toml(text: str, record: type[R]) -> R:
    """A record out of a file's text; raises Malformed with every fault at the line of its key."""
    try:
        return from_dict(parse(text, record), record)
    except Malformed as error:
        raise Malformed(located(text, error.faults, record)) from None


def located(text: str, faults: list[Fault], record: type[Record] | None = None) -> list[Fault]:
    """The faults, each at the line and column of its key, or of the head of the table that lacks it.

    Those of a known record say what was meant where that can be told.
    """
    from perfcli.codec.slips.values import with_slips
    from perfcli.codec.spans import Outline

    if all(fault.line for fault in faults):
        return faults
    try:
        if record:
            faults = with_slips(text, faults, record)
        outline = Outline(text)
    except RecursionError:  # it can be read, but is nested too deeply to be found in
        return [fault if fault.line else msgspec.structs.replace(fault, line=1, column=1) for fault in faults]
    return [fault if fault.line else _placed(text, outline, fault) for fault in faults]


def _placed(text: str, outline: Outline, fault: Fault) -> Fault:
    offset = outline.offset(fault.key)
    line, column = outline.position(offset)
    shown = excerpt_at(text, offset - column + 1, offset) if fault.code == "type" else ""
    return msgspec.structs.replace(fault, line=line, column=column, excerpt=shown)


def from_dict(data: Mapping[str, Any], record: type[R]) -> R:
    """A record out of plain values; unknown keys are left to their owner; raises Malformed with every fault."""
    try:
        made = msgspec.convert(data, record, dec_hook=_number, str_keys=True)
    except (msgspec.ValidationError, OverflowError):
        faults = list(_faults(data, record, ()))
        if not faults:
            raise AssertionError("msgspec refused what every key of it allows") from None
        raise Malformed(faults) from None
    if record.ONE_OF and (faults := list(_faults_of_owner(data, record, ()))):
        raise Malformed(faults)
    for name in _whole_number_keys(record):
        value = getattr(made, name)
        if not (type(value) is int and -(2**63) <= value < 2**63) and _has_large_number(value):
            raise Malformed(list(_faults(data, record, ())))
    return made


@cache
def _fields(record: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(record)


@cache
def _whole_number_keys(record: type[msgspec.Struct]) -> tuple[str, ...]:
    """The keys of a record whose type allows a whole number, somewhere within it."""
    return tuple(field.name for field in _fields(record) if _allows_whole_number(field.type))


def _allows_whole_number(kind: Any) -> bool:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return bool(_whole_number_keys(kind))
    parts = get_args(kind)
    if get_origin(kind) is Mapping and parts[0] is Month:  # a key is a text, and those msgspec keeps within bounds
        parts = parts[1:]
    return kind is int or any(map(_allows_whole_number, parts))


def _has_large_number(value: Any) -> bool:
    """Whether a whole number in a value is beyond 64 bits, which no index and no other reader keeps."""
    if isinstance(value, int):
        return not _is_of_64_bits(value)
    if isinstance(value, msgspec.Struct):
        return any(_has_large_number(getattr(value, name)) for name in _whole_number_keys(type(value)))
    if isinstance(value, Mapping):
        return any(_has_large_number(part) for pair in value.items() for part in pair)
    return isinstance(value, tuple) and any(map(_has_large_number, value))


def _is_of_64_bits(value: int) -> bool:
    return -(2**63) <= value < 2**63


def _number(kind: Any, value: object) -> Any:
    return kind.parse(value)


def _faults(value: Any, kind: Any, key: Key) -> Iterator[Fault]:
    """Every fault of a value, key by key, where msgspec stops at the first."""
    if value is None and type(None) in get_args(kind):
        return
    kind = _wanted(kind)
    origin = get_origin(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield from _faults_of_table(value, kind, key)
    elif origin is tuple:
        yield from _faults_of_list(value, get_args(kind), key)
    elif isinstance(origin, type) and issubclass(origin, Mapping) and isinstance(value, Mapping):
        name_kind, element_kind = get_args(kind)
        for name, element in value.items():
            yield from _faults_of_name(name, name_kind, (*key, name))
            yield from _faults(element, element_kind, (*key, name))
    else:
        yield from _faults_of_leaf(value, kind, key)


def _faults_of_list(value: Any, kinds: tuple[Any, ...], key: Key) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield _wrong_type(key, _("a list"), value)
        return
    fixed = Ellipsis not in kinds
    for index, element in enumerate(value[: len(kinds)] if fixed else value):
        yield from _faults(element, kinds[index] if fixed else kinds[0], (*key, index))
    if fixed and len(value) != len(kinds):
        message = _("{key}: expected {wanted} values, found {found}")
        yield Fault("type", message.format(key=dotted(key), wanted=len(kinds), found=len(value)), key)


def _wanted(kind: Any) -> Any:
    """What a key that may be left out has to be where it is there."""
    kinds = [part for part in get_args(kind) if part is not type(None)] if isinstance(kind, types.UnionType) else []
    return kinds[0] if len(kinds) == 1 else kind


def _faults_of_owner(value: Mapping[str, Any], kind: type[Record], key: Key) -> Iterator[Fault]:
    if kind.ONE_OF and not any(name in value for name in kind.ONE_OF):
        first = (*key, kind.ONE_OF[0])
        yield Fault("missing", _("the key {key} is missing").format(key=_labelled(first)), first)


def _labelled(key: Key, record: str = "") -> str:
    """A key with the label that people know it by."""
    from perfcli.labels import with_label

    return with_label(dotted(key), record)


def _faults_of_table(value: Any, kind: type[msgspec.Struct], key: Key) -> Iterator[Fault]:
    if not isinstance(value, Mapping):
        yield _wrong_type(key, _("a table"), value)
        return
    if issubclass(kind, Record):
        yield from _faults_of_owner(value, kind, key)
    for field in _fields(kind):
        name = field.encode_name
        if name in value:
            yield from _faults(value[name], field.type, (*key, name))
        elif field.required:
            if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
                yield from _faults({}, field.type, (*key, name))
            else:
                named = _labelled((*key, name), "" if key else kind.__name__)
                message = _("the key {key} is missing").format(key=named)
                yield Fault("missing", message, (*key, name))


def _faults_of_name(name: str, kind: Any, key: Key) -> Iterator[Fault]:
    try:
        if _has_large_number(msgspec.convert({name: None}, dict[kind, None], str_keys=True)):
            raise msgspec.ValidationError
    except msgspec.ValidationError:
        yield Fault("type", _said_of_name(name, kind, key), key)


def _said_of_name(name: str, kind: Any, key: Key) -> str:
    if kind is Month:
        return _("{key}: {name} is not a month from 1 to 12").format(key=dotted(key), name=name)
    if bounds := _bounds(kind):
        message = _("{key}: {value} is not from {least} to {most}")
        return message.format(key=dotted(key), value=name, least=bounds[0], most=bounds[1])
    return _("{key}: {name} is not a year").format(key=dotted(key), name=name)


def _faults_of_leaf(value: Any, kind: Any, key: Key) -> Iterator[Fault]:
    if isinstance(value, int) and not _is_of_64_bits(value) and _allows_whole_number(kind):
        yield Fault("type", _("{key}: the number is too large").format(key=dotted(key)), key)
        return
    try:
        msgspec.convert(value, kind, dec_hook=_number, str_keys=True)
    except msgspec.ValidationError as error:
        reason = _REASONS.get(str(error).split(" - at")[0])
        if reason:
            message = _(reason).format(found=_type_name(value))
            yield Fault("type", _("{key}: {reason}").format(key=dotted(key), reason=message), key)
        elif kind is Month and type(value) is int:
            yield Fault("type", _("{key}: {name} is not a month from 1 to 12").format(key=dotted(key), name=value), key)
        elif get_origin(kind) is Literal and isinstance(value, str):
            choices = _(", ").join(f'"{choice}"' for choice in get_args(kind))
            message = _("{key}: {value} is none of {choices}")
            yield Fault("type", message.format(key=dotted(key), value=f'"{value}"', choices=choices), key)
        elif type(value) is int and (bounds := _bounds(kind)):
            message = _("{key}: {value} is not from {least} to {most}")
            yield Fault("type", message.format(key=dotted(key), value=value, least=bounds[0], most=bounds[1]), key)
        else:
            yield _wrong_type(key, _expected_name(kind), value)
    except OverflowError:
        yield Fault("type", _("{key}: the number is too large").format(key=dotted(key)), key)


def _bounds(kind: Any) -> tuple[int, int] | None:
    """The least and the most that a whole number with bounds may be."""
    if get_origin(kind) is not Annotated:
        return None
    meta = get_args(kind)[1]
    return meta.ge, meta.le


def _wrong_type(key: Key, expected: str, value: object) -> Fault:
    message = _("{key}: expected {expected}, found {found}")
    return Fault("type", message.format(key=dotted(key), expected=expected, found=_type_name(value)), key)


def _expected_name(kind: Any) -> str:
    kinds = get_args(kind) if isinstance(kind, types.UnionType) else (kind,)
    kinds = tuple(get_args(part)[0] if get_origin(part) is Annotated else part for part in kinds)
    if str in kinds or get_origin(kind) is Literal:
        return _("text in quotes")
    if float in kinds:
        return _("a number")
    if int in kinds:
        return _("a whole number")
    if date in kinds:
        return _("a date such as 2021-07-31, without quotes")
    return _("a table")


def _type_name(value: object) -> str:
    if isinstance(value, float) and not isfinite(value):
        return str(value)  # inf, nan: TOML has them, and no count or amount is one
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
