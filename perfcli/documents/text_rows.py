"""The cells of one table in extracted text -> its rows.

A row ends with an empty line, but a cell may hold stray empty lines too, so an empty line alone ends nothing: how many
cells a row has is known from the label it starts with. A row that does not come out at that width is cut where its
empty lines are, so that a fault in one row leaves the next alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfcli.documents.table_form import COLUMNS, FIRST_WIDTH, column_of, is_header, labelled_row, row_label
from perfcli.formats.blocks import Block, Cell, Paragraph, Row
from perfcli.forms.headings.levels import is_level_one
from perfcli.forms.words.amounts import read_month

_WIDEST = 20


class TextCell(NamedTuple):
    """A cell, whether an empty line stands between it and the next, and what stands there that belongs to no cell."""

    cell: Cell
    last: bool
    after: tuple[Paragraph, ...] = ()


def rows_of(cells: Sequence[TextCell]) -> Iterator[Block]:
    """The rows of a table whose first cell is the first of these, and what stands between them."""
    at, above, width, columns = 0, "", FIRST_WIDTH, len(COLUMNS)
    while at < len(cells):
        label = row_label(cells[at].cell.text)
        header = _header_width(cells, at)
        columns = header or columns
        width = header or (_width(cells, at, label, above, width, columns) if at or label else FIRST_WIDTH)
        end = at + header if header else _end(cells, at, width)
        yield Row(tuple(item.cell for item in cells[at:end]))
        for item in cells[at:end]:
            yield from item.after
        at, above = end, label


def _header_width(cells: Sequence[TextCell], at: int) -> int:
    """How many cells the header of the indicators has that starts here, 0 where none does.

    Columns that the form does not have are counted too, unless the first indicator follows without an empty line.
    """
    if column_of(cells[at].cell.text) < 0 and (at + 1 == len(cells) or column_of(cells[at + 1].cell.text) < 0):
        return 0
    end = _group_end(cells, at, at + _WIDEST)
    while end - at < _WIDEST and end < len(cells) and column_of(cells[end].cell.text) >= 0:
        end = _group_end(cells, end, at + _WIDEST)
    texts = [item.cell.text for item in cells[at:end]]
    if not is_header(texts):
        return 0
    known = [place for place, text in enumerate(texts) if column_of(text) >= 0]
    return len(texts) if len(texts) < 2 * len(known) else known[-1] + 1


def _width(cells: Sequence[TextCell], at: int, label: str, above: str, width_above: int, columns: int) -> int:
    row, row_above = labelled_row(label), labelled_row(above)
    if row is not None and row.has_months:
        end = _months_end(cells, at + 1)
        return 2 if end == at + 1 < len(cells) and _is_without_months(cells, at) else end - at
    if label:
        return row.width if row is not None else columns
    if row_above is not None and row_above.has_months:
        return width_above
    return (row_above and row_above.width_below) or columns


def _is_without_months(cells: Sequence[TextCell], at: int) -> bool:
    """Whether the row of a spending plan has one empty cell in place of its months."""
    return not cells[at].last and not cells[at + 1].cell.text.strip()


def _months_end(cells: Sequence[TextCell], at: int) -> int:
    while at < len(cells) and read_month(cells[at].cell.text) is not None:
        at += 1
    return at


def _end(cells: Sequence[TextCell], at: int, width: int) -> int:
    """Where the row ends that starts here: groups of cells between empty lines, as many as fit into its width."""
    end = _group_end(cells, at, at + width + 1)
    if end - at > width:
        return at + width if _may_start(cells, at + width) else _group_end(cells, at, len(cells))
    while end - at < width and end < len(cells) and not row_label(cells[end].cell.text):
        following = _group_end(cells, end, at + width + 1)
        if following - at > width:
            break
        end = following
    return end


def _group_end(cells: Sequence[TextCell], at: int, limit: int) -> int:
    """Where the group of cells ends that starts here, looking no further than `limit`, so that time stays linear."""
    limit = min(limit, len(cells))
    while at < limit and not cells[at].last:
        at += 1
    return min(at + 1, limit)


def _may_start(cells: Sequence[TextCell], at: int) -> bool:
    """Whether a row may start at a cell without an empty line before it."""
    text = cells[at].cell.text
    return bool(row_label(text)) or not text.strip() or is_level_one(text)
