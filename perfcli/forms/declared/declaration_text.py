"""A form -> the TOML text of its declaration, a row of cells a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from perfcli.form import Form, FormPart
from perfcli.model import Record

_SCHEMA = "#:schema ../schemas/form.json"
_LONGEST = 110
_ORDER = ("over", "heading", "label", "key", "columns", "rows", "merged", "term")
"""In which order a cell or a column says what it is."""


def form_text(form: Form, comments: tuple[str, ...] = ()) -> str:
    """The text, with comments above it."""
    head = [_SCHEMA, *(f"# {comment}" for comment in comments), ""]
    return "\n".join([*head, *_lines(form)]) + "\n"


def _lines(form: Form) -> Iterator[str]:
    for key in ("name", "use", "of", "title", "scale", "landscape", "widths"):
        value = getattr(form, key)
        if value not in ("", False):
            yield f"{key} = {_spelled(list(value) if isinstance(value, tuple) else value)}"
    for key in ("above", "below"):
        lines = getattr(form, key)
        if lines:
            yield from _array(key, [f"[{', '.join(map(_table, cells))}]" for cells in lines])
    for part in form.parts:
        yield ""
        yield "[[parts]]"
        yield from _part(part)


def _part(part: FormPart) -> Iterator[str]:
    if part.label:
        yield f"label = {_spelled(part.label)}"
        if part.label_columns > 1:
            yield f"label_columns = {part.label_columns}"
    if part.columns:
        yield from _array("columns", [_table(column) for column in part.columns], one_a_line=True)
    if part.rows:
        yield "rows = ["
        for row in part.rows:
            cells = [_table(cell) for cell in row]
            whole = f"    [{', '.join(cells)}],"
            if len(whole) <= _LONGEST:
                yield whole
            else:
                yield "    ["
                yield from (f"        {cell}," for cell in cells)
                yield "    ],"
        yield "]"


def _array(key: str, items: list[str], *, one_a_line: bool = False) -> Iterator[str]:
    whole = f"{key} = [{', '.join(items)}]"
    if len(whole) <= _LONGEST and not one_a_line:
        yield whole
        return
    yield f"{key} = ["
    yield from (f"    {item}," for item in items)
    yield "]"


def _table(record: Record) -> str:
    """A cell or a column as an inline table, without what it does not say."""
    defaults = {field.name: field.default for field in msgspec.structs.fields(type(record))}
    values = msgspec.structs.asdict(record)
    said = {name: values[name] for name in _ORDER if name in values and values[name] != defaults[name]}
    return "{ " + ", ".join(f"{name} = {_spelled(value)}" for name, value in said.items()) + " }" if said else "{}"


def _spelled(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
