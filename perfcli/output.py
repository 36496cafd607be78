r"""Rows -> table, markdown, json, jsonl, csv, tsv: columns as data. The one door to tabulate.

`table` and `markdown` are for people: localised, wrapped to a terminal's width. The others are the contract for
scripts: never localised, never cut; amounts plain numbers with two decimals; keys in English. A tsv record is one
line: tab, line feed, carriage return and backslash in a text are written \t, \n, \r and \\.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, Literal

import msgspec

from perfcli import i18n
from perfcli.cells import NARROWEST, column_widths, wrapped
from perfcli.file_format import CSV, JSON, JSONL, MARKDOWN, TABLE, TSV, FileFormat
from perfcli.i18n import gettext as _
from perfcli.printable import printable

Row = Mapping[str, Any]
Kind = Literal["text", "count", "money", "percent", "number"]

_MARKDOWN_ESCAPES = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_~|"} | {"&": "&amp;", "<": "&lt;", "\n": "<br>"})
_CSV_QUOTED = re.compile(r'[",\r\n]')
_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_GAPS = {"simple": 2, "plain": 2, "grid": 3}
_FRAMES = {"simple": 0, "plain": 0, "grid": 4}
"""Cells between two columns, and those before the first and behind the last."""

_ENCODER = msgspec.json.Encoder(enc_hook=Decimal, decimal_format="number")


class Column(msgspec.Struct, frozen=True):
    """One column: its key for scripts, its heading for people, what it holds."""

    key: str
    heading: str
    kind: Kind = "text"
    is_own: bool = False
    """Whether the heading is a user's own words and not ours to translate."""


@dataclass(frozen=True, slots=True)
class OutputFormat:
    """How rows are written: all at once (`width` a terminal's, `scale` the unit of amounts), and as they come.

    One for people is localised, wrapped, and has no way of its own for rows as they come. One that nests shows a
    record with what is in it.
    """

    file: FileFormat
    whole: Callable[[Sequence[Row], Sequence[Column], int | None, str], str]
    streamed: Callable[[Iterable[Sequence[Row]], Sequence[str]], Iterator[str]] | None
    nests: bool = True


def render(
    rows: Sequence[Row], columns: Sequence[Column], form: str, *, width: int | None = None, scale: str = "元"
) -> str:
    """Rows in the format of this name, ending in a line feed; raises KeyError for another name.

    `width` is a terminal's, `scale` the unit of a table's amounts.
    """
    return _BY_NAME[form].whole(rows, columns, width, scale)


def streamed(batches: Iterable[Sequence[Row]], columns: Sequence[Column], form: str) -> Iterator[str]:
    """Rows without tables in them as they come; raises KeyError where no format of this name is written so."""
    write = _BY_NAME[form].streamed
    if write is None:
        raise KeyError(form)
    return write(batches, [column.key for column in columns])


def _json_parts(batches: Iterable[Sequence[Row]], keys: Sequence[str]) -> Iterator[str]:
    before = "["
    for batch in batches:
        yield before + ",\n".join(json_text({key: row[key] for key in keys}) for row in batch)
        before = ",\n"
    yield "[]\n" if before == "[" else "]\n"


def _jsonl_parts(batches: Iterable[Sequence[Row]], keys: Sequence[str]) -> Iterator[str]:
    for batch in batches:
        yield json_lines({key: row[key] for key in keys} for row in batch)


def _separated_parts(form: str, batches: Iterable[Sequence[Row]], keys: Sequence[str]) -> Iterator[str]:
    yield _lines([list(keys)], form)
    for batch in batches:
        yield _lines(([_field(row[key]) for key in keys] for row in batch), form)


def json_lines(rows: Iterable[object]) -> str:
    """JSON, a row a line."""
    return "".join(f"{json_text(row)}\n" for row in rows)


def json_array(rows: Iterable[object]) -> str:
    """A JSON array with one element a line."""
    texts = [json_text(row) for row in rows]
    return "[" + ",\n".join(texts) + "]\n"


def json_text(value: object) -> str:
    """A value as JSON on one line, amounts as plain numbers."""
    try:
        return _ENCODER.encode(value).decode("utf-8")
    except UnicodeEncodeError:  # a path of bytes that are no text
        return _ENCODER.encode(_spelled(value)).decode("utf-8")


def _spelled(value: object) -> object:
    """The value with halves of characters spelled out in its texts, as on a terminal."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, Mapping):
        return {_spelled(key): _spelled(item) for key, item in value.items()}
    return [_spelled(item) for item in value] if isinstance(value, list | tuple) else value


def _table(style: str, rows: Sequence[Row], columns: Sequence[Column], width: int | None, scale: str) -> str:
    """Rows as a table for people; `style` is tabulate's name for its lines."""
    cells = [[_shown(row.get(column.key), column, scale) for column in columns] for row in rows]
    headings = [column.heading if column.is_own else _(column.heading) for column in columns]
    aligned = ["left" if column.kind == "text" else "right" for column in columns]
    return grid(cells, headings, aligned, style=style, width=width)


def grid(
    cells: Sequence[Sequence[str]],
    headings: Sequence[str],
    aligned: Sequence[str] = (),
    *,
    style: str = "grid",
    width: int | None = None,
) -> str:
    """Texts as a table: `style` is tabulate's name for its lines; texts are wrapped where `width` asks for it.

    `headings` may be empty for none.
    """
    escaped = [[printable(cell) for cell in row] for row in cells]
    heads = [printable(heading) for heading in headings]
    if style == "pipe":
        escaped = [[markdown(cell) for cell in row] for row in cells]
    elif width is not None:
        lines = [heads, *escaped] if heads else escaped
        room = width - _FRAMES[style] - _GAPS[style] * (len(lines[0]) - 1 if lines else 0)
        whole, heading_rows = [side == "right" for side in aligned], 1 if heads else 0
        widths = column_widths(lines, room, whole, heading_rows)
        if sum(widths) > room:
            if escaped and style == "simple":
                return _records(escaped, heads, width)
            widths = column_widths(lines, room, whole, heading_rows, NARROWEST)
        heads = [wrapped(head, size) for head, size in zip(heads, widths, strict=False)]
        escaped = [[wrapped(cell, size) for cell, size in zip(row, widths, strict=True)] for row in escaped]
    return _drawn(escaped, heads, aligned, style)


def _drawn(cells: Sequence[Sequence[str]], heads: Sequence[str], aligned: Sequence[str], style: str) -> str:
    import tabulate as tabulating

    tabulating.PRESERVE_WHITESPACE = True
    tabulating.MIN_PADDING = 0
    text = tabulating.tabulate(
        cells, heads, tablefmt=style, disable_numparse=True, colalign=tuple(aligned) if cells and aligned else None
    )
    return "\n".join(line.rstrip() for line in text.split("\n")) + "\n"


def _records(cells: Sequence[Sequence[str]], heads: Sequence[str], width: int) -> str:
    """Rows too wide for a terminal: each heading with its text on a line of its own, an empty line between rows."""
    return "\n".join(grid(list(zip(heads, row, strict=True)), (), style="plain", width=width) for row in cells)


def _shown(value: object, column: Column, scale: str) -> str:
    if value is None:
        return ""
    if column.kind == "money" and isinstance(value, int | float | Decimal):
        return i18n.money(Decimal(str(value)), scale)
    if column.kind == "percent" and isinstance(value, int | float | Decimal):
        return i18n.percent(Decimal(str(value)))
    if column.kind == "count" and isinstance(value, int):
        return i18n.count(value)
    return str(value)


def markdown(text: str) -> str:
    """A text on one line of markdown that shows it as it is."""
    return printable(text).translate(_MARKDOWN_ESCAPES).replace("](", "]\\(")


def _separated(form: str, rows: Sequence[Row], columns: Sequence[Column], _width: int | None, _scale: str) -> str:
    flat = [dict(_flattened(row)) for row in rows]
    keys = list(flat[0]) if flat else [column.key for column in columns]
    return _lines([keys, *([_field(value) for value in row.values()] for row in flat)], form)


def _lines(rows: Iterable[Sequence[str]], form: str) -> str:
    if form == "tsv":
        return "".join("\t".join(cell.translate(_TSV_ESCAPES) for cell in row) + "\n" for row in rows)
    return "".join((",".join(map(_csv_field, row)) or '""') + "\n" for row in rows)


def _csv_field(text: str) -> str:
    """A field as RFC 4180 has it; the library leaves a lone carriage return bare where lines end in a line feed."""
    return '"' + text.replace('"', '""') + '"' if _CSV_QUOTED.search(text) else text


def _flattened(row: Row) -> Iterator[tuple[str, object]]:
    """The row's values; those of a table within it as `name_key`."""
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}_{key}", item) for key, item in value.items())
        else:
            yield name, value


def _field(value: object) -> str:
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


OUTPUTS = (
    OutputFormat(TABLE, partial(_table, "simple"), None),
    OutputFormat(MARKDOWN, partial(_table, "pipe"), None),
    OutputFormat(JSON, lambda rows, _columns, _width, _scale: json_array(rows), _json_parts),
    OutputFormat(JSONL, lambda rows, _columns, _width, _scale: json_lines(rows), _jsonl_parts),
    OutputFormat(CSV, partial(_separated, "csv"), partial(_separated_parts, "csv"), nests=False),
    OutputFormat(TSV, partial(_separated, "tsv"), partial(_separated_parts, "tsv"), nests=False),
)
"""The formats of rows; the first is the default. Help, endings and errors follow from here."""

FORMATS = tuple(one.file for one in OUTPUTS)
NESTED = tuple(one.file for one in OUTPUTS if one.nests)
FOR_PEOPLE = tuple(one.file.name for one in OUTPUTS if one.streamed is None)

_BY_NAME = {one.file.name: one for one in OUTPUTS}
