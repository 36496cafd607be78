"""What a table of ours holds, in which order, and how its keys and values are spelled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

import msgspec

from perfcli.codec.canonical import assigned, literal
from perfcli.model import Money, Percent

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")

MONTHS = "months"
"""Stands for the record of the spending plan, whose keys are months."""

_MONTH_NAMES = frozenset(f"{month:{width}}" for month in range(1, 13) for width in ("", "02"))


def fields_of(record: Any) -> dict[str, Any]:
    """The keys of ours in a table, in the order of the form, with their types."""
    if isinstance(record, type) and issubclass(record, msgspec.Struct):
        return {field.encode_name: field.type for field in msgspec.structs.fields(record)}
    return {str(month): Percent for month in range(1, 13)} if record is MONTHS else {}


def month_order(name: str) -> tuple[int, str]:
    """By what months are sorted; what is no month comes behind them."""
    return (int(name) if name in _MONTH_NAMES else 99, name)


def inner_of(kind: Any) -> Any:
    """What a table of this type holds: a record, months, or None for what is no table of ours."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind
    arguments = get_args(kind)
    if Percent in arguments:
        return MONTHS
    if kind is not None and getattr(kind, "__origin__", None) is not None and issubclass(kind.__origin__, Mapping):
        return dict
    return next((argument for argument in arguments if inner_of(argument) not in (None, dict)), None)


def spelled(value: Any, kind: Any) -> str | None:
    """A value of ours as `write` spells it, None for one that keeps its spelling."""
    if kind in (Money, Percent):
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


def key_text(name: str) -> str:
    """A key as it is written, in quotes where it has to be."""
    return name if _BARE_KEY.fullmatch(name) else literal(name)
