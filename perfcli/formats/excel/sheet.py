"""One sheet of a workbook -> the lines of its table: each cell as it is shown, merged ranges filled."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from xml.etree.ElementTree import Element

import msgspec

from perfcli.formats.archive import Archive
from perfcli.formats.excel.dates import serial_of
from perfcli.formats.excel.places import column_of, merged_range, ranges
from perfcli.formats.excel.styles import Styles
from perfcli.formats.excel.texts import Rich, Text, checked_text, local, rich_text
from perfcli.formats.tables import KEPT, CellValue, Line, Stray, Unread, as_text, column_name
from perfcli.formats.xml_parts import Reading, too_large
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.regex import regex

MOST_CELLS = 6_000_000
"""Cells of all sheets of a workbook, empty ones before the last of a row counted too."""

MOST_TEXT = 60_000_000
"""Characters of all their cells: a text that is shared by many counts for each of them."""

FAR = 400
"""The first column that no list reaches: what stands there or beyond is named."""

_MOST_MERGED = 200_000
_MOST_STRAYS = 10_000
_LAST_ROW = 1_048_576
_PICTURE = regex(r"=(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)
_EMPTY = ""

Row = dict[int, CellValue]


class Book(msgspec.Struct):
    """What the sheets of a workbook share; `cells` and `text` are how much more of both may come.

    `is_uncalculated` where the program that wrote the file left it to Excel to calculate all of its formulas.
    """

    texts: list[Text]
    styles: Styles
    epoch_1904: bool = False
    is_uncalculated: bool = False
    cells: int = MOST_CELLS
    text: int = MOST_TEXT

    def spend(self, cells: int, text: int = 0) -> None:
        """Count what was read; raises PerfError beyond what any such workbook holds."""
        self.cells -= cells
        self.text -= text
        if self.cells < 0 or self.text < 0:
            raise too_large()


class SheetReading(msgspec.Struct):
    """What one sheet holds."""

    archive: Archive
    book: Book
    rows: dict[int, Row] = msgspec.field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = msgspec.field(default_factory=list)
    hidden_rows: list[int] = msgspec.field(default_factory=list)
    hidden_columns: set[int] = msgspec.field(default_factory=set)
    strays: list[Stray] = msgspec.field(default_factory=list)
    _row: int = 0

    def read(self, path: str) -> list[Line]:
        """The rows that hold anything, in their order; raises PerfError for more than any such sheet holds."""
        reading = Reading(self.archive, path)
        for event, element in reading:
            if event == "start":
                continue
            name = local(element.tag)
            if name == "row":
                self._take_row(element)
            elif name == "mergeCell":
                self._take_merge(element.get("ref", ""))
            elif name == "col":
                self._take_column(element)
            else:
                continue
            reading.forget(element)
        if not any(self.rows.values()) and any(stray.column and stray.column >= FAR for stray in self.strays):
            raise too_large()
        return self._lines()

    def _take_row(self, element: Element) -> None:
        given = element.get("r", "")
        self._row = int(given) if given.isdecimal() and len(given) < 9 else self._row + 1
        if self._row > _LAST_ROW:
            raise too_large()
        row = self.rows.get(self._row, {})
        at = -1
        for cell in element:
            if local(cell.tag) != "c":
                continue
            reference = cell.get("r")
            at = column_of(reference.rstrip("0123456789"), at + 1) if reference else at + 1
            value = self._value(cell)
            if value == _EMPTY:
                continue
            if at >= FAR:
                self._stray(at, value, _("a cell far from any list"))
            elif row.get(at, value) != value:
                row[at] = Unread(as_text(value), _("the file has two values for this cell"))
            else:
                row[at] = value
        if row:
            self.rows[self._row] = row
            self.book.spend(max(row) + 1, sum([len(as_text(cell)) for cell in row.values()]))
            if element.get("hidden") in ("1", "true") or element.get("ht") == "0":
                self.hidden_rows.append(self._row)

    def _value(self, cell: Element) -> CellValue:
        kind, style = cell.get("t", "n"), cell.get("s", "")
        raw: str | None = None
        inline = formula = None
        for part in cell:
            name = local(part.tag)
            if name == "v":
                raw = part.text or ""
            elif name == "f":
                formula = part
            elif name == "is":
                inline = part
        if formula is not None and self._is_uncalculated(kind, raw, formula):
            return Unread(_formula(formula), _("a formula that was never calculated: open it in Excel and save it"))
        if kind == "inlineStr":
            value = self._text(_EMPTY if inline is None else rich_text(inline), style)
        elif kind == "s":
            value = self._shared((raw or "").strip(), style)
        else:
            value = self._plain(kind, raw or "", style)
        return self.book.styles.looked_at(value, style) if style and value != _EMPTY else value

    def _is_uncalculated(self, kind: str, raw: str | None, formula: Element) -> bool:
        """Whether a formula has no value yet; one whose value is an empty text says so by an empty element."""
        if not (formula.text or "").strip() and formula.get("t") != "shared":
            return False
        if raw is None or kind == "n":
            return not (raw or "").strip() or (self.book.is_uncalculated and (raw or "").strip() == "0")
        return False

    def _plain(self, kind: str, raw: str, style: str) -> CellValue:
        """A value that stands in the cell itself."""
        if kind == "str":
            return self._text(checked_text(raw), style)
        raw = raw.strip()
        if not raw:
            return _EMPTY
        if kind == "e":
            return Unread(raw[:100], _("the cell shows an error"))
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}.get(raw, raw)
        if kind == "d":
            serial = _serial(raw)
            return raw[:100] if serial is None else self.book.styles.number(self._counted(serial), style)
        return self.book.styles.number(raw, style)

    def _counted(self, serial: Decimal) -> str:
        return str(serial - 1462 if self.book.epoch_1904 else serial)

    def _shared(self, raw: str, style: str) -> CellValue:
        if not raw:
            return _EMPTY
        if not (raw.isascii() and raw.isdigit() and len(raw) < 9 and int(raw) < len(self.book.texts)):
            return Unread(raw[:20], _("the file lacks the text of this cell"))
        return self._text(self.book.texts[int(raw)], style)

    def _text(self, text: Text, style: str) -> CellValue:
        if isinstance(text, Unread):
            return text
        if isinstance(text, Rich):
            self._stray(None, text.struck, _("struck through"))
            text = text.text
        if _PICTURE.match(text):
            return Unread(text[:60], _("a picture stands in the cell"))
        return self.book.styles.of(style).form.text(text) if style and text else text

    def _stray(self, column: int | None, value: CellValue, reason: str) -> None:
        self.book.spend(1, len(as_text(value)))
        if len(self.strays) >= _MOST_STRAYS:
            raise too_large()
        self.strays.append(Stray(self._row, column, as_text(value), reason))

    def _take_merge(self, reference: str) -> None:
        if corners := merged_range(reference):
            self.merged.append(corners)
            if len(self.merged) > _MOST_MERGED:
                raise too_large()

    def _take_column(self, element: Element) -> None:
        first, last = element.get("min", ""), element.get("max", "")
        is_hidden = element.get("hidden") in ("1", "true") or element.get("width") == "0"
        if is_hidden and first.isdecimal() and last.isdecimal() and len(first) < 6 and len(last) < 6:
            self.hidden_columns.update(range(int(first) - 1, min(int(last), FAR)))

    def _lines(self) -> list[Line]:
        above, beside = self._fill()
        lines = []
        for number in sorted(self.rows):
            row = self.rows[number]
            cells = tuple([row.get(at, _EMPTY) for at in range(max(row) + 1)])
            lines.append(Line(number, cells, frozenset(above.get(number, ())), frozenset(beside.get(number, ()))))
        return lines

    def _fill(self) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
        """Give every cell of a merged range its value; which columns of a row have it from above and from beside."""
        above: dict[int, set[int]] = defaultdict(set)
        beside: dict[int, set[int]] = defaultdict(set)
        numbers = sorted(self.rows)
        for top, bottom, left, right in self.merged:
            value = self.rows.get(top, {}).get(left, _EMPTY)
            columns = range(left, min(right, FAR - 1) + 1)
            if value == _EMPTY and self._holds_any(top, bottom, columns):
                continue
            for number in numbers[bisect_left(numbers, top) : bisect_left(numbers, bottom + 1)]:
                row = self.rows[number]
                self.book.spend(max(0, columns.stop - max(row) - 1) + len(columns))
                for column in columns:
                    if number > top or column > left:
                        self._cover(number, column, row.get(column, _EMPTY), value)
                        row[column] = value
                if number > top:
                    above[number].update(columns)
                beside[number].update(columns[1:])
        return above, beside

    def _holds_any(self, top: int, bottom: int, columns: range) -> bool:
        """Whether a cell of a range holds something."""
        if top not in self.rows:
            return True
        numbers = (number for number in self.rows if top <= number <= bottom)
        return any(self.rows[number].get(at, _EMPTY) != _EMPTY for number in numbers for at in columns)

    def _cover(self, number: int, column: int, hidden: CellValue, value: CellValue) -> None:
        if hidden not in (_EMPTY, value):
            self.book.spend(1, len(as_text(hidden)))
            self.strays.append(Stray(number, column, as_text(hidden), _("hidden behind a merged cell")))

    def _kept(self) -> set[int]:
        """The columns that hold what we keep for ourselves."""
        return {at for row in self.rows.values() for at, cell in row.items() if as_text(cell).startswith(KEPT)}

    def notes(self) -> Iterator[str]:
        """What of the sheet is hidden and read all the same."""
        if self.hidden_rows:
            message = ngettext(
                "{count} hidden row is read too: {rows}", "{count} hidden rows are read too: {rows}",
                len(self.hidden_rows),
            )  # fmt: skip
            yield message.format(count=len(self.hidden_rows), rows=ranges(self.hidden_rows, str))
        hidden = self.hidden_columns and {at for row in self.rows.values() for at in row} - self._kept()
        columns = sorted(self.hidden_columns & hidden)
        if columns:
            message = ngettext(
                "{count} hidden column is read too: {columns}", "{count} hidden columns are read too: {columns}",
                len(columns),
            )  # fmt: skip
            yield message.format(count=len(columns), columns=ranges(columns, column_name))


def _formula(formula: Element) -> str:
    return f"={(formula.text or '').strip()}"[:200]


def _serial(raw: str) -> Decimal | None:
    """A moment such as 2021-11-30T08:30:00 as the days of the 1900 epoch, None for anything else."""
    try:
        moment = datetime.fromisoformat(raw.removesuffix("Z"))
    except ValueError:
        return None
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return serial_of(moment.date()) + Decimal(seconds) / 86400
