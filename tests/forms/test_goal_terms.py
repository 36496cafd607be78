"""Goals row by row, each beside the term or the year that they are of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, text_of

READERS = pytest.mark.parametrize("read", [form, csv_of, text_of])

HEAD = """项目支出绩效目标申报表（2025年度）
单位：万元
项目名称	护林	<	<	<
年度资金总额	20	<	<	<
"""
INDICATORS = """一级指标	二级指标	三级指标	指标值	<
产出指标	数量指标	巡护	≥20公里	<
"""


def _goals(found: FilledForm) -> tuple[list[str], list[str]]:
    assert [item.target for item in found.indicators] == ["≥20公里"]
    return list(found.goals), list(found.long_term_goals)


@READERS
@pytest.mark.parametrize("section", ["总体绩效目标", "绩效目标", "年度目标"])
@pytest.mark.parametrize(
    ("whole", "year"),
    [("实施期", "本年度"), ("全周期", "当年"), ("总体", "年度"), ("总体目标", "阶段目标"), ("中期", "2025年度")],
)
def test_terms_beside_the_label_of_goals(
    read: Callable[[str], FilledForm], section: str, whole: str, year: str
) -> None:
    found = read(f"{HEAD}{section}	{whole}	三年护好	<	<\n^	{year}	今年护好	<	<\n{INDICATORS}")
    assert _goals(found) == (["今年护好"], ["三年护好"])
    assert found.details == {}


@READERS
@pytest.mark.parametrize("heading", ["总体绩效目标", "二、绩效目标"])
@pytest.mark.parametrize(("whole", "year"), [("实施期", "本年度"), ("总体", "年度"), ("实施期", "2025年度")])
def test_terms_below_a_heading_of_goals(read: Callable[[str], FilledForm], heading: str, whole: str, year: str) -> None:
    found = read(
        f"{HEAD}{heading}	<	<	<	<\n{whole}	三年护好	<	<	<\n{year}	今年护好	<	<	<\n{INDICATORS}"
    )
    assert _goals(found) == (["今年护好"], ["三年护好"])
    assert found.details == {}


@READERS
@pytest.mark.parametrize(
    "headings", ["阶段	绩效目标", "期限	目标内容", "年度	绩效目标", "目标类型	阶段目标"]
)
@pytest.mark.parametrize(("whole", "year"), [("实施期", "本年度"), ("总体", "2025年")])
def test_a_table_of_goals_by_their_terms(
    read: Callable[[str], FilledForm], headings: str, whole: str, year: str
) -> None:
    found = read(
        f"{HEAD}{headings}	<	<	<\n{whole}	三年护好	<	<	<\n{year}	今年护好	<	<	<\n{INDICATORS}"
    )
    assert _goals(found) == (["今年护好"], ["三年护好"])
    assert found.details == {}


@READERS
def test_what_else_such_a_table_tells_is_a_detail(read: Callable[[str], FilledForm]) -> None:
    found = read(
        f"{HEAD}总体绩效目标	阶段	时间	阶段目标	<\n"
        f"^	实施期	2024年—2026年	三年护好	<\n^	本年度	2025年1月—12月	今年护好	<\n{INDICATORS}"
    )
    assert _goals(found) == (["今年护好"], ["三年护好"])
    assert found.details == {"时间": ("2024年—2026年", "2025年1月—12月")}


@READERS
@pytest.mark.parametrize("headings", ["绩效目标	<", "年份	年度目标"])
def test_goals_of_other_years_are_details(read: Callable[[str], FilledForm], headings: str) -> None:
    rows = "2025年	今年护好	<	<	<\n2026年	明年护好	<	<	<\n"
    found = read(f"{HEAD}{headings}	<	<	<\n{rows}{INDICATORS}")
    assert _goals(found) == (["今年护好"], [])
    assert found.details == {"2026年": "明年护好"}


@READERS
@pytest.mark.parametrize("year", ["年度阶段目标", "年度阶段性目标", "本年度绩效阶段目标", "阶段性绩效目标"])
def test_goals_of_a_stage_beside_those_of_the_whole(read: Callable[[str], FilledForm], year: str) -> None:
    found = read(f"{HEAD}项目总目标	三年护好	<	<	<\n{year}	今年护好	<	<	<\n{INDICATORS}")
    assert _goals(found) == (["今年护好"], ["三年护好"])
    assert found.details == {}
