"""What stands alone over a sheet's first labels, where another project begins, and which rows of a list are sums."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_forms, csv_of, form, sheet_forms, text_forms, text_of

READERS = pytest.mark.parametrize("read", [form, csv_of, text_of])
SEVERAL = pytest.mark.parametrize("read", [sheet_forms, csv_forms, text_forms])

BODY = """项目名称	护林	<	<
年度资金总额	20	<	<
年度绩效目标	护好	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	巡护	≥20公里
"""


@READERS
@pytest.mark.parametrize("title", ["2025年项目绩效目标", "2025年项目绩效目标（公开）", "项目绩效目标", "年度绩效目标"])
@pytest.mark.parametrize("below", ["金额单位：万元", "填报单位：某局　　单位：万元", "（2025年度）　　单位：万元"])
def test_a_title_that_sounds_like_goals_has_none(read: Callable[[str], FilledForm], title: str, below: str) -> None:
    found = read(f"{title}	<	<	<\n{below}	<	<	<\n{BODY}")
    assert (found.name, str(found.total), found.goals) == ("护林", "200000.00", ("护好",))
    assert found.year == (2025 if "2025" in title + below else None)


@SEVERAL
def test_another_project_begins_at_its_name_without_any_headings_of_indicators(
    read: Callable[[str], list[FilledForm]],
) -> None:
    block = "项目名称	{}	<	<\n主管部门	{}	<	<\n资金总额	{}	<	<\n年度目标	{}	<	<\n"
    first, second = read(
        "2025年项目支出绩效目标表	<	<	<\n单位：万元	<	<	<\n"
        + block.format("护林", "林业局", "20", "护好")
        + block.format("修渠", "水利局", "30", "通水")
    )
    assert [(one.name, str(one.total), one.goals, dict(one.details)) for one in (first, second)] == [
        ("护林", "200000.00", ("护好",), {"主管部门": "林业局"}),
        ("修渠", "300000.00", ("通水",), {"主管部门": "水利局"}),
    ]


LIST = """2025年项目绩效目标汇总表
金额单位：万元
序号	责任科室	项目名称	资金来源	<	绩效目标	产出指标	<	满意度指标	<	备注
^	^	^	合计	财政拨款	^	数量指标	<	服务对象满意度指标	<	^
^	^	^	^	^	^	指标名称	指标值	指标名称	指标值	^
{sums}1.1	工程股	涵闸	20	20	能引能涝	重建涵闸	2座	农户满意度	≥90%	续建
1.2	工程股	护岸	30	30	汛期不塌	补强护岸	≥7公里	村民满意度	≥88%	_
"""


@pytest.mark.parametrize("read", [sheet_forms, csv_forms])
@pytest.mark.parametrize(
    "sums",
    [
        "",
        "一	工程股	小计	50	50	_	_	_	_	_	_\n",
        "合计	<	<	50	50	_	_	_	_	_	_\n",
    ],
)
def test_a_sum_behind_whose_it_is_is_no_project(read: Callable[[str], list[FilledForm]], sums: str) -> None:
    found = read(LIST.format(sums=sums))
    assert [(one.name, str(one.total), dict(one.details)) for one in found] == [
        ("涵闸", "200000.00", {"责任科室": "工程股", "备注": "续建"}),
        ("护岸", "300000.00", {"责任科室": "工程股"}),
    ]
    assert [[(item.kind, item.name, item.target) for item in one.indicators] for one in found] == [
        [("数量指标", "重建涵闸", "2座"), ("服务对象满意度指标", "农户满意度", "≥90%")],
        [("数量指标", "补强护岸", "≥7公里"), ("服务对象满意度指标", "村民满意度", "≥88%")],
    ]


@SEVERAL
def test_a_sum_may_be_called_by_its_unit(read: Callable[[str], list[FilledForm]]) -> None:
    found = read(
        "2025年项目绩效目标表\n单位：元\n序号	预算单位	项目名称	项目资金	绩效目标	三级指标	指标值\n"
        "1	供销社机关	网点改造	486000	收寄快递	翻新网点	12个\n_	供销社机关小计	<	486000	_	_	_\n"
    )
    assert [(one.name, str(one.total)) for one in found] == [("网点改造", "486000.00")]


@READERS
def test_the_points_of_the_money_are_none_of_the_first_indicator(read: Callable[[str], FilledForm]) -> None:
    found = read("""
2025年项目支出绩效自评明细表
金额单位：万元
序号	项目名称	预算执行情况	<	<	<	<	绩效指标	<	<	<	<	<	自评总分
^	^	全年预算数	全年执行数	分值	执行率	得分	一级指标	二级指标	三级指标	指标值	完成值	分值	^
1	分流	420	399	10	95.00%	9.50	产出指标	数量指标	改造小区	11个	10个	20	95.7
""")
    assert [(item.name, str(item.weight)) for item in found.indicators] == [("改造小区", "20")]
    assert found.results is not None
    assert str(found.results.execution_points) == "9.50"
