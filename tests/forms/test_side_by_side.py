"""A list of projects whose levels of indicators stand side by side, each over names and targets of its own."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from perfcli.exact import Money
from perfcli.forms.reading import read_forms
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import WORDS, csv_forms, csv_of, form, rows, sheet, text_of

CODES = "99090425T000000301144", "99090425T000000301152"
TWO_TIERS = f"""
部门预算项目绩效目标汇总表
预算年度：2025　　　　金额单位：万元
单位编码\\n（项目编码）	单位名称\\n（项目名称）	项目金额	<	绩效目标	产出指标	<	满意度指标	<
^	^	资金总额	单位资金	^	三级指标	指标值	三级指标	指标值
602	渡口县交通局	50.00	5.00	_	_	_	_	_
602001	渡口县渡运所	50.00	5.00	_	_	_	_	_
{CODES[0]}	渡船换新	30.00	5.00	渡船都换成钢的。	换新渡船	≥3艘	乘客满意度	≥90%
^	^	^	^	^	检验合格率	100%	_	_
{CODES[1]}	码头修缮	20.00	_	修两处码头。	修缮码头	=2处	村民满意度	≥85%
"""
THREE_TIERS = (
    TWO_TIERS.replace("绩效目标	产出指标	<	满意度指标	<", "绩效目标	绩效指标	<	<	<")
    .replace("（项目编码）	单位名称\\n（项目名称）", "（项目编码）	单位（项目）名称")
    .replace(
        "^	^	资金总额	单位资金	^	三级指标	指标值	三级指标	指标值",
        "^	^	资金总额	单位资金	^	产出指标	<	满意度指标	<\n"
        "^	^	^	^	^	三级指标	指标值	三级指标	指标值",
    )
)
UNITS_APART = (
    TWO_TIERS.replace("单位编码\\n（项目编码）	单位名称\\n（项目名称）", "单位名称	项目名称")
    .replace("602	渡口县交通局	50.00", "合计	_	50.00")
    .replace("602001	渡口县渡运所	50.00	5.00	_	_	_	_	_\n", "")
    .replace(CODES[0], "602001渡口县渡运所")
    .replace(CODES[1], "602001渡口县渡运所")
)


def _more(first: str, second: str, value: str, others: str = "_") -> Callable[[str], str]:
    """The list with a column more at its left or right end."""

    def change(line: str) -> str:
        if "\t" not in line:
            return line
        text = first if "绩效目标" in line else second if "三级指标" in line else value if CODES[0] in line else others
        return f"{line}\t{text}"

    return change


FORMS = {
    "two rows of headings": TWO_TIERS,
    "three": THREE_TIERS,
    "units and projects in columns of their own": UNITS_APART,
    "a column more": "\n".join(map(_more("备注", "^", "续建"), TWO_TIERS.strip("\n").split("\n"))),
}


def _told(found: FilledForm) -> list[tuple[str, str, str, str, str]]:
    assert (found.unit, found.units[0]) == ("602001", "渡口县渡运所")
    return rows(found)


@pytest.mark.parametrize("as_csv", [False, True])
@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_each_level_has_names_and_targets_of_its_own(text: str, as_csv: bool) -> None:
    if as_csv:
        forms = csv_forms(text)
    else:
        found = read_forms([sheet(text)], WORDS)
        assert [(item.where, item.text) for item in found.leftovers] == []
        forms = list(found.forms)
    assert [(form.name, form.total, form.goals) for form in forms] == [
        ("渡船换新", Money("300000.00"), ("渡船都换成钢的。",)),
        ("码头修缮", Money("200000.00"), ("修两处码头。",)),
    ]
    assert _told(forms[0]) == [
        ("产出指标", "", "换新渡船", "≥3艘", ""),
        ("满意度指标", "", "乘客满意度", "≥90%", ""),
        ("产出指标", "", "检验合格率", "100%", ""),
    ]
    assert _told(forms[1]) == [("产出指标", "", "修缮码头", "=2处", ""), ("满意度指标", "", "村民满意度", "≥85%", "")]


def test_a_row_of_amounts_alone_that_is_called_as_a_unit_is_one() -> None:
    lines = [
        "\t".join(line.split("\t")[1:]) if "\t" in line else line
        for line in TWO_TIERS.strip("\n").replace("602001	渡口县渡运所", "602001	335001渡口县渡运所").split("\n")
    ]
    found = read_forms([sheet("\n".join(lines))], WORDS)
    assert [(form.name, form.unit, form.total) for form in found.forms] == [
        ("渡船换新", "335001", Money("300000.00")),
        ("码头修缮", "335001", Money("200000.00")),
    ]


def test_levels_two_side_by_side_have_the_levels_one_of_the_framework() -> None:
    text = TWO_TIERS.replace("	产出指标	<	满意度指标	<", "	数量指标	<	经济效益指标	<")
    found = read_forms([sheet(text)], WORDS).forms[0]
    assert [row[:2] for row in rows(found)][:2] == [("产出指标", "数量指标"), ("效益指标", "经济效益指标")]


def test_operator_and_measure_stand_in_each_group() -> None:
    found = read_forms(
        [
            sheet(
                """
项目绩效目标汇总表（2025年度）
项目名称	金额（万元）	产出指标	<	<	<	效益指标	<	<	<
^	^	指标名称	性质	指标值	单位	指标名称	性质	指标值	单位
渡船换新	30.00	换新渡船	≥	3	艘	夜渡村数	≤	9	个
"""
            )
        ],
        WORDS,
    ).forms[0]
    assert rows(found) == [("产出指标", "", "换新渡船", "≥3艘", ""), ("效益指标", "", "夜渡村数", "≤9个", "")]


def test_levels_side_by_side_in_the_form_of_one_project() -> None:
    found = form(
        """
项目支出绩效目标表（2025年度）
项目名称	渡船换新	<	<
总投资（万元）	90.00	本年投资（万元）	30.00
产出指标	<	效益指标	<
指标名称	指标值	指标名称	指标值
换新渡船	≥3艘	夜渡村数	≥9个
检验合格率	100%	_	_
"""
    )
    assert found.total == Money("300000.00")
    assert rows(found) == [
        ("产出指标", "", "换新渡船", "≥3艘", ""),
        ("效益指标", "", "夜渡村数", "≥9个", ""),
        ("产出指标", "", "检验合格率", "100%", ""),
    ]


SIDES = """
部门（单位）整体绩效目标申报表（2025年度）（单位：万元）
部门名称	市场检验所	<	<	<
资金情况	收入构成	<	支出构成	<
^	财政拨款	468.9	人员类项目支出	312.4
^	其他资金	25	特定目标类项目支出	181.5
^	合计	493.9	合计	493.9
整体目标	检验准确。	<	<	<
一级指标	三级指标	指标值	<	<
产出指标	食品抽检	≥2000批次	<	<
"""


@pytest.mark.parametrize("read", [form, csv_of])
def test_income_and_spending_stand_beside_each_other_over_their_amounts(read: Callable[[str], FilledForm]) -> None:
    found = read(SIDES)
    assert (found.total, found.fiscal, found.other) == (Money("4939000"), Money("4689000"), Money("250000"))
    assert found.sources == {"人员类项目支出": Money("3124000"), "特定目标类项目支出": Money("1815000")}
    project = (
        SIDES.replace("部门（单位）整体", "项目").replace("部门名称", "项目名称").replace("人员类项目支出", "设备购置")
    )
    found = read(project.replace("收入构成", "资金来源").replace("支出构成", "资金使用"))
    assert (found.total, found.fiscal, found.sources) == (Money("4939000"), Money("4689000"), {})
    assert found.details == {"设备购置（万元）": "312.4", "特定目标类项目支出（万元）": "181.5"}


def test_goals_of_the_years_of_building_are_not_the_years() -> None:
    found = form("""
专项债券项目绩效目标表（2025年度）
项目名称	冷链物流园	<	<
绩效目标	建设期绩效目标	年度绩效目标	<
^	建成冷库。	主体封顶。	<
一级指标	三级指标	指标值	<
产出指标	建筑面积	≥2万平方米	<
""")
    assert (found.long_term_goals, found.goals) == (("建成冷库。",), ("主体封顶。",))


def test_an_amount_that_nobody_filled_in_is_not_the_label_behind_it() -> None:
    found = csv_of("""
项目绩效目标申报表（2025年度）
项目名称	冷链物流园	<	<
上年预算额（元）	_	上年执行数（元）	_
其他资金	_	租赁收入	12
一级指标	三级指标	指标值	<
产出指标	建筑面积	≥2万平方米	<
""")
    assert found.details == {"租赁收入": "12"}


def test_a_row_called_as_a_unit_whose_amount_is_no_sum_is_named() -> None:
    found = read_forms(
        [
            sheet("""
2025年部门项目绩效目标表（单位：万元）
单位、项目名称	项目金额	三级指标	指标值
渡口县渡运所	50.00	_	_
渡船换新	30.00	换新渡船	≥3艘
码头修缮	20.00	修缮码头	=2处
渡口应急救援站	15.00	_	_
渡口县航道所	12	_	_
航标换新	12.00	换航标	≥3座
""")
        ],
        WORDS,
    )
    assert [one.name for one in found.forms] == ["渡船换新", "码头修缮", "航标换新"]
    reason = "taken for a unit, but not the sum of the projects below it"
    assert [(one.text, one.reason) for one in found.leftovers] == [("渡口应急救援站", reason), ("15.00", reason)]


def test_columns_named_below_income_and_below_spending_are_headings_too() -> None:
    found = form("""
项目绩效目标申报表（2025年度）（单位：万元）
项目名称	护栏安装	<	<	<
项目资金	收入情况	<	支出情况	<
^	项目	金额	项目	金额
^	财政拨款	30	材料费	20
^	自筹资金	5	人工费	15
^	小计	35	小计	35
一级指标	三级指标	指标值	<	<
产出指标	护栏	≥41处	<	<
""")
    assert (found.fiscal, found.sources) == (Money("300000"), {"自筹资金": Money("50000")})
    assert found.details == {"材料费（万元）": "20", "人工费（万元）": "15", "小计（万元）": ("35", "35")}


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_what_was_spent_stands_beside_the_budget_with_its_parts_below(read: Callable[[str], FilledForm]) -> None:
    found = read(
        """
项目支出绩效自评表（2022年度）
项目名称	窨井盖更换	<	主管部门	住建局	<
预算执行情况（万元）	预算数：	45.80	执行数：	43.51	_
^	其中：财政拨款	40.00	其中：财政拨款	38.00	_
^	其他资金	5.80	其他资金	5.51	_
绩效指标	一级指标	三级指标	预期指标值	实际完成值	偏差原因
^	产出指标	更换窨井盖	600套	581套	封路
"""
    )
    assert (found.total, found.fiscal, found.other) == (Decimal(458000), Decimal(400000), Decimal(58000))
    assert found.results is not None
    assert found.results.spent == Decimal(435100)
    assert {name: part["spent"] for name, part in found.results.parts.items()} == {
        "财政拨款": Decimal(380000),
        "其他资金": Decimal(55100),
    }
    assert found.details == {"主管部门": "住建局"}


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_tables_side_by_side_have_names_of_their_own_whatever_these_are_called(
    read: Callable[[str], FilledForm],
) -> None:
    found = read("""
专项资金绩效目标表
（2024年度）
项目名称	支渠衬砌	<	<	<	<	<	<
总体目标	实施期总目标	<	<	<	年度目标	<	<
	三年衬砌支渠26公里。	<	<	<	衬砌支渠9.5公里。	<	<
绩效指标	一级指标	二级指标	指标内容	指标值	二级指标	指标内容	指标值
	产出指标	数量指标	衬砌支渠	26公里	数量指标	衬砌支渠	9.5公里
		时效指标	全部完工	2026年11月底前	时效指标	春灌通水	3月20日前
""")
    assert [(row.name, row.target, row.term, row.details) for row in found.indicators] == [
        ("衬砌支渠", "26公里", "中期", {}),
        ("衬砌支渠", "9.5公里", "", {}),
        ("全部完工", "2026年11月底前", "中期", {}),
        ("春灌通水", "3月20日前", "", {}),
    ]


@pytest.mark.parametrize("read_one", [form, csv_of])
def test_a_row_for_each_place_has_the_targets_of_its_indicators(read_one: Callable[[str], FilledForm]) -> None:
    found = read_one("""
2021年粪污集中处理补助资金绩效目标分解表
金额单位：万元
资金名称	集中处理补助资金	<	<	资金总额	<	133.90
总体目标	就近处理、就近还田。	<	<	<	<	<
序号	乡镇	补助资金	产出指标	<	效益指标	满意度指标
^	^	^	数量指标	时效指标	生态效益指标	服务对象满意度指标
^	^	^	新建处理站（座）	投用时间	粪污还田率	农户满意度
1	竹篱乡	62.40	≥3	2021年10月底	≥80%	≥90%
2	柳荫镇	71.50	—	2021年9月底	≥85%	≥92%
合计	<	133.90	3	_	_	_
制表人：某某
""")
    assert [(row.level1, row.kind, row.name, row.target, dict(row.details)) for row in found.indicators] == [
        ("产出指标", "数量指标", "新建处理站（座）", "", {"竹篱乡": "≥3"}),
        ("产出指标", "时效指标", "投用时间", "", {"竹篱乡": "2021年10月底", "柳荫镇": "2021年9月底"}),
        ("效益指标", "生态效益指标", "粪污还田率", "", {"竹篱乡": "≥80%", "柳荫镇": "≥85%"}),
        ("满意度指标", "服务对象满意度指标", "农户满意度", "", {"竹篱乡": "≥90%", "柳荫镇": "≥92%"}),
    ]
    assert found.total == Money("1339000")
    assert found.details["补助资金（竹篱乡）（万元）"] == "62.40"


BANDS = """
县2024年项目支出绩效目标表
项目名称	廊桥加固	<	<	<	<	<
年度资金总额（万元）	106.40	<	<	<	<	<
绩效指标	产出指标	<	<	效益指标	<	<
^	二级指标	三级指标	指标值	二级指标	三级指标	指标值
^	数量指标	加固廊桥	5座	社会效益指标	恢复通行	4座
^	_	更换木柱	≥64根	^	讲桥课	≥16节
^	质量指标	木构件合格率	≥95%	可持续影响指标	签约护桥人	1名
^	成本指标	<	<	满意度指标	<	<
^	二级指标	三级指标	指标值	二级指标	三级指标	指标值
^	经济成本指标	单桥费用	≤22万元	服务对象满意度指标	村民满意度	≥90%
^	_	_	_	^	护桥人满意度	≥85%
"""


def test_other_levels_one_may_stand_over_the_sides_further_down() -> None:
    assert [(row.level1, row.kind, row.name) for row in form(BANDS).indicators] == [
        ("产出指标", "数量指标", "加固廊桥"),
        ("效益指标", "社会效益指标", "恢复通行"),
        ("产出指标", "数量指标", "更换木柱"),
        ("效益指标", "社会效益指标", "讲桥课"),
        ("产出指标", "质量指标", "木构件合格率"),
        ("效益指标", "可持续影响指标", "签约护桥人"),
        ("成本指标", "经济成本指标", "单桥费用"),
        ("满意度指标", "服务对象满意度指标", "村民满意度"),
        ("满意度指标", "服务对象满意度指标", "护桥人满意度"),
    ]
