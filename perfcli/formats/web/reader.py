"""A web page -> its lines and tables in their order, as a browser shows them: what is hidden is no text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from perfcli.formats.pages import Page, PageRow, Spot, line
from perfcli.formats.xml_parts import too_large
from perfcli.i18n import gettext as _
from perfcli.regex import regex

MOST_CELLS = 500_000
"""Cells of all tables of a page, each counted as often as it spans columns."""

_MOST_SPAN = 1000
_DEEPEST = 40
_UNSEEN = frozenset(("script", "style", "head", "template", "noscript", "select", "option", "datalist"))
_VOID = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "track", "wbr")
)
_BLOCKS = frozenset(
    (
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "pre", "blockquote"),
        *("section", "article", "header", "footer", "main", "center", "caption", "form"),
    )
)
_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SPACE = regex(r"[ \t\r\n\f]+")
_REFERENCE = regex(r"&#0*([0-9]+)")
_MANY_ATTRIBUTES = regex(
    r"""<[a-zA-Z][^\s/>]*+[\s/]*+(?:(?<=['"\s/])[^\s/>][^\s/=>]*+"""
    r"""(?:\s*+=++\s*+(?:'[^']*+'|"[^"]*+"|(?!['"])[^>\s]*+)\s*+)?+(?:\s|/(?!>))*+){1000}+"""
)
"""More than any page has: HTMLParser would take hundreds of bytes for each."""


@dataclass(slots=True)
class _Cell:
    parts: list[str] = field(default_factory=list)
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class _Table:
    number: int
    rows: list[list[_Cell]] = field(default_factory=list)
    cell: _Cell | None = None


def read_page(text: str, name: str = "") -> Page:
    """The page in a text; raises PerfError for one that is larger or deeper than any form."""
    parser = _Parser(name)
    parser.feed(_REFERENCE.sub(_short_reference, text))
    parser.close()
    parser.finish()
    return parser.page


def _short_reference(found: re.Match[str]) -> str:
    """A character by its number without leading zeros; one beyond all characters keeps its meaning, not its digits."""
    return f"&#{found[1] if len(found[1]) < 8 else 9_999_999}"


class _Parser(HTMLParser):
    """Collects lines and tables; a table of one column inside a cell is text of that cell."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page(name)
        self._tables: list[_Table] = []
        self._count = self._cells = self._lines = 0
        self._text: list[str] = []
        self._unseen: list[str] = []

    def parse_starttag(self, i: int) -> int:
        """Take an element's beginning in; raises PerfError for one of more attributes than any has."""
        if _MANY_ATTRIBUTES.match(self.rawdata, i):
            raise too_large()
        return super().parse_starttag(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        said = {key: value or "" for key, value in attrs}
        if self._unseen:
            if tag == self._unseen[0]:
                self._unseen.append(tag)
            return
        hidden = "hidden" in said or _HIDDEN.search(said.get("style", ""))
        if tag in _UNSEEN or (hidden and tag not in _VOID):
            self._unseen.append(tag)
        elif tag == "br":
            self._write("\n")
        elif tag == "table":
            self._begin_table()
        elif tag == "tr" and self._tables:
            self._tables[-1].cell = None
            self._tables[-1].rows.append([])
        elif tag in ("td", "th") and self._tables:
            self._begin_cell(said)
        elif tag in _BLOCKS:
            self._break()
        elif tag == "input" and said.get("type", "text") in ("text", "number"):
            self._write(said.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
            return
        if tag == "table" and self._tables:
            self._end_table()
        elif tag in ("td", "th", "tr") and self._tables:
            self._tables[-1].cell = None
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self._unseen:
            self._write(_SPACE.sub(" ", data).replace("\xa0", " "))

    def finish(self) -> None:
        """What was open when the page ended ends with it."""
        while self._tables:
            self._end_table()
        self._end_line()

    def _write(self, text: str) -> None:
        if not self._tables:
            self._text.append(text)
        elif self._tables[-1].cell is not None:
            self._tables[-1].cell.parts.append(text)
        elif text.strip():
            self._text.append(text)

    def _break(self) -> None:
        """A block begins or ends: a new line, of the cell where there is one."""
        if self._tables and self._tables[-1].cell is not None:
            parts = self._tables[-1].cell.parts
            if parts and not parts[-1].endswith("\n"):
                parts.append("\n")
        elif not self._tables:
            self._end_line()

    def _end_line(self) -> None:
        for text in "".join(self._text).split("\n"):
            if text.strip():
                self._lines += 1
                where = _("paragraph {number}").format(number=self._lines)
                self.page.rows.append(line(_tidy(text), len(self.page.rows) + 1, where))
        self._text = []

    def _begin_table(self) -> None:
        if len(self._tables) >= _DEEPEST:
            raise too_large()
        if not self._tables:
            self._end_line()
        self._count += 1
        self._tables.append(_Table(self._count))

    def _begin_cell(self, said: dict[str, str]) -> None:
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        table.cell = _Cell([], _span(said.get("colspan", "")), _span(said.get("rowspan", "")))
        self._cells += table.cell.columns
        if self._cells > MOST_CELLS:
            raise too_large()
        table.rows[-1].append(table.cell)

    def _end_table(self) -> None:
        table = self._tables.pop()
        if self._tables and self._tables[-1].cell is not None and max(map(len, table.rows), default=0) <= 1:
            texts = [_tidy("".join(cell.parts)) for row in table.rows for cell in row]
            self._tables[-1].cell.parts.append("\n".join(texts))
            return
        self.page.rows += _rows(table, self.page)
        if not self._tables:
            self._end_line()


def _rows(table: _Table, page: Page) -> list[PageRow]:
    """The rows of a table on its grid: a cell that spans rows goes on in those below."""
    found: list[PageRow] = []
    open_cells: list[tuple[Spot, int]] = []
    place = len(page.rows)
    for number, row in enumerate(table.rows, 1):
        where = _("table {table}, row {row}").format(table=table.number, row=number)
        spots = [Spot("", spot.left, spot.right, place + number, where, spot) for spot, left in open_cells if left > 0]
        open_cells = [(spot, left - 1) for spot, left in open_cells if left > 1]
        taken = {at for spot in spots for at in range(spot.left, spot.right)}
        at = 0
        for cell in row:
            while at in taken:
                at += 1
            spot = Spot(_tidy("".join(cell.parts)), at, at + cell.columns, place + number, where)
            spots.append(spot)
            taken.update(range(at, at + cell.columns))
            if len(taken) > MOST_CELLS:
                raise too_large()
            if cell.rows > 1:
                open_cells.append((spot, cell.rows - 1))
        if spots:
            found.append(PageRow(sorted(spots, key=lambda spot: spot.left), table.number))
    return found


def _tidy(text: str) -> str:
    lines = [line_text.strip(" \t\r\f") for line_text in text.split("\n")]
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return "\n".join(lines)


def _span(text: str) -> int:
    digits = text.strip()
    return min(max(int(digits), 1), _MOST_SPAN) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 1
