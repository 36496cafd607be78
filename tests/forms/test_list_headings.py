"""Headings over lists of projects: amounts and levels in two or three rows, and indicators of a level in one cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.actions.form_reading import FormReading
from perfcli.exact import Money, Points
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_forms, csv_of, form, read, sheet, sheet_forms, text_forms

TIERS = """
2025年项目绩效目标汇总表
单位：万元
序号	预算单位	项目名称	资金安排	<	年度绩效目标	绩效指标	<	<
			合计	财政拨款	^	二级指标	三级指标	指标值
合计	<	<	13.50	12.00
1	341001-某县文化馆	非遗展厅布展	8.50	7.00	展厅五月开放。	数量指标	布展面积	≥400平方米
						质量指标	验收合格率	=100%
2	341002-某县图书馆	盲文书架	5.00	5.00	盲文书上架。	数量指标	盲文书	≥900册
"""


BREAK = "\\n"
WAYS = pytest.mark.parametrize("forms_of", [sheet_forms, csv_forms, text_forms])


def told(one: FilledForm) -> list[tuple[str, str, str, str]]:
    return [(row.level1, row.kind, row.name, row.target) for row in one.indicators]


def test_amounts_in_the_second_row_of_headings_make_a_list_whatever_stands_over_them() -> None:
    found = read(TIERS)
    assert [left.text for left in found.leftovers] == []
    assert [(one.name, one.unit, one.total, one.fiscal, one.goals, told(one)) for one in found.forms] == [
        (
            *("非遗展厅布展", "341001", Money("85000.00"), Money("70000.00"), ("展厅五月开放。",)),
            [("", "数量指标", "布展面积", "≥400平方米"), ("", "质量指标", "验收合格率", "=100%")],
        ),
        (
            *("盲文书架", "341002", Money("50000.00"), Money("50000.00"), ("盲文书上架。",)),
            [("", "数量指标", "盲文书", "≥900册")],
        ),
    ]


def test_a_list_without_indicators_has_its_amounts_below_where_the_money_comes_from() -> None:
    found = read("""
2026年项目绩效目标公开表
单位：元
序号	单位编码	单位名称	项目名称	实施期限	资金来源	<	<	年度绩效目标
					合计	一般公共预算	单位资金	^
1	341001	某县公证处	档案扫描	2026年	455,000.00	155,000.00	300,000.00	档案全部入库。
""")
    assert [left.text for left in found.leftovers] == []
    (one,) = found.forms
    assert (one.name, one.total, dict(one.sources), one.goals, dict(one.details)) == (
        *("档案扫描", Money("455000.00")),
        {"一般公共预算": Money("155000.00"), "单位资金": Money("300000.00")},
        *(("档案全部入库。",), {"单位名称": "某县公证处", "实施期限": "2026年"}),
    )


def test_months_in_the_headings_of_what_was_spent_are_no_figures() -> None:
    found = read("""
2024年1—8月绩效运行监控汇总表
填报单位：某市计量所　　金额单位：万元
序号	项目名称	预算执行情况	<	绩效指标	<	年度指标值	1—8月完成值
		年初预算数	1—8月执行数	二级指标	三级指标	^	^
1	公平秤检定	12.50	10.00	数量指标	检定秤	≥520台	431台
""")
    assert [left.text for left in found.leftovers] == []
    (one,) = found.forms
    assert (one.name, one.total, told(one)) == (
        *("公平秤检定", Money("125000.00")),
        [("", "数量指标", "检定秤", "≥520台")],
    )
    assert one.results is not None
    assert (one.results.month, one.results.spent) == (8, Money("100000.00"))


BEHIND = """
2024年项目绩效运行监控汇总表
单位：元
序号	项目名称	三级指标	年度指标值	1-9月完成值	全年预算数	1-9月执行数	执行率	偏差原因
1	公平秤检定	检定秤	≥520台	431台	125000	100000	80%	雨季
		完成率	100%	80%
2	地磅检定	检定磅	≥20台	20台	50000	0	0%
"""


@pytest.mark.parametrize("written", ["word", "csv", "xlsx"])
def test_what_was_spent_behind_the_indicators_of_a_list_is_none_of_their_values(written: str) -> None:
    one, two = read(BEHIND).forms if written == "word" else (csv_forms if written == "csv" else sheet_forms)(BEHIND)
    assert one.results is not None
    assert two.results is not None
    assert [(found.month, found.spent) for found in (one.results, two.results)] == [
        (9, Money("100000.00")),
        (9, Money("0.00")),
    ]
    assert one.results.indicators == {
        "检定秤": {"value": "431台", "cause": "雨季"},
        "完成率": {"value": "80%"},
    }
    assert two.results.indicators == {"检定磅": {"value": "20台"}}


def test_the_months_of_a_list_stand_in_its_title() -> None:
    title = BEHIND.replace("2024年项目", "2024年1-9月项目").replace("1-9月完成值", "完成值").replace("1-9月执", "执")
    assert [one.results and one.results.month for one in read(title).forms] == [9, 9]


CELLS = """
2024年项目支出绩效目标汇总表
单位：万元
项目名称	预算金额	绩效目标	效益指标	产出指标
楼道照明	12.8	有灯。	社会效益：投诉≤3次	数量指标：灯具≥320盏\\n时效指标：完工：10月底前\\n成本指标：单价≤9元
"""


@pytest.mark.parametrize("written", ["word", "csv"])
def test_levels_two_before_the_indicators_of_a_cell_are_levels(written: str) -> None:
    one = csv_of(CELLS) if written == "csv" else read(CELLS).forms[0]
    assert told(one) == [
        ("效益指标", "社会效益", "投诉", "≤3次"),
        ("产出指标", "数量指标", "灯具", "≥320盏"),
        ("产出指标", "时效指标", "完工", "10月底前"),
        ("产出指标", "成本指标", "单价", "≤9元"),
    ]


def test_a_level_two_alone_in_its_line_goes_for_the_lines_below_it() -> None:
    one = read(CELLS.replace("数量指标：灯具≥320盏", "数量指标：\\n1.灯具≥320盏\\n2.开关≥90个")).forms[0]
    assert told(one)[1:4] == [
        ("产出指标", "数量指标", "灯具", "≥320盏"),
        ("产出指标", "数量指标", "开关", "≥90个"),
        ("产出指标", "时效指标", "完工", "10月底前"),
    ]


ACROSS = """
林场项目绩效目标批复表
单位：万元
项目名称	批复金额	年度目标	产出指标	<	<	<	满意度指标	<
			数量指标	<	质量指标	<	服务对象满意度指标	<
			指标内容	指标值	指标内容	指标值	指标内容	指标值
瞭望塔维护	38.60	日夜有人。	瞭望塔	=9座	在线率	≥97%	护林员满意度	≥90%
			红外探头	≥12个	_	_	_	_
苗圃	25.40	备足良种。	楠木苗	≥8万株	出圃率	≥92%	_	_
"""


@pytest.mark.parametrize("written", ["word", "csv", "text"])
def test_names_that_are_all_called_alike_stand_before_the_targets_of_each_level(written: str) -> None:
    found = {"word": sheet_forms, "csv": csv_forms, "text": text_forms}[written](ACROSS)
    assert [(one.name, told(one)) for one in found] == [
        (
            "瞭望塔维护",
            [
                ("产出指标", "数量指标", "瞭望塔", "=9座"),
                ("产出指标", "质量指标", "在线率", "≥97%"),
                ("满意度指标", "服务对象满意度指标", "护林员满意度", "≥90%"),
                ("产出指标", "数量指标", "红外探头", "≥12个"),
            ],
        ),
        ("苗圃", [("产出指标", "数量指标", "楠木苗", "≥8万株"), ("产出指标", "质量指标", "出圃率", "≥92%")]),
    ]


def test_what_became_of_projects_in_a_list_without_indicators() -> None:
    one, other = sheet_forms("""
2023年项目支出绩效自评结果汇总表
单位：万元
序号	项目名称	年初预算数	全年预算数	全年执行数	执行率	自评得分	自评等级	绩效目标完成情况	改进措施
1	戏台巡演	72.40	66.40	65.072	98.00%	94.80	优	巡演八十八场。	与文化站共用礼堂。
2	文物库房	120.00	120.00	85.20	71.00%	76.40	中	完成两间。	_
合计	<	192.40	186.40	150.272	80.62%	_	_	_	_
""")
    assert (one.total, dict(one.details), other.total, dict(other.details)) == (
        *(Money("724000.00"), {"自评等级": "优", "改进措施": "与文化站共用礼堂。"}),
        *(Money("1200000.00"), {"自评等级": "中"}),
    )
    assert one.results is not None
    assert (one.results.adjusted, one.results.spent, one.results.total_score, one.results.results) == (
        *(Money("664000.00"), Money("650720.00"), Points("94.80")),
        ("巡演八十八场。",),
    )


def test_the_only_budget_of_a_list_is_that_of_the_year_whatever_it_is_called() -> None:
    (one,) = sheet_forms("""
2023年项目支出绩效自评结果汇总表
单位：万元
序号	项目名称	全年预算数	全年执行数	自评得分
1	戏台巡演	66.40	65.072	94.80
""")
    assert (one.total, one.results and one.results.adjusted) == (Money("664000.00"), None)


def test_sums_below_a_part_of_the_money_are_that_part() -> None:
    (one,) = sheet_forms("""
专项资金项目绩效目标清单
单位：万元
序号	项目名称	资金来源	<	<	<	<	绩效目标
^	^	合计	财政资金	<	<	自筹资金	^
^	^	^	小计	中央资金	省级资金	^	^
1	冷链集配点	520	470	300	170	50	建成冷库。
""")
    assert (one.total, one.fiscal, dict(one.sources), one.goals) == (
        *(Money("5200000.00"), Money("4700000.00")),
        {"中央资金": Money("3000000.00"), "省级资金": Money("1700000.00"), "自筹资金": Money("500000.00")},
        ("建成冷库。",),
    )


BY_YEARS = """
{year}市级部门项目预算及绩效目标表
单位：元
项目名称	预算金额	<	<	年度目标	绩效指标	<	<
^	2025年预算数	2026年预算数	增减率	^	二级指标	三级指标	指标值
危化夜查	330000.00	247500.00	-25.00%	一、夜查企业。\\n二、隐患闭环。	数量指标	夜查	≥212家次
"""


@pytest.mark.parametrize("year", ["2026年", ""])
def test_of_budgets_by_years_that_of_the_year_is_the_budget(year: str) -> None:
    (one,) = sheet_forms(BY_YEARS.format(year=year))
    assert (one.total, one.goals, dict(one.details)) == (
        *(Money("247500.00"), ("夜查企业。", "隐患闭环。")),
        {"2025年预算数": "330000.00", "增减率": "-25.00%"},
    )


def test_a_list_that_says_what_became_of_money_goals_and_indicators_with_a_total_for_each_project() -> None:
    one, other = sheet_forms("""
2023年度项目支出绩效自评汇总表
单位：万元
项目名称	资金执行情况	<	<	<	年度总体目标	<	绩效指标	<	<	<	<
^	年初预算数	全年执行数	执行率	得分（10分）	目标	实际完成情况	三级指标	指标值	完成值	分值	得分
电子站牌	300	291	97%	9.7	到站可查。	装成站牌。	安装站牌	150块	150块	50	50
							预报误差	≤60秒	86秒	40	38
							总分	<	<	100	97.7
坑槽修补	170	170	100%	10	七日内修补。	修补坑槽。	修补面积	≥1万平方米	1.3万平方米	90	90
							总分	<	<	100	100
""")
    assert one.results is not None
    assert other.results is not None
    assert (one.results.results, one.results.execution_points, one.results.total_score) == (
        *(("装成站牌。",), Points("9.7")),
        Points("97.7"),
    )
    assert one.results.indicators == {
        "安装站牌": {"actual": "150块", "score": Points("50")},
        "预报误差": {"actual": "86秒", "score": Points("38")},
    }
    assert (one.goals, other.results.results, other.results.total_score) == (
        *(("到站可查。",), ("修补坑槽。",)),
        Points("100"),
    )


def test_parts_below_where_the_money_comes_from_are_sources_whatever_they_are_called() -> None:
    (one,) = sheet_forms("""
2024年部门项目支出绩效目标公开表
单位：万元
序号	项目名称	年度预算	资金来源	<	年度绩效目标	产出指标	备注
^	^	^	园区自有	上级补助	^	^	^
1	塘堰整治	318.00	118.00	200.00	有水。	数量指标：塘堰≥120口；\\n时效指标：完工为2024年11月底	含结转
""")
    assert (one.total, dict(one.sources), told(one), dict(one.details)) == (
        Money("3180000.00"),
        {"园区自有": Money("1180000.00"), "上级补助": Money("2000000.00")},
        [
            ("产出指标", "数量指标", "塘堰", "≥120口"),
            ("产出指标", "时效指标", "完工", "2024年11月底"),
        ],
        {"备注": "含结转"},
    )


@pytest.mark.parametrize(
    ("text", "name", "target"),
    [
        ("改造库房2栋", "改造库房", "2栋"),
        ("培训人数约1.2万人次", "培训人数", "约1.2万人次"),
        ("非法围垦面积0亩", "非法围垦面积", "0亩"),
        ("建设5G基站", "建设5G基站", ""),
        ("24小时值守", "24小时值守", ""),
        ("设备完好", "设备完好", ""),
    ],
)
def test_how_many_stands_at_the_end_of_an_indicator_in_a_cell(text: str, name: str, target: str) -> None:
    (one,) = sheet_forms(f"""
项目绩效目标汇总表
单位：万元
项目名称	预算金额	绩效目标	产出指标
库房	12.8	建好。	数量指标：{text}
""")
    assert told(one) == [("产出指标", "数量指标", name, target)]


@WAYS
def test_all_indicators_of_a_project_in_one_cell_with_their_levels(forms_of: Callable[[str], list[FilledForm]]) -> None:
    first = [
        "一、产出指标",
        "1.数量指标：样品≥520批次；点位=18个",
        "2.成本指标：耗材≤9万元",
        "二、满意度指标",
        "1.摊主满意度≥86%",
    ]
    second = ["一、产出指标", "1.时效指标：报告：7日内", "二、成本指标", "1.经济成本指标：采样≤9万元"]
    one, other = forms_of(f"""
2024年项目绩效目标公开表
单位：万元
项目名称	预算数	主要内容	绩效目标	绩效指标
食品快检	64.45	耗材。	结果上墙。	{BREAK.join(first)}
农残监测	31.20	采样。	摸清底数。	{BREAK.join(second)}
""")
    assert (told(one), told(other)) == (
        [
            ("产出指标", "数量指标", "样品", "≥520批次"),
            ("产出指标", "数量指标", "点位", "=18个"),
            ("产出指标", "成本指标", "耗材", "≤9万元"),
            ("满意度指标", "", "摊主满意度", "≥86%"),
        ],
        [("产出指标", "时效指标", "报告", "7日内"), ("成本指标", "经济成本指标", "采样", "≤9万元")],
    )


def test_levels_one_below_indicators_and_levels_two_below_these_have_the_indicators_of_each() -> None:
    one, other = sheet_forms("""
2026年项目绩效目标一览表
计量：元
序号	单位	项目名称	预算安排	<	年度总体目标	绩效指标	<	<
^	^	^	合计	财政资金	^	产出指标	<	满意度指标
^	^	^	^	^	^	数量指标	质量指标	服务对象满意度指标
_	总计	_	300.00	300.00	_	_	_	_
1	412002 某街道办事处	照明补建	180.00	180.00	夜间有灯。	1.新装路灯≥320盏；\\n2.敷设电缆≥9.6千米	亮灯率≥98%	_
2	^	托管补贴	120.00	120.00	常年开放。	补贴托管点=12个	_	家长满意度≥93%
""")
    assert [(found.name, found.unit, found.total, told(found)) for found in (one, other)] == [
        (
            *("照明补建", "412002", Money("180.00")),
            [
                ("产出指标", "数量指标", "新装路灯", "≥320盏"),
                ("产出指标", "数量指标", "敷设电缆", "≥9.6千米"),
                ("产出指标", "质量指标", "亮灯率", "≥98%"),
            ],
        ),
        (
            *("托管补贴", "412002", Money("120.00")),
            [
                ("产出指标", "数量指标", "补贴托管点", "=12个"),
                ("满意度指标", "服务对象满意度指标", "家长满意度", "≥93%"),
            ],
        ),
    ]


@pytest.mark.parametrize("forms_of", [sheet_forms, csv_forms])
def test_names_in_one_row_of_a_project_and_targets_in_the_next(forms_of: Callable[[str], list[FilledForm]]) -> None:
    one, other = forms_of("""
项目支出绩效目标表（2024年度）
单位：元
序号	项目名称	预算金额	<	年度绩效目标	绩效指标	<	<	<
^	^	小计	财政拨款	^	_	产出指标	<	满意度指标
^	^	^	^	^	^	数量指标	质量指标	服务对象满意度指标
1	学前教育	46200.00	46200.00	班级设施齐备。	指标名称	在园幼儿	设施完好率	家长满意度
					指标值	≥385人	≥98%	≥93%
2	课后服务	31860.00	30000.00	愿留尽留。	指标名称	开设社团	_	家长满意度
					指标值	≥42个	_	≥90%
""")
    assert [(found.name, found.total, told(found)) for found in (one, other)] == [
        (
            *("学前教育", Money("46200.00")),
            [
                ("产出指标", "数量指标", "在园幼儿", "≥385人"),
                ("产出指标", "质量指标", "设施完好率", "≥98%"),
                ("满意度指标", "服务对象满意度指标", "家长满意度", "≥93%"),
            ],
        ),
        (
            *("课后服务", Money("31860.00")),
            [
                ("产出指标", "数量指标", "开设社团", "≥42个"),
                ("满意度指标", "服务对象满意度指标", "家长满意度", "≥90%"),
            ],
        ),
    ]


def test_of_headings_in_three_rows_of_a_text_that_tell_nothing_of_their_width_no_amount_is_guessed() -> None:
    text = """
项目支出绩效目标表（2024年度）
单位：元
序号	项目名称	预算金额	<	年度绩效目标	绩效指标	<	<
^	^	小计	财政拨款	^	_	产出指标	<
^	^	^	^	^	^	数量指标	质量指标
1	学前教育	46200.00	46200.00	班级设施齐备。	指标名称	在园幼儿	设施完好率
"""
    lines: list[str] = []
    for row in sheet(text).rows:
        lines += [row.spots[0].text] if row.is_line else [*("\t" + spot.text for spot in row.spots), ""]
    found = FormReading().of_text("\n".join([*lines, ""]))
    assert found is not None
    assert [(one.name, one.total, one.goals, one.indicators) for one in found.forms] == []
    assert "46200.00" in [one.text for one in found.leftovers]


@WAYS
def test_the_sum_below_a_heading_of_money_is_the_budget_and_who_is_in_charge_is_said_of_the_project(
    forms_of: Callable[[str], list[FilledForm]],
) -> None:
    found = forms_of("""
某区2024年部门预算项目绩效目标批复表
单位：万元
序号	预算单位	项目名称	预算安排资金	<	<	绩效目标	绩效指标	<	<	<	项目负责人
^	^	^	小计	中央补助资金	其他资金	^	一级指标	二级指标	三级指标	目标值	^
合计	<	<	30	12	18	_	_	_	_	_	_
1	335101-某渡口管理站	趸船检修	20	12	8	趸船逢检必过。	产出	数量	检修趸船	≥4艘	甲某
^	^	^	^	^	^	^	效益	社会效益	安全事故	0起	^
2	335101-某渡口管理站	护栏更换	10	0	10	护栏换新。	产出	数量	更换护栏	≥200米	乙某
^	^	^	^	^	^	^	效益	社会效益	投诉	0起	^
""")
    assert [(one.name, one.total, one.details) for one in found] == [
        ("趸船检修", Money("200000"), {"项目负责人": "甲某"}),
        ("护栏更换", Money("100000"), {"项目负责人": "乙某"}),
    ]
    assert [row.details for one in found for row in one.indicators] == [{}, {}, {}, {}]


def test_a_column_that_is_merged_as_the_names_are_is_said_of_the_project() -> None:
    found = sheet_forms("""
2024年项目绩效目标表（单位：万元）
预算单位	项目名称	预算数	年度目标	一级指标	二级指标	三级指标	指标值	审核情况
335101-某渡口管理站	趸船检修	20	趸船逢检必过。	产出指标	数量指标	检修趸船	≥4艘	通过
^	^	^	^	效益指标	社会效益指标	安全事故	0起	^
335101-某渡口管理站	护栏更换	10	护栏换新。	产出指标	数量指标	更换护栏	≥200米	退回
^	^	^	^	效益指标	社会效益指标	投诉	0起	^
""")
    assert [one.details for one in found] == [{"审核情况": "通过"}, {"审核情况": "退回"}]
    assert [row.details for one in found for row in one.indicators] == [{}, {}, {}, {}]


def test_units_and_projects_below_one_heading_and_a_name_that_a_page_break_split_in_its_brackets() -> None:
    (one,) = sheet_forms("""
部门预算项目支出绩效目标表（2024年度）
金额单位：元
单位名称、项目编码及名称	预算金额	<	年度目标	绩效指标	<	<	<	<	<
^	合计	财政拨款	^	一级指标	二级指标	三级指标	指标性质	指标值	权重
合计	2,750	2,750	_	_	_	_	_	_	_
412003-某林场	2,750	2,750	_	_	_	_	_	_	_
99090424Y000003310579-饮水改造	2,750	2,750	通净水。	产出指标	数量指标	改造的站（含季节	＝	7	25
_	_	_	_	_	_	性瞭望哨）数	_	_	_
_	_	_	_	产出指标	质量指标	水质检测	定性	达标	25
""")
    assert (one.unit, one.code, one.name, one.total) == ("412003", "99090424Y000003310579", "饮水改造", Money("2750"))
    assert [(row.kind, row.name, row.target, row.weight) for row in one.indicators] == [
        ("数量指标", "改造的站（含季节性瞭望哨）数", "＝7", Points("25")),
        ("质量指标", "水质检测", "达标", Points("25")),
    ]


def test_the_sum_below_a_years_heading_is_the_budget_in_what_the_heading_over_it_says() -> None:
    (one,) = sheet_forms(r"""
2025年度部门预算重点项目绩效目标公开表
序号	项目名称	实施单位	项目资金（万元）	<	<	<	年度绩效目标	绩效指标	<
^	^	^	项目总投入	2025年安排	<	<	^	产出指标	效益指标
^	^	^	^	小计	中央财政资金	区级财政资金	^	^	^
1	街巷改造	561001-某局	1,280.00	640.00	200.00	440.00	不积水。	数量指标：\n1.改造=18条	1.投诉率≥45%
""")
    assert (one.name, one.total, dict(one.sources), one.details["项目总投入"]) == (
        "街巷改造",
        Money("6400000"),
        {"中央财政资金": Money("2000000"), "区级财政资金": Money("4400000")},
        "1,280.00",
    )
    assert [(row.kind, row.name, row.target) for row in one.indicators] == [
        ("数量指标", "改造", "=18条"),
        ("", "投诉率", "≥45%"),
    ]


@pytest.mark.parametrize(
    ("years", "total", "source"),
    [
        (("2024年安排", "2025年安排"), "6400000", "6000000"),
        (("2025年安排", "2024年安排"), "3000000", "2000000"),
        (("2025年安排", "2026年安排"), "3000000", "2000000"),
    ],
)
def test_parts_of_the_money_are_those_of_the_forms_year_where_years_stand_over_them(
    years: tuple[str, str], total: str, source: str
) -> None:
    (one,) = sheet_forms(f"""
2025年度部门预算重点项目绩效目标公开表
单位：万元
序号	项目名称	实施单位	项目资金	<	<	<	年度绩效目标	绩效指标	<
^	^	^	{years[0]}	<	{years[1]}	<	^	产出指标	效益指标
^	^	^	小计	中央财政资金	小计	中央财政资金	^	^	^
1	街巷改造	561001-某局	300.00	200.00	640.00	600.00	不积水。	1.改造街巷=18条	1.投诉下降率≥45%
""")
    assert (one.name, one.total, dict(one.sources)) == ("街巷改造", Money(total), {"中央财政资金": Money(source)})


BESIDE_ALL = """
2025年部门预算项目绩效目标汇总表
单位编码及名称	项目名称	项目总额（万元）	{heading}	年度绩效目标	一级指标	二级指标	三级指标	指标值
841001-某站	改土	320	986,000.00	示范片增产。	产出指标	数量指标	改良面积	≥1200亩
841001-某站	轮训	22.5	119,400.00	每村一人。	产出指标	数量指标	培训人次	=100人次
"""


@pytest.mark.parametrize("heading", ["其中：2025年预算（元）", "2025年度预算安排（元）", "其中：本年预算（元）"])
def test_the_part_of_this_year_of_all_of_the_money_is_the_budget(heading: str) -> None:
    found = sheet_forms(BESIDE_ALL.format(heading=heading))
    assert [(one.total, one.details["项目总额（万元）"]) for one in found] == [
        (Money("986000.00"), "320"),
        (Money("119400.00"), "22.5"),
    ]


SHORT_LEVELS = """
2026年项目绩效目标一览表
单位名称：436005-某中心　　金额单位：万元
项目名称	预算安排	项目目标	产出指标	<	效益指标	满意度指标	联系人
^	^	^	数量	质量	社会效益	服务对象满意度	^
公园	458.2	建六座。	1.新建：≥6座\\n2.栽植：≥420株	成活率：≥95%	受益居民：≥2.1万人	居民满意度：≥90%	邬某
"""


@pytest.mark.parametrize("read_all", [sheet_forms, csv_forms])
@pytest.mark.parametrize("written", [SHORT_LEVELS, SHORT_LEVELS.replace("数量	质量", "数量指标	质量指标")])
def test_levels_without_the_word_below_level_ones_have_the_indicators_of_each(
    written: str, read_all: Callable[[str], list[FilledForm]]
) -> None:
    (one,) = read_all(written)
    assert [(row.level1, row.kind.removesuffix("指标"), row.name, row.target) for row in one.indicators] == [
        ("产出指标", "数量", "新建", "≥6座"),
        ("产出指标", "数量", "栽植", "≥420株"),
        ("产出指标", "质量", "成活率", "≥95%"),
        ("效益指标", "社会效益", "受益居民", "≥2.1万人"),
        ("满意度指标", "服务对象满意度", "居民满意度", "≥90%"),
    ]
    assert dict(one.details) == {"联系人": "邬某"}


def test_what_was_mainly_done_is_the_result_of_a_row_without_indicators() -> None:
    (one,) = sheet_forms("""
2023年度项目支出绩效自评结果汇总表
单位名称	项目名称	年初预算数	全年预算数	全年执行数	主要完成情况	自评得分
某站	渠系管护	1860000.00	1860000.00	1791300.00	管护二百公里。	96.4
""")
    assert one.results is not None
    assert (one.results.results, one.details) == (("管护二百公里。",), {"单位名称": "某站"})


TARGETS_ALONE = """
2024年项目支出绩效目标表（单位：万元）
项目名称	金额	绩效目标	数量指标	时效指标	成本指标	满意度指标
护林	20	护好林	巡护里程≥20公里	12月底前	≤20万元	≥90%
养路	30	路好	里程10公里	2024年11月底前完成	30万元	24小时值守
"""


@pytest.mark.parametrize("read", [sheet_forms, csv_forms])
def test_a_target_alone_below_a_level_is_called_as_that(read: Callable[[str], list[FilledForm]]) -> None:
    assert [[(row.name, row.target) for row in one.indicators] for one in read(TARGETS_ALONE)] == [
        [("巡护里程", "≥20公里"), ("时效指标", "12月底前"), ("成本指标", "≤20万元"), ("满意度指标", "≥90%")],
        [("里程", "10公里"), ("时效指标", "2024年11月底前完成"), ("成本指标", "30万元"), ("24小时值守", "")],
    ]


PAIRS_OVER_LEVELS = """
项目绩效目标表（2024年度）
项目名称	护林	项目总额	60万元	当年预算	20万元（其中：财政资金18万元，自筹2万元）
一级指标	二级指标	三级指标	指标值	<	<
产出指标	数量指标	巡护里程	≥20公里	<	<
"""


def test_labels_beside_their_amounts_are_no_headings_of_a_list() -> None:
    found = form(PAIRS_OVER_LEVELS)
    assert (
        found.name,
        f"{found.total}",
        f"{found.fiscal}",
        {name: f"{one}" for name, one in found.sources.items()},
    ) == (
        "护林",
        "200000.00",
        "180000.00",
        {"自筹": "20000.00"},
    )
    assert [row.name for row in found.indicators] == ["巡护里程"]


UNITS_ABOVE = """
2019年部门预算项目绩效目标表
部门：某县民政局　　　　　单位：万元
单位名称（项目名称）	项目资金	<	<	年度目标
^	资金总额	财政拨款	其他资金	^
合计	80.40	72.40	8.00	_
407-某县民政局	80.40	72.40	8.00	_
407001-某县民政局机关	44.40	44.40	_	_
适老化改造	24.00	24.00	_	改造三百户。
联合检查	20.40	20.40	_	检查一百公里。
407003-某县社会福利院	36.00	28.00	8.00	_
消防水池	36.00	28.00	8.00	扩建水池。
"""


@WAYS
def test_units_with_their_codes_stand_above_their_projects_without_indicators(
    forms_of: Callable[[str], list[FilledForm]],
) -> None:
    assert [(one.unit, one.name, f"{one.total}", f"{one.fiscal}", one.goals) for one in forms_of(UNITS_ABOVE)] == [
        ("407001", "适老化改造", "240000.00", "240000.00", ("改造三百户。",)),
        ("407001", "联合检查", "204000.00", "204000.00", ("检查一百公里。",)),
        ("407003", "消防水池", "360000.00", "280000.00", ("扩建水池。",)),
    ]
