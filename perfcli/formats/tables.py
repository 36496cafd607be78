"""Tables of plain cells: those read out of a workbook or a csv file, and those to write, with typed columns."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec

Value = str | int | Decimal | None
"""What a cell that is written holds."""

Kind = Literal["text", "year", "count", "money", "percent", "number"]


class Number(NamedTuple):
    """A cell with a number: as it is kept, as it is shown, and as it would be shown with all of its decimals."""

    value: Decimal
    shown: str
    exact: str


class Unread(NamedTuple):
    """A cell that cannot be taken at its word: what stands there, and why it is not read."""

    shown: str
    reason: str


CellValue = str | Number | Unread
"""What a cell that was read holds; an empty cell is an empty text."""

_NONE: frozenset[int] = frozenset()


class Line(NamedTuple):
    """One row; `number` counts from 1 as people see it.

    Every cell of a merged range has the range's value; `above` and `beside` are the columns that have it from the row
    above or from the column to their left.
    """

    number: int
    cells: tuple[CellValue, ...]
    above: frozenset[int] = _NONE
    beside: frozenset[int] = _NONE


class Stray(NamedTuple):
    """What stands in a sheet beside its table, such as the text of a box; `column` counts from 0, None for a row."""

    row: int
    column: int | None
    text: str
    reason: str


class Table(NamedTuple):
    """One sheet or file by its name; `notes` say what people should know of how it was read."""

    name: str
    lines: list[Line]
    notes: tuple[str, ...] = ()
    strays: tuple[Stray, ...] = ()


def as_text(value: CellValue) -> str:
    """A cell as it is shown."""
    return value if isinstance(value, str) else value.shown


def plain(number: Decimal) -> str:
    """A number without exponent and without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def column_name(index: int) -> str:
    """The letters of a column, counted from 0: A, B … Z, AA."""
    name, rest = "", index + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(65 + letter) + name
    return name


class Column(msgspec.Struct, frozen=True):
    """One column: its key, its Chinese and its English heading, what it holds, how many characters wide it is.

    A derived one stands beside what it comes from; `behind` is the key that it follows where people read the table,
    since columns are only ever added at the end for scripts. `choices` are the usual words of its cells.
    """

    key: str
    chinese: str
    english: str
    kind: Kind = "text"
    width: int = 12
    derived: bool = False
    behind: str = ""
    choices: tuple[str, ...] = ()


KEPT = "perf:"
"""What the headings of our hidden columns begin with: they keep what stood in a cell when the workbook was written."""

Headings = Literal["key", "zh", "en"]
"""Which names of its columns stand over a table: the keys that scripts go by, Chinese ones, English ones."""

HEADINGS: tuple[Headings, ...] = ("key", "zh", "en")


def headings(columns: Iterable[Column], kind: Headings) -> list[str]:
    """What stands over these columns."""
    named = {"key": "key", "zh": "chinese", "en": "english"}[kind]
    return [getattr(column, named) for column in columns]


class Sheet(msgspec.Struct, frozen=True):
    """One table with its rows."""

    name: str
    chinese: str
    english: str
    columns: tuple[Column, ...]
    rows: list[tuple[Value, ...]]
