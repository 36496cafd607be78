"""A web page -> its lines and tables in their order, as a browser shows them: what is hidden is no text, and named."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec

from perfcli.formats.leftovers import Leftover
from perfcli.formats.pages import Page, line
from perfcli.formats.raised import placed
from perfcli.formats.web.controls import Choice, choice, picture, shown_in
from perfcli.formats.web.looks import Look, Standing, StyleSheet
from perfcli.formats.web.tables import MOST_CELLS, WebCell, WebRow, WebTable, WebText, put_rows, tidy
from perfcli.formats.xml_parts import too_large
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.regex import regex

_MOST_SPAN = 1000
_DEEPEST = 40
_UNSEEN = frozenset(("script", "head", "template", "noscript", "option", "datalist", "rt", "rp", "rtc"))
_READINGS = frozenset(("rt", "rp", "rtc"))
_VOID = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "col", "area", "base", "embed", "source", "track", "wbr")
)
_BLOCKS = frozenset(
    (
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "pre", "blockquote"),
        *("section", "article", "header", "footer", "main", "center", "caption", "form"),
    )
)
_GROUPS = frozenset(("tbody", "thead", "tfoot"))
_CELLS = frozenset(("td", "th"))
_ROWS = _GROUPS | _CELLS | {"tr"}
_CLOSES_PARAGRAPH = _BLOCKS | {"table", "hr"}
_SPACE = regex(r"[ \t\r\n\f]+")
_REFERENCE = regex(r"&#0*([0-9]+)")
_MANY_ATTRIBUTES = regex(
    r"""<[a-zA-Z][^\s/>]*+[\s/]*+(?:(?<=['"\s/])[^\s/>][^\s/=>]*+"""
    r"""(?:\s*+=++\s*+(?:'[^']*+'|"[^"]*+"|(?!['"])[^>\s]*+)\s*+)?+(?:\s|/(?!>))*+){1000}+"""
)
"""More than any page has: HTMLParser would take hundreds of bytes for each."""


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


class _Unseen(msgspec.Struct):
    """An element that is not shown: `tags` are its name and those of what counts within; `into` is named its text."""

    tags: list[str]
    is_in_table: bool
    look: Look
    into: WebText | None
    name: str
    text: list[str] = msgspec.field(default_factory=list)
    choice: Choice | None = None
    """What it shows where it is a list to choose from."""

    def take(self, text: str) -> None:
        """Text within."""
        if self.choice is not None:
            self.choice.take(text)
        else:
            self.text.append(text)

    def goes_on(self, tag: str) -> bool:
        """Whether an element that begins lies within."""
        if self._is_left(tag, _ROWS) or (self.tags == ["p"] and tag in _CLOSES_PARAGRAPH):
            return False
        if self.name in _READINGS and tag in (*_READINGS, "rb"):
            return False
        if tag in (self.tags[0], "table"):
            self.tags.append(tag)
        return True

    def is_over(self, tag: str) -> bool:
        """Whether an element that ends is around it, or its cell: what it was left open for."""
        return self._is_left(tag, _ROWS | {"table"}) or (self.name in _READINGS and tag == "ruby")

    def _is_left(self, tag: str, by: frozenset[str]) -> bool:
        return self.is_in_table and tag in by and self.tags[-1] != "table"


class _Parser(HTMLParser):
    """Collects lines and tables; a small table inside a cell is text of that cell."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page(name)
        self._tables: list[WebTable] = []
        self._count = self._cells = self._lines = self._comments = self._hidden_runs = self._readings = 0
        self._text = WebText()
        self._unseen: _Unseen | None = None
        self._styles, self._sheet, self._looks = list[str](), StyleSheet(), Standing()

    def parse_starttag(self, i: int) -> int:
        """Take an element's beginning in; raises PerfError for one of more attributes than any has."""
        if _MANY_ATTRIBUTES.match(self.rawdata, i):
            raise too_large()
        return super().parse_starttag(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if tag == "style":
            return
        said = {key: value or "" for key, value in attrs}
        if self._unseen:
            if self._unseen.goes_on(tag):
                if tag == "option" and self._unseen.choice is not None:
                    self._unseen.choice.begin(said)
                return
            self._end_unseen()
        look = self._sheet.look(tag, said)
        if tag in _ROWS and self._tables:
            self._begin_part(tag, said, look)
        elif tag == "col" and self._tables:
            self._tables[-1].take_columns(_span(said.get("span", "")), is_hidden=look.is_hidden)
        elif tag in _VOID:
            if not look.is_hidden:
                self._void(tag, said)
        elif tag == "select":
            self._hide(tag, look, self._cell(), choice(said))
        elif tag in _UNSEEN or look.is_hidden or look.is_comment or look.is_comment_mark:
            self._hide(tag, look, self._cell())
        else:
            if tag == "table":
                self._begin_table()
            elif tag in _BLOCKS:
                self._break()
            self._looks.begin(tag, look)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag == "style":
            self._sheet.take("".join(self._styles))
            self._styles = []
            return
        if self._unseen:
            if not self._unseen.is_over(tag):
                if tag == self._unseen.tags[-1]:
                    self._unseen.tags.pop()
                if not self._unseen.tags:
                    self._end_unseen()
                return
            self._end_unseen()
        if tag == "table" and self._tables:
            self._end_table()
        elif tag in _ROWS and self._tables:
            self._leave_cell(self._tables[-1])
        elif tag in _BLOCKS:
            self._break()
        self._looks.end(tag, self._tables[-1].outside if self._tables else 0)

    def handle_data(self, data: str) -> None:
        """Text."""
        if self.cdata_elem == "style":
            self._styles.append(data)
            return
        text = _SPACE.sub(" ", data).replace("\xa0", " ")
        if not self._unseen:
            self._write(text)
        elif self.cdata_elem is None:
            self._unseen.take(text)

    def finish(self) -> None:
        """What was open when the page ended ends with it."""
        if self._unseen:
            self._end_unseen()
        while self._tables:
            self._end_table()
        self._end_line()
        if self._comments:
            said = ngettext("{count} comment passed over", "{count} comments passed over", self._comments)
            self.page.notes.append(said.format(count=self._comments))
        if self._readings:
            said = _("{count} readings above characters were passed over")
            self.page.notes.append(said.format(count=self._readings))
        if self._hidden_runs:
            self.page.notes.append(_("{count} runs of hidden text were passed over").format(count=self._hidden_runs))

    def _hide(self, tag: str, look: Look, into: WebText | None, shown: Choice | None = None) -> None:
        self._unseen = _Unseen([tag], bool(self._tables), look, into, tag, choice=shown)

    def _end_unseen(self) -> None:
        unseen, self._unseen = self._unseen, None
        if unseen is None:
            return
        text = unseen.choice.shown if unseen.choice else "".join(unseen.text).strip()
        if unseen.look.is_comment:
            self._comments += 1
        elif not unseen.look.is_hidden:
            self._readings += unseen.name in ("rt", "rtc") and bool(text)
            if unseen.choice:
                self._write(text)
        elif text:
            if unseen.into is None:
                self._hidden_runs += 1
            else:
                unseen.into.hidden.append(text)

    def _void(self, tag: str, said: dict[str, str]) -> None:
        if tag == "br":
            self._write("\n")
        elif tag == "input":
            self._write(shown_in(said))
        elif tag == "img" and (cell := self._cell()) is not None:
            cell.picture = cell.picture or picture(said)

    def _cell(self) -> WebCell | None:
        return self._tables[-1].cell if self._tables else None

    def _write(self, text: str) -> None:
        cell = self._cell()
        if cell is None and self._tables and not text.strip():
            return
        into = cell or self._text
        text = placed(text, self._looks.place)
        (into.struck if self._looks.is_struck else into.parts).append(text)

    def _break(self) -> None:
        """A block begins or ends: a new line, of the cell where there is one."""
        if (cell := self._cell()) is not None:
            if cell.parts and not cell.parts[-1].endswith("\n"):
                cell.parts.append("\n")
        elif not self._tables:
            self._end_line()

    def _end_line(self) -> None:
        where = _("paragraph {number}").format(number=self._lines + 1)
        self.page.leftovers += [
            Leftover(len(self.page.rows) + 1, text, reason, where) for text, reason in self._text.left()
        ]
        for text in "".join(self._text.parts).split("\n"):
            if text.strip():
                self._lines += 1
                where = _("paragraph {number}").format(number=self._lines)
                self.page.rows.append(line(tidy(text), len(self.page.rows) + 1, where))
        self._text = WebText()

    def _begin_table(self) -> None:
        if len(self._tables) >= _DEEPEST:
            raise too_large()
        if not self._tables:
            self._end_line()
        self._count += 1
        begun = len(self._looks.open)
        self._tables.append(WebTable(self._count, begun, begun, begun))

    def _begin_part(self, tag: str, said: dict[str, str], look: Look) -> None:
        """Rows, a row or a cell begin: what was left open within those before ends."""
        table = self._tables[-1]
        self._leave_cell(table)
        if tag in _CELLS:
            self._begin_cell(table, tag, said, look)
        elif tag == "tr":
            del self._looks.open[table.around :]
            self._looks.begin(tag, look)
            table.row_looks = len(self._looks.open)
            table.rows.append(WebRow(look.is_hidden or table.is_hidden))
        else:
            del self._looks.open[table.outside :]
            self._looks.begin(tag, look)
            table.around = table.row_looks = len(self._looks.open)
            table.is_hidden = look.is_hidden

    def _leave_cell(self, table: WebTable) -> None:
        table.cell = None
        del self._looks.open[table.row_looks :]

    def _begin_cell(self, table: WebTable, tag: str, said: dict[str, str], look: Look) -> None:
        if not table.rows:
            table.rows.append(WebRow(table.is_hidden))
        row = table.rows[-1]
        if look.is_hidden and not look.has_room:
            self._hide(tag, look, row.beside)
            return
        table.cell = WebCell(columns=_span(said.get("colspan", "")), rows=_span(said.get("rowspan", "")))
        self._cells += table.cell.columns
        if self._cells > MOST_CELLS:
            raise too_large()
        row.cells.append(table.cell)
        self._looks.begin(tag, look)
        if look.is_hidden:
            self._hide(tag, look, table.cell)

    def _end_table(self) -> None:
        table = self._tables.pop()
        del self._looks.open[table.outside :]
        table.end()
        if (cell := self._cell()) is not None:
            cell.tables.append((len(cell.parts), table))
            return
        for one in (*table.within, table):
            put_rows(one, self.page)
        if not self._tables:
            self._end_line()


def _span(text: str) -> int:
    digits = text.strip()
    return min(max(int(digits), 1), _MOST_SPAN) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 1
