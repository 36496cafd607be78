"""A table laid out for a page: cells from edge to edge, and how each looks.

Widths are in twentieths of a point, for A4 between the margins of an official document (GB/T 9704: 156 mm).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from typing import NamedTuple

WIDTH = 8844
"""From margin to margin."""


class Look(Enum):
    """How a cell looks: a label or a heading, a text, an amount, something short in the middle."""

    LABEL = auto()
    TEXT = auto()
    AMOUNT = auto()
    MIDDLE = auto()


class LaidCell(NamedTuple):
    """A cell from one edge to another; `rows` is how many it spans, 0 for one that goes on from above."""

    text: str
    left: int
    right: int
    look: Look
    rows: int = 1


Cells = tuple[LaidCell, ...]


def edges(rows: Iterable[Cells]) -> list[int]:
    """Every edge of a cell in these rows, rising from 0: between two of them lies a column of the grid."""
    return sorted({0, WIDTH, *(edge for row in rows for cell in row for edge in (cell.left, cell.right))})
