"""Forms of changes that say all twice: below bands before and after a change, or side by side below such headings."""

from __future__ import annotations

import pytest

from tests.forms.sheets import csv_of, read, text_of
from tests.forms.sheets import form as read_one
from tests.forms.test_parted_targets import Read

BANDS = """
2025年项目绩效目标调整备案表
填报单位：园林中心　　　　单位：万元
项目名称	口袋公园	<	<	<
调整理由	地块被占用	<	<	<
一、调整前绩效目标
资金安排	年度资金总额	<	436.00	<
^	其中：财政拨款	<	400.00	<
总体目标	建成五处	<	<	<
绩效指标	一级指标	二级指标	三级指标	指标值
^	产出指标	数量指标	建设公园	≥5处
二、调整后绩效目标
资金安排	年度资金总额	<	291.50	<
^	其中：财政拨款	<	291.50	<
总体目标	建成三处	<	<	<
绩效指标	一级指标	二级指标	三级指标	指标值
^	产出指标	数量指标	建设公园	≥3处
^	^	^	增设坡道	≥6条
"""


EACH = [read_one, csv_of, text_of]


@pytest.mark.parametrize("read", EACH)
def test_below_bands_what_holds_is_read_and_what_was_before_are_details(read: Read) -> None:
    one = read(BANDS)
    assert (one.name, f"{one.total}", f"{one.fiscal}", one.goals) == (
        "口袋公园",
        "2915000.00",
        "2915000.00",
        ("建成三处",),
    )
    assert [(row.name, row.target, row.details) for row in one.indicators] == [
        ("建设公园", "≥3处", {"调整前指标值": "≥5处"}),
        ("增设坡道", "≥6条", {}),
    ]
    assert dict(one.details) == {
        "填报单位": "园林中心",
        "调整理由": "地块被占用",
        "年度资金总额（调整前）（万元）": "436.00",
        "财政拨款（调整前）（万元）": "400.00",
        "总体目标（调整前）": "建成五处",
    }


def test_an_indicator_that_a_change_dropped_is_a_detail_of_all() -> None:
    dropped = BANDS.replace(
        "^	产出指标	数量指标	建设公园	≥3处\n", "^	产出指标	数量指标	建设广场	≥3处\n"
    )
    one = read_one(dropped)
    assert [(row.name, row.details) for row in one.indicators] == [("建设广场", {}), ("增设坡道", {})]
    assert one.details["数量指标·建设公园（调整前）"] == "≥5处"


def test_numbered_bands_end_at_the_next_number() -> None:
    numbered = BANDS.replace("一、调整前绩效目标", "三、调整前绩效目标及指标").replace(
        "二、调整后绩效", "四、调整后的绩效"
    )
    one = read_one(numbered + "五、审核情况\n审核意见	同意	<	<	<\n")
    assert (f"{one.total}", one.goals, one.details["审核意见"]) == ("2915000.00", ("建成三处",), "同意")


LEFT = """
项目绩效目标调整表（2023年度）（单位：万元）
项目名称	护林	<	<	<	<
调整前	资金总额	38.6	<	<	<
^	年度目标	甲	<	<	<
^	一级指标	二级指标	三级指标	指标值	分值
^	产出指标	数量指标	巡护	≥10公里	10
调整后	资金总额	33.1	<	<	<
^	年度目标	乙	<	<	<
^	一级指标	二级指标	三级指标	指标值	分值
^	产出指标	数量指标	巡护	≥20公里	15
"""


@pytest.mark.parametrize("read", [read_one, csv_of])
def test_both_halves_may_stand_beside_labels_down_their_left(read: Read) -> None:
    one = read(LEFT)
    (row,) = one.indicators
    assert (f"{one.total}", one.goals, row.target, f"{row.weight}") == ("331000.00", ("乙",), "≥20公里", "15")
    assert row.details == {"调整前指标值": "≥10公里", "调整前分值": "10"}
    assert dict(one.details) == {"资金总额（调整前）（万元）": "38.6", "年度目标（调整前）": "甲"}


PAIRS = """
项目绩效目标调整表（2023年度）（单位：万元）
项目名称	护林	<	<	<	<	<
年度资金总额	20	<	<	<	<	<
一级指标	二级指标	三级指标	调整情况	分值	指标值	指标值确定依据
产出指标	数量指标	巡护	调整前	10	≥10公里	台账
^	^	^	调整后	15	≥20公里	复查
^	质量指标	合格	调整后	5	≥95%	_
效益指标	社会效益指标	火情	调整后	10	≤1起	记录
^	^	^	调整前	10	≤3起	记录
"""


@pytest.mark.parametrize("read", EACH)
def test_an_indicator_may_have_a_row_before_a_change_and_one_after_it(read: Read) -> None:
    one = read(PAIRS)
    assert [(row.kind, row.name, row.target, f"{row.weight}", row.basis) for row in one.indicators] == [
        ("数量指标", "巡护", "≥20公里", "15", "复查"),
        ("质量指标", "合格", "≥95%", "5", ""),
        ("社会效益指标", "火情", "≤1起", "10", "记录"),
    ]
    assert [row.details for row in one.indicators] == [
        {"调整前分值": "10", "调整前指标值": "≥10公里", "调整前指标值确定依据": "台账"},
        {},
        {"调整前分值": "10", "调整前指标值": "≤3起", "调整前指标值确定依据": "记录"},
    ]
    assert one.changes is not None
    before = {row.key: row.before for row in one.changes.rows if row.key.endswith(".target")}
    assert before == {
        "indicators[巡护].target": "≥10公里",
        "indicators[合格].target": "",
        "indicators[火情].target": "≤3起",
    }


def test_rows_of_two_indicators_are_no_pair_and_a_dropped_one_is_named() -> None:
    found = read(PAIRS.replace("^	^	^	调整后	15	≥20公里	复查\n", ""))
    (one,) = found.forms
    assert [(row.name, "调整前指标值" in row.details) for row in one.indicators] == [("合格", False), ("火情", True)]
    assert [item.text for item in found.leftovers] == ["巡护", "10", "≥10公里", "台账"]
    assert {item.reason.partition(": ")[2] for item in found.leftovers} == {"what was before a change is not taken in"}


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("调整类型	指标值", "删除	≥5亩"),
        ("原指标值	现指标值", "≥5亩	取消"),
    ],
)
def test_an_indicator_that_a_form_calls_deleted_holds_no_longer(headings: str, row: str) -> None:
    one = read_one(
        f"""
项目绩效目标调整表（2023年度）
项目名称	护林	<	<	<
一级指标	二级指标	三级指标	{headings}
产出指标	数量指标	巡护	修改	≥20公里
^	^	造林	{row}
"""
    )
    assert [(row.name, row.target) for row in one.indicators] == [("巡护", "≥20公里")]
    said = "删除" if "删除" in row else "取消"
    assert dict(one.details) == {f"数量指标·造林（{said}）": "≥5亩"}
    assert one.assumptions[0].endswith("indicators that hold no longer are kept as details: 造林")


BETWEEN = """
市直部门项目绩效目标调整表（2022年度）
金额单位：元
项目名称	打捞	<	<	<	<	<
资金安排	类别	合计	省级资金	市级资金	镇办配套	其他资金
^	原批复	1,480,000.00	600,000.00	680,000.00	150,000.00	50,000.00
^	现调整	1,706,400.00	826,400.00	680,000.00	120,000.00	80,000.00
^	增减额	226,400.00	226,400.00	0.00	-30,000.00	30,000.00
绩效指标	_	一级指标	二级指标	三级指标	指标值	权重
^	原批复	产出指标	数量指标	打捞水葫芦	≥9500吨	20
^	^	^	^	租用打捞船	＝8艘	10
^	^	效益指标	社会效益指标	停机次数	≤2次	20
^	现调整	产出指标	数量指标	打捞水葫芦	≥12800吨	20
^	^	^	质量指标	水面覆盖率	≤2.5%	15
^	^	效益指标	社会效益指标	停机次数	0次	15
调整原因	高温少雨	<	<	<	<	<
"""


@pytest.mark.parametrize("read", EACH)
def test_both_halves_may_stand_below_one_header_and_in_rows_of_the_money(read: Read) -> None:
    one = read(BETWEEN)
    assert (f"{one.total}", f"{one.other}") == ("1706400.00", "80000.00")
    assert {name: f"{value}" for name, value in one.sources.items()} == {
        "省级资金": "826400.00",
        "市级资金": "680000.00",
        "镇办配套": "120000.00",
    }
    assert [(row.kind, row.name, row.target, f"{row.weight}", row.details) for row in one.indicators] == [
        ("数量指标", "打捞水葫芦", "≥12800吨", "20", {"原批复指标值": "≥9500吨", "原批复权重": "20"}),
        ("质量指标", "水面覆盖率", "≤2.5%", "15", {}),
        ("社会效益指标", "停机次数", "0次", "15", {"原批复指标值": "≤2次", "原批复权重": "20"}),
    ]
    assert one.details["数量指标·租用打捞船（原批复）"] == ("＝8艘", "10")
    assert (one.details["合计（原批复）（元）"], one.details["镇办配套（增减额）"]) == (
        "1,480,000.00",
        "-30,000.00",
    )


SAID = """
项目绩效目标调整表（2023年度）（单位：万元）
项目名称	护林	<	<	<	<
{rows}
一级指标	二级指标	三级指标	指标值	<	<
产出指标	数量指标	巡护	≥20公里	<	<
"""


@pytest.mark.parametrize(
    ("rows", "details"),
    [
        (
            "预算金额	调整前	总额：38.6	财政拨款：30.6	其他资金：8.0	_\n"
            "^	调整后	总额：33.1	财政拨款：30.6	其他资金：2.5	_",
            {
                "总额（调整前）（万元）": "38.6",
                "财政拨款（调整前）（万元）": "30.6",
                "其他资金（调整前）（万元）": "8.0",
            },
        ),
        (
            "调整前	资金总额	38.6	财政拨款	30.6	_\n调整后	资金总额	33.1	财政拨款	30.6	_",
            {"资金总额（调整前）（万元）": "38.6", "财政拨款（调整前）（万元）": "30.6"},
        ),
        (
            "资金总额（调整前）	38.6	资金总额（调整后）	33.1	<	<\n"
            "财政拨款（调整前）	28	财政拨款（调整后）	30.6	<	<",
            {"资金总额（调整前）（万元）": "38.6", "财政拨款（调整前）（万元）": "28"},
        ),
        (
            "年初预算数	38.6	调整预算数	33.1	增减额	-5.5\n其中：财政拨款	28	其中：财政拨款	30.6	<	<",
            {"年初预算数（调整前）（万元）": "38.6", "财政拨款（调整前）（万元）": "28", "增减额": "-5.5"},
        ),
        (
            "项目资金	资金来源	年初预算数	调整预算数	增减额	<\n"
            "^	资金总额	38.6	33.1	-5.5	<\n"
            "^	财政拨款	28	30.6	2.6	<",
            {
                "资金总额（年初预算数）（万元）": "38.6",
                "资金总额（增减额）": "-5.5",
                "财政拨款（年初预算数）（万元）": "28",
                "财政拨款（增减额）（万元）": "2.6",
            },
        ),
        (
            "项目资金	调整前	38.6万元	<	<	<\n^	调整后	33.1万元	<	<	<",
            {"项目资金（调整前）": "38.6万元"},
        ),
    ],
)
def test_amounts_after_a_change_hold_wherever_the_form_says_which_they_are(rows: str, details: dict[str, str]) -> None:
    one = read_one(SAID.format(rows=rows))
    assert f"{one.total}" == "331000.00"
    assert f"{one.fiscal}" in ("306000.00", "None")
    assert dict(one.details) == details


def test_goals_and_other_values_beside_before_and_after_are_told_apart() -> None:
    one = read_one(
        SAID.format(
            rows="资金总额	33.1	<	<	<	<\n"
            "调整前	年度目标	甲	<	<	<\n^	项目概述	丙	<	<	<\n"
            "调整后	年度目标	乙	<	<	<\n^	项目概述	丁	<	<	<"
        )
    )
    assert (one.goals, one.details["年度目标（调整前）"], one.details["项目概述（调整前）"]) == (("乙",), "甲", "丙")
    assert one.details["项目概述"] == "丁"


@pytest.mark.parametrize("before", ["调整前", "变更前", "修改前", "修订前", "原", "年初"])
@pytest.mark.parametrize("after", ["调整后", "变更后", "修改后", "现", "新", "拟调整"])
def test_the_name_after_a_change_is_the_indicators(before: str, after: str) -> None:
    headings = f"一级指标	二级指标	{before}三级指标	{before}指标值	{after}三级指标	{after}指标值"
    one = read_one(
        f"项目绩效目标调整表（2023年度）\n项目名称	护林	<	<	<	<\n{headings}\n"
        "产出指标	数量指标	巡护	≥10公里	巡护里程	≥20公里\n"
    )
    assert [(row.name, row.target) for row in one.indicators] == [("巡护里程", "≥20公里")]
    assert one.changes is not None
    (target,) = (row for row in one.changes.rows if row.key.endswith(".target"))
    assert (target.before, target.after) == (None if before == "年初" else "≥10公里", "≥20公里")


def test_reasons_of_indicators_may_be_headed_over_the_amounts() -> None:
    one = read_one(
        BESIDE
        + """绩效指标	一级指标	二级指标	三级指标	指标值	三级指标	指标值	_
^	产出指标	数量指标	修复牧道	≥18公里	修复牧道	≥24公里	暴雨冲毁
"""
    )
    (row,) = one.indicators
    assert (row.target, row.details) == ("≥24公里", {"调整前指标值": "≥18公里", "调整原因": "暴雨冲毁"})


BESIDE = """
项目支出绩效目标调整申报表（2023年度）
项目名称	草场围栏	<	<	<	<	<	<
主管部门	草原局	<	<	申报单位	工作站	<	<
_	<	<	调整前	<	调整后	<	调整原因
项目资金（万元）	年度资金总额	<	178.00	<	203.50	<	牧道塌陷段增加
^	其中：财政拨款	<	168.00	<	193.50	<	灾后修复
^	其他资金	<	10.00	<	10.00	<	_
年度总体目标	_	<	修复十八公里。	<	修复二十四公里。	<	暴雨冲毁
"""


def test_labels_above_the_headings_of_a_change_keep_their_values_in_a_list() -> None:
    found = csv_of(BESIDE)
    assert (f"{found.total}", f"{found.fiscal}", f"{found.other}") == ("2035000.00", "1935000.00", "100000.00")
    assert (found.goals, found.details["主管部门"]) == (("修复二十四公里。",), "草原局")


REACHED = """
2022年部门整体支出绩效自评情况
部门名称	保护所	<	<	<	<
2022年度目标	_	<	目标	<	实际完成情况
^	_	<	古道不塌	<	加固三处
年度资金总额（万元）	295	<	<	<	<
"""


@pytest.mark.parametrize("read", [csv_of])
def test_goals_stand_below_goal_alone_beside_what_became_of_them(read: Read) -> None:
    found = read(REACHED)
    assert (found.overall, found.results is not None) == ("古道不塌", True)


FULL_SIDES = """
项目支出绩效目标调整申请表（2024年度）
项目名称	清桩	<	<	<	<	<	<	<
调整前	<	<	<	调整后	<	<	<	指标调整的情况
一级指标	二级指标	三级指标	指标值	一级指标	二级指标	三级指标	指标值	_
产出指标	数量指标	拆除围网	≥7400米	产出指标	数量指标	拆除围网	≥6900米	已被卷走
^	^	设置浮标	=24个	^	^	_	_	已布设
^	_	_	_	^	质量指标	废网回炉率	≥95%	新增
效益指标	生态效益指标	塑料残留	≤5公斤	效益指标	生态效益指标	残网残绳	≤3公斤	口径
财政部门意见	<	<	<	<	<	<	<	<
申请人：某某　　　　联系电话：0
"""


@pytest.mark.parametrize("read", EACH)
def test_sides_may_have_all_their_levels_below_what_they_are(read: Read) -> None:
    one = read(FULL_SIDES)
    assert [(row.kind, row.name, row.target, row.details) for row in one.indicators] == [
        ("数量指标", "拆除围网", "≥6900米", {"调整前指标值": "≥7400米", "指标调整的情况": "已被卷走"}),
        ("质量指标", "废网回炉率", "≥95%", {"指标调整的情况": "新增"}),
        (
            "生态效益指标",
            "残网残绳",
            "≤3公斤",
            {"调整前三级指标": "塑料残留", "调整前指标值": "≤5公斤", "指标调整的情况": "口径"},
        ),
    ]
    assert dict(one.details) == {
        "数量指标·设置浮标（调整前）": ("=24个", "已布设"),
        "申请人": "某某",
        "联系电话": "0",
    }


TABLES = """
2022年项目支出绩效目标调整表
金额单位：元
表一　调整前绩效目标表
项目名称	公厕	<	<	实施单位	管理站	<	<
资金总额	864,000.00	其中：财政拨款	820,000.00	<	其他资金	44,000.00	<
年度绩效目标	改造十八间。	<	<	<	<	<	<
一级指标	二级指标	三级指标	绩效标准	运算符号	指标值	计量单位	权重
产出指标	数量指标	改造厕所	计划标准	≥	18	间	15
^	^	采购移动厕所	计划标准	=	2	座	5
表二　调整后绩效目标表
项目名称	公厕	<	<	实施单位	管理站	<	<
资金总额	811,500.00	其中：财政拨款	775,000.00	<	其他资金	36,500.00	<
年度绩效目标	改造十五间。	<	<	<	<	<	<
一级指标	二级指标	三级指标	绩效标准	运算符号	指标值	计量单位	权重
产出指标	数量指标	改造厕所	计划标准	≥	15	间	15
^	^	加装扶手	计划标准	≥	30	副	5
表三　调整说明
调整原因	用地重叠	<	<	调整文号	8号	<	<
"""


@pytest.mark.parametrize("read", EACH)
def test_the_old_and_the_new_may_be_tables_of_their_own_with_titles(read: Read) -> None:
    one = read(TABLES)
    assert (one.name, f"{one.total}", f"{one.fiscal}", f"{one.other}", one.goals) == (
        "公厕",
        "811500.00",
        "775000.00",
        "36500.00",
        ("改造十五间。",),
    )
    assert [(row.name, row.target, row.details.get("调整前指标值")) for row in one.indicators] == [
        ("改造厕所", "≥15间", "≥18间"),
        ("加装扶手", "≥30副", None),
    ]
    assert {label: text for label, text in one.details.items() if "调整" in label} == {
        "调整原因": "用地重叠",
        "调整文号": "8号",
        "项目名称（调整前）": "公厕",
        "实施单位（调整前）": "管理站",
        "资金总额（调整前）（元）": "864,000.00",
        "财政拨款（调整前）（元）": "820,000.00",
        "其他资金（调整前）（元）": "44,000.00",
        "年度绩效目标（调整前）": "改造十八间。",
        "数量指标·采购移动厕所（调整前）": ("=2座", "5", "计划标准"),
    }
