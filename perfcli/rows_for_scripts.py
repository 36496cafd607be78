r"""Rows as json, jsonl, csv, tsv: the contract for scripts, all at once or as they come.

Never localised, never cut; amounts plain numbers with two decimals; keys in English. A tsv record is one line: tab,
line feed, carriage return and backslash in a text are written \t, \n, \r and \\.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import msgspec

from perfcli.file_format import CSV, JSON, JSONL, TSV
from perfcli.regex import regex

Row = Mapping[str, Any]

_CSV_QUOTED = regex(r'["\r\n]')
_TSV_ESCAPED = regex(r"[\\\n\r]")
_TSV_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_ENCODER = msgspec.json.Encoder(enc_hook=Decimal, decimal_format="number")


class Lines(msgspec.Struct, frozen=True):
    """How rows without tables in them are written a line each, in UTF-8: what is before, between and behind them.

    `head` and `line` are given the keys of the rows; `line` returns what writes one.
    """

    head: Callable[[Sequence[str]], bytes]
    line: Callable[[Sequence[str]], Callable[[Row], bytes]]
    between: bytes = b""
    end: bytes = b""


def text_of(rows: Iterable[Row], keys: Sequence[str], form: str) -> str:
    """Rows as the text of a file; `keys` head one without rows. Raises KeyError where no format is written so."""
    return _WHOLE[form](rows, keys)


def streamed(batches: Iterable[Sequence[Row]], keys: Sequence[str], form: str) -> Iterator[bytes]:
    """Rows without tables in them as they come, in UTF-8; raises KeyError where no format is written so."""
    line = line_writer(keys, form)
    return joined(((line(row) for row in batch) for batch in batches), keys, form)


def line_writer(keys: Sequence[str], form: str) -> Callable[[Row], bytes]:
    """What writes a row without tables in it as its line; raises KeyError where no format is written so."""
    return _LINES[form].line(keys)


def joined(batches: Iterable[Iterable[bytes | memoryview]], keys: Sequence[str], form: str) -> Iterator[bytes]:
    """Lines of `line_writer` as one text, in a part for each batch; raises KeyError as that does."""
    lines = _LINES[form]
    before, begun = lines.head(keys), False
    for batch in batches:
        if part := lines.between.join(batch):
            yield before
            yield part
            before, begun = lines.between, True
    yield lines.end if begun else before + lines.end


def _json_line(keys: Sequence[str], end: bytes = b"") -> Callable[[Row], bytes]:
    keys = list(keys)

    def line(row: Row) -> bytes:
        shown = row if list(row) == keys else {key: row[key] for key in keys}
        told = _json_bytes(shown)
        return told + end if end else told

    return line


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


def _separated(rows: Iterable[Row], keys: Sequence[str], form: str) -> str:
    flat = [dict(_flattened(row)) for row in rows]
    keys = list(flat[0]) if flat else keys
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


_WHOLE: Mapping[str, Callable[[Iterable[Row], Sequence[str]], str]] = {
    JSON.name: lambda rows, _keys: json_array(rows),
    JSONL.name: lambda rows, _keys: json_lines(rows),
    CSV.name: partial(_separated, form=CSV.name),
    TSV.name: partial(_separated, form=TSV.name),
}
_LINES: Mapping[str, Lines] = {
    JSON.name: Lines(lambda _keys: b"[", _json_line, b",\n", b"]\n"),
    JSONL.name: Lines(lambda _keys: b"", partial(_json_line, end=b"\n")),
    CSV.name: _separated_lines(CSV.name),
    TSV.name: _separated_lines(TSV.name),
}
