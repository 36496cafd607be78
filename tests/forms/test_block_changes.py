"""调整内容, 调整前, 调整后 over the amounts and goals of a form, whose indicators have a header of their own."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from perfcli.exact import Money
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, text_of

CHANGED = """
部门预算项目绩效目标调整表（2024年度）
项目名称	饮用水监测	<	主管部门	卫健局	<
调整内容	<	<	调整前	调整后	调整原因
项目资金（元）	年度资金总额	<	256,000.00	318,000.00	上级追加
^	其中：财政拨款	<	256,000.00	298,000.00	_
^	其他资金	<	0.00	20,000.00	_
年度绩效目标	<	<	新增监测点四十个。	新增监测点五十二个。	范围扩大
实施进度	<	<	分两期	分三期	_
绩效指标	一级指标	三级指标	调整前指标值	调整后指标值	调整原因
^	产出指标	监测点	≥40个	≥52个	增加学校
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_what_holds_after_a_change_is_the_value(read: Callable[[str], FilledForm]) -> None:
    found = read(CHANGED)
    assert (found.total, found.fiscal, found.other) == (Decimal(318000), Decimal(298000), Decimal(20000))
    assert list(found.goals) == ["新增监测点五十二个。"]
    assert found.details == {
        "主管部门": "卫健局",
        "年度资金总额（调整前）（元）": "256,000.00",
        "年度资金总额（调整原因）": "上级追加",
        "财政拨款（调整前）（元）": "256,000.00",
        "其他资金（调整前）（元）": "0.00",
        "年度绩效目标（调整前）": "新增监测点四十个。",
        "年度绩效目标（调整原因）": "范围扩大",
        "实施进度（调整前）": "分两期",
        "实施进度（调整后）": "分三期",
    }
    assert [(row.name, row.target) for row in found.indicators] == [("监测点", "≥52个")]
    assert found.indicators[0].details == {"调整前指标值": "≥40个", "调整原因": "增加学校"}


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_the_label_down_the_left_says_what_its_amounts_are_in(read: Callable[[str], FilledForm]) -> None:
    found = read(
        CHANGED.replace("（元）", "（万元）")
        .replace("6,000.00", "6.00")
        .replace("8,000.00", "8.00")
        .replace("20,000", "20")
    )
    assert (found.total, found.fiscal, found.other) == (Decimal(3180000), Decimal(2980000), Decimal(200000))


SIDES = """
预算项目绩效目标调整表（2023年度）
项目名称	健身步道	<	<	项目期	一年	<	<
主管部门	体育中心	<	<	实施单位	全民健身站	<	<
_	调整前	<	<	调整后	<	<	调整原因
项目资金（万元）	年度资金总额	<	90.00	年度资金总额	<	112.00	上级追加
^	其中：财政拨款	<	90.00	其中：财政拨款	<	90.00	_
^	上级补助	<	_	上级补助	<	22.00	_
年度目标	新建步道4.5公里。	<	<	新建步道6公里。	<	<	延长
一级指标	二级指标	三级指标	指标值	二级指标	三级指标	指标值	调整原因
产出指标	数量指标	步道长度	≥4.5公里	数量指标	步道长度	≥6公里	追加
^	^	_	_	^	饮水点	=4处	新增
^	质量指标	合格率	100%	质量指标	一次合格率	100%	_
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_before_and_after_side_by_side(read: Callable[[str], FilledForm]) -> None:
    found = read(SIDES)
    assert (found.total, found.fiscal, list(found.goals)) == (Decimal(1120000), Decimal(900000), ["新建步道6公里。"])
    assert found.sources == {"上级补助": Decimal(220000)}
    assert {label: text for label, text in found.details.items() if "（" in label or label == "主管部门"} == {
        "主管部门": "体育中心",
        "年度资金总额（调整前）（万元）": "90.00",
        "年度资金总额（调整原因）": "上级追加",
        "财政拨款（调整前）（万元）": "90.00",
        "年度目标（调整前）": "新建步道4.5公里。",
        "年度目标（调整原因）": "延长",
    }
    assert [(row.level1, row.kind, row.name, row.target, dict(row.details)) for row in found.indicators] == [
        ("产出指标", "数量指标", "步道长度", "≥6公里", {"调整前指标值": "≥4.5公里", "调整原因": "追加"}),
        ("产出指标", "数量指标", "饮水点", "=4处", {"调整原因": "新增"}),
        ("产出指标", "质量指标", "一次合格率", "100%", {"调整前三级指标": "合格率", "调整前指标值": "100%"}),
    ]


@pytest.mark.parametrize("read", [form, csv_of])
def test_goals_before_and_after_stand_one_below_the_other(read: Callable[[str], FilledForm]) -> None:
    text = """
2023年度项目支出绩效目标调整申请表
单位：万元
项目名称	<	免费开放	<	<	<
项目资金	<	_	调整前	调整后	调整原因
^	<	年度资金总额	80.00	68.00	压减支出
^	<	其中：财政拨款	80.00	68.00	^
年度总体目标	<	调整前	<	培训60期。	<
^	<	调整后	<	培训50期。	<
绩效指标	一级指标	二级指标	三级指标	调整前指标值	调整后指标值
	产出指标	数量指标	培训期数	≥60期	≥50期
"""
    found = read(text)
    assert (found.total, list(found.goals), [row.target for row in found.indicators]) == (
        Decimal(680000),
        ["培训50期。"],
        ["≥50期"],
    )


def test_what_holds_may_stand_left_of_what_was_before() -> None:
    one = form("""
2024年项目支出绩效目标调整表
金额单位：元
项目名称	图书下乡	<	<	<	<
调整事项	调整后	<	调整前	<	调整理由
预算金额	286,000.00	<	320,000.00	<	改为租赁
其中：区级财政资金	236,000.00	<	260,000.00	<	_
年度目标	走遍十二个村。	<	走遍十个村。	<	未获批
一级指标	二级指标	三级指标	调整后指标值	调整前指标值	权重
产出指标	数量指标	服务场次	≥150场	≥120场	20
""")
    assert (one.total, dict(one.sources), one.goals) == (
        Money("286000"),
        {"区级财政资金": Money("236000")},
        ("走遍十二个村。",),
    )
    assert (one.details["预算金额（调整前）（元）"], one.details["年度目标（调整前）"]) == (
        "320,000.00",
        "走遍十个村。",
    )
    assert one.details["预算金额（调整理由）"] == "改为租赁"


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_before_and_after_may_be_labels_in_the_row(read: Callable[[str], FilledForm]) -> None:
    one = read("""
项目绩效指标调整明细表
（2024年度）
项目名称	<	红树林	<	<	实施单位	保护站
年度资金总额（万元）	<	调整前	182.00	<	调整后	150.50
一级指标	二级指标	三级指标	调整前指标值	调整后指标值	调整原因	备注
产出指标	数量指标	造林	≥600亩	≥480亩	划为航道	_
""")
    assert (one.total, one.details["年度资金总额（万元）（调整前）（万元）"]) == (Money("1505000"), "182.00")
    assert [(row.name, row.target) for row in one.indicators] == [("造林", "≥480亩")]
