"""Laid out pages as a workbook to fill in: a sheet each, what is fixed protected without a password.

A cell that is filled in has a number format and limits, its choices as a list, and a note of what to write. The rows of
a table are not merged, so that rows can be put between them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

from perfcli.formats.excel.styles import read_number
from perfcli.formats.excel.texts import LONGEST, length
from perfcli.formats.excel.writer import MADE, cut, open_workbook
from perfcli.formats.heights import lines_of
from perfcli.formats.layout import Cells, Entry, LaidCell, LaidPage, Look, Typed, edges
from perfcli.formats.markup import carried
from perfcli.i18n import gettext as _

_CHARACTER = 105
"""How wide a character of a column is, in twentieths of a point."""

_LINE = 14.5
"""How high a line of text is, in points; Excel knows no more than 409."""

_HIGHEST = 400
_FORMATS = {
    Typed.TEXT: "@",
    Typed.AMOUNT: "#,##0.00####",
    Typed.PERCENT: '0.00######"%"',
    Typed.POINTS: "General",
}
_ALIGNED = {Look.LABEL: "center", Look.MIDDLE: "center", Look.AMOUNT: "right", Look.TEXT: "left"}
_TITLE = {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_NAME = 31
_LONGEST_NOTE = 250
_LONGEST_LIST = 250
_SAID = 20
"""So many characters of a text say which it is."""


def write_pages(pages: Sequence[LaidPage]) -> bytes:
    """A workbook of these pages; raises PerfError without the library."""
    buffer = io.BytesIO()
    book = open_workbook(buffer)
    book.set_properties({"created": MADE})
    formats = _Formats(book)
    names: set[str] = set()
    for page in pages:
        name = _name(page.name, names)
        names.add(name.casefold())
        _Sheet(book.add_worksheet(name), page, formats).write()
    book.close()
    return buffer.getvalue()


def too_long(pages: Sequence[LaidPage]) -> Iterator[str]:
    """The texts that a cell does not hold whole."""
    for page in pages:
        cells = chain(
            (cell.text for cell in (*page.above, *page.below)), (cell.text for row in page.rows for cell in row)
        )
        for text in (page.title, *cells):
            if length(text) > LONGEST:
                message = _("{place}: the text {text} … is cut after {count} characters, all that a cell holds")
                yield message.format(place=page.name, text=" ".join(text[:_SAID].split()), count=LONGEST)


def _name(wanted: str, taken: set[str]) -> str:
    """The name of a sheet: no sign that Excel forbids, no more characters than it allows, none twice."""
    plain = " ".join(carried(wanted).translate(_FORBIDDEN).split()) or "Sheet"
    plain = plain[:_LONGEST_NAME].strip()
    name, number = plain, 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        mark = f" {number}"
        name = plain[: _LONGEST_NAME - len(mark)] + mark
    return name


class _Formats:
    """The formats of cells, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Any] = {}

    def of(self, look: Look, entry: Entry | None, *, bordered: bool = True) -> Any:
        """The format of a cell that looks so; one to fill in is not locked."""
        typed = entry.typed if entry else Typed.TEXT
        key = look, typed, entry is not None, bordered
        if key not in self._made:
            said: dict[str, object] = {
                "font_name": "宋体",
                "font_size": 10,
                "align": _ALIGNED[look],
                "valign": "vcenter",
                "text_wrap": True,
                "num_format": _FORMATS[typed] if entry else "@",
                "locked": entry is None,
            }
            if bordered:
                said["border"] = 1
            if look is Look.LABEL:
                said |= {"bold": True, "bg_color": "#EDEDED"}
            self._made[key] = self._book.add_format(said)
        return self._made[key]

    @property
    def title(self) -> Any:
        """The format of a title."""
        if ("title",) not in self._made:
            self._made[("title",)] = self._book.add_format(_TITLE)
        return self._made[("title",)]


class _Sheet:
    """Writes one page to a sheet."""

    def __init__(self, sheet: Any, page: LaidPage, formats: _Formats) -> None:
        self._sheet, self._page, self._formats = sheet, page, formats
        marks = edges(page.rows)
        self._places = {edge: at for at, edge in enumerate(marks)}
        for at, (left, right) in enumerate(pairwise(marks)):
            sheet.set_column(at, at, max((right - left) / _CHARACTER, 0.5))
        self._last = len(marks) - 2
        self._row = 0

    def write(self) -> None:
        """The title, the lines, the rows, and how it is printed."""
        page, sheet = self._page, self._sheet
        self._line(LaidCell(page.title, 0, page.width, Look.MIDDLE), self._formats.title, 30)
        for cell in page.above:
            self._line(cell, self._formats.of(cell.look, cell.entry, bordered=False), 18)
        for block in page.blocks:
            begun = self._row
            for row in block.rows:
                self._cells(row)
            if block.headers:
                sheet.repeat_rows(begun, begun + block.headers - 1)
        for cell in page.below:
            self._line(cell, self._formats.of(cell.look, cell.entry, bordered=False), 18)
        sheet.protect("", {"format_rows": True, "format_columns": True, "insert_rows": True, "delete_rows": True})
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        if page.landscape:
            sheet.set_landscape()

    def _line(self, cell: LaidCell, form: Any, height: float) -> None:
        if self._last:
            self._sheet.merge_range(self._row, 0, self._row, self._last, "", form)
        self._sheet.write_string(self._row, 0, cut(cell.text), form)
        self._sheet.set_row(self._row, height)
        self._row += 1

    def _cells(self, row: Cells) -> None:
        self._sheet.set_row(self._row, min(lines_of(row) * _LINE, _HIGHEST))
        for cell in row:
            if cell.rows:
                self._cell(cell)
        self._row += 1

    def _cell(self, cell: LaidCell) -> None:
        form = self._formats.of(cell.look, cell.entry)
        left, right = self._places[cell.left], self._places[cell.right] - 1
        bottom = self._row + cell.rows - 1
        if bottom > self._row or right > left:
            self._sheet.merge_range(self._row, left, bottom, right, "", form)
        self._value(cell, left, form)
        if cell.entry is not None:
            self._limits(cell.entry, (self._row, left, bottom, right))

    def _value(self, cell: LaidCell, left: int, form: Any) -> None:
        """A number as such where a double holds it as it is spelled, else a text; an empty cell keeps its format."""
        number = cell.entry.number if cell.entry else None
        if number is not None and read_number(f"{float(number):.16G}") == number:
            self._sheet.write_number(self._row, left, float(number), form)
        elif cell.text:
            self._sheet.write_string(self._row, left, cut(cell.text), form)
        else:
            self._sheet.write_blank(self._row, left, None, form)

    def _limits(self, entry: Entry, place: tuple[int, int, int, int]) -> None:
        """What may be typed: a choice may be left for another word, a number may not be beyond its limits."""
        said: dict[str, object] = {}
        if entry.choices and len(",".join(entry.choices)) <= _LONGEST_LIST:
            said = {"validate": "list", "source": list(entry.choices), "error_type": "information"}
            said |= {"error_title": _("Another word"), "error_message": _("None of the usual ones; kept as it is.")}
        elif entry.most is not None:
            said = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": float(entry.most)}
            message = _("A number from 0 to {most} is wanted here.").format(most=f"{entry.most.normalize():,f}")
            said |= {"error_title": _("Not allowed"), "error_message": message}
        elif entry.note:
            said = {"validate": "any"}
        if said:
            if entry.note:
                said["input_message"] = entry.note[:_LONGEST_NOTE]
            self._sheet.data_validation(*place, said)
