"""Small tables that judge what is asked for, row by row, as 事前绩效评估 has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money, Points
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, sheet_forms, text_of

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


NUMBERED = """
2024年度项目支出绩效自评表
项目名称	河道打捞	<	<	<	<	<	<	<
一级指标	二级指标	三级指标	<	计划值	<	<	实际完成值	分值
^	^	序号	名称	符号	数值	单位	^	^
产出指标	数量指标	指标1	打捞量	≥	5,200	吨	5,043吨	15
^	^	指标2	保洁长度	=	86.5	公里	86.5公里	10
^	时效指标	指标1	清运	定性	当日	_	当日	5
"""


def test_names_below_level_three_may_have_their_numbers_beside_them() -> None:
    found = form(NUMBERED)
    assert [(row.kind, row.name, row.target, row.weight, dict(row.details)) for row in found.indicators] == [
        ("数量指标", "打捞量", "≥5,200吨", Points("15"), {}),
        ("数量指标", "保洁长度", "=86.5公里", Points("10"), {}),
        ("时效指标", "清运", "当日", Points("5"), {"符号": "定性"}),
    ]
    assert found.results is not None
    assert {name: said["actual"] for name, said in found.results.indicators.items()} == {
        "打捞量": "5,043吨",
        "保洁长度": "86.5公里",
        "清运": "当日",
    }


HEADED = """
项目支出绩效目标表（2024年度）
项目名称	直饮水	<	<
产出指标	指标名称	中期指标值	年度指标值
数量指标	指标1：直饮水学校	48所	16所
^	指标2：饮水终端	≥960台	≥320台
质量指标	指标1：水质合格率	100%	100%
成本指标	指标名称	中期指标值	年度指标值
经济成本指标	指标1：终端造价	≤6200元	≤6500元
社会成本指标	指标1：占用课时	_	0课时
"""


def test_a_level_one_heads_the_column_of_its_levels_two() -> None:
    found = form(HEADED)
    assert [(row.level1, row.kind, row.name, row.term, row.target) for row in found.indicators] == [
        ("产出指标", "数量指标", "直饮水学校", "中期", "48所"),
        ("产出指标", "数量指标", "直饮水学校", "", "16所"),
        ("产出指标", "数量指标", "饮水终端", "中期", "≥960台"),
        ("产出指标", "数量指标", "饮水终端", "", "≥320台"),
        ("产出指标", "质量指标", "水质合格率", "中期", "100%"),
        ("产出指标", "质量指标", "水质合格率", "", "100%"),
        ("成本指标", "经济成本指标", "终端造价", "中期", "≤6200元"),
        ("成本指标", "经济成本指标", "终端造价", "", "≤6500元"),
        ("成本指标", "社会成本指标", "占用课时", "", "0课时"),
    ]


@pytest.mark.parametrize("heading", ["指标类别", "指标性质类别"])
def test_a_column_of_indicators_before_their_levels_in_a_list_is_theirs(heading: str) -> None:
    (one,) = sheet_forms(f"""
2025年部门项目支出绩效目标汇总表
单位名称	项目名称	预算金额	年度绩效目标	{heading}	一级指标	二级指标	三级指标	指标值
某站	标线	96.8	复划标线。	核心指标	产出	数量	标线里程	≥62公里
^	^	^	^	^	产出	质量	合格率	≥95%
^	^	^	^	个性指标	满意度	服务对象满意度	满意度	88%以上
""")
    assert [(row.name, dict(row.details)) for row in one.indicators] == [
        ("标线里程", {heading: "核心指标"}),
        ("合格率", {heading: "核心指标"}),
        ("满意度", {heading: "个性指标"}),
    ]
    assert heading not in one.details
