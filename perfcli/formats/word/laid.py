"""Laid out tables as Word has them: one that is longer than a page is several, so that its headings are repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfcli.formats.heights import LINES_OF_A_PAGE, lines_of
from perfcli.formats.layout import Block
from perfcli.formats.word.xml import paragraph, table

_FULL = 0.92
"""How much of a page a table may fill, by estimate, and still be taken to fit on it."""


def word_tables(blocks: Sequence[Block], lines: float = LINES_OF_A_PAGE) -> Iterator[str]:
    """The tables of a page that has room for so many lines."""
    heights = [[lines_of(row) for row in block.rows] for block in blocks]
    tall = [{at for at, height in enumerate(rows) if height > lines * _FULL} for rows in heights]
    whole = sum(map(sum, heights)) < lines * _FULL
    if whole or not any(len(block.rows) > block.headers > 0 for block in blocks):
        first = [sum(len(block.rows) for block in blocks[:at]) for at in range(len(blocks))]
        yield table(
            [row for block in blocks for row in block.rows],
            {start + at for start, rows in zip(first, tall, strict=True) for at in rows},
        )
        return
    for number, block in enumerate(blocks):
        if number:
            yield paragraph("PerfGap")
        yield table(block.rows, tall[number], repeated=block.headers)
