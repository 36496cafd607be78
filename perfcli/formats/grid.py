"""A table as it stands on the page: rows of cells that span columns of a grid and go on from the row above."""

from __future__ import annotations

import msgspec


class GridCell(msgspec.Struct, frozen=True):
    """A cell with the first column of the grid that it spans and the one after its last.

    `goes_on` is set where it is merged with the cell above it, which holds the text of both, `unread` is why a cell
    without a text that stands may hold one.
    """

    text: str
    left: int
    right: int
    goes_on: bool = False
    unread: str = ""


class GridRow(msgspec.Struct, frozen=True):
    """A row; `line` is where it stands in the document, `table` which of its tables it is of."""

    line: int
    cells: tuple[GridCell, ...]
    table: int = 0
