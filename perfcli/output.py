"""Rows in the formats that they are offered in: table and markdown are made here, for people.

These are localised and wrapped to a terminal's width; the others are the contract for scripts (`rows_for_scripts.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from perfcli import i18n
from perfcli.file_format import CSV, JSON, JSONL, MARKDOWN, TABLE, TSV, FileFormat
from perfcli.i18n import gettext as _
from perfcli.printable import printable

if TYPE_CHECKING:
    from perfcli.drawing import Drawn

Row = Mapping[str, Any]
Text = str | bytes
"""A text, or the UTF-8 of one: turning one into the other would take most of the time of a long answer."""

Kind = Literal["text", "code", "count", "money", "percent", "number"]

_MARKDOWN_ESCAPES = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_~|"} | {"&": "&amp;", "<": "&lt;", "\n": "<br>"})


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


class OutputFormat(msgspec.Struct, frozen=True):
    """How rows are written: for people localised and wrapped; one that nests shows a record with what is in it."""

    file: FileFormat
    is_for_people: bool = False
    nests: bool = True


OUTPUTS = (
    OutputFormat(TABLE, is_for_people=True),
    OutputFormat(MARKDOWN, is_for_people=True),
    OutputFormat(JSON),
    OutputFormat(JSONL),
    OutputFormat(CSV, nests=False),
    OutputFormat(TSV, nests=False),
)
"""The formats of rows; the first is the default. Help, endings and errors follow from here."""

FORMATS = tuple(one.file for one in OUTPUTS)
NESTED = tuple(one.file for one in OUTPUTS if one.nests)
FOR_PEOPLE = tuple(one.file.name for one in OUTPUTS if one.is_for_people)

NESTED_FOR_SCRIPTS = tuple(one.file.name for one in OUTPUTS if one.nests and not one.is_for_people)


def render(
    rows: Iterable[Row], columns: Sequence[Column], form: str, *, width: int | None = None, scale: str = "元"
) -> str:
    """Rows in the format of this name, ending in a line feed; raises KeyError for another name.

    `width` is a terminal's, `scale` the unit of a table's amounts.
    """
    if form in FOR_PEOPLE:
        return "".join(drawn(rows, columns, form, width, scale).parts)
    from perfcli.rows_for_scripts import text_of

    return text_of(rows, [column.key for column in columns], form)


def drawn(rows: Iterable[Row], columns: Sequence[Column], form: str, width: int | None, scale: str = "元") -> Drawn:
    """Rows in a format for people, in parts, and which columns a terminal of this width has no room for."""
    from perfcli import drawing

    cells, headings = _texts(rows, columns, scale)
    if form == MARKDOWN.name:
        aligned = ["right" if _is_right(column) else "left" for column in columns]
        return drawing.Drawn(iter([markdown_table(cells, headings, aligned)]))
    traits = [drawing.Trait(_is_right(column), column.kind != "text", column.rank, column.is_key) for column in columns]
    return drawing.table(cells, headings, traits, width)


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
