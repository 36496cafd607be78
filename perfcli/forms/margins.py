"""Columns at the edges of a table that hold nothing, such as a narrow one left empty before it."""

from __future__ import annotations

from perfcli.formats.pages import LAST, Page, PageRow, Positions


def without_margins(page: Page) -> Page:
    """The page without the empty columns at both edges of each table: they are drawn, and say nothing.

    A title above a table may stand in them, or go over them. Where only the order of cells is known, those at the
    right end of rows are in no column.
    """
    tables = {row.table for row in page.rows if not row.is_line}
    edges = {table: _edges([row for row in page.rows if row.table == table and not row.is_line]) for table in tables}
    if page.positions is Positions.ORDER:
        edges = {table: (left, LAST) for table, (left, _right) in edges.items()}
    rows = [row if row.is_line else _within(row, *edges[row.table]) for row in page.rows]
    return Page(page.name, rows, page.positions)


def _edges(rows: list[PageRow]) -> tuple[int, int]:
    """Where the cells with texts of a table begin and end, whatever stands alone above and below them aside."""
    several = [at for at, row in enumerate(rows) if len(row.filled) > 1]
    filled = [spot for row in rows[several[0] : several[-1] + 1] for spot in row.filled] if several else []
    return min((spot.left for spot in filled), default=0), max((spot.right for spot in filled), default=LAST)


def _within(row: PageRow, left: int, right: int) -> PageRow:
    kept = [spot for spot in row.spots if not spot.is_empty or (spot.right > left and spot.left < right)]
    return PageRow(kept, row.table) if kept and len(kept) < len(row.spots) else row
