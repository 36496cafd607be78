"""Lists and tables of changes whose headings are parted into 调整前 and 调整后, over money, goals and indicators."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_forms, csv_of, form, sheet_forms, text_forms, text_of

ReadAll = Callable[[str], list[FilledForm]]
ALL = [sheet_forms, csv_forms, text_forms]

TITLE = "2022年部门项目绩效目标调整明细表\n金额单位：万元"

GOALS = (("加固新堤。",), ("改造三座。",))
TARGETS = [("加固河堤", "≥510米", "≥600米"), ("合格率", "≥95%", "≥92%"), ("改造泵站", "=3座", "=4座")]

IN_ORDER = """
单位编码	项目名称	预算金额	<	总体目标	<	一级指标	二级指标	三级指标	绩效指标值	<	调整原因
^	^	调整前	调整后	调整前	调整后	^	^	^	调整前	调整后	^
527003	河堤加固	112.00	98.50	加固河堤。	加固新堤。	产出指标	数量指标	加固河堤	≥600米	≥510米	征地
^	^	^	^	^	^	^	质量指标	合格率	≥92%	≥95%	_
^	泵站改造	64.00	60.00	改造四座。	改造三座。	产出指标	数量指标	改造泵站	=4座	=3座	_
合计	<	176.00	158.50	_	_	_	_	_	_	_	_
"""

OTHER_ORDER = """
项目名称	二级指标	三级指标	指标值	<	资金总额	<	年度目标	<	变更理由
^	^	^	变更后	变更前	变更后	变更前	变更后	变更前	^
河堤加固	数量指标	加固河堤	≥510米	≥600米	98.50	112.00	加固新堤。	加固河堤。	征地
^	质量指标	合格率	≥95%	≥92%	^	^	^	^	_
泵站改造	数量指标	改造泵站	=3座	=4座	60.00	64.00	改造三座。	改造四座。	_
"""

UNEVEN = """
项目名称	项目资金	<	<	绩效目标	<	三级指标	目标值	<	<
^	原	现	增减	原	现	^	原	现	调整原因
河堤加固	112.00	98.50	-13.50	加固河堤。	加固新堤。	加固河堤	≥600米	≥510米	征地
^	^	^	^	^	^	合格率	≥92%	≥95%	_
泵站改造	64.00	60.00	-4.00	改造四座。	改造三座。	改造泵站	=4座	=3座	_
"""

OF_YEAR = """
项目名称	预算金额	<	绩效目标	<	二级指标	三级指标	指标值	<	调整说明
^	年初	调整后	年初	调整后	^	^	年初	调整后	^
河堤加固	112.00	98.50	加固河堤。	加固新堤。	数量指标	加固河堤	≥600米	≥510米	征地
^	^	^	^	^	质量指标	合格率	≥92%	≥95%	_
泵站改造	64.00	60.00	改造四座。	改造三座。	数量指标	改造泵站	=4座	=3座	_
"""

ACROSS = """
项目名称	调整前	<	<	调整后	<	<	二级指标	三级指标	指标值	<	调整原因
^	预算金额	财政拨款	总体目标	预算金额	财政拨款	总体目标	^	^	调整前	调整后	^
河堤加固	112.00	100.00	加固河堤。	98.50	90.00	加固新堤。	数量指标	加固河堤	≥600米	≥510米	征地
^	^	^	^	^	^	^	质量指标	合格率	≥92%	≥95%	_
泵站改造	64.00	60.00	改造四座。	60.00	55.00	改造三座。	数量指标	改造泵站	=4座	=3座	_
"""

ALL_ACROSS = """
项目名称	二级指标	三级指标	调整前	<	<	调整后	<	<	调整原因
^	^	^	预算金额	总体目标	指标值	预算金额	总体目标	指标值	^
河堤加固	数量指标	加固河堤	112.00	加固河堤。	≥600米	98.50	加固新堤。	≥510米	征地
^	质量指标	合格率	^	^	≥92%	^	^	≥95%	_
泵站改造	数量指标	改造泵站	64.00	改造四座。	=4座	60.00	改造三座。	=3座	_
"""

THREE_ROWS = """
项目名称	预算金额	<	<	<	总体目标	<	绩效指标	<	<	<
^	调整前	<	调整后	<	调整前	调整后	二级指标	三级指标	指标值	<
^	小计	财政拨款	小计	财政拨款	^	^	^	^	调整前	调整后
河堤加固	112.00	100.00	98.50	90.00	加固河堤。	加固新堤。	数量指标	加固河堤	≥600米	≥510米
^	^	^	^	^	^	^	质量指标	合格率	≥92%	≥95%
泵站改造	64.00	60.00	60.00	55.00	改造四座。	改造三座。	数量指标	改造泵站	=4座	=3座
"""


@pytest.mark.parametrize("read", ALL)
@pytest.mark.parametrize("text", [IN_ORDER, OTHER_ORDER, UNEVEN, OF_YEAR, ACROSS, ALL_ACROSS, THREE_ROWS])
def test_what_holds_is_the_value_of_each_heading_that_is_parted(read: ReadAll, text: str) -> None:
    found = read(TITLE + text)
    assert [(one.name, f"{one.total}", one.goals) for one in found] == [
        ("河堤加固", "985000.00", GOALS[0]),
        ("泵站改造", "600000.00", GOALS[1]),
    ]
    rows = [row for one in found for row in one.indicators]
    before = [next(text for label, text in row.details.items() if "前" in label or label[0] in "原年") for row in rows]
    assert [(row.name, row.target, was) for row, was in zip(rows, before, strict=True)] == TARGETS
    was = [[text for label, text in one.details.items() if "（" in label] for one in found]
    assert [texts[0] for texts in was] == ["112.00", "64.00"]
    assert [texts[-1] for texts in was] == ["加固河堤。", "改造四座。"]


@pytest.mark.parametrize("read", ALL)
def test_amounts_before_are_those_of_the_change(read: ReadAll) -> None:
    first, second = read(TITLE + IN_ORDER)
    assert first.changes is not None
    assert second.changes is not None
    assert [(change.key, change.before, change.after) for change in first.changes.rows[:2]] == [
        ("budget.total", "1120000.00", "985000.00"),
        ("goals", "加固河堤。", GOALS[0]),
    ]
    assert first.details["预算金额（调整前）（万元）"] == "112.00"
    assert first.indicators[0].details == {"调整前绩效指标值": "≥600米", "调整原因": "征地"}


NAMES = """
项目名称	预算数（元）	<	二级指标	三级指标	<	指标值	<	分值	<
^	调整后	调整前	^	调整后	调整前	调整后	调整前	调整后	调整前
河堤加固	985000	1120000	数量指标	加固新堤	加固河堤	≥510米	≥600米	15	20
^	^	^	质量指标	合格率	合格率	不变	≥92%	30	35
"""


@pytest.mark.parametrize("read", ALL)
def test_names_and_weights_are_parted_too(read: ReadAll) -> None:
    (one,) = read(TITLE + NAMES)
    assert (f"{one.total}", one.details["预算数（调整前）（元）"]) == ("985000.00", "1120000")
    assert [(row.name, row.target, f"{row.weight}", row.details) for row in one.indicators] == [
        ("加固新堤", "≥510米", "15", {"调整前三级指标": "加固河堤", "调整前指标值": "≥600米", "调整前分值": "20"}),
        ("合格率", "≥92%", "30", {"调整前三级指标": "合格率", "调整前指标值": "≥92%", "调整前分值": "35"}),
    ]


OF_ONE = """
2022年项目绩效目标调整表
金额单位：万元
项目名称	河堤加固	<	<	<	<	<	<	<	<
预算金额	<	总体目标	<	一级指标	二级指标	三级指标	绩效指标值	<	调整原因
调整前	调整后	调整前	调整后	^	^	^	调整前	调整后	^
112.00	98.50	加固河堤。	加固新堤。	产出指标	数量指标	加固河堤	≥600米	≥510米	征地
^	^	^	^	^	质量指标	合格率	≥92%	≥95%	_
^	^	^	^	效益指标	社会效益指标	受益人口	≥900人	≥950人	_
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_a_form_of_one_project_may_have_all_of_it_in_one_table(read: Callable[[str], FilledForm]) -> None:
    one = read(OF_ONE)
    assert (one.name, f"{one.total}", one.goals) == ("河堤加固", "985000.00", GOALS[0])
    assert one.details == {"预算金额（调整前）（万元）": "112.00", "总体目标（调整前）": "加固河堤。"}
    assert [(row.name, row.target) for row in one.indicators] == [
        ("加固河堤", "≥510米"),
        ("合格率", "≥95%"),
        ("受益人口", "≥950人"),
    ]


AT_THE_END = """
2022年部门项目支出绩效自评汇总表
金额单位：万元
项目名称	预算数	<	执行数	绩效目标	三级指标	指标值	<	实际完成值	得分
^	年初	调整后	^	^	^	年初	调整后	^	^
河堤加固	112.00	98.50	90.00	加固河堤。	加固河堤	≥600米	≥510米	520米	20
^	^	^	^	^	合格率	≥92%	_	95%	10
"""


@pytest.mark.parametrize("read", ALL)
def test_at_the_end_of_the_year_the_initial_budget_stays_one(read: ReadAll) -> None:
    (one,) = read(AT_THE_END)
    assert one.results is not None
    assert (f"{one.total}", f"{one.results.adjusted}", f"{one.results.spent}") == (
        "1120000.00",
        "985000.00",
        "900000.00",
    )
    assert [(row.name, row.target) for row in one.indicators] == [("加固河堤", "≥510米"), ("合格率", "≥92%")]
