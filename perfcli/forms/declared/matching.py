"""Whether a page is laid out as a form declares, and which of its cells is which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfcli.form import MONTHS, PROJECT, SHARES, Form, FormCell, FormPart, Placed
from perfcli.formats.pages import Page, PageRow, Positions, Spot
from perfcli.forms.declared.loose_rows import LooseRows
from perfcli.forms.declared.match import Labels, Match, Pair, own_text
from perfcli.forms.declared.renamed_rows import without_kept
from perfcli.forms.declared.table import column_spots
from perfcli.forms.headings.levels import is_level
from perfcli.forms.laying.lines import read_line, title_pattern, year_of
from perfcli.forms.parts.parting import begins_project
from perfcli.forms.parts.signatures import is_signed
from perfcli.forms.parts.table_heading import heading_in
from perfcli.forms.words.amounts import read_scale
from perfcli.forms.words.months import month_of
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.wording import as_seen, names_table_of

_LEVELS = ("indicators.level1", "indicators.kind")
_GOALS = ("goals", "long_term_goals", "overall", "purpose")
_LEAST, _OF = 3, 4
"""At least this part of the labels of a form stand where it has them; else it is another one.

Not more than one row is put in for so many labels.
"""

_FURTHEST = 60
"""Rows below which the headings of a table are not looked for."""


class Matching:
    """Looks whether a form begins in a row of a page."""

    def __init__(self, form: Form, page: Page, words: Vocabulary) -> None:
        self._form, self._rows, self._words = form, page.rows, words
        self._positions = page.positions
        self._labels = Labels(form)

    def match(self, at: int) -> Match | None:
        """The form, None where a label stands elsewhere."""
        found = Match(at=at)
        if not (self._title(found) or self._heading(found)) and self._form.title:
            return None
        if not all(self._line(found, line) for line in self._form.above):
            return None
        parts = self._form.parts
        for number, part in enumerate(parts):
            if part.columns:
                if not self._table(found, part, parts[number + 1 :]):
                    return None
            elif not self._part(found, part):
                return None
        if not all(self._line(found, line) for line in self._form.below):
            return None
        return self._with_around(found, at)

    def match_loosely(self, at: int) -> Match | None:
        """A form of which people changed, deleted or put in some rows; None where it is another one.

        Its title, the headings of its tables and whatever says what its amounts are in have to be there.
        """
        found = Match(at=at)
        if not self._title(found):
            return None
        if not all(self._line(found, line) for line in self._form.above):
            return None
        parts = list(self._form.parts)
        wanted = matched = foreign = 0
        while parts:
            if parts[0].columns:
                if not self._table(found, parts.pop(0), parts):
                    return None
                continue
            declared: list[Sequence[Placed]] = []
            while parts and not parts[0].columns:
                declared += parts.pop(0).placed
            rows = LooseRows(self._rows, found.at, declared, self._is_row)
            end = self._header_at(found.at, parts[0]) if parts else None
            if not rows.match(end, self._may_miss) or (parts and end is None):
                return None
            for cells, row in rows.pairs:
                found.pairs += self._aligned([placed.cell for placed in cells], row, found) or []
            for group, lacking in zip(rows.foreign, rows.lacking, strict=True):
                found.foreign.append(without_kept(group, lacking, self._labels, found))
            found.at = rows.end
            wanted, matched = wanted + rows.wanted, matched + rows.matched
            foreign += sum(map(len, rows.foreign))
        if matched * _OF < wanted * _LEAST or foreign * _OF > matched:
            return None
        if not all(self._line(found, line) for line in self._form.below):
            return None
        return self._with_around(found, at)

    def _header_at(self, at: int, part: FormPart) -> int | None:
        """Where the headings of a table stand, not far below."""
        places = range(at, min(len(self._rows), at + _FURTHEST))
        return next((place for place in places if self._has_headings(place, part)), None)

    def _has_headings(self, at: int, part: FormPart) -> bool:
        """Whether the headings of a table stand here, and no more than those."""
        spots = column_spots(part, self._rows[at : at + part.header_height])
        return spots is not None and not any(spot.left > spots[-1].left for spot in self._rows[at].filled)

    def _is_row(self, cells: Sequence[FormCell | None], over: Mapping[int, FormCell], row: PageRow) -> bool:
        """Whether a row is a declared one and no more, below the labels that go on from above in it."""
        pairs = self._aligned(cells, row, Match())
        if pairs is None or any(self._is_heading(cell, text) for cell, _spot, text in pairs):
            return False
        if not _has_plan(cells) and any(not spot.is_empty for spot in row.spots[len(cells) :]):
            return False
        tops = [(row.spots[at].above, cell) for at, cell in over.items()]
        return all(
            spot is not None and (not cell.label or self._labels.is_there(cell, spot, Match())) for spot, cell in tops
        )

    def _is_heading(self, cell: FormCell, text: str) -> bool:
        """Whether a label stands where goals would: the goals are in the rows below it."""
        return cell.key in _GOALS and self._words.is_label(self._words.label(text))

    def _may_miss(self, cell: FormCell, rows: Sequence[PageRow]) -> bool:
        """Whether a cell of a row that is not there says nothing of what amounts are in, or stands in one of these."""
        if cell.key != "scale" and not self._labels.say_scale(cell):
            return True
        spots = [spot for row in rows for spot in row.filled]
        return cell.key != "scale" and any(as_seen(spot.text) == as_seen(cell.label) for spot in spots)

    def _with_around(self, found: Match, at: int) -> Match | None:
        if len(found.scales) > 1 or not _is_of_heading(found):
            return None
        of_tables = {id(row) for _part, header, rows in found.tables for row in (*header, *rows)}
        found.around = [row for row in self._rows[at : found.at] if id(row) not in of_tables]
        return found

    def _next(self, found: Match, *, lines: bool) -> PageRow | None:
        """The row at hand; rows of lines that say nothing are passed over."""
        while found.at < len(self._rows):
            row = self._rows[found.at]
            if row.filled or (row.spots and not row.is_line and not lines):
                return row
            found.at += 1
        return None

    def _title(self, found: Match) -> bool:
        row = self._rows[found.at]
        if not self._form.title or len(row.filled) != 1:
            return False
        matched = title_pattern(self._form.title).fullmatch(as_seen(row.filled[0].text))
        if not matched:
            return False
        found.title, found.year = row.filled[0], year_of(matched)
        found.at += 1
        return True

    def _heading(self, found: Match) -> bool:
        """Take the heading of a document over a project's table, in whose place a form alone has its title."""
        heading = heading_in(self._rows[found.at])
        if self._form.of != PROJECT or heading is None:
            return False
        found.title = found.heading = heading
        found.at += 1
        return True

    def _line(self, found: Match, cells: Sequence[FormCell]) -> bool:
        """Take a line around the table; False where one is not there that says what the amounts are in.

        Any other line that is missing, or says something else, is left to the words.
        """
        before = found.at
        row = self._next(found, lines=True)
        spot = row.filled[0] if row is not None and len(row.filled) == 1 else None
        read = read_line(cells, spot.text) if spot is not None else None
        if spot is None or read is None:
            found.at = before
            return not any(cell.key == "scale" for cell in cells)
        found.year = found.year or read.year
        found.pairs += [(cell, spot, text) for cell, text in read.values]
        found.at += 1
        return True

    def _part(self, found: Match, part: FormPart) -> bool:
        for cells in part.placed:
            row = self._next(found, lines=False)
            pairs = self._aligned([placed.cell for placed in cells], row, found) if row is not None else None
            if pairs is None:
                if any(placed.cell and placed.cell.label for placed in cells):
                    return False
                continue  # a row without labels, which a workbook leaves out while it is empty
            found.pairs += pairs
            found.at += 1
        return True

    def _aligned(self, cells: Sequence[FormCell | None], row: PageRow, found: Match) -> list[Pair] | None:
        """Each cell with the one on the page; None where a label is another or stands elsewhere."""
        pairs: list[Pair] = []
        at = 0
        for cell in cells:
            if at >= len(row.spots):
                return None
            if cell is not None and cell.key in (MONTHS, SHARES):
                at += self._plan(cell, row.spots[at:], found)
                continue
            spot = row.spots[at]
            if cell is None:
                if spot.above is None and not spot.is_empty:
                    return None
            elif cell.label and not self._labels.is_there(cell, spot, found):
                return None
            elif not (cell.label or cell.key or spot.is_empty):
                return None  # the form has nothing there
            elif cell.key == "scale" and read_scale(spot.text) is None:
                return None
            else:
                pairs.append((cell, spot, own_text(cell, spot)))
            at += 1
        return pairs

    def _plan(self, cell: FormCell, spots: Sequence[Spot], found: Match) -> int:
        """Take the months of a plan, or the shares below them; how many cells these are."""
        if cell.key == SHARES:
            found.shares = list(spots[: max(len(found.months), 1)])
            return len(found.shares)
        found.months = []
        for spot in spots:
            if month_of(spot.text) is None:
                break
            found.months.append(spot)
        return max(len(found.months), 1)

    def _table(self, found: Match, part: FormPart, after: Sequence[FormPart]) -> bool:
        row = self._next(found, lines=True)
        header = self._rows[found.at : found.at + part.header_height]
        if row is None or not self._has_headings(found.at, part):
            return False
        found.at += len(header)
        rows: list[PageRow] = []
        while found.at < len(self._rows):
            below = self._rows[found.at]
            if below.filled and (below.is_line or self._ends(found.at, part, header, after)):
                break
            is_beside = bool(below.spots) and below.spots[0].above is not None
            (found.beside if is_signed(below, self._words, is_beside=is_beside) else rows).append(below)
            found.at += 1
        found.tables.append((part, header, rows))
        return True

    def _ends(self, at: int, part: FormPart, header: Sequence[PageRow], after: Sequence[FormPart]) -> bool:
        """Whether what follows the table begins in a row: another part, a line, another form."""
        row = self._rows[at]
        if after:
            following = after[0]
            if following.columns:
                return column_spots(following, self._rows[at : at + following.header_height]) is not None
            cells = [placed.cell for placed in next(iter(following.placed), [])]
            is_wider = self._has_columns_of(header, row) and len(cells) < len(row.spots) and not _has_plan(cells)
            return not is_wider and self._aligned(cells, row, Match()) is not None
        if self._begins_another(at, part, header):
            return True
        single = row.filled[0] if len(row.filled) == 1 else None
        if single is None:
            return False
        is_first = single.left == row.spots[0].left and single.above is None
        if is_first and (part.label or part.columns[0].key in _LEVELS) and not is_level(single.text):
            return True  # a line below the table, such as an opinion or a signature
        if any(read_line(line, single.text) for line in self._form.below):
            return single.left == row.spots[0].left
        title = self._form.title
        return bool(title) and title_pattern(title).fullmatch(as_seen(single.text)) is not None

    def _begins_another(self, at: int, part: FormPart, header: Sequence[PageRow]) -> bool:
        """Whether a form without a title begins in a row below a table, and not one of its rows that says 项目名称."""
        row = self._rows[at]
        if self._has_columns_of(header, row) or not row.spots or row.spots[0].above is not None:
            return False
        return begins_project(self._rows, at, self._words) and not self._has_headings(at, part)

    def _has_columns_of(self, header: Sequence[PageRow], row: PageRow) -> bool:
        """Whether a row has just the cells of a table's headings, where a page tells that."""
        return self._positions is not Positions.COLUMNS and _places(row) == _places(header[-1])


def _is_of_heading(found: Match) -> bool:
    """Whether a form below the heading of a document is of the project that this names."""
    names = (text for cell, _spot, text in found.pairs if cell.key == "name")
    return found.heading is None or any(names_table_of(name, found.heading.text) for name in names)


def _has_plan(cells: Sequence[FormCell | None]) -> bool:
    return any(cell is not None and cell.key in (MONTHS, SHARES) for cell in cells)


def _places(row: PageRow) -> list[tuple[int, int]]:
    return [(spot.left, spot.right) for spot in row.spots]
