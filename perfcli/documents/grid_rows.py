"""Rows of a Word table with their merged and split cells -> the rows of the form.

A row is read by the grid: where the author split a cell, put in a column or merged cells downwards, each text still
stands below the heading that it belongs to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from perfcli.documents.project_table import has_code, starts_table
from perfcli.documents.table_form import COLUMNS, NAME_COLUMN, column_of, is_header, row_label
from perfcli.formats.blocks import Block, Cell, Paragraph, Row
from perfcli.formats.grid import GridCell, GridRow
from perfcli.forms.words.wording import as_seen, is_table_title, squeeze


class Tables:
    """Reads rows in the order of the document: the header of a project's indicators holds for the rows below it."""

    def __init__(self) -> None:
        self._header: GridRow | None = None
        self._columns: list[int] = []
        self._lefts: list[int] = []
        self._head: list[tuple[str, ...]] = []
        """The rows above the indicators of the project at hand, without white space."""
        self._above: dict[int, str] = {}
        self._pending: Row | None = None
        self._held: Row | None = None
        self._repeats = False

    def paragraph(self, paragraph: Paragraph) -> Iterator[Block]:
        """A paragraph between tables; after one that says something no table goes on."""
        yield from self.flush()
        if paragraph.text.strip():
            self._head, self._header, self._repeats = [], None, False
        yield paragraph

    def flush(self) -> Iterator[Row]:
        """The rows that were kept for what might follow: a part split off, or the rest of a repeated head."""
        kept = [row for row in (self._pending, self._held) if row is not None]
        if self._held is not None:
            self._begin(self._held)
        self._pending = self._held = None
        yield from kept

    def _begin(self, row: Row) -> None:
        """The first row of a project's table."""
        self._header, self._head, self._repeats = None, [_texts(row)], False

    def row(self, row: GridRow) -> Iterator[Block]:
        """The blocks that a row is."""
        plain = Row(tuple(Cell(row.line, "" if cell.goes_on else cell.text) for cell in row.cells))
        between = self._header is not None or not self._head
        if between and len(plain.cells) == 1 and is_table_title(plain.cells[0].text):
            yield from self.paragraph(Paragraph(row.line, plain.cells[0].text))
        elif is_header([cell.text for cell in row.cells]) or any(
            row_label(cell.text) == COLUMNS[0] for cell in row.cells[:2]
        ):
            yield from self._header_row(row, plain)
        elif not row.cells or (self._repeats and _texts(plain) in self._head):
            return
        elif self._header is None or starts_table(plain) or row_label(plain.cells[0].text):
            yield from self._head_row(plain)
        else:
            yield from self._indicator(row)

    def _head_row(self, row: Row) -> Iterator[Row]:
        """A row above the indicators; the head that the author repeated on the next page is passed over.

        It is a repeated one if its code is the same: until that is read, the row with the unit is held back.
        """
        repeated = self._header is not None and _texts(row) in self._head
        if self._held is not None and has_code(row) and repeated:
            self._held, self._repeats = None, True
            return
        if repeated and starts_table(row):
            yield from self.flush()
            self._held = row
            return
        yield from self.flush()
        if repeated and self._header is not None:
            return
        if self._header is not None:
            self._begin(row)
        else:
            self._head.append(_texts(row))
        yield row

    def _header_row(self, row: GridRow, plain: Row) -> Iterator[Row]:
        yield from self.flush()
        self._header, self._repeats = row, False
        self._lefts = [cell.left for cell in row.cells]
        self._columns = _columns([cell.text for cell in row.cells])
        self._above = {}
        known = tuple(Cell(row.line, name if at in self._columns else "") for at, name in enumerate(COLUMNS))
        yield Row(known, tuple(cell for cell, at in zip(plain.cells, self._columns, strict=True) if at < 0))

    def _indicator(self, row: GridRow) -> Iterator[Row]:
        """An indicator, each text below its heading; a row split off the one above it is a part of that."""
        texts: dict[int, list[str]] = {at: [] for at in range(len(COLUMNS))}
        beyond: list[Cell] = []
        going_on: set[int] = set()
        for index, cell in enumerate(row.cells):
            at = self._column(index, cell, len(row.cells))
            if at < 0:
                beyond.append(Cell(row.line, "" if cell.goes_on else cell.text))
            elif cell.goes_on:
                going_on.add(at)
            elif cell.text.strip():
                texts[at].append(cell.text)
        if NAME_COLUMN in going_on and self._pending is not None:
            self._pending = _joined(self._pending, texts, tuple(beyond))
            return
        yield from self.flush()
        cells = []
        for at in range(len(COLUMNS)):
            text = "\n".join(texts[at])
            if at in going_on and not text and at:
                text = self._above.get(at, "")
            self._above[at] = text
            cells.append(Cell(row.line, text))
        self._pending = Row(tuple(cells), tuple(beyond))

    def _column(self, index: int, cell: GridCell, count: int) -> int:
        """The column of the form that a cell stands in, -1 for one that the form does not have."""
        header = self._header
        if header is None or count == len(header.cells):
            return self._columns[index] if index < len(self._columns) else -1
        first = max(bisect_right(self._lefts, cell.left) - 1, 0)
        near = range(first, max(bisect_left(self._lefts, cell.right), first))
        best = max(near, key=lambda at: _overlap(cell, header.cells[at]), default=first)
        return self._columns[best] if _overlap(cell, header.cells[best]) > 0 else -1


def _overlap(cell: GridCell, head: GridCell) -> int:
    return min(cell.right, head.right) - max(cell.left, head.left)


def _columns(headings: Sequence[str]) -> list[int]:
    """The column of the form under each heading, -1 for none and for a second word for one that is there."""
    words: dict[int, str] = {}
    return [
        at if at < 0 or words.setdefault(at, as_seen(text)) == as_seen(text) else -1
        for text, at in ((text, column_of(text)) for text in headings)
    ]


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(squeeze(cell.text) for cell in row.cells)


def _joined(row: Row, texts: dict[int, Sequence[str]] | dict[int, list[str]], beyond: tuple[Cell, ...]) -> Row:
    cells = tuple(
        cell._replace(text="\n".join(filter(None, [cell.text, *texts[at]]))) for at, cell in enumerate(row.cells)
    )
    return Row(cells, (*row.beyond, *beyond))
