"""Targets of parts of the year beside those of all of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, text_of

READERS = pytest.mark.parametrize("read", [form, csv_of, text_of])

SHEET = """项目支出绩效目标申报表（2025年度）
单位：万元
项目名称	护林	<	<	<
年度资金总额	20	<	<	<
年度绩效目标	护好	<	<	<
一级指标	二级指标	三级指标	{part}	{whole}
产出指标	数量指标	巡护	≥11公里	≥22公里
"""


@READERS
@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("指标值（上半年）", "指标值（全年）"),
        ("指标值（半年）", "指标值（年度）"),
        ("1-6月目标值", "1-12月目标值"),
        ("目标值（1-6月）", "目标值（1-12月）"),
        ("6月底目标值", "12月底目标值"),
        ("上半年", "全年"),
        ("第一季度", "全年"),
        ("期中指标值", "期末指标值"),
        ("阶段指标值", "年度指标值"),
    ],
)
def test_the_target_of_the_whole_year_holds(read: Callable[[str], FilledForm], part: str, whole: str) -> None:
    (indicator,) = read(SHEET.format(part=part, whole=whole)).indicators
    assert (indicator.target, indicator.term) == ("≥22公里", "")
    assert indicator.details == {part: "≥11公里"}


@READERS
def test_parts_alone_have_no_target_of_the_year(read: Callable[[str], FilledForm]) -> None:
    (indicator,) = read(SHEET.format(part="上半年目标值", whole="下半年目标值")).indicators
    assert indicator.target == ""
    assert indicator.details == {"上半年目标值": "≥11公里", "下半年目标值": "≥22公里"}
