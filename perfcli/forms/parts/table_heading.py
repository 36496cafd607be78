"""The headings of a document over the forms in it: each names the project of the table below it.

Between the two stand no more than the lines that a form has above its table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice, takewhile

from msgspec.structs import replace

from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.words.wording import (
    TABLE_TITLE,
    Heading,
    ends_with_named,
    heading_of,
    is_table_title,
    names_table_of,
)
from perfcli.regex import regex

_COLON = regex("[:：]")
_MOST_ROWS = 12
"""How far down a form says its project's name."""

_MOST_LINES = 8
"""How many lines a form may have above its table."""

_GAP = regex(r"\s{2,}")
"""What parts the labels of a line with their values."""


def heading_in(row: PageRow) -> Spot | None:
    """The heading of a project's table that a line is, `2.NAME绩效目标表`, None for any other row."""
    title = _alone(row)
    return title if title is not None and is_table_title(title.text) else None


def heads_table(rows: Sequence[PageRow], at: int) -> bool:
    """Whether a line is a heading, and the form below it is of the project of that very name."""
    return _names_form(rows, at, lambda text, title: any(names_table_of(name, title) for name in _names(text)))


def heading_above(rows: Sequence[PageRow], first: int) -> int:
    """Where the heading of the form stands of which this is the first row of its table; that row where it has none."""
    lines = takewhile(lambda at: rows[at].is_line or not rows[at].filled, range(first - 1, -1, -1))
    filled = (at for at in lines if rows[at].filled)
    return next((at for at in islice(filled, _MOST_LINES + 1) if _leads_form(rows, at)), first)


def _leads_form(rows: Sequence[PageRow], at: int) -> bool:
    """Whether a line is a heading, and a text in the form below it ends with the name in that."""
    return _names_form(rows, at, ends_with_named)


def _names_form(rows: Sequence[PageRow], at: int, names: Callable[[str, str], bool]) -> bool:
    """Whether a line is a heading that is named by a text in the form below it, as `names` tells."""
    title = heading_in(rows[at])
    return title is not None and any(names(text, title.text) for row in _form_below(rows, at) for text in _texts(row))


def _form_below(rows: Sequence[PageRow], at: int) -> Iterator[PageRow]:
    """The lines and the first rows of the form below a heading, none where something else follows."""
    lines: list[PageRow] = []
    for place in (place for place in range(at + 1, len(rows)) if rows[place].filled):
        row = rows[place]
        if not row.is_line:
            yield from lines
            yield from islice(takewhile(partial(_is_of, row.table), islice(rows, place, None)), _MOST_ROWS)
            return
        if len(lines) == _MOST_LINES or any(is_table_title(spot.text) or heading_of(spot.text) for spot in row.filled):
            return
        lines.append(row)


def _is_of(table: int, row: PageRow) -> bool:
    return not row.is_line and row.table == table


def leads_tables(rows: Sequence[PageRow], at: int) -> bool:
    """Whether a line is a heading of part two, and under no more than such the heading of a table stands."""
    line = _alone(rows[at])
    if line is None or heading_of(line.text) is not Heading.PART_TWO:
        return False
    below = next((place for place in range(at + 1, len(rows)) if rows[place].filled), None)
    return below is not None and (_leads_form(rows, below) or leads_tables(rows, below))


def as_title(row: PageRow) -> PageRow:
    """The heading of a table as a title that says no name: what the words would take a name for is none."""
    return PageRow([replace(row.filled[0], text=TABLE_TITLE)], row.table, is_line=True)


def _alone(row: PageRow) -> Spot | None:
    filled = row.filled
    return filled[0] if row.is_line and len(filled) == 1 else None


def _texts(row: PageRow) -> Iterator[str]:
    """The texts of cells, of a line also those of its parts."""
    for spot in row.filled:
        yield from (spot.text, *(_GAP.split(spot.text) if row.is_line else ()))


def _names(text: str) -> Iterator[str]:
    """What a text may say as a name, be it behind its label."""
    return (name for name in (text, *_COLON.split(text, maxsplit=1)[1:]) if name.strip())
