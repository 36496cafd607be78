"""Small tables that judge what is asked for, row by row, as 事前绩效评估 has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money, Points
from perfcli.forms.filled import FilledForm
from tests.forms.sheets import csv_of, form, text_of

JUDGED = """
新增项目事前绩效评估表
（2025年度）
项目名称	<	海岛供水	<	<	<
项目资金（万元）	<	本年申请资金总额	<	742.00	<
^	<	其中：财政资金	<	600.00	<
评估情况	评估内容	评估要点	分值	得分	评估意见
^	立项必要性	是否重复	20	18	枯水期缺水
^	投入经济性	是否合理	20	17.5	宜比选船运
^	综合得分	<	<	35.5	<
绩效目标	<	枯水期供水不断。	<	<	<
绩效指标	一级指标	二级指标	三级指标	指标值	评价标准确定依据
^	产出指标	数量指标	供水能力	≥900吨	规划
评估结论	<	☑建议支持	<	<	<
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_a_table_of_points_is_kept_by_its_headings_and_its_total_is_no_self_evaluation(
    read: Callable[[str], FilledForm],
) -> None:
    one = read(JUDGED)
    assert (one.name, one.total, one.goals, one.results) == ("海岛供水", Money("7420000"), ("枯水期供水不断。",), None)
    assert {
        label: one.details[label] for label in ("评估内容", "评估要点", "分值", "得分", "评估意见", "综合得分")
    } == {
        "评估内容": ("立项必要性", "投入经济性"),
        "评估要点": ("是否重复", "是否合理"),
        "分值": ("20", "20"),
        "得分": ("18", "17.5"),
        "评估意见": ("枯水期缺水", "宜比选船运"),
        "综合得分": "35.5",
    }
    assert [(row.kind, row.name, row.target) for row in one.indicators] == [("数量指标", "供水能力", "≥900吨")]


def test_the_total_of_such_a_table_is_a_self_evaluations_where_the_form_is_one() -> None:
    one = form(JUDGED.replace("新增项目事前绩效评估表", "项目支出绩效自评表"))
    assert one.results is not None
    assert one.results.total_score == Points("35.5")
    assert "综合得分" not in one.details


def test_one_row_of_points_is_no_table() -> None:
    one = form(
        JUDGED.replace("^	投入经济性	是否合理	20	17.5	宜比选船运\n", "").replace(
            "^	综合得分	<	<	35.5	<\n", ""
        )
    )
    assert one.results is None
    assert [(row.name, row.target) for row in one.indicators] == [("供水能力", "≥900吨")]


JUDGED_BELOW = """
事前绩效评估表（2025年度）（单位：万元）
项目名称	育苗	<	<	<	<
年度资金总额	20	<	<	<	<
绩效指标	一级指标	二级指标	三级指标	指标值	<
^	产出指标	数量指标	改造车间	3间	<
^	^	质量指标	循环率	≥85%	<
评估情况	评估内容	分值	评估得分	评估意见	<
^	立项必要性	20	19	依据充分	<
^	投入经济性	20	16	单价偏高	<
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_a_table_of_what_is_judged_ends_the_indicators_above_it(read: Callable[[str], FilledForm]) -> None:
    found = read(JUDGED_BELOW)
    assert [(row.name, row.target) for row in found.indicators] == [("改造车间", "3间"), ("循环率", "≥85%")]
    assert (found.details["评估内容"], found.details["评估得分"]) == (("立项必要性", "投入经济性"), ("19", "16"))
    assert found.results is None
