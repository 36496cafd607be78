"""Keys of a file or of an item that the record it is read as does not know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args, get_origin

from perfcli.carried import inner_record
from perfcli.codec import dotted
from perfcli.model import Record, key_types


def unknown_keys(
    item: Mapping[str, Any], kind: type[Record], path: tuple[str | int, ...] = ()
) -> Iterator[tuple[str, Any]]:
    """The dotted key and the value of each, of an item that `from_dict` has read."""
    fields = key_types(kind)
    for key, value in item.items():
        if key not in fields:
            yield dotted((*path, key)), value
        elif isinstance(value, list):
            yield from _in_list(value, get_args(fields[key])[0], (*path, key))
        elif isinstance(value, Mapping) and (table := inner_record(fields[key])):
            yield from unknown_keys(value, table, (*path, key))


def _in_list(elements: Sequence[Any], kind: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str, Any]]:
    for index, element in enumerate(elements):
        if isinstance(element, list) and get_origin(kind) is tuple:
            yield from _in_list(element, get_args(kind)[0], (*path, index))
        elif isinstance(element, Mapping) and isinstance(kind, type) and issubclass(kind, Record):
            yield from unknown_keys(element, kind, (*path, index))
