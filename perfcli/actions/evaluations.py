"""The self-evaluations that were begun, as `perf evaluate show` asks the index for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal

import msgspec

from perfcli.actions.choose import progress_index
from perfcli.actions.looking import no_progress
from perfcli.index import Index, Progress
from perfcli.index.answers import chosen, count_chosen
from perfcli.index.evaluated import Key, count_evaluated, evaluated_keys, evaluation_rows
from perfcli.index.halves import lines_by_halves
from perfcli.parallel import Line
from perfcli.progress.lacking import Lack
from perfcli.repository import Repository
from perfcli.select import Row, Selection

_INDICATORS = msgspec.json.Decoder(list[Row], float_hook=Decimal)
_RESULTS = msgspec.json.Decoder(list[str])


class Evaluations:
    """The self-evaluations that were begun of the projects chosen, by year and code."""

    def __init__(self, index: Index, selection: Selection) -> None:
        self._index = index
        self._chosen = chosen(index, selection)
        self._count = count_evaluated(index, self._chosen)

    @property
    def without(self) -> int:
        """How many of the projects chosen have none."""
        return count_chosen(self._index, self._chosen) - self._count

    def keys(self) -> list[Key]:
        """Which projects they are of."""
        return evaluated_keys(self._index, self._chosen)

    def lines(self, lines: Callable[[Row, Sequence[Lack]], Iterable[bytes]]) -> Iterator[Line]:
        """The lines that are made of each and of what it lacks, as they are read, of many by two processes.

        Numbers are given as JSON, results and indicators too.
        """

        def of_places(places: Sequence[int]) -> Iterator[bytes]:
            return (
                line
                for found in evaluation_rows(self._index, self._chosen, places, msgspec.Raw)
                for line in lines(*found)
            )

        return lines_by_halves(self._index, range(self._count), of_places)

    def rows(self) -> list[Row]:
        """The rows for programs: amounts in 元, execution in percent, points with two decimals."""
        return [
            {
                **row,
                "results": _RESULTS.decode(row["results"]),
                "indicators": _INDICATORS.decode(row["indicators"]),
            }
            for row, _lacks in evaluation_rows(self._index, self._chosen, range(self._count))
        ]


@contextmanager
def evaluations(
    repository: Repository, selection: Selection, progress: Progress = no_progress
) -> Iterator[Evaluations]:
    """The self-evaluations that were begun of the projects chosen, to be asked for before the end of the context.

    Raises UnreadableData for files of theirs that cannot be read.
    """
    with progress_index(repository, selection, progress) as index:
        yield Evaluations(index, selection)
