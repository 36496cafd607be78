"""How high a row of a table is, by estimate: only the program that shows a page knows it."""

from __future__ import annotations

import unicodedata

from perfcli.formats.layout import Cells

LINES_OF_A_PAGE = 46
"""Lines of a table's text that fit between the margins, under a heading."""

LINES_OF_A_SIDE = 30
"""The same where the page lies on its side."""

SIZE = 200
"""The size of a table's type, in twentieths of a point."""

MARGINS = 120
"""Left and right of a cell's text together."""

_ABOVE_AND_BELOW = 0.35
"""The space around a row's text, in lines."""


def lines_of(row: Cells) -> float:
    """How many lines a row takes; cells that go on from above take none of their own."""
    return max((_lines(cell.text, cell.right - cell.left) for cell in row if cell.rows == 1), default=1) + (
        _ABOVE_AND_BELOW
    )


def _lines(text: str, width: int) -> int:
    room = max(width - MARGINS, SIZE) / SIZE
    return sum(max(1, -int(-ems(line) // room)) for line in text.split("\n"))


def ems(line: str) -> float:
    """The width of a line in widths of a Chinese character."""
    if line.isascii():
        return len(line) * 0.55
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.55 for character in line)
