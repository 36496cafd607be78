"""The budget as it became during the year, and what was spent of it: in a block of headings, in a list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money
from perfcli.forms.reading import read_forms
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import WORDS, csv_of, form, sheet, text_of

ONE_ROW = """
部门预算项目支出绩效自评表（2023年度）
项目名称	<	自行车运维	<	<	<	<
预算执行情况（元）	<	年初预算数	{heading}	全年执行数	执行率	{points}
^	<	2,400,000.00	{adjusted}	2,425,500.00	{rate}	9.90
"""


def of_row(
    read: Callable[[str], FilledForm], heading: str, adjusted: str, rate: str
) -> tuple[Money | None, Money | None]:
    found = read(ONE_ROW.format(heading=heading, adjusted=adjusted, rate=rate, points="自评得分"))
    assert found.results is not None
    assert found.results.spent == Money("2425500.00")
    assert str(found.results.execution_points) == "9.90"
    return found.total, found.results.adjusted


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize("heading", ["调整数", "调整后预算数", "调整预算数"])
def test_one_row_of_the_whole_money_has_the_adjusted_budget(read: Callable[[str], FilledForm], heading: str) -> None:
    found = of_row(read, heading, "2,450,000.00", "99.00%")
    assert found == (Money("2400000.00"), Money("2450000.00"))


@pytest.mark.parametrize(("adjusted", "rate"), [("50,000.00", "99.00%"), ("2,450,000.00", "50.01%"), ("-100", "101%")])
def test_a_change_of_which_nothing_was_spent_is_a_change(adjusted: str, rate: str) -> None:
    assert of_row(form, "调整数", adjusted, rate) == (Money("2400000.00"), None)


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_the_words_of_the_year_alone_are_headings_over_the_money(read: Callable[[str], FilledForm]) -> None:
    found = read("""
项目支出绩效自评表（2023年度）
项目名称	<	殡葬补贴	<	<	<	<	<
预算执行情况（万元）	<	预算数	年初	调整	执行	执行率	得分
^	<	总额	88.00	92.00	92.00	100%	10
^	<	财政拨款	88.00	92.00	92.00	100%	—
""")
    assert found.results is not None
    assert (found.total, found.fiscal) == (Money("880000.00"), Money("880000.00"))
    assert (found.results.adjusted, found.results.spent) == (Money("920000.00"), Money("920000.00"))
    assert dict(found.details) == {}


@pytest.mark.parametrize("heading", ["调整预算数", "调整后预算数"])
def test_a_list_of_self_evaluations_has_budgets_and_spending(heading: str) -> None:
    found = read_forms(
        [
            sheet(f"""
2023年度部门预算项目绩效自评情况汇总表
单位：万元
序号	项目名称	实施单位	年初预算数	{heading}	全年执行数	执行率	自评得分	自评等级
1	校舍维修	某县教育局	320.00	310.00	300.70	97.00%	96.7	优
合计	<	<	320.00	310.00	300.70	97.00%	_	_
""")
        ],
        WORDS,
    )
    (one,) = found.forms
    assert found.leftovers == ()
    assert one.results is not None
    assert (one.total, one.results.adjusted, one.results.spent, str(one.results.total_score)) == (
        Money("3200000.00"),
        Money("3100000.00"),
        Money("3007000.00"),
        "96.7",
    )
    assert dict(one.details) == {"实施单位": "某县教育局", "自评等级": "优"}


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_the_sum_of_a_level_in_its_first_row_is_no_indicator(read: Callable[[str], FilledForm]) -> None:
    found = read("""
项目支出绩效自评表（2023年度）
项目名称	殡葬补贴	<	预算数（万元）	8.00	<	<
一级指标	二级指标	三级指标	指标值	完成值	分值	得分
产出指标	小计	<	<	<	50	48
^	数量指标	减免例数	≥1100例	1153例	50	48
效益指标	小计	<	<	<	40	40
^	社会效益指标	知晓率	≥85%	88%	40	40
总得分	<	<	<	<	100	98
""")
    assert [(row.level1, row.kind, row.name, str(row.weight)) for row in found.indicators] == [
        ("产出指标", "数量指标", "减免例数", "50"),
        ("效益指标", "社会效益指标", "知晓率", "40"),
    ]


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_what_amounts_are_in_stands_beside_headings_of_a_change(read: Callable[[str], FilledForm]) -> None:
    found = read("""
项目支出绩效目标调整表
（2024年度）
项目名称	农田管护	<	<	调整原因	资金减少	<
资金情况（万元）	_	<	<	调整前	调整后	<
^	年度资金总额	<	<	240.00	204.00	<
^	其中：财政拨款	<	<	240.00	204.00	<
""")
    assert (found.total, found.fiscal) == (Money("2040000.00"), Money("2040000.00"))
    assert found.details["年度资金总额（调整前）（万元）"] == "240.00"


@pytest.mark.parametrize(
    ("whole", "part", "total", "details"),
    [
        ("项目总额", "其中：2025年预算", "986000.00", {"项目总额（万元）": "320"}),
        ("项目总投资", "其中：本年预算", "986000.00", {"项目总投资（万元）": "320"}),
        ("年度资金总额", "其中：本年预算", "3200000.00", {}),
        ("资金总额", "其中：本年预算", "3200000.00", {}),
    ],
)
def test_this_years_part_of_all_the_money_is_the_budget(
    whole: str, part: str, total: str, details: dict[str, str]
) -> None:
    one = form(f"""
2025年项目支出绩效目标表
项目名称	渡口	<	<
项目资金（万元）	{whole}	320	<
^	{part}	98.6	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	修缮渡口	≥2处
""")
    assert (one.total, dict(one.details)) == (Money(total), details)
