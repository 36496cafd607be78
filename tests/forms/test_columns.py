"""The columns of an indicator table are told by their headings, wherever they stand."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from perfcli.documents.text_reader import read_text
from perfcli.model import Indicator
from tests.documents.build import HEADER, INDICATOR, left, only, table

DREDGED = Indicator(
    kind="数量指标", name="清淤长度", description="全年清淤的河道长度", target="≥12公里", basis="年度工作计划"
)


def moved(cells: Sequence[str], order: Sequence[int]) -> tuple[str, ...]:
    return tuple(cells[at] for at in order)


@pytest.mark.parametrize("order", [(0, 1, 2, 4, 3, 5), (5, 4, 3, 2, 1, 0), (2, 4, 0, 1, 3, 5)])
def test_columns_in_another_order(order: Sequence[int]) -> None:
    text = table(header=moved(HEADER, order), indicators=[moved(INDICATOR, order)] * 2)
    assert only(text).indicators == (DREDGED, DREDGED)


def test_other_words_for_a_column() -> None:
    header = ("一级指标", "二级指标", "指标名称", "指标解释", "年度指标值", "确定依据")
    assert only(table(header=header)).indicators == (DREDGED,)


@pytest.mark.parametrize("at", range(7))
def test_a_column_more_wherever_it_stands(at: int) -> None:
    def with_one_more(cells: Sequence[str], more: str) -> tuple[str, ...]:
        return (*cells[:at], more, *cells[at:])

    document = read_text(
        table(
            header=with_one_more(HEADER, "分值"),
            indicators=[with_one_more(INDICATOR, "10"), with_one_more(INDICATOR, "")],
        )
    )
    assert document.projects[0].indicators == (DREDGED, DREDGED)
    assert [(item.text, item.reason) for item in document.leftovers] == [
        ("分值", "no column of the form"),
        ("10", "no column of the form"),
    ]


def test_a_column_of_numbers_says_nothing() -> None:
    numbered = [(str(number), *INDICATOR) for number in range(1, 61)]
    assert only(table(header=("序号", *HEADER), indicators=numbered)).indicators == (DREDGED,) * 60


def test_a_column_less_leaves_its_key_empty() -> None:
    project = only(table(header=HEADER[:-1], indicators=[INDICATOR[:-1]]))
    assert project.indicators == (msgspec.structs.replace(DREDGED, basis=""),)


def test_a_row_of_another_width_is_not_guessed_at() -> None:
    document = read_text(table(header=(*HEADER, "备注"), indicators=[INDICATOR]))
    assert document.projects[0].indicators == ()
    reason = "a row of 6 cells where the table has 7"
    assert [(item.text, item.reason) for item in document.leftovers] == [
        ("备注", "no column of the form"),
        *((text, reason) for text in INDICATOR),
    ]


def test_a_header_glued_to_the_first_indicator() -> None:
    order = (0, 1, 2, 4, 3, 5)
    text = table(header=moved(HEADER, order), indicators=[moved(INDICATOR, order)])
    glued = text.replace("\t指标值确定依据\n\n", "\t指标值确定依据\n")
    assert glued != text
    assert only(glued).indicators == (DREDGED,)


def test_a_second_column_of_one_name_is_left_over() -> None:
    document = read_text(table(header=(*HEADER, "目标值"), indicators=[(*INDICATOR, "≥13公里")]))
    assert document.projects[0].indicators == (DREDGED,)
    assert [text for _place, text in left(document)] == ["目标值", "≥13公里"]
