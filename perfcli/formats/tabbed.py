"""Laid out tables as text taken out of Word: a tab starts a cell, an empty line ends a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfcli.formats.layout import Cells


def tabbed_rows(rows: Iterable[Cells]) -> Iterator[str]:
    """The lines of these rows; a cell that goes on from above is an empty one."""
    for row in rows:
        yield from (f"\t{cell.text}" for cell in row)
        yield ""
