"""Indicators of the year and of the long-term goals, of a source that has them side by side or those of one alone."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from perfcli.carried import Keys, places_continued, with_left
from perfcli.forms.laying.shown import level_one_of
from perfcli.model import Indicator


def of_terms(kept: Sequence[Indicator], rows: Sequence[Indicator]) -> list[Indicator]:
    """Those that are kept of the terms that rows are of."""
    terms = {row.term for row in rows}
    return [row for row in kept if row.term in terms]


def with_other_terms(rows: Sequence[Indicator], kept: Sequence[Indicator], keys: Keys) -> tuple[Indicator, ...]:
    """A source's indicators, and in their places those that are kept of a term of which it says none.

    `keys` are those of indicators that the source carries.
    """
    terms = {row.term for row in rows} or {""}
    own = [place for place, row in enumerate(kept) if row.term in terms]
    found = places_continued([kept[place] for place in own], rows, keys)
    places = [None if at is None else own[at] for at in found]
    return with_left(kept, rows, places, lambda row: row.term not in terms)


def in_kept_order(
    rows: Sequence[Indicator], kept: Sequence[Indicator], framework: str, keys: Keys
) -> tuple[Indicator, ...]:
    """The indicators of a form with a place for both terms in the order of those kept: side by side they have no other.

    A level one that the terms share has its rows together, as has a name: that is no news of their order either.
    """
    orders = [
        _together(level_one_of(row, framework) for row in kept),
        _together((row.level1, row.kind, row.name) for row in kept),
        list(range(len(kept))),
    ]
    placed: list[tuple[int, Indicator]] = []
    for term in {row.term for row in rows}:
        own = [[place for place in order if kept[place].term == term] for order in orders]
        placed += _placed([row for row in rows if row.term == term], own, kept, keys)
    return tuple(row for _place, row in sorted(placed, key=lambda pair: pair[0]))


def _together(groups: Iterable[Hashable]) -> list[int]:
    """The places of what is in groups, those of each together."""
    places: dict[Hashable, list[int]] = {}
    for place, group in enumerate(groups):
        places.setdefault(group, []).append(place)
    return [place for of_group in places.values() for place in of_group]


def _placed(
    said: Sequence[Indicator], orders: Sequence[Sequence[int]], kept: Sequence[Indicator], keys: Keys
) -> Iterator[tuple[int, Indicator]]:
    """The rows of a term with the places of those they continue, new ones with that of the row before.

    `orders` are those in which a form may show the places of those kept, at last their own; in another one rows stay.
    """
    for shown in orders:
        found = places_continued([kept[place] for place in shown], said, keys)
        known = [at for at in found if at is not None]
        if is_as_shown := known == sorted(known):
            break
    last = shown[known[0]] if known else min(shown, default=len(kept))
    for at, row in zip(found, said, strict=True):
        if at is not None:
            last = shown[at] if is_as_shown else max(last, shown[at])
        yield last, row
