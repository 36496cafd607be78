"""What a table of ours holds, in which order, and how its keys and values are spelled."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args, get_origin

import msgspec

from perfcli.codec.canonical import assigned, literal, ordered_keys
from perfcli.exact import Money, Percent
from perfcli.model import Month, Record, key_types

_MONTH_NAMES = frozenset(f"{month:{width}}" for month in range(1, 13) for width in ("", "02"))


def fields_of(record: Any) -> dict[str, Any]:
    """The keys of ours in a table, in the order of the form, with their types."""
    if isinstance(record, type) and issubclass(record, Record):
        types = key_types(record)
        return {name: types[name] for name in ordered_keys(record)}
    return {str(month): Percent for month in range(1, 13)} if is_plan(record) else {}


def is_plan(record: Any) -> bool:
    """Whether the keys of a table are months."""
    return get_args(record)[:1] == (Month,)


def kind_of(record: Any, fields: Mapping[str, Any], name: str) -> Any:
    """The type of a key's value, None for none of ours; in a table of amounts or of records every key has one."""
    value = get_args(record)[-1] if get_args(record) else None
    is_of_ours = value is Money or (isinstance(value, type) and issubclass(value, Record))
    return value if is_of_ours else fields.get(name)


def month_order(name: str) -> tuple[int, str]:
    """By what months are sorted; what is no month comes behind them."""
    return (int(name) if name in _MONTH_NAMES else 99, name)


def inner_of(kind: Any) -> Any:
    """What a table of this type holds: a record, the type of a table whose keys are free, None for no table of ours."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind
    if isinstance(origin := get_origin(kind), type) and issubclass(origin, Mapping):
        return kind
    inner = (inner_of(argument) for argument in get_args(kind))
    return next((found for found in inner if isinstance(found, type) and issubclass(found, msgspec.Struct)), None)


def spelled(value: Any, kind: Any) -> str | None:
    """A value of ours as `write` spells it, None for one that keeps its spelling."""
    if kind in (Money, Percent, Money | None):
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return None
        number = Decimal(value)
        return literal(number) if number.is_finite() and abs(number.adjusted()) < 20 else None
    if kind is None:
        return None
    if isinstance(value, str) or _is_number(value):
        return assigned(value)
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return assigned(value)
    if isinstance(value, list) and all(map(_is_number, value)):
        return literal(value)
    return None


def _is_number(value: Any) -> bool:
    """Whether a value is a whole number that a record can hold; any other keeps its spelling, such as 0xfff…."""
    return isinstance(value, int) and not isinstance(value, bool) and value.bit_length() <= 64
