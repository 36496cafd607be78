"""Lists of several projects that few offices have: names below other headings, projects behind indicators."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money, Points
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_forms, sheet_forms, text_forms, text_read

SEVERAL = pytest.mark.parametrize("read_all", [sheet_forms, csv_forms, text_forms])
ReadAll = Callable[[str], list[FilledForm]]


def told(one: FilledForm) -> list[tuple[str, str, str, str]]:
    return [(row.level1, row.kind, row.name, row.target) for row in one.indicators]


@SEVERAL
def test_projects_may_stand_below_the_word_alone_and_units_below_departments(read_all: ReadAll) -> None:
    found = read_all("""
项目支出绩效信息表
单位：元
序号	预算部门/单位	项目	资金总额	绩效目标	绩效指标	<	<	绩效指标值
^	^	^	^	^	一级指标	二级指标	三级指标	^
1	335106-某管护所	46999925T000000208815-步道保洁	6,400	天天有人扫。	产出指标	数量指标	保洁里程	38公里
2	335106-某管护所	46999925T000000208827-山蚂蟥监测	1,000	摸清消长。	产出指标	数量指标	布设样方	24个
""")
    assert [(one.unit, one.code, one.name, one.total, one.goals) for one in found] == [
        ("335106", "46999925T000000208815", "步道保洁", Money("6400"), ("天天有人扫。",)),
        ("335106", "46999925T000000208827", "山蚂蟥监测", Money("1000"), ("摸清消长。",)),
    ]


@SEVERAL
def test_code_and_name_stand_below_one_heading_and_headings_repeated_below_are_no_units_of_measure(
    read_all: ReadAll,
) -> None:
    found = read_all("""
2025年项目支出绩效目标汇总表（单位：万元）
单位	项目编码及名称	预算金额	年度绩效目标	一级指标	三级指标	指标值
335101 某林业局	99060725T000000810016\\n瞭望塔改造	42	改造六座塔。	产出指标	改造塔	6座
^	^	^	^	^	接入点位	18个
单位	项目编码及名称	预算金额	年度绩效目标	一级指标	三级指标	指标值
335102 某工作站	99060725T000000810155\\n草原补播	50	补播两万亩。	产出指标	补播面积	2万亩
填表说明：1.项目编码由系统产生。
2.指标值含本数。
""")
    assert [(one.unit, one.code, one.name) for one in found] == [
        ("335101", "99060725T000000810016", "瞭望塔改造"),
        ("335102", "99060725T000000810155", "草原补播"),
    ]
    assert [row.target for one in found for row in one.indicators] == ["6座", "18个", "2万亩"]


@pytest.mark.parametrize("read_all", [sheet_forms, text_forms])
def test_a_unit_above_the_first_table_is_that_of_the_forms_below_it(read_all: ReadAll) -> None:
    found = read_all("""
2025年项目支出绩效目标汇总公开
单位编码：335630　单位名称：某草原站
一、鼠害监测
项目名称	鼠害监测	项目代码	99090425T000000880231
年度资金总额（元）	1,620.00	其他资金	120.00
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	监测点	≥36个
二、隔离带维修
项目名称	隔离带维修	项目代码	99090425T000000880232
年度资金总额（元）	2,400.00	其他资金	0.00
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	维修隔离带	220公里
""")
    assert [(one.name, one.unit, one.year) for one in found] == [
        ("鼠害监测", "335630", 2025),
        ("隔离带维修", "335630", 2025),
    ]


@SEVERAL
def test_in_a_list_the_sources_are_all_of_the_money_where_no_total_is_printed(read_all: ReadAll) -> None:
    found = read_all("""
2026年项目绩效目标一览表
金额单位：元
序号	项目名称	中央资金	区级财政资金	总体目标	产出指标	<	满意度指标	<
^	^	^	^	^	数量指标	<	服务对象满意度	<
^	^	^	^	^	指标内容	指标值	指标内容	指标值
1	老人送餐	180,000	125,400	天天有热饭。	送餐老人	≥210人	老人满意度	≥90%
2	新风礼堂	_	48,600.50	办喜事有地方。	开放礼堂	6处	村民满意度	≥88%
""")
    assert [(one.name, one.total, one.sources) for one in found] == [
        ("老人送餐", Money("305400"), {"中央资金": Money("180000"), "区级财政资金": Money("125400")}),
        ("新风礼堂", Money("48600.50"), {"区级财政资金": Money("48600.50")}),
    ]
    assert told(found[1]) == [
        ("产出指标", "数量指标", "开放礼堂", "6处"),
        ("满意度指标", "服务对象满意度", "村民满意度", "≥88%"),
    ]


@SEVERAL
def test_projects_may_stand_behind_their_indicators(read_all: ReadAll) -> None:
    found = read_all("""
2025年项目绩效指标一览表
单位：元
一级指标	二级指标	三级指标	指标值	所属项目	项目类别	预算金额	年度目标
产出	数量	停靠村	26个	流动书车	其他运转类	182,500.00	每月到二十六个村。
^	^	全年出车	≥312趟	^	^	^	^
产出	数量	改造库房	2间	库房改造	特定目标类	396,800.00	装上恒湿机。
""")
    assert [(one.name, one.total, one.goals, one.details) for one in found] == [
        ("流动书车", Money("182500"), ("每月到二十六个村。",), {"项目类别": "其他运转类"}),
        ("库房改造", Money("396800"), ("装上恒湿机。",), {"项目类别": "特定目标类"}),
    ]
    assert [[row.name for row in one.indicators] for one in found] == [["停靠村", "全年出车"], ["改造库房"]]


@pytest.mark.parametrize("read_all", [sheet_forms, csv_forms])
def test_a_row_across_a_table_may_say_more_than_the_name_of_a_project(read_all: ReadAll) -> None:
    found = read_all("""
2023年度项目绩效目标公开表
金额单位：万元
一级指标	二级指标	三级指标	指标值
项目名称：消火栓补建　　预算金额：48.60	<	<	<
年度目标：补建缺口消火栓。	<	<	<
产出指标	数量指标	补建消火栓	≥54个
项目名称：器材更新　　预算金额：17.25	<	<	<
年度目标：到期全换。	<	<	<
产出指标	数量指标	更新站点	30个
""")
    assert [(one.name, one.total, one.goals, told(one)) for one in found] == [
        ("消火栓补建", Money("486000"), ("补建缺口消火栓。",), [("产出指标", "数量指标", "补建消火栓", "≥54个")]),
        ("器材更新", Money("172500"), ("到期全换。",), [("产出指标", "数量指标", "更新站点", "30个")]),
    ]


@SEVERAL
def test_a_list_of_results_alone_has_its_totals_and_grades_below_a_heading_of_results(read_all: ReadAll) -> None:
    found = read_all("""
某区2023年度项目支出绩效自评结果汇总表
金额单位：万元
序号	单位名称	项目名称	预算执行情况	<	<	<	自评结果	<	存在问题
^	^	^	年初预算数	全年预算数	全年执行数	执行得分	自评总分	自评等级	^
1	335140某管理站	安全员补助	31.20	31.20	29.64	9.50	97.50	优	补助少发一个季度。
2	335140某管理站	救生衣更新	9.00	8.50	8.50	10	100	优	_
""")
    results = [one.results for one in found if one.results is not None]
    assert [(one.name, one.total) for one in found] == [
        ("安全员补助", Money("312000")),
        ("救生衣更新", Money("90000")),
    ]
    assert [(one.adjusted, one.spent, one.execution_points, one.total_score) for one in results] == [
        (Money("312000"), Money("296400"), Points("9.5"), Points("97.5")),
        (Money("85000"), Money("85000"), Points("10"), Points("100")),
    ]


@SEVERAL
def test_goals_called_so_alone_are_no_targets_where_others_are(read_all: ReadAll) -> None:
    found = read_all("""
2025年项目绩效目标一览表（单位：元）
项目名称	预算数	二级指标	三级指标	符号	指标值	目标
畜禽防疫	6,400	数量指标	免疫畜禽	>=	900头	春秋两季集中免疫。
^	^	质量指标	抗体合格率	>=	70%	^
保种补助	1,000	数量指标	核心群存栏	>=	120头	系谱完整。
""")
    assert [(one.name, one.goals) for one in found] == [
        ("畜禽防疫", ("春秋两季集中免疫。",)),
        ("保种补助", ("系谱完整。",)),
    ]
    assert [[row.target for row in one.indicators] for one in found] == [[">=900头", ">=70%"], [">=120头"]]


@SEVERAL
def test_what_became_of_the_goals_stands_behind_them_and_is_no_actual_value(read_all: ReadAll) -> None:
    (one,) = read_all("""
2023年度项目支出绩效自评汇总表
填报单位：某环卫所　　　　金额单位：万元
项目名称	年初预算数	全年执行数	预期目标	实际完成情况	一级指标	二级指标	三级指标	指标值	完成值	得分
公厕改建	240.00	198.00	改建十二座。	改建十一座。	产出指标	数量指标	改建公厕	12座	11座	13.75
""")
    assert (one.goals, one.total) == (("改建十二座。",), Money("2400000"))
    assert one.results is not None
    assert one.results.results == ("改建十一座。",)
    assert one.results.indicators == {"改建公厕": {"actual": "11座", "score": Points("13.75")}}


@SEVERAL
def test_what_is_left_of_last_year_is_a_source(read_all: ReadAll) -> None:
    (one,) = read_all("""
2025年部门预算项目支出绩效目标公开表
填报单位：某图书馆
金额单位：万元
序号	项目名称	项目资金	<	<	<	年度目标	绩效指标	<	<	<
^	^	总额	财政拨款	上年结转	其他资金	^	一级指标	二级指标	三级指标	指标值
1	书车进村	112.50	95.00	12.50	5.00	全年不断。	产出指标	数量指标	出车趟次	≥420趟
""")
    assert (one.total, one.other, dict(one.sources)["上年结转"]) == (Money("1125000"), Money("50000"), Money("125000"))


def test_a_unit_across_a_list_is_one_by_its_code_alone() -> None:
    first, second = sheet_forms("""
2025年项目支出绩效目标表
单位名称、项目名称	年度绩效目标	一级指标	二级指标	三级指标	指标值
437001-某林业局	<	<	<	<	<
松材线虫	疫木不出山。	产出指标	数量指标	清理疫木	1260吨
437004-岔口国有林场	<	<	<	<	<
抚育	不跑火。	产出指标	数量指标	抚育面积	5600亩
""")
    assert [(one.unit, one.units, one.name) for one in (first, second)] == [
        ("437001", ("某林业局",), "松材线虫"),
        ("437004", ("岔口国有林场",), "抚育"),
    ]


@SEVERAL
def test_names_side_by_side_may_be_counted(read_all: ReadAll) -> None:
    (one,) = read_all("""
2025年部门预算项目绩效目标表
单位：万元
单位名称	项目名称	年度预算	绩效目标	产出指标	<	<	<	效益指标	<
^	^	^	^	指标1	目标值	指标2	目标值	指标1	目标值
703001-某文化馆	送戏下乡	96.00	每村看一场。	演出	≥168场	小戏	≥4个	观众	≥5.2万人次
""")
    assert [(row.level1, row.name, row.target) for row in one.indicators] == [
        ("产出指标", "演出", "≥168场"),
        ("产出指标", "小戏", "≥4个"),
        ("效益指标", "观众", "≥5.2万人次"),
    ]


def test_rows_of_nothing_are_no_indicators_and_a_coded_department_is_no_project() -> None:
    (one,) = sheet_forms("""
2024年部门预算绩效目标表
金额单位：元
单位（项目）名称	资金总额	财政资金	年度目标	一级指标	二级指标	三级指标	指标值
614-某县供销部门	726,460.00	726,460.00	_	_	_	_	_
614001-某总社	726,460.00	726,460.00	_	_	_	_	_
回收网点补助	726,460.00	726,460.00	有处可交。	产出指标	数量指标	网点	38个
^	^	^	^	效益指标	经济效益指标	无	无
""")
    assert (one.unit, one.name, one.total) == ("614001", "回收网点补助", Money("726460"))
    assert [row.name for row in one.indicators] == ["网点"]


@SEVERAL
def test_a_level_alone_on_its_line_in_a_cell_of_all_indicators_is_over_the_next(read_all: ReadAll) -> None:
    (one,) = read_all(
        """
2025年项目绩效目标表
金额单位：元
项目名称	项目编码	资金来源	<	绩效目标	绩效指标
^	^	合计	区级财政资金	^	^
行道树	99090425T000000310275	2,860.00	2,860.00	不倒伏。	{cell}
""".replace(
            "{cell}",
            "；".join(("产出指标：", "数量指标：养护≥4600株", "满意度指标：", "服务对象满意度指标：居民满意度≥88%")),
        )
    )
    assert told(one) == [
        ("产出指标", "数量指标", "养护", "≥4600株"),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "≥88%"),
    ]


def test_a_project_goes_on_in_a_second_table_under_the_title_again() -> None:
    title = """
部门预算项目绩效目标表（2025年度）
部门：某局　　　　金额单位：万元
单位名称	项目名称	预算数	年度目标	一级指标	二级指标	三级指标	指标值
"""
    begun = "417004-某馆	99091525T000000301892-古籍修复	205.88	完成修复。	产出指标	{rest}"
    (one,) = sheet_forms(
        f"{title}{begun.format(rest='数量指标	修复	2600叶')}{title}{begun.format(rest='质量指标	返工率	≤1.5%')}"
    )
    assert (one.code, one.total) == ("99091525T000000301892", Money("2058800"))
    assert [(row.name, row.target) for row in one.indicators] == [("修复", "2600叶"), ("返工率", "≤1.5%")]
    again = sheet_forms(f"{title}{begun.format(rest='数量指标	修复	2600叶')}" * 2)
    assert [form.name for form in again] == ["古籍修复", "古籍修复"]  # printed twice: a person has to tell


@SEVERAL
def test_codes_and_names_of_units_and_projects_stand_below_headings_that_name_both(read_all: ReadAll) -> None:
    found = read_all("""
部门预算项目绩效目标表
部门名称：沮河县民政局　单位：万元
单位编码\\n（项目编码）	单位\\n（项目名称）	项目金额（万元）	<	<	成本指标	<	产出指标	<
^	^	资金总额	政府预算资金	单位资金	三级指标	指标值	三级指标	指标值
031	沮河县民政局	139.3	133.3	6.0
031001	沮河县民政局本级	139.3	133.3	6.0
99090024T000000518837	高龄老人营养餐补贴	96.8	96.8	0.0	每餐补贴	≤6元	享受补贴老人	≥640人
					_	_	补贴按月结清率	100%
99090024Y000000518902	公益堂维护	42.5	36.5	6.0	单座维护费	≤8.5万元	维护公益堂	5座
""")
    assert [(one.unit, one.code, one.name, one.total) for one in found] == [
        ("031001", "99090024T000000518837", "高龄老人营养餐补贴", Money("968000")),
        ("031001", "99090024Y000000518902", "公益堂维护", Money("425000")),
    ]
    assert told(found[0]) == [
        ("成本指标", "", "每餐补贴", "≤6元"),
        ("产出指标", "", "享受补贴老人", "≥640人"),
        ("产出指标", "", "补贴按月结清率", "100%"),
    ]


@SEVERAL
def test_a_sum_below_the_sources_of_the_money_is_the_total(read_all: ReadAll) -> None:
    (found,) = read_all("""
2019年部门预算项目支出绩效目标汇总表
金额单位：万元
项目单位	项目名称	资金来源	<	<	<	年度绩效目标	一级指标	三级指标	目标值
^	^	小计	财政拨款	上级转移支付	其他资金	^	^	^	^
某执法局	应急补贴	312.00	200.00	100.00	12.00	停热不过夜。	产出指标	应急抢修	≥150次
""")
    assert (found.total, found.fiscal, found.other) == (Money("3120000"), Money("2000000"), Money("120000"))
    assert found.sources == {"上级转移支付": Money("1000000")}


@SEVERAL
def test_a_list_may_have_a_heading_that_nobody_knows_among_many(read_all: ReadAll) -> None:
    found = read_all("""
部门预算项目支出绩效运行监控汇总表（2023年1-9月）
单位：元
单位编码	单位名称	项目编码	项目名称	年初预算数	1-9月执行数	存在问题	能否完成年度目标
306001	某服务中心	99090423T000000330716	窑洞加固	2,450,000.00	1,837,500.00	_	能
306004	某利用中心	99090423Y000000331104	水位监测	156,820.40	156,820.40	晚到	有一定难度
""")
    assert [
        (one.code, one.total, one.results and one.results.spent, one.details["能否完成年度目标"]) for one in found
    ] == [
        ("99090423T000000330716", Money("2450000"), Money("1837500"), "能"),
        ("99090423Y000000331104", Money("156820.40"), Money("156820.40"), "有一定难度"),
    ]


@SEVERAL
def test_what_a_project_does_is_no_indicator_in_a_list_without_any(read_all: ReadAll) -> None:
    (found,) = read_all("""
2022年重点项目支出绩效目标情况表
单位：万元
项目名称	立项依据	项目实施内容	预算金额	<	年度绩效目标	备注
^	^	^	合计	单位自筹	^	^
界碑修补	巡查台账	界碑扶正、描字	8.7	3.7	修补界碑四十六座。	_
""")
    assert found.indicators == ()
    assert (found.details["项目实施内容"], found.total) == ("界碑扶正、描字", Money("87000"))


@SEVERAL
def test_what_indicators_reached_may_head_their_levels_and_targets_too(read_all: ReadAll) -> None:
    (found,) = read_all("""
2022年度项目支出绩效自评结果汇总表
金额单位：万元
项目名称	预算执行情况	<	绩效指标完成情况	<	<	<	<	<	自评总分
^	年初预算数	全年执行数	一级指标	二级指标	三级指标	年度指标值	实际完成值	得分	^
提纯复壮	62	61.28	产出指标	数量指标	繁育种藕	≥90万株	93.6万株	20	96.17
^	^	^	^	质量指标	种藕纯度	≥98%	98.4%	10	^
""")
    assert told(found) == [
        ("产出指标", "数量指标", "繁育种藕", "≥90万株"),
        ("产出指标", "质量指标", "种藕纯度", "≥98%"),
    ]
    assert found.results is not None
    assert (found.results.spent, found.results.total_score) == (Money("612800"), Points("96.17"))
    assert [dict(one) for one in found.results.indicators.values()] == [
        {"actual": "93.6万株", "score": Points("20")},
        {"actual": "98.4%", "score": Points("10")},
    ]


@SEVERAL
def test_a_second_row_may_have_a_sum_and_one_part_alone(read_all: ReadAll) -> None:
    (found,) = read_all("""
2021年度项目自评结果公示表
单位：万元
项目名称	实施单位	预算数（A）	<	执行数（B）	一级指标	二级指标	三级指标	年初目标值	实际完成值
^	^	小计	其中：财政拨款	^	^	^	^	^	^
拦鱼设施	某渔政队	25.8	24	25.8	产出指标	数量指标	拦网	46道	46道
""")
    assert (found.total, found.fiscal) == (Money("258000"), Money("240000"))


NAMED = """
2024年转移支付资金安排及绩效目标分解表
金额单位：万元
序号	县（市、区）	项目名称	实施单位	补助资金	<	<	年度总体目标	产出指标	<	<	满意度指标	备注
^	^	^	^	小计	中央资金	省级资金	^	数量指标	<	质量指标	服务对象满意度指标	^
^	^	^	^	^	^	^	^	封山育林（亩）	苗木（株）	成活率	农户满意度	^
合计	<	<	<	736	500	236	_	_	_	_	_	_
1	墨溪县	片区治理	某林业局	640	500	140	水土流失得到遏制。	≥5200	300	≥85%	≥90%	含尾工
2	鹿寨区	采石场复绿	某分局	96	0	96	坡面稳定。	≥420	—	≥80%	≥85%	_
"""


@pytest.mark.parametrize("read_all", [sheet_forms, csv_forms])
def test_indicators_of_a_list_may_be_named_below_its_levels(read_all: Callable[[str], list[FilledForm]]) -> None:
    found = read_all(NAMED)
    assert [(one.name, one.total, dict(one.sources), one.overall or one.goals) for one in found] == [
        (
            "片区治理",
            Money("6400000"),
            {"中央资金": Money("5000000"), "省级资金": Money("1400000")},
            ("水土流失得到遏制。",),
        ),
        ("采石场复绿", Money("960000"), {"省级资金": Money("960000")}, ("坡面稳定。",)),
    ]
    assert [[(row.level1, row.kind, row.name, row.target) for row in one.indicators] for one in found] == [
        [
            ("产出指标", "数量指标", "封山育林（亩）", "≥5200"),
            ("产出指标", "数量指标", "苗木（株）", "300"),
            ("产出指标", "质量指标", "成活率", "≥85%"),
            ("满意度指标", "服务对象满意度指标", "农户满意度", "≥90%"),
        ],
        [
            ("产出指标", "数量指标", "封山育林（亩）", "≥420"),
            ("产出指标", "质量指标", "成活率", "≥80%"),
            ("满意度指标", "服务对象满意度指标", "农户满意度", "≥85%"),
        ],
    ]


def test_of_a_text_it_is_not_guessed_below_which_level_a_name_stands() -> None:
    assert [one.indicators for one in text_read(NAMED).forms] == [()]


MONITORED = """
2020年1-7月项目支出绩效运行监控汇总表
单位：万元
主管部门	实施单位	项目名称	预算数	1-7月执行情况	<	全年预计执行数	绩效目标	1-7月绩效目标完成情况	原因
^	^	^	^	执行数	执行率	^	^	^	^
合计	<	<	178.50	100.53	56.32%	172.00	_	_	_
某水利局	某管理所	渗压监测	132.00	88.44	67.00%	132.00	更换渗压计。	已更换二十九支	_
^	某试验站	灌溉试验	46.50	12.09	26.00%	40.00	取得定额。	完成墒情测定	外聘人员未到岗
"""


@pytest.mark.parametrize("read_all", [sheet_forms, csv_forms, text_forms])
def test_what_was_spent_and_reached_stands_below_headings_of_the_same_months(
    read_all: Callable[[str], list[FilledForm]],
) -> None:
    found = read_all(MONITORED)
    assert [(one.name, one.total, one.goals) for one in found] == [
        ("渗压监测", Money("1320000"), ("更换渗压计。",)),
        ("灌溉试验", Money("465000"), ("取得定额。",)),
    ]
    told = [one.results for one in found if one.results]
    assert [(one.month, one.spent, one.expected, one.results) for one in told] == [
        (7, Money("884400"), Money("1320000"), ("已更换二十九支",)),
        (7, Money("120900"), Money("400000"), ("完成墒情测定",)),
    ]
