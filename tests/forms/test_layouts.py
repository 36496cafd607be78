"""Layouts that forms of other provinces have: columns of years and places, levels as stairs, indicators in one cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.actions.form_reading import FormReading
from perfcli.exact import Money
from perfcli.formats.csv import read_csv
from perfcli.forms.record.filled import FilledForm, FormsRead
from tests.forms.sheets import csv_of, form, read, rows


def test_of_columns_of_years_that_of_the_form_has_the_targets() -> None:
    found = form(
        """
项目支出绩效目标申报表（2025年度）
项目名称	鼓楼防雷	<	预算数（万元）	9.80	<
一级指标	二级指标	三级指标	2024年指标值	2025年指标值	2026年指标值
产出指标	数量指标	装避雷针	11座	16座	14座
"""
    )
    assert rows(found) == [("产出指标", "数量指标", "装避雷针", "16座", "")]
    assert found.indicators[0].details == {"2024年指标值": "11座", "2026年指标值": "14座"}


def test_money_and_targets_of_the_whole_stand_before_those_of_its_places() -> None:
    found = form(
        """
分县绩效目标表（2025年度）
专项名称	冷链集配	<	<	<	<
资金情况（万元）	_	<	全市	云顶县	青龙区
^	年度金额	<	1,200.00	900.00	300.00
^	其中：市级财政资金	<	900.00	700.00	200.00
一级指标	二级指标	三级指标	全市指标值	云顶县	青龙区
产出指标	数量指标	建冷库	≥26座	≥20座	≥6座
"""
    )
    assert (found.name, found.total, found.sources) == (
        "冷链集配",
        Money("12000000.00"),
        {"市级财政资金": Money("9000000.00")},
    )
    assert found.details["年度金额（云顶县）（万元）"] == "900.00"
    assert rows(found) == [("产出指标", "数量指标", "建冷库", "≥26座", "")]
    assert found.indicators[0].details == {"云顶县": "≥20座", "青龙区": "≥6座"}


def test_the_points_of_levels_are_not_those_of_indicators() -> None:
    found = form(
        """
项目支出绩效目标表（2024年度）
项目名称	公厕改造	<	<	预算数（元）	960000.00	<
一级指标	分值	二级指标	分值	三级指标	分值	年度指标值
产出指标	50	数量指标	30	改造公厕	20	28座
^	^	^	^	加装呼叫铃	10	56个
"""
    )
    assert [row.weight for row in found.indicators] == [20, 10]
    assert found.indicators[0].details == {"一级指标分值": "50", "二级指标分值": "30"}


def test_indicators_side_by_side_are_the_years_unless_a_longer_term_is_named() -> None:
    found = form(
        """
项目支出绩效目标批复表（2024年度）
项目名称	连翘基地	<	预算数（元）	735000.00	<
二级指标	三级指标	指标值	二级指标	三级指标	指标值
数量指标	移栽	≥5.2万株	社会效益指标	带动农户	≥230户
"""
    )
    assert rows(found) == [
        ("", "数量指标", "移栽", "≥5.2万株", ""),
        ("", "社会效益指标", "带动农户", "≥230户", ""),
    ]


def test_a_budget_that_was_changed_is_the_budget_where_no_other_is_printed() -> None:
    found = form(
        """
转移支付区域绩效自评表（2024年度）
转移支付（项目）名称	饮水养护	<	<	<	<
资金情况（万元）	_	<	全年预算数（A）	全年执行数（B）	预算执行率（B/A）
^	年度资金总额	<	520.00	494.00	95%
资金管理情况	_	<	情况说明	存在问题	<
^	分配科学性	<	按人口分配	无	<
^	下达及时性	<	第二十二日下达	下年提前	<
"""
    )
    assert (found.name, found.total) == ("饮水养护", Money("5200000.00"))
    assert found.results is not None
    assert (found.results.adjusted, found.results.spent) == (Money("5200000.00"), Money("4940000.00"))
    assert found.details == {
        "分配科学性（情况说明）": "按人口分配",
        "分配科学性（存在问题）": "无",
        "下达及时性（情况说明）": "第二十二日下达",
        "下达及时性（存在问题）": "下年提前",
    }


STAIRS = """
2025年部门项目支出绩效目标表
单位名称、项目名称	项目年度绩效目标	一级指标	二级指标	三级指标	指标性质	指标值	度量单位
茶叶中心	_	_	_	_	_	_	_
古茶树挂牌	为古茶树挂牌。	产出指标	_	_	_	_	_
_	_	_	数量指标	_	_	_	_
_	_	_	_	挂牌	>=	1860	株
"""


def test_levels_as_stairs_below_their_project_and_its_unit() -> None:
    found = form(STAIRS)
    assert (found.name, found.units, found.goals) == ("古茶树挂牌", ("茶叶中心",), ("为古茶树挂牌。",))
    assert rows(found) == [("产出指标", "数量指标", "挂牌", ">=1860株", "")]


def test_a_name_alone_over_indicators_is_a_projects() -> None:
    found = read(
        STAIRS
        + """杯测比赛	_	_	_	_	_	_	_
_	_	产出指标	_	_	_	_	_
_	_	_	时效指标	_	_	_	_
_	_	_	_	比赛	<=	4	月
"""
    )
    assert found.leftovers == ()
    assert [(one.name, one.units, len(one.indicators)) for one in found.forms] == [
        ("古茶树挂牌", ("茶叶中心",), 1),
        ("杯测比赛", ("茶叶中心",), 1),
    ]


def test_a_list_of_projects_with_all_indicators_of_a_level_in_a_cell() -> None:
    found = read(
        """
2025年度项目绩效目标汇总表
部门名称：文化馆　　单位：万元
序号	项目名称	项目资金	绩效目标	产出指标	<	满意度指标
^	^	^	^	数量指标	质量指标	服务对象满意度指标
1	下乡巡演	48.60	村村有戏。	1.巡演场次：≥120场；\\n2.新排剧目≥4出	设备完好	村民满意度：≥92%
2	皮影修复	15.30	重新上台。	修复皮影：260件	—	观众满意度：≥90%
合计	<	63.90	_	_	_	_
"""
    )
    assert found.leftovers == ()
    assert [(one.name, one.total, rows(one)) for one in found.forms] == [
        (
            "下乡巡演",
            Money("486000.00"),
            [
                ("产出指标", "数量指标", "巡演场次", "≥120场", ""),
                ("产出指标", "数量指标", "新排剧目", "≥4出", ""),
                ("产出指标", "质量指标", "设备完好", "", ""),
                ("满意度指标", "服务对象满意度指标", "村民满意度", "≥92%", ""),
            ],
        ),
        (
            "皮影修复",
            Money("153000.00"),
            [
                ("产出指标", "数量指标", "修复皮影", "260件", ""),
                ("满意度指标", "服务对象满意度指标", "观众满意度", "≥90%", ""),
            ],
        ),
    ]


def csv(text: str) -> FormsRead:
    """What a sheet says that was saved as csv: merged cells are empty, and so are those that nobody filled in."""
    found = FormReading().of_list(read_csv(text, "表"))
    assert found is not None
    return found


def test_empty_cells_of_small_tables_in_csv_say_nothing() -> None:
    found = csv(
        """项目支出绩效目标申报表（2024年度）,,,,,
项目名称,木雕防虫,,预算数（元）,94800,
资金情况（万元）,资金来源,项目,上年度预算安排,本年度申请金额,
,,政府性基金拨款,,,
,,上年结转,5.00,1.40,
政府采购情况,采购品目,,采购数量,采购金额,采购方式
,,,,,
实施进度计划,实施内容,,开始时间,完成时间,备注
,设备采购,,2月,4月,
,分批处理,,5月,11月,每批四十件
一级指标,二级指标,三级指标,,指标值,
产出指标,数量指标,处理木雕,,≥300件,
资金来源,财政拨款,94800,,,
实施期限,2024年,,,其他资金,0
"""
    )
    assert found.leftovers == ()
    (only,) = found.forms
    assert (only.total, only.fiscal, only.sources) == (
        Money("94800.00"),
        Money("94800.00"),
        {"上年结转": Money("14000.00")},
    )
    assert only.details == {
        "上年结转（上年度预算安排）（万元）": "5.00",
        "实施内容": ("设备采购", "分批处理"),
        "开始时间": ("2月", "5月"),
        "完成时间": ("4月", "11月"),
        "备注": ("", "每批四十件"),
        "实施期限": "2024年",
    }
    assert rows(only) == [("产出指标", "数量指标", "处理木雕", "≥300件", "")]


def test_operator_value_and_unit_below_a_term_belong_together() -> None:
    found = form(
        """
项目支出绩效目标申报表（2025年度）
项目名称	川剧驻场	<	资金总额（万元）	<	<	52.00	<	<
一级指标	二级指标	三级指标	中期指标	<	<	年度指标	<	<	核心指标
^	^	^	指标性质	指标值	计量单位	指标性质	指标值	计量单位	^
产出指标	数量指标	驻场茶馆	＝	10	家	≥	6	处	是
"""
    )
    assert rows(found) == [
        ("产出指标", "数量指标", "驻场茶馆", "＝10家", "中期"),
        ("产出指标", "数量指标", "驻场茶馆", "≥6处", ""),
    ]
    assert [row.details for row in found.indicators] == [{"核心指标": "是"}] * 2


def test_a_column_says_whose_term_a_row_is_of() -> None:
    found = form(
        """
项目支出绩效目标申报表（2025年度）
项目名称	档案修复	<	预算数（元）	386000	<
指标类型	一级指标	二级指标	三级指标	指标值	计量单位
中期指标	产出指标	数量指标	修复全宗	21	个
年度指标	产出指标	数量指标	修复全宗	7	个
^	^	质量指标	酸碱度达标率	≥98	%
"""
    )
    assert rows(found) == [
        ("产出指标", "数量指标", "修复全宗", "21个", "中期"),
        ("产出指标", "数量指标", "修复全宗", "7个", ""),
        ("产出指标", "质量指标", "酸碱度达标率", "≥98%", ""),
    ]


def test_parts_of_the_money_in_two_rows_of_headings_over_one_of_amounts() -> None:
    found = form(
        """
项目绩效目标表（2025年度）
项目名称	桥涵加固	<	<	<
投资规模（万元）	合计	其中	<	到户补助
^	^	中央	自治区	^
^	300.00	180.00	120.00	0
年度目标	牧道畅通。	<	<	<
"""
    )
    assert (found.total, found.sources) == (
        Money("3000000.00"),
        {"中央": Money("1800000.00"), "自治区": Money("1200000.00")},
    )


def test_funds_that_are_asked_for_are_the_funds_and_a_part_is_no_total() -> None:
    found = form(
        """
项目绩效目标申报表（2024年度）
项目名称	排水渠	<	<	<
资金需求（万元）	部门预算支出总额	75.60	其中：申请财政资金	70.00
^	自筹	5.60	_	_
审核内容	<	审核要点	<	审核意见
完整性	<	内容是否齐全	<	齐全
相关性	<	是否与职责相关	<	相关
审核结论	列入预算。	<	<	<
"""
    )
    assert (found.total, found.fiscal, found.sources) == (
        Money("756000.00"),
        Money("700000.00"),
        {"自筹": Money("56000.00")},
    )
    assert found.details == {
        "审核内容": ("完整性", "相关性"),
        "审核要点": ("内容是否齐全", "是否与职责相关"),
        "审核意见": ("齐全", "相关"),
        "审核结论": "列入预算。",
    }


def test_money_that_is_not_understood_makes_no_budget_of_nothing() -> None:
    (only,) = read(
        """
项目绩效目标表（2025年度）
项目名称	桥涵加固	<
投资规模（万元）	三百来万	<
年度目标	牧道畅通。	<
"""
    ).forms
    assert (only.total, only.prints_money) == (None, True)


ALLOTTED = """
专项资金绩效目标分解表（2023年度）
专项资金名称	客运站点	<	资金总额（万元）	919.50	<
绩效指标	一级指标	二级指标	三级指标	分县（区）目标值	<
^	^	^	^	芦汀县	石磴县
^	{label}	<	<	416.50	503.00
^	产出指标	数量指标	候车亭	≥62座	≥75座
"""


@pytest.mark.parametrize("read", [form, csv_of])
def test_money_of_places_before_their_targets_is_none_of_an_indicator(read: Callable[[str], FilledForm]) -> None:
    found = read(ALLOTTED.format(label="分配资金（万元）"))
    assert found.total == Money("9195000.00")
    assert found.details == {"分配资金（芦汀县）（万元）": "416.50", "分配资金（石磴县）（万元）": "503.00"}
    assert [(row.level1, row.name, row.details) for row in found.indicators] == [
        ("产出指标", "候车亭", {"芦汀县": "≥62座", "石磴县": "≥75座"})
    ]


def test_a_table_of_places_tells_the_whole_in_its_sum() -> None:
    found = form(
        """
区域绩效目标分解表（2025年度）
资金名称	机收补助	<	<
县（区）	补助金额（万元）	机收面积（万亩）	受益蔗农（户）
合计	900.00	18	6200
左岸县	500.00	10	3500
江口区	400.00	8	2700
"""
    )
    assert (found.name, found.total) == ("机收补助", Money("9000000.00"))
    assert found.details == {
        "县（区）": ("左岸县", "江口区"),
        "补助金额（万元）": ("500.00", "400.00"),
        "机收面积（万亩）": ("10", "8"),
        "受益蔗农（户）": ("3500", "2700"),
        "机收面积（万亩）（合计）": "18",
        "受益蔗农（户）（合计）": "6200",
    }


def test_the_years_budget_stands_beside_that_of_the_year_before() -> None:
    found = form(
        """
2025年度项目支出预算绩效目标表
单位：航道中心　　　　金额单位：万元
项目名称	岸电改造	<	项目编号	AD-2025-08
资金来源	2024年预算	2025年预算	增减额	增减说明
合计	60.00	96.40	36.40	新增两处
一、财政拨款	60.00	90.00	30.00	_
二、其他资金	0	6.40	6.40	企业自筹
"""
    )
    assert (found.name, found.units, found.code) == ("岸电改造", ("航道中心",), "")
    assert (found.total, found.fiscal, found.other) == (Money("964000.00"), Money("900000.00"), Money("64000.00"))
    assert found.details["合计（2024年预算）（万元）"] == "60.00"
    assert found.details["项目编号"] == "AD-2025-08"


def test_a_part_of_the_whole_is_none_of_the_years_and_a_target_of_the_whole_is_of_the_long_term() -> None:
    found = form(
        """
中央预算内投资项目绩效目标表（2025年度）
投资专项名称	管网延伸	<	<	<	<
总投资（万元）	2,600.00	<	其中：中央预算内投资	1,800.00	<
2025年投资计划（万元）	1,500.00	<	其中：中央预算内投资	1,200.00	<
_	<	<	地方财政资金	300.00	<
一级指标	二级指标	三级指标	<	2025年目标值	总体目标值
实施效果指标	产出指标	铺管	<	≥25公里	≥46公里
"""
    )
    assert (found.total, found.sources) == (
        Money("15000000.00"),
        {"中央预算内投资": Money("12000000.00"), "地方财政资金": Money("3000000.00")},
    )
    assert found.details == {"总投资（万元）": "2,600.00", "中央预算内投资（总投资）（万元）": "1,800.00"}
    assert rows(found) == [
        ("实施效果指标", "产出指标", "铺管", "≥25公里", ""),
        ("实施效果指标", "产出指标", "铺管", "≥46公里", "中期"),
    ]


LISTED = """
2025年部门预算项目绩效目标批复汇总表
单位：万元
序号	项目名称	实施单位	批复预算	<	<	年度目标	绩效指标	<	<	<
^	^	^	小计	财政拨款	其他资金	^	一级指标	二级指标	三级指标	指标值
1	增殖放流	渔政站	36.00	30.00	6.00	投放鱼苗。	产出指标	数量指标	投放鱼苗	≥90万尾
2	布病检测	疫控站	18.50	18.50	_	查清底数。	产出指标	数量指标	采血检测	≥4200份
合计	<	<	54.50	48.50	6.00	_	_	_	_	_
（续表）
"""


@pytest.mark.parametrize("as_text", [False, True])
def test_headings_of_money_and_of_indicators_in_two_rows_over_a_list(as_text: bool) -> None:
    if as_text:
        lines = [line.replace("<\t", "").replace("\t<", "").replace("^", "").replace("_", "") for line in _LINES]
        found = FormReading().of_text("\n\n".join(line if "\t" not in line else "\t" + line for line in lines))
    else:
        found = read(LISTED)
    assert found is not None
    assert found.leftovers == ()
    assert [(one.name, one.units, one.total, one.fiscal, one.other, rows(one)) for one in found.forms] == [
        (
            "增殖放流",
            ("渔政站",),
            Money("360000.00"),
            Money("300000.00"),
            Money("60000.00"),
            [("产出指标", "数量指标", "投放鱼苗", "≥90万尾", "")],
        ),
        (
            "布病检测",
            ("疫控站",),
            Money("185000.00"),
            Money("185000.00"),
            None,
            [("产出指标", "数量指标", "采血检测", "≥4200份", "")],
        ),
    ]


_LINES = LISTED.strip("\n").split("\n")


def test_parts_that_make_the_years_total_are_the_years_below_whatever_total_they_stand() -> None:
    found = form(
        """
2025年县级专项资金绩效目标表
专项资金立项项目名称	厂网运维	<	<	<
资金（万元）	项目总额	960.00	本年度金额	320.00
^	其中：县级财政	240.00	乡镇自筹	80.00
绩效目标	1.清淤。	<	<	<
^	2.污泥月清。	<	<	<
分项安排	序号	目标描述	<	责任股室
^	1	每季清淤	<	排水股
^	2	月产月清	<	污水股
"""
    )
    assert (found.name, found.total, found.goals) == ("厂网运维", Money("3200000.00"), ("清淤。", "污泥月清。"))
    assert found.sources == {"县级财政": Money("2400000.00"), "乡镇自筹": Money("800000.00")}
    assert found.details == {
        "项目总额（万元）": "960.00",
        "序号": ("1", "2"),
        "目标描述": ("每季清淤", "月产月清"),
        "责任股室": ("排水股", "污水股"),
    }


def test_a_level_two_goes_on_below_another_level_one_where_its_cell_does() -> None:
    found = form("""
项目支出绩效目标申报表
项目名称	河道清淤	<	<
二级指标	一级指标	三级指标	指标值
数量指标	产出指标	清淤长度	≥3公里
^	其他产出	清淤方量	≥9万方
""")
    assert rows(found) == [
        ("产出指标", "数量指标", "清淤长度", "≥3公里", ""),
        ("其他产出", "数量指标", "清淤方量", "≥9万方", ""),
    ]


def test_a_level_that_is_printed_again_in_a_row_without_an_indicator_is_known() -> None:
    found = form("""
项目支出绩效目标申报表
项目名称	河道清淤	<
一级指标	三级指标	指标值
共同产出	_	_
共同产出	清淤长度	≥3公里
共同产出	_	_
""")
    assert rows(found) == [("共同产出", "", "清淤长度", "≥3公里", "")]


def test_parts_below_the_money_of_all_years_are_its_own_where_they_are_its_sum() -> None:
    text = """
专项债券项目绩效目标申报表（2025年度）（单位：万元）
项目名称	管网改造	<	<
项目总投资	100	年度资金总额	30
其中：资本金	20	其中：专项债券资金	25
专项债券融资	80	项目资本金	5
一级指标	三级指标	指标值	<
产出指标	管网长度	≥3公里	<
"""
    found = form(text)
    assert (found.total, found.sources, found.problems) == (
        Money("300000.00"),
        {"专项债券资金": Money("250000.00"), "项目资本金": Money("50000.00")},
        (),
    )
    assert found.details == {"项目总投资（万元）": "100", "资本金（万元）": "20", "专项债券融资（万元）": "80"}
    (doubtful,) = read(text.replace("\t80\t", "\t70\t")).forms
    assert doubtful.problems == (
        "资本金: 20: nothing says whether it is of this year or of the whole term",
        "专项债券融资: 70: nothing says whether it is of this year or of the whole term",
    )


def test_a_form_below_another_in_one_table_counts_in_what_that_one_says() -> None:
    title, name = "{year}年项目支出绩效目标表（{number}）\t<\t<", "项目名称\t{name}\t<"
    one = f"{title}\n{name}\n项目资金\t45.60\t<\n一级指标\t三级指标\t指标值\n产出指标\t件数\t≥3件"
    text = "\n".join(
        [
            "部门：司法局　　单位：万元",
            one.format(year=2025, number=1, name="人民调解"),
            one.format(year=2025, number=2, name="社区矫正"),
        ]
    )
    found = read(text)
    assert [(one.name, one.total, one.assumptions, one.problems) for one in found.forms] == [
        ("人民调解", Money("456000.00"), (), ()),
        (
            "社区矫正",
            Money("456000.00"),
            ("7: nothing says what its amounts are in: taken in 万元 as those of the form above",),
            (),
        ),
    ]


def test_amounts_goals_and_targets_as_approved_stand_beside_those_after_a_change() -> None:
    found = form("""
项目支出绩效目标调整表（2025年度）
项目名称	治超站点	<	<	<
项目资金（万元）	_	批复预算数	调整后预算数	调整原因
^	年度资金总额	760.00	612.50	招标节约
年度总体目标	批复目标	<	调整后目标	<
^	建6处。	<	建5处。	<
一级指标	三级指标	批复指标值	调整后指标值	调整原因
产出指标	新建点位	=6处	=5处	道路改线
""")
    assert (found.total, found.goals, rows(found)) == (
        Money("6125000.00"),
        ("建5处。",),
        [("产出指标", "", "新建点位", "=5处", "")],
    )
    assert found.indicators[0].details == {"批复指标值": "=6处", "调整原因": "道路改线"}


@pytest.mark.parametrize("label", ["年度总体目标完成情况综述", "1—7月完成情况", "截至9月底目标完成情况"])
def test_what_became_of_goals_is_none_of_them(label: str) -> None:
    found = form(f"""
项目支出绩效运行监控表（2025年度）
项目名称	治超站点	<
年度目标	预期目标	{label}
^	建6处。	已建2处。
一级指标	三级指标	指标值
产出指标	新建点位	=6处
""")
    assert found.goals == ("建6处。",)
    assert found.results is not None
    assert found.results.results == ("已建2处。",)


def test_a_table_of_goals_broken_down_into_levels_is_one_of_indicators() -> None:
    found = form("""
项目绩效目标申报表（2025年度）
项目名称	车间改造	<	<
年度绩效目标	年内完工。	<	<
分解目标	<	<	<
一级目标	二级目标	三级目标	目标值
产出目标	数量	地坪面积	≥460平方米
影响力目标	长效管理	制度健全性	健全
""")
    assert (found.goals, rows(found)) == (
        ("年内完工。",),
        [("产出目标", "数量", "地坪面积", "≥460平方米", ""), ("影响力目标", "长效管理", "制度健全性", "健全", "")],
    )


@pytest.mark.parametrize(
    ("before", "after", "change", "goal"),
    [
        ("原批复金额", "调整后金额", "调整金额", "原批复目标"),
        ("原下达资金", "变更后预算数", "调增（+）调减（-）金额", "原定年度目标"),
    ],
)
def test_amounts_and_goals_before_a_change_are_details(before: str, after: str, change: str, goal: str) -> None:
    found = form(f"""
项目支出绩效目标调整表（2025年度）（单位：万元）
项目名称	护栏安装	<	<
项目资金	资金来源	{before}	{after}	{change}
^	年度资金总额	515	560	45
^	其中：财政拨款	515	545	30
^	其他资金	0	15	15
年度总体目标	{goal}	装36处。	<	<
^	调整后目标	装41处。	<	<
一级指标	三级指标	指标值	<	<
产出指标	护栏	≥41处	<	<
""")
    assert (found.total, found.fiscal, found.other) == (Money("5600000"), Money("5450000"), Money("150000"))
    assert found.goals == ("装41处。",)
    assert found.details[f"年度总体目标（{goal}）"] == "装36处。"


UNTARGETED = """
项目绩效目标申报表（2025年度）
项目名称	设备更新	<	<
一级指标	二级指标	三级指标	分值
产出指标	数量指标	购置设备	20
"""


def test_a_table_without_a_column_of_targets_says_so() -> None:
    found = form(UNTARGETED)
    said = "1: no column of targets was found in the table of indicators: none is taken in"
    assert [row.name for row in found.indicators] == ["购置设备"]
    assert found.assumptions[0] == said
    assert said not in form(UNTARGETED.replace("分值", "指标值")).assumptions
    towns = UNTARGETED.replace("\t分值", "\t苔桥镇\t砚池镇").replace("\t20", "\t20\t30")
    assert said not in form(towns).assumptions


def test_an_empty_row_between_those_of_a_header_is_none_of_the_table() -> None:
    found = form("""
项目绩效目标申报表（2025年度）
项目名称	设备更新	<	<	<
绩效指标	<	<	年度指标值	备注
_	_	_	_	_
一级指标	二级指标	三级指标	_	_
产出指标	数量指标	购置设备	≥20台	含税
""")
    assert rows(found) == [("产出指标", "数量指标", "购置设备", "≥20台", "")]
    assert found.indicators[0].details == {"备注": "含税"}


def test_a_total_below_the_money_of_all_years_is_this_year_s() -> None:
    found = form("""
中央预算内投资计划项目绩效目标表（2025年度）
项目名称	康复病房楼	<
总投资（万元）	6,480	<
本次下达中央预算内\\n投资（万元）	2,600	<
一级指标	三级指标	指标值
产出指标	床位	120张
""")
    assert (found.total, found.details) == (Money("26000000.00"), {"总投资（万元）": "6,480"})


def test_parts_of_the_money_of_all_years_beside_those_of_this_year() -> None:
    found = form("""
项目支出绩效目标申报表（2025年度）（单位：万元）
项目名称	检测能力提升	<	<	<
项目资金	项目总投资额	588.00	本年度申请金额	196.00
^	其中：财政拨款	570.00	其中：财政拨款	190.00
^	其他资金	18.00	其他资金	6.00
一级指标	三级指标	指标值	<	<
产出指标	监测单位	≥186家	<	<
""")
    assert (found.total, found.fiscal, found.other) == (Money("1960000.00"), Money("1900000.00"), Money("60000.00"))


@pytest.mark.parametrize(("label", "is_result"), [("完成情况综述", True), ("自评小结", False)])
def test_what_stands_beside_goals_under_a_heading_of_its_own_is_none_of_them(label: str, is_result: bool) -> None:
    found = form(f"""
项目支出绩效自评表（2025年度）
项目名称	治超站点	<
年度总体目标	预期目标	{label}
^	计划新建6处点位。	实际新建2处点位，余下延期。
一级指标	三级指标	指标值
产出指标	新建点位	=6处
""")
    assert found.goals == ("计划新建6处点位。",)
    assert found.details.get(label) == (None if is_result else "实际新建2处点位，余下延期。")
