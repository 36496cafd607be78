from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcli.forms.record.filled import FilledForm
from perfcli.forms.words.goals import named_goals, read_goals, write_goals
from tests.forms.sheets import csv_of, form, text_of


@pytest.mark.parametrize(
    ("cell", "goals"),
    [
        ("1.保障安全\n2.改善环境", ("保障安全", "改善环境")),
        ("1、保障安全\n2、改善环境", ("保障安全", "改善环境")),
        ("1．保障安全\n2．改善环境", ("保障安全", "改善环境")),
        ("（1）保障安全\n（2）改善环境", ("保障安全", "改善环境")),
        ("(1)保障安全\n(2)改善环境", ("保障安全", "改善环境")),
        ("１．保障安全\n2、改善环境", ("保障安全", "改善环境")),
        ("1. 保障安全", ("保障安全",)),
        ("保障安全\n改善环境", ("保障安全", "改善环境")),
        ("", ()),
        ("\n \n", ()),
        ("1.保障安全\n\n\n2.改善环境\n\n", ("保障安全", "改善环境")),
        ("1.保障安全，\n确保度汛\n2.改善环境", ("保障安全，\n确保度汛", "改善环境")),
        ("1.\n保障安全\n2.\n改善环境", ("保障安全", "改善环境")),
        ("1.分两步：1.设计 2.施工\n2.验收", ("分两步：1.设计 2.施工", "验收")),
        ("1.分两步：\n（1）设计\n（2）施工\n2.验收", ("分两步：\n（1）设计\n（2）施工", "验收")),
        ("（1）分两步：\n1.设计\n2.施工\n（2）验收", ("分两步：\n1.设计\n2.施工", "验收")),
        ("2021年完成清淤\n3.5公里堤防加固", ("2021年完成清淤", "3.5公里堤防加固")),
        ("3.5公里堤防加固\n5、6月完成验收", ("3.5公里堤防加固", "5、6月完成验收")),
        ("1.5公里堤防加固", ("1.5公里堤防加固",)),
        ("1.加固堤防\n3.5公里以上\n2.验收", ("加固堤防\n3.5公里以上", "验收")),
        ("1.加固堤防\n2.5公里以上\n2.验收", ("加固堤防\n2.5公里以上", "验收")),
        ("1.2021年完成清淤", ("2021年完成清淤",)),
        ("1.2个小区改造\n2.3条道路改造\n3.4座公园改造", ("2个小区改造", "3条道路改造", "4座公园改造")),
        ("1.甲\n2.5公里道路\n3.丙", ("甲", "5公里道路", "丙")),
        ("1.甲\n2021.乙", ("甲\n2021.乙",)),
        ("1.甲\n1.乙\n2.丙", ("甲", "乙", "丙")),
        ("目标如下：\n1.甲\n2.乙", ("目标如下：", "甲", "乙")),
    ],
)
def test_goals_of_a_cell(cell: str, goals: tuple[str, ...]) -> None:
    assert read_goals(cell) == goals


@pytest.mark.parametrize(
    ("goals", "cell"),
    [
        (("保障安全", "改善环境"), "1.保障安全\n2.改善环境"),
        (("保障安全，\n确保度汛",), "1.保障安全，\n确保度汛"),
        (("2021年完成清淤",), "1.2021年完成清淤"),
        (("5公里堤防",), "1. 5公里堤防"),
        (("分两步：\n2.施工",), "（1）分两步：\n2.施工"),
        ((), ""),
    ],
)
def test_goals_are_written_so_that_they_read_back(goals: tuple[str, ...], cell: str) -> None:
    assert write_goals(goals) == cell
    assert read_goals(cell) == goals


@given(st.lists(st.text("目标年月。、.（）()0123456789 ", min_size=1).map(str.strip).filter(bool), max_size=6))
def test_a_goal_of_one_line_comes_back(goals: list[str]) -> None:
    assert read_goals(write_goals(goals)) == tuple(goals)


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("一、修渠。\n二、清淤。", ["修渠。", "清淤。"]),
        ("（一）修渠\n1.三公里\n2.两座桥\n（二）清淤", ["修渠\n1.三公里\n2.两座桥", "清淤"]),
        ("①修渠\n②清淤", ["修渠", "清淤"]),
        ("一、修渠。", []),
        ("一、修渠。\n三、清淤。", []),
        ("总的要求\n一、修渠。\n二、清淤。", []),
    ],
)
def test_goals_counted_in_words_or_circles_lose_their_numbers(text: str, goals: list[str]) -> None:
    assert named_goals(text) == goals


@pytest.mark.parametrize("label", ["项目长期目标", "项目中期目标", "项目中长期绩效目标", "项目实施期目标"])
def test_goals_of_the_whole_project_are_of_the_long_term(label: str) -> None:
    found = form(f"""
项目支出绩效目标申报表
（2024年度）
项目名称	潮位监测	<	<
{label}	数据不间断。	<	<
年度目标	换新浮标。	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	浮标	3个
""")
    assert (found.long_term_goals, found.goals) == (("数据不间断。",), ("换新浮标。",))


BESIDE = """
项目支出绩效目标表（2024年度）（单位：万元）
项目名称	技改	<	<	<	<
年度资金总额	20	<	<	<	<
年度绩效目标	绩效指标	<	<	<	<
^	一级指标	二级指标	三级指标	指标值	计量单位
目标1：资本金按期注入，产线投产。	产出指标	数量指标	注入资本金	3000	万元
^	^	^	技改生产线	2	条
^	^	时效指标	投产时间	11月底前	_
目标2：国有资本保值增值。	效益指标	经济效益指标	保值增值率	≥103	%
^	^	^	资产负债率	≤62	%
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_goals_may_stand_each_beside_its_own_indicators(read: Callable[[str], FilledForm]) -> None:
    found = read(BESIDE)
    assert found.goals == ("资本金按期注入，产线投产。", "国有资本保值增值。")
    assert [(row.level1, row.kind, row.name, row.target) for row in found.indicators] == [
        ("产出指标", "数量指标", "注入资本金", "3000万元"),
        ("产出指标", "数量指标", "技改生产线", "2条"),
        ("产出指标", "时效指标", "投产时间", "11月底前"),
        ("效益指标", "经济效益指标", "保值增值率", "≥103%"),
        ("效益指标", "经济效益指标", "资产负债率", "≤62%"),
    ]


def test_goals_that_are_to_be_reached_are_goals_whatever_they_are_called() -> None:
    text = (
        "项目支出绩效目标表（2024年度）\n项目名称	技改\n拟达到的绩效目标	年内投产。\n年度资金总额（万元）	20\n"
    )
    assert form(text).goals == ("年内投产。",)


@pytest.mark.parametrize("heading", ["目标内容", "目标"])
def test_numbered_goals_stand_below_a_band_and_a_heading_of_their_own(heading: str) -> None:
    found = form(
        f"""
2024年度项目绩效目标申报表（万元）
项目名称	护林	<	<
二、年度绩效目标	<	<	<
序号	{heading}	<	<
1	低产老茶园改植良种。	<	<
2	鲜叶当日加工完毕。	<	<
三、年度绩效指标	<	<	<
一级指标	二级指标	三级指标	目标值
产出指标	数量指标	巡护	≥20公里
"""
    )
    assert found.goals == ("低产老茶园改植良种。", "鲜叶当日加工完毕。")
    assert dict(found.details) == {}


@pytest.mark.parametrize("label", ["拟定绩效目标", "拟设定目标", "协作目标", "年度帮扶目标", "援助绩效目标"])
def test_goals_may_be_called_by_what_they_are_set_for(label: str) -> None:
    found = form(f"""
项目支出绩效目标表（2025年度）
项目名称	渡船换新	<	<
年度资金总额（万元）	100	<	<
{label}	两岸往来平安。	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	换新渡船	≥6艘
""")
    assert (found.goals, dict(found.details)) == (("两岸往来平安。",), {})
