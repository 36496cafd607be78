"""Columns that follow their texts where a table would be longer than a page."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from perfcli.formats.fitting import fitted
from perfcli.formats.heights import LINES_OF_A_PAGE, lines_of
from perfcli.formats.layout import WIDTH, Block, LaidCell, Look, edges

EDGES = (0, 1130, 2460, 4120, 6080, 7280, WIDTH)


def table(*rows: tuple[str, ...]) -> Block:
    """A table of six columns, its first row the headings."""
    return Block(
        tuple(
            tuple(
                LaidCell(text, left, right, Look.TEXT) for text, left, right in zip(row, EDGES, EDGES[1:], strict=False)
            )
            for row in (("一级", "二级", "三级", "描述", "指标值", "依据"), *rows)
        ),
        headers=1,
    )


def height(block: Block) -> float:
    return sum(map(lines_of, block.rows))


def test_a_table_that_fits_its_page_keeps_the_widths_of_its_form() -> None:
    block = table(*[("产出", "数量", "甲", "乙", "≥1个", "计划")] * 14)
    assert fitted([block], LINES_OF_A_PAGE) == [block]


def test_long_texts_get_the_room_of_short_ones() -> None:
    block = table(*[("产出", "数量", "甲", "乙", "≥1个", "依据" * 30)] * 14)
    (found,) = fitted([block], LINES_OF_A_PAGE)
    marks = edges(found.rows)
    assert (marks[0], marks[1], marks[-1]) == (0, 1130, WIDTH)
    assert marks[-1] - marks[-2] > 2 * (EDGES[-1] - EDGES[-2])
    assert min(right - left for left, right in pairwise(marks)) >= 920
    assert height(found) < height(block) / 2


@given(st.lists(st.tuples(*[st.text("甲1a ", max_size=80)] * 6), min_size=1, max_size=20))
def test_no_table_gets_longer_and_no_text_moves(rows: list[tuple[str, ...]]) -> None:
    block = table(*rows)
    (found,) = fitted([block], 5)
    assert height(found) <= height(block)
    assert [[cell.text for cell in row] for row in found.rows] == [[cell.text for cell in row] for row in block.rows]
    assert (edges(found.rows)[0], edges(found.rows)[-1]) == (0, WIDTH)
