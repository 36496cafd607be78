"""The money of a list's projects, and of forms that print its parts alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, read, text_of

READERS = pytest.mark.parametrize("reader", [form, csv_of, text_of])

LIST = """项目支出绩效目标汇总表（2025年度）
单位：万元
{headings}
林政科	护林	20	18	2	护好	巡护≥20公里；合格率≥90%
营林科	补植	30	30	0	种好	栽树≥5万株
"""


def _money(found: FilledForm) -> tuple[str | None, str | None, dict[str, Money]]:
    return (
        None if found.total is None else str(found.total),
        None if found.fiscal is None else str(found.fiscal),
        dict(found.sources),
    )


@pytest.mark.parametrize(
    "headings",
    [
        "科室	项目名称	资金（万元）	财政	自筹	年度目标	产出指标",
        "科室	项目名称	经费（万元）	财政	自筹	年度目标	产出指标",
        "科室	项目名称	资金（万元）	<	<	年度目标	产出指标\n^	^	合计	财政	自筹	^	^",
        "科室	项目名称	预算金额	其中：财政	自筹	年度目标	产出指标",
    ],
)
def test_money_stands_for_all_the_money_of_a_project(headings: str) -> None:
    found = read(LIST.format(headings=headings))
    assert found.leftovers == ()
    guarding, planting = found.forms
    assert _money(guarding) == ("200000.00", "180000.00", {"自筹": Money("20000.00")})
    assert _money(planting) == ("300000.00", "300000.00", {})
    assert [(item.level1, item.name, item.target) for item in (*guarding.indicators, *planting.indicators)] == [
        ("产出指标", "巡护", "≥20公里"),
        ("产出指标", "合格率", "≥90%"),
        ("产出指标", "栽树", "≥5万株"),
    ]


FORM = """项目支出绩效目标申报表（2025年度）
单位：万元
项目名称	护林	<	<	<	<	<
资金来源	{parts}
年度绩效目标	护好	<	<	<	<	<
一级指标	二级指标	三级指标	指标值	<	<	<
产出指标	数量指标	巡护	≥20公里	<	<	<
"""


@READERS
@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ("财政拨款	18	自筹资金	2	<	_", "200000.00"),
        ("财政拨款	18	其中：省级	10	自筹	2", "200000.00"),
        ("财政资金	18	银行贷款	12	社会资本	10", "400000.00"),
        ("财政拨款	18	省级	10	县级	8", "180000.00"),
        ("财政资金	18	其他资金	2	_	_", "200000.00"),
    ],
)
def test_the_unsaid_total_has_the_parts_that_are_no_fiscal_funds(
    reader: Callable[[str], FilledForm], parts: str, total: str
) -> None:
    found = reader(FORM.format(parts=parts))
    assert (str(found.total), str(found.fiscal)) == (total, "180000.00")


@READERS
@pytest.mark.parametrize("source", ["财政专户", "国有资本经营", "专项债", "盘活存量资金", "统筹资金", "社会捐赠"])
def test_sources_of_money(reader: Callable[[str], FilledForm], source: str) -> None:
    found = reader(FORM.format(parts=f"合计	20	{source}	2	财政拨款	18"))
    assert _money(found) == ("200000.00", "180000.00", {source: Money("20000.00")})
