"""What changed between two records in the field's terms: elements of lists are told by their names, not their places.

`changes` compares what a file has to hold with what it holds, place by place; here two versions of one thing are
compared for a reader. It works on plain values, so that keys of a user's own are compared too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from perfcli.key_text import label_text, pick_text
from perfcli.model import Record, plain
from perfcli.rewording import likeness

Kind = Literal["added", "dropped", "renamed", "moved", "changed"]

_NAMES = ("code", "name", "title")
_EMPTY: tuple[object, ...] = ("", [], {}, (), None)
_MOST_LIKENESSES = 400
"""Pairs of leftover elements whose texts are compared; beyond them only their places tell."""

_ALIKE = 0.5


class Element(NamedTuple):
    """A step of a path: the element of a list that has this name."""

    name: str


Path = tuple[str | int | Element, ...]
"""The way to a value: keys, names of elements, and places (from 1) of elements without a name."""


class Change(msgspec.Struct, frozen=True):
    """One thing that changed; `before` and `after` are None where there is nothing, places where something moved."""

    kind: Kind
    path: Path
    before: Any
    after: Any

    @property
    def key(self) -> str:
        """The path as people write it: `budget.total`, `goals[2]`, `indicators[改造住房套数].target`."""
        return dotted(self.path)


def dotted(path: Path) -> str:
    """A path as people write it; elements without a name by their place."""
    text = ""
    for step in path:
        if isinstance(step, str):
            text += f".{label_text(step)}" if text else step
        else:
            text += pick_text(step.name if isinstance(step, Element) else str(step))
    return text


def with_unknown(record: Record, raw: Mapping[str, Any]) -> dict[str, Any]:
    """A record as plain values, with the keys that only its file knows."""
    return _with_unknown(plain(record), raw)


def _with_unknown(known: dict[str, Any], raw: Mapping[str, Any]) -> dict[str, Any]:
    whole = {name: _inner(value, raw.get(name)) for name, value in known.items()}
    return whole | {name: value for name, value in raw.items() if name not in known}


def _inner(value: Any, raw: Any) -> Any:
    if isinstance(value, dict) and isinstance(raw, Mapping):
        return _with_unknown(value, raw)
    if isinstance(value, list) and isinstance(raw, Sequence) and len(value) == len(raw):
        return [_inner(item, other) for item, other in zip(value, raw, strict=True)]
    return value


def compare(before: Mapping[str, Any], after: Mapping[str, Any], path: Path = ()) -> Iterator[Change]:
    """Every change from one table to another, in the order of their keys, of months as they follow each other.

    An absent key is as an empty one.
    """
    names: Iterable[str] = dict.fromkeys((*before, *after))
    if path == ("spending_plan",):
        names = sorted(names, key=lambda month: (len(str(month)), str(month)))
    for name in names:
        yield from _compare_values((*path, name), before.get(name), after.get(name))


def _compare_values(path: Path, before: Any, after: Any) -> Iterator[Change]:
    if is_same(before, after):
        return
    if _holds(dict, before, after):
        yield from compare(before or {}, after or {}, path)
    elif _holds(list, before, after):
        yield from _compare_lists(path, before or [], after or [])
    else:
        old, new = (None if value in _EMPTY else value for value in (before, after))
        kind: Kind = "changed"
        if old is None or new is None:
            kind = "added" if old is None else "dropped"
        elif path[-1] in ("name", "title") and (len(path) == 1 or isinstance(path[-2], Element)):
            kind = "renamed"
        elif path == ("unit",):
            kind = "moved"
        yield Change(kind, path, old, new)


def is_same(before: Any, after: Any) -> bool:
    """Whether two values say the same; what is not even equal to itself is compared as it is written."""
    if before in _EMPTY and after in _EMPTY:
        return True
    return (type(before) is not bool and type(after) is not bool and before == after) or repr(before) == repr(after)


def _holds(kind: type, before: Any, after: Any) -> bool:
    """Whether both are of a kind, or one is and the other is not there."""
    return (isinstance(before, kind) or before in _EMPTY) and (isinstance(after, kind) or after in _EMPTY)


def _compare_lists(path: Path, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    """Changes of a list: of each element that goes on, then what came, went and moved."""
    pairs = paired(before, after)
    moved = _moved(pairs)
    olds, news = labels(before), labels(after)
    for place, new in enumerate(after):
        at = (*path, news[place])
        old = pairs.get(place)
        if old is None:
            yield Change("added", at, None, new)
            continue
        if isinstance(new, Mapping) and isinstance(before[old], Mapping):
            yield from compare(before[old], new, at)
        else:
            yield from _compare_values(at, before[old], new)
        if place in moved:
            yield Change("moved", at, old + 1, place + 1)
    going_on = set(pairs.values())
    for place, gone in enumerate(before):
        if place not in going_on:
            yield Change("dropped", (*path, olds[place]), gone, None)


def name_of(element: Any) -> str:
    """What names an element of a list, empty where nothing does."""
    if not isinstance(element, Mapping):
        return ""
    if element.get("date"):
        return " ".join(filter(None, (str(element["date"]), str(element.get("reason", "")))))
    return next((str(element[key]) for key in (*_NAMES, "key", "kind") if element.get(key)), "")


def labels(elements: Sequence[Any]) -> list[Element | int]:
    """The step to each element: its name, `name#2` for a second of one name, its place where `perf set` has no name.

    Indicators of the long-term goals are counted by themselves, and have their place where the year has the name too.
    """
    seen: Counter[tuple[str, str]] = Counter()
    names = [
        (name_of(element), element.get("term", "") if isinstance(element, Mapping) else "") for element in elements
    ]
    of_the_year = {name for name, term in names if not term}
    found: list[Element | int] = []
    for place, (name, term) in enumerate(names, 1):
        seen[name, term] += 1
        number = seen[name, term]
        is_hidden = not name or (term and name in of_the_year)
        found.append(place if is_hidden else Element(name if number == 1 else f"{name}#{number}"))
    return found


def paired(before: Sequence[Any], after: Sequence[Any], *, guesses: bool = True) -> dict[int, int]:
    """For each place after its place before, where an element goes on.

    That is the one that is equal, of the same names, of the same name, then one that differs in its name alone. With
    `guesses` also the one that is most like it, and for texts the one at its place; without, one of another kind that
    has the name now does not go on with what is the same under another.
    """
    pairs: dict[int, int] = {}
    _pair(before, after, pairs, repr)
    _pair(before, after, pairs, _all_names)
    if not guesses:
        _pair_renamed(before, after, pairs)
    for alike in (name_of, all_but_name):
        _pair(before, after, pairs, alike)
    if guesses:
        _pair_alike(before, after, pairs)
        taken = set(pairs.values())
        for place in range(min(len(before), len(after))):
            if place not in pairs and place not in taken and not name_of(before[place]) and not name_of(after[place]):
                pairs[place] = place
    return pairs


def _pair(before: Sequence[Any], after: Sequence[Any], pairs: dict[int, int], alike: Callable[[Any], object]) -> None:
    """Pair what is left over and alike, in the order of both."""
    taken = set(pairs.values())
    left: dict[object, list[int]] = {}
    for place in reversed(range(len(before))):
        if place not in taken and (known := alike(before[place])):
            left.setdefault(known, []).append(place)
    for place, new in enumerate(after):
        if left and place not in pairs and (places := left.get(alike(new))):
            pairs[place] = places.pop()


def _pair_renamed(before: Sequence[Any], after: Sequence[Any], pairs: dict[int, int]) -> None:
    """Pair what is left over and differs in its name alone, that name being new."""
    names = set(map(name_of, before))
    _pair(before, [None if name_of(element) in names else element for element in after], pairs, all_but_name)


def _all_names(element: Any) -> object:
    if not isinstance(element, Mapping) or not name_of(element):
        return None
    return tuple(str(element.get(key, "")) for key in (*_NAMES, "kind", "term"))


def all_but_name(element: Any) -> object:
    """All that an element says besides its name, nothing where that is too little to know it by."""
    if not isinstance(element, Mapping) or "name" not in element:
        return None
    said = {key: value for key, value in element.items() if key != "name" and value not in _EMPTY}
    return repr(sorted(said.items())) if len(said.keys() - {"kind", "basis", "term", "level1"}) > 1 else None


def _pair_alike(before: Sequence[Any], after: Sequence[Any], pairs: dict[int, int]) -> None:
    """Pair what is left over by how much of its texts is the same, the most alike first."""
    taken = set(pairs.values())
    olds = [place for place in range(len(before)) if place not in taken]
    news = [place for place in range(len(after)) if place not in pairs]
    if not 0 < len(olds) * len(news) <= _MOST_LIKENESSES:
        return
    scores = [
        (-likeness(_text(before[old]), _text(after[new])), abs(old - new), new, old)
        for old in olds
        for new in news
        if type(before[old]) is type(after[new])
    ]
    for score, _distance, new, old in sorted(scores):
        if -score >= _ALIKE and new not in pairs and old not in taken:
            pairs[new] = old
            taken.add(old)


def _text(element: Any) -> str:
    """What tells how much two elements are alike: their name where they have one."""
    return name_of(element) or str(element)


def _moved(pairs: Mapping[int, int]) -> set[int]:
    """The places after of what stands no longer in the order of the others: as few as tell it."""
    places = sorted(pairs)
    ends: list[int] = []
    last: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, pairs[place])
        before[place] = last[at - 1] if at else None
        ends[at : at + 1], last[at : at + 1] = [pairs[place]], [place]
    kept: set[int] = set()
    step = last[-1] if last else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return set(places) - kept
