"""Tables of plain cells: those read out of a workbook or a csv file, and those to write, with typed columns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

CellValue = str | Decimal
"""A text, or a number exactly as it is kept; an empty cell is an empty text."""

Value = str | int | Decimal | None
"""What a cell that is written holds."""

Kind = Literal["text", "year", "count", "money", "percent", "number"]


class Line(NamedTuple):
    """One row; `number` counts from 1 as people see it."""

    number: int
    cells: tuple[CellValue, ...]


class Table(NamedTuple):
    """One sheet or file by its name."""

    name: str
    lines: list[Line]


def as_text(value: CellValue) -> str:
    """A cell as text: a number without exponent and without zeros that say nothing."""
    if isinstance(value, str):
        return value
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key, its Chinese and its English heading, what it holds, how many characters wide it is."""

    key: str
    chinese: str
    english: str
    kind: Kind = "text"
    width: int = 12
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its rows."""

    name: str
    chinese: str
    english: str
    columns: tuple[Column, ...]
    rows: list[tuple[Value, ...]]
