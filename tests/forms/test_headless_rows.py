"""Rows of indicators below headings over several levels at once, and below none: those are named, not details."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, read, rows, text_of

_OF_CONTENT = """
2018年度专项资金绩效目标表
专项资金名称	渔船终端补助	<	主管部门	某县海洋局
设立依据	某政综〔2017〕88号	<	<	<
{heading}
投入	时效目标	资金拨付时间	<	9月底前
^	成本目标	单船补助标准	<	≤0.5万元
产出	数量目标	加装终端	<	4000艘
^	^	操作培训	<	≥4000人次
效益	服务对象满意度目标	船东满意度	<	≥90%
"""


@pytest.mark.parametrize("read_as", [form, csv_of, text_of])
@pytest.mark.parametrize(
    "heading", ["绩效内容	<	绩效指标	<	目标值", "绩效目标	<	绩效指标	<	目标值"]
)
def test_one_heading_stands_over_levels_of_the_framework_of_2015(
    read_as: Callable[[str], FilledForm], heading: str
) -> None:
    found = read_as(_OF_CONTENT.format(heading=heading))
    assert rows(found) == [
        ("投入", "时效目标", "资金拨付时间", "9月底前", ""),
        ("投入", "成本目标", "单船补助标准", "≤0.5万元", ""),
        ("产出", "数量目标", "加装终端", "4000艘", ""),
        ("产出", "数量目标", "操作培训", "≥4000人次", ""),
        ("效益", "服务对象满意度目标", "船东满意度", "≥90%", ""),
    ]
    assert dict(found.details) == {"主管部门": "某县海洋局", "设立依据": "某政综〔2017〕88号"}


@pytest.mark.parametrize(
    "heading", ["绩效事项	<	做什么	<	做到什么", "绩效事项	<	做什么	<	多少"]
)
def test_rows_of_indicators_below_no_headings_that_are_known_are_named(heading: str) -> None:
    found = read(_OF_CONTENT.format(heading=heading))
    values = [
        "资金拨付时间",
        "9月底前",
        "单船补助标准",
        "≤0.5万元",
        "加装终端",
        "4000艘",
        "操作培训",
        "≥4000人次",
        "船东满意度",
        "≥90%",
    ]
    assert [item.text for item in found.leftovers if "stand over it" in item.reason] == values
    (only,) = found.forms
    assert only.indicators == ()
    assert {"主管部门": "某县海洋局", "设立依据": "某政综〔2017〕88号"}.items() <= dict(only.details).items()
    assert not {"投入", "产出", "效益", "时效目标", "操作培训"} & only.details.keys()
