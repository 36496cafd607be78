"""Money of the year and of a longer term, the term in a row of its own over the pairs or down the left of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, text_of

READERS = pytest.mark.parametrize("read", [form, csv_of, text_of])

SHEET = """项目支出绩效目标申报表（2025年度）
单位：万元
项目名称	护林	<	<	<	<
{rows}年度绩效目标	护好	<	<	<	<
一级指标	二级指标	三级指标	指标值	<	<
产出指标	数量指标	巡护	≥20公里	<	<
"""


def _money(found: FilledForm) -> tuple[str, str, str]:
    return str(found.total), str(found.fiscal), str(found.other)


@READERS
@pytest.mark.parametrize(
    ("whole", "year"),
    [("实施期", "年度"), ("中期", "本年度"), ("长期", "当年"), ("实施期资金", "年度资金"), ("2024年", "2025年")],
)
def test_terms_over_pairs(read: Callable[[str], FilledForm], whole: str, year: str) -> None:
    rows = (
        f"{whole}	<	<	{year}	<	<\n资金总额	300	<	资金总额	100	<\n"
        "财政拨款	240	<	财政拨款	90	<\n其他资金	60	<	其他资金	10	<\n"
    )
    found = read(SHEET.format(rows=rows))
    assert _money(found) == ("1000000.00", "900000.00", "100000.00")
    term = "中期" if "20" not in whole else whole
    assert found.details == {
        f"资金总额（{term}）（万元）": "300",
        f"财政拨款（{term}）（万元）": "240",
        f"其他资金（{term}）（万元）": "60",
    }


@READERS
@pytest.mark.parametrize(
    ("whole", "year"), [("中期", "年度"), ("实施期", "本年度"), ("全周期", "当年"), ("中期资金", "年度资金")]
)
def test_terms_down_the_left_of_pairs(read: Callable[[str], FilledForm], whole: str, year: str) -> None:
    rows = (
        f"{whole}	资金总额	300	<	<	<\n^	财政拨款	240	<	<	<\n^	其他资金	60	<	<	<\n"
        f"{year}	资金总额	100	<	<	<\n^	财政拨款	90	<	<	<\n^	其他资金	10	<	<	<\n"
    )
    found = read(SHEET.format(rows=rows))
    assert _money(found) == ("1000000.00", "900000.00", "100000.00")
    assert found.details == {"资金总额（万元）": "300", "财政拨款（万元）": "240", "其他资金（万元）": "60"}


@READERS
def test_another_year_down_the_left_of_pairs(read: Callable[[str], FilledForm]) -> None:
    rows = (
        "2024年	资金总额	300	<	<	<\n^	财政拨款	240	<	<	<\n"
        "2025年	资金总额	100	<	<	<\n^	财政拨款	90	<	<	<\n"
    )
    found = read(SHEET.format(rows=rows))
    assert (str(found.total), str(found.fiscal)) == ("1000000.00", "900000.00")
    assert found.details == {"资金总额（2024年）（万元）": "300", "财政拨款（2024年）（万元）": "240"}


@READERS
def test_terms_below_a_label_down_the_left(read: Callable[[str], FilledForm]) -> None:
    rows = (
        "项目资金（万元）	实施期	<	年度	<	_\n^	资金总额	300	资金总额	100	_\n"
        "^	财政拨款	240	财政拨款	90	_\n^	其他资金	60	其他资金	10	_\n"
    )
    found = read(SHEET.format(rows=rows))
    assert _money(found) == ("1000000.00", "900000.00", "100000.00")
