"""Which keys of a record a source carries, and the record once these are taken over: all else stays as it was.

Keys are dotted and name no places: `purpose`, `indicators`, `indicators.basis`. A table or list of which no inner key
is named is carried whole; of a table of a form's own labels, or of months, those that are named: `details.负责人`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from perfcli.model import Record, key_types

R = TypeVar("R", bound=Record)

Keys = frozenset[str]


@cache
def every_key(kind: type[Record]) -> Keys:
    """All keys of a record, those of the tables in it among them."""
    keys = set()
    for name, type_of_key in key_types(kind).items():
        keys.add(name)
        inner = inner_record(type_of_key)
        keys |= {f"{name}.{key}" for key in every_key(inner)} if inner else set()
    return frozenset(keys)


def keys_of(item: Mapping[str, Any], kind: type[Record]) -> Keys:
    """The keys that an item such as a JSON object has; of a list of objects those that any of them has."""
    keys = set()
    for name, type_of_key in key_types(kind).items():
        if name not in item:
            continue
        keys.add(name)
        inner, value = inner_record(type_of_key), item[name]
        if inner:
            for element in value if isinstance(value, list) else [value]:
                keys |= {f"{name}.{key}" for key in keys_of(element, inner)} if isinstance(element, Mapping) else set()
    return frozenset(keys)


def tops(keys: Iterable[str]) -> Keys:
    """The keys of the record itself among these."""
    return frozenset(key.partition(".")[0] for key in keys)


def below(keys: Keys, name: str) -> Keys:
    """The keys below one of these."""
    return Keys(key.partition(".")[2] for key in keys if key.startswith(f"{name}."))


def taken_over(before: R, after: R, keys: Keys) -> R:
    """`before` with these keys as `after` has them; elements of lists continue those that are named alike."""
    changes = {}
    for name in tops(keys):
        changes[name] = _taken_over(getattr(before, name), getattr(after, name), below(keys, name))
    return msgspec.structs.replace(before, **changes)


def _taken_over(before: Any, after: Any, keys: Keys) -> Any:
    if not keys:
        return after
    if isinstance(before, Record) and isinstance(after, Record):
        return taken_over(before, after, keys)
    if isinstance(before, tuple) and isinstance(after, tuple):
        return tuple(
            new if old is None else taken_over(old, new, keys)
            for old, new in zip(continued(before, after, keys), after, strict=True)
        )
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        told = {key: value for key, value in before.items() if f"{key}" not in keys} | dict(after)
        return dict(sorted(told.items())) if all(isinstance(key, int) for key in told) else told
    return after


def continued(before: Sequence[R], after: Sequence[R], keys: Keys) -> list[R | None]:
    """For each new element the one it continues, None for none, each at most once."""
    return [None if old is None else before[old] for old in places_continued(before, after, keys)]


def places_continued(before: Sequence[Record], after: Sequence[Record], keys: Keys) -> list[int | None]:
    """For each new element the place of the one it continues, None for none, each at most once.

    They go together by what names them, as far as the source carries it, and by their places where it carries none;
    then by their names alone, be the kind another one. One that is named otherwise continues the one in its place where
    that is all that differs. Of those of one name the ones go together that say the same; where a source that knows no
    terms has fewer of a name than there are, those without a term are meant.
    """
    found: list[int | None] = [None] * len(after)
    for olds, news in _names(before, after, keys):
        left: dict[object, list[int]] = {}
        for place, name in enumerate(olds):
            if name and place not in found:
                left.setdefault(name, []).append(place)
        for place, name in enumerate(news):
            if found[place] is None and (places := left.get(name)):
                found[place] = places.pop(0)
    if len(before) == len(after):
        free = {place for place in range(len(before)) if place not in found}
        for place, old in enumerate(found):
            if old is None and place in free and _is_renamed(before[place], after[place], keys):
                found[place] = place
    return found


def with_left(
    before: Sequence[R], after: Sequence[R], found: Sequence[int | None], is_left: Callable[[R], bool]
) -> tuple[R, ...]:
    """New elements, and those that none continues where they are to be left, each before the one that followed it.

    `found` are the places of those that the new ones continue.
    """
    rows = list(zip(found, after, strict=True))
    for at in reversed(range(len(before))):
        if at not in found and is_left(before[at]):
            following = [(old, number) for number, (old, _row) in enumerate(rows) if old is not None and old > at]
            rows.insert(min(following)[1] if following else len(rows), (at, before[at]))
    return tuple(row for _old, row in rows)


def _is_renamed(old: Record, new: Record, keys: Keys) -> bool:
    """Whether of what the source carries the name alone is another."""
    same = [_said(old, name, keys) == _said(new, name, keys) for name in tops(keys) if name != "name"]
    return "name" in keys and len(same) > 1 and all(same)


def _said(element: Record, name: str, keys: Keys) -> object:
    """What an element has under a key, of a table of labels those that the source carries."""
    value, inner = getattr(element, name), below(keys, name)
    return {label: value[label] for label in inner & value.keys()} if inner and isinstance(value, Mapping) else value


def _names(before: Sequence[Record], after: Sequence[Record], keys: Keys) -> Iterator[Sequence[Sequence[object]]]:
    """What old and new elements are known by, the surest first; None for one that is not known by that."""
    sides = before, after
    names = [[_named(element, keys, place) for place, element in enumerate(side)] for side in sides]
    if "name" in keys and len(set(names[0])) < len(before):
        said = [_with_all_said(own, side, keys) for own, side in zip(names, sides, strict=True)]
        yield [list(zip(own, _ranks(plain), strict=True)) for own, plain in zip(said, names, strict=True)]
        yield said
    if "term" not in keys and any(getattr(row, "term", "") for row in before):
        few = set(Counter(names[0]) - Counter(names[1]))
        yield [_of_no_term(own, side, few) for own, side in zip(names, sides, strict=True)]
    yield names
    if "name" in keys and any("kind" in element.NAMED_BY for element in before):
        yield [[_named(element, keys - {"kind"}, place) for place, element in enumerate(side)] for side in sides]


def _with_all_said(names: Sequence[object], side: Sequence[Record], keys: Keys) -> list[object]:
    """The names with all else that a source carries."""
    told = sorted(tops(keys))
    return [(name, repr([_said(row, key, keys) for key in told])) for name, row in zip(names, side, strict=True)]


def _of_no_term(names: Sequence[object], side: Sequence[Record], few: Collection[object]) -> list[object]:
    """The names of those without a term among the few of which a source has not as many as there are."""
    told = [name in few and not getattr(row, "term", "") for name, row in zip(names, side, strict=True)]
    return [name if is_told else None for name, is_told in zip(names, told, strict=True)]


def _ranks(names: Sequence[object]) -> list[int]:
    """Which of its like each name is."""
    count = Counter[object]()
    ranks = []
    for name in names:
        ranks.append(count[name])
        count[name] += 1
    return ranks


def _named(element: Record, keys: Keys, place: int) -> tuple[object, ...]:
    names = [name for name in element.NAMED_BY if name in keys]
    return tuple(getattr(element, name) for name in names) if names else (place,)


def inner_record(kind: Any) -> type[Record] | None:
    """The record that a value of this type is or is a list of, None for none."""
    if isinstance(kind, type) and issubclass(kind, Record):
        return kind
    if get_origin(kind) is Mapping or not get_args(kind):
        return None
    return next((found for argument in get_args(kind) if (found := inner_record(argument))), None)
