"""A table as csv: headings are the columns' keys, amounts plain numbers, texts as they are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal

from perfcli.errors import PerfError
from perfcli.formats.tables import Line, Sheet, Table, Value
from perfcli.i18n import gettext as _

_SPECIAL = re.compile(r'[",\r\n]')
_LONGEST = 10_000_000
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What a sheet of Excel has at the most."""


def write_csv(sheet: Sheet) -> str:
    """The table with LF line ends; a text of several lines stands in quotes."""
    lines = [[column.key for column in sheet.columns], *([_field(value) for value in row] for row in sheet.rows)]
    return "".join(",".join(map(_quoted, line)) + "\n" for line in lines)


def read_csv(text: str, name: str) -> Table:
    """The rows of a csv text that hold something, tabs or semicolons as separators too.

    Raises PerfError, also for more rows and columns than a sheet has.
    """
    csv.field_size_limit(_LONGEST)
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    try:
        return Table(name, list(_lines(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))))
    except csv.Error as error:
        raise PerfError(_("not valid csv: {reason}").format(reason=error)) from None


def _lines(reader: Iterator[list[str]]) -> Iterator[Line]:
    kept = 0
    for number, cells in enumerate(reader, 1):
        while cells and (not cells[-1] or cells[-1].isspace()):
            cells.pop()
        kept += bool(cells)
        if kept > MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise PerfError(
                _("row {row}: a table has at most {rows} rows and {columns} columns").format(
                    row=number, rows=MOST_ROWS, columns=MOST_COLUMNS
                )
            )
        if cells:
            yield Line(number, tuple(cells))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def _field(value: Value) -> str:
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
