"""Tables as an Excel workbook: real numbers with formats, codes as text, no text ever a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

from perfcli.errors import PerfError
from perfcli.formats.excel.styles import read_number
from perfcli.formats.excel.texts import LONGEST, length
from perfcli.formats.heights import ems
from perfcli.formats.tables import KEPT, Column, Headings, Sheet, Value, headings
from perfcli.i18n import gettext as _

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_NUMBERS = {"money": "#,##0.00", "percent": '0.00######"%"', "year": "0", "count": "0", "number": "General"}
_LIMITS = {"money": 70_000_000_000_000, "percent": 100, "count": 999_999, "year": 9999}
"""The largest number that is usual in a column; another one is asked about, not refused."""

_HEAD = {"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True, "valign": "vcenter"}
_CELL = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
_DERIVED = {"bg_color": "#EDEDED", "italic": True}
_LAST_ROW = 1_048_575
_MORE_ROWS = 500
"""How many rows below those that are there are ready to be filled in."""

_LONGEST_LIST = 250
_LINE = 15
"""How high a line is, in points; Excel knows no more than 409 of a row."""

_HIGHEST = 405
_READ = 2000
"""Characters of a text that are enough to fill the highest row."""

_A4 = 9
MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""A workbook has to say when it was made; the same data give the same bytes."""


def write_xlsx(sheets: Sequence[Sheet], *, kind: Headings = "zh") -> bytes:
    """A workbook of these tables under these headings; raises PerfError without the library."""
    buffer = io.BytesIO()
    book = open_workbook(buffer)
    book.set_properties({"created": MADE})
    heads = [book.add_format(_HEAD), book.add_format(_HEAD | _DERIVED)]
    formats = {name: book.add_format({"num_format": form, **_CELL}) for name, form in _NUMBERS.items()}
    formats["text"] = book.add_format({"num_format": "@", "text_wrap": True, **_CELL})
    for sheet in sheets:
        page = book.add_worksheet(sheet.english if kind == "en" else sheet.name if kind == "key" else sheet.chinese)
        page.freeze_panes(1, _frozen(sheet))
        if sheet.rows:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        for at, (column, heading) in enumerate(zip(sheet.columns, headings(sheet.columns, kind), strict=True)):
            is_kept = column.key.startswith(KEPT)
            page.set_column(at, at, column.width, formats[column.kind], {"hidden": is_kept})
            page.write_string(0, at, heading, heads[column.derived])
            if not is_kept:
                _limit(page, at, column, len(sheet.rows))
        for number, row in enumerate(sheet.rows, 1):
            if (lines := _lines(sheet.columns, row)) > 1:
                page.set_row(number, min(lines * _LINE, _HIGHEST))
            for at, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
                _write(page, number, at, column, value, formats)
        _print_on_paper(page)
    book.close()
    return buffer.getvalue()


def _lines(columns: Sequence[Column], row: Sequence[Value]) -> int:
    """How many lines the texts of a row take, by estimate."""
    most = 1
    for column, value in zip(columns, row, strict=True):
        if column.key.startswith(KEPT):
            continue
        if isinstance(value, str) and (2 * len(value) > column.width - 2 or "\n" in value):
            room = column.width / 2 - 0.3
            most = max(most, sum(max(1, ceil(ems(line) / room)) for line in value[:_READ].split("\n")))
    return most


def _print_on_paper(page: Any) -> None:
    """As wide as one page, lying, the headings on each."""
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&L&A&C&P / &N")


def _limit(page: Any, at: int, column: Column, rows: int) -> None:
    """What is usual in a column: its words in a list, a number within limits. Anything else may stand there too."""
    said: dict[str, object] = {"error_type": "information", "error_title": _("Unusual value")}
    if column.choices and len(",".join(column.choices)) <= _LONGEST_LIST:
        said |= {"validate": "list", "source": list(column.choices)}
        said["error_message"] = _("None of the usual ones; kept as it is.")
    elif column.kind in _LIMITS:
        most = _LIMITS[column.kind]
        said |= {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": most}
        said["error_message"] = _("A number from 0 to {most} is usual here.").format(most=f"{most:,}")
    else:
        return
    if column.kind == "percent":
        said |= {"input_title": _("Percent"), "input_message": _("Type 50 for 50%.")}
    page.data_validation(1, at, min(rows + _MORE_ROWS, _LAST_ROW), at, said)


def too_long(sheets: Sequence[Sheet]) -> Iterator[str]:
    """The texts that a cell does not hold whole."""
    for sheet in sheets:
        for row in sheet.rows:
            for column, value in zip(sheet.columns, row, strict=True):
                if isinstance(value, str) and length(value) > LONGEST and not column.key.startswith(KEPT):
                    place = " ".join(str(part) for part in row[:3])
                    message = _("{place}: {column} is cut after {count} characters, all that a cell holds")
                    yield message.format(place=place, column=column.chinese, count=LONGEST)


def open_workbook(buffer: io.BytesIO) -> Workbook:
    """A workbook that is written to memory; raises PerfError without the library."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise PerfError(
            _("writing Excel workbooks needs the extra `office`, which is not installed"),
            hint=_('Install it with: python -m pip install "perfcli[office]"'),
        ) from None
    return Workbook(buffer, {"in_memory": True, "constant_memory": False, "strings_to_urls": False})


def _frozen(sheet: Sheet) -> int:
    """How many columns stay in view: up to those that say whose the row is."""
    keys = [column.key for column in sheet.columns]
    last = next((key for key in ("project_name", "code", "unit_name", "unit", "year") if key in keys), keys[0])
    return keys.index(last) + 1


def _write(page: Any, row: int, at: int, column: Column, value: Value, formats: dict[str, Any]) -> None:
    """One cell; a number that a double does not hold as it is spelled is a text."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        page.write_string(row, at, cut(value), formats["text"])
    elif column.kind != "text" and read_number(f"{float(value):.16G}") == value:
        page.write_number(row, at, float(value), formats[column.kind])
    else:
        page.write_string(row, at, f"{value:f}" if isinstance(value, Decimal) else str(value), formats["text"])


def cut(text: str) -> str:
    """As much of a text as a cell holds."""
    kept = text[:LONGEST]
    while length(kept) > LONGEST:
        kept = kept[:-1]
    return kept
