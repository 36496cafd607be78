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


def write_csv(sheet: Sheet) -> str:
    """The table with LF line ends; a text of several lines stands in quotes."""
    lines = [[column.key for column in sheet.columns], *([_field(value) for value in row] for row in sheet.rows)]
    return "".join(",".join(map(_quoted, line)) + "\n" for line in lines)


def read_csv(text: str, name: str) -> Table:
    """The cells of a csv text, tabs or semicolons as separators too; raises PerfError."""
    csv.field_size_limit(_LONGEST)
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    try:
        return Table(name, list(_lines(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))))
    except csv.Error as error:
        raise PerfError(_("not valid csv: {reason}").format(reason=error)) from None


def _lines(reader: Iterator[list[str]]) -> Iterator[Line]:
    for number, cells in enumerate(reader, 1):
        yield Line(number, tuple(cells))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def _field(value: Value) -> str:
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
