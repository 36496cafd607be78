"""Blocks as a format with real tables gives them."""

from __future__ import annotations

from perfcli.documents.reading import read_blocks
from perfcli.documents.text_reader import blocks_of, read_text
from perfcli.formats.blocks import Block, Cell, Paragraph, Row
from tests.documents.build import CODE, HEADER, INDICATOR, UNIT, left, part_one, table


def row(line: int, *cells: str) -> Row:
    """A row whose cells stand one on each line from `line` on."""
    return Row(tuple(Cell(line + index, text) for index, text in enumerate(cells)))


ROWS: tuple[Row, ...] = (
    row(2, UNIT, "单位：元"),
    row(4, "项目编码", CODE, "项目名称", "河道清淤"),
    row(8, "预算规模及资金用途", "预算数", "100000.00", "其中：财政资金", "100000.00", "其他资金", "0"),
    row(15, "", "用于河道清淤"),
    row(17, "资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"),
    row(22, "", "25.00%", "50.00%", "75.00%", "100.00%"),
    row(27, "绩效目标", "1.保障行洪安全"),
    row(29, *HEADER),
    row(35, *INDICATOR),
)
HEADING = Paragraph(1, "1.河道清淤绩效目标表")


def test_blocks_of_a_text() -> None:
    text = "1.甲绩效目标表 \n\t412001乙\n\t单位：元\n\n\t项目编码\n\t丙\n\n丁\n\t项目名称\n\t\n\n\n注\n"
    assert list(blocks_of(text)) == [
        Paragraph(1, "1.甲绩效目标表"),
        Row((Cell(2, "412001乙"), Cell(3, "单位：元"))),
        Row((Cell(5, "项目编码"), Cell(6, "丙\n\n丁"), Cell(9, "项目名称"), Cell(10, ""))),
        Paragraph(13, "注"),
    ]


def test_rows_read_like_those_of_a_text() -> None:
    assert read_blocks([HEADING, *ROWS]) == read_text(table())


def test_a_table_goes_on_after_a_paragraph() -> None:
    blocks: list[Block] = [HEADING, *ROWS, Paragraph(41, "续表"), row(42, *HEADER), row(48, *INDICATOR)]
    document = read_blocks(blocks)
    assert len(document.projects[0].indicators) == 2
    assert left(document) == [(41, "续表")]


def test_rows_without_a_table_and_rows_without_cells() -> None:
    part = [Paragraph(number, line) for number, line in enumerate(part_one().split("\n"), 1)]
    document = read_blocks([*part, Row(()), row(20, "甲", "乙")])
    assert left(document) == [(20, "甲"), (21, "乙")]


def test_a_table_without_the_row_of_its_unit_is_no_part_of_the_one_before() -> None:
    document = read_blocks([HEADING, *ROWS, *ROWS[1:]])
    assert len(document.projects) == 1
    assert len(document.projects[0].indicators) == 1
    assert len({leftover.reason for leftover in document.leftovers}) == 1
    assert len(document.leftovers) == 35
