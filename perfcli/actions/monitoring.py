"""`perf monitor status`: where projects stand in the year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain
from operator import itemgetter

import msgspec

from perfcli.actions.choose import progress_index
from perfcli.actions.looking import no_progress
from perfcli.conditions import Conditions
from perfcli.index import Index, Progress
from perfcli.index.answers import chosen
from perfcli.index.halves import chosen_by_halves
from perfcli.index.progress_answers import MONITORED, monitored_counts, monitored_rows, worst_first
from perfcli.repository import Repository
from perfcli.select import Row, Selection

_DECODER = msgspec.json.Decoder(list[Row], float_hook=Decimal)
Line = bytes | memoryview
_PACKED = msgspec.msgpack.Encoder()
_UNPACKED = msgspec.msgpack.Decoder(list[tuple[str, memoryview]])
"""Lines as they came from another process, not copied."""


class Status:
    """Each project at its last monitoring up to a day, worst light first, those without one last."""

    def __init__(self, index: Index, selection: Selection, by: date | None, limit: int | None) -> None:
        self._index, self._selection = index, selection
        self._read = partial(monitored_rows, index, by=by, limit=limit)
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

    def lines(self, line: Callable[[Row], bytes], *, with_indicators: bool) -> list[Line]:
        """The line of each row, so that of very many projects their text alone is kept."""

        def of_some(condition: Conditions) -> list[tuple[str, Line]]:
            number = _json_number if with_indicators else str
            rows = self._read(condition, with_indicators=with_indicators, number=number)
            return [(worst_first(row), line(row)) for row in rows]

        if self._is_whole:
            halves = chosen_by_halves(self._index, self._selection, of_some, _PACKED.encode, _UNPACKED.decode)
            keyed = list(chain.from_iterable(halves))
        else:
            keyed = of_some(self._chosen())
        if self._is_whole:  # all were read: they need not be counted too
            self._counted = len(keyed), sum(key[1] == MONITORED for key, _text in keyed)
        keyed.sort(key=itemgetter(0))
        return [text for _key, text in keyed]

    def rows(self) -> list[Row]:
        """The rows without their indicators: amounts in 元, execution in percent with two decimals."""
        return sorted(self._read(self._chosen(), with_indicators=False), key=worst_first)

    def full_rows(self) -> list[Row]:
        """The same with their indicators as rows."""
        rows = sorted(self._read(self._chosen(), with_indicators=True), key=worst_first)
        return [{**row, "indicators": _DECODER.decode(row["indicators"])} for row in rows]

    def _chosen(self) -> Conditions:
        return chosen(self._index, self._selection)


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
