"""Tables of a web page as they are read: rows of cells, what in them is no text, and their places on a grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from perfcli.formats.excel.places import ranges
from perfcli.formats.leftovers import Leftover
from perfcli.formats.pages import Page, PageRow, Spot
from perfcli.formats.tables import column_name
from perfcli.formats.xml_parts import too_large
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext

MOST_CELLS = 500_000
"""Cells of all tables of a page, each counted as often as it spans columns."""

_MOST_COLUMNS = 16_384


@dataclass(slots=True)
class WebText:
    """A text in parts; `struck` is what in it is struck through, `hidden` what is not seen."""

    parts: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is seen and stands."""
        return tidy("".join(self.parts))

    def take(self, other: WebText) -> None:
        """Take in what in another text is none of it."""
        self.struck += other.struck
        self.hidden += other.hidden

    def left(self) -> Iterator[tuple[str, str]]:
        """What is none of the text, with the reason."""
        for texts, reason in ((self.struck, _("struck through")), (self.hidden, _("hidden text"))):
            if text := tidy("".join(texts)).strip():
                yield text, reason


@dataclass(slots=True)
class WebCell(WebText):
    """A cell."""

    columns: int = 1
    rows: int = 1
    picture: str = ""
    """What a picture in it is called."""

    tables: list[tuple[int, WebTable]] = field(default_factory=list)
    """The tables within it, each behind so many parts of its text."""


@dataclass(slots=True)
class WebRow:
    """A row; `beside` is what it hides without room for it."""

    is_hidden: bool = False
    cells: list[WebCell] = field(default_factory=list)
    beside: WebText = field(default_factory=WebText)

    @property
    def is_empty(self) -> bool:
        """Whether no cell of it holds anything."""
        return not any(cell.text for cell in self.cells)


@dataclass(slots=True)
class WebTable:
    """A table; `is_hidden` while rows are read that are hidden together.

    `outside`, `around` and `row_looks` count the looks begun outside of it, of its rows, of their cells.
    """

    number: int
    outside: int
    around: int
    row_looks: int
    rows: list[WebRow] = field(default_factory=list)
    cell: WebCell | None = None
    is_hidden: bool = False
    columns: int = 0
    hidden_columns: set[int] = field(default_factory=set)
    within: list[WebTable] = field(default_factory=list)
    """The tables in its cells that stand for themselves."""

    def take_columns(self, count: int, *, is_hidden: bool) -> None:
        """The next columns are these many."""
        after = min(self.columns + count, _MOST_COLUMNS)
        if is_hidden:
            self.hidden_columns.update(range(self.columns, after))
        self.columns = after

    @property
    def is_narrow(self) -> bool:
        """Whether it has one column."""
        return max((len(row.cells) for row in self.rows), default=0) <= 1

    def end(self) -> None:
        """Take the tables within cells in: a small one is text of its cell, one that holds more stands for itself."""
        own = sum(bool(cell.text) for row in self.rows for cell in row.cells if not cell.tables)
        for cell in (cell for row in self.rows for cell in row.cells if cell.tables):
            parts, last = list[str](), 0
            for at, inner in cell.tables:
                parts += cell.parts[last:at]
                last = at
                for one in (*inner.within, inner):
                    if not one.is_narrow and one.filled >= own:
                        self.within.append(one)
                    elif told := one.told_in(cell):
                        parts += [*(["\n"] if parts and not parts[-1].endswith("\n") else []), told, "\n"]
            cell.parts[:last] = parts

    @property
    def filled(self) -> int:
        """How many of its cells hold a text."""
        return sum(bool(cell.text) for row in self.rows for cell in row.cells)

    def told_in(self, cell: WebText) -> str:
        """Its text in the cell that it lies in, a line a row; what is none of the text is that cell's."""
        for row in self.rows:
            cell.take(row.beside)
            for one in row.cells:
                cell.take(one)
                cell.hidden += [one.text] if row.is_hidden else []
        rows = [row.cells for row in self.rows if not row.is_hidden]
        return "\n".join([" ".join(filter(None, (one.text.strip() for one in cells))) for cells in rows])


def put_rows(table: WebTable, page: Page) -> None:
    """Put the rows of a table on its grid into a page: a cell that spans rows goes on in those below."""
    open_cells: list[tuple[Spot, int]] = []
    place = len(page.rows)
    found: list[PageRow] = []
    for number, row in enumerate(table.rows, 1):
        where = _("table {table}, row {row}").format(table=table.number, row=number)
        spots = [Spot("", spot.left, spot.right, place + number, where, spot) for spot, left in open_cells if left > 0]
        open_cells = [(spot, left - 1) for spot, left in open_cells if left > 1]
        page.leftovers += [Leftover(place + number, text, reason, where) for text, reason in row.beside.left()]
        taken = {at for spot in spots for at in range(spot.left, spot.right)}
        at = 0
        for cell in row.cells:
            while at in taken:
                at += 1
            spot = _spot(cell, Spot("", at, at + cell.columns, place + number, where), page)
            spots.append(spot)
            taken.update(range(at, at + cell.columns))
            if len(taken) > MOST_CELLS:
                raise too_large()
            if cell.rows > 1:
                open_cells.append((spot, cell.rows - 1))
        if spots and not (row.is_hidden and row.is_empty):
            found.append(PageRow(sorted(spots, key=lambda spot: spot.left), table.number))
    page.rows += found
    page.notes += _notes(table, found)


def _spot(cell: WebCell, spot: Spot, page: Page) -> Spot:
    """A cell in its place; what is struck through or hidden as a whole, or a picture, cannot be taken at its word."""
    spot.text = cell.text
    if cell.picture and not spot.text and not cell.struck:
        spot.text, spot.unread = cell.picture, _("a picture stands in the cell")
    for text, reason in cell.left():
        if not spot.text and not spot.unread:
            spot.text, spot.unread = text, reason
        else:
            page.leftovers.append(Leftover(spot.place, text, reason, spot.where))
    return spot


def _notes(table: WebTable, found: list[PageRow]) -> Iterator[str]:
    """What of a table is hidden and read all the same."""
    where = _("table {table}").format(table=table.number)
    rows = [number for number, row in enumerate(table.rows, 1) if row.is_hidden and not row.is_empty]
    if rows:
        message = ngettext(
            "{count} hidden row is read too: {rows}", "{count} hidden rows are read too: {rows}", len(rows)
        )
        yield f"{where}: {message.format(count=len(rows), rows=ranges(rows, str))}"
    columns = sorted(table.hidden_columns & {spot.left for row in found for spot in row.filled})
    if columns:
        message = ngettext(
            "{count} hidden column is read too: {columns}",
            "{count} hidden columns are read too: {columns}",
            len(columns),
        )
        yield f"{where}: {message.format(count=len(columns), columns=ranges(columns, column_name))}"


def tidy(text: str) -> str:
    """A text without white space around its lines, and without empty lines before and after."""
    lines = [line_text.strip(" \t\r\f") for line_text in text.split("\n")]
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return "\n".join(lines)
