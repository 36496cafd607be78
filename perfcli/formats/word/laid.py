"""Laid out tables as Word has them: one that is longer than a page is several, so that its headings are repeated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from perfcli.formats.fitting import fitted
from perfcli.formats.heights import LINES_OF_A_PAGE, LINES_OF_A_SIDE, lines_of
from perfcli.formats.layout import Block, LaidCell, LaidPage, Look
from perfcli.formats.word.package import FOOTER, Properties, package
from perfcli.formats.word.xml import paragraph, run, table

_UPRIGHT = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" w:gutter="0"/>'
)
_SIDE = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1588" w:right="1786" w:bottom="1474" w:left="1786" w:header="851" w:footer="992" w:gutter="0"/>'
)
_LINES = {Look.TEXT: "PerfCell", Look.AMOUNT: "PerfCellAmount", Look.MIDDLE: "PerfCellMiddle", Look.LABEL: "PerfCell"}
_FULL = 0.92
"""How much of a page a table may fill, by estimate, and still be taken to fit on it."""


def word_tables(blocks: Sequence[Block], lines: float = LINES_OF_A_PAGE) -> Iterator[str]:
    """The tables of a page that has room for so many lines; columns of a longer one are as wide as their texts need."""
    blocks = fitted(blocks, lines * _FULL)
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


def write_pages(pages: Sequence[LaidPage], properties: Properties) -> bytes:
    """A Word document with these pages, each on a page of its own; the same pages give the same bytes."""
    return package(_body(pages), properties)


def _body(pages: Sequence[LaidPage]) -> Iterator[str]:
    for page in pages:
        yield paragraph("PerfTableTitle", run(page.title))
        yield from word_lines(page.above)
        yield from word_tables(page.blocks, lines_of_page(page))
        yield paragraph("PerfGap")
        yield from word_lines(page.below)
    yield section_properties(landscape=any(page.landscape for page in pages))


def word_lines(cells: Iterable[LaidCell]) -> Iterator[str]:
    """The lines above or below the table of a page."""
    return (paragraph(_LINES[cell.look], run(cell.text)) for cell in cells)


def lines_of_page(page: LaidPage) -> int:
    """How many lines of a table fit on a page."""
    return LINES_OF_A_SIDE if page.landscape else LINES_OF_A_PAGE


def section_properties(*, landscape: bool, footer: str = FOOTER, numbers: str = '<w:pgNumType w:start="1"/>') -> str:
    """A section with the margins of an official document, its page upright or on its side."""
    reference = f'<w:footerReference w:type="default" r:id="{footer}"/>' if footer else ""
    size = _SIDE if landscape else _UPRIGHT
    return f'<w:sectPr>{reference}<w:type w:val="nextPage"/>{size}{numbers}</w:sectPr>'
