"""What differs between two records, key by key, in the field's own terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from perfcli.i18n import gettext as _
from perfcli.key_text import label_text
from perfcli.model import Record, plain

_ABSENT = object()


class Difference(msgspec.Struct, frozen=True):
    """One key with its value before and after; None where it was not or is no more."""

    key: str
    before: Any
    after: Any
    is_order: bool = False
    """Whether what a list holds stands in another order, and no more: how it is laid out, nothing that was decided."""

    def __str__(self) -> str:
        before = _("(nothing)") if self.before is None else _spelled(self.before)
        after = _("(nothing)") if self.after is None else _spelled(self.after)
        return f"{self.key}: {before} → {after}"


def as_adjusted(value: Any) -> str:
    """A value as adjustments keep it: entries of a list a line each, a table by the texts in it."""
    if isinstance(value, Mapping):
        return _spelled(value)
    if isinstance(value, list | tuple):
        return "\n".join(map(as_adjusted, value))
    return "" if value is None else str(value)


def differences(before: Record, after: Record) -> list[Difference]:
    """Every key in which two records of one type differ; what is gone from a list has the place that it had."""
    return list(_walk("", plain(before), plain(after)))


def _walk(key: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in dict.fromkeys((*before, *after)):
            yield from _walk(
                f"{key}.{label_text(name)}" if key else name, before.get(name, _ABSENT), after.get(name, _ABSENT)
            )
    elif isinstance(before, list) and isinstance(after, list):
        yield from _listed(key, before, after)
    else:
        yield Difference(key, None if before is _ABSENT else before, None if after is _ABSENT else after)


def _listed(key: str, before: list[Any], after: list[Any]) -> Iterator[Difference]:
    """Differences of two lists: elements go together that are equal, named alike or in one place.

    Texts in another order are another list; tables are told by their names in the order that they have, then each.
    """
    pairs = paired(before, after)
    following = [pairs[place] for place in sorted(pairs)]
    if following != sorted(following):
        if not all(isinstance(element, Mapping) for element in (*before, *after)):
            yield Difference(key, before, after)
            return
        yield Difference(key, [*map(_title, before)], [*map(_title, after)], is_order=True)
    gone = sorted(set(range(len(before))) - set(following))
    for place, new in enumerate(after):
        yield from _walk(f"{key}[{place + 1}]", before[pairs[place]] if place in pairs else _ABSENT, new)
    for place in gone:
        yield Difference(f"{key}[{place + 1}]", before[place], None)


def paired(before: list[Any], after: list[Any]) -> dict[int, int]:
    """For each place after its place before, where the element goes on."""
    pairs: dict[int, int] = {}
    for alike in (_whole, _name):
        left: dict[object, list[int]] = {}
        taken = set(pairs.values())
        for place, old in enumerate(before):
            if place not in taken and (known := alike(old)):
                left.setdefault(known, []).append(place)
        for place, new in enumerate(after):
            if place not in pairs and (places := left.get(alike(new))):
                pairs[place] = places.pop(0)
    taken = set(pairs.values())
    for place in range(min(len(before), len(after))):
        if place not in pairs and place not in taken:
            pairs[place] = place
    return pairs


def _whole(element: Any) -> str:
    return repr(element)


def _name(element: Any) -> tuple[Any, ...]:
    """What names an element of a list: empty where nothing does."""
    if not isinstance(element, Mapping):
        return ()
    named = tuple(element[key] for key in ("code", "kind", "name", "title") if element.get(key))
    return named if element.get("name") or element.get("title") or element.get("code") else ()


def _title(element: Mapping[str, Any]) -> str:
    """What an element is called, all of it where nothing names it."""
    return next((str(element[key]) for key in ("name", "title", "code") if element.get(key)), _spelled(element))


def _spelled(value: Any) -> str:
    """A value on one line, without quotes; a whole table by the texts in it."""
    if isinstance(value, Mapping):
        return " / ".join(_spelled(item) for item in value.values() if item not in ("", [], {}, None))
    if isinstance(value, list):
        return " / ".join(_spelled(item) for item in value)
    return str(value).replace("\n", "⏎") if value != "" else '""'
