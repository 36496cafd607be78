"""Lines over very many rows, worked out by two processes, each with a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from perfcli.index import Index
from perfcli.parallel import Line, lines_in_halves

_MANY = 10_000


def lines_by_halves(index: Index, places: range, work: Callable[[Sequence[int]], Iterable[Line]]) -> Iterator[Line]:
    """The lines that `work` makes of places, in order; it has to ask anew what a connection alone knows."""
    mark = index.mark()
    if not mark:
        yield from work(places)
        return

    def there(some: Sequence[int]) -> Iterable[Line]:
        index.reopen(mark)
        return work(some)

    yield from lines_in_halves(places, _MANY, work, there)
