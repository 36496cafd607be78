"""Laid out tables as text taken out of Word: a tab starts a cell, an empty line ends a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfcli.formats.layout import Cells, LaidPage, Look

_DASH = "—"
_SHORT = (Look.MIDDLE, Look.LABEL)


def tabbed_rows(rows: Iterable[Cells]) -> Iterator[str]:
    """The lines of these rows; a cell that goes on from above is an empty one."""
    for row in rows:
        yield from (f"\t{cell.text}" for cell in row)
        yield ""


def write_pages(pages: Iterable[LaidPage]) -> str:
    """The text of pages, one below the other."""
    lines: list[str] = []
    for page in pages:
        lines += [text for text in (page.title, *(cell.text for cell in page.above)) if text.strip()]
        for block in page.blocks:
            rows = (_with_dashes(row, block.merged) for row in block.rows) if block.headers else block.rows
            lines += tabbed_rows(rows)
        lines += [cell.text for cell in page.below if cell.text.strip()]
        lines.append("")
    return "\n".join([*lines, ""])


def _with_dashes(row: Cells, merged: frozenset[int]) -> Cells:
    """A row with dashes where nothing stands or goes on, in its first short cells and in those that may span rows.

    A text shows both alike. A row that is empty altogether stays so.
    """
    short = next((at for at, cell in enumerate(row) if cell.look not in _SHORT), 0)
    if not any(cell.text for cell in row):
        return row
    return tuple(
        cell._replace(text=_DASH) if (at < short or at in merged) and cell.rows and not cell.text else cell
        for at, cell in enumerate(row)
    )
