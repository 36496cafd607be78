"""`perf monitor status`: where projects stand in the year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain

import msgspec

from perfcli.actions.choose import progress_index
from perfcli.actions.looking import no_progress
from perfcli.index import Index, Progress
from perfcli.index.answers import chosen, count_chosen
from perfcli.index.halves import lines_by_halves
from perfcli.index.monitored import LastMonitorings
from perfcli.parallel import Line
from perfcli.repository import Repository
from perfcli.select import Row, Selection

_DECODER = msgspec.json.Decoder(list[Row], float_hook=Decimal)


class Status:
    """Each project at its last monitoring up to a day, worst light first, those without one last."""

    def __init__(self, index: Index, selection: Selection, by: date | None, limit: int | None) -> None:
        self._index = index
        self._chosen = chosen(index, selection)
        self._narrows = bool(selection.units or selection.where)
        self._monitorings = LastMonitorings(index, by)
        self._limit = limit
        self.count = count_chosen(index, self._chosen)
        """How many projects are chosen, those that a limit leaves out among them."""

    @property
    def without(self) -> int:
        """How many of the projects chosen have no monitoring up to that day."""
        return self.count - self._monitored

    @cached_property
    def _monitored(self) -> int:
        return self._monitorings.count_of(self._chosen)

    def lines(self, line: Callable[[Row], bytes], *, with_indicators: bool) -> Iterator[Line]:
        """The line of each row, as it is worked out: by two processes where that is worth it."""
        number = msgspec.Raw if with_indicators else _text

        def of_places(places: Sequence[int]) -> Iterator[bytes]:
            rows = self._monitorings.rows(
                self._chosen, self._limit, places, with_indicators=with_indicators, number=number
            )
            return map(line, rows)

        places = 0 if self._narrows or self._limit is not None else self._monitorings.count
        given = 0
        for text in lines_by_halves(self._index, range(places), of_places):
            given += 1
            yield text
        if self._limit is None:
            self._monitored = given  # all were read: they need not be counted too
        yield from map(line, self._without(given, with_indicators=with_indicators))

    def rows(self) -> Iterator[Row]:
        """The rows without their indicators: amounts in 元, execution in percent with two decimals."""
        return self._rows(with_indicators=False)

    def full_rows(self) -> list[Row]:
        """The same with their indicators as rows."""
        rows = self._rows(with_indicators=True)
        return [{**row, "indicators": _DECODER.decode(row["indicators"])} for row in rows]

    def _rows(self, *, with_indicators: bool) -> Iterator[Row]:
        monitored = list(self._monitorings.rows(self._chosen, self._limit, with_indicators=with_indicators))
        return chain(monitored, self._without(len(monitored), with_indicators=with_indicators))

    def _without(self, given: int, *, with_indicators: bool) -> Iterator[Row]:
        """Those without a monitoring that there is room for behind others."""
        room = self.count if self._limit is None else min(self.count, self._limit)
        if given >= room:
            return iter(())
        return self._monitorings.rows_without(self._chosen, room - given, with_indicators=with_indicators)


def _text(digits: bytes) -> str:
    return digits.decode("ascii")


@contextmanager
def status(
    repository: Repository,
    selection: Selection,
    by: date | None,
    limit: int | None = None,
    progress: Progress = no_progress,
) -> Iterator[Status]:
    """Where the projects chosen stand, to be asked for before the end of the context.

    Raises UnreadableData for a file of theirs that cannot be read.
    """
    with progress_index(repository, selection, progress) as index:
        yield Status(index, selection, by, limit)
