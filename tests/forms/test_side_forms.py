"""Forms side by side on one sheet, each with labels, headings and values of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_forms, sheet_forms, text_forms

Read = Callable[[str], list[FilledForm]]
READERS = pytest.mark.parametrize("read", [sheet_forms, csv_forms, text_forms])

HEAD = "2025年项目绩效目标（并列表）\n金额单位：万元\n"
ONE = """项目名称	<	护林	<
项目类型	<	延续性	<
预算金额	<	20	<
其中：财政拨款	<	18	<
年度绩效目标	<	护好林子	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	巡护	≥20公里
^	^	补植	≥5亩
效益指标	社会效益指标	知晓率	≥90%"""
OTHER = """项目名称	<	修渠	<
项目类型	<	一次性	<
预算金额	<	30	<
其中：财政拨款	<	30	<
年度绩效目标	<	渠道通畅	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	渠道	≥7公里
^	质量指标	合格率	100%
^	时效指标	完工	10月底前"""


def _beside(*forms: str, gap: str) -> str:
    rows = zip(*(form.split("\n") for form in forms), strict=True)
    return HEAD + "\n".join(gap.join(row) for row in rows) + "\n"


def _said(found: FilledForm) -> tuple[str, str, str, tuple[str, ...], list[tuple[str, str, str]], dict[str, object]]:
    rows = [(item.kind, item.name, item.target) for item in found.indicators]
    return found.name, str(found.total), str(found.fiscal), found.goals, rows, dict(found.details)


GUARDING = (
    "护林",
    "200000.00",
    "180000.00",
    ("护好林子",),
    [("数量指标", "巡护", "≥20公里"), ("数量指标", "补植", "≥5亩"), ("社会效益指标", "知晓率", "≥90%")],
    {"项目类型": "延续性"},
)
DIGGING = (
    "修渠",
    "300000.00",
    "300000.00",
    ("渠道通畅",),
    [("数量指标", "渠道", "≥7公里"), ("质量指标", "合格率", "100%"), ("时效指标", "完工", "10月底前")],
    {"项目类型": "一次性"},
)


@READERS
@pytest.mark.parametrize("gap", ["\t", "\t_\t"])
def test_each_form_has_what_stands_in_its_columns(read: Read, gap: str) -> None:
    assert [_said(found) for found in read(_beside(ONE, OTHER, gap=gap))] == [GUARDING, DIGGING]


@READERS
def test_three_forms_may_stand_side_by_side(read: Read) -> None:
    third = OTHER.replace("修渠", "筑路")
    found = [_said(form) for form in read(_beside(ONE, OTHER, third, gap="\t_\t"))]
    assert found == [GUARDING, DIGGING, ("筑路", *DIGGING[1:])]


@pytest.mark.parametrize("read", [sheet_forms, csv_forms])
def test_a_line_below_is_of_no_column(read: Read) -> None:
    note = "注：本表一式两份。	" + "	".join("<" * 8) + "\n"
    guarding, digging = read(_beside(ONE, OTHER, gap="\t_\t") + note)
    assert guarding.details["注"] == "本表一式两份。"
    assert (guarding.name, digging.name) == ("护林", "修渠")
