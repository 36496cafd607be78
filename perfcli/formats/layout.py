"""Tables laid out for a page: cells from edge to edge, how each looks, and what may be typed into it.

Widths are in twentieths of a point, for A4 between the margins of an official document (GB/T 9704: 156 mm).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import Enum, auto
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

WIDTH = 8844
"""From margin to margin."""

LANDSCAPE = 13266
"""The same where the page lies on its side."""


class Look(Enum):
    """How a cell looks: a label or a heading, a text, an amount, something short in the middle."""

    LABEL = auto()
    TEXT = auto()
    AMOUNT = auto()
    MIDDLE = auto()


class Typed(Enum):
    """What is typed into a cell."""

    TEXT = auto()
    AMOUNT = auto()
    PERCENT = auto()
    POINTS = auto()


class Entry(NamedTuple):
    """What may be typed into a cell: a number up to `most`, one of the choices, a text; `note` says what is wanted.

    `number` is the value of a cell that holds one, in what the page counts in.
    """

    typed: Typed = Typed.TEXT
    note: str = ""
    choices: tuple[str, ...] = ()
    number: Decimal | None = None
    most: Decimal | None = None


class LaidCell(NamedTuple):
    """A cell from one edge to another; `rows` is how many it spans, 0 for one that goes on from above.

    One with an `entry` is filled in by people, any other is fixed.
    """

    text: str
    left: int
    right: int
    look: Look
    rows: int = 1
    entry: Entry | None = None


Cells = tuple[LaidCell, ...]


class Block(msgspec.Struct, frozen=True):
    """Rows that belong together; the first `headers` of them are the headings of a table.

    `is_labelled`: the first cell of each row is the label down the left of the table. `merged` are the places in a row
    whose cells may span rows.
    """

    rows: tuple[Cells, ...]
    headers: int = 0
    is_labelled: bool = False
    merged: frozenset[int] = frozenset()


class LaidPage(msgspec.Struct, frozen=True):
    """A sheet: its title, lines above and below its table, and the blocks of that from top to bottom.

    `name` is what a sheet of a workbook is called by.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    above: Cells = ()
    below: Cells = ()
    landscape: bool = False

    @property
    def rows(self) -> list[Cells]:
        """All rows of the table in their order."""
        return [row for block in self.blocks for row in block.rows]

    @property
    def width(self) -> int:
        """How wide its table is."""
        return LANDSCAPE if self.landscape else WIDTH


def with_texts(page: LaidPage, change: Callable[[str], str]) -> LaidPage:
    """The page with every text in its cells changed."""

    def changed(cells: Cells) -> Cells:
        return tuple(cell._replace(text=change(cell.text)) for cell in cells)

    blocks = tuple(replace(block, rows=tuple(map(changed, block.rows))) for block in page.blocks)
    title, name = change(page.title), change(page.name)
    return replace(page, name=name, title=title, blocks=blocks, above=changed(page.above), below=changed(page.below))


def edges(rows: Iterable[Cells]) -> list[int]:
    """Every edge of a cell in these rows, rising from 0: between two of them lies a column of the grid."""
    return sorted({0, *(edge for row in rows for cell in row for edge in (cell.left, cell.right))})
