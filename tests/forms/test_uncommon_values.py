"""Values that are called as headings or labels of something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, rows, text_of

Read = Callable[[str], FilledForm]

_FORM = """
2024年项目支出绩效目标表
项目名称	修路	{pair}
年度资金总额	5万元	其中：财政拨款	5万元
一级指标	二级指标	三级指标	{headings}
产出指标	数量指标	修路	≥3公里
"""


@pytest.mark.parametrize("read_as", [form, csv_of, text_of])
@pytest.mark.parametrize("pair", ["支出方向	资本性支出", "开支口径	项目支出", "使用去向	人员经费"])
def test_a_value_called_as_a_part_of_the_money_is_kept_behind_its_label(read_as: Read, pair: str) -> None:
    label, value = pair.split("\t")
    found = read_as(_FORM.format(pair=pair, headings="指标值"))
    assert (dict(found.details), f"{found.total}", dict(found.sources)) == ({label: value}, "50000.00", {})


@pytest.mark.parametrize("read_as", [form, csv_of, text_of])
@pytest.mark.parametrize("heading", ["标准值", "评价标准值", "考核标准值"])
def test_a_column_of_standards_has_the_targets_where_no_other_does(read_as: Read, heading: str) -> None:
    found = read_as(_FORM.format(pair="联系人	某某", headings=heading))
    assert rows(found) == [("产出指标", "数量指标", "修路", "≥3公里", "")]


def test_standards_beside_targets_are_none() -> None:
    text = _FORM.format(pair="联系人	某某", headings="指标值	标准值")
    found = form(text.replace("≥3公里", "≥3公里	≥2公里"))
    assert [(row.target, row.basis or row.details.get("标准值")) for row in found.indicators] == [("≥3公里", "≥2公里")]
