"""A table as csv: headings are the columns' keys, amounts plain numbers, texts as they are."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from perfcli.errors import PerfError
from perfcli.formats.tables import Headings, Line, Sheet, Table, Value, headings
from perfcli.formats.xml_parts import too_large
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_SPECIAL = regex(r'[",\r\n]')
_SAID = regex(r"\s*\"?sep=(.)\"?[ \t,;]*(?:\n|$)", re.IGNORECASE)
_SEPARATORS = ",;\t|"
_LONGEST = 10_000_000
_LOOKED_AT = 100_000
_FEWEST_CELLS = 3

MOST_LINES = 2_000_000
"""Lines of a csv text."""

MOST_CELLS = 6_000_000
"""Cells of a csv text, empty ones counted too; its longest cell has ten million characters."""


def write_csv(sheet: Sheet, kind: Headings = "key") -> str:
    """The table with LF line ends; a text of several lines stands in quotes."""
    lines = [headings(sheet.columns, kind), *([_field(value) for value in row] for row in sheet.rows)]
    return "".join(",".join(map(_quoted, line)) + "\n" for line in lines)


def read_csv(text: str, name: str) -> Table:
    """The cells of a csv text; raises PerfError naming the line of what is none, and for more than any list holds.

    What parts its cells (a comma, a semicolon, a tab, a bar) is told from all of its first lines, or said by its first
    one as Excel does: `sep=;`.
    """
    if text.count("\n") > MOST_LINES:
        raise too_large()
    separator, first = _separator(text)
    if text.count(separator) > MOST_CELLS:
        raise too_large()
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[Line] = []
    began, cells = 1, 0
    try:
        for number, row in enumerate(reader, 1):
            began = reader.line_num + 1
            if number >= first and any(row):
                cells += len(row)
                if cells > MOST_CELLS:
                    raise too_large()
                lines.append(Line(number, tuple(map(_unwrapped, row)) if '="' in row[0] + row[-1] else tuple(row)))
    except csv.Error as error:
        raise _broken(text, began, reader.line_num, error) from None
    return Table(name, lines)


def _separator(text: str) -> tuple[str, int]:
    """What parts the cells, and the row that the table starts with."""
    if said := _SAID.match(text):
        return said[1], 2
    head = _head(text)
    return max(_SEPARATORS, key=lambda separator: _regularity(head, separator)), 1


def _head(text: str) -> str:
    """The first lines of a text, which tell what it is."""
    head = text[:_LOOKED_AT]
    return head if len(head) == len(text) else head.rpartition("\n")[0] or head


def _regularity(text: str, separator: str) -> tuple[int, int]:
    """How many rows have the same number of cells, of those that have more than one, and how many cells these are."""
    if separator not in text:
        return 0, 0
    counts = Counter(map(len, _rows(text, separator)))
    return max(((rows * (cells - 1), cells) for cells, rows in counts.items() if cells > 1), default=(0, 0))


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    """The rows of a text whose cells this parts, up to one that is none."""
    with contextlib.suppress(csv.Error):
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def is_table(text: str, separators: str, *, is_named_one: bool = False) -> bool:
    """Whether a text is a table whose cells one of these parts: most rows have as many as the longest one.

    In text taken out of Word a tab starts a cell: no row of several has any in the first one. Rows of it that tabs
    part look like those of a table without its last empty cells, `is_named_one` tells that it is this.
    """
    head = _head(text)
    if _tabs_start_lines(head):
        return False
    separator, _first = _separator(text)
    rows = [row for row in _rows(head, separator) if row] if separator in separators else []
    width = max(map(len, rows), default=0)
    whole = [row for row in rows if len(row) >= (_FEWEST_CELLS if is_named_one else width)]
    if width < _FEWEST_CELLS or not any(row[0].strip() for row in whole):
        return False
    return is_named_one or len(whole) * 2 > len(rows)


def _tabs_start_lines(text: str) -> bool:
    """Whether tabs stand where most lines begin and nowhere else, as in most text taken out of Word."""
    starts = text.count("\n\t") + text.startswith("\t")
    return starts * 2 > text.count("\n") and starts == text.count("\t")


def _unwrapped(cell: str) -> str:
    """A cell as Excel shows it: `="007"` is how a list keeps a code from becoming a number."""
    return cell[2:-1].replace('""', '"') if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell


def _broken(text: str, began: int, line: int, error: csv.Error) -> PerfError:
    """What is said of a text that is no csv: where, and what of it."""
    if "unexpected end" in str(error):
        return PerfError(
            _("line {line}: a quotation mark is opened here or below, and never closed").format(line=began),
            hint=_("Close it, or write a quotation mark inside of a cell twice."),
        )
    start = sum(len(part.encode("utf-8")) + 1 for part in text.split("\n")[: max(line, 1) - 1]) + 1
    return PerfError(_("line {line}, byte {byte}: not valid csv: {reason}").format(line=line, byte=start, reason=error))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def _field(value: Value) -> str:
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
