"""What a file has to hold after an edit: a record's values over what is there, unknown keys kept. Plain data only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfcli.codec.canonical import EMPTY, OPTIONAL, is_table, is_tables, lean
from perfcli.model import Function, Indicator, Safeguard, Unit

NAMED_BY = {
    "indicators": Indicator.NAMED_BY,
    "functions": Function.NAMED_BY,
    "safeguards": Safeguard.NAMED_BY,
    "units": Unit.NAMED_BY,
}
"""What tells the elements of an array of tables apart."""

CLOSED = frozenset({"spending_plan", "framework", "sources", "details"})
"""Tables whose every key is data of ours: what is not wanted any more is taken out."""


def merged(before: Mapping[str, Any], values: Mapping[str, Any], closed: bool = False) -> dict[str, Any]:
    """What the text must hold afterwards: `values` over `before`, each new key after its neighbour in `values`."""
    result = {name: item for name, item in before.items() if not closed or name in values}
    previous = ""
    for name, value in values.items():
        old = before.get(name)
        if old is None and value in EMPTY:
            continue
        if value is None or (name in OPTIONAL and value in EMPTY and not is_table(old)):
            del result[name]
            continue
        if is_table(value):
            new: Any = merged(old, value, name in CLOSED) if isinstance(old, dict) else lean(value)
        elif is_tables(value):
            olds = old if isinstance(old, list) else []
            places = pairs(olds, value, name)
            new = [lean(item) if i is None else merged(olds[i], item) for i, item in zip(places, value, strict=True)]
        else:
            new = value
        result = result | {name: new} if name in result else _with_entry(result, name, new, previous)
        previous = name
    return result


def _with_entry(table: dict[str, Any], name: str, value: Any, previous: str) -> dict[str, Any]:
    """The table with a new entry after `previous`, first where that is empty."""
    if not previous:
        return {name: value, **table}
    entries: dict[str, Any] = {}
    for key, item in table.items():
        entries[key] = item
        if key == previous:
            entries[name] = value
    return entries


def settled(value: Any) -> Any:
    """The data without what has no way of being written by headers or dotted keys once it is empty."""
    if isinstance(value, dict):
        kept = {
            name: item
            for name, item in value.items()
            if not (item == [] and name in NAMED_BY) and not (item == {} and name in CLOSED)
        }
        return {name: settled(item) for name, item in kept.items()}
    return [settled(item) for item in value] if isinstance(value, list) else value


def pairs(olds: list[Any], news: list[Any], name: str) -> list[int | None]:
    """For each new element the old one that it continues: by what names it, else the next one left over."""
    left = [index for index, old in enumerate(olds) if isinstance(old, dict)]
    names = NAMED_BY.get(name, ("name",))
    found: list[int | None] = []
    for new in news:
        same = next((i for i in left if all(olds[i].get(key, "") == new.get(key, "") for key in names)), None)
        found.append(same)
        if same is not None:
            left.remove(same)
    for place, new_index in enumerate(found):
        if new_index is None and left:
            found[place] = left.pop(0)
    return found
