"""A list of projects whose levels of indicators stand side by side, each over names and targets of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money
from perfcli.forms.filled import FilledForm
from perfcli.forms.reading import read_forms
from tests.forms.sheets import WORDS, csv_forms, form, rows, sheet

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
