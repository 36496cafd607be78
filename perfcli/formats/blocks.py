"""What a document is made of before anything in it is understood: paragraphs, and rows of cells.

Every format is cut into these first, so that one reader understands them all. A block keeps the line it starts at, and
its text one line of the source a line, so that each line can be named in a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from perfcli.formats.leftovers import Leftover


class Paragraph(NamedTuple):
    """A paragraph outside of tables; `line` counts from 1."""

    line: int
    text: str


class Cell(NamedTuple):
    """A cell of a table: its first line's number, and its text, lines parted by LF."""

    line: int
    text: str


class Row(NamedTuple):
    """A row of a table; `beyond` are cells in columns that the form does not have."""

    cells: tuple[Cell, ...]
    beyond: tuple[Cell, ...] = ()


Block = Paragraph | Row


def clean(text: str) -> str:
    """A text as it is stored: its non-empty lines, without the white space at their ends."""
    if "\n" not in text:
        return text.strip()
    return "\n".join(text_lines(text))


def joined(text: str) -> str:
    """A name or a code as it is stored: what was wrapped over several lines joins without a break."""
    return text.strip() if "\n" not in text else "".join(text_lines(text))


def text_lines(text: str) -> list[str]:
    """The non-empty lines of a text, without the white space at their ends."""
    return [line for line in map(str.strip, text.split("\n")) if line]


def report(places: Iterable[Paragraph | Cell], reason: str) -> Iterator[Leftover]:
    """Every non-empty line of these as one that could not be placed."""
    for place in places:
        for number, line in enumerate(place.text.split("\n"), place.line):
            if stripped := line.strip():
                yield Leftover(number, stripped, reason)
