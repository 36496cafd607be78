"""Tables of plain cells as they were read out of a workbook or a csv file, before their columns are understood."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

CellValue = str | Decimal
"""A text, or a number exactly as it is kept; an empty cell is an empty text."""


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
