"""`perf monitor status`: where projects stand in the year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import partial

import msgspec

from perfcli.actions.choose import progress_index
from perfcli.actions.looking import no_progress
from perfcli.index import Index, Progress
from perfcli.index.progress_answers import MONITORED, monitored_counts, monitored_rows, worst_first
from perfcli.repository import Repository
from perfcli.select import Row, Selection

_DECODER = msgspec.json.Decoder(list[Row], float_hook=Decimal)


class Status:
    """Each project at its last monitoring up to a day, worst light first, those without one last."""

    def __init__(self, index: Index, selection: Selection, by: date | None, limit: int | None) -> None:
        self._read = partial(monitored_rows, index, selection, by, limit)
        self._counts = partial(monitored_counts, index, selection, by)
        self._is_whole = limit is None
        self._counted: tuple[int, int] | None = None

    @property
    def count(self) -> int:
        """How many projects are chosen, those that a limit leaves out among them."""
        self._counted = self._counted or self._counts()
        return self._counted[0]

    @property
    def without(self) -> int:
        """How many of the projects chosen have no monitoring up to that day."""
        self._counted = self._counted or self._counts()
        return self._counted[0] - self._counted[1]

    def lines(self, line: Callable[[Row], bytes], *, with_indicators: bool) -> list[bytes]:
        """The line of each row, so that of very many projects their text alone is kept."""
        rows = self._read(with_indicators=with_indicators, number=_json_number if with_indicators else str)
        keyed = [(worst_first(row), line(row)) for row in rows]
        if self._is_whole:  # all were read: they need not be counted too
            self._counted = len(keyed), sum(key[1] == MONITORED for key, _text in keyed)
        keyed.sort()
        return [text for _key, text in keyed]

    def rows(self) -> list[Row]:
        """The rows without their indicators: amounts in 元, execution in percent with two decimals."""
        return sorted(self._read(with_indicators=False), key=worst_first)

    def full_rows(self) -> list[Row]:
        """The same with their indicators as rows."""
        rows = sorted(self._read(with_indicators=True), key=worst_first)
        return [{**row, "indicators": _DECODER.decode(row["indicators"])} for row in rows]


def _json_number(digits: str) -> msgspec.Raw:
    return msgspec.Raw(digits.encode("ascii"))


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
