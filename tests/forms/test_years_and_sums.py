"""Money of several years, of a sentence, of quarters: what is the budget of the year, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, text_of

Read = Callable[[str], FilledForm]

INDICATORS = """\
一级指标	二级指标	三级指标	指标值	<	<	<
产出指标	数量指标	衬砌渠道	≥7.2公里	<	<	<
"""
YEARS = f"""
2025年度项目支出绩效目标申报表
金额单位：万元
项目名称	南干渠	<	<	<	<	<
资金安排	年度	合计	中央补助	省级补助	县级配套	自筹
^	项目总资金	968.00	500.00	268.00	160.00	40.00
^	其中：2024年已安排	320.00	200.00	60.00	60.00	—
^	2025年预算	386.40	180.00	116.40	70.00	20.00
^	2026年计划	261.60	120.00	91.60	30.00	20.00
{INDICATORS}"""


@pytest.mark.parametrize("read", [form, csv_of])
def test_of_years_below_each_other_the_forms_own_has_the_parts(read: Read) -> None:
    found = read(YEARS)
    assert found.total == Money("3864000.00")
    assert dict(found.sources) == {
        "中央补助": Money("1800000.00"),
        "省级补助": Money("1164000.00"),
        "县级配套": Money("700000.00"),
        "自筹": Money("200000.00"),
    }
    assert found.details["项目总资金（合计）（万元）"] == "968.00"
    assert found.details["2026年计划（自筹）（万元）"] == "20.00"
    assert "—" not in found.details


BONDS = f"""
2025年度专项债券项目绩效目标申报表
单位：万元
项目名称	标准厂房	<	<	<	<	<
投资计划	资金来源	<	项目合计	2024年（已安排）	2025年（本年）	2026年（计划）
^	投资总额	<	48,000.00	18,000.00	15,800.00	14,200.00
^	专项债券	<	36,000.00	14,000.00	12,000.00	10,000.00
^	单位自筹	<	12,000.00	4,000.00	3,800.00	4,200.00
{INDICATORS}"""


def test_of_years_beside_each_other_too() -> None:
    found = form(BONDS)
    assert (found.total, dict(found.sources)) == (
        Money("158000000.00"),
        {"专项债券": Money("120000000.00"), "单位自筹": Money("38000000.00")},
    )
    assert found.details["专项债券（2024年（已安排））（万元）"] == "14,000.00"


@pytest.mark.parametrize(
    ("scale", "plan", "details"),
    [
        ("（万元）", {}, {"一季度（万元）": "2.68", "二季度（万元）": "5.05", "四季度（万元）": "10.00"}),
        ("（%）", {3: "2.68", 6: "5.05", 12: "10.00"}, {}),
    ],
)
def test_amounts_by_quarters_are_no_shares(scale: str, plan: dict[int, str], details: dict[str, str]) -> None:
    found = form(f"""
2026年度项目支出绩效目标申报表
项目名称	夜校	<	<	<	<	<
年度预算总额（元）	177,300.00	<	<	<	<	<
分季用款计划{scale}	一季度	<	二季度	<	四季度	<
^	2.68	<	5.05	<	10.00	<
{INDICATORS}""")
    assert {month: str(share) for month, share in found.spending_plan.items()} == plan
    assert dict(found.details) == details


COSTS = f"""
2026年度项目支出绩效目标申报表
项目名称	夜校	<	<	<	<	<
年度预算总额（元）	76,800.00	<	<	<	<	<
测算明细	序号	支出内容	单价	数量	金额（元）	测算依据
^	1	讲师课酬	800元/场	60场	48,000	区教育中心课酬标准
^	2	教材印制	12元/册	2,400册	28,800	三家询价
^	合计	<	<	<	76,800	_
{INDICATORS}"""


@pytest.mark.parametrize("read", [form, text_of])
def test_rows_that_are_counted_are_a_table_whatever_a_cell_sounds_like(read: Read) -> None:
    found = read(COSTS)
    assert found.total == Money("76800.00")
    assert (found.details["支出内容"], found.details["测算依据"]) == (
        ("讲师课酬", "教材印制"),
        ("区教育中心课酬标准", "三家询价"),
    )
    assert "讲师课酬" not in found.details


SENTENCE = f"""
2025年度项目支出绩效目标批复表
项目名称	管网	<	<	<	<	<
批复资金	{{}}	<	<	<	<	<
项目总预算	412.00万元	<	<	<	<	<
{INDICATORS}"""


@pytest.mark.parametrize(
    "before", ["2025年批复本项目预算", "2025年本项目预算", "2025年度预算安排", "预算安排", "经研究，核定该项目资金"]
)
def test_a_sentence_has_the_budget_of_the_year_and_its_parts(before: str) -> None:
    found = form(SENTENCE.format(f"{before}138.60万元，其中：一般公共预算拨款98.60万元，单位自有资金40.00万元。"))
    assert found.total == Money("1386000.00")
    assert sorted(found.sources) == ["一般公共预算拨款", "单位自有资金"]
    assert found.details["项目总预算"] == "412.00万元"


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_a_sentence_below_the_parts_says_what_they_make(read: Read) -> None:
    found = read(f"""
2025年度转移支付项目绩效目标表
项目名称	水闸	<	<	<	<	<
年度资金构成	中央资金：1,200万元\\n省级资金：700万元\\n上年结转：60万元	<	<	<	<	<
^	以上各项资金合计1,960万元。	<	<	<	<	<
{INDICATORS}""")
    assert (found.total, found.sources["上年结转"]) == (Money("19600000.00"), Money("600000.00"))


BEFOREHAND = """
事前绩效评估表
金额单位：万元
项目名称	转产培训	<	<	<	<
项目周期	2022年至2024年	<	项目周期总预算	386.40	<
2022年申请预算	148.60	<	其中：财政拨款	148.60	<
三、绩效目标	<	<	<	<	<
项目周期总目标	三年培训	<	年度目标	培训六百人次	<
一级指标	二级指标	三级指标	项目周期指标值	2022年指标值	绩效标准
产出指标	数量指标	培训人次	≥1800人次	≥600人次	计划标准
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_the_one_year_of_a_form_that_says_none_is_its_own(read: Read) -> None:
    found = read(BEFOREHAND)
    assert (f"{found.total}", f"{found.fiscal}") == ("1486000.00", "1486000.00")
    assert (found.goals, found.long_term_goals) == (("培训六百人次",), ("三年培训",))
    assert [(row.target, row.term) for row in found.indicators] == [("≥1800人次", "中期"), ("≥600人次", "")]
    assert dict(found.details) == {"项目周期": "2022年至2024年", "项目周期总预算（万元）": "386.40"}


SOURCES = """
2023年度项目支出绩效目标申报表
单位：万元
项目名称	护林	<	<
{money}
年度目标	护林	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	巡护	≥20公里
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize("beside", ["占比", "增长率", "拨付渠道"])
def test_an_amounts_own_unit_holds_whatever_stands_beside_its_heading(read: Read, beside: str) -> None:
    rows = (
        "资金来源	金额（元）	{}	_",
        "财政拨款	180000	甲	_",
        "自筹	20000	乙	_",
        "合计	200000	丙	_",
    )
    found = read(SOURCES.format(money="\n".join(rows).format(beside)))
    assert (found.total, found.fiscal, found.sources["自筹"]) == (Money("200000"), Money("180000"), Money("20000"))
    assert found.details == {
        f"财政拨款（{beside}）": "甲",
        f"自筹（{beside}）": "乙",
        f"合计（{beside}）": "丙",
    }


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_the_unit_of_a_label_holds_behind_the_part_of_the_money(read: Read) -> None:
    found = read(SOURCES.format(money="资金来源	财政拨款	金额（元）	200000"))
    assert (found.total, found.fiscal) == (Money("200000"), Money("200000"))


TERMS = """
2022年度项目支出绩效目标申报表
项目名称	湿地补水	<	<	<	<	<
{money}
年度绩效目标	补水到位。	<	<	<	<	<
一级指标	二级指标	三级指标	指标值	<	<	<
产出指标	数量指标	补水量	≥3200万立方米	<	<	<
"""


ALL_YEARS = "实施期资金总额（万元）	1530	{part}财政拨款	1500	其他资金	30	_"
THE_YEAR = "年度资金总额（万元）	512.4	{part}财政拨款	502	其他资金	10.4	_"
BY_LEFT = (
    "中期资金（万元）	总额	1530	{part}财政拨款	1500	其他资金	30",
    "年度资金（万元）	总额	512.4	{part}财政拨款	502	其他资金	10.4",
)


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize("part", ["", "其中："])
@pytest.mark.parametrize("rows", [(ALL_YEARS, THE_YEAR), (THE_YEAR, ALL_YEARS), BY_LEFT])
def test_the_parts_in_a_row_are_of_the_term_of_their_total(read: Read, part: str, rows: tuple[str, ...]) -> None:
    found = read(TERMS.format(money="\n".join(rows).format(part=part)))
    assert (found.total, found.fiscal, found.other) == (Money("5124000"), Money("5020000"), Money("104000"))
    assert set(found.details.values()) == {"1530", "1500", "30"}


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize("left", ["^", "_"])
def test_the_rest_of_the_parts_stands_in_a_row_below(read: Read, left: str) -> None:
    rows = [
        "实施期资金（万元）	实施期资金总额	<	1530.00	其中：财政拨款	<	1500.00",
        f"{left}	其他资金	<	30.00	_	<	_",
        "年度资金（万元）	年度资金总额	<	512.40	其中：财政拨款	<	502.00",
        f"{left}	其他资金	<	10.40	_	<	_",
    ]
    found = read(TERMS.format(money="\n".join(rows)))
    assert (found.total, found.fiscal, found.other) == (Money("5124000"), Money("5020000"), Money("104000"))
    assert set(found.details.values()) == {"1530.00", "1500.00", "30.00"}


OTHER_ROWS = {
    "a year's label": (
        "2021年预算	15	其中：财政拨款	14	其他资金	1",
        "2022年预算	20	其中：财政拨款	18	其他资金	2",
    ),
    "last year's label": (
        "上年预算	15	财政拨款	14	其他资金	1",
        "本年预算	20	财政拨款	18	其他资金	2",
    ),
    "before the labels": (
        "上年度资金	总额	15	财政拨款	14	其他资金	1",
        "本年度资金	总额	20	财政拨款	18	其他资金	2",
    ),
    "all years": (
        "项目总投资	总额	15	财政拨款	14	其他资金	1",
        "年度资金	总额	20	财政拨款	18	其他资金	2",
    ),
    "beside a section": (
        "项目资金	2021年	总额	15	财政拨款	14",
        "^	2022年	总额	20	财政拨款	18",
        "其他资金	2	_	_	_	_",
    ),
    "beside a section, by terms": (
        "项目资金	实施期	总额	15	财政拨款	14",
        "^	年度	总额	20	财政拨款	18",
        "其他资金	2	_	_	_	_",
    ),
}


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize("rows", OTHER_ROWS.values(), ids=OTHER_ROWS.keys())
def test_a_row_of_another_year_is_none_of_the_budget(read: Read, rows: tuple[str, ...]) -> None:
    money = "\n".join(rows)
    found = read(
        f"""
2022年度项目支出绩效目标申报表
单位：万元
项目名称	护林	<	<	<	<	<
{money}
年度绩效目标	护好林。	<	<	<	<	<
一级指标	二级指标	三级指标	指标值	<	<	<
产出指标	数量指标	巡护	≥20公里	<	<	<
"""
    )
    assert (found.total, found.fiscal, found.other) == (Money("200000"), Money("180000"), Money("20000"))
    assert "14" in found.details.values()
    assert "18" not in found.details.values()


CARRIED_OVER = """
2022年度项目支出绩效目标申报表
单位：万元
项目名称	护林	<	<	<	<	<
年度资金总额	20	{part}	2	财政拨款	18	_
年度绩效目标	护好林。	<	<	<	<	<
一级指标	二级指标	三级指标	指标值	<	<	<
产出指标	数量指标	巡护	≥20公里	<	<	<
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize("part", ["2021年结转资金", "上年结转", "2021年结余资金"])
def test_what_another_year_left_is_money_of_this_one(read: Read, part: str) -> None:
    found = read(CARRIED_OVER.format(part=part))
    assert (found.total, found.fiscal) == (Money("200000"), Money("180000"))
    assert found.sources == {part: Money("20000")}
