"""What any file with tables is made of: lines of text, and rows of cells that know where they stand on the page.

How much a format says of where a cell stands differs: Word, Excel and web pages say which columns it spans and which
cell above it goes on; a list saved as csv says its first column alone; text taken out of Word says the order of cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum

import msgspec

from perfcli.formats.grid import GridRow
from perfcli.formats.layout import LaidPage
from perfcli.formats.leftovers import Leftover
from perfcli.formats.tables import CellValue, Line, Number, Stray, Table, Unread, as_text, column_name
from perfcli.i18n import gettext as _

LAST = 1 << 20
"""The right end of a cell whose end is not known."""

_MOST_EMPTY = 20
"""How many empty rows of a sheet in a row are kept: more of them part nothing further."""


class Positions(Enum):
    """What the place of a cell says: the columns it spans, the one it starts in, or its turn in the row."""

    SPANS = "spans"
    COLUMNS = "columns"
    ORDER = "order"


class Spot(msgspec.Struct, eq=False):
    """A cell: its text, its columns, where it is in words; `above` is the cell that it goes on from.

    `unread` is why it cannot be taken at its word, `exact` a number with all of its decimals where fewer are shown.
    """

    text: str
    left: int
    right: int
    place: int
    where: str
    above: Spot | None = None
    unread: str = ""
    exact: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing of its own."""
        return not self.text.strip()


class PageRow(msgspec.Struct, eq=False):
    """A row of a table; `table` tells the tables of a page apart, `is_line` that it is a paragraph outside of any."""

    spots: list[Spot]
    table: int
    is_line: bool = False

    @property
    def own(self) -> list[Spot]:
        """The cells that begin in this row."""
        return [spot for spot in self.spots if spot.above is None]

    @property
    def filled(self) -> list[Spot]:
        """The cells that begin in this row and hold something."""
        return [spot for spot in self.spots if spot.above is None and spot.text.strip()]


class Page(msgspec.Struct):
    """A sheet, a web page or the text of a document.

    `leftovers` are what stands in it and is none of its text, `notes` say what people should know of how it was read.
    """

    name: str
    rows: list[PageRow] = msgspec.field(default_factory=list)
    positions: Positions = Positions.SPANS
    leftovers: list[Leftover] = msgspec.field(default_factory=list)
    notes: list[str] = msgspec.field(default_factory=list)


def line(text: str, place: int, where: str) -> PageRow:
    """A paragraph outside of tables."""
    return PageRow([Spot(text, 0, LAST, place, where)], 0, is_line=True)


def rows_on_grid(rows: Iterable[tuple[GridRow, str]], table: int) -> Iterator[PageRow]:
    """The rows of a table that says what each cell spans; the text beside a row is where it is in words."""
    begun: dict[int, Spot] = {}
    for row, where in rows:
        spots = []
        for cell in row.cells:
            above = begun.get(cell.left) if cell.goes_on else None
            unread = "" if above else cell.unread
            spots.append(Spot("" if above else cell.text, cell.left, cell.right, row.line, where, above, unread))
        begun = {spot.left: spot.above or spot for spot in spots}
        yield PageRow(spots, table)


def sheet_page(table: Table) -> Page:
    """A sheet of a workbook: merged ranges are one cell."""
    page = Page(table.name)
    width = max((len(row.cells) for row in table.lines), default=0)
    begun: dict[int, Spot] = {}
    last = table.lines[0].number - 1 if table.lines else 0
    for row in table.lines:
        for number in range(max(last + 1, row.number - _MOST_EMPTY), row.number):
            page.rows.append(PageRow([Spot("", at, at + 1, number, "") for at in range(width)], 1))
        last = row.number
        spots: list[Spot] = []
        for at in range(width):
            value = row.cells[at] if at < len(row.cells) else ""
            if spots and at in row.beside and spots[-1].right == at:
                spots[-1].right = at + 1
                continue
            above = begun.get(at) if at in row.above else None
            text = "" if above else as_text(value)
            where = _("{sheet}, cell {cell}").format(sheet=table.name, cell=f"{column_name(at)}{row.number}")
            unread = value.reason if isinstance(value, Unread) and not above else ""
            exact = value.exact if isinstance(value, Number) and not above else ""
            spots.append(Spot(text, at, at + 1, row.number, where, above, unread, exact))
        begun = {spot.left: spot.above or spot for spot in spots}
        page.rows.append(PageRow(spots, 1))
    return page


def laid_page(laid: LaidPage) -> Page:
    """A page that was laid out, as if it were read."""
    page = Page(laid.name)
    if laid.title:
        page.rows.append(line(laid.title, 0, ""))
    page.rows += [line(cell.text, 0, "") for cell in laid.above]
    begun: dict[int, Spot] = {}
    for number, row in enumerate(laid.rows, 1):
        spots = []
        for cell in row:
            above = begun.get(cell.left) if not cell.rows else None
            spots.append(Spot(cell.text, cell.left, cell.right, number, str(number), above))
        begun = {spot.left: spot.above or spot for spot in spots}
        page.rows.append(PageRow(spots, 1))
    page.rows += [line(cell.text, 0, "") for cell in laid.below]
    return page


def list_page(table: Table) -> Page:
    """A sheet that was saved as csv: of merged cells the first one is left, the others are empty."""
    page = Page(table.name, positions=Positions.COLUMNS)
    for row in table.lines:
        cells = [as_text(value) for value in row.cells]
        page.rows.append(PageRow(_extended(cells, row.number), 1))
    _go_on(page.rows)
    return page


def _extended(cells: Sequence[str], number: int) -> list[Spot]:
    """The cells of a row that hold something, each up to the next one; empty ones before the first stay."""
    spots: list[Spot] = []
    for at, text in enumerate(cells):
        if text.strip() or not any(not spot.is_empty for spot in spots):
            spots.append(Spot(text, at, at + 1, number, str(number)))
        else:
            spots[-1].right = at + 1
    return spots


def list_columns(rows: Iterable[PageRow], left: int, right: int) -> list[PageRow]:
    """What of a sheet that was saved as csv stands in these columns, as a sheet by itself."""
    found = []
    for row in rows:
        spots = [spot for spot in row.spots if left <= spot.left < right]
        for spot in spots:
            spot.right, spot.above = min(spot.right, right), None
        first = spots[0] if spots else None
        before = range(left, first.left) if first is not None else ()
        empty = [Spot("", at, at + 1, first.place, first.where) for at in before if first is not None]
        found.append(PageRow([*empty, *spots], row.table, row.is_line))
    _go_on(found)
    return found


def page_table(page: Page) -> Table:
    """The rows of a page as one table, a line as a row of one cell; every cell of a merged range has its text."""
    lines = []
    for number, row in enumerate(page.rows, 1):
        width = 1 if row.is_line else max((spot.right for spot in row.spots), default=0)
        cells: list[CellValue] = [""] * width
        for spot in row.spots:
            own = spot.above or spot
            value = Unread(own.text, own.unread) if own.unread else own.text
            cells[spot.left : min(spot.right, width)] = [value] * (min(spot.right, width) - spot.left)
        above = frozenset(at for spot in row.spots if spot.above for at in range(spot.left, min(spot.right, width)))
        beside = frozenset(at for spot in row.spots for at in range(spot.left + 1, min(spot.right, width)))
        lines.append(Line(number, tuple(cells), above, beside))
    strays = tuple([Stray(left.place, None, left.text, left.reason) for left in page.leftovers])
    return Table(page.name, lines, tuple(page.notes), strays)


def text_page(name: str, text: str) -> Page:
    """Text taken out of Word: a tab starts a cell, an empty line ends a row; or rows of cells between tabs.

    Right below such a row a line with as many tabs is another one, whose first cell is empty.
    """
    page = Page(name, positions=Positions.ORDER)
    table = 0
    cells: list[tuple[int, list[str]]] = []
    was_row = False
    tabs = 0

    def end_row() -> None:
        nonlocal cells
        if cells:
            spots = [Spot("\n".join(part), at, at + 1, place, str(place)) for at, (place, part) in enumerate(cells)]
            page.rows.append(PageRow(spots, table))
        cells = []

    for number, content in enumerate(text.split("\n"), 1):
        above, tabs = tabs, content.count("\t")
        if content.startswith("\t") and not 1 < tabs == above:
            tabs = 0
            table += 0 if was_row else 1
            was_row = True
            cells += [(number, [part]) for part in content[1:].split("\t")]
        elif "\t" in content:
            end_row()
            table += 0 if was_row else 1
            was_row = True
            cells = [(number, [part]) for part in content.split("\t")]
            end_row()
        elif not content.strip():
            end_row()
        elif cells:
            cells[-1][1].append(content)
        else:
            was_row = False
            page.rows.append(line(content, number, str(number)))
    end_row()
    _go_on(page.rows)
    return page


def _go_on(rows: Sequence[PageRow]) -> None:
    """Empty cells at the left of a row go on from the cells above them, where the format does not say it."""
    begun: dict[int, Spot] = {}
    table = 0
    for row in rows:
        if row.is_line or row.table != table:
            begun, table = {}, row.table
        if row.is_line or not any(not spot.is_empty for spot in row.spots):
            continue
        for spot in row.spots:
            if not spot.is_empty:
                break
            spot.above = begun.get(spot.left)
        first = next(spot.left for spot in row.spots if not spot.is_empty)
        begun = {left: spot for left, spot in begun.items() if left < first} | {
            spot.left: spot for spot in row.spots if spot.above is None
        }


def where_by(name: Callable[[int], str]) -> Callable[[GridRow], tuple[GridRow, str]]:
    """Puts beside a row where it is in words."""
    return lambda row: (row, name(row.line))
