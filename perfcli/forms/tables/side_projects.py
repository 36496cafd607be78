"""Projects side by side: behind labels and indicators that they share each has a column of its own values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.cells.ledger import NOTHING, Ledger
from perfcli.forms.headings.levels import is_level
from perfcli.forms.words.vocabulary import Vocabulary


def side_projects(
    rows: Sequence[PageRow], words: Vocabulary, positions: Positions, ledger: Ledger
) -> list[Sequence[PageRow]]:
    """The rows of a form as each of the projects has them whose names stand side by side; as they are elsewhere."""
    found = next((names for row in rows if (names := _names(row, words))), [])
    if any(_has_label(row, len(found), words) for row in rows):
        return [rows]
    side = _Side(found, positions)
    if positions is Positions.ORDER and not any(found and side.is_money(row, words) for row in rows):
        return [rows]  # the order of cells alone does not tell values of projects from labels and their values
    header = next((at for at, row in enumerate(rows) if found and side.is_header(row, words)), len(rows))
    if header == len(rows) and not any(found and side.is_money(row, words) for row in rows):
        return [rows]
    return [
        [
            *(side.of(row, project) for row in rows[:header]),
            *rows[header : header + 1],
            *(side.of_indicator(row, project, ledger) for row in rows[header + 1 :]),
        ]
        for project in range(len(found))
    ]


def _names(row: PageRow, words: Vocabulary) -> list[Spot]:
    """The names of several projects behind their one label."""
    if row.is_line or len(row.filled) < 3 or words.field(words.label(row.filled[0].text)) != "name":
        return []
    names = row.filled[1:]
    return [] if any(words.looks_like_label(words.label(spot.text)) for spot in names) else names


def _has_label(row: PageRow, count: int, words: Vocabulary) -> bool:
    """Whether a label stands where a value of one of so many projects would: 项目编码, its code, 单位编码, its code."""
    beside = [] if row.is_line or not count else row.filled[1:]
    return len(beside) == count and any(words.is_strong(words.label(spot.text)) for spot in beside)


@dataclass(frozen=True, slots=True)
class _Side:
    """The cells in which the names of projects stand: below them are their values."""

    names: Sequence[Spot]
    positions: Positions

    def is_header(self, row: PageRow, words: Vocabulary) -> bool:
        """Whether one heading over targets stands over the columns of all projects, beside those of indicators."""
        if row.is_line or len(row.filled) < 2:
            return False
        keys = [words.indicator(words.label(spot.text)) for spot in row.filled]
        if keys.count("target") != 1 or not {"level1", "kind", "name"} & set(keys):
            return False
        target = row.filled[keys.index("target")]
        if self.positions is Positions.ORDER:
            return target is row.filled[-1]
        over = [spot for spot in row.filled if self.names[0].left <= spot.left <= self.names[-1].left]
        is_wide = self.positions is Positions.COLUMNS or target.right >= self.names[-1].right
        return over == [target] and target.left <= self.names[0].left and is_wide

    def is_money(self, row: PageRow, words: Vocabulary) -> bool:
        """Whether a row has an amount of each project behind the label of one."""
        if row.is_line or len(row.filled) <= len(self.names) or not words.money(words.label(row.filled[0].text)):
            return False
        values = [spots[0] for spots in self._values(row) if len(spots) == 1]
        return len(values) == len(self.names) and all(is_amount(spot.text) for spot in values)

    def of(self, row: PageRow, project: int) -> PageRow:
        """A row as one project has it: what they share, and its own cell."""
        others = [spot for at, spots in enumerate(self._values(row)) for spot in spots if at != project]
        own = self._values(row)[project]
        return PageRow([spot for spot in row.spots if spot in own or spot not in others], row.table, row.is_line)

    def of_indicator(self, row: PageRow, project: int, ledger: Ledger) -> PageRow:
        """The same of a row below the headings; of an indicator that the project does not have no more than levels."""
        values = [spot for spot in self._values(row)[project] if not spot.is_empty]
        if row.is_line or any(not is_blank(spot.text) for spot in values) or len(row.filled) < 2:
            return self.of(row, project)
        for spot in values:
            ledger.put(spot, NOTHING)
        shared = [spot for spot in self.of(row, project).spots if spot not in values]
        return PageRow([_without_name(spot) for spot in shared], row.table)

    def _values(self, row: PageRow) -> list[list[Spot]]:
        """The cells of a row that belong to each project; one over several belongs to each of them."""
        count = len(self.names)
        if row.is_line:
            return [[] for _name in self.names]
        if self.positions is Positions.ORDER:
            return [[spot] for spot in row.spots[-count:]] if len(row.spots) > count else [[] for _name in self.names]
        ends = [*(name.left for name in self.names[1:]), self.names[-1].right]
        return [
            [spot for spot in row.spots if spot.left < end and name.left < max(spot.right, spot.left + 1)]
            for name, end in zip(self.names, ends, strict=True)
        ]


def _without_name(spot: Spot) -> Spot:
    is_kept = spot.is_empty or is_level(spot.text)
    return spot if is_kept else Spot("", spot.left, spot.right, spot.place, spot.where, spot.above)
