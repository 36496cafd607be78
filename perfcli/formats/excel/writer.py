"""Tables as an Excel workbook: real numbers with formats, codes as text, no text ever a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfcli.errors import PerfError
from perfcli.formats.excel.styles import read_number
from perfcli.formats.excel.texts import LONGEST
from perfcli.formats.tables import Column, Sheet, Value
from perfcli.i18n import gettext as _

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_NUMBERS = {"money": "#,##0.00", "percent": '0.00######"%"', "year": "0", "count": "0", "number": "General"}
MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""A workbook has to say when it was made; the same data give the same bytes."""


def write_xlsx(sheets: Sequence[Sheet], *, english: bool = False) -> bytes:
    """A workbook of these tables with Chinese headings, or English ones; raises PerfError without the library."""
    buffer = io.BytesIO()
    book = open_workbook(buffer)
    book.set_properties({"created": MADE})
    head = book.add_format({"bold": True, "bg_color": "#D9E2F3", "border": 1, "text_wrap": True, "valign": "vcenter"})
    formats = {kind: book.add_format({"num_format": form, "valign": "top"}) for kind, form in _NUMBERS.items()}
    formats["text"] = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.english if english else sheet.chinese)
        page.freeze_panes(1, _frozen(sheet))
        if sheet.rows:
            page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width)
            page.write_string(0, at, column.english if english else column.chinese, head)
        for number, row in enumerate(sheet.rows, 1):
            for at, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
                _write(page, number, at, column, value, formats)
    book.close()
    return buffer.getvalue()


def too_long(sheets: Sequence[Sheet]) -> Iterator[str]:
    """The texts that a cell does not hold whole."""
    for sheet in sheets:
        for row in sheet.rows:
            for column, value in zip(sheet.columns, row, strict=True):
                if isinstance(value, str) and _length(value) > LONGEST:
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
    """How many columns stay in view: those that say whose the row is."""
    return next((at for at, column in enumerate(sheet.columns) if column.key in ("code", "unit", "year")), 0) + 1


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


def _length(text: str) -> int:
    """Characters as Excel counts them: those beyond the first plane are two."""
    return len(text) + sum(character > "\uffff" for character in text) if len(text) > LONGEST // 2 else len(text)


def cut(text: str) -> str:
    """As much of a text as a cell holds."""
    kept = text[:LONGEST]
    while _length(kept) > LONGEST:
        kept = kept[:-1]
    return kept
