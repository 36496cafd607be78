"""What a form says of a whole department or of all its projects: above a list, in small tables, of the budget alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_forms, csv_of, form, sheet_forms, text_forms, text_of
from tests.forms.sheets import read as sheet_read

ReadAll = Callable[[str], list[FilledForm]]
Read = Callable[[str], FilledForm]

LIST = """
2024年项目支出绩效目标表
部门：渡口县林业局　　　　　　金额单位：万元
单位代码	单位（项目）名称	资金总额	绩效目标	一级指标	二级指标	三级指标	指标值
302	渡口县林业局	80.00	_	_	_	_	_
302001	渡口县林业局本级	50.00	_	_	_	_	_
302001	古树名木抢救	50.00	古树复壮。	产出指标	数量指标	复壮古树	≥66株
_	_	_	_	产出指标	质量指标	成活率	≥97%
302002	渡口林场	30.00	_	_	_	_	_
302002	防火通道养护	30.00	通道畅通。	产出指标	数量指标	养护里程	=37公里
"""


@pytest.mark.parametrize("read_all", [sheet_forms, csv_forms, text_forms])
def test_a_department_above_a_list_that_has_its_row_is_said_there(read_all: ReadAll) -> None:
    found = read_all(LIST)
    assert [(one.name, one.unit, one.details) for one in found] == [
        ("古树名木抢救", "302001", {}),
        ("防火通道养护", "302002", {}),
    ]
    found = read_all(LIST.replace("部门：渡口县林业局", "部门：渡口县自然资源局"))
    assert [one.details for one in found] == [{"部门": "渡口县自然资源局"}] * 2


INCOME = """
部门整体支出绩效目标表
（2024年度）（单位：万元）
单位名称	渡口县粮库	<	<	<
部门整体资金	收入	全年预算数	支出	全年预算数
^	收入合计	285	支出合计	285
^	一般公共预算资金	271	基本支出	92
^	其他资金	14	项目支出	193
年度目标	1.轮换完成。2.账实相符。	<	<	<
绩效指标	一级指标	二级指标	三级指标	指标值
^	履职	储备管理	轮换数量	3.2万吨
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_income_beside_spending_has_one_column_of_amounts_each(read: Read) -> None:
    found = read(INCOME)
    assert found.total == Money("2850000")
    assert found.sources["一般公共预算资金"] == Money("2710000")
    assert (found.sources["基本支出"], found.sources["项目支出"]) == (Money("920000"), Money("1930000"))
    assert found.goals == ("轮换完成。", "账实相符。")


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_the_budget_of_the_year_alone_is_no_self_evaluation(read: Read) -> None:
    assert read(INCOME).results is None
    spent = read(INCOME.replace("支出	全年预算数", "支出	全年执行数"))
    assert spent.results is not None
    assert spent.results.spent == Money("2850000")
    blank = read(INCOME.replace("绩效目标表", "绩效自评表"))
    assert blank.results is not None
    assert blank.results.adjusted == Money("2850000")


LATER = """
2023年度部门整体支出绩效自评表
单位：万元
预算单位名称	渡口街道办事处	<	<	<
年度预算申请	_	年初预算数	全年预算数	全年执行数
^	年度资金总额	2864.50	3120.80	3058.38
^	按收入性质分：	<	按支出性质分：	<
^	其中：一般公共预算：{public}	<	其中：基本支出：1870.20	<
^	其他资金：40.00	<	项目支出：1188.18	<
一级指标	二级指标	三级指标	年度指标值	实际完成值
产出指标	数量指标	办件	≥9600件	10324件
"""


@pytest.mark.parametrize(
    ("public", "fiscal", "other"), [("3080.80", None, None), ("2800.00", Money("28000000"), Money("400000"))]
)
def test_parts_of_a_later_total_are_no_fiscal_and_other_funds(
    public: str, fiscal: Money | None, other: Money | None
) -> None:
    found = form(LATER.format(public=public))
    assert (found.total, found.fiscal, found.other) == (Money("28645000"), fiscal, other)
    assert found.sources["一般公共预算"] == Money(f"{public.replace('.', '')}00")
    assert found.sources.get("其他资金") == (None if other else Money("400000"))


DUTIES = """
部门整体支出绩效目标表（2024年度）（单位：万元）
单位名称	某交易中心	<	<
单位职能	主要职能	<	对应的年度工作
^	组织政府采购、工程建设项目进场交易	<	完善开评标场地
^	建设维护电子交易平台	<	远程评标扩容
年度资金总额	20	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	进场交易	≥2600宗
"""


@pytest.mark.parametrize("read", [form, csv_of])
def test_a_label_over_sentences_is_a_heading(read: Read) -> None:
    assert read(DUTIES).details == {
        "单位名称": "某交易中心",
        "主要职能": ("组织政府采购、工程建设项目进场交易", "建设维护电子交易平台"),
        "对应的年度工作": ("完善开评标场地", "远程评标扩容"),
    }
    short = DUTIES.replace("组织政府采购、工程建设项目进场交易", "内设机构").replace("建设维护电子交易平台", "在职人数")
    assert read(short).details == {
        "单位名称": "某交易中心",
        "主要职能": "对应的年度工作",
        "内设机构": "完善开评标场地",
        "在职人数": "远程评标扩容",
    }


def test_what_a_unit_is_for_may_be_listed_by_name() -> None:
    named = DUTIES.replace("主要职能	<	对应的年度工作", "职能名称	<	职能概述")
    named = named.replace("组织政府采购、工程建设项目进场交易", "进场交易").replace(
        "完善开评标场地", "接收、监管、解除矛盾"
    )
    assert form(named).details == {
        "单位名称": "某交易中心",
        "职能名称": ("进场交易", "建设维护电子交易平台"),
        "职能概述": ("接收、监管、解除矛盾", "远程评标扩容"),
    }


TASKS = """
部门整体支出绩效目标表
（2024年度）
部门名称	渡口县粮库	<	<
一、年度重点工作任务	<	<	<
职能	主要内容	对应项目	预算金额（万元）
储备粮轮换	轮出、轮入、验收	轮换项目	64.50
粮情监测	布设测温线缆	监测项目	118.20
二、整体支出绩效指标	<	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	轮换数量	3.2万吨
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize("band", ["二、整体支出绩效指标", "二、预期产出和效益（由财政审核）"])
def test_a_line_over_the_next_table_is_no_task_of_the_one_above(read: Read, band: str) -> None:
    found = read(TASKS.replace("二、整体支出绩效指标", band))
    assert found.details["职能"] == ("储备粮轮换", "粮情监测")
    assert [(one.name, one.target) for one in found.indicators] == [("轮换数量", "3.2万吨")]
    assert all(not any("二、" in text for text in texts) for texts in found.details.values())


@pytest.mark.parametrize("read", [form, csv_of])
def test_tasks_that_are_numbered_like_sections_are_tasks(read: Read) -> None:
    told = TASKS.replace("储备粮轮换\t", "一、储备粮轮换\t").replace("粮情监测\t", "二、粮情监测\t")
    assert read(told).details["职能"] == ("一、储备粮轮换", "二、粮情监测")


MONITORED = """
部门整体支出绩效运行监控表（2022年1-7月）
部门名称	消防所	<	<	<
预算执行情况（万元）	支出类别	年初预算数	1-7月执行数	执行率
^	{total}	418.60	231.64	55.34%
^	其中：基本支出	263.20	157.92	60.00%
^	项目支出	155.40	73.72	47.44%
年度总体目标	消火栓有水。	<	<	<
"""


def test_the_spending_of_a_department_is_all_of_its_money() -> None:
    one = form(MONITORED.format(total="部门预算支出"))
    assert (f"{one.total}", {name: f"{value}" for name, value in one.sources.items()}) == (
        "4186000.00",
        {"基本支出": "2632000.00", "项目支出": "1554000.00"},
    )


def test_parts_of_the_money_of_a_whole_that_has_no_total_are_named() -> None:
    found = sheet_read(MONITORED.format(total="消防支出"))
    assert [(item.text, item.reason) for item in found.leftovers] == [
        (text, f"{label}: a part of the money, of which no total is printed")
        for label, text in (("消防支出", "418.60"), ("基本支出", "263.20"), ("项目支出", "155.40"))
    ]


SUMS = """
2023年度项目绩效目标批复汇总表
单位：万元
项目名称	单位	预算数	绩效目标	指标名称	指标值
一、林业局	_	50	_	_	_
护林	渡口县林业局	20	护好林	巡护	20公里
造林	渡口县林业局	30	造好林	造林	30亩
二、水利局	_	10	_	_	_
修渠	渡口县水利局	10	渠通	修渠	5公里
总计	_	60	_	_	_
"""


@pytest.mark.parametrize("read_all", [sheet_forms, csv_forms, text_forms])
def test_numbered_rows_of_sums_are_no_projects(read_all: ReadAll) -> None:
    assert [(one.name, one.total) for one in read_all(SUMS)] == [
        ("护林", Money("200000")),
        ("造林", Money("300000")),
        ("修渠", Money("100000")),
    ]


def test_a_numbered_row_that_sums_nothing_is_named() -> None:
    found = sheet_read(SUMS.replace("二、水利局	_	10", "二、水利局	_	12"))
    assert [item.text for item in found.leftovers] == ["二、水利局", "12"]
