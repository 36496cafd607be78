"""Columns as wide as their texts need: only of tables that would be longer than a page at the widths of their form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from math import ceil

from msgspec.structs import replace

from perfcli.formats.heights import MARGINS, SIZE, ems, lines_of
from perfcli.formats.layout import Block, Cells, edges

_LEAST = 4 * SIZE + MARGINS
"""No column is narrower than four characters: a heading of seven then stands in two lines."""

_STEP = 100
_LOOKED_AHEAD = 12
"""How many steps a column is widened at once at most, to see whether that saves a line."""

_OTHERS = 0.05

_JUDGED = 60
"""About so many rows of a longer table say how wide its columns have to be."""

Rows = Sequence[Sequence[Sequence[float]]]
"""Of each row each column's lines, in widths of a character."""


def fitted(blocks: Sequence[Block], lines: float) -> Sequence[Block]:
    """The blocks of a page that has room for so many lines, with the columns of its tables as wide as they need."""
    if sum(lines_of(row) for block in blocks for row in block.rows) < lines:
        return blocks
    return [_fitted(block) if block.headers else block for block in blocks]


def _fitted(block: Block) -> Block:
    """A table with other widths but its first column, where these make it shorter."""
    marks = edges(block.rows)
    widths = [right - left for left, right in pairwise(marks)]
    if len(widths) < 3 or any(cell.left != 0 for row in block.rows for cell in row[:1]):
        return block
    rows = [_lines(row, marks) for row in block.rows[block.headers :]]
    found = _widened(_some(rows), [widths[0], *[min(_LEAST, width) for width in widths[1:]]], widths)
    if _height(rows, found) >= _height(rows, widths):
        return block
    moved = dict(zip(marks, accumulate(found, initial=0), strict=True))
    return replace(block, rows=tuple(_moved(row, moved) for row in block.rows))


def _some(rows: Rows) -> Rows:
    """As many rows, from all over a long table, as tell how wide its columns have to be."""
    return rows[:: max(1, len(rows) // _JUDGED)]


def _moved(row: Cells, moved: Mapping[int, int]) -> Cells:
    return tuple(cell._replace(left=moved[cell.left], right=moved[cell.right]) for cell in row)


def _lines(row: Cells, marks: Sequence[int]) -> list[list[float]]:
    """The lines of each column of a row; of a cell over several columns or rows none."""
    places = {mark: at for at, mark in enumerate(marks)}
    found: list[list[float]] = [[] for _column in marks[1:]]
    for cell in row:
        if cell.rows == 1 and places[cell.right] == places[cell.left] + 1:
            found[places[cell.left]] = [ems(line) for line in cell.text.split("\n")]
    return found


def _widened(rows: Rows, widths: list[int], declared: Sequence[int]) -> list[int]:
    """Widths that together are the declared ones: whatever saves most lines for its room is given room first."""
    room = sum(declared) - sum(widths)
    while step := _best_step(rows, widths, room):
        column, more = step
        widths[column] += more
        room -= more
    share = sum(widths[1:])
    spread = [width + room * width // share for width in widths[1:]]
    spread[-1] += sum(declared[1:]) - sum(spread)
    return [widths[0], *spread]


def _best_step(rows: Rows, widths: Sequence[int], room: int) -> tuple[int, int] | None:
    """The column to widen and by how much, None where no room that is left saves a line."""
    height, best, found = _height(rows, widths), 0.0, None
    for column in range(1, len(widths)):
        for more in range(_STEP, min(_LOOKED_AHEAD * _STEP, room) + 1, _STEP):
            wider = [*widths[:column], widths[column] + more, *widths[column + 1 :]]
            saved = (height - _height(rows, wider)) / more
            if saved > best:
                best, found = saved, (column, more)
    return found


def _height(rows: Rows, widths: Sequence[int]) -> float:
    """The lines of all rows; those of shorter columns count a little, so that two as long as each other both shrink."""
    rooms = [max(width - MARGINS, SIZE) / SIZE for width in widths]
    return sum(_height_of(row, rooms) for row in rows)


def _height_of(row: Sequence[Sequence[float]], rooms: Sequence[float]) -> float:
    counts = [sum(max(1, ceil(line / room)) for line in lines) for lines, room in zip(row, rooms, strict=True)]
    return max(counts, default=1) + _OTHERS * sum(counts)
