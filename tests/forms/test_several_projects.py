"""Several projects on one form: side by side, a column each, or one under another in bands below one header."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_forms, read, rows, sheet_forms, text_forms

WAYS = pytest.mark.parametrize("forms_of", [sheet_forms, csv_forms, text_forms])

SIDE = """
2025年项目支出绩效目标一览表
单位：万元
项目名称	<	<	夜间自习室	古籍修复	流动书车
预算金额	<	<	35.60	128.00	52.40
年度目标	<	<	开到十点半。	修毕即扫描。	每月到校一次。
一级指标	二级指标	三级指标	指标值	<	<
产出指标	数量指标	开放天数	≥310天	—	—
		修复古籍	—	≥2400叶	—
	时效指标	按期完成率	=100%	≥95%	=100%
效益指标	社会效益指标	乡村借阅	—	/	≥5.8万册次
"""


@WAYS
def test_projects_side_by_side_have_the_indicators_with_a_value_in_their_column(
    forms_of: Callable[[str], list[FilledForm]],
) -> None:
    assert [(one.name, one.total, one.goals, rows(one)) for one in forms_of(SIDE)] == [
        (
            *("夜间自习室", Money("356000.00"), ("开到十点半。",)),
            [("产出指标", "数量指标", "开放天数", "≥310天", ""), ("产出指标", "时效指标", "按期完成率", "=100%", "")],
        ),
        (
            *("古籍修复", Money("1280000.00"), ("修毕即扫描。",)),
            [("产出指标", "数量指标", "修复古籍", "≥2400叶", ""), ("产出指标", "时效指标", "按期完成率", "≥95%", "")],
        ),
        (
            *("流动书车", Money("524000.00"), ("每月到校一次。",)),
            [
                ("产出指标", "时效指标", "按期完成率", "=100%", ""),
                ("效益指标", "社会效益指标", "乡村借阅", "≥5.8万册次", ""),
            ],
        ),
    ]


def test_projects_side_by_side_need_no_indicators() -> None:
    found = sheet_forms("""
2025年项目支出绩效目标表
单位：元
项目名称	水窖	泵房
资金总额	1200	900
年度目标	建成。	修好。
备注	跨乡	_
""")
    assert [(one.name, one.total, one.goals, dict(one.details)) for one in found] == [
        ("水窖", Money("1200.00"), ("建成。",), {"备注": "跨乡"}),
        ("泵房", Money("900.00"), ("修好。",), {}),
    ]


def test_an_indicator_without_a_value_for_any_project_is_named() -> None:
    found = read(SIDE.replace("—	/	≥5.8万册次", "—	—	—"))
    assert [left.text for left in found.leftovers] == ["乡村借阅"]


def test_a_name_and_what_stands_beside_it_are_no_two_projects() -> None:
    one, *others = read("""
2025年项目支出绩效目标表
单位：元
项目名称	水窖	新建
资金总额	1200	_
年度目标	建成。	<
""").forms
    assert (one.name, one.total, others) == ("水窖", Money("1200.00"), [])


BANDS = """
2023年项目支出绩效目标表
金额单位：万元
一级指标	二级指标	三级指标	指标说明	指标值	绩效标准
项目一：轮作监测	<	<	<	<	<
实施单位	农技站	项目负责人	贺某	年度预算	45.60
年度目标	掌握变化。	<	<	<	<
产出指标	数量指标	布设样方	按面积分摊	≥120个	计划标准
	时效指标	报告报送	以公文为准	每季后10日内	行业标准
项目二：种子抽检	<	<	<	<	<
实施单位	种子站	项目负责人	欧阳某	年度预算	9.45
年度目标	查清劣种。	<	<	<	<
产出指标	成本指标	检测费	含寄送	≤350元	行业标准
项目三：果园普查	<	<	<	<	<
实施单位	植保站	项目负责人	贺某	年度预算	62.00
年度目标	普查两遍。	<	<	<	<
产出指标	数量指标	普查果园	逐株目测	≥3.1万亩	计划标准
"""


@pytest.mark.parametrize("named", ["项目一：", "项目名称："])
@WAYS
def test_projects_in_bands_below_one_header(forms_of: Callable[[str], list[FilledForm]], named: str) -> None:
    text = BANDS
    for number in "一二三":
        text = text.replace(f"项目{number}：", named.replace("一", number))
    assert [(one.name, one.units, one.total, one.goals, rows(one)) for one in forms_of(text)] == [
        (
            *("轮作监测", ("农技站",), Money("456000.00"), ("掌握变化。",)),
            [
                ("产出指标", "数量指标", "布设样方", "≥120个", ""),
                ("产出指标", "时效指标", "报告报送", "每季后10日内", ""),
            ],
        ),
        (
            *("种子抽检", ("种子站",), Money("94500.00"), ("查清劣种。",)),
            [("产出指标", "成本指标", "检测费", "≤350元", "")],
        ),
        (
            *("果园普查", ("植保站",), Money("620000.00"), ("普查两遍。",)),
            [("产出指标", "数量指标", "普查果园", "≥3.1万亩", "")],
        ),
    ]


@WAYS
def test_the_unit_above_each_project_is_that_of_the_project_below_it(
    forms_of: Callable[[str], list[FilledForm]],
) -> None:
    block = """单位编码	{unit}	单位名称	某站
项目编码	_	项目名称	{name}
项目资金总额	41.90	财政拨款	41.90
二级指标	三级指标	指标值	备注
数量指标	处置	838口	_
"""
    blocks = [block.format(unit=unit, name=name) for unit, name in (("608003", "茶园防控"), ("608005", "沼气处置"))]
    found = forms_of("2025年项目支出绩效目标批复表\n单位：万元\n" + "".join(blocks))
    assert [(one.name, one.unit, one.total, rows(one)) for one in found] == [
        ("茶园防控", "608003", Money("419000.00"), [("", "数量指标", "处置", "838口", "")]),
        ("沼气处置", "608005", Money("419000.00"), [("", "数量指标", "处置", "838口", "")]),
    ]
