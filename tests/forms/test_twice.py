"""Forms of changes that say all twice: below bands before and after a change, or side by side below such headings."""

from __future__ import annotations

import pytest

from tests.forms.sheets import csv_of, read
from tests.forms.test_parted_targets import Read

BANDS = """
2025年项目绩效目标调整备案表
填报单位：园林中心　　　　单位：万元
项目名称	口袋公园	<	<	<
调整理由	地块被占用	<	<	<
一、调整前绩效目标
资金安排	年度资金总额	<	436.00	<
^	其中：财政拨款	<	400.00	<
总体目标	建成五处	<	<	<
绩效指标	一级指标	二级指标	三级指标	指标值
^	产出指标	数量指标	建设公园	≥5处
二、调整后绩效目标
资金安排	年度资金总额	<	291.50	<
^	其中：财政拨款	<	291.50	<
总体目标	建成三处	<	<	<
绩效指标	一级指标	二级指标	三级指标	指标值
^	产出指标	数量指标	建设公园	≥3处
^	^	^	增设坡道	≥6条
"""


def test_what_was_before_a_change_is_named_and_what_holds_is_read() -> None:
    found = read(BANDS)
    (one,) = found.forms
    assert (one.name, f"{one.total}", f"{one.fiscal}", one.goals) == (
        "口袋公园",
        "2915000.00",
        "2915000.00",
        ("建成三处",),
    )
    assert [(row.name, row.target) for row in one.indicators] == [("建设公园", "≥3处"), ("增设坡道", "≥6条")]
    assert [item.text for item in found.leftovers] == [
        "资金安排",
        "436.00",
        "400.00",
        "建成五处",
        "产出指标",
        "数量指标",
        "建设公园",
        "≥5处",
    ]
    assert {item.reason.partition(": ")[2] for item in found.leftovers} == {"what was before a change is not taken in"}


BESIDE = """
项目支出绩效目标调整申报表（2023年度）
项目名称	草场围栏	<	<	<	<	<	<
主管部门	草原局	<	<	申报单位	工作站	<	<
_	<	<	调整前	<	调整后	<	调整原因
项目资金（万元）	年度资金总额	<	178.00	<	203.50	<	牧道塌陷段增加
^	其中：财政拨款	<	168.00	<	193.50	<	灾后修复
^	其他资金	<	10.00	<	10.00	<	_
年度总体目标	_	<	修复十八公里。	<	修复二十四公里。	<	暴雨冲毁
"""


def test_labels_above_the_headings_of_a_change_keep_their_values_in_a_list() -> None:
    found = csv_of(BESIDE)
    assert (f"{found.total}", f"{found.fiscal}", f"{found.other}") == ("2035000.00", "1935000.00", "100000.00")
    assert (found.goals, found.details["主管部门"]) == (("修复二十四公里。",), "草原局")


REACHED = """
2022年部门整体支出绩效自评情况
部门名称	保护所	<	<	<	<
2022年度目标	_	<	目标	<	实际完成情况
^	_	<	古道不塌	<	加固三处
年度资金总额（万元）	295	<	<	<	<
"""


@pytest.mark.parametrize("read", [csv_of])
def test_goals_stand_below_goal_alone_beside_what_became_of_them(read: Read) -> None:
    found = read(REACHED)
    assert (found.overall, found.results is not None) == ("古道不塌", True)
