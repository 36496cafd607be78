"""Self-evaluations and monitorings: headings over targets and results, total scores, months, labels down the left."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money, Points
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_forms, csv_of, form, sheet_forms, text_forms, text_of

EVALUATION = """
项目支出绩效自评表
（2024年度）
项目名称	渡口趸船检修	<	<	<	<	<	<
实施单位	某渡口管理站	<	<	<	<	<	<
年度资金总额（万元）	36.00	<	<	<	<	<	<
年度目标	趸船逢检必过。	<	<	<	<	<	<
指标得分情况	指标类别	指标分类	权重	指标名称	完成情况	<	得分
^	^	^	^	^	年初目标值	年末实际值	^
^	产出	数量	30	检修趸船	≥4艘	3艘	20
^	^	时效	20	汛前完工	5月底	5月20日	20
^	效益	可持续影响	40	维护台账	建立	已建立	40
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_targets_and_results_may_stand_below_one_heading_and_levels_be_short(
    read: Callable[[str], FilledForm],
) -> None:
    found = read(EVALUATION)
    assert [(row.level1, row.kind, row.name, row.target, row.weight, row.details) for row in found.indicators] == [
        ("产出", "数量", "检修趸船", "≥4艘", Points("30"), {}),
        ("产出", "时效", "汛前完工", "5月底", Points("20"), {}),
        ("效益", "可持续影响", "维护台账", "建立", Points("40"), {}),
    ]
    assert found.results is not None
    assert found.results.indicators == {
        "检修趸船": {"actual": "3艘", "score": Points("20")},
        "汛前完工": {"actual": "5月20日", "score": Points("20")},
        "维护台账": {"actual": "已建立", "score": Points("40")},
    }


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_a_result_beside_a_column_of_targets_is_no_second_target(read: Callable[[str], FilledForm]) -> None:
    found = read("""
项目支出绩效自评表
（2024年度）
项目名称	渡口趸船检修	<	<	<	<
年度资金总额（万元）	36.00	<	<	<	<
年度目标	趸船逢检必过。	<	<	<	<
一级指标	二级指标	三级指标	指标值	完成情况	<
^	^	^	^	全年实现值	完成程度
产出指标	数量指标	检修趸船	≥4艘	3艘	未完成
""")
    assert [(row.name, row.target) for row in found.indicators] == [("检修趸船", "≥4艘")]
    assert found.results is not None
    assert found.results.indicators["检修趸船"]["actual"] == "3艘"


STACK = """
项目支出绩效自评汇总表
（2024年度）
单位：元
{}"""
PROJECT = """项目名称	{}	<	<	<	<	<
项目单位	某渡口管理站	<	<	<	<	<
预算数	50000	<	支出数	{}	<	<
年度目标	按期完成。	<	<	<	<	<
一级指标	二级指标	三级指标	目标值	实现值	分值	得分
产出指标	数量指标	检修趸船	≥4艘	3艘	60	{}
效益指标	社会效益指标	停航天数	≤2天	1天	40	40
自评得分	<	<	<	<	100	{}
"""


@pytest.mark.parametrize("forms", [sheet_forms, csv_forms, text_forms])
def test_the_total_score_stands_behind_the_sum_of_the_weights(forms: Callable[[str], list[FilledForm]]) -> None:
    one, two = forms(
        STACK.format(PROJECT.format("趸船检修", "50000", 60, 100) + PROJECT.format("航标更换", "41000", 45, 85))
    )
    assert one.results is not None
    assert two.results is not None
    assert [(found.name, len(found.indicators)) for found in (one, two)] == [("趸船检修", 2), ("航标更换", 2)]
    assert (one.results.total_score, two.results.total_score) == (Points("100"), Points("85"))
    assert (one.results.spent, two.results.spent) == (Money("50000.00"), Money("41000.00"))
    assert two.results.indicators == {
        "检修趸船": {"actual": "3艘", "score": Points("45")},
        "停航天数": {"actual": "1天", "score": Points("40")},
    }


MONITORING = """
{}
{}
监控单位	某渡口管理站	<	<	归口部门	某县交通局	<	<	<
监控项目	渡口趸船检修	<	<	项目负责人	某某	<	<	<
年初预算（元）	360,000	<	<	1-6月支出（元）	144,000	<	预算执行率	40%
年度目标	趸船逢检必过。	<	<	<	<	<	<	<
指标运行情况	一级指标	二级指标	三级指标	全年指标值	1-6月完成值	偏差原因	纠偏措施	备注
^	产出指标	数量指标	检修趸船	≥4艘	1艘	水位高	汛后赶工	_
^	效益指标	社会效益指标	停航天数	≤2天	0天	_	_	按日志
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize(
    ("title", "below"),
    [
        ("2024年预算绩效目标监控表", "（1-6月）"),
        ("2024年预算绩效目标监控表", "（1月—6月）"),
        ("2024年预算绩效目标监控表", "（截至6月底）"),
        ("2024年预算绩效目标监控表", "（上半年）"),
        ("2024年上半年预算绩效目标监控表", "（2024年度）"),
    ],
)
def test_months_spending_and_measures_of_a_monitoring(
    read: Callable[[str], FilledForm], title: str, below: str
) -> None:
    found = read(MONITORING.format(title, below))
    assert (found.name, found.units, found.total) == ("渡口趸船检修", ("某渡口管理站",), Money("360000.00"))
    assert [(row.name, row.target, row.details) for row in found.indicators] == [
        ("检修趸船", "≥4艘", {}),
        ("停航天数", "≤2天", {"备注": "按日志"}),
    ]
    results = found.results
    assert results is not None
    assert (results.kind, results.month, results.spent) == ("monitoring", 6, Money("144000.00"))
    assert results.indicators == {
        "检修趸船": {"value": "1艘", "cause": "水位高", "details": {"改进措施": "汛后赶工"}},
        "停航天数": {"value": "0天"},
    }


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize(
    ("period", "until"),
    [
        ("（2024年前三季度）", "前三季度"),
        ("（2024年1-9月）", "截至9月底"),
        ("（2024年度）", "1月-9月"),
    ],
)
def test_what_was_reached_by_some_month_is_no_second_target(
    read: Callable[[str], FilledForm], period: str, until: str
) -> None:
    found = read(f"""
预算绩效运行监控表
{period}
项目名称	渡口趸船检修	<	<	<	<
年初预算数（元）	360,000	<	{until}支出数（元）	144,000	<
年度目标	趸船逢检必过。	<	<	<	<
一级指标	二级指标	三级指标	指标值	<	偏离原因
^	^	^	全年计划值	{until}实际值	^
产出指标	数量指标	检修趸船	≥4艘	1艘	水位高
""")
    assert [(row.name, row.target, row.details) for row in found.indicators] == [("检修趸船", "≥4艘", {})]
    results = found.results
    assert results is not None
    assert (results.kind, results.month, results.spent) == ("monitoring", 9, Money("144000.00"))
    assert results.indicators == {"检修趸船": {"value": "1艘", "cause": "水位高"}}


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize("label", ["项目绩效目标分解", "绩效目标运行", "绩效指标完成情况", "渡口考核事项"])
def test_a_label_down_the_left_of_all_indicators_is_no_detail_of_theirs(
    read: Callable[[str], FilledForm], label: str
) -> None:
    found = read(f"""
项目支出绩效目标申报表
（2024年度）
项目名称	渡口趸船检修	<	<	<
年度资金总额（万元）	36.00	<	<	<
年度目标	趸船逢检必过。	<	<	<
{label}	一级目标	二级目标	三级目标	目标值
^	产出目标	数量	检修趸船	≥4艘
^	^	时效	汛前完工	5月底
^	影响力目标	满意度	船工满意率	≥90%
""")
    assert [(row.level1, row.kind, row.name, row.target, row.details) for row in found.indicators] == [
        ("产出目标", "数量", "检修趸船", "≥4艘", {}),
        ("产出目标", "时效", "汛前完工", "5月底", {}),
        ("影响力目标", "满意度", "船工满意率", "≥90%", {}),
    ]


@pytest.mark.parametrize("read", [form, csv_of])
def test_a_first_column_that_begins_empty_has_the_values_below_and_not_its_heading(
    read: Callable[[str], FilledForm],
) -> None:
    found = read("""
项目支出绩效目标申报表
（2024年度）
项目名称	渡口趸船检修	<	<	<
年度资金总额（万元）	36.00	<	<	<
年度目标	趸船逢检必过。	<	<	<
责任岗	一级指标	二级指标	三级指标	目标值
_	产出指标	数量指标	检修趸船	≥4艘
轮机	满意度指标	满意度指标	船工满意率	≥90%
""")
    assert [(row.name, row.details) for row in found.indicators] == [
        ("检修趸船", {}),
        ("船工满意率", {"责任岗": "轮机"}),
    ]


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize("label", ["批复项目", "申报项目", "自评项目", "被评价项目"])
def test_what_is_done_with_a_project_may_stand_before_the_label_of_its_name(
    read: Callable[[str], FilledForm], label: str
) -> None:
    found = read(f"""
县级部门项目支出绩效目标批复表
2024年度　　　　　　　　单位：元
单位编码	358014	单位名称	某渡口管理站
{label}	渡口趸船检修	归口股室	经建股
绩效指标	一级指标	二级指标	指标名称	绩效目标值	<	<	分值	指标内容及说明
^	^	^	^	运算符	数值	计量单位	^	^
^	产出指标	数量指标	检修趸船	≥	4	艘	60	出坞才算
^	效益指标	社会效益指标	停航天数	≤	2	天	40	_
年度目标	趸船逢检必过。	<	<	<	<	<	<	<
批复预算	合计	<	财政拨款	<	单位资金	<	<	<
^	360,000.00	<	300,000.00	<	60,000.00	<	<	<
""")
    assert (found.name, found.unit, found.total) == ("渡口趸船检修", "358014", Money("360000.00"))
    assert dict(found.sources) == {"单位资金": Money("60000.00")}
    assert [(row.name, row.target, row.description) for row in found.indicators] == [
        ("检修趸船", "≥4艘", "出坞才算"),
        ("停航天数", "≤2天", ""),
    ]


ALLOTTED = """
项目支出绩效自评表
（2024年度）
项目名称	雨情再分析	<	<	<	<	<	<
资金（万元）	_	年初预算数	全年预算数	全年执行数	赋分	执行率	实得分
^	年度资金总额	12.00	10.00	9.50	10	95.0%	9.5
^	其中：财政拨款	12.00	10.00	9.50	—	95.0%	—
一级指标	二级指标	三级指标	年度指标值	实际完成值	满分	实得分	扣分原因及改进措施
产出指标	数量指标	1.复盘报告	≥10份	11份	50	50	_
^	质量指标	1.缺测率	≤1.5%	1.8%	40	32	雷达大修，用邻近雷达插补
总分	<	<	<	<	100	91.5	_
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_points_that_are_allotted_and_got_are_weights_and_scores(read: Callable[[str], FilledForm]) -> None:
    found = read(ALLOTTED)
    assert [(row.name, row.weight) for row in found.indicators] == [
        ("复盘报告", Points("50")),
        ("缺测率", Points("40")),
    ]
    assert found.results is not None
    assert (found.total, found.results.execution_points, found.results.total_score) == (
        *(Money("120000.00"), Points("9.5")),
        Points("91.5"),
    )
    assert found.results.indicators == {
        "复盘报告": {"actual": "11份", "score": Points("50")},
        "缺测率": {"actual": "1.8%", "score": Points("32"), "reason": "雷达大修，用邻近雷达插补"},
    }


def test_a_number_before_one_name_alone_is_part_of_it() -> None:
    found = form(ALLOTTED.replace("1.缺测率", "缺测率"))
    assert [row.name for row in found.indicators] == ["1.复盘报告", "缺测率"]


def test_of_quarters_and_their_sum_the_sum_is_the_value() -> None:
    found = form("""
项目支出绩效运行监控表
（2024年1-9月）
项目名称	泵车值守	<	<	<	<
项目资金（万元）	_	年初预算数	一季度执行数	二季度执行数	1-9月执行数
^	年度资金总额	512.00	46.00	138.50	388.80
二级指标	三级指标	年度指标值	完成值	<	<
^	^	^	一季度	二季度	1-9月
数量指标	泵车出勤	≥640车次	12车次	246车次	569车次
""")
    assert found.results is not None
    assert (found.total, found.results.spent, found.results.indicators) == (
        *(Money("5120000.00"), Money("3888000.00")),
        {"泵车出勤": {"value": "569车次"}},
    )
    assert [(row.target, dict(row.details)) for row in found.indicators] == [
        ("≥640车次", {"一季度": "12车次", "二季度": "246车次"})
    ]


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_of_goals_and_targets_that_the_year_changed_those_after_it_hold(read: Callable[[str], FilledForm]) -> None:
    found = read("""
项目支出绩效自评表
（2024年度）
项目名称	渡口趸船检修	<	<	<	<	<	<	<
项目资金（万元）	_	<	年初预算数	全年（调整）预算数	<	全年执行数	<	执行率（%）
^	年度总金额	<	36	30	<	30	<	100
^	其中：财政资金	<	36	30	<	30	<	100
当年绩效目标	年初绩效目标	<	<	全年（调整）绩效目标	<	全年目标实际完成情况	<	<
^	趸船逢检必过，年内不停渡。	<	<	_	<	检修趸船3艘，未停渡。	<	<
绩效指标	指标名称	计量单位	指标性质	年初指标值	调整指标值	全年完成值	指标得分	说明
^	检修趸船	艘	≥	4	3	3	20	一艘报废
^	停渡天数	天	≤	2		0	10	_
""")
    assert found.goals == ("趸船逢检必过，年内不停渡。",)
    assert found.long_term_goals == ()
    assert [(row.name, row.target, row.details) for row in found.indicators] == [
        ("检修趸船", "≥3艘", {"年初指标值": "4"}),
        ("停渡天数", "≤2天", {}),
    ]
    assert found.results is not None
    assert found.total == Money("360000")
    assert found.results.adjusted == Money("300000")
    assert found.results.indicators["检修趸船"] == {"actual": "3", "score": Points("20"), "reason": "一艘报废"}


@pytest.mark.parametrize("forms", [sheet_forms, csv_forms, text_forms])
def test_goals_and_levels_say_below_which_wide_headings_theirs_begin(
    forms: Callable[[str], list[FilledForm]],
) -> None:
    found = forms("""
2024年度项目支出绩效自评结果汇总表
单位：万元
项目名称	预算执行情况（10分）	<	<	年度目标	<	绩效指标（90分）	<	<	<	<	自评总分
^	年初预算数	全年执行数	得分	目标	完成情况	一级指标	三级指标	指标值	完成值	得分	^
趸船检修	36	27	9	逢检必过。	过了。	产出指标	检修趸船	≥4艘	3艘	50	99
^	^	^	^	^	^	效益指标	安全事故	0起	0起	40	^
护栏更换	20	20	10	护栏换新。	换了。	产出指标	更换护栏	≥200米	200米	50	100
^	^	^	^	^	^	效益指标	投诉	0起	0起	40	^
""")
    assert [(one.name, one.goals, one.total) for one in found] == [
        ("趸船检修", ("逢检必过。",), Money("360000")),
        ("护栏更换", ("护栏换新。",), Money("200000")),
    ]
    results = [one.results for one in found if one.results is not None]
    assert [one.results for one in results] == [("过了。",), ("换了。",)]
    assert [one.execution_points for one in results] == [Points("9"), Points("10")]
    assert [one.total_score for one in results] == [Points("99"), Points("100")]
    assert [one.indicators["检修趸船" if not at else "更换护栏"] for at, one in enumerate(results)] == [
        {"actual": "3艘", "score": Points("50")},
        {"actual": "200米", "score": Points("50")},
    ]


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_a_part_of_the_money_may_stand_before_its_budget_and_what_was_spent_of_it(
    read: Callable[[str], FilledForm],
) -> None:
    found = read("""
预算绩效目标执行监控表
项目名称	送餐	<	<	预算年度	2024	<
资金（元）	年度预算	845000	1-8月支出	521300	预计全年支出	812000
其中：财政资金	年度预算	780000	1-8月支出	489300	预计全年支出	752000
其他资金	年度预算	65000	1-8月支出	32000	预计全年支出	60000
一级指标	二级指标	三级指标	年度指标值	1-8月完成值	全年预计完成值	偏差说明
产出指标	数量指标	送餐老人	≥460人	448人	465人	_
""")
    assert (found.total, found.fiscal, found.other) == (Money("845000"), Money("780000"), Money("65000"))
    assert found.results is not None
    assert (found.results.month, found.results.spent, found.results.expected) == (8, Money("521300"), Money("812000"))
    assert found.results.parts == {
        "财政资金": {"spent": Money("489300"), "expected": Money("752000")},
        "其他资金": {"spent": Money("32000"), "expected": Money("60000")},
    }
