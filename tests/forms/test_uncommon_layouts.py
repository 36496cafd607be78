"""Layouts that few offices have: trees of goals, paragraphs below headings, what amounts are in in a cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.actions.form_reading import FormReading
from perfcli.exact import Money, Points
from perfcli.forms.reading import read_forms
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import WORDS, csv_of, form, sheet, text_forms, text_of

ONE = pytest.mark.parametrize("read_one", [form, csv_of, text_of])
ReadOne = Callable[[str], FilledForm]


def told(one: FilledForm) -> list[tuple[str, str, str, str]]:
    return [(row.level1, row.kind, row.name, row.target) for row in one.indicators]


@ONE
def test_a_tree_of_goals_has_levels_one_and_two_below_one_heading(read_one: ReadOne) -> None:
    found = read_one("""
财政项目支出绩效目标申报表
（2021年度）
项目名称	启闭机更新	<	<	<
项目当年预算（元）	1,735,500	<	<	<
分解目标	<	绩效指标	指标目标值	备注
投入与管理目标	投入管理	预算执行率	≥97%	_
^	^	预算编制	合理	_
^	财务管理	资金使用	合规	专账核算
产出目标	数量	更换启闭机	=4台	_
影响力目标	长效管理	养护手册	健全	_
""")
    assert told(found) == [
        ("投入与管理目标", "投入管理", "预算执行率", "≥97%"),
        ("投入与管理目标", "投入管理", "预算编制", "合理"),
        ("投入与管理目标", "财务管理", "资金使用", "合规"),
        ("产出目标", "数量", "更换启闭机", "=4台"),
        ("影响力目标", "长效管理", "养护手册", "健全"),
    ]
    assert [row.details for row in found.indicators] == [{}, {}, {"备注": "专账核算"}, {}, {}]


def test_paragraphs_below_numbered_headings_say_goals_and_details_and_a_heading_the_scale() -> None:
    found = form("""
2025年预算项目支出绩效目标公开表
项目名称：无障碍改造
一、资金安排（单位：万元）
资金来源	本年预算数	备注
资金总额	132.75	_
1.一般公共预算拨款	100.00	_
2.单位自筹资金	32.75	_
二、项目概况
做坡道、扶手，一户一方案。
三、年度绩效目标
改造家庭二百一十户：三个月内回访。
四、绩效指标
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	改造家庭户数	=210户
五、其他
填报人：甲某
""")
    assert (found.total, found.goals) == (Money("1327500"), ("改造家庭二百一十户：三个月内回访。",))
    assert found.sources == {"一般公共预算拨款": Money("1000000"), "单位自筹资金": Money("327500")}
    assert found.details == {"项目概况": "做坡道、扶手，一户一方案。", "填报人": "甲某"}


@ONE
def test_what_amounts_are_in_may_stand_in_a_cell_behind_its_label(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效目标表
（2025年度）
项目名称	水文巡测	金额单位：	万元
设立年度	2022年	到期年度	2025年
预算总额	6.5	<	<
二级指标	三级指标	<	指标值
数量指标	巡测断面	<	11处
""")
    assert found.total == Money("65000")
    assert found.details == {"设立年度": "2022年", "到期年度": "2025年"}


@ONE
def test_levels_lose_their_colons_and_a_name_that_says_not_applicable_is_none(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效目标表
（2025年度）
项目名称	水文巡测	<	<
预算总额（元）	65000	<	<
一级指标	二级指标	三级指标	指标值
产出指标：	数量指标:	巡测断面	11处
^	成本指标	不适用	_
满意度指标	服务对象满意度指标：	农户满意度	≥90%
""")
    assert told(found) == [
        ("产出指标", "数量指标", "巡测断面", "11处"),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "≥90%"),
    ]


@ONE
def test_parts_go_on_below_one_that_says_so_whatever_they_are_called(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效目标表
（2025年度）
项目名称	污水处理	<	<
年度财政支出责任（万元）	年度资金总额	<	682.4
^	其中：运营补贴支出	<	640
^	配套投入支出	<	42.4
年度目标	出水稳定达标。	<	<
""")
    assert found.sources == {"运营补贴支出": Money("6400000"), "配套投入支出": Money("424000")}
    assert found.details == {}


EX_ANTE = """
项目支出绩效目标申报表
（2020年度）
项目名称	石栏修补	<	<	<
项目资金（万元）	年度资金总额：	<	<	16.5
^	其中：财政拨款	<	<	16
总体目标	年度目标	<	<	<
^	修补三座古桥的石栏板。	<	<	<
绩效指标	一级指标	二级指标	三级指标	指标值
^	产出指标	数量指标	修补石栏板	≥58块
^	满意度指标	服务对象满意度指标	居民满意度	≥90%
事前绩效评估情况	立项必要性	三座桥缺栏板五十余块。	<	<
^	投入经济性	石料比三家后取中。	<	<
填报人：甲某	审核人：乙某	<	填报日期：2019年8月30日	<
"""


@ONE
def test_another_label_down_the_left_ends_the_indicators(read_one: ReadOne) -> None:
    found = read_one(EX_ANTE)
    assert [name for _level1, _kind, name, _target in told(found)] == ["修补石栏板", "居民满意度"]
    assert found.details == {
        "立项必要性": "三座桥缺栏板五十余块。",
        "投入经济性": "石料比三家后取中。",
        "填报人": "甲某",
        "审核人": "乙某",
        "填报日期": "2019年8月30日",
    }


def test_a_heading_where_a_declared_form_has_the_goals_is_none_of_them() -> None:
    found = read_forms([sheet(EX_ANTE)], WORDS, declared=FormReading().declared)
    assert [one.goals for one in found.forms] == [("修补三座古桥的石栏板。",)]


@ONE
def test_goals_may_be_numbered_in_a_column_beside_their_tasks(read_one: ReadOne) -> None:
    found = read_one("""
2025年重点项目绩效目标公开表
编制单位：某镇人民政府（335507）	<	<	<
项目名称	接线拓宽	<	<
预算金额	100万元，其中市财政补助60万元，镇级财政拨款40万元	<	<
绩效目标	序号	目标	任务
^	1	接线拓至7米	完成征迁
^	2	行人与车辆分开	增设人行道
一级指标	二级指标	指标名称	目标值
产出指标	数量指标	拓宽接线	0.86公里
""")
    assert (found.unit, found.goals) == ("335507", ("接线拓至7米", "行人与车辆分开"))
    assert (found.total, found.sources) == (
        Money("1000000"),
        {"市财政补助": Money("600000"), "镇级财政拨款": Money("400000")},
    )
    assert found.details == {"任务": ("完成征迁", "增设人行道")}


@ONE
def test_kinds_of_indicators_stand_below_two_headings_of_kinds(read_one: ReadOne) -> None:
    found = read_one("""
2025年度预算项目绩效目标申报书
项目名称	课桌更换	<	<	<
申报学校	某实验中学	<	预算单位编码	335219
资金构成	项目总预算585,600元，其中：财政拨款500,000元，学校事业收入85,600元。	<	<	<
序号	类别	指标类型	指标内容	预期值
1	产出指标	数量指标	更换课桌椅	620套
2	效益指标	社会效益指标	近视学生比例	低于5%
2024年10月20日
""")
    assert (found.title, found.unit, found.units) == ("2025年度预算项目绩效目标申报书", "335219", ("某实验中学",))
    assert (found.total, found.fiscal) == (Money("585600"), Money("500000"))
    assert found.sources == {"学校事业收入": Money("85600")}
    assert told(found) == [
        ("产出指标", "数量指标", "更换课桌椅", "620套"),
        ("效益指标", "社会效益指标", "近视学生比例", "低于5%"),
    ]
    assert found.details["日期"] == "2024年10月20日"


@ONE
def test_amounts_by_quarters_are_details_by_their_quarters(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效目标表
（2025年度）
项目名称	院落加装扶手	<	<	<	<
年度资金总额（万元）	286.5	<	<	<	<
分季度用款（万元）	季度	一季度	二季度	三季度	合计
^	金额	20	86.5	180	286.5
年度绩效目标	老人出得了门。	<	<	<	<
一级指标	二级指标	三级指标	<	指标值	<
产出指标	数量指标	加装院落	<	46处	<
""")
    assert found.details == {"一季度（万元）": "20", "二季度（万元）": "86.5", "三季度（万元）": "180"}


@ONE
def test_goals_as_they_are_now_hold_and_a_label_among_values_makes_no_projects_side_by_side(read_one: ReadOne) -> None:
    found = read_one("""
2025年部门预算项目绩效目标调整备案表
单位：万元
项目名称	视频巡控系统	调整批次	第二批	<
项目编码	99090425T000000512770	单位编码	335445	<
资金类别	原批复	本次调整	调整后	备注
项目资金合计	612.00	-57.00	555.00	_
一般公共预算	560.00	-57.00	503.00	政法转移支付
原绩效目标	更新卡口45套。	<	<	<
现绩效目标	更新卡口38套。	<	<	<
一级指标	三级指标	原指标值	现指标值	调整类型
产出指标	更新卡口	45套	38套	调减
""")
    assert (found.code, found.unit, found.total) == ("99090425T000000512770", "335445", Money("5550000"))
    assert found.goals == ("更新卡口38套。",)
    assert found.details["原绩效目标"] == "更新卡口45套。"
    assert [(row.target, row.details) for row in found.indicators] == [
        ("38套", {"原指标值": "45套", "调整类型": "调减"}),
    ]


@ONE
def test_a_total_stands_before_the_sum_of_weights_where_scores_do(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效自评表
（2025年度）
项目名称	医师培训	<	<	<
一级指标	三级指标	年度指标值	实际完成值	得分	分值
产出指标	培训医师	≥240名	251名	60	60
满意度指标	学员满意度	≥92%	90%	37.33	40
总分	<	<	<	97.33	100
""")
    assert found.results is not None
    assert found.results.total_score == Points("97.33")


@ONE
def test_a_remark_below_a_heading_makes_no_heading_of_its_own(read_one: ReadOne) -> None:
    found = read_one("""
市级预算项目绩效目标表
（2025年）
项目名称	盐碱地改良	<	<	<
申请资金	168.50万元，其中：市级财政拨款126.00万元，自筹42.50万元	<	<	<
指标类型	<	指标内容	计划指标值	评价标准
一级指标	二级指标	^	（2025年）	^
产出指标	产出数量	改良面积	≥2600亩	按比例得分
^	产出质量	含盐量	≤4‰	取均值
满意度	农户满意度	参试农户满意度	≥91%	问卷
""")
    assert found.total == Money("1685000")
    assert told(found) == [
        ("产出指标", "产出数量", "改良面积", "≥2600亩"),
        ("产出指标", "产出质量", "含盐量", "≤4‰"),
        ("满意度", "农户满意度", "参试农户满意度", "≥91%"),
    ]


@ONE
def test_levels_one_may_stand_below_a_heading_of_goals_and_kinds_of_ones_own_before_the_names(
    read_one: ReadOne,
) -> None:
    found = read_one("""
财政支出项目绩效目标申报表
（2025年度）
项目名称	珊瑚补植	<	<	<
申请预算金额（元）	1,735,260	<	<	<
绩效目标分解	指标类型	指标内容	目标值	数据来源
产出目标	产出数量	补植珊瑚苗	不少于4800株	潜水记录
^	成本控制	每株补植费	165元以内	合同
效果目标	生态效果	活珊瑚覆盖率	升至24%	监测报告
""")
    assert told(found) == [
        ("产出目标", "产出数量", "补植珊瑚苗", "不少于4800株"),
        ("产出目标", "成本控制", "每株补植费", "165元以内"),
        ("效果目标", "生态效果", "活珊瑚覆盖率", "升至24%"),
    ]


@ONE
def test_units_in_brackets_join_their_numbers_and_points_of_the_year_are_those_of_its_targets(
    read_one: ReadOne,
) -> None:
    found = read_one("""
项目支出绩效目标表
（2025年度）
项目名称	河涌清淤	<	<	<	<
年度资金总额（元）	1,735	<	<	<	<
绩效总目标	三年轮清一遍。	<	<	<	<
阶段性目标	清淤七条河涌。	<	<	<	<
一级指标	二级指标	三级指标	实施期指标值（计量单位）	年度指标值（计量单位）	年度指标分值
产出指标	数量指标	清淤河涌	≥21（条）	7（条）	60
满意度指标	服务对象满意度指标	住户满意度	≥92（%）	≥90（%）	40
填报说明：
分值合计100分。
""")
    assert (found.goals, found.long_term_goals) == (("清淤七条河涌。",), ("三年轮清一遍。",))
    assert [(row.name, row.target, row.term, row.weight) for row in found.indicators] == [
        ("清淤河涌", "≥21条", "中期", None),
        ("清淤河涌", "7条", "", Points("60")),
        ("住户满意度", "≥92%", "中期", None),
        ("住户满意度", "≥90%", "", Points("40")),
    ]
    assert found.details["填报说明"] == "分值合计100分。"


@ONE
def test_names_may_be_called_so_above_their_levels(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效目标申报表
（2025年度）
项目名称	闸门更新	<	<	<	<	<	<	<
年度资金总额（元）	860,000.00	<	<	<	<	<	<	<
绩效指标	指标名称	<	<	指标值	<	<	分值	完成时限
^	一级指标	二级指标	三级指标	符号	目标值	计量单位	^	^
^	产出指标	数量指标	2米以下闸门更换数量	≥	32	扇	15	6月底前
^	^	时效指标	资金拨付率	≥	95	%	10	12月底前
""")
    assert told(found) == [
        ("产出指标", "数量指标", "2米以下闸门更换数量", "≥32扇"),
        ("产出指标", "时效指标", "资金拨付率", "≥95%"),
    ]
    assert [(row.weight, row.details) for row in found.indicators] == [
        (Points("15"), {"完成时限": "6月底前"}),
        (Points("10"), {"完成时限": "12月底前"}),
    ]


@ONE
def test_parts_of_the_year_may_stand_below_the_money_of_all_years(read_one: ReadOne) -> None:
    found = read_one("""
项目绩效目标申报表（2025年度）
项目名称	岸线清障	<	<
牵头单位	335051 某防治站	<	<
项目总预算（万元）	96.80	本年预算申请数（万元）	41.26
其中：区级财政资金（万元）	30.00	单位自筹（元）	112,600.00
一级指标	二级指标	指标值	三级指标
产出指标	数量指标	≥18艘	清除废弃船只
""")
    assert (found.unit, found.total) == ("335051", Money("412600"))
    assert found.sources == {"区级财政资金": Money("300000"), "单位自筹": Money("112600")}
    assert told(found) == [("产出指标", "数量指标", "清除废弃船只", "≥18艘")]


@ONE
def test_parts_beside_the_total_of_the_year_are_its_own_whatever_stands_above_them(read_one: ReadOne) -> None:
    found = read_one("""
项目绩效目标表（2024年度）
单位：万元
项目名称	古茶树保护	<	<	<	<
项目期限	2023—2026年	<	项目总投资	412.00	<
本年预算	103.50	其中：财政资金	98.00	其他资金	5.50
一级指标	二级指标	三级指标	<	指标值	<
产出指标	数量指标	建档古茶树	<	600株	<
""")
    assert (found.total, found.fiscal, found.other) == (Money("1035000"), Money("980000"), Money("55000"))


@ONE
def test_what_stands_below_before_the_change_is_no_target_wherever_it_stands(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效目标调整申请表
（2025年度）
项目名称	打捞船更新	<	<	<	<	<
资金总额（元）	1,170	<	<	<	<	<
一级指标	二级指标	三级指标	调整后	<	调整前	<
^	^	^	指标值	分值	指标值	分值
产出指标	数量指标	更新打捞船	4艘	20	5艘	15
""")
    assert [(row.name, row.target, row.weight, row.details) for row in found.indicators] == [
        ("更新打捞船", "4艘", Points("20"), {"调整前指标值": "5艘", "调整前分值": "15"}),
    ]


@ONE
def test_a_table_of_tasks_below_headings_in_two_rows_gives_the_unit_no_budget(read_one: ReadOne) -> None:
    found = read_one("""
部门整体支出绩效目标申报表
（2025年度）
部门名称	某服务中心	<	<	<	<
年度主要任务	任务名称	主要项目	预算金额（万元）	<	<
^	^	^	总额	财政拨款	其他资金
^	康复进村	康复师下村服务	62.40	62.40	_
^	^	辅具适配与维修	118.00	98.00	20.00
^	金额合计	<	180.40	160.40	20.00
部门预算（万元）	年度资金总额	<	602.75	<	<
^	其中：基本支出	<	422.35	<	<
^	项目支出	<	180.40	<	<
一级指标	二级指标	三级指标	指标值	权重	<
产出指标	数量指标	下村服务	≥1560人次	15	<
""")
    assert found.total == Money("6027500")
    assert found.sources == {"基本支出": Money("4223500"), "项目支出": Money("1804000")}
    assert found.details["主要项目"] == ("康复师下村服务", "辅具适配与维修")


@ONE
def test_money_and_goals_of_other_years_are_details_by_their_years(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效目标申报表
（2023年度）
项目名称	村庄复垦	<	<	<
项目资金（万元）	_	合计	2023年	2024年
^	资金总额	780.00	260.00	520.00
^	其中：财政拨款	630.00	210.00	420.00
总体目标	五年复垦一万二千亩。	<	<	<
年度目标	2023年	先复垦一千二百亩。	<	<
^	2024年	复垦二千四百亩。	<	<
绩效指标	一级指标	三级指标	指标值	<
^	^	^	2023年	2024年
^	产出指标	复垦面积	≥1200亩	≥2400亩
""")
    assert (found.total, found.fiscal) == (Money("2600000"), Money("2100000"))
    assert (found.goals, found.long_term_goals) == (("先复垦一千二百亩。",), ("五年复垦一万二千亩。",))
    assert {label: found.details[label] for label in ("2024年", "资金总额（2024年）（万元）")} == {
        "2024年": "复垦二千四百亩。",
        "资金总额（2024年）（万元）": "520.00",
    }
    assert [(row.target, row.details) for row in found.indicators] == [("≥1200亩", {"2024年": "≥2400亩"})]


@ONE
def test_the_budget_as_it_became_stands_beside_that_of_the_years_beginning_in_one_row(read_one: ReadOne) -> None:
    found = read_one("""
部门整体支出绩效自评表
（2024年度）
部门名称	某文书保护中心	<	<	<	<	<
部门预算执行情况（万元）	年初预算数	386.30	全年预算数	395.87	全年执行数	385.42
一级指标	二级指标	三级指标	分值	年初目标值	实际完成值	得分
投入	预算执行	预算完成率	10	100%	97.36%	9
产出指标	数量指标	—	_	—	_	_
""")
    assert found.total == Money("3863000")
    assert found.results is not None
    assert (found.results.adjusted, found.results.spent) == (Money("3958700"), Money("3854200"))
    assert told(found) == [("投入", "预算执行", "预算完成率", "100%")]


def test_in_text_a_row_of_labels_and_values_names_no_projects_side_by_side() -> None:
    (found,) = text_forms("""
2026年项目支出绩效目标申报表
单位：万元
项目名称	土壤酸化普查	项目存续状态	新增
资金需求	资金总额	73.6	其中：财政拨款	70
^	上年结转	—	其他资金	3.6
一级指标	二级指标	三级指标	目标值
产出指标	数量指标	采样点数	≥1200个
""")
    assert (found.name, found.total, found.other) == ("土壤酸化普查", Money("736000"), Money("36000"))
    assert found.details == {"项目存续状态": "新增"}
    assert told(found) == [("产出指标", "数量指标", "采样点数", "≥1200个")]


@ONE
def test_parts_of_the_money_stand_apart_from_their_amounts_in_lines_of_one_cell(read_one: ReadOne) -> None:
    found = read_one("""
2025年部门预算项目支出绩效目标批复表（单位：元）
项目名称：	河道打捞	<	<
预算安排	年度预算总额：742,600\\n其中：财政拨款 700,000；事业收入 0；其他资金 42,600	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	保洁河段	21公里
""")
    assert (found.total, found.fiscal, found.other) == (Money("742600"), Money("700000"), Money("42600"))


def test_a_goal_that_says_just_what_an_indicator_is_called_is_a_goal() -> None:
    found = form("""
2025年项目支出绩效目标公开表（单位：元）
项目名称	无障碍改造	预算数	132
一、年度绩效目标
1.改造坡道
2.安装扶手
二、绩效指标
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	改造坡道	=210户
""")
    assert found.goals == ("改造坡道", "安装扶手")


def test_a_unit_before_its_scale_in_one_line_is_read_without_it() -> None:
    one = form("""
2.老年食堂补助绩效目标表
303008裕安区社会福利中心　　　　单位：万元
项目编码	99021124T000000430916	<	项目名称	老年食堂补助	<	<
预算规模及资金用途	预算数	126.00	其中：财政资金	120.00	其他资金	6.00
绩效目标	1.正常运营。	<	<	<	<	<
一级指标	二级指标	三级指标	绩效指标描述	<	指标值	指标值确定依据
产出指标	数量指标	食堂数量	补助的食堂	<	23家	工作计划
""")
    assert (one.unit, one.units, one.total) == ("303008", ("裕安区社会福利中心",), Money("1260000"))


def test_a_table_of_costs_below_the_indicators_does_not_go_on_with_them() -> None:
    one = form("""
2026年度项目绩效目标申报表
金额单位：万元
绩效指标	一级指标	二级指标	三级指标	指标值	指标值确定依据	备注
^	产出指标	数量指标	修缮渡船	6艘	普查表	_
绩效目标	年度目标	<	修好下水。	<	<	<
资金来源	资金总额	<	31.48	<	<	<
资金测算	测算内容	<	数量	单价	金额	<
^	船体除锈	<	6	2.15	12.90	<
^	主机大修	<	4	3.62	14.48	<
项目名称	渡船修缮	<	项目性质	一次性项目	<	<
""")
    assert (one.name, one.total, [row.name for row in one.indicators]) == ("渡船修缮", Money("314800"), ["修缮渡船"])
    assert (one.details["测算内容"], one.details["数量"], one.details["单价"]) == (
        ("船体除锈", "主机大修"),
        ("6", "4"),
        ("2.15", "3.62"),
    )


def test_headings_of_money_below_the_indicators_are_none_of_them() -> None:
    one = form("""
项目支出绩效自评表
（2024年度）　　金额单位：万元
一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分	偏差原因
产出指标	数量指标	下乡	≥960人次	1012人次	90	90	_
资金执行	资金来源	年初预算数	全年预算数	全年执行数	分值	执行率	得分
^	年度资金总额	64.00	72.00	36.00	10	50%	5.00
项目名称	农技推广	<	<	主管部门	某局	<	<
""")
    assert (one.name, one.total, [row.name for row in one.indicators]) == ("农技推广", Money("640000"), ["下乡"])
    assert one.results is not None
    assert (one.results.adjusted, one.results.spent) == (Money("720000"), Money("360000"))


@ONE
def test_operators_stand_below_any_heading_and_units_in_that_of_the_targets(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效目标表
（2024年度）
项目名称	筛查	<	<	<	<
一级指标	二级指标	三级指标	指标值类型	上年实际	本年指标值（%）
产出指标	数量指标	覆盖率	≥	97.3%	98
产出指标	质量指标	合格率	=	99%	100%
产出指标	时效指标	反馈	定性	_	两周内
""")
    assert [(row.name, row.target, dict(row.details)) for row in found.indicators] == [
        ("覆盖率", "≥98%", {"上年实际": "97.3%"}),
        ("合格率", "=100%", {"上年实际": "99%"}),
        ("反馈", "两周内", {"指标值类型": "定性"}),
    ]


@ONE
def test_what_an_earlier_year_reached_is_no_result_of_this_one(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效目标表
（2024年度）
项目名称	护林	<	<	<	<
一级指标	二级指标	三级指标	2023年完成值	2024年指标值	计量单位
产出指标	数量指标	挂牌	171	≥186	株
""")
    (row,) = found.indicators
    assert (row.target, dict(row.details), found.results) == ("≥186株", {"2023年完成值": "171"}, None)


def test_a_level_two_alone_where_names_stand_is_no_indicator() -> None:
    one = form("""
项目支出绩效目标表
（2024年度）
项目名称	电梯更新	<	<
一级指标	二级指标	三级指标	目标值
效益（30分）	社会效益	困人下降率	≥60%
_	_	经济效益	_
_	_	群众满意度	_
""")
    assert [(row.kind, row.name, row.target) for row in one.indicators] == [
        ("社会效益", "困人下降率", "≥60%"),
        ("社会效益", "群众满意度", ""),
    ]


TWO_TERMS = """
2019年部门预算项目绩效目标表
项目名称	剪纸数字化	<	<	<	<	<
总体目标	实施期总目标	<	<	年度目标	<	<
^	三年建成资源库。	<	<	采集剪纸三百幅。	<	<
绩效指标	一级指标	二级指标	指标内容	指标值	指标内容	指标值
^	产出指标	数量指标	采集剪纸	900幅	采集剪纸	300幅
^	^	质量指标	分辨率	不低于600dpi	分辨率	不低于600dpi
^	效益指标	社会效益指标	进校园	60场	_	_
"""


def test_names_called_indicator_contents_stand_once_for_each_term() -> None:
    found = form(TWO_TERMS)
    assert [(row.term, row.kind, row.name, row.target, dict(row.details)) for row in found.indicators] == [
        ("中期", "数量指标", "采集剪纸", "900幅", {}),
        ("", "数量指标", "采集剪纸", "300幅", {}),
        ("中期", "质量指标", "分辨率", "不低于600dpi", {}),
        ("", "质量指标", "分辨率", "不低于600dpi", {}),
        ("中期", "社会效益指标", "进校园", "60场", {}),
    ]


@pytest.mark.parametrize("before", ["项目编码	44979822T000000360218", "联系人	梁某"])
def test_a_value_that_sounds_like_a_label_ends_a_row_of_pairs(before: str) -> None:
    found = form(f"""
2022年项目支出绩效目标表
项目名称	苗种抽检	<	<
{before}	项目级次	二级项目
项目总额	5万元	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	抽检苗场	≥36场次
""")
    assert (found.name, found.details["项目级次"]) == ("苗种抽检", "二级项目")


def test_a_label_behind_one_that_nobody_filled_in_is_no_value_of_it() -> None:
    found = form("""
2022年项目支出绩效目标表
项目名称	苗种抽检	<	<
联系人	_	项目级次	联系电话
项目总额	5万元	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	抽检苗场	≥36场次
""")
    assert "项目级次" not in found.details


@ONE
def test_a_line_over_a_header_of_its_own_says_whose_indicators_follow(read_one: ReadOne) -> None:
    found = read_one("""
2024年专项债券项目绩效目标表
项目名称	公共停车楼	<	<
总投资	24800.00万元	年度资金	6500.00万元
三、实施期绩效指标
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	新增停车泊位	≥1860个
四、2024年度绩效指标
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	一号楼完成层数	=6层
""")
    assert [(row.term, row.name) for row in found.indicators] == [("中期", "新增停车泊位"), ("", "一号楼完成层数")]


@ONE
def test_what_targets_rest_on_may_be_called_in_many_words(read_one: ReadOne) -> None:
    found = read_one("""
2024年项目支出绩效目标批复表
项目名称	水毁修复	批复金额	560,000.00元
一级指标	二级指标	三级指标	指标值	绩效指标值设定依据及数据来源
产出指标	数量指标	修复挡墙	420立方米	水毁调查表
""")
    assert [(row.basis, dict(row.details)) for row in found.indicators] == [("水毁调查表", {})]


@ONE
def test_the_money_of_this_year_stands_beside_that_of_the_year_before(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效目标申报表
（2018年度）
项目名称	防风林补植	<	<	<
资金情况\\n（万元）	资金来源	上年度预算安排	本年度申请	说明
^	合计	58.00	73.60	_
^	财政拨款	58.00	70.00	含市级配套
^	其他资金	_	3.60	林场自筹
一级指标	二级指标	三级指标	指标值	备注
产出指标	数量指标	补植木麻黄	6.2万株	_
""")
    assert (found.total, found.fiscal, found.other) == (Money("736000"), Money("700000"), Money("36000"))


@ONE
def test_words_and_numbers_in_turn_beside_a_label_are_pairs(read_one: ReadOne) -> None:
    found = read_one("""
2018年部门整体支出绩效目标申报表
单位：万元
部门名称	某兽医站	<	<	<	<	<
人员情况	编制数	34	在职人数	31	离退休人数	12
年度部门预算	资金来源	<	金额	支出结构	<	金额
^	财政拨款	<	486.30	基本支出	<	331.80
^	事业收入	<	20.00	项目支出	<	174.50
一级指标	二级指标	三级指标	<	<	指标值	<
产出指标	数量指标	放流鱼苗	<	<	≥180万尾	<
""")
    assert [found.details[label] for label in ("编制数", "在职人数", "离退休人数")] == ["34", "31", "12"]
    assert found.sources["基本支出"] == Money("3318000")
    assert found.sources["项目支出"] == Money("1745000")


@ONE
def test_lines_beside_a_label_stand_over_headings_over_amounts(read_one: ReadOne) -> None:
    found = read_one("""
部门（单位）整体支出绩效目标表
（2019年度）
填报单位：某服务中心　单位：万元
部门基本信息	人员编制数	68	实有人数	65
^	单位年度收入预算	<	<	<
^	收入合计	公共财政拨款	上级补助收入	其他资金
^	1186.40	704.20	467.20	15.00
^	单位年度支出预算	<	<	<
^	支出合计	基本支出	项目支出	其他
^	1186.40	878.90	300.00	7.50
^	三公经费预算	<	<	<
^	合计	公务接待费	公务用车运行维护费	因公出国费
^	7.80	2.30	5.50	0
年度绩效目标	孕产妇系统管理率稳中有升。	<	<	<
一级指标	二级指标	三级指标	指标值	备注
产出指标	质量指标	管理率	≥93%	_
""")
    assert found.total == Money("11864000")
    assert found.sources["公共财政拨款"] == Money("7042000")
    assert found.sources["上级补助收入"] == Money("4672000")
    assert found.sources["基本支出"] == Money("8789000")
    assert found.details["公务接待费"] == "2.30"


@ONE
def test_blocks_below_each_other_may_be_counted_and_last_one_year(read_one: ReadOne) -> None:
    found = read_one("""
2018年部门专项业务经费绩效目标表
项目1
专项（项目）名称	皮影老戏本整理	实施单位	某皮影剧团
实施期限	2018年	资金总额	15.5万元
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	整理戏本	40本
""")
    assert found.details["实施期限"] == "2018年"


@ONE
def test_a_total_may_say_one_of_its_parts_behind_it(read_one: ReadOne) -> None:
    found = read_one("""
项目支出绩效目标申报表
（2017年度）
项目名称	水窖清淤防冻	<	<
项目资金申请	资金总额：86.5万元（其中上年结转6.5万元）	<	<
^	财政拨款：80万元	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	清淤水窖	≥412口
""")
    assert (found.total, found.fiscal, found.sources) == (
        Money("865000"),
        Money("800000"),
        {"上年结转": Money("65000")},
    )


@ONE
def test_an_adjustment_has_the_parts_of_new_targets_below_one_heading(read_one: ReadOne) -> None:
    found = read_one("""
县级项目支出绩效目标调整表
（2024年度）
项目名称	芦苇收割	<	<	<	<	<	<
绩效目标	原批复	收割2100亩。	<	<	<	<	<
^	调整后	收割1640亩。	<	<	<	<	<
一级指标	二级指标	三级指标	原批复指标值	调整后指标	<	<	调整原因
^	^	^	^	指标性质	指标值	计量单位	^
产出指标	数量指标	收割面积	≥2100亩	≥	1640	亩	水位偏高
^	时效指标	完成时间	3月31日前	定性	12月20日前	_	改为秋冬季
""")
    assert found.goals == ("收割1640亩。",)
    assert [(row.name, row.target, row.details["原批复指标值"]) for row in found.indicators] == [
        ("收割面积", "≥1640亩", "≥2100亩"),
        ("完成时间", "12月20日前", "3月31日前"),
    ]
