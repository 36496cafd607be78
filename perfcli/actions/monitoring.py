"""`perf monitor status`: where projects stand in the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from perfcli.actions.choose import progress_index
from perfcli.actions.looking import no_progress
from perfcli.index import Index, Progress
from perfcli.index.progress_answers import monitored_indicators, monitored_row, monitored_rows, without_monitoring
from perfcli.repository import Repository
from perfcli.select import Row, Selection

_BATCH = 1000
_DECODER = msgspec.json.Decoder(list[Row], float_hook=Decimal)


class Status:
    """Each project at its last monitoring up to a day, worst light first, those without one last."""

    def __init__(self, index: Index, found: Sequence[tuple[Any, ...]], without: int) -> None:
        self._index = index
        self._found = found
        self.without = without
        """How many of the projects chosen have no monitoring up to that day."""

    def batches(self, *, with_indicators: bool) -> Iterator[list[Row]]:
        """Rows as they are asked for: amounts in 元, execution and progress in percent with two decimals.

        Indicators are JSON, so that those of very many projects need no room but that of their text.
        """
        for start in range(0, len(self._found), _BATCH):
            some = self._found[start : start + _BATCH]
            rows = [monitored_row(one) for one in some]
            if with_indicators:
                for row, indicators in zip(rows, monitored_indicators(self._index, some), strict=True):
                    row["indicators"] = indicators
            yield rows

    def rows(self) -> list[Row]:
        """All rows at once, indicators as rows."""
        rows = [row for batch in self.batches(with_indicators=True) for row in batch]
        return [row | {"indicators": _DECODER.decode(row["indicators"])} for row in rows]


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
        yield Status(index, monitored_rows(index, selection, by, limit), without_monitoring(index, selection, by))
