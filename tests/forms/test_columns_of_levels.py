"""Levels and names that share a heading, stand in bands, or are four; targets that a heading says something of."""

from __future__ import annotations

import pytest

from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, read, text_of
from tests.forms.sheets import read as sheet_read
from tests.forms.test_parted_targets import Read

HEAD = """
项目支出绩效目标表（2023年度）（单位：万元）
项目名称	护林	<	<	<	<
年度资金总额	20	<	<	<	<
"""

BOTH = pytest.mark.parametrize("read", [form, csv_of])


def rows(one: FilledForm) -> list[tuple[str, ...]]:
    return [(row.level1, row.kind, row.name, row.target, row.term) for row in one.indicators]


@BOTH
def test_names_are_the_fourth_level_where_there_is_one(read: Read) -> None:
    found = read(
        f"""{HEAD}一级指标	二级指标	三级指标	四级指标	指标值	权重
产出指标	数量指标	巡护	巡护里程	≥20公里	10
^	^	^	巡护人次	≥30人次	10
^	质量指标	合格	检查合格率	≥95%	20
"""
    )
    assert [(row.name, row.target, dict(row.details)) for row in found.indicators] == [
        ("巡护里程", "≥20公里", {"三级指标": "巡护"}),
        ("巡护人次", "≥30人次", {"三级指标": "巡护"}),
        ("检查合格率", "≥95%", {"三级指标": "合格"}),
    ]


@BOTH
def test_one_heading_may_stand_over_levels_and_names(read: Read) -> None:
    found = read(
        f"""{HEAD}绩效指标	<	<	指标值	权重	备注
产出指标	数量指标	巡护里程	≥20公里	10	_
^	质量指标	检查合格率	≥95%	20	_
效益指标	社会效益指标	火情	≤1起	20	_
"""
    )
    assert rows(found) == [
        ("产出指标", "数量指标", "巡护里程", "≥20公里", ""),
        ("产出指标", "质量指标", "检查合格率", "≥95%", ""),
        ("效益指标", "社会效益指标", "火情", "≤1起", ""),
    ]


@BOTH
def test_targets_may_be_called_indicators_of_a_term(read: Read) -> None:
    found = read(
        f"""{HEAD}一级指标	二级指标	三级指标	实施期指标	年度指标	备注
产出指标	数量指标	巡护里程	≥60公里	≥20公里	_
"""
    )
    assert rows(found) == [
        ("产出指标", "数量指标", "巡护里程", "≥60公里", "中期"),
        ("产出指标", "数量指标", "巡护里程", "≥20公里", ""),
    ]


@BOTH
def test_levels_two_stand_below_bands_of_levels_one(read: Read) -> None:
    found = read(
        f"""{HEAD}绩效指标	指标名称	<	指标值	权重	备注
（一）产出指标	<	<	<	<	<
1.数量指标	巡护里程	<	≥20公里	10	_
2.质量指标	检查合格率	<	≥95%	20	_
（二）效益指标	<	<	<	<	<
1.社会效益指标	火情	<	≤1起	20	_
"""
    )
    assert rows(found) == [
        ("产出指标", "数量指标", "巡护里程", "≥20公里", ""),
        ("产出指标", "质量指标", "检查合格率", "≥95%", ""),
        ("效益指标", "社会效益指标", "火情", "≤1起", ""),
    ]


def test_a_heading_may_say_the_operator() -> None:
    found = form(
        f"""{HEAD}一级指标	二级指标	三级指标	指标值（≥）	权重	备注
产出指标	数量指标	巡护里程	20公里	10	_
^	质量指标	差错率	≤5%	10	_
"""
    )
    assert [row.target for row in found.indicators] == ["≥20公里", "≤5%"]


def test_rows_of_indicators_without_headings_are_named() -> None:
    found = read(
        f"""{HEAD}产出指标	数量指标	巡护里程	≥20公里	<	<
^	质量指标	检查合格率	≥95%	<	<
"""
    )
    assert [item.text for item in found.leftovers] == ["巡护里程", "≥20公里", "检查合格率", "≥95%"]
    assert {item.reason.partition(":")[2] for item in found.leftovers} == {
        " no headings of a table of indicators stand over it"
    }


BOND = """
地方政府专项债券项目资金绩效目标申报表（2022年度）（金额单位：万元）
项目名称	县中医院康复楼	<	<	<
项目资金	资金构成	<	实施期资金总额	年度资金总额
^	总额	<	18,600.00	6,420.00
^	其中：专项债券资金	<	13,000.00	4,500.00
^	单位自筹资金	<	5,600.00	1,920.00
年度建设目标	主体封顶	<	<	<
"""


@BOTH
def test_amounts_of_the_term_stand_beside_those_of_the_year(read: Read) -> None:
    found = read(BOND)
    assert (f"{found.total}", {name: f"{money}" for name, money in found.sources.items()}, found.goals) == (
        "64200000.00",
        {"专项债券资金": "45000000.00", "单位自筹资金": "19200000.00"},
        ("主体封顶",),
    )
    assert found.details["总额（实施期资金总额）（万元）"] == "18,600.00"


SIDES = """
部门整体支出绩效目标申报表（2023年度）（金额单位：万元）
部门名称	检测所	<	<	<
预算整体情况	部门预算支出（按支出类型）	<	部门预算支出（按资金来源）	<
^	基本支出	1,420.00	一般公共预算	2,090.75
^	项目支出	898.75	政府性基金预算	228.00
^	合计	2,318.75	合计	2,318.75
总体绩效目标	抽检覆盖镇街	<	<	<
"""


@BOTH
def test_one_heading_over_each_side_says_by_what_the_budget_is_parted(read: Read) -> None:
    found = read(SIDES)
    assert (f"{found.total}", sorted(found.sources)) == (
        "23187500.00",
        ["一般公共预算", "基本支出", "政府性基金预算", "项目支出"],
    )
    assert dict(found.details) == {"部门名称": "检测所"}


INITIAL = """
财政支出项目绩效自评表（2018年度）
项目名称	渔船检验	<	<	<
资金情况（万元）	<	<	<	<
资金来源	年初预算安排	调整后预算	实际支出	支出率
合计	136.00	142.00	134.90	95.00%
省级资金	50.00	50.00	50.00	100.00%
市级资金	86.00	92.00	84.90	92.28%
"""


@BOTH
def test_the_initial_budget_stands_before_the_adjusted_one(read: Read) -> None:
    found = read(INITIAL)
    assert (f"{found.total}", {name: f"{money}" for name, money in found.sources.items()}) == (
        "1360000.00",
        {"省级资金": "500000.00", "市级资金": "860000.00"},
    )


@BOTH
def test_each_name_may_say_its_points(read: Read) -> None:
    found = read(
        f"""{HEAD}一级指标	二级指标	三级指标	指标值	评分标准	备注
产出指标（50分）	数量指标	巡护里程（25分）	≥20公里	少1公里扣1分	_
^	质量指标	检查合格率（25分）	≥95%	少1%扣1分	_
"""
    )
    assert [(row.name, f"{row.weight}") for row in found.indicators] == [("巡护里程", "25"), ("检查合格率", "25")]


def test_points_behind_one_name_of_several_are_words_of_it() -> None:
    found = form(
        f"""{HEAD}一级指标	二级指标	三级指标	指标值	评分标准	备注
产出指标	数量指标	巡护里程	≥20公里	少1公里扣1分	_
^	质量指标	达标（90分）	≥95%	少1%扣1分	_
"""
    )
    assert [(row.name, row.weight) for row in found.indicators] == [("巡护里程", None), ("达标（90分）", None)]


@BOTH
def test_what_is_best_stands_beside_a_target_of_its_own(read: Read) -> None:
    found = read(
        f"""{HEAD}一级指标	二级指标	三级指标	指标值	优	差
产出指标	数量指标	巡护里程	≥20公里	≥25公里	<15公里
^	质量指标	检查合格率	≥95%	≥95%	<90%
"""
    )
    assert [(row.target, dict(row.details)) for row in found.indicators] == [
        ("≥20公里", {"优": "≥25公里", "差": "<15公里"}),
        ("≥95%", {"差": "<90%"}),
    ]


def test_the_sum_of_amounts_says_their_unit_once() -> None:
    found = form(
        """
项目支出绩效目标表（2023年度）（单位：万元）
项目名称	护林	<	<	<
年度资金总额	20	<	<	<
支出明细	测算依据	数量	单价（元）	金额（万元）
巡护费	12人	12	10000	12
培训费	8次	8	10000	8
合计	_	_	_	20
"""
    )
    assert found.details["金额（万元）（合计）"] == "20"


def test_labels_of_details_may_be_called_as_levels() -> None:
    assert dict(form(f"{HEAD}数量	12台	质量	合格	成本	20万元\n").details) == {
        "数量": "12台",
        "质量": "合格",
        "成本": "20万元",
    }


_BLOCKS = """
国有资本经营预算支出绩效目标批复表（2026年度）
金额单位：万元
项目1	项目名称	供水移交改造	<	承担企业	矿业公司
^	预算科目	2230102	<	批复金额	1275.60
^	绩效目标	管网改造后交由自来水公司管理。	<	<	<
^	{level}	<	具体指标	指标值	考核权重
^	产出指标	数量指标	改造入户水表	2316户	60%
^	^	质量指标	管网漏损率	≤9%	40%
项目2	项目名称	粮库设备注资	<	承担企业	储备粮公司
^	预算科目	2230201	<	批复金额	860.00
^	绩效目标	仓房装上智能通风。	<	<	<
^	{level}	<	具体指标	指标值	考核权重
^	效益指标	经济效益指标	储粮年损耗率	≤0.6%	100%
合计	<	<	<	<	2135.60
"""


@pytest.mark.parametrize("level", ["指标分类", "指标类别", "绩效指标类型", "一级指标"])
def test_one_heading_is_over_levels_one_and_two_in_blocks_of_projects(level: str) -> None:
    found = read(_BLOCKS.format(level=level))
    first, second = found.forms
    assert not found.leftovers
    amounts = [(one.name, str(one.total)) for one in found.forms]
    assert amounts == [("供水移交改造", "12756000.00"), ("粮库设备注资", "8600000.00")]
    assert [(row.level1, row.kind, row.name, row.target, str(row.weight)) for row in first.indicators] == [
        ("产出指标", "数量指标", "改造入户水表", "2316户", "60"),
        ("产出指标", "质量指标", "管网漏损率", "≤9%", "40"),
    ]
    assert [(row.level1, row.kind, row.name, str(row.weight)) for row in second.indicators] == [
        ("效益指标", "经济效益指标", "储粮年损耗率", "100")
    ]
    assert second.details == {"承担企业": "储备粮公司", "预算科目": "2230201"}


def test_one_heading_stays_over_levels_of_one_kind() -> None:
    one = form("""
项目支出绩效目标表（2026年度）
项目名称	供水移交改造	<	<	<
年度资金总额（万元）	100.00	<	<	<
指标类别	<	具体指标	指标值	评价权重
产出指标	<	改造入户水表	2316户	60%
效益指标	<	管网漏损率	≤9%	40%
""")
    assert [(row.level1, row.kind, row.name, str(row.weight)) for row in one.indicators] == [
        ("产出指标", "", "改造入户水表", "60"),
        ("效益指标", "", "管网漏损率", "40"),
    ]


BESIDE = """
2023年度项目支出绩效目标申报表
项目名称	临时救助驿站	<	<	项目金额	12.60万元	<
绩效目标	流浪人员有处住。	<	<	<	<	<
绩效指标	产出指标	<	<	效益指标	<	<
^	二级指标	指标内容	指标值	二级指标	指标内容	指标值
^	数量指标	接待流浪人员	≥380人次	社会效益指标	寻亲成功	≥45人
^	^	开放床位	26张	^	街头冻伤	0人
^	质量指标	登记完整率	≥96%	满意度指标	受助人员满意度	≥90%
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize("left", ["^", "_"])
def test_levels_one_side_by_side_stand_beside_a_label_down_the_left(read: Read, left: str) -> None:
    found = read(BESIDE.replace("\n^\t", f"\n{left}\t"))
    assert found.details == {}
    assert [(one.level1, one.kind, one.name, one.target) for one in found.indicators] == [
        ("产出指标", "数量指标", "接待流浪人员", "≥380人次"),
        ("效益指标", "社会效益指标", "寻亲成功", "≥45人"),
        ("产出指标", "数量指标", "开放床位", "26张"),
        ("效益指标", "社会效益指标", "街头冻伤", "0人"),
        ("产出指标", "质量指标", "登记完整率", "≥96%"),
        ("效益指标", "满意度指标", "受助人员满意度", "≥90%"),
    ]


BANDS = """
2023年度项目支出绩效目标申报表
项目名称	临时救助驿站	项目金额	12.60万元
绩效目标	流浪人员有处住。	<	<
绩效指标	产出指标	<	<
^	二级指标	指标内容	指标值
^	数量指标	接待流浪人员	≥380人次
^	^	开放床位	26张
^	效益指标	<	<
^	二级指标	指标内容	指标值
^	社会效益指标	街头冻伤	0人
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize("names", ["指标内容", "三级指标"])
@pytest.mark.parametrize("again", ["", "^\t二级指标\t指标内容\t指标值\n"])
def test_a_level_one_stands_in_a_row_above_the_headings(read: Read, names: str, again: str) -> None:
    told = BANDS.replace("^\t效益指标\t<\t<\n^\t二级指标\t指标内容\t指标值\n", f"^\t效益指标\t<\t<\n{again}")
    found = read(told.replace("指标内容", names))
    assert found.details == {}
    assert [(one.level1, one.kind, one.name, one.target) for one in found.indicators] == [
        ("产出指标", "数量指标", "接待流浪人员", "≥380人次"),
        ("产出指标", "数量指标", "开放床位", "26张"),
        ("效益指标", "社会效益指标", "街头冻伤", "0人"),
    ]


CLASSES = """
2023年度项目支出绩效目标申报表
项目名称	复垦	年度预算	5万元	_
绩效目标	地种上。	<	<	<
绩效指标	指标值	指标类别	<	分值
复垦撂荒地	≥40亩	产出	数量	60
下种	≥30亩	^	^	20
村民满意	≥90%	满意度	群众	20
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_one_heading_over_both_levels_is_parted_where_cells_below_are_empty_too(read: Read) -> None:
    assert [(one.level1, one.kind, one.name, one.target) for one in read(CLASSES).indicators] == [
        ("产出", "数量", "复垦撂荒地", "≥40亩"),
        ("产出", "数量", "下种", "≥30亩"),
        ("满意度", "群众", "村民满意", "≥90%"),
    ]


PLAIN = """
2023年度项目支出绩效目标表
单位：万元
项目名称	护林	<
年度资金总额	20	<
年度目标	护好林	<
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize(
    ("table", "levels"),
    [
        (
            "指标类型	指标	指标值\n数量指标	巡护	20公里\n质量指标	合格	90%\n",
            [("", "数量指标"), ("", "质量指标")],
        ),
        (
            "指标类型	指标名称	指标值\n数量指标	巡护	20公里\n质量指标	合格	90%\n",
            [("", "数量指标"), ("", "质量指标")],
        ),
        (
            "绩效指标	指标内容	目标值\n产出指标	巡护	20公里\n效益指标	合格	90%\n",
            [("产出指标", ""), ("效益指标", "")],
        ),
        ("类别	绩效指标	年度指标值\n产出	巡护	20公里\n产出	合格	90%\n", [("产出", ""), ("产出", "")]),
        ("绩效指标	指标值	_\n巡护	20公里	_\n合格	90%	_\n", [("", ""), ("", "")]),
        ("考核指标	目标值	_\n巡护	20公里	_\n合格	90%	_\n", [("", ""), ("", "")]),
    ],
)
def test_indicators_have_few_headings_and_no_level_in_them(
    read: Read, table: str, levels: list[tuple[str, str]]
) -> None:
    found = read(PLAIN + table)
    assert found.details == {}
    assert [(one.level1, one.kind) for one in found.indicators] == levels
    assert [(one.name, one.target) for one in found.indicators] == [("巡护", "20公里"), ("合格", "90%")]


def test_headings_of_indicators_that_are_not_understood_are_named() -> None:
    found = sheet_read(PLAIN + "情况	指标值	_\n巡护	20公里	_\n")
    assert [(item.text, item.reason) for item in found.leftovers] == [
        ("指标值", "情况: a heading of a table of indicators that is not understood")
    ]


CONTENTS = """
2018年度项目支出绩效目标申报表
单位：万元
项目名称	护林	<	<
年度资金总额	20	<	<
年度目标	护好林	<	<
指标类型	指标名称	指标内容	指标值
产出指标	数量指标	巡护	40场
^	进度指标	完工	11月前
效果指标	社会效益指标	观看	≥1人
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_levels_two_below_a_heading_of_names_leave_the_names_to_the_next_one(read: Read) -> None:
    assert [(one.level1, one.kind, one.name, one.target) for one in read(CONTENTS).indicators] == [
        ("产出指标", "数量指标", "巡护", "40场"),
        ("产出指标", "进度指标", "完工", "11月前"),
        ("效果指标", "社会效益指标", "观看", "≥1人"),
    ]
