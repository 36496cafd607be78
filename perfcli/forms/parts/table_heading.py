"""The headings of a document over the forms in it: each names the project of the table right below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from msgspec.structs import replace

from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.words.wording import TABLE_TITLE, Heading, heading_of, is_table_title, names_table_of
from perfcli.regex import regex

_COLON = regex("[:：]")
_MOST_ROWS = 12
"""How far down a form says its project's name."""


def heads_table(rows: Sequence[PageRow], at: int) -> bool:
    """Whether a line is `2.NAME绩效目标表`, and the table right below it is of the project of that very name."""
    title = _alone(rows[at])
    if title is None or not is_table_title(title.text):
        return False
    below = next((row for row in rows[at + 1 :] if row.filled), None)
    if below is None or below.is_line:
        return False
    table = takewhile(lambda row: not row.is_line and row.table == below.table, rows[rows.index(below, at) :])
    return any(names_table_of(name, title.text) for row in islice(table, _MOST_ROWS) for name in _names(row))


def leads_tables(rows: Sequence[PageRow], at: int) -> bool:
    """Whether a line is a heading of part two, and under no more than such the heading of a table stands."""
    line = _alone(rows[at])
    if line is None or heading_of(line.text) is not Heading.PART_TWO:
        return False
    below = next((place for place in range(at + 1, len(rows)) if rows[place].filled), None)
    return below is not None and (heads_table(rows, below) or leads_tables(rows, below))


def as_title(row: PageRow) -> PageRow:
    """The heading of a table as a title that says no name: what the words would take a name for is none."""
    return PageRow([replace(row.filled[0], text=TABLE_TITLE)], row.table, is_line=True)


def _alone(row: PageRow) -> Spot | None:
    filled = row.filled
    return filled[0] if row.is_line and len(filled) == 1 else None


def _names(row: PageRow) -> Iterator[str]:
    """What the cells of a row may say as a name, be it behind its label in one cell."""
    for spot in row.filled:
        yield from (name for name in (spot.text, *_COLON.split(spot.text, maxsplit=1)[1:]) if name.strip())
