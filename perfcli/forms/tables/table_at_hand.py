"""The table of a form that is being read: which rows below its header it takes, and where it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from perfcli.formats.pages import PageRow, Positions
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import NOTHING
from perfcli.forms.headings.alignment import aligned, fits
from perfcli.forms.headings.change_columns import take_unchanged
from perfcli.forms.headings.header import Header
from perfcli.forms.headings.levels import is_level
from perfcli.forms.parts.table_end import TableEnd
from perfcli.forms.parts.total_row import put_total
from perfcli.forms.record.draft import Draft
from perfcli.forms.tables.indicator_table import IndicatorTable
from perfcli.forms.tables.list_results import put_said, put_was
from perfcli.forms.tables.passed_rows import is_passed, put_section
from perfcli.forms.tables.project_list import ProjectList

T = TypeVar("T")


@dataclass(frozen=True)
class TableAtHand:
    """A table of indicators, or of many projects with theirs, below its header."""

    header: Header
    table: ProjectList | IndicatorTable
    draft: Draft
    positions: Positions

    def read(self, rows: Sequence[PageRow], at: int) -> int:
        """Read the rows of the table from here on; where they end."""
        table = self.table
        while at < len(rows) and not self._ends(rows, at):
            row = rows[at]
            if isinstance(table, ProjectList):
                table.read(row)
            else:
                goals, row = self.header.parted_goals(row)
                for column, spot in goals:
                    self.draft.goal(self.draft.words.label(column.heading), spot, spot.text)
                take_unchanged(aligned(self.header, row))
                self._put_project(row)
                put_section(row, table)
                if not is_passed(row, table, self.draft):
                    table.read(row)
            at += 1
        return at

    def _put_project(self, row: PageRow) -> None:
        """What a table of one project tells of that itself, before and after a change, beside its indicators."""
        own = [column for column in self.header.columns if column.of in ("project", "money")]
        if self.header.has_projects or not any(column.was for column in own):
            return
        for column, spot in aligned(self.header, row):
            if column not in own or spot.is_empty or spot.above is not None:
                continue
            if is_blank(spot.text):
                self.draft.ledger.put(spot, NOTHING)
            elif column.was:
                put_was(self.draft, column, spot)
            else:
                put_said(self.draft, column, spot)

    def going_on(self, header: Header, kind: type[T]) -> T | None:
        """The table where this header only repeats its own, as below a page break."""
        if not isinstance(self.table, kind):
            return None
        before = self.header
        known = [(column.key, column.heading) for column in before.columns]
        same = known == [(column.key, column.heading) for column in header.columns] or before.stands_like(header)
        told = [column.levels for column in header.columns]
        other = any(told) and told != [column.levels for column in before.columns]  # 成本指标 below 产出指标
        return self.table if same and not other and header.section in (None, before.section) else None

    def resumes(self, rows: Sequence[PageRow], at: int) -> bool:
        """Whether a row goes on with the table, which something else interrupted."""
        row, words = rows[at], self.draft.words
        if row.is_line or not row.filled:
            return False
        if words.is_strong(words.label(row.filled[0].text)) or self._is_of_another(row):
            return False
        return fits(self.header, row) and not self._ends(rows, at)

    def _is_of_another(self, row: PageRow) -> bool:
        """Whether a row that could go on with the table has no level where that has nothing but known ones."""
        level = self.header.find("level1")
        if level is None or not isinstance(self.table, IndicatorTable):
            return False
        told = [spot.text for spot in row.filled if level.left <= spot.left < level.right]
        if all(is_level(text) or self.draft.words.is_level_one(self.draft.words.label(text)) for text in told):
            return False
        return all(map(is_level, {one.level1 for one in self.table.indicators}))

    def takes_total(self, row: PageRow) -> bool:
        """Whether a row has the total score of the table, behind what interrupts it; it is kept then."""
        if row.is_line or not row.filled:
            return False
        words = self.draft.words
        is_total = words.result(words.label(row.filled[0].text)) == "total"
        return is_total and put_total(self.header, row, self.draft)

    def _ends(self, rows: Sequence[PageRow], at: int) -> bool:
        """Whether a row is none of the indicators'."""
        return TableEnd(self.header, self.draft.words, self.positions, self.draft.kind).is_before(rows, at)
