"""Amounts of a form that cannot be read: an error, a formula that was never calculated, what is struck through."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfcli.forms.reading import read_forms
from tests.forms.sheets import WORDS, sheet

_FORM_OF = """
2024年项目支出绩效目标申报表
单位：万元
项目名称	乡村放映	实施单位	某站
{}
年度绩效目标	走遍十七个村	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	放映场次	≥204场
"""


@pytest.mark.parametrize(
    ("money", "problem"),
    [
        ("年度资金总额	?	其中：财政拨款	38.5\n其他资金	12	<	<", "年度资金总额: #N/A"),
        ("2024年资金总额	?	财政拨款	38.5\n其他资金	12	<	<", "2024年资金总额: #N/A"),
        ("资金总额	?	其中：财政拨款	38.5\n其他资金	12	<	<", "资金总额: #N/A"),
        ("年度资金总额	财政拨款	其他资金\n?	38.5	12", "年度资金总额: #N/A"),
        ("年度资金总额	财政拨款	其他资金\n50.5	?	12", "财政拨款: #N/A"),
        ("年度资金总额	50.5	其中：财政拨款	38.5\n其他资金	?	<	<", "其他资金: #N/A"),
        ("项目总额	320	<	<\n其中：2024年预算	?	<	<", "2024年预算: #N/A"),
        ("资金	资金总额	财政拨款	备注\n原	420	390	甲\n现	436.8	?	_", "财政拨款: #N/A"),
        (
            "_	调整前	调整后	调整原因\n年度资金总额	90	?	追加\n财政拨款	90	90	_",
            "年度资金总额: #N/A",
        ),
    ],
)
def test_an_amount_that_cannot_be_read_is_a_problem_wherever_it_stands(money: str, problem: str) -> None:
    page = sheet(_FORM_OF.format(money))
    (spot,) = [spot for row in page.rows for spot in row.filled if spot.text == "?"]
    spot.unread = "#N/A"
    (one,) = read_forms([page], WORDS).forms
    assert one.problems == (problem,)


@pytest.mark.parametrize("cell", ["实施单位	?", "中期资金总额	?", "联系电话	?", "上年资金总额	?"])
def test_another_cell_that_cannot_be_read_leaves_the_amounts_alone(cell: str) -> None:
    page = sheet(
        _FORM_OF.format(f"{cell}\n年度资金总额	50.5	其中：财政拨款	38.5").replace("	实施单位	某站", "")
    )
    (spot,) = [spot for row in page.rows for spot in row.filled if spot.text == "?"]
    spot.unread = "#N/A"
    (one,) = read_forms([page], WORDS).forms
    assert (one.total, one.fiscal, one.problems) == (Decimal(505000), Decimal(385000), ())
