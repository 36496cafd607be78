"""Three versions of one record's data as one: what both sides changed, and where they contradict each other.

Elements of arrays of tables are told by what names them, so that two sides which each add, change or take out others do
not meet. Nothing is guessed: what cannot be told apart is a doubt, and who asked has to leave it to a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from enum import Enum
from typing import Any, NamedTuple, TypeVar

from perfcli.comparing import all_but_name, is_same, name_of, paired

T = TypeVar("T", bound=Hashable)


_BUDGET = frozenset({"total", "fiscal", "other"})
"""A total and its parts, which belong together: where the result of a merge no longer adds up, the sides conflict."""


class Nothing(Enum):
    """That a key is not there."""

    ABSENT = 0


ABSENT = Nothing.ABSENT


class Doubt(Exception):
    """The versions cannot be told apart well enough to be merged by what they mean."""


class Conflict(NamedTuple):
    """A value that both sides changed, each to another: ABSENT where a side took it out."""

    ours: Any
    theirs: Any


class Elements(dict[str, Any]):
    """An array of tables in its order, each element by an identity that is the same in all versions."""


Versions = tuple[Any, Any, Any]
"""A value in the common version, in ours and in theirs; ABSENT where it is not there."""


def identified(versions: Versions) -> Versions:
    """The same values with arrays of tables as Elements; those whose elements nothing names stay arrays."""
    there = [value for value in versions if value is not ABSENT]
    if there and all(isinstance(value, Mapping) for value in there):
        return _of_tables(versions, dict)
    if any(there) and all(_is_tables(value) for value in there):
        lists = [[] if value is ABSENT else value for value in versions]
        if all(name_of(element) for elements in lists for element in elements):
            base, ours, theirs = _identities(*lists)
            keyed = [dict(zip(ids, items, strict=True)) for ids, items in zip((base, ours, theirs), lists, strict=True)]
            return _of_tables(
                tuple(ABSENT if value is ABSENT else keyed[place] for place, value in enumerate(versions)), Elements
            )
    return versions


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(element, Mapping) for element in value)


def _of_tables(versions: Sequence[Any], kind: type[dict[str, Any]]) -> Versions:
    names = dict.fromkeys(name for table in versions if table is not ABSENT for name in table)
    inner = {
        name: identified(tuple(ABSENT if table is ABSENT else table.get(name, ABSENT) for table in versions))
        for name in names
    }
    base, ours, theirs = (
        ABSENT if table is ABSENT else kind({name: inner[name][place] for name in table})
        for place, table in enumerate(versions)
    )
    return base, ours, theirs


def _identities(base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> tuple[list[str], ...]:
    """What each element is called in all three lists; new ones of one name on both sides are one."""
    known = [str(step) for step in _names(base)]
    found = [known]
    pairs = [paired(base, side, guesses=False) for side in (ours, theirs)]
    _require_no_namesakes(base, (ours, theirs), pairs)
    for side, going_on in zip((ours, theirs), pairs, strict=True):
        added: Counter[str] = Counter()
        ids = []
        for place, element in enumerate(side):
            if place in going_on:
                ids.append(known[going_on[place]])
            else:
                name = name_of(element)
                added[name] += 1
                ids.append(f"+{name}#{added[name]}")
        found.append(ids)
    return tuple(found)


def _require_no_namesakes(base: Sequence[Any], sides: Sequence[Sequence[Any]], pairs: Sequence[dict[int, int]]) -> None:
    """Raise Doubt where both sides changed an element, and beside it one has it as it was under another name.

    That side may have renamed it, and given the name to another; or made a copy.
    """
    changed = [
        {old for new, old in going_on.items() if not same(base[old], side[new])}
        for side, going_on in zip(sides, pairs, strict=True)
    ]
    for side, going_on in zip(sides, pairs, strict=True):
        added = {all_but_name(element) for place, element in enumerate(side) if place not in going_on} - {None}
        if any(all_but_name(base[old]) in added for old in changed[0] & changed[1]):
            raise Doubt


def _names(elements: Sequence[Any]) -> list[str]:
    seen: Counter[str] = Counter()
    found = []
    for element in elements:
        name = name_of(element)
        seen[name] += 1
        found.append(f"{name}#{seen[name]}")
    return found


def same(one: Any, other: Any) -> bool:
    """Whether two identified values say the same, elements of arrays in the same order."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        in_order = not isinstance(one, Elements) or list(one) == list(other)
        return in_order and one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if one is ABSENT or other is ABSENT:
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and is_same(one, other) if isinstance(one, str | bool) else is_same(one, other)


def merge(base: Any, ours: Any, theirs: Any) -> Any:
    """The value that holds what both sides changed, with a Conflict in each place where they contradict each other.

    A value that one side alone changed is as that side has it. Raises Doubt where a name would stand for two elements.
    """
    if _is_alike(ours, theirs):
        return theirs if ours is ABSENT else ours
    if _is_alike(base, theirs):
        return ours
    if _is_alike(base, ours):
        return theirs
    if _are(Elements, base, ours, theirs):
        return _merge_elements(*(Elements() if value is ABSENT else value for value in (base, ours, theirs)))
    if _are(dict, base, ours, theirs) and not any(isinstance(value, Elements) for value in (base, ours, theirs)):
        return _merge_tables(*({} if value is ABSENT else value for value in (base, ours, theirs)))
    if isinstance(ours, list) and isinstance(theirs, list) and (base is ABSENT or isinstance(base, list)):
        merged = None if _is_tables(ours) and ours else merge_lists([] if base is ABSENT else base, ours, theirs)
        return Conflict(ours, theirs) if merged is None else merged
    return Conflict(ours, theirs)


def _is_alike(one: Any, other: Any) -> bool:
    """Whether two values say the same; an empty one says as much as one that is not there."""
    return all(value is ABSENT or value in ("", [], {}) for value in (one, other)) or same(one, other)


def _are(kind: type, base: Any, ours: Any, theirs: Any) -> bool:
    """Whether all are of a kind or not there, and one of the sides is."""
    return all(value is ABSENT or isinstance(value, kind) for value in (base, ours, theirs))


def _merge_tables(base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    merged = {
        name: merge(base.get(name, ABSENT), ours.get(name, ABSENT), theirs.get(name, ABSENT))
        for name in dict.fromkeys((*ours, *theirs))
    }
    whole = {name: value for name, value in merged.items() if value is not ABSENT}
    if whole.keys() >= _BUDGET and _adds_up(ours) and _adds_up(theirs) and not _adds_up(whole):
        whole |= {name: Conflict(ours[name], theirs[name]) for name in _BUDGET if not same(ours[name], theirs[name])}
    return whole


def _adds_up(budget: Mapping[str, Any]) -> bool:
    """Whether the parts of a budget make up its total, as far as they are numbers."""
    total, fiscal, other = (budget.get(name, ABSENT) for name in ("total", "fiscal", "other"))
    amounts = [Decimal(amount) for amount in (total, fiscal, other) if isinstance(amount, int | Decimal)]
    return len(amounts) == len(_BUDGET) and amounts[0] == amounts[1] + amounts[2]


def _merge_elements(base: Elements, ours: Elements, theirs: Elements) -> Elements:
    merged: dict[str, Any] = {}
    for name in dict.fromkeys((*ours, *theirs)):
        old, one, other = (table.get(name, ABSENT) for table in (base, ours, theirs))
        if old is not ABSENT and (one is ABSENT or other is ABSENT):
            kept = other if one is ABSENT else one
            merged[name] = ABSENT if same(old, kept) else Conflict(one, other)
        else:
            merged[name] = merge(old, one, other)
    kept_ones = {name for name, value in merged.items() if value is not ABSENT}
    order = merged_order(list(base), list(ours), list(theirs), kept_ones)
    result = Elements({name: merged[name] for name in order})
    _require_no_new_doubles(result, ours, theirs)
    return result


def _require_no_new_doubles(merged: Elements, ours: Elements, theirs: Elements) -> None:
    counts = [
        Counter(str(table.get("name", "")) for table in side.values() if isinstance(table, dict) and _is_named(table))
        for side in (merged, ours, theirs)
    ]
    for name, count in counts[0].items():
        if name and count > max(counts[1][name], counts[2][name]):
            raise Doubt


def _is_named(table: Mapping[str, Any]) -> bool:
    """Whether it is not open which name an element has."""
    return not isinstance(table.get("name"), Conflict)


def merged_order(base: Sequence[T], ours: Sequence[T], theirs: Sequence[T], kept: Iterable[T]) -> list[T]:
    """Those kept, in the order of the side that changed it, ours where both did; new ones behind their neighbour."""
    kept = set(kept)
    common = set(base) & set(ours) & set(theirs)
    as_before = [one for one in ours if one in common] == [one for one in base if one in common]
    first, other = (theirs, ours) if as_before else (ours, theirs)
    result = [one for one in first if one in kept]
    there = set(result)
    at = 0
    for one in other:
        if one in there:
            at = result.index(one) + 1
        elif one in kept:
            result.insert(at, one)
            there.add(one)
            at += 1
    return result


def merge_lists(base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> list[Any] | None:
    """A list that holds what both sides changed, None where they changed one place differently.

    What both put in at one place stands there in turn, ours first, once where it is the same.
    """
    with_ours, with_theirs = _matches(base, ours), _matches(base, theirs)
    merged: list[Any] = []
    at = to_ours = to_theirs = 0
    for place in (*(place for place in range(len(base)) if place in with_ours and place in with_theirs), len(base)):
        end_ours, end_theirs = with_ours.get(place, len(ours)), with_theirs.get(place, len(theirs))
        part = _merge_parts(base[at:place], ours[to_ours:end_ours], theirs[to_theirs:end_theirs])
        if part is None:
            return None
        merged += [*part, *base[place : place + 1]]
        at, to_ours, to_theirs = place + 1, end_ours + 1, end_theirs + 1
    return merged


def _merge_parts(base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]) -> Sequence[Any] | None:
    if ours == theirs or base == theirs:
        return ours
    if base == ours:
        return theirs
    if not base:
        return [*ours, *(item for item in theirs if item not in ours)]
    if not len(base) == len(ours) == len(theirs):
        return None
    items = [merge(*versions) for versions in zip(base, ours, theirs, strict=True)]
    return None if any(isinstance(item, Conflict) for item in items) else items


def _matches(base: Sequence[Any], side: Sequence[Any]) -> dict[int, int]:
    """The place in a side's list of each item that it kept of the common one."""
    matcher = SequenceMatcher(None, list(map(repr, base)), list(map(repr, side)), autojunk=False)
    return {block.a + step: block.b + step for block in matcher.get_matching_blocks() for step in range(block.size)}


def conflicts(merged: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Conflict]]:
    """Each conflict in a merged value and the way to it."""
    if isinstance(merged, Conflict):
        return [(path, merged)]
    if isinstance(merged, Mapping):
        return [found for name, value in merged.items() for found in conflicts(value, (*path, name))]
    return []


def resolved(merged: Any, side: str) -> Any:
    """A merged value as plain data, each conflict decided for `ours` or `theirs`; ABSENT where that took it out."""
    if isinstance(merged, Conflict):
        return resolved(getattr(merged, side), side)
    if isinstance(merged, Mapping):
        inner = {name: resolved(value, side) for name, value in merged.items()}
        inner = {name: value for name, value in inner.items() if value is not ABSENT}
        return list(inner.values()) if isinstance(merged, Elements) else inner
    return merged
