"""What stands where in a record's file: the type of a key's value, by the names of the tables on the way to it."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_origin

import msgspec

from perfcli.exact import Money, Percent, Points
from perfcli.model import Month, Record, key_types


def kind_at(record: type[Record] | None, names: Sequence[str]) -> Any:
    """The type of what these names lead to in a record, None for what is not ours.

    A list is gone into without being named: `indicators`, `kind` leads to a text.
    """
    kind: Any = record
    for name in names:
        kind = _inside(_element(kind), name)
        if kind is None:
            return None
    return kind


def table_at(record: type[Record] | None, names: Sequence[str]) -> Any:
    """The same for the names of a header: what the tables there hold, the type of one of a list of tables."""
    return _element(kind_at(record, names))


def fields_of(kind: Any) -> Mapping[str, Any]:
    """The keys of a record's type with the types of their values."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return key_types(kind)
    return {}


def is_list(kind: Any) -> bool:
    """Whether values of a type are lists."""
    return get_origin(_given(kind)) is tuple


def is_tables(kind: Any) -> bool:
    """Whether values of a type are written with `[[headers]]`."""
    return is_list(kind) and bool(fields_of(_element(kind)))


def is_table(kind: Any) -> bool:
    """Whether values of a type are written with `[headers]`."""
    kind = _given(kind)
    origin = get_origin(kind)
    return bool(fields_of(kind)) or (isinstance(origin, type) and issubclass(origin, Mapping))


def is_text(kind: Any) -> bool:
    """Whether a text can stand there."""
    return kind is str or (isinstance(kind, types.UnionType) and str in get_args(kind))


def is_texts(kind: Any) -> bool:
    """Whether a list of texts can stand there."""
    kinds = (kind, *get_args(kind))
    return any(get_origin(one) is tuple and get_args(one)[0] is str for one in kinds)


def is_number(kind: Any) -> bool:
    """Whether only a number can stand there."""
    return _given(kind) in (Money, Percent, Points, int, float, Month)


def given(kind: Any) -> Any:
    """The type of a value that is there, of a key that may be left out."""
    return _given(kind)


def is_plan(kind: Any) -> bool:
    """Whether the keys of a table are months."""
    return get_args(kind)[:1] == (Month,)


def is_free(kind: Any) -> bool:
    """Whether the keys of a table are people's own: labels of a form."""
    return get_args(kind)[:1] == (str,) and is_table(kind)


def _given(kind: Any) -> Any:
    parts = [part for part in get_args(kind) if part is not type(None)]
    return parts[0] if type(None) in get_args(kind) and len(parts) == 1 else kind


def _element(kind: Any) -> Any:
    kind = _given(kind)
    return get_args(kind)[0] if get_origin(kind) is tuple else kind


def _inside(kind: Any, name: str) -> Any:
    if is_table(kind) and not fields_of(kind):
        return get_args(_given(kind))[1]
    return fields_of(_given(kind)).get(name)
