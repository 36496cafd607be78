"""What a file has to hold after an edit: a record's values over what is there, unknown keys kept. Plain data only."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from perfcli.codec.canonical import EMPTY, OPTIONAL, TABLES, is_table, is_tables, lean
from perfcli.model import Function, Indicator, Safeguard, Unit
from perfcli.progress import AdjustedKey, Adjustment, Monitoring

NAMED_BY = {
    "indicators": Indicator.NAMED_BY,
    "functions": Function.NAMED_BY,
    "safeguards": Safeguard.NAMED_BY,
    "units": Unit.NAMED_BY,
    "monitoring": Monitoring.NAMED_BY,
    "adjustments": Adjustment.NAMED_BY,
    "changes": AdjustedKey.NAMED_BY,
}
"""What tells the elements of an array of tables apart."""

CLOSED = frozenset({"spending_plan", "framework", "sources", "details", *TABLES})
"""Tables whose every key is data of ours: what is not wanted any more is taken out."""


class Elements(list[Any]):
    """The wanted elements of an array of tables, with the old one that each continues: None for one that is new.

    Decided once, by the record's own values: what is private in an old element is no reason to take it for another.
    """

    def __init__(self, values: Iterable[Any], places: list[int | None]) -> None:
        super().__init__(values)
        self.places = places


def merged(
    before: Mapping[str, Any], values: Mapping[str, Any], closed: bool = False, in_place: bool = False
) -> dict[str, Any]:
    """What the text must hold afterwards: `values` over `before`, each new key after its neighbour in `values`.

    With `in_place` elements of arrays are at the same places before and after, whatever they are named.
    """
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
            new: Any = merged(old, value, name in CLOSED, in_place) if isinstance(old, dict) else lean(value)
        elif is_tables(value):
            olds = old if isinstance(old, list) else []
            places = _pairs(olds, value, name, in_place)
            new = Elements(
                (
                    lean(item) if i is None else merged(olds[i], item, in_place=in_place)
                    for i, item in zip(places, value, strict=True)
                ),
                places,
            )
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
    if isinstance(value, Decimal) and value.is_nan():
        return str(value)  # which is not even equal to itself
    return [settled(item) for item in value] if isinstance(value, list) else value


def _pairs(olds: Sequence[Any], news: Sequence[Any], name: str, in_place: bool = False) -> list[int | None]:
    """For each new element the old one that it continues, None for one that is new.

    That is the one with all its values, else with its names, else one that differs in a single value: what is private
    in an element that goes must not come to another.
    """
    names = NAMED_BY.get(name, ("name",))
    if in_place and len(olds) == len(news):
        return list(range(len(olds)))
    if [_values(old, names) for old in olds] == [_values(new, names) for new in news]:
        return list(range(len(olds)))
    found: list[int | None] = [None] * len(news)
    left = {index: old for index, old in enumerate(olds) if isinstance(old, Mapping)}
    known = tuple(dict.fromkeys(key for new in news for key in new))
    _pair(left, news, known, found)
    _pair(left, news, names, found)
    for keys in (names[-1:], *(tuple(key for key in known if key != other) for other in known)):
        telling = [any(new.get(key) for key in keys if key != "kind") for new in news]
        _pair(left, news, keys, found, telling)
    for at in left if len(olds) == len(news) else ():
        if found[at] is None and all(olds[at].get(key) in ("", [], news[at].get(key), None) for key in known):
            found[at] = at  # what was empty is filled in
    return found


def _pair(
    left: dict[int, Any],
    news: Sequence[Any],
    keys: Sequence[str],
    found: list[int | None],
    telling: Sequence[bool] = (),
) -> None:
    """Pair what is left over by the values of some keys, in the order of both; only those new ones that are telling."""
    if not left or None not in found:
        return
    places: dict[str, deque[int]] = {}
    for index, old in left.items():
        places.setdefault(_values(old, keys), deque()).append(index)
    for place, new in enumerate(news):
        if found[place] is None and (not telling or telling[place]):
            same = places.get(_values(new, keys))
            if same:
                found[place] = same.popleft()
    for paired in found:
        if paired is not None:
            left.pop(paired, None)


def _values(element: Any, keys: Sequence[str]) -> str:
    """The values of some keys; one that is left out is as one that is empty."""
    return repr([element.get(key) or "" for key in keys]) if isinstance(element, Mapping) else ""
