"""Which keys of a record a source carries, and the record once these are taken over: all else stays as it was.

Keys are dotted and name no places: `purpose`, `indicators`, `indicators.basis`. A table or list of which no inner key
is named is carried whole; of a table of a form's own labels, or of months, those that are named: `details.负责人`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
    """For each new element the one it continues, None for none, each at most once.

    They go together by what names them, as far as the source carries it, and by their places where it carries none;
    then by their names alone, be the kind another one. One that is named otherwise continues the one in its place where
    that is all that differs.
    """
    found: list[int | None] = [None] * len(after)
    for named in (_named, _name_alone):
        left: dict[object, list[int]] = {}
        for place, element in enumerate(before):
            if place not in found and (name := named(element, keys, place)):
                left.setdefault(name, []).append(place)
        for place, element in enumerate(after):
            if found[place] is None and (places := left.get(named(element, keys, place))):
                found[place] = places.pop(0)
    if len(before) == len(after):
        free = {place for place in range(len(before)) if place not in found}
        for place, old in enumerate(found):
            if old is None and place in free and _is_renamed(before[place], after[place], keys):
                found[place] = place
    return [None if old is None else before[old] for old in found]


def _is_renamed(old: Record, new: Record, keys: Keys) -> bool:
    """Whether of what the source carries the name alone is another."""
    same = [_said(old, name, keys) == _said(new, name, keys) for name in tops(keys) if name != "name"]
    return "name" in keys and len(same) > 1 and all(same)


def _said(element: Record, name: str, keys: Keys) -> object:
    """What an element has under a key, of a table of labels those that the source carries."""
    value, inner = getattr(element, name), below(keys, name)
    return {label: value[label] for label in inner & value.keys()} if inner and isinstance(value, Mapping) else value


def _name_alone(element: Record, keys: Keys, place: int) -> object:
    """What names an element, its kind left aside; nothing where that is all that the source carries of it."""
    if "kind" not in element.NAMED_BY or "name" not in keys:
        return None
    return _named(element, keys - {"kind"}, place)


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
