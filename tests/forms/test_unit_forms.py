"""Forms of a whole unit: its money in lines and pairs, the tasks of its year, headings in two rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.actions.form_reading import FormReading
from perfcli.exact import Money, Points
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, read, rows, text_of

BUDGET = """
部门整体支出绩效目标表（2025年）
部门名称	灯塔镇人民政府	<	<	<	<
年度预算\\n（万元）	资金总额：120	<	<	<	<
^	按收入性质分：	<	<	按支出性质分：	<
^	其中：①一般公共预算：100	<	<	其中：基本支出：80	<
^	政府性基金：0	<	<	项目支出：40	<
整体绩效目标	守好海岸线。	<	<	<	<
绩效指标	一级指标	二级指标	三级指标	{heading}	备注
^	产出指标	数量指标	巡护里程	≥90公里	含夜巡
^	^	质量指标	隐患整改率	100%	_
审核意见	{stamp}	<	<	<	<
"""


@pytest.mark.parametrize("heading", ["指标内容、指标值", "指标内容（指标值）", "指标描述及目标值"])
@pytest.mark.parametrize("stamp", ["（盖章）　　年　　月　　日", "（公章）", "签章：  年 月 日"])
def test_a_heading_of_two_things_has_targets_and_a_place_to_stamp_says_nothing(heading: str, stamp: str) -> None:
    found = form(BUDGET.format(heading=heading, stamp=stamp))
    assert (found.total, found.overall) == (Money("1200000.00"), "守好海岸线。")
    assert found.sources["一般公共预算"] == Money("1000000.00")
    assert rows(found) == [
        ("产出指标", "数量指标", "巡护里程", "≥90公里", ""),
        ("产出指标", "质量指标", "隐患整改率", "100%", ""),
    ]
    assert found.details == {"部门名称": "灯塔镇人民政府"}


def test_a_name_behind_the_place_to_stamp_is_kept() -> None:
    assert not is_blank("（签字）某某 2025年3月")
    assert not is_blank("签字")


def test_a_units_budget_is_not_what_it_spends_on_projects() -> None:
    found = form(
        """
2024年度灯塔镇整体绩效自评表
单位名称	灯塔镇人民政府	<	<	<	<
基本支出总额	80.5	<	项目支出总额	40	<
预算执行情况\\n（万元）\\n（20分）	_	预算数（A）	执行数（B）	执行率（B/A）	得分\\n（20分*执行率）
^	部门预算总体情况	120.5	96.4	80%	16
年度目标：\\n（80分）	守好海岸线。	<	<	<	<
绩效指标	一级指标	二级指标	三级指标	年初目标值（A）	实际完成值（B）
^	产出指标	数量指标	巡护里程	≥90公里	95公里
备注：	<	<	<	<	<
1.执行数按实际支出填写。	<	<	<	<	<
2.完成情况分三档。	<	<	<	<	<
"""
    )
    assert (found.total, found.sources) == (
        Money("1205000.00"),
        {"基本支出总额": Money("805000.00"), "项目支出总额": Money("400000.00")},
    )
    assert found.results is not None
    assert (found.results.spent, found.results.execution_points) == (Money("964000.00"), Points("16"))
    assert found.details["备注"] == ("1.执行数按实际支出填写。", "2.完成情况分三档。")


TASKS = """
部门整体支出绩效目标申报表（2025年度）
部门名称	灯塔镇人民政府	<	<	<	<
年度重点\\n工作任务	名称	主要实施内容	<	拟投入的资金\\n（万元）	期望达到的目标（概述）
^	护岸	修补石堤	<	31.50	堤顶不渗水
^	巡海	租用巡护船	<	8.50	隐患当日上报
绩效指标	一级指标	二级指标	<	三级指标	指标值
^	产出指标	数量指标	<	巡护里程	≥90公里
"""


@pytest.mark.parametrize("name", ["名称", "工作名称", "任务名称"])
def test_the_tasks_of_a_year_are_a_list_of_each_heading(name: str) -> None:
    found = form(TASKS.replace("\t名称", f"\t{name}"))
    assert found.details == {
        "部门名称": "灯塔镇人民政府",
        name: ("护岸", "巡海"),
        "主要实施内容": ("修补石堤", "租用巡护船"),
        "拟投入的资金（万元）": ("31.50", "8.50"),
        "期望达到的目标（概述）": ("堤顶不渗水", "隐患当日上报"),
    }


DONE = """
2024年度部门整体支出绩效自评表
单位：万元
部门名称	灯塔镇人民政府	<	<	<	<	<	<
年度任务\\n完成情况	任务名称	主要内容	完成情况	执行数	<	预算数	<
^	^	^	^	总额	财政拨款	总额	财政拨款
^	护岸	修补石堤	完成	30.00	29.00	31.50	31.50
^	巡海	租用巡护船	完成	8.00	8.00	8.50	8.00
^	金额合计	<	<	38.00	37.00	40.00	39.50
绩效指标	一级指标	二级指标	三级指标	年度指标值	分值	实际完成值	得分
^	产出指标	数量指标	巡护里程	≥90公里	10	95公里	10
"""
DONE_LINES = [line.replace("\t<", "").replace("^", "") for line in DONE.strip("\n").split("\n")]


@pytest.mark.parametrize("as_text", [False, True])
def test_headings_of_one_text_say_what_they_stand_below(as_text: bool) -> None:
    if as_text:
        text = FormReading().of_text("\n\n".join(f"\t{line}" if "\t" in line else line for line in DONE_LINES))
        assert text is not None
        (found,) = text.forms
    else:
        found = form(DONE)
    assert (found.total, found.fiscal) == (Money("400000.00"), Money("395000.00"))
    assert found.results is not None
    assert (found.results.spent, found.results.parts) == (
        Money("380000.00"),
        {"财政拨款": {"spent": Money("370000.00")}},
    )
    details = {label: value for label, value in found.details.items() if "总额" in label or "财政" in label}
    assert details == {
        "执行数（总额）（万元）": ("30.00", "8.00"),
        "执行数（财政拨款）（万元）": ("29.00", "8.00"),
        "预算数（总额）（万元）": ("31.50", "8.50"),
        "预算数（财政拨款）（万元）": ("31.50", "8.00"),
    }


def test_a_heading_over_those_of_levels_and_a_budget_that_was_changed_in_the_year() -> None:
    found = form(
        """
项目支出绩效自评表（2024年度）
金额单位：元
项目名称	渡船换新	<	<	<	<	<	<	<
项目资金	_	<	年初批复数	<	调整后预算数	<	全年执行数B	<
^	年度资金总额	<	90,000	<	80,000	<	72,000	<
绩效指标	<	<	年度指标值	<	<	实际完成值	偏差原因分析及改进措施	<
一级指标	二级指标	三级指标	指标性质	指标值	度量单位	^	^	<
产出指标	数量指标	换新渡船	≥	3	艘	2艘	船厂停工	<
"""
    )
    assert found.total == Money("90000.00")
    assert rows(found) == [("产出指标", "数量指标", "换新渡船", "≥3艘", "")]
    assert found.results is not None
    assert (found.results.adjusted, found.results.spent) == (Money("80000.00"), Money("72000.00"))
    assert found.results.indicators == {"换新渡船": {"actual": "2艘", "reason": "船厂停工"}}
    assert found.details == {}


def test_of_two_budgets_on_a_form_that_changes_one_the_later_is_the_budget() -> None:
    found = read(
        """
项目支出绩效目标调整表（2025年度）
金额单位：元
项目名称	渡船换新	<
项目资金	年初预算数	调整后预算数
年度资金总额	90,000	80,000
其中：财政拨款	70,000	60,000
"""
    ).forms[0]
    assert (found.total, found.fiscal) == (Money("80000.00"), Money("60000.00"))


def test_an_empty_cell_at_the_end_of_every_row_of_a_text_is_none() -> None:
    text = FormReading().of_text("\n\n".join(f"\t{line}\t" if "\t" in line else line for line in DONE_LINES))
    assert text is not None
    (found,) = text.forms
    assert (found.total, found.details["任务名称"]) == (Money("400000.00"), ("护岸", "巡海"))


@pytest.mark.parametrize("number", ["公开14表", "部门公开表13-2", "预算11表", "附2表"])
def test_the_number_of_a_table_says_nothing_and_a_score_below_indicators_is_the_total(number: str) -> None:
    found = form(
        f"""
项目支出绩效自评表
{number}
（2024年1—7月）　　　　金额单位：元
项目名称	渡船换新	<	<	<
一级指标	二级指标	三级指标	指标值	实际完成值
产出指标	数量指标	换新渡船	≥3艘	2艘
其他需要说明事项	船厂停工。	_	_	_
总分	92.5	_	自评等次	良
"""
    )
    assert (found.year, len(found.indicators)) == (2024, 1)
    assert found.results is not None
    assert found.results.total_score == Points("92.5")
    assert found.details == {"其他需要说明事项": "船厂停工。", "自评等次": "良"}


QUARTERS = """
2025年项目支出绩效目标表
单位：元
序号	单位名称	项目名称	预算金额	一级指标	二级指标	三级指标	全年目标值	分季度目标值	<	权重
^	^	^	^	^	^	^	^	一季度	二季度	^
渡口所	_	_	10,000	<	<	<	<	<	<	<
1	渡口所	渡船换新	10,000	产出指标	数量指标	换新渡船	≥3艘	_	≥1艘	10
"""


@pytest.mark.parametrize("as_text", [False, True])
def test_quarters_below_a_heading_are_details(as_text: bool) -> None:
    lines = [line.replace("\t<", "").replace("^", "").replace("_", "") for line in QUARTERS.strip("\n").split("\n")]
    del lines[4]
    text = FormReading().of_text("\n\n".join(f"\t{line}" if "\t" in line else line for line in lines))
    forms = text.forms if as_text and text is not None else (form(QUARTERS.replace("渡口所\t_\t_", "_\t渡口所\t_")),)
    assert [(one.name, one.total, one.indicators[0].target) for one in forms] == [
        ("渡船换新", Money("10000.00"), "≥3艘")
    ]
    assert [(one.indicators[0].details, one.indicators[0].weight) for one in forms] == [
        ({"二季度": "≥1艘"}, Points("10"))
    ]


SIDES = """
2024年度部门整体支出绩效自评表
填报单位（盖章）：某县文旅局　　　　金额单位：万元
部门名称	某县文旅局	<	<	<	<	<	<
年度预算\\n收支情况	收入	年初预算数	全年预算数	支出	年初预算数	全年预算数	全年执行数
^	一般公共预算	1,084.20	1,156.20	基本支出	742.20	748.20	746.80
^	政府性基金	60.00	60.00	项目支出	402.00	468.00	384.40
^	收入合计	1,144.20	1,216.20	支出合计	1,144.20	1,216.20	1,131.20
年度目标	年初设定目标	<	<	实际完成情况	<	<	<
^	送戏一百二十场。	<	<	送戏一百二十六场。	<	<	<
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_income_and_spending_side_by_side_with_several_columns_each(read: Callable[[str], FilledForm]) -> None:
    found = read(SIDES)
    assert found.results is not None
    assert found.total == Money("11442000.00")
    assert (found.results.adjusted, found.results.spent) == (Money("12162000.00"), Money("11312000.00"))
    assert {name: found.sources[name] for name in ("基本支出", "项目支出")} == {
        "基本支出": Money("7422000.00"),
        "项目支出": Money("4020000.00"),
    }
    assert dict(found.results.parts["项目支出"]) == {
        "initial": Money("4020000.00"),
        "adjusted": Money("4680000.00"),
        "spent": Money("3844000.00"),
    }


OF_SIDES = """
部门整体支出绩效目标申报表
（2018年度）
部门（单位）名称	某检验站	<	填报人	某某	联系电话	<
部门总体资金情况（万元）	总体资金情况	<	当年金额	占比	近两年收支金额	<
^	^	<	^	^	2016年	2017年
^	收入构成	财政拨款	486.2	95.93%	452.1	470.36
^	^	其他资金	20.63	4.07%	18.9	19.7
^	^	合计	506.83	100%	471	490.06
^	支出构成	基本支出	331.83	65.47%	310.4	322.5
^	^	项目支出	175	34.53%	160.6	167.56
^	^	合计	506.83	100%	471	490.06
年度目标	检验。	<	<	<	<	<
一级指标	二级指标	三级指标	<	<	指标值	<
产出指标	数量指标	采集样品	<	<	≥700份	<
"""


@pytest.mark.parametrize("tiers", [2, 1])
def test_money_of_income_and_spending_one_below_the_other_with_shares_and_other_years(tiers: int) -> None:
    headings = "近两年收支金额\t<\n^\t^\t<\t^\t^\t2016年\t2017年"
    found = form(OF_SIDES if tiers == 2 else OF_SIDES.replace(headings, "2016年\t2017年"))
    assert (found.total, found.fiscal, found.other) == (Money("5068300"), Money("4862000"), Money("206300"))
    assert found.sources == {"基本支出": Money("3318300"), "项目支出": Money("1750000")}
    told = {label: found.details[f"{label}（占比）"] for label in ("财政拨款", "其他资金", "基本支出", "项目支出")}
    assert told == {"财政拨款": "95.93%", "其他资金": "4.07%", "基本支出": "65.47%", "项目支出": "34.53%"}
    assert found.details["财政拨款（2016年）（万元）"] == "452.1"
    assert found.details["项目支出（2017年）（万元）"] == "167.56"
    assert found.details["合计（2017年）（万元）"] == ("490.06", "490.06")
