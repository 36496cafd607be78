"""Widths and line breaks in a terminal's cells, and the tables drawn by them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from perfcli import cells, drawing, i18n, output
from perfcli.output import Column

TEXTS = st.text(
    st.sampled_from("预算绩效，。（）“”≥90 aZ-_/①%、：元é\u3000") | st.characters(exclude_categories=("C", "M")),
    max_size=80,
)


def test_lines_break_between_chinese_characters_and_around_words() -> None:
    text = "数据仓库所在的文件夹（不写则用 PERF_REPO，再从当前文件夹查找）。"
    assert cells.wrapped(text, 22).split("\n") == [
        "数据仓库所在的文件夹",
        "（不写则用 PERF_REPO，",
        "再从当前文件夹查找）。",
    ]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert cells.wrapped("编码13030321H3GNISG2VPZXX止", 10) == "编码\n13030321H3\nGNISG2VPZX\nX止"


def test_line_ends_of_a_text_are_kept() -> None:
    assert cells.wrapped("一二三四\n\n五六七", 4) == "一二\n三四\n\n五六\n七"


def test_sentences_keep_commands_and_paths_whole_and_go_on_as_deep_as_they_began() -> None:
    path = "projects/2021/335001/13030321XFP8IOYQL4LZF.toml"
    text = f"  {path} 的 45,576,602.30 有误：用 `perf fmt --repair --diff` 查看，再改。"
    assert cells.flowed(text, 30).split("\n") == [
        f"  {path}",
        "  的 45,576,602.30 有误：用",
        "  `perf fmt --repair --diff`",
        "  查看，再改。",
    ]
    assert cells.flowed("cannot be written: the folder is missing", 20) == "cannot be written:\nthe folder is\nmissing"


@given(TEXTS, st.integers(8, 40))
def test_what_is_copied_out_of_a_sentence_has_no_line_end(text: str, width: int) -> None:
    copied = ("`perf show 1 -f json`", "projects/预算/A-1.toml", "C:\\绩效\\a.docx", "13030321XFP8IOYQL4LZF")
    shown = cells.flowed(" ".join([text := text.replace("`", ""), *copied, text]), width)
    assert all(part in shown for part in copied)
    assert "".join(shown.split()) == "".join("".join([text, *copied, text]).split())


@given(TEXTS, st.integers(2, 40))
def test_a_wrapped_text_fits_and_loses_nothing_but_space(text: str, width: int) -> None:
    lines = cells.wrapped(text, width).split("\n")
    assert all(cells.text_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXTS, st.integers(8, 40))
def test_no_line_starts_with_a_closing_mark_unless_the_one_before_is_full(text: str, width: int) -> None:
    lines = cells.wrapped(text, width).split("\n")
    for before, line in pairwise(lines):
        if line[:1] in tuple("，。、）："):
            word = max(cells.pieces(text), key=cells.text_width)
            assert cells.text_width(word.rstrip()) > width
            assert cells.text_width(before) + cells.text_width(next(iter_graphemes(line))) > width


def test_the_widest_columns_give_way_first_and_numbers_never() -> None:
    rows = [["名称", "预算数", "说明"], ["一" * 20, "45,576,602.30", "二" * 15]]
    assert cells.column_widths(rows, 90, [False, True, False], 1) == [40, 13, 30]
    assert cells.column_widths(rows, 75, [False, True, False], 1) == [32, 13, 30]
    assert cells.column_widths(rows, 53, [False, True, False], 1) == [20, 13, 20]
    assert cells.column_widths(rows, 10, [False, True, False], 1) == [8, 13, 8]
    assert cells.column_widths(rows, 10, [False, True, False], 1, cells.NARROWEST) == [4, 13, 4]


@pytest.fixture
def chinese() -> None:
    i18n.set_locale("zh_CN")


ROWS = [{"name": "公租房维修费及相关支出", "total": Decimal("45576602.30"), "projects": 19}]
COLUMNS = [Column("name", "Name"), Column("total", "Total", "money"), Column("projects", "Projects", "count")]


def test_a_table_keeps_numbers_whole(chinese: None) -> None:
    assert output.render(ROWS, COLUMNS, "table", width=34) == (
        "项目名称           预算数  项目数\n"
        "----------  -------------  ------\n"
        "公租房维修  45,576,602.30      19\n"
        "费及相关支\n"
        "出\n"
    )


def test_rows_too_wide_for_a_terminal_are_records(chinese: None) -> None:
    assert output.render(ROWS * 2, COLUMNS, "table", width=26) == (
        "项目名称  公租房维修费及相\n"
        "          关支出\n"
        "预算数    45,576,602.30\n"
        "项目数    19\n"
        "\n"
        "项目名称  公租房维修费及相\n"
        "          关支出\n"
        "预算数    45,576,602.30\n"
        "项目数    19\n"
    )


def test_a_form_gets_narrow_columns_where_it_has_to() -> None:
    form = drawing.grid([["产出指标", "数量指标", "改造住房套数"]], ["一级", "二级", "三级指标"], width=22)
    assert form == (
        "+------+------+------+\n"
        "| 一级 | 二级 | 三级 |\n"
        "|      |      | 指标 |\n"
        "+======+======+======+\n"
        "| 产出 | 数量 | 改造 |\n"
        "| 指标 | 指标 | 住房 |\n"
        "|      |      | 套数 |\n"
        "+------+------+------+\n"
    )


def test_no_rows_are_no_table(chinese: None) -> None:
    assert drawing.grid([], [], style="plain", width=40) == "\n"
    assert output.render([], COLUMNS[1:2], "table", width=8) == "预算数\n------\n"
