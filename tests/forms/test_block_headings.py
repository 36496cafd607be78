"""Headings that say more than one thing, or say it in other words than most forms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_forms, csv_of, form, rows, sheet_forms, text_forms, text_of

JOINED = """
项目支出绩效目标表（2025年度）
项目名称	渡船换新	<	<	<
年度预算（万元）	10.00	<	<	<
绩效指标	一级指标	三级指标	计量单位	{heading}
^	产出指标	换新渡船	艘	≥3
^	效益指标	渡船面貌	_	明显改善
"""


@pytest.mark.parametrize(
    "heading",
    [
        "指标性质及指标值",
        "指标性质\\n（符号）及指标值",
        "运算符号及指标值",
        "符号/目标值",
        "指标值及符号",
        "指标值设置情况",
    ],
)
def test_operator_and_value_below_one_heading_are_the_target(heading: str) -> None:
    found = form(JOINED.format(heading=heading))
    assert [row[3] for row in rows(found)] == ["≥3艘", "明显改善"]


def test_what_is_said_of_targets_is_none() -> None:
    found = form(JOINED.format(heading="指标值取值依据"))
    assert [row[3] for row in rows(found)] == ["", ""]
    assert found.indicators[0].basis == "≥3"


EVALUATED = """
部门预算项目支出绩效自评表（2023年度）
项目名称	渡船换新	<	<	<	<
项目基本情况	1.项目年度目标完成情况	项目年度目标	<	年度目标完成情况	<
^	^	换三艘渡船。	<	换了两艘。	<
^	2.实施过程概述	五月招标。	<	<	<
预算执行情况（10分）	年度预算数（万元）	年初预算	调整后预算数	预算执行数	原因
^	总额	10.00	12.00	9.00	一艘未交付
^	其中：财政资金	8.00	9.00	7.00	^
"""


def test_a_section_over_goals_and_a_heading_over_the_parts_of_the_money() -> None:
    found = form(EVALUATED)
    assert found.results is not None
    assert (found.goals, found.results.results) == (("换三艘渡船。",), ("换了两艘。",))
    assert (found.total, found.fiscal) == (Money("100000.00"), Money("80000.00"))
    assert (found.results.adjusted, found.results.spent) == (Money("120000.00"), Money("90000.00"))


CHANGED = """
项目支出绩效目标调整申报表（2024年度）
项目名称	渡船换新	<	<	<	<
项目资金（万元）	资金来源	批复预算数	调整后预算数	<	<
^	年度资金总额	10.00	12.00	<	<
年度绩效目标	批复的绩效目标	<	调整后的绩效目标	<	<
^	换两艘。	<	换三艘。	<	<
一级指标	二级指标	三级指标	指标值	<	调整类型
^	^	^	批复	调整后	^
产出指标	数量指标	换新渡船	≥2艘	≥3艘	调增
"""


@pytest.mark.parametrize("as_csv", [False, True])
def test_goals_and_targets_as_they_were_approved_stand_before_those_after_a_change(as_csv: bool) -> None:
    found = csv_of(CHANGED) if as_csv else form(CHANGED)
    assert found.goals == ("换三艘。",)
    assert [row[3] for row in rows(found)] == ["≥3艘"]
    assert found.indicators[0].details["批复指标值"] == "≥2艘"


@pytest.mark.parametrize(
    "goals",
    [
        "年度绩效目标	批复的绩效目标	换两艘。	<\n^	调整后的绩效目标	换三艘。	<",
        "批复绩效目标	换两艘。	<	<\n调整后绩效目标	换三艘。	<	<",
        "年度绩效目标	换两艘。	调整后年度绩效目标	换三艘。",
    ],
)
def test_goals_as_approved_beside_their_labels_are_none_after_a_change(goals: str) -> None:
    found = form(f"项目支出绩效目标调整申报表（2024年度）\n项目名称	渡船换新	<	<\n{goals}")
    assert found.goals == ("换三艘。",)
    assert [*found.details.values()] == ["换两艘。"]


BOND = """
专项债券项目绩效目标表（2024年度）
单位：万元
项目名称	停车楼	<	<	<	<
项目总投资	300.00	资本金	100.00	专项债券资金	200.00
本年度资金总额	90.00	其中：专项债券资金	70.00	镇村统筹	20.00
"""


def test_parts_in_the_row_of_a_total_are_of_that_total() -> None:
    found = form(BOND)
    assert found.total == Money("900000.00")
    assert dict(found.sources) == {"专项债券资金": Money("700000.00"), "镇村统筹": Money("200000.00")}
    assert found.details["专项债券资金（项目总投资）（万元）"] == "200.00"


INCOME = """
部门整体支出绩效自评表（2023年度）
部门名称	渡口局	<	<
年度预算申请\\n（万元）	_	年初预算数	全年预算数
^	年度资金总额	110.00	125.00
^	按收入性质分：	按支出性质分：	<
^	其中：一般公共预算：100	其中：基本支出：80	<
^	{fund}：{amount}	项目支出：45	<
^	其他资金：10	_	<
年度总体目标	渡运不停航。	<	<
"""


def test_a_part_of_the_income_is_a_source_whatever_it_is_called() -> None:
    found = form(INCOME.format(fund="纳入专户管理的渡口费收入", amount=15))
    assert found.sources["纳入专户管理的渡口费收入"] == Money("150000.00")


def test_fiscal_funds_are_the_public_parts_where_these_are_of_another_total() -> None:
    of_other = form(INCOME.format(fund="政府性基金", amount=5))
    assert (of_other.fiscal, of_other.other) == (Money("1050000.00"), Money("100000.00"))
    of_later = form(INCOME.format(fund="政府性基金", amount=15))  # more than the total is no part of it
    assert (of_later.fiscal, of_later.other, of_later.sources["其他资金"]) == (None, None, Money("100000.00"))
    of_same = form(INCOME.format(fund="政府性基金", amount=0))
    assert (of_same.budget.fiscal, of_same.other) == (Money("1000000.00"), Money("100000.00"))


TASKS = """
2024年部门整体支出绩效目标表
单位：万元
部门名称：渡口县渡运所
部门整体支出	年度预算安排	<	60.00	<
^	按支出类型分	<	按来源分	<
^	基本支出	40.00	财政拨款	55.00
^	项目支出	20.00	其他资金	5.00
^	其中：渡船更新支出	12.00	_	<
年度重点工作任务	{names}	主要实施内容	{money}	{aims}
^	渡船换新	招标造三艘	12.00	渡船都是钢的
^	码头修缮	修两处码头	8.00	雨天不滑
^	合计	<	20.00	_
总体绩效目标	渡运不停航。	<	<	<
"""


@pytest.mark.parametrize(
    ("names", "money", "aims"),
    [
        ("名称", "拟投入的资金（万元）", "期望达到的目标（概述）"),
        ("任务名称", "投入金额", "要达到什么程度"),
    ],
)
def test_tasks_of_a_unit_below_headings_of_any_words(names: str, money: str, aims: str) -> None:
    found = form(TASKS.format(names=names, money=money, aims=aims))
    assert found.details[names] == ("渡船换新", "码头修缮")
    assert found.details["主要实施内容"] == ("招标造三艘", "修两处码头")
    assert found.details[f"{money.removesuffix('（万元）')}（万元）"] == ("12.00", "8.00")
    assert found.details[aims] == ("渡船都是钢的", "雨天不滑")
    assert not {"按支出类型分", "按来源分"} & {*found.details, *map(str, found.details.values())}
    assert found.sources["渡船更新支出"] == Money("120000.00")
    assert (found.total, found.fiscal) == (Money("600000.00"), Money("550000.00"))


def test_a_total_below_what_interrupts_the_table_is_the_last_number_of_its_row() -> None:
    found = form(
        """
项目支出绩效自评表（2024年度）
项目名称	渡船换新	<	<	<
一级指标	三级指标	年度指标值	分值	得分
产出指标	换新渡船	≥3艘	100	95.8
其他需要说明事项	无	<	<	<
总分	<	100	95.8	自评等级：优
"""
    )
    assert found.results is not None
    assert str(found.results.total_score) == "95.8"
    assert found.details["自评等级"] == "优"


def test_hints_and_stars_behind_headings_change_nothing() -> None:
    text = """
项目支出绩效目标调整表（2025年度）（单位：万元）
项目名称	治超站点	<	<
资金总额	612.50	<	<
年度目标	预期目标	年度总体目标完成情况综述{hint}	<
^	建5处。	已建2处。	<
一级指标	三级指标	{star}批复指标值	{star}调整后指标值
产出指标	新建点位	=6处	=5处
"""
    both = """
项目支出绩效目标表（2025年度）（单位：万元）
项目名称	治超站点	<
资金总额	612.50	<
一级指标	三级指标	指标内容、指标值{hint}
产出指标	新建点位	=5处
"""
    for hint, star in (("", ""), ("（必填）", "*")):
        found = form(text.format(hint=hint, star=star))
        assert found.goals == ("建5处。",)
        assert [(row.name, row.target) for row in found.indicators] == [("新建点位", "=5处")]
        assert [row.target for row in form(both.format(hint=hint)).indicators] == ["=5处"]


@pytest.mark.parametrize("forms_of", [sheet_forms, csv_forms, text_forms])
def test_rows_of_labels_over_rows_of_values_go_on_with_labels_that_nobody_knows(
    forms_of: Callable[[str], list[FilledForm]],
) -> None:
    (one,) = forms_of("""
地方政府专项债券项目资金绩效目标表
（2025年度）
金额单位：元
项目名称	项目单位	主管部门	项目类型
管网扩建	排水处	住建局	在建
年度资金总额	财政拨款	其他资金	债券期限
900.00	400.00	500.00	15年
开工时间	预计完工时间	偿债资金来源	本息覆盖倍数
2024年5月	2026年11月	污水处理费	1.38
""")
    assert (one.name, one.total, one.fiscal, one.other, dict(one.details)) == (
        *("管网扩建", Money("900.00"), Money("400.00"), Money("500.00")),
        {
            "项目单位": "排水处",
            "主管部门": "住建局",
            "项目类型": "在建",
            "债券期限": "15年",
            "开工时间": "2024年5月",
            "预计完工时间": "2026年11月",
            "偿债资金来源": "污水处理费",
            "本息覆盖倍数": "1.38",
        },
    )


def test_amounts_below_headings_that_nobody_knows_leave_the_others_amounts() -> None:
    found = form("""
项目支出绩效目标申报表（2024年度）
（金额单位：万元）
项目名称	供水延伸	<	<	<
资金来源	资金渠道	项目总投资	前期落实	本年度预算
^	合　计	100.00	40.00	60.00
^	1.中央补助	70.00	30.00	40.00
^	2.其他资金	30.00	10.00	20.00
""")
    assert (found.total, found.other, dict(found.sources)) == (
        *(Money("600000.00"), Money("200000.00")),
        {"中央补助": Money("400000.00")},
    )


@pytest.mark.parametrize("read", [form, csv_of])
def test_an_amount_beside_a_label_below_where_the_money_comes_from_is_a_source(
    read: Callable[[str], FilledForm],
) -> None:
    found = read("""
项目绩效目标公开表
金额单位：万元
项目名称	古茶树挂牌	<	<	<	<
项目总金额	90	<	<	本年预算金额	45
资金来源	其中：县级财政资金	<	<	<	30
^	东西部协作资金	<	<	<	15
年度绩效目标	古茶树挂牌上图。	<	<	<	<
""")
    assert found.sources == {"县级财政资金": Money("300000"), "东西部协作资金": Money("150000")}
    assert not any("协作" in label for label in found.details)


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_texts_below_headings_are_told_of_what_stands_at_the_left(read: Callable[[str], FilledForm]) -> None:
    found = read("""
转移支付绩效自评表
（2024年度）
项目名称	高标准农田建设	<	<	<	<	<
资金管理情况	_	<	情况说明	<	<	存在问题和改进措施
^	分配科学性	<	按面积分配。	<	<	_
^	执行准确性	<	年末有结转。	<	<	已重排工期。
总体目标	建设农田1.86万亩。	<	<	<	<	<
""")
    assert {label: text for label, text in found.details.items() if "性" in label} == {
        "分配科学性（情况说明）": "按面积分配。",
        "执行准确性（情况说明）": "年末有结转。",
        "执行准确性（存在问题和改进措施）": "已重排工期。",
    }


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_a_label_before_one_of_an_amount_is_no_label_of_it(read: Callable[[str], FilledForm]) -> None:
    found = read("""
专项债券项目绩效目标申报表
（2025年度）
项目名称	污水处理厂	<	<	<
年度资金总额（万元）	950	<	<	<
项目收益与融资平衡情况	预期总收益（万元）	41,236	本息覆盖倍数	1.36
年度目标	主干管贯通四公里。	<	<	<
""")
    assert found.details == {"预期总收益（万元）": "41,236", "本息覆盖倍数": "1.36"}


@pytest.mark.parametrize("read", [form, csv_of])
@pytest.mark.parametrize(
    ("all_years", "paid", "year"),
    [
        ("认缴额", "累计已实缴", "2025年拟实缴"),
        ("认缴出资额", "已出资金额", "本年度拟出资额"),
        ("认缴金额", "截至2024年底累计实缴", "当年计划缴付"),
    ],
)
def test_what_is_paid_into_a_fund_this_year_is_its_money(
    read: Callable[[str], FilledForm], all_years: str, paid: str, year: str
) -> None:
    found = read(f"""
政府投资基金绩效目标表（2025年度）
项目名称	引导基金	<	<	<
年度资金总额	100万元	<	<	<
认缴总规模	800万元	<	设立时间	2019年5月
出资安排（万元）	出资人	{all_years}	{paid}	{year}
^	财政资金	240	60	40
^	平台公司	560	120	60
年度目标	投出六个项目	<	<	<
一级指标	二级指标	三级指标	指标值	<
产出指标	数量指标	投资企业	≥6家	<
""")
    assert (str(found.total), str(found.fiscal)) == ("1000000.00", "400000.00")
    assert {label: str(amount) for label, amount in found.sources.items()} == {"平台公司": "600000.00"}
    assert found.details == {
        "认缴总规模": "800万元",
        "设立时间": "2019年5月",
        f"财政资金（{all_years}）（万元）": "240",
        f"财政资金（{paid}）（万元）": "60",
        f"平台公司（{all_years}）（万元）": "560",
        f"平台公司（{paid}）（万元）": "120",
    }
