"""`perf import` of progress files: the adjustments of a source beside those that are kept. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from msgspec.structs import replace

from perfcli.amounts import read_amount
from perfcli.errors import PerfError
from perfcli.exact import Money
from perfcli.progress import AdjustedKey, Adjustment, Progress


class Beside(NamedTuple):
    """The adjustments of a source with what it lacks of those that are kept: whole ones, and changes of some."""

    adjustments: tuple[Adjustment, ...]
    staying: Sequence[Adjustment]
    parts: Sequence[tuple[Adjustment, AdjustedKey]]


def beside_kept(kept: Sequence[Adjustment], said: Sequence[Adjustment]) -> Beside:
    """What a source says of adjustments beside those of a file: how approved goals changed is kept.

    A source has one otherwise where it says another reason or value of the same keys on the same day, or another day of
    the same changes; one of which it has some changes alone is the same one, and keeps the others.
    """
    left, others = list(enumerate(kept)), list(said)
    continued: dict[int, Adjustment] = {}
    for is_same in _SAME:
        for place, one in tuple(left):
            at = next((at for at, other in enumerate(said) if at not in continued and is_same(one, other)), None)
            if at is not None:
                left.remove((place, one))
                continued[at] = one
    parts = []
    for at, one in continued.items():
        keys = {change.key for change in said[at].changes}
        lacking = [change for change in one.changes if change.key not in keys]
        parts += [(one, change) for change in lacking]
        others[at] = _with_changes(said[at], one, lacking)
    staying = [one for _place, one in left]
    found = by_date((*others, *staying)) if staying or parts else tuple(said)
    return Beside(found, staying, parts)


def totals_of(progress: Progress | None, *, is_source: bool = False) -> frozenset[Money | None]:
    """The totals that a progress file has or had: a source that has one of them may be older. Nothing is none.

    Of a source those of its adjustments alone.
    """
    if progress is None:
        return frozenset({None})
    texts = [
        text
        for one in progress.adjustments
        for change in one.changes
        for text in (change.before, change.after)
        if change.key == "budget.total"
    ]
    found: set[Money | None] = {None} if is_source else {None, progress.adjusted}
    for text in texts:
        with suppress(PerfError):
            found.add(read_amount(text))
    return frozenset(found)


def by_date(adjustments: Sequence[Adjustment]) -> tuple[Adjustment, ...]:
    """Adjustments in the order of their days."""
    return tuple(sorted(adjustments, key=lambda one: one.date))


def with_made(after: Progress, adjusted: Progress, kept: Progress | None) -> Progress:
    """What a source says became of goals that the run adjusts: that adjustment stays beside those of the source."""
    begun = kept.adjustments if kept else ()
    made = _beyond(_beyond(adjusted.adjustments, begun), _beyond(after.adjustments, begun))
    is_new = adjusted.adjusted != (kept.adjusted if kept else None)
    return replace(
        after,
        adjustments=by_date((*after.adjustments, *made)),
        adjusted=adjusted.adjusted if is_new else after.adjusted,
    )


def _beyond(adjustments: Sequence[Adjustment], others: Sequence[Adjustment]) -> list[Adjustment]:
    """The adjustments that are not among others; of equal ones so many as are more."""
    left = list(adjustments)
    for one in others:
        if one in left:
            left.remove(one)
    return left


def _with_changes(said: Adjustment, kept: Adjustment, lacking: Sequence[AdjustedKey]) -> Adjustment:
    """A source's adjustment with the changes that it lacks, those of the kept one in their order."""
    if not lacking:
        return said
    own = {change.key: change for change in said.changes}
    in_order = [own.pop(change.key, change) for change in kept.changes]
    return replace(said, changes=(*in_order, *own.values()))


def _day_and_keys(one: Adjustment, other: Adjustment) -> bool:
    return one.date == other.date and _keys(one) == _keys(other)


def _has_part(one: Adjustment, other: Adjustment) -> bool:
    """Whether they are of one day or reason and have a change in common."""
    is_same = one.date == other.date or one.reason == other.reason
    return is_same and any(change in one.changes for change in other.changes)


def _has_key(one: Adjustment, other: Adjustment) -> bool:
    """Whether they are of one day and reason and have a key in common."""
    is_same = (one.date, one.reason) == (other.date, other.reason)
    return is_same and not set(_keys(one)).isdisjoint(_keys(other))


def _keys(one: Adjustment) -> list[str]:
    return [change.key for change in one.changes]


_SAME: tuple[Callable[[Adjustment, Adjustment], bool], ...] = (
    lambda one, other: one == other,
    _day_and_keys,
    lambda one, other: (one.reason, one.changes) == (other.reason, other.changes),
    _has_part,
    _has_key,
)
"""When an adjustment of a source is one that is kept, the surest first."""
