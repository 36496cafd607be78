"""Targets in parts: operator, value and unit of measure below one heading, whole where a row has no parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_forms, csv_of, form, sheet_forms, text_of

Read = Callable[[str], FilledForm]

ALL_KINDS = pytest.mark.parametrize("read", [form, csv_of, text_of])

ONE_HEADING = """
项目支出绩效目标表（2023年度）（单位：万元）
项目名称	供热管网更新	<	<	<	<	<
年度资金总额	20	<	<	<	<	<
一级指标	二级指标	三级指标	年度指标值	<	2022年实际值	权重
产出指标	数量指标	更新管网	≥	28公里	21.6公里	10
	质量指标	焊口合格率	＝	100%	99.2%	10
	时效指标	打压试水完成	2023年10月25日前	<	2022年11月3日	10
效益指标	社会效益指标	投诉降幅	15%—25%	<	9.8%	15
"""


def told(one: FilledForm) -> list[tuple[str, str, str]]:
    """Name, target and points of each indicator."""
    return [(row.name, row.target, f"{row.weight or ''}") for row in one.indicators]


@ALL_KINDS
def test_one_heading_may_stand_over_operators_and_values(read: Read) -> None:
    found = read(ONE_HEADING)
    assert told(found) == [
        ("更新管网", "≥28公里", "10"),
        ("焊口合格率", "＝100%", "10"),
        ("打压试水完成", "2023年10月25日前", "10"),
        ("投诉降幅", "15%—25%", "15"),
    ]
    assert [dict(row.details) for row in found.indicators] == [
        {"2022年实际值": "21.6公里"},
        {"2022年实际值": "99.2%"},
        {"2022年实际值": "2022年11月3日"},
        {"2022年实际值": "9.8%"},
    ]


@pytest.mark.parametrize("read", [form, csv_of])
def test_one_heading_may_stand_over_values_and_units(read: Read) -> None:
    rows = ONE_HEADING.replace("≥	28公里", "28	公里").replace("＝	100%", "100	%")
    assert told(read(rows))[:2] == [("更新管网", "28公里", "10"), ("焊口合格率", "100%", "10")]


PARTS = """
项目支出绩效自评表（2024年度）（单位：万元）
项目名称	护林	<	<	<	<	<	<	<	<	<
年度资金总额	20	<	<	<	<	<	<	<	<	<
一级指标	二级指标	三级指标	目标值	<	<	完成值	偏差率	分值	得分	偏差原因分析
^	^	^	符号	数值	单位	^	^	^	^	^
产出指标	数量指标	培训护林员	≥	640	人次	588人次	-8.13%	10	9.19	汛情
	时效指标	隔离带清理	4月30日前清完	<	<	4月28日	_	10	10	_
效益指标	社会效益指标	火情处置	30分钟内到场	<	<	最长34分钟	_	15	12	路断
"""


@ALL_KINDS
def test_a_target_over_all_its_parts_is_whole(read: Read) -> None:
    found = read(PARTS)
    assert told(found) == [
        ("培训护林员", "≥640人次", "10"),
        ("隔离带清理", "4月30日前清完", "10"),
        ("火情处置", "30分钟内到场", "15"),
    ]
    assert found.results is not None
    assert [(one["actual"], f"{one['score']}") for one in found.results.indicators.values()] == [
        ("588人次", "9.19"),
        ("4月28日", "10"),
        ("最长34分钟", "12"),
    ]


STAGES = """
项目支出绩效目标申报表（2024年度）（单位：万元）
项目名称	步道	<	<	<	<
年度资金总额	20	<	<	<	<
一级指标	二级指标	三级指标	年度指标值	<	实施期指标值
^	^	^	全年	其中：6月底前	^
产出指标	数量指标	新修步道	≥14.2公里	≥5公里	≥46公里
	质量指标	验收合格率	100%	100%	100%
"""


@ALL_KINDS
def test_what_is_to_be_reached_by_a_month_is_no_target_of_the_year(read: Read) -> None:
    assert [(row.name, row.target, row.term, dict(row.details)) for row in read(STAGES).indicators] == [
        ("新修步道", "≥14.2公里", "", {"6月底前": "≥5公里"}),
        ("新修步道", "≥46公里", "中期", {"6月底前": "≥5公里"}),
        ("验收合格率", "100%", "", {"6月底前": "100%"}),
        ("验收合格率", "100%", "中期", {"6月底前": "100%"}),
    ]


COUNTED = """
项目支出绩效目标申报表（2023年度）（单位：万元）
项目名称	修闸	<	<	<	<
年度资金总额	20	<	<	<	<
一级指标	二级指标	三级指标	<	本年度指标值	实施期指标值
产出指标	数量指标	指标1	修复闸门	6座	22座
	数量指标	指标2	疏通渠道	14.5公里	15公里
	质量指标	指标1	启闭合格率	≥98%	≥99%
"""


@ALL_KINDS
def test_names_may_be_counted_in_a_column_of_their_own_below_one_heading(read: Read) -> None:
    assert [(row.kind, row.name, row.target, row.term) for row in read(COUNTED).indicators] == [
        ("数量指标", "修复闸门", "6座", ""),
        ("数量指标", "修复闸门", "22座", "中期"),
        ("数量指标", "疏通渠道", "14.5公里", ""),
        ("数量指标", "疏通渠道", "15公里", "中期"),
        ("质量指标", "启闭合格率", "≥98%", ""),
        ("质量指标", "启闭合格率", "≥99%", "中期"),
    ]


BOTH = """
霁川区水产站项目支出绩效目标表
（2025年度）单位：万元
序号	项目名称	预算安排	<	<	年度绩效目标	一级指标	二级指标	三级指标及指标值	<
^	^	上年	本年	增减	^	^	^	^	<
1	鱼病巡诊	15.00	18.60	3.60	技术员到塘头。	产出指标	数量指标	巡诊次数	≥2704次
_	_	_	_	_	_	产出指标	质量指标	诊断符合率	≥94%
2	苗种抽检	6.50	6.00	-0.50	苗种健康。	产出指标	数量指标	抽检批次	75批
"""


@pytest.mark.parametrize("read_all", [sheet_forms, csv_forms])
def test_one_heading_may_stand_over_names_and_targets_and_this_year_s_money_below_that_of_all(
    read_all: Callable[[str], list[FilledForm]],
) -> None:
    found = read_all(BOTH)
    assert [(one.name, one.total, told(one)) for one in found] == [
        ("鱼病巡诊", Money("186000"), [("巡诊次数", "≥2704次", ""), ("诊断符合率", "≥94%", "")]),
        ("苗种抽检", Money("60000"), [("抽检批次", "75批", "")]),
    ]
    assert [(one.details["上年"], one.details["增减"]) for one in found] == [("15.00", "3.60"), ("6.50", "-0.50")]


HALVES = """
项目支出绩效自评表（2023年度）（单位：万元）
项目名称	漂流车	<	<	<	<	<	<
年度资金总额	20	<	<	<	<	<	<
一级指标	二级指标	三级指标	年度指标值	完成值	<	分值	得分
^	^	^	^	上半年	全年	^	^
产出指标	数量指标	出车	≥240趟	118趟	251趟	20	19
	质量指标	破损率	≤5‰	3.1‰	4.6‰	15	15
"""


@ALL_KINDS
def test_what_was_reached_in_all_of_the_year_is_no_sum_of_halves(read: Read) -> None:
    found = read(HALVES)
    assert found.results is not None
    assert [one["actual"] for one in found.results.indicators.values()] == ["251趟", "4.6‰"]
    assert [dict(row.details) for row in found.indicators] == [{"上半年": "118趟"}, {"上半年": "3.1‰"}]
