"""Forms of any province, as cells in view -> what a person reads in them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcli.exact import Money, Points
from perfcli.formats.pages import Positions
from perfcli.forms.reading import read_forms
from perfcli.forms.record.filled import FilledForm, FormResults
from tests.forms.sheets import WORDS, csv_of, form, read, rows, sheet

APPLY = """
某县2024年项目支出绩效目标申报表
填报单位：（盖章）某站　　　　单位：万元
*项 目\\n名 称	古桥加固	<	主管部门	某局	<
项目资金\\n（万元）	中期资金总额	96.75	年度资金总额	31.2	<
^	其中：财政拨款	90.00	其中：财政拨款	30	<
^	其他资金	6.75	其他资金	1.2	<
总体目标	中期目标（2023年—2025年）	<	年度目标	<	<
^	三年修完。	<	1.今年修两座。\\n2.汛前通车。	<	<
绩效指标	一级指标	二级指标	三级指标	中期指标值	年度指标值
^	产出指标（50分）	数量指标	指标1：修桥	≥6座	≥2座
^	^	^	……		_
^	满意度\\n指标	服务对象满意度指标	村民满意度		≥90%
填表人：某某　　联系电话：0
"""


def test_an_application_with_two_terms() -> None:
    found = form(APPLY)
    assert (found.title, found.year, found.name) == ("某县2024年项目支出绩效目标申报表", 2024, "古桥加固")
    assert (found.total, found.fiscal, found.other) == (Decimal("312000.00"), Decimal("300000.00"), Decimal("12000.00"))
    assert found.goals == ("今年修两座。", "汛前通车。")
    assert found.long_term_goals == ("三年修完。",)
    assert found.units == ("某站",)
    assert found.details == {
        "填报单位": "某站",
        "主管部门": "某局",
        "中期资金总额（万元）": "96.75",
        "财政拨款（中期）（万元）": "90.00",
        "其他资金（中期）（万元）": "6.75",
        "填表人": "某某",
        "联系电话": "0",
    }
    assert rows(found) == [
        ("产出指标", "数量指标", "修桥", "≥6座", "中期"),
        ("产出指标", "数量指标", "修桥", "≥2座", ""),
        ("满意度指标", "服务对象满意度指标", "村民满意度", "≥90%", ""),
    ]


def test_labels_over_their_values() -> None:
    found = form(
        """
2025年度项目绩效目标表
项目名称	项目编码	项目类型
海塘改造	99071225T000000306614	特定目标类
年度资金总额（元）	其中：财政拨款	上年结转资金
2686.00	2400.00	286.00
立项依据	<	<
海塘安全鉴定报告，二〇二四年	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	改造	=7处
"""
    )
    assert (found.code, found.name) == ("99071225T000000306614", "海塘改造")
    assert (found.total, found.fiscal, found.sources) == (
        Decimal("2686.00"),
        Decimal("2400.00"),
        {"上年结转资金": Decimal("286.00")},
    )
    assert found.details == {"项目类型": "特定目标类", "立项依据": "海塘安全鉴定报告，二〇二四年"}


def test_operator_value_and_unit_in_columns_of_their_own() -> None:
    found = form(
        """
2024年度项目绩效目标表
项目名称	巡护	金额（元）	5000
一级指标	二级指标	三级指标	指标性质	指标值	度量单位	权重	评分标准
产出指标	数量指标	里程	≥	2600	公里	20	少一扣一
^	时效指标	完工	定性	当日17时前		10	_
^	质量指标	签约	=	应签尽签	%		_
"""
    )
    first, second, third = found.indicators
    assert (first.target, first.weight, first.details) == ("≥2600公里", Decimal(20), {"评分标准": "少一扣一"})
    assert (second.target, second.details) == ("当日17时前", {"指标性质": "定性"})
    assert (third.target, third.details) == ("=应签尽签", {"度量单位": "%"})


def test_projects_one_under_another_with_sums_and_a_repeated_heading() -> None:
    found = read(
        """
2025年部门预算项目绩效目标表
单位名称	项目名称	预算数（万元）	年度目标	一级指标	二级指标	三级指标	指标值
合计	<	5					_
820001-某镇政府	甲	3	修路	产出指标	数量指标	里程	≥2公里
^	^	^	^	^	^	桥	=1座
单位名称	项目名称	预算数（万元）	年度目标	一级指标	二级指标	三级指标	指标值
820001-某镇政府	甲	3	修路	效益指标	社会效益指标	投诉	≤1起
820002-某镇站	99090424T000000718842-乙	2	种树	产出指标	数量指标	树	≥9棵
"""
    )
    assert found.leftovers == ()
    one, other = found.forms
    assert (one.unit, one.units, one.name, one.total, one.goals) == (
        "820001",
        ("某镇政府",),
        "甲",
        Decimal("30000.00"),
        ("修路",),
    )
    assert [row[2:4] for row in rows(one)] == [("里程", "≥2公里"), ("桥", "=1座"), ("投诉", "≤1起")]
    assert (other.unit, other.code, other.name) == ("820002", "99090424T000000718842", "乙")


def test_terms_side_by_side_that_share_their_levels() -> None:
    found = form(
        """
2024年度项目绩效目标表
项目名称	实训	金额（元）	5000	<	<
总体目标	中期目标	<	<	年度目标	<
^	三年建成。	<	<	今年开工。	<
一级指标	二级指标	三级指标	指标值	三级指标	指标值
产出指标	数量指标	建室	2间	建室	1间
^	质量指标	合格率	≥88%	_	_
"""
    )
    assert rows(found) == [
        ("产出指标", "数量指标", "建室", "2间", "中期"),
        ("产出指标", "数量指标", "建室", "1间", ""),
        ("产出指标", "质量指标", "合格率", "≥88%", "中期"),
    ]


def test_a_list_of_projects_without_indicators() -> None:
    found = read(
        """
2025年部门预算项目绩效目标公开表
单位：元
序号	预算单位	项目名称	项目支出合计	其中：财政拨款	项目绩效目标
合计	<	<	3,000.00	3,000.00	_
1	611001-某中心	站牌	1,000.00	1,000.00	看得清班次。
2	^	候车亭	2,000.00	2,000.00	雨天有遮挡。
注：本表不含涉密项目。
"""
    )
    assert [(item.unit, item.name, item.total, item.goals) for item in found.forms] == [
        ("611001", "站牌", Decimal("1000.00"), ("看得清班次。",)),
        ("611001", "候车亭", Decimal("2000.00"), ("雨天有遮挡。",)),
    ]


def test_levels_in_rows_of_their_own_and_a_number_that_nobody_filled_in() -> None:
    found = form(
        """
2023年度项目绩效目标表
项目名称	改厕	年度资金总额（万元）	134.70
序号	指标名称	指标值	计量单位	分值
一、产出指标（50分）	<	<	<	<
1	改造	≥118	座	20
2				_
二、满意度指标（10分）	<	<	<	<
1	满意度	≥90	%	10
合计	<	<	<	30
"""
    )
    assert rows(found) == [("产出指标", "", "改造", "≥118座", ""), ("满意度指标", "", "满意度", "≥90%", "")]


def test_what_became_of_the_goals_is_kept_apart_from_them() -> None:
    found = read(
        """
项目支出绩效自评表
（2023年度）
项目名称	检修	<	<
项目资金（万元）		年初预算数	全年执行数
^	年度资金总额	48	50.40
一级指标	二级指标	三级指标	年度指标值	实际完成值	得分
产出指标	数量指标	检修灯	≥168盏	171盏	10
"""
    )
    assert found.leftovers == ()
    (one,) = found.forms
    assert one.total == Decimal("480000.00")
    assert one.indicators[0].details == {}
    assert one.results == FormResults(
        kind="evaluation",
        spent=Money("504000.00"),
        indicators={"检修灯": {"actual": "171盏", "score": Points(10)}},
    )


@pytest.mark.parametrize("positions", [Positions.SPANS, Positions.ORDER])
def test_one_heading_over_both_levels(positions: Positions) -> None:
    """A sheet of before 2015: 评价内容 over 产出 and 数量目标."""
    page = sheet(
        """
2018年度财政支出项目绩效目标申报表
项目名称	烘茧房	预算数	73万元
项目总体绩效目标（长期目标）	全部改为电热。	<	<
项目年度绩效目标	改造二十二间。	<	<
评价内容	<	绩效内容	参考标准	绩效目标值
产出	数量目标	改造烘茧房	年度计划	22间
^	质量目标	验收合格	行业规范	100%
""",
        positions,
    )
    found = read_forms([page], WORDS)
    assert [item.text for item in found.leftovers] == []
    assert (found.forms[0].goals, found.forms[0].long_term_goals) == (("改造二十二间。",), ("全部改为电热。",))
    assert [
        (*row[:4], one.basis) for row, one in zip(rows(found.forms[0]), found.forms[0].indicators, strict=True)
    ] == [
        ("产出", "数量目标", "改造烘茧房", "22间", "年度计划"),
        ("产出", "质量目标", "验收合格", "100%", "行业规范"),
    ]


def test_goals_beside_what_the_whole_year_made_of_them_are_the_years() -> None:
    found = form("""
2022年度项目支出绩效自评表
项目名称	护林	预算数	57.6万元
年度目标完成情况	年初设定目标	全年实际完成情况	<
^	围栏连通。	尚有两处缺口。	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	补栽	≥2亩
""")
    assert (found.goals, found.long_term_goals) == (("围栏连通。",), ())
    assert found.results is not None
    assert found.results.results == ("尚有两处缺口。",)


@pytest.mark.parametrize("label", ["实际完成目标", "全年实际达到的目标", "实际实现的成效", "年度总体目标完成情况"])
def test_goals_beside_what_became_of_them(label: str) -> None:
    found = form(f"""
2022年度项目支出绩效自评表
项目名称	护林	预算数	57.6万元
年度目标完成情况	预期目标	{label}	<
^	围栏连通。	尚有两处缺口。	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	补栽	≥2亩
""")
    assert found.goals == ("围栏连通。",)
    assert found.results is not None
    assert found.results.results == ("尚有两处缺口。",)


def test_a_small_table_on_a_sheet_wider_than_it() -> None:
    found = form("""
2023年度区域绩效目标表
项目名称	供氧	<	预算数	2360万元
一级指标	二级指标	三级指标	指标值	备注
产出指标	数量指标	安装	≥640间	_
分配明细：	见下	<	<	<
乡镇	供氧房间（间）	分配金额	_	_
扎曲乡	210	780.00	_	_
多当乡	175	640.00	_	_
""")
    assert {label: found.details[label] for label in ("乡镇", "供氧房间（间）", "分配金额")} == {
        "乡镇": ("扎曲乡", "多当乡"),
        "供氧房间（间）": ("210", "175"),
        "分配金额": ("780.00", "640.00"),
    }


def test_parts_of_the_money_over_what_it_is_spent_on() -> None:
    found = form(
        """
部门整体绩效目标表
（2025年度）　　金额单位：万元
单位名称	457001-某中心	<	<
预算构成	支出类别	合计	财政拨款
^	基本支出	3.10	3.00
^	项目支出	2.00	2.00
^	合计	5.10	5.00
整体目标	库房无虫霉。	<	<
"""
    )
    assert (found.subject, found.unit, found.overall, found.total) == (
        "overall",
        "457001",
        "库房无虫霉。",
        Decimal("51000.00"),
    )
    assert found.sources == {
        "基本支出": Decimal("31000.00"),
        "项目支出": Decimal("20000.00"),
        "财政拨款": Decimal("50000.00"),
    }
    assert found.details == {"基本支出（财政拨款）（万元）": "3.00", "项目支出（财政拨款）（万元）": "2.00"}


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("总额：3万元\\n一、财政拨款：2万元\\n二、自有资金：1万元", {"自有资金": Decimal("10000.00")}),
        ("当年预算安排3万元，其中：财政拨款2万元，社会捐助1万元。", {"社会捐助": Decimal("10000.00")}),
    ],
)
def test_money_that_one_cell_tells(cell: str, parts: dict[str, Decimal]) -> None:
    found = form(f"2024年度项目绩效目标表\n项目名称	送餐\n预算资金	{cell}\n")
    assert (found.total, found.fiscal, found.sources) == (Decimal("30000.00"), Decimal("20000.00"), parts)


def test_a_plan_in_a_line_and_one_by_quarters() -> None:
    shares = {3: Decimal(20), 6: Decimal(45), 12: Decimal(100)}
    line = form("2024年度项目绩效目标表\n项目名称	甲\n资金支出计划	3月底：20%；6月底：45%；12月底：100%\n")
    quarters = "资金支出计划	一季度末	二季度末	四季度末\n^	20%	45%	100%\n"
    table = form(f"2024年度项目绩效目标表\n项目名称	甲	<	<\n{quarters}")
    assert line.spending_plan == table.spending_plan == shares


def test_a_form_that_nobody_filled_in() -> None:
    head = "项目支出绩效目标申报表\n（　　年度）\n项目名称	_	项目负责人	_\n"
    found = read(f"{head}项目属性	新增□　延续□	<	<\n填表人：　　　审核人：\n")
    assert (found.forms, found.leftovers) == ((), ())
    assert len(found.notes) == 1


@pytest.mark.parametrize(("text", "said"), [("单位：万元", Decimal("120000.00")), ("单位：元", Decimal("12.00"))])
def test_the_scale_is_said_anywhere_near(text: str, said: Decimal) -> None:
    for place in (
        f"2024年度绩效目标表\n{text}\n项目名称	甲	预算数	12\n",
        f"2024年度绩效目标表\n项目名称	甲	{text}	<\n预算数	12	<	<\n",
        f"2024年度绩效目标表\n项目名称	甲	预算数（{text[3:]}）	12\n",
    ):
        assert form(place).total == said
    bare = read("2024年度绩效目标表\n项目名称	甲	预算数	12\n").forms[0]
    assert bare.problems == ("nothing says whether its amounts are in 元 or 万元: name it with --scale",)
    large = read("2024年度绩效目标表\n项目名称	甲	预算数	120000\n").forms[0]
    assert (large.total, large.problems, len(large.assumptions)) == (Decimal("120000.00"), (), 1)


def test_what_is_no_label_is_none() -> None:
    """A number, a sentence or another label in the place of a label is named, and its neighbour with it."""
    found = read(
        "2024年度绩效目标表\n项目名称	甲	<	<\n12.5	13.5	14.5	15.5\n采购数量	采购方式	<	<\n"
    )
    assert found.forms[0].details == {}
    assert [item.text for item in found.leftovers] == ["12.5", "13.5", "14.5", "15.5", "采购方式"]


_words = st.sampled_from(sorted({word for group in WORDS.words.values() for word in group if len(word) < 12}))
_texts = st.one_of(
    _words,
    st.sampled_from(
        ["", "—", "……", "12.5", "≥95%", "2024年", "目标1：甲", "（万元）", "单位：万元", "合计", "☑新增 □延续"]
    ),
    st.text("甲乙：（）1.、 \n", max_size=9),
)
_cells = st.one_of(_texts, _texts, _texts, st.sampled_from(["<", "^"]))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_cells, min_size=1, max_size=7), min_size=1, max_size=9), st.sampled_from(Positions))
def test_no_cell_with_text_ends_nowhere(lines: list[list[str]], positions: Positions) -> None:
    text = "\n".join(
        "\t".join(
            cell.replace("\n", "\\n").replace("\t", " ") if at or cell != "<" else "" for at, cell in enumerate(line)
        )
        for line in lines
    )
    page = sheet(text, positions)
    found = read_forms([page], WORDS)
    told = {item.where for item in found.leftovers}
    filled = sum(len(row.filled) for row in page.rows)
    cells = [cell for cell in found.cells if cell.text.strip()]
    assert len(cells) == filled
    assert all(cell.key or cell.where in told for cell in cells)


def test_parts_that_stand_below_both_totals_are_of_the_term_of_their_column() -> None:
    found = form(
        """
2024年中央预算内投资项目绩效目标表
项目名称	冷库二期	实施单位	某中心
项目总投资	3,280.00万元	本年度投资计划	1,450.00万元
其中：中央预算内投资	2,000.00万元	其中：中央预算内投资	1,000.00万元
自筹资金	1,280.00万元	自筹资金	450.00万元
年度目标	建成主体。	<	<
"""
    )
    assert (found.total, found.problems) == (Decimal("14500000.00"), ())
    assert found.sources == {"中央预算内投资": Decimal("10000000.00"), "自筹资金": Decimal("4500000.00")}
    assert found.details["中央预算内投资（中期）"] == "2,000.00万元"


def _money(rows: str) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """Total and fiscal funds of a form with these rows, what was assumed, what is wrong with it."""
    found = form(
        f"2024年项目支出绩效目标申报表\n项目名称\t修桥\t实施单位\t某站\n{rows}\n年度目标\t汛前通车。\t<\t<\n"
        "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t修桥\t≥2座"
    )
    return str(found.total), str(found.fiscal), found.assumptions, found.problems


_BY_LABELS = "1: amounts that do not say their unit are taken in 万元, as the labels of others say"


@pytest.mark.parametrize(
    ("rows", "amounts"),
    [
        ("资金总额\t￥500000.00\t财政拨款\t人民币50万元整", ("500000.00", "500000.00")),
        ("资金总额（万元）\t50.00（万元）\t财政拨款（万元）\t50．00", ("500000.00", "500000.00")),
        ("资金总额：50（万元）\t<\t财政拨款\t500,000元", ("500000.00", "500000.00")),
    ],
)
def test_amounts_as_people_write_them(rows: str, amounts: tuple[str, str]) -> None:
    total, fiscal, _assumed, problems = _money(rows)
    assert ((total, fiscal), problems) == (amounts, ())


@pytest.mark.parametrize("rows", ["资金总额\t50\t财政拨款（万元）\t50", "资金总额\t5000\t财政拨款（万元）\t5000"])
def test_what_the_label_of_one_amount_says_holds_for_the_others(rows: str) -> None:
    total, fiscal, assumed, problems = _money(rows)
    assert total == fiscal
    assert (total in ("500000.00", "50000000.00"), assumed, problems) == (True, (_BY_LABELS,), ())


def test_a_total_in_yuan_above_a_part_in_ten_thousands_stays() -> None:
    total, fiscal, assumed, problems = _money("资金总额\t600000\t财政拨款（万元）\t50")
    assert (total, fiscal, problems) == ("600000.00", "500000.00", ())
    assert assumed == ("1: nothing says what its amounts are in: taken as 元 (else: --scale)",)


@pytest.mark.parametrize("read", [form, csv_of])
def test_labels_with_values_and_values_alone_below_headings(read: Callable[[str], FilledForm]) -> None:
    found = read("""
部门预算项目绩效自评表
（2021年度）
金额单位：万元
二、预算执行情况	预算安排情况（调整后）	<	资金到位情况	<	资金执行情况	预算执行进度
^	预算数：	186.20	到位数：	186.20	180.05	96.70%
三、目标完成情况	年度预期目标	<	<	具体完成情况	<	总体完成率
^	全县配备基本药物。	<	<	全部配备。	<	98%
四、指标完成情况	一级指标	二级指标	三级指标	预期指标值	实际完成值	自评得分
^	产出指标（50分）	数量指标	补助卫生室	143个	143个	50
^	预算执行率（10分）	<	<	100%	96.70%	9.67
""")
    assert (found.total, found.goals, found.details["总体完成率"]) == (Decimal(1862000), ("全县配备基本药物。",), "98%")
    assert found.results is not None
    assert found.results.spent == Decimal(1800500)
    assert (found.results.results, found.results.execution_points) == (("全部配备。",), Decimal("9.67"))
    assert [row.name for row in found.indicators] == ["补助卫生室"]


def test_a_rate_of_execution_below_a_level_is_an_indicator_or_named() -> None:
    found = read("""
项目支出绩效自评表
（2021年度）
项目名称	基本药物	<	预算数	186.20万元	<
一级指标	二级指标	三级指标	指标值	实际完成值	得分
产出指标	数量指标	补助卫生室	143个	143个	50
^	质量指标	预算执行率	100%	96%	10
^	资金执行率	<	100%	97%	9
""")
    (only,) = found.forms
    assert [(row.name, row.target) for row in only.indicators] == [("补助卫生室", "143个"), ("预算执行率", "100%")]
    assert only.results is not None
    assert only.results.execution_points is None
    assert {item.text for item in found.leftovers} >= {"97%", "9"}


NAMED = """
项目绩效目标表（2024年度）
{before}
项目资金（万元）	年度资金总额	9.00	福彩公益金	4.00
一级指标	二级指标	三级指标	指标值	备注
产出指标	数量指标	泵站	≥2座	_
"""


@pytest.mark.parametrize(
    "before",
    ["专项名称	排水体系	<	项目名称	排涝工程", "项目名称	排涝工程	<	专项名称	排水体系"],
)
def test_the_name_of_a_project_is_not_that_of_the_fund(before: str) -> None:
    found = form(NAMED.format(before=before))
    assert (found.name, found.details["专项名称"]) == ("排涝工程", "排水体系")
    assert found.sources == {"福彩公益金": Money("40000.00")}


@pytest.mark.parametrize("code", ["310188240035", "2024-LY-017", "2312-450000-04-01-000000"])
def test_a_code_of_another_kind_is_kept_as_a_detail_and_said(code: str) -> None:
    found = form(NAMED.format(before=f"项目名称	排涝工程	<	项目编码	{code}"))
    assert (found.code, found.details["项目编码"], found.problems) == ("", code, ())
    assert found.assumptions == (
        f"{found.where}: {code} is a code of another kind: it is kept as a detail, another one is computed",
    )


@pytest.mark.parametrize("code", ["13030324", "13030324AAAAAAAAAAAA", "13030324AAAAAAAAAAAAAA", "13030324AAAAAAAAAAA"])
def test_a_code_that_lacks_a_sign_is_a_slip(code: str) -> None:
    found = form(NAMED.format(before=f"项目名称	排涝工程	<	项目编码	{code}"))
    assert found.problems == (f"the project code is not 8 digits and 13 of 0-9 and A-Z: {code}",)


@pytest.mark.parametrize("label", ["专项业务经费名称", "业务工作经费名称", "省级专项资金名称"])
def test_a_name_may_be_that_of_what_is_paid_for(label: str) -> None:
    found = form(
        f"""
绩效目标表（2020年度）
{label}	桥梁检测	金额（元）	5000
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	桥梁	=72座
"""
    )
    assert (found.name, found.details) == ("桥梁检测", {})
