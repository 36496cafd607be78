"""A sheet with many projects, several rows to a project: rows that say the same, more, or something else."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from perfcli.actions.form_reading import FormReading
from perfcli.exact import Money
from perfcli.formats.csv import read_csv
from perfcli.forms.declared.built_in import builtin_forms
from perfcli.forms.reading import read_forms
from perfcli.forms.record.filled import FilledForm, FormsRead
from tests.forms.sheets import WORDS, csv_forms, sheet, sheet_forms, text_forms

HEAD = """
部门预算项目绩效目标汇总表
（2024年度）
单位：万元
单位名称	项目名称	预算数	年度目标	一级指标	二级指标	三级指标	指标性质	指标值	度量单位	权重
335001某站	古桥加固	31.20	1.通车\\n2.验收	产出指标	数量指标	修桥	≥	2	座	10
"""


def listed(text: str) -> FormsRead:
    """What a list says that has these rows below its first one."""
    return read_forms([sheet(HEAD + text.strip("\n"))], WORDS, declared=[builtin_forms()["project-list"]])


def left(found: FormsRead) -> list[tuple[str, str]]:
    return [(one.text, one.reason) for one in found.leftovers]


def test_rows_that_say_the_same_again_are_one_project() -> None:
    found = listed(
        "335001某站	古桥加固	31.2	1.通车\\n2.验收	产出指标	质量指标	验收	=	100	%	10"
    )
    assert left(found) == []
    (only,) = found.forms
    assert (only.total, only.goals, len(only.indicators)) == (Money("312000.00"), ("通车", "验收"), 2)


def test_rows_that_say_otherwise_are_named_and_nothing_is_said_twice() -> None:
    found = listed(
        """
335001某站	古桥加固	999	1.通车\\n2.验收	产出指标	质量指标	验收	=	100	%	10
335001某站	古桥加固	31.2	1.改建	产出指标	时效指标	工期	≤	9	月	10
335001某站	古桥加固	31.2	1.通车\\n2.验收	产出指标	成本指标	造价	≤	9	万元	10
"""
    )
    assert left(found) == [
        ("999", "预算数: another row of this project says otherwise"),
        ("1.改建", "年度目标: another row of this project says otherwise"),
    ]
    (only,) = found.forms
    assert (only.total, only.goals, dict(only.details)) == (Money("312000.00"), ("通车", "验收"), {})
    assert len(only.indicators) == 4


def test_a_row_with_another_amount_and_goal_is_of_another_project_of_that_name() -> None:
    found = listed("335001某站	古桥加固	40	1.改建	产出指标	质量指标	换桩	≥	3	根	10")
    assert left(found) == []
    assert [(one.total, one.goals, [row.name for row in one.indicators]) for one in found.forms] == [
        (Money("312000.00"), ("通车", "验收"), ["修桥"]),
        (Money("400000.00"), ("改建",), ["换桩"]),
    ]


def test_a_project_of_two_years_is_two_in_a_list_with_a_column_of_years() -> None:
    found = csv_forms("""
年度	单位名称	项目名称	预算数（元）	三级指标	指标值
2024	某站	古桥加固	600	加固	≥3座
2024	某站	古桥加固	600	验收	≥3座
2025	某站	古桥加固	600	换索	≥3根
""")
    assert [(one.year, [row.name for row in one.indicators]) for one in found] == [
        (2024, ["加固", "验收"]),
        (2025, ["换索"]),
    ]


def test_a_column_of_years_that_are_not_that_of_the_title_is_said_and_parts_no_project() -> None:
    found = csv_forms("""
2024年项目绩效目标汇总表
年度	单位名称	项目名称	预算数（元）	三级指标	指标值
2025	某站	古桥加固	600	加固	≥3座
2025	某站	古桥加固	600	验收	≥3座
""")
    said = "the form is of 2024, and 年度 is 2025: taken as 2024 (else: --year)"
    assert [(one.year, len(one.indicators), one.assumptions) for one in found] == [(2024, 2, (f"3: {said}",))]


def test_a_goal_in_a_row_of_its_own_is_one_more() -> None:
    found = listed("_	_	_	绿化	产出指标	质量指标	验收	=	100	%	10")
    assert left(found) == []
    assert found.forms[0].goals == ("通车", "验收", "绿化")


def test_what_stands_beside_a_sum_and_is_no_number_is_named() -> None:
    found = listed(
        """
合计	_	31.2	待核	_	_	_	_	_	_	_
小计	_	31.2	_	_	_	_	_	_	待查	10
"""
    )
    assert left(found) == [("待核", "beside a sum"), ("待查", "beside a sum")]
    assert len(found.forms) == 1


def test_projects_of_one_name_with_codes_of_their_own_are_two() -> None:
    found = read_forms(
        [
            sheet(
                """
2024年部门预算项目绩效目标汇总表
单位名称	项目代码	项目名称	预算数（元）	年度目标
335001某站	13030321AAAAAAAAAAAAA	候车亭	30000	建亭。
335001某站	13030321BBBBBBBBBBBBB	候车亭	40000	再建。
335001某站	13030321BBBBBBBBBBBBB	候车亭	50000	再建。
"""
            )
        ],
        WORDS,
    )
    assert [(one.code[-1], one.total, one.goals) for one in found.forms] == [
        ("A", Money("30000.00"), ("建亭。",)),
        ("B", Money("40000.00"), ("再建。",)),
    ]
    assert left(found) == [("50000", "预算数（元）: another row of this project says otherwise")]


def test_a_list_that_people_keep_has_a_title_units_by_code_and_columns_of_its_own() -> None:
    text = """
2026年项目支出预算清单
单位：万元
序号	单位编码	项目名称	预算金额	其中：财政资金	用途	负责人
1	335001	公租房小修	12	12	日常维修	王五
2	335002	电梯年检	8.6	8.6	检验费	_
合计	_	_	20.6	20.6	_	_
"""
    found = read_forms([sheet(text)], WORDS)
    assert left(found) == []
    assert [(one.name, one.unit, one.year, one.total, dict(one.details)) for one in found.forms] == [
        ("公租房小修", "335001", 2026, Money("120000.00"), {"负责人": "王五"}),
        ("电梯年检", "335002", 2026, Money("86000.00"), {}),
    ]


def test_a_list_without_indicators_has_details_of_its_projects() -> None:
    found = read_forms(
        [
            sheet(
                """
2024年度项目支出绩效自评汇总表
单位：畜牧站　　金额单位：万元
序号	项目名称	预算数	执行数	自评得分	自评等级	负责人
1	冷配补贴	86.00	85.00	96.5	优	某某
2	青贮示范	42.00	39.90	91.0	良	—
"""
            )
        ],
        WORDS,
    )
    assert left(found) == []
    assert [(one.name, one.total, dict(one.details)) for one in found.forms] == [
        ("冷配补贴", Money("860000.00"), {"单位": "畜牧站", "自评等级": "优", "负责人": "某某"}),
        ("青贮示范", Money("420000.00"), {"单位": "畜牧站", "自评等级": "良"}),
    ]
    results = [one.results for one in found.forms if one.results is not None]
    assert [(one.kind, one.spent, one.total_score) for one in results] == [
        ("evaluation", Money("850000.00"), Decimal("96.5")),
        ("evaluation", Money("399000.00"), Decimal("91.0")),
    ]


def test_a_column_of_budget_units_before_the_indicators_is_none_of_measures() -> None:
    text = """
项目名称	单位	年度	预算数（元）	二级指标	三级指标	指标值	单位
农村道路维修	{unit}	2021	240000	数量指标	维修里程	≥12	公里
桥梁加固	{unit}	2021	300000	数量指标	加固桥梁	≥3	座
"""
    for unit, code, name in (("335001某局", "335001", "某局"), ("石桥镇民政所", "", "石桥镇民政所")):
        found = read_forms([sheet(text.format(unit=unit))], WORDS)
        assert left(found) == []
        told = [(form.unit, form.units, form.indicators[0].target) for form in found.forms]
        assert told == [(code, (name,), "≥12公里"), (code, (name,), "≥3座")]


def test_a_row_that_only_goes_on_makes_no_indicator_a_second_time() -> None:
    text = (
        "项目名称,单位,年度,预算数（元）,二级指标,三级指标,指标值,附件\n"
        "维修,335001某局,2021,1000,时效指标,完成时间,12月底前,\n,,,,,,,见附件二\n"
    )
    found = FormReading().of_list(read_csv(text, "清单"))
    assert found is not None
    (only,) = found.forms
    assert [(one.name, one.target, one.details) for one in only.indicators] == [
        ("完成时间", "12月底前", {"附件": "见附件二"})
    ]


STAIRS = """
2024年部门项目支出绩效目标表
单位：元
单位名称、项目名称,项目年度绩效目标,一级指标,三级指标,指标值
丽源县民政局,,,,
高龄津贴县级配套资金,按月发放。,,,
,,产出指标,,
,,,老年人数,≥9人
维保经费,完成大修。,,,
,,产出指标,,
,,,台数,≥3台
"""


def test_a_project_and_its_goals_alone_in_a_row_begin_it_in_csv_too() -> None:
    found = FormReading().of_list(read_csv(STAIRS.strip("\n"), "表"))
    assert found is not None
    assert found.leftovers == ()
    assert [(one.name, one.goals, [row.name for row in one.indicators]) for one in found.forms] == [
        ("高龄津贴县级配套资金", ("按月发放。",), ["老年人数"]),
        ("维保经费", ("完成大修。",), ["台数"]),
    ]


def test_a_cell_over_unit_code_and_project_has_the_sum_of_a_department() -> None:
    text = """
2025年项目绩效目标批复表（单位：元）
单位名称	项目编码	项目名称	批复金额	一级指标	三级指标	指标值
合计	<	<	300	_	_	_
218-某文旅局	<	<	300	_	_	_
218001-某文旅局	45090023T000000412208	歌圩展演	300	产出指标	展演场次	≥6场
_	_	_	_	_	_	_
单位名称	项目编码	项目名称	批复金额	一级指标	三级指标	指标值
218001-某文旅局	45090023T000000412208	歌圩展演	300	产出指标	参演歌队	≥4支
"""
    found = read_forms([sheet(text)], WORDS)
    assert left(found) == []
    (only,) = found.forms
    assert (only.name, only.unit, only.total) == ("歌圩展演", "218001", Money("300.00"))
    assert [row.name for row in only.indicators] == ["展演场次", "参演歌队"]


CODED = """
项目支出绩效目标表（2025年度）
金额单位：万元
单位代码	单位（专项）名称	资金总额	年度绩效目标	绩效指标	<	<
^	^	^	^	一级指标	三级指标	指标值
607	文旅局	91.20	_	_	_	_
607001	文旅局本级	91.20	_	_	_	_
607001	场馆开放	26.00	全年开放。	产出指标	场次	≥180场
607001	非遗补助	65.20	发放补助。	产出指标	传承人	37人
单位代码	单位（专项）名称	资金总额	年度绩效目标	绩效指标	<	<
^	^	^	^	一级指标	三级指标	指标值
607001	非遗补助	65.20	发放补助。	产出指标	展演	≥6场
"""


def test_rows_of_units_by_their_own_codes_above_their_projects() -> None:
    read = read_forms([sheet(CODED)], WORDS)
    assert read.leftovers == ()
    assert [(one.name, one.unit, one.units, one.total, len(one.indicators)) for one in read.forms] == [
        ("场馆开放", "607001", ("文旅局本级",), Money("260000.00"), 1),
        ("非遗补助", "607001", ("文旅局本级",), Money("652000.00"), 2),
    ]
    wrong = read_forms([sheet(CODED.replace("607001	文旅局本级	91.20", "607001	文旅局本级	93.20"))], WORDS)
    assert [item.text for item in wrong.leftovers] == ["文旅局本级", "93.20"]


@pytest.mark.parametrize("read", [sheet_forms, csv_forms, text_forms])
def test_a_row_called_a_sum_where_names_stand_is_no_project(read: Callable[[str], list[FilledForm]]) -> None:
    text = """
项目支出绩效目标表（2020年度）
单位：万元
单位名称	项目名称	项目类别	预算金额	年度绩效目标	一级指标	绩效指标	目标值
505001-林草局本级	小计	<	420.00	_	_	_	_
^	鼠害防治	特定目标类	275.00	密度下降。	产出指标	防治面积	≥62万亩
^	护林员保险	其他运转类	145.00	全员投保。	产出指标	投保人数	1160人
"""
    found = read(text)
    assert [(one.name, one.total, one.details["项目类别"]) for one in found] == [
        ("鼠害防治", Decimal(2750000), "特定目标类"),
        ("护林员保险", Decimal(1450000), "其他运转类"),
    ]


@pytest.mark.parametrize("read", [sheet_forms, csv_forms, text_forms])
def test_a_plan_in_columns_of_a_list(read: Callable[[str], list[FilledForm]]) -> None:
    text = """
2021年项目支出绩效目标汇总表
单位：512001 人社服务中心　　　　金额单位：元
序号	项目名称	年度预算	<	支出进度计划（%）	<	<	年度绩效目标	绩效指标	<	<
^	^	合计	财政拨款	3月底	6月底	12月底	^	一级指标	三级指标	目标值
1	零工市场	640000.00	600000.00	15.00	45.00	100.00	全年开放。	产出指标	开放市场	≥5处
2	见习补贴	80000.00	80000.00	0.00	60.00	100.00	按月领到。	产出指标	补贴人数	≥230人
"""
    found = read(text)
    assert [(one.name, one.unit, one.total, one.fiscal, list(one.goals)) for one in found] == [
        ("零工市场", "512001", Decimal(640000), Decimal(600000), ["全年开放。"]),
        ("见习补贴", "512001", Decimal(80000), Decimal(80000), ["按月领到。"]),
    ]
    assert [{month: str(share) for month, share in one.spending_plan.items()} for one in found] == [
        {3: "15.00", 6: "45.00", 12: "100.00"},
        {3: "0.00", 6: "60.00", 12: "100.00"},
    ]


@pytest.mark.parametrize("hint", ["（必填）", "(选填)", "*（必填，单选）", "（下拉选择）："])
@pytest.mark.parametrize("read", [sheet_forms, csv_forms, text_forms])
def test_hints_behind_the_headings_of_a_list_change_nothing(read: Callable[[str], list[FilledForm]], hint: str) -> None:
    text = """
部门预算项目支出绩效目标表（2025年度）
金额单位：元
单位编码{0}	单位名称{0}	项目名称{0}	预算数	年度目标{0}	绩效指标{0}	<	<	<
^	^	^	^	^	一级指标{0}	三级指标{0}	指标值{0}	权重{0}
318001	卫健局机关	村医培训	486000.00	分三期轮训。	产出指标	培训村医	≥310人次	20
^	^	^	^	^	效益指标	处置能力	提高	10
"""
    (plain,), (hinted,) = read(text.replace("{0}", "")), read(text.replace("{0}", hint))
    assert (plain.name, plain.unit, plain.total, len(plain.indicators)) == ("村医培训", "318001", Decimal(486000), 2)
    assert (hinted.name, hinted.unit, hinted.total, hinted.goals) == (plain.name, plain.unit, plain.total, plain.goals)
    assert hinted.indicators == plain.indicators


@pytest.mark.parametrize("read", [sheet_forms, csv_forms, text_forms])
def test_names_stand_under_levels_with_their_targets_beside_them(read: Callable[[str], list[FilledForm]]) -> None:
    text = """
2023年部门预算项目绩效目标一览表
单位：万元
序号	项目名称	预算金额	<	<	年度绩效目标	绩效指标	<	<	<
^	^	合计	财政拨款	其他资金	^	数量指标	指标值	满意度指标	指标值
合计	<	213.50	185.90	27.60	_	_	_	_	_
1	公路养护	148.50	128.50	20.00	养护道路62公里。	养护里程	62公里	过往群众满意度	≥90%
2	助餐补贴	65.00	57.40	7.60	每日供餐。	日均供餐	≥400份	老人满意度	≥92%
"""
    found = read(text)
    assert [(one.name, one.total, one.fiscal, one.other) for one in found] == [
        ("公路养护", Decimal(1485000), Decimal(1285000), Decimal(200000)),
        ("助餐补贴", Decimal(650000), Decimal(574000), Decimal(76000)),
    ]
    assert [[(row.level1, row.kind, row.name, row.target) for row in one.indicators] for one in found] == [
        [
            ("产出指标", "数量指标", "养护里程", "62公里"),
            ("满意度指标", "满意度指标", "过往群众满意度", "≥90%"),
        ],
        [
            ("产出指标", "数量指标", "日均供餐", "≥400份"),
            ("满意度指标", "满意度指标", "老人满意度", "≥92%"),
        ],
    ]


def test_tables_below_each_other_are_in_the_one_unit_of_amounts_over_them() -> None:
    one = """
项目名称	{0}	_	_
项目资金	年度资金总额	{1}	_
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	{0}数量	≥3个"""
    amounts = {"甲": "176.00", "乙": "38.40", "丙": "12.60"}
    tables = "\n".join(one.format(name, amount) for name, amount in amounts.items())
    found = csv_forms(f"项目支出绩效目标表\n（2024年度）\n单位：万元\n{tables}")
    assert [(form.name, form.total) for form in found] == [
        ("甲", Decimal(1760000)),
        ("乙", Decimal(384000)),
        ("丙", Decimal(126000)),
    ]


@pytest.mark.parametrize("heading", ["单位（专项）名称", "部门（项目）名称", "单位(项目)名称"])
def test_beside_names_of_projects_a_heading_that_begins_with_units_has_these(heading: str) -> None:
    found = read_forms(
        [
            sheet(
                f"""
2024年项目支出绩效目标表
金额单位：万元
单位代码	{heading}	项目名称	资金总额	年度绩效目标	绩效指标	<	<	<
^	^	^	^	^	一级指标	二级指标	三级指标	指标值
416	某县交通运输局（部门）	_	588.40	_	_	_	_	_
416001	某县交通运输局	乡道养护	520.00	路况良好	产出指标	数量指标	养护里程	≥386公里
416002	某县公路中心	桥梁检测	68.40	掌握状况	产出指标	数量指标	检测桥梁	≥57座
"""
            )
        ],
        WORDS,
    )
    assert [(one.unit, one.units, one.name, one.total) for one in found.forms] == [
        ("416001", ("某县交通运输局",), "乡道养护", Money("5200000.00")),
        ("416002", ("某县公路中心",), "桥梁检测", Money("684000.00")),
    ]


def of_sheet(text: str) -> tuple[FilledForm, ...]:
    """The projects of a list of which nothing is left over."""
    found = read_forms([sheet(text)], WORDS)
    assert left(found) == []
    return found.forms


def test_the_budget_of_the_year_is_the_total_beside_that_of_all_years() -> None:
    (one,) = of_sheet("""
2025年项目绩效目标批复汇总表（金额单位：万元）
项目名称	主管部门	资金总额	当年预算	年度目标	一级指标	二级指标	三级指标	年度指标值
雨污分流	水务局	5200.00	1700.00	完成管网改造。	产出指标	数量指标	管网长度	≥14公里
""")
    assert (one.total, one.details["资金总额（万元）"]) == (Money("17000000.00"), "5200.00")


@pytest.mark.parametrize("heading", ["项目总投资", "总投资"])
def test_an_amount_of_all_years_in_a_list_is_kept(heading: str) -> None:
    (one,) = of_sheet(f"""
2025年项目绩效目标表（金额单位：万元）
项目名称	主管部门	{heading}	当年预算	年度目标	一级指标	二级指标	三级指标	指标值
雨污分流	水务局	5200.00	1700.00	完成管网改造。	产出指标	数量指标	管网长度	≥14公里
""")
    assert (one.total, one.details[f"{heading}（万元）"]) == (Money("17000000.00"), "5200.00")


def test_below_a_sum_of_a_unit_its_code_holds_for_its_projects() -> None:
    found = of_sheet("""
2024年项目支出绩效目标表（金额单位：万元）
单位编码	单位名称	项目名称	功能科目	预算金额	绩效目标	一级指标	二级指标	三级指标	指标值
102	某县卫健局	合计	_	318.60	_	_	_	_	_
102001	某县卫健局本级	小计	_	96.00	_	_	_	_	_
^	^	奖励扶助	2100717 计划生育	96.00	按时发放。	产出指标	数量指标	对象	1000人
102003	某县疾控中心	小计	_	222.60	_	_	_	_	_
^	^	检测能力	2100401 疾控	92.60	购置设备。	产出指标	数量指标	设备	6台
^	^	疫苗接种	2100401 疾控	130.00	应种尽种。	产出指标	数量指标	接种	9000人
""")
    assert [(one.unit, one.units, one.name) for one in found] == [
        ("102001", ("某县卫健局本级",), "奖励扶助"),
        ("102003", ("某县疾控中心",), "检测能力"),
        ("102003", ("某县疾控中心",), "疫苗接种"),
    ]


def test_projects_stand_below_those_of_a_higher_level() -> None:
    found = of_sheet("""
2024年项目支出绩效目标表
单位名称	一级项目	二级项目	预算数（元）	年度绩效目标	一级指标	二级指标	三级指标	指标值
803005-某市图书馆	文化服务	购书	650000	补充馆藏。	产出指标	数量指标	图书	≥1.6万册
^	^	阅读活动	180000	推广阅读。	产出指标	数量指标	活动	≥60场
^	设施维护	消防改造	420000	消除隐患。	产出指标	数量指标	探测器	≥320只
""")
    assert [(one.name, one.total, dict(one.details)) for one in found] == [
        ("购书", Money("650000.00"), {"一级项目": "文化服务"}),
        ("阅读活动", Money("180000.00"), {"一级项目": "文化服务"}),
        ("消防改造", Money("420000.00"), {"一级项目": "设施维护"}),
    ]


def test_sums_in_the_column_of_units_do_not_make_it_one_of_measure() -> None:
    (one,) = of_sheet("""
2024年项目绩效目标表（单位：万元）
单位	项目名称	预算金额	年度目标	一级指标	二级指标	三级指标	指标值	计量单位
412001-某县农技站	小计	88.00	_	_	_	_	_	_
412001-某县农技站	统防统治	88.00	减少用药。	产出指标	数量指标	面积	≥24000	亩
合计	<	88.00	_	_	_	_	_	_
""")
    assert (one.unit, one.name, one.indicators[0].target) == ("412001", "统防统治", "≥24000亩")


LIST = """
2024年部门预算项目绩效目标表（金额单位：元）
项目名称	项目金额	年度目标	一级指标	二级指标	三级指标	指标性质	指标值	计量单位	指标方向
{rows}
"""


def test_of_two_columns_of_signs_the_one_with_operators_has_them() -> None:
    rows = "技能培训	2600000	持证上岗。	产出指标	数量指标	人次	≥	3100	人次	正向"
    for swapped in (False, True):
        text = LIST.format(rows=rows)
        if swapped:
            text = text.replace("指标性质", "@").replace("指标方向", "指标性质").replace("@", "指标方向")
        (one,) = of_sheet(text)
        heading = "指标性质" if swapped else "指标方向"
        assert (one.indicators[0].target, dict(one.indicators[0].details)) == ("≥3100人次", {heading: "正向"})


@pytest.mark.parametrize("read", [sheet_forms, csv_forms, text_forms])
@pytest.mark.parametrize("band", ["单位：{}", "预算单位：{}", "{}"])
def test_a_row_across_the_list_names_the_unit_of_the_projects_below(
    read: Callable[[str], list[FilledForm]], band: str
) -> None:
    text = """
2024年项目支出绩效目标公开表
单位：元
序号	项目名称	项目金额	绩效目标	绩效指标	<	<	<
^	^	^	^	一级指标	二级指标	三级指标	指标值
{one}	<	<	<	<	<	<	<
1	监测运行	1,420,000.00	数据到报稳定。	产出指标	数量指标	雨量站	≥86座
2	水质抽检	936,000.00	每季抽检。	产出指标	数量指标	水样	≥1040份
小计	<	2,356,000.00	_	_	_	_	_
{other}	<	<	<	<	<	<	<
3	干渠清淤	3,180,000.00	畅通。	产出指标	数量指标	闸门	27扇
"""
    one, other = band.format("358001 某市水利局"), band.format("358004 某市灌区管理所")
    found = read(text.format(one=one, other=other))
    assert [(form.name, form.unit, form.units) for form in found] == [
        ("监测运行", "358001", ("某市水利局",)),
        ("水质抽检", "358001", ("某市水利局",)),
        ("干渠清淤", "358004", ("某市灌区管理所",)),
    ]


def test_a_code_behind_the_name_of_a_unit_is_its_code() -> None:
    rows = (
        "某县林业局（372001）	巡护	1386000	防火。	产出指标	数量指标	巡护员	≥	118	人	正向"
    )
    (one,) = of_sheet(LIST.format(rows=rows).replace("项目名称	项目金额", "单位名称	项目名称	项目金额"))
    assert (one.unit, one.units, one.total) == ("372001", ("某县林业局",), Money("1386000.00"))


def test_units_with_codes_stand_above_projects_with_codes_of_their_own() -> None:
    found = of_sheet("""
2024年部门预算项目绩效目标公开表（单位：万元）
单位编码	单位（项目）名称	项目代码	绩效目标	一级指标	二级指标	三级指标	指标值	预算金额
363	某市卫健委	_	_	_	_	_	_	134.80
363002	某市疾控中心	_	_	_	_	_	_	134.80
363002	冷链更新	99080424T0000003B1405	设备达标。	产出指标	数量指标	冷藏冰箱	≥58台	134.80
""")
    assert [(one.unit, one.units, one.name) for one in found] == [("363002", ("某市疾控中心",), "冷链更新")]


def test_the_parts_of_the_money_are_no_list_of_projects() -> None:
    found = read_forms(
        [
            sheet("""
2024年度项目支出绩效自评表
项目名称	托育补助	<	<	<	<	<	<	<
预算执行情况\\n（万元）	资金名称	<	年初预算数	全年预算数	全年执行数	分值	执行率	得分
^	年度资金总额	<	160	168	159.6	10	95%	9.5
^	其中：当年财政拨款	<	140	148	139.6	-	94.32%	-
""")
        ],
        WORDS,
    )
    (one,) = found.forms
    assert (left(found), one.name, one.total) == ([], "托育补助", Money("1600000.00"))


def test_the_unit_above_a_table_is_that_of_each_form_in_it() -> None:
    block = """项目名称	{name}	<	项目类别	续建
资金（万元）	年度资金总额	<	{total}	<
年度目标	完成。	<	<	<
绩效指标	一级指标	二级指标	三级指标	指标值
^	产出指标	数量指标	泵房	9座
"""
    found = read_forms(
        [
            sheet(
                "2024年项目绩效目标表\n预算单位：(341001)某市住建局\n"
                + "".join(
                    block.format(name=name, total=total) for name, total in (("供水改造", "12"), ("行道树", "8"))
                ).rstrip()
            )
        ],
        WORDS,
    )
    assert [(one.name, one.unit, one.units) for one in found.forms] == [
        ("供水改造", "341001", ("某市住建局",)),
        ("行道树", "341001", ("某市住建局",)),
    ]
