"""Answers over very many projects, worked out by two processes, each with a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from perfcli.conditions import Conditions
from perfcli.index import Index
from perfcli.index.answers import chosen
from perfcli.parallel import in_halves
from perfcli.select import Selection

T = TypeVar("T")

_MANY = 10_000


def chosen_by_halves(
    index: Index,
    selection: Selection,
    work: Callable[[Conditions], T],
    sent: Callable[[T], bytes],
    taken: Callable[[bytes], T],
) -> list[T]:
    """A work over the projects that are `chosen`, as `in_halves` does one; where a selection narrows them all at once.

    A user's condition is asked once, and what it keeps is known to the connection that it was asked by alone.
    """
    condition = chosen(index, selection)
    mark = index.mark()
    if not mark or selection.units or selection.where:
        return [work(condition)]

    def here(numbers: Sequence[int]) -> T:
        some = f"p.id BETWEEN {numbers[0]} AND {numbers[-1]}"
        return work(Conditions([condition.text, some], condition.values))

    def there(numbers: Sequence[int]) -> bytes:
        index.reopen(mark)
        return sent(here(numbers))

    [(last,)] = index.rows("SELECT coalesce(MAX(id), 1) FROM project")
    return in_halves(range(1, last + 1), _MANY, here, there, taken)
