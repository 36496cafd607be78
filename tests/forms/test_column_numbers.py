"""A row below the headings that numbers the columns: it is no value of any of them."""

from __future__ import annotations

import pytest

from perfcli.exact import Money
from tests.forms.sheets import form, read, rows

LISTED = """
部门项目支出绩效目标表（2025年度）
单位名称：渡口县渡运所
单位名称、项目名称	项目年度绩效目标	一级指标	二级指标	三级指标	指标性质	指标值	度量单位
{numbers}
渡船换新	先换一艘。	产出指标	数量指标	换新渡船	≥	1	艘
^	^	^	质量指标	检验合格率	=	100	%
"""
NUMBERS = (
    "1	2	3	4	5	6	7	8",
    "栏次	1	2	3	4	5	6	7",
    "甲	乙	1	2	3	4	5	6",
    "（1）	（2）	（3）	（4）	（5）	（6）	（7）	（8）",
    "①	②	③	④	⑤	⑥	⑦	⑧",
)


@pytest.mark.parametrize("numbers", NUMBERS)
def test_numbers_of_columns_are_neither_a_project_nor_an_indicator(numbers: str) -> None:
    found = form(LISTED.format(numbers=numbers))
    assert (found.name, found.goals) == ("渡船换新", ("先换一艘。",))
    assert rows(found) == [
        ("产出指标", "数量指标", "换新渡船", "≥1艘", ""),
        ("产出指标", "质量指标", "检验合格率", "=100%", ""),
    ]


def test_numbers_of_columns_in_the_money_are_no_amounts() -> None:
    found = form(
        """
项目支出绩效目标申报表（2025年度）
项目名称	渡船换新	<	<
项目资金\\n（万元）	资金来源	预算数	上年预算数
^	1	2	3
^	年度资金总额	10.00	9.00
^	其中：财政拨款	8.00	7.00
"""
    )
    assert (found.total, found.fiscal) == (Money("100000.00"), Money("80000.00"))
    assert "1" not in found.details.values()


def test_the_first_row_of_a_list_is_none_of_column_numbers() -> None:
    found = read(
        """
项目支出绩效目标申报表（2025年度）
项目名称	渡船换新	<
序号	数量	单价
1	2	3
2	4	5
"""
    )
    assert found.forms[0].details["数量"] == ("2", "4")
