"""Texts behind a label and its value that no label stands before: why something was changed, or nobody knows what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.fields.changed_values import put_reason
from perfcli.forms.fields.money_kinds import is_all_money
from perfcli.forms.record.draft import Draft
from perfcli.forms.tables.change_list import AFTER, BEFORE, REASON
from perfcli.forms.words.label import Label

_FEWEST = 3
"""Cells of a row that has a heading over such texts."""


@dataclass
class BesideValues:
    """Takes those of a row at hand; `rows` are all of the form, one of which may say what stands in a column."""

    rows: Sequence[PageRow]
    draft: Draft
    positions: Positions
    behind: Label | None = None
    """The last label of the row that has its value behind it."""

    _row: PageRow | None = None
    _is_of_change: bool = False

    def begin(self, row: PageRow, cells: Sequence[Spot], sections: Sequence[Spot]) -> bool:
        """Another row, whose cells stand beside sections; whether anything says what its amounts are of."""
        own = [spot for spot in cells if not spot.is_empty]
        self._row, self.behind = row, None
        self._is_of_change = any(self._tells_change(spot.text) for spot in (*sections, *own[:1]))
        if len(own) < _FEWEST or not self._tells_change(own[0].text):
            return True
        return not all(is_amount(spot.text) and not is_blank(spot.text) for spot in own[1:3])

    def take(self, spot: Spot, section: Label | None) -> bool:
        """Whether a text is no value of its section; why something was changed is kept, all else will be named."""
        of_goals = section is not None and self.draft.words.field(section) == "goals"
        if self._row is None or self.behind is None or not (self._is_of_change or of_goals):
            return False
        of = section if self._tells_change(self.behind.full) else self.behind
        heading = self._over(spot, self._row) if self._is_of_change and of is not None else None
        if heading is not None and of is not None:
            put_reason(self.draft, of, heading, spot)
        return True

    def part_of(self, section: Label) -> str:
        """Which part of the money an amount right beside what was before a change, or holds, is by its section."""
        return "total" if self._is_of_change and is_all_money(section, self.draft.words) else ""

    def _over(self, spot: Spot, row: PageRow) -> Label | None:
        """The heading over a text of a row, whichever row of its table has it, where it says why."""
        for other in self.rows:
            if other.is_line or other.table != row.table or len(other.filled) < _FEWEST:
                continue
            head = other.filled[-1]
            label = self.draft.words.label(head.text)
            if self.draft.words.change(label) == REASON and self._stands_over(head, other, spot, row):
                return label
        return None

    def _stands_over(self, head: Spot, headings: PageRow, spot: Spot, row: PageRow) -> bool:
        """Whether a cell stands in the column of a heading: where the order alone is known, the last of both rows."""
        if self.positions is Positions.ORDER:
            return head is headings.spots[-1] and spot is row.spots[-1]
        return head.left <= spot.left < head.right

    def _tells_change(self, text: str) -> bool:
        return self.draft.words.change(self.draft.words.label(text)) in (BEFORE, AFTER)
