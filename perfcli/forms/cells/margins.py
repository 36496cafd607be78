"""Columns at the edges of a table that hold nothing, such as a narrow one left empty before it."""

from __future__ import annotations

from perfcli.formats.pages import LAST, Page, PageRow, Positions

_HEADINGS = 4
"""Cells with texts that a row of headings has at least."""


def without_margins(page: Page) -> Page:
    """The page without the empty columns at both edges of each table: they are drawn, and say nothing.

    A title above a table may stand in them, or go over them. A single row shows no columns: its empty cells are still
    to be filled in, and say where the others stand. Where only the order of cells is known, those at the right end
    of rows are in no column, unless every row ends with an empty one.
    """
    tables = {row.table for row in page.rows if not row.is_line}
    edges = {table: _edges([row for row in page.rows if row.table == table and not row.is_line]) for table in tables}
    if page.positions is Positions.ORDER:
        edges = {table: (left, LAST) for table, (left, _right) in edges.items()}
        page = Page(page.name, _without_ends(page.rows), page.positions)
    rows = [row if row.is_line else _within(row, *edges[row.table]) for row in page.rows]
    return Page(page.name, rows, page.positions)


def _without_ends(rows: list[PageRow]) -> list[PageRow]:
    """The rows without the empty cells that all rows of their table end with, the widest row of headings too."""
    ends: dict[int, bool] = {}
    widest: dict[int, PageRow] = {}
    for row in rows:
        if not row.is_line and len(row.spots) > 1:
            ends[row.table] = ends.get(row.table, True) and row.spots[-1].is_empty
            if len(row.filled) > len(widest.get(row.table, row).filled) or row.table not in widest:
                widest[row.table] = row
    told = {table for table, row in widest.items() if ends[table] and len(row.filled) >= _HEADINGS}
    return [
        PageRow(row.spots[:-1], row.table) if row.table in told and not row.is_line and len(row.spots) > 1 else row
        for row in rows
    ]


def _edges(rows: list[PageRow]) -> tuple[int, int]:
    """Where the cells with texts of a table begin and end, whatever stands alone above and below them aside."""
    filled = [row.filled for row in rows] if len(rows) > 1 else []
    several = [at for at, spots in enumerate(filled) if len(spots) > 1]
    told = [spot for spots in filled[several[0] : several[-1] + 1] for spot in spots] if several else []
    return min([spot.left for spot in told], default=0), max([spot.right for spot in told], default=LAST)


def _within(row: PageRow, left: int, right: int) -> PageRow:
    kept = [spot for spot in row.spots if (spot.right > left and spot.left < right) or not spot.is_empty]
    return PageRow(kept, row.table) if kept and len(kept) < len(row.spots) else row
