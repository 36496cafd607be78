"""The cells of a row that may be headings, and what stands below them."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.cells_below import under
from perfcli.forms.tables.amount_columns import amount_columns
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

LONGEST_HEAD = 16
"""Characters of a heading: what is longer is told of something."""

SENTENCE = regex(r"[0-9，。；！？,;!?]")
"""What stands in no heading that nobody knows."""


class HeadingRow:
    """The cells of a row, their labels, and what stands below each of them in the next row."""

    def __init__(
        self, rows: Sequence[PageRow], at: int, cells: Sequence[Spot], words: Vocabulary, positions: Positions
    ) -> None:
        self.rows, self.at, self.words, self.positions = rows, at, words, positions
        self.cells = list(cells)
        self.filled = [spot for spot in cells if not spot.is_empty]
        self.labels = [words.label(spot.text) for spot in cells]
        self.below = under(self.cells, rows[at + 1], positions) if at + 1 < len(rows) else {}
        self.values = [spot for spot in self.below.values() if spot.above is None and not spot.is_empty]
        self.columns = amount_columns(self.labels, words)
        if len(self.cells) > 2 and self.columns[0] and self._is_over_labels():
            self.columns[0] = "text"

    def _is_over_labels(self) -> bool:
        """Whether parts of the money stand below the first heading: 年度预算数（万元）."""
        head = self.below.get(0)
        return head is not None and head.above is None and bool(self.words.money(self.words.label(head.text)))
