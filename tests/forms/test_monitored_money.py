"""What was spent, by the words and tables that sheets of monitoring and self-evaluation have for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, text_of

READERS = pytest.mark.parametrize("read", [form, csv_of, text_of])

SHEET = """{title}
单位：万元
项目名称	护林	<	<	<
{money}一级指标	二级指标	三级指标	目标值	监控值
产出指标	数量指标	巡护	≥20公里	11公里
"""


@READERS
def test_all_money_beside_what_was_spent_is_over_its_parts(read: Callable[[str], FilledForm]) -> None:
    money = (
        "资金情况	资金总额	1-6月支出	执行率	_\n财政拨款	18	8	44%	_\n"
        "其他资金	2	1	50%	_\n合计	20	9	45%	_\n"
    )
    found = read(SHEET.format(title="2025年度1-6月项目绩效运行监控表", money=money))
    assert found.results is not None
    assert (str(found.total), str(found.fiscal), str(found.other)) == ("200000.00", "180000.00", "20000.00")
    assert (found.results.month, str(found.results.spent)) == (6, "90000.00")
    assert found.results.indicators == {"巡护": {"value": "11公里"}}


@READERS
@pytest.mark.parametrize("label", ["实际使用资金总额", "实际支付资金", "实际支出资金"])
def test_what_was_really_used_is_spent(read: Callable[[str], FilledForm], label: str) -> None:
    found = read(SHEET.format(title="2025年度项目支出绩效自评表", money=f"资金总额	20	{label}	18	_\n"))
    assert found.results is not None
    assert (str(found.total), str(found.results.spent)) == ("200000.00", "180000.00")


@READERS
def test_an_indicator_may_be_called_as_a_term(read: Callable[[str], FilledForm]) -> None:
    found = read("""
项目支出绩效目标申报表（2025年度）
项目名称	护林	<	<
年度资金总额（万元）	20	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	年度	≥20公里
""")
    assert [(item.name, item.target) for item in found.indicators] == [("年度", "≥20公里")]
