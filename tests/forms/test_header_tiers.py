"""Headers of several rows: what stands below a heading says what its columns are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, text_of

HISTORY = """
2025年度项目绩效目标表
项目名称	果园统防	项目当年预算（万元）	72.50
年度绩效指标	一级指标	二级指标	三级指标	绩效指标值	<	<	绩效指标值确定依据
^	^	^	^	近两年指标值	<	预期当年实现值	^
^	^	^	^	前年	上年	^	^
^	产出指标	数量指标	防治面积	2.4万亩	2.7万亩	≥3万亩	上年实际
^	^	质量指标	抽检合格率	98%	99%	100%	合同
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_what_was_in_earlier_years_is_no_target(read: Callable[[str], FilledForm]) -> None:
    found = read(HISTORY)
    assert [(row.name, row.target, row.basis, dict(row.details)) for row in found.indicators] == [
        ("防治面积", "≥3万亩", "上年实际", {"前年": "2.4万亩", "上年": "2.7万亩"}),
        ("抽检合格率", "100%", "合同", {"前年": "98%", "上年": "99%"}),
    ]


def test_a_heading_that_goes_down_past_the_middle_row_keeps_its_column_where_the_order_is_all_one_knows() -> None:
    text = """
2024年项目支出绩效目标表（单位：万元）
单位编码\\n（项目编码）	项目单位\\n（项目名称）	项目金额	<	绩效目标	绩效指标	<	<	<
^	^	资金总额	财政资金	^	产出指标	<	满意度指标	<
^	^	^	^	^	三级指标	指标值	三级指标	指标值
99090424T000000300117	病虫害除治	98.30	98.30	控制疫情扩散。	清理疫木	≥4200株	林农满意度	≥90%
"""
    found = text_of(text)
    assert (found.name, found.code, list(found.goals)) == ("病虫害除治", "99090424T000000300117", ["控制疫情扩散。"])
    assert [(row.level1, row.name, row.target) for row in found.indicators] == [
        ("产出指标", "清理疫木", "≥4200株"),
        ("满意度指标", "林农满意度", "≥90%"),
    ]


TOWNS = """
2024年项目绩效目标分解表（单位：万元）
项目名称	草原防治	<	项目资金	186.00	<	<
绩效指标	一级指标	二级指标	三级指标	各镇指标值	<	<
^	^	^	^	乌兰镇	白音镇	河湾镇
^	产出指标	数量指标	防治面积	≥3.2万亩	≥5.6万亩	≥2万亩
^	^	时效指标	完成时间	8月20日前	8月20日前	8月31日前
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize("heading", ["各镇指标值", "年度指标值", "任务分解"])
def test_towns_below_one_heading_of_values_have_a_column_each(read: Callable[[str], FilledForm], heading: str) -> None:
    found = read(TOWNS.replace("各镇指标值", heading))
    assert [(row.name, row.target, dict(row.details)) for row in found.indicators] == [
        ("防治面积", "", {"乌兰镇": "≥3.2万亩", "白音镇": "≥5.6万亩", "河湾镇": "≥2万亩"}),
        ("完成时间", "", {"乌兰镇": "8月20日前", "白音镇": "8月20日前", "河湾镇": "8月31日前"}),
    ]


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_operator_and_unit_go_with_the_value_of_each_town(read: Callable[[str], FilledForm]) -> None:
    text = """
2024年区域绩效目标表（单位：万元）
项目名称	设备更新	<	<	项目资金	96.00	<
一级指标	二级指标	三级指标	指标性质	计量单位	各镇指标值	<
^	^	^	^	^	石堰镇	杨集镇
产出指标	数量指标	更新设备	≥	台	6	4
_	质量指标	运行状况	定性	台	良好	良好
"""
    assert [(row.name, row.target, dict(row.details)) for row in read(text).indicators] == [
        ("更新设备", "", {"石堰镇": "≥6台", "杨集镇": "≥4台"}),
        ("运行状况", "", {"石堰镇": "良好", "杨集镇": "良好", "指标性质": "定性", "计量单位": "台"}),
    ]


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_of_targets_by_years_below_one_heading_that_of_the_forms_year_is_the_target(
    read: Callable[[str], FilledForm],
) -> None:
    found = read("""
项目支出绩效目标申报表（2024年度）
项目名称	管网改造	<	<	项目资金（万元）	14.00	<	<
绩效指标	一级指标	二级指标	三级指标	指标值	<	<	权重
^	^	^	^	2024年	2025年	2026年	^
^	产出指标	数量指标	改造管网	≥28公里	≥35公里	≥22公里	12
""")
    (row,) = found.indicators
    assert (row.name, row.target, dict(row.details)) == (
        "改造管网",
        "≥28公里",
        {"2025年": "≥35公里", "2026年": "≥22公里"},
    )


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_of_names_and_targets_before_and_after_a_change_those_after_it_hold(read: Callable[[str], FilledForm]) -> None:
    found = read("""
项目支出绩效目标调整表（2024年度）
项目名称	河堤加固	<	项目资金（万元）	9.00	<	<	<
绩效指标	一级指标	二级指标	调整前	<	调整后	<	调整原因
^	^	^	三级指标	指标值	三级指标	指标值	^
^	产出指标	数量指标	加固河堤	≥3.6公里	加固堤防	≥4.2公里	新增险段
^	^	质量指标	合格率	100%	合格率	100%	_
""")
    assert [(row.name, row.target, dict(row.details)) for row in found.indicators] == [
        ("加固堤防", "≥4.2公里", {"调整前三级指标": "加固河堤", "调整前指标值": "≥3.6公里", "调整原因": "新增险段"}),
        ("合格率", "100%", {"调整前指标值": "100%"}),
    ]
