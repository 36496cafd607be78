r"""Rows -> table, markdown, json, jsonl, csv, tsv: columns as data.

`table` and `markdown` are for people: localised, wrapped to a terminal's width. The others are the contract for
scripts: never localised, never cut; amounts plain numbers with two decimals; keys in English. A tsv record is one
line: tab, line feed, carriage return and backslash in a text are written \t, \n, \r and \\.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from perfcli import i18n
from perfcli.file_format import CSV, JSON, JSONL, MARKDOWN, TABLE, TSV, FileFormat
from perfcli.i18n import gettext as _
from perfcli.printable import printable
from perfcli.regex import regex

if TYPE_CHECKING:
    from perfcli.drawing import Drawn

Row = Mapping[str, Any]
Text = str | bytes
"""A text, or the UTF-8 of one: turning one into the other would take most of the time of a long answer."""

Kind = Literal["text", "code", "count", "money", "percent", "number"]

_MARKDOWN_ESCAPES = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_~|"} | {"&": "&amp;", "<": "&lt;", "\n": "<br>"})
_CSV_QUOTED = regex(r'["\r\n]')
_TSV_ESCAPED = regex(r"[\\\n\r]")
_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_ENCODER = msgspec.json.Encoder(enc_hook=Decimal, decimal_format="number")


class Column(msgspec.Struct, frozen=True):
    """One column: its key for scripts, its heading for people, what it holds."""

    key: str
    heading: str
    kind: Kind = "text"
    is_own: bool = False
    """Whether the heading is a user's own words and not ours to translate."""
    rank: int | None = None
    """Its place by use: a terminal without room for it lacks the highest; one without a rank always stays."""
    is_key: bool = False
    """Whether rows are told apart by it, so that it stands before each part of a table that has to be parted."""


class Lines(msgspec.Struct, frozen=True):
    """How rows without tables in them are written a line each, in UTF-8: what is before, between and behind them.

    `head` and `line` are given the keys of the rows; `line` returns what writes one.
    """

    head: Callable[[Sequence[str]], bytes]
    line: Callable[[Sequence[str]], Callable[[Row], bytes]]
    between: bytes = b""
    end: bytes = b""


class OutputFormat(msgspec.Struct, frozen=True):
    """How rows are written: all at once (`width` a terminal's, `scale` the unit of amounts), and as they come.

    One for people is localised, wrapped, and has no way of its own for rows as they come. One that nests shows a
    record with what is in it.
    """

    file: FileFormat
    whole: Callable[[Iterable[Row], Sequence[Column], int | None, str], str]
    streamed: Lines | None
    nests: bool = True


def render(
    rows: Iterable[Row], columns: Sequence[Column], form: str, *, width: int | None = None, scale: str = "元"
) -> str:
    """Rows in the format of this name, ending in a line feed; raises KeyError for another name.

    `width` is a terminal's, `scale` the unit of a table's amounts.
    """
    return _BY_NAME[form].whole(rows, columns, width, scale)


def streamed(batches: Iterable[Sequence[Row]], columns: Sequence[Column], form: str) -> Iterator[bytes]:
    """Rows without tables in them as they come, in UTF-8; raises KeyError where no format is written so."""
    keys = [column.key for column in columns]
    line = line_writer(keys, form)
    return joined(((line(row) for row in batch) for batch in batches), keys, form)


def line_writer(keys: Sequence[str], form: str) -> Callable[[Row], bytes]:
    """What writes a row without tables in it as its line; raises KeyError where no format is written so."""
    return _lines_of(form).line(keys)


def joined(batches: Iterable[Iterable[bytes | memoryview]], keys: Sequence[str], form: str) -> Iterator[bytes]:
    """Lines of `line_writer` as one text, in a part for each batch; raises KeyError as that does."""
    lines = _lines_of(form)
    before, begun = lines.head(keys), False
    for batch in batches:
        if part := lines.between.join(batch):
            yield before
            yield part
            before, begun = lines.between, True
    yield lines.end if begun else before + lines.end


def _lines_of(form: str) -> Lines:
    if (lines := _BY_NAME[form].streamed) is None:
        raise KeyError(form)
    return lines


def _json_line(keys: Sequence[str], end: bytes = b"") -> Callable[[Row], bytes]:
    keys = list(keys)

    def line(row: Row) -> bytes:
        shown = row if list(row) == keys else {key: row[key] for key in keys}
        told = _json_bytes(shown)
        return told + end if end else told

    return line


_JSON = Lines(lambda _keys: b"[", _json_line, b",\n", b"]\n")
_JSONL = Lines(lambda _keys: b"", partial(_json_line, end=b"\n"))


def _separated_lines(form: str) -> Lines:
    return Lines(lambda keys: _utf8(_line(keys, form)), partial(_separated_line, form))


def _separated_line(form: str, keys: Sequence[str]) -> Callable[[Row], bytes]:
    return lambda row: _utf8(_line([value if type(value := row[key]) is str else _field(value) for key in keys], form))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def json_lines(rows: Iterable[object]) -> str:
    """JSON, a row a line."""
    return "".join(f"{json_text(row)}\n" for row in rows)


def json_array(rows: Iterable[object]) -> str:
    """A JSON array with one element a line."""
    texts = [json_text(row) for row in rows]
    return "[" + ",\n".join(texts) + "]\n"


def json_text(value: object) -> str:
    """A value as JSON on one line, amounts as plain numbers."""
    return _json_bytes(value).decode("utf-8")


def _json_bytes(value: object) -> bytes:
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:  # a path of bytes that are no text
        return _ENCODER.encode(_spelled(value))


def _spelled(value: object) -> object:
    """The value with halves of characters spelled out in its texts, as on a terminal."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, Mapping):
        return {_spelled(key): _spelled(item) for key, item in value.items()}
    return [_spelled(item) for item in value] if isinstance(value, list | tuple) else value


def drawn(rows: Iterable[Row], columns: Sequence[Column], form: str, width: int | None, scale: str = "元") -> Drawn:
    """Rows in a format for people, in parts, and which columns a terminal of this width has no room for."""
    from perfcli import drawing

    if form != TABLE.name:
        return drawing.Drawn(iter([render(rows, columns, form, scale=scale)]))
    cells, headings = _texts(rows, columns, scale)
    traits = [drawing.Trait(_is_right(column), column.kind != "text", column.rank, column.is_key) for column in columns]
    return drawing.table(cells, headings, traits, width)


def _table(rows: Iterable[Row], columns: Sequence[Column], width: int | None, scale: str) -> str:
    return "".join(drawn(rows, columns, TABLE.name, width, scale).parts)


def _markdown(rows: Iterable[Row], columns: Sequence[Column], _width: int | None, scale: str) -> str:
    return markdown_table(
        *_texts(rows, columns, scale), ["right" if _is_right(column) else "left" for column in columns]
    )


def markdown_table(cells: Sequence[Sequence[str]], headings: Sequence[str], aligned: Sequence[str] = ()) -> str:
    """Texts as a table of markdown that shows them as they are; headings are markdown already."""
    from perfcli.drawing import framed

    heads = [printable(heading) for heading in headings]
    return framed([[markdown(cell) for cell in row] for row in cells], heads, aligned, "pipe")


def _texts(rows: Iterable[Row], columns: Sequence[Column], scale: str) -> tuple[list[list[str]], list[str]]:
    """Rows and headings as people read them."""
    cells = [[_shown(row.get(column.key), column, scale) for column in columns] for row in rows]
    return cells, [column.heading if column.is_own else _(column.heading) for column in columns]


def _is_right(column: Column) -> bool:
    """Whether the texts of a column stand at its right."""
    return column.kind not in ("text", "code")


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


def _separated(form: str, rows: Iterable[Row], columns: Sequence[Column], _width: int | None, _scale: str) -> str:
    flat = [dict(_flattened(row)) for row in rows]
    keys = list(flat[0]) if flat else [column.key for column in columns]
    return "".join(
        _line(fields, form) for fields in [keys, *([_field(value) for value in row.values()] for row in flat)]
    )


def _line(fields: Sequence[str], form: str) -> str:
    """A line of csv or tsv; where nothing is to be escaped, as mostly, it is looked at as a whole."""
    separator, escaped, field, nothing = _SEPARATED[form]
    line = separator.join(fields)
    if line.count(separator) >= len(fields) or escaped.search(line):
        line = separator.join(map(field, fields))
    return f"{line or nothing}\n"


def _tsv_field(text: str) -> str:
    return text.translate(_TSV_ESCAPES)


def _csv_field(text: str) -> str:
    """A field as RFC 4180 has it; the library leaves a lone carriage return bare where lines end in a line feed."""
    return '"' + text.replace('"', '""') + '"' if "," in text or _CSV_QUOTED.search(text) else text


_SEPARATED: Mapping[str, tuple[str, re.Pattern[str], Callable[[str], str], str]] = {
    "tsv": ("\t", _TSV_ESCAPED, _tsv_field, ""),
    "csv": (",", _CSV_QUOTED, _csv_field, '""'),
}
"""What is between fields, what else has to be escaped, how a field is, and what stands for a line of nothing."""


def _flattened(row: Row) -> Iterator[tuple[str, object]]:
    """The row's values; those of a table within it as `name_key`."""
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}_{key}", item) for key, item in value.items())
        else:
            yield name, value


def _field(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return json_text(value)
    text = str(value)
    return f"{value:f}" if "E" in text and isinstance(value, Decimal) else text


OUTPUTS = (
    OutputFormat(TABLE, _table, None),
    OutputFormat(MARKDOWN, _markdown, None),
    OutputFormat(JSON, lambda rows, _columns, _width, _scale: json_array(rows), _JSON),
    OutputFormat(JSONL, lambda rows, _columns, _width, _scale: json_lines(rows), _JSONL),
    OutputFormat(CSV, partial(_separated, "csv"), _separated_lines("csv"), nests=False),
    OutputFormat(TSV, partial(_separated, "tsv"), _separated_lines("tsv"), nests=False),
)
"""The formats of rows; the first is the default. Help, endings and errors follow from here."""

FORMATS = tuple(one.file for one in OUTPUTS)
NESTED = tuple(one.file for one in OUTPUTS if one.nests)
FOR_PEOPLE = tuple(one.file.name for one in OUTPUTS if one.streamed is None)

NESTED_FOR_SCRIPTS = tuple(one.file.name for one in OUTPUTS if one.nests and one.streamed)

_BY_NAME = {one.file.name: one for one in OUTPUTS}
