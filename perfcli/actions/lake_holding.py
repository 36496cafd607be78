"""A look at a lake in which a user's condition is held to the limits, whatever statement of ours it stands in."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from perfcli.index.watching import Watched
from perfcli.lake.engine import Lake
from perfcli.relations import ColumnKind

T = TypeVar("T")

_BATCH = 1024


class HeldLake:
    """A lake: see `perfcli.lake.engine.Lake`.

    From a condition on, statements are worked at in a thread: one function of a condition may take for ever, and heeds
    neither Ctrl-C nor an interrupt meanwhile.
    """

    def __init__(self, lake: Lake, seconds: int) -> None:
        """`seconds` bound each statement, 0 for no bound."""
        self._lake = lake
        self._seconds = seconds
        self._has_condition = False
        self.close, self.interrupt, self.require_memory = lake.close, lake.interrupt, lake.require_memory
        self.clock = lake.clock

    def rows(self, text: str, values: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a statement of our own; raises PerfError past the limits."""
        if not self._has_condition:
            return self._lake.rows(text, values)

        def found() -> Generator[list[tuple[Any, ...]]]:
            yield self._lake.rows(text, values)

        (rows,) = self._held(found)
        return rows

    def each(self, text: str) -> Iterator[tuple[Any, ...]]:
        """The same, a few at a time, for a statement with very many; no other may be asked meanwhile."""
        if not self._has_condition:
            yield from self._lake.each(text)
            return

        def batches() -> Generator[list[tuple[Any, ...]]]:
            rows = self._lake.each(text)
            while batch := list(islice(rows, _BATCH)):
                yield batch

        for batch in self._held(batches):
            yield from batch

    def answer(self, text: str, values: Mapping[str, object], tables: Mapping[str, Sequence[str]]) -> Generator[Any]:
        """What a user's SELECT gives; who asks holds it to the limits, as its rows are read one by one."""
        return self._lake.answer(text, values, tables)

    def read_condition(self, view: str, where: str, tables: Mapping[str, Sequence[str]]) -> None:
        """Raise PerfError for a condition of a user's that this view's columns do not make sense of."""
        self._has_condition = True

        def read() -> Generator[None]:
            self._lake.read_condition(view, where, tables)
            yield

        list(self._held(read))

    def keep(self, table: str, columns: Mapping[str, ColumnKind], rows: Sequence[tuple[object, ...]]) -> None:
        """Have a table of these rows beside the lake's own, as long as this is open."""
        self._lake.keep(table, columns, rows)

    def define(self, view: str, text: str) -> None:
        """Have a statement of our own as a table."""
        self._lake.define(view, text)

    def _held(self, make: Callable[[], Generator[T]]) -> Generator[T]:
        watched = Watched(make, self._lake.interrupt, self._seconds, self._lake.clock, self._lake.require_memory)
        return watched.items()
