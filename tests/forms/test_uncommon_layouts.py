"""Layouts that few offices have: trees of goals, paragraphs below headings, what amounts are in in a cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.actions.form_reading import FormReading
from perfcli.exact import Money
from perfcli.forms.filled import FilledForm
from perfcli.forms.reading import read_forms
from tests.forms.sheets import WORDS, csv_forms, csv_of, form, read, sheet, sheet_forms, text_forms, text_of

ONE = pytest.mark.parametrize("read_one", [form, csv_of, text_of])
SEVERAL = pytest.mark.parametrize("read_all", [sheet_forms, csv_forms, text_forms])
ReadOne = Callable[[str], FilledForm]
ReadAll = Callable[[str], list[FilledForm]]


def told(one: FilledForm) -> list[tuple[str, str, str, str]]:
    return [(row.level1, row.kind, row.name, row.target) for row in one.indicators]


@ONE
def test_a_tree_of_goals_has_levels_one_and_two_below_one_heading(read_one: ReadOne) -> None:
    found = read_one("""
财政项目支出绩效目标申报表
（2021年度）
项目名称	启闭机更新	<	<	<
项目当年预算（元）	1,735,500	<	<	<
分解目标	<	绩效指标	指标目标值	备注
投入与管理目标	投入管理	预算执行率	≥97%	_
^	^	预算编制	合理	_
^	财务管理	资金使用	合规	专账核算
产出目标	数量	更换启闭机	=4台	_
影响力目标	长效管理	养护手册	健全	_
""")
    assert told(found) == [
        ("投入与管理目标", "投入管理", "预算执行率", "≥97%"),
        ("投入与管理目标", "投入管理", "预算编制", "合理"),
        ("投入与管理目标", "财务管理", "资金使用", "合规"),
        ("产出目标", "数量", "更换启闭机", "=4台"),
        ("影响力目标", "长效管理", "养护手册", "健全"),
    ]
    assert [row.details for row in found.indicators] == [{}, {}, {"备注": "专账核算"}, {}, {}]


def test_paragraphs_below_numbered_headings_say_goals_and_details_and_a_heading_the_scale() -> None:
    found = form("""
2025年预算项目支出绩效目标公开表
项目名称：无障碍改造
一、资金安排（单位：万元）
资金来源	本年预算数	备注
资金总额	132.75	_
1.一般公共预算拨款	100.00	_
2.单位自筹资金	32.75	_
二、项目概况
做坡道、扶手，一户一方案。
三、年度绩效目标
改造家庭二百一十户：三个月内回访。
四、绩效指标
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	改造家庭户数	=210户
五、其他
填报人：甲某
""")
    assert (found.total, found.goals) == (Money("1327500"), ("改造家庭二百一十户：三个月内回访。",))
    assert found.sources == {"一般公共预算拨款": Money("1000000"), "单位自筹资金": Money("327500")}
    assert found.details == {"项目概况": "做坡道、扶手，一户一方案。", "填报人": "甲某"}


@ONE
def test_what_amounts_are_in_may_stand_in_a_cell_behind_its_label(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效目标表
（2025年度）
项目名称	水文巡测	金额单位：	万元
设立年度	2022年	到期年度	2025年
预算总额	6.5	<	<
二级指标	三级指标	<	指标值
数量指标	巡测断面	<	11处
""")
    assert found.total == Money("65000")
    assert found.details == {"设立年度": "2022年", "到期年度": "2025年"}


@ONE
def test_levels_lose_their_colons_and_a_name_that_says_not_applicable_is_none(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效目标表
（2025年度）
项目名称	水文巡测	<	<
预算总额（元）	65000	<	<
一级指标	二级指标	三级指标	指标值
产出指标：	数量指标:	巡测断面	11处
^	成本指标	不适用	_
满意度指标	服务对象满意度指标：	农户满意度	≥90%
""")
    assert told(found) == [
        ("产出指标", "数量指标", "巡测断面", "11处"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥90%"),
    ]


@ONE
def test_parts_go_on_below_one_that_says_so_whatever_they_are_called(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效目标表
（2025年度）
项目名称	污水处理	<	<
年度财政支出责任（万元）	年度资金总额	<	682.4
^	其中：运营补贴支出	<	640
^	配套投入支出	<	42.4
年度目标	出水稳定达标。	<	<
""")
    assert found.sources == {"运营补贴支出": Money("6400000"), "配套投入支出": Money("424000")}
    assert found.details == {}


EX_ANTE = """
项目支出绩效目标申报表
（2020年度）
项目名称	石栏修补	<	<	<
项目资金（万元）	年度资金总额：	<	<	16.5
^	其中：财政拨款	<	<	16
总体目标	年度目标	<	<	<
^	修补三座古桥的石栏板。	<	<	<
绩效指标	一级指标	二级指标	三级指标	指标值
^	产出指标	数量指标	修补石栏板	≥58块
^	满意度指标	服务对象满意度指标	居民满意度	≥90%
事前绩效评估情况	立项必要性	三座桥缺栏板五十余块。	<	<
^	投入经济性	石料比三家后取中。	<	<
填报人：甲某	审核人：乙某	<	填报日期：2019年8月30日	<
"""


@ONE
def test_another_label_down_the_left_ends_the_indicators(read_one: ReadOne) -> None:
    found = read_one(EX_ANTE)
    assert [name for _level1, _kind, name, _target in told(found)] == ["修补石栏板", "居民满意度"]
    assert found.details == {
        "立项必要性": "三座桥缺栏板五十余块。",
        "投入经济性": "石料比三家后取中。",
        "填报人": "甲某",
        "审核人": "乙某",
        "填报日期": "2019年8月30日",
    }


def test_a_heading_where_a_declared_form_has_the_goals_is_none_of_them() -> None:
    found = read_forms([sheet(EX_ANTE)], WORDS, declared=FormReading().declared)
    assert [one.goals for one in found.forms] == [("修补三座古桥的石栏板。",)]


@SEVERAL
def test_projects_may_stand_below_the_word_alone_and_units_below_departments(read_all: ReadAll) -> None:
    found = read_all("""
项目支出绩效信息表
单位：元
序号	预算部门/单位	项目	资金总额	绩效目标	绩效指标	<	<	绩效指标值
^	^	^	^	^	一级指标	二级指标	三级指标	^
1	335106-某管护所	46999925T000000208815-步道保洁	6,400	天天有人扫。	产出指标	数量指标	保洁里程	38公里
2	335106-某管护所	46999925T000000208827-山蚂蟥监测	1,000	摸清消长。	产出指标	数量指标	布设样方	24个
""")
    assert [(one.unit, one.code, one.name, one.total, one.goals) for one in found] == [
        ("335106", "46999925T000000208815", "步道保洁", Money("6400"), ("天天有人扫。",)),
        ("335106", "46999925T000000208827", "山蚂蟥监测", Money("1000"), ("摸清消长。",)),
    ]


def test_code_and_name_stand_below_one_heading_and_headings_repeated_below_are_no_units_of_measure() -> None:
    found = read("""
2025年项目支出绩效目标汇总表（单位：万元）
单位	项目编码及名称	预算金额	年度绩效目标	一级指标	三级指标	指标值
335101 某林业局	99060725T000000810016\\n瞭望塔改造	42	改造六座塔。	产出指标	改造塔	6座
^	^	^	^	^	接入点位	18个
单位	项目编码及名称	预算金额	年度绩效目标	一级指标	三级指标	指标值
335102 某工作站	99060725T000000810155\\n草原补播	50	补播两万亩。	产出指标	补播面积	2万亩
填表说明：1.项目编码由系统产生。
""")
    assert [left.text for left in found.leftovers] == []
    assert [(one.unit, one.code, one.name) for one in found.forms] == [
        ("335101", "99060725T000000810016", "瞭望塔改造"),
        ("335102", "99060725T000000810155", "草原补播"),
    ]
    assert [row.target for one in found.forms for row in one.indicators] == ["6座", "18个", "2万亩"]
