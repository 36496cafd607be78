"""Sheets made from a form of ours that people changed a little: what the rest is read as does not change."""

from __future__ import annotations

import pytest

from perfcli.exact import Money
from perfcli.forms.declared.built_in import builtin_forms
from perfcli.forms.reading import first_declared, read_forms
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import WORDS, sheet

REGION = """
转移支付区域绩效目标表
（2024年度）
转移支付名称	<	古桥加固	<	<	<
项目编码	<	99090424T000000718842	<	<	<
主管部门及代码	<	335某局	<	资金使用单位	335001某站
下达地区	<	_	<	<	<
资金情况（万元）	<	年度金额：	<	31.2	<
^	<	其中：财政拨款	<	30	<
^	<	其他资金	<	1.2	<
^	<	中央补助	<	10	<
^	<	省级补助	<	20	<
^	<	地方资金	<	_	<
总体目标	<	汛前通车。	<	<	<
绩效指标	一级指标	二级指标	三级指标	<	指标值
^	产出指标	数量指标	修桥	<	≥2座
"""
UNIT = """
部门（单位）整体支出绩效目标申报表
（2024年度）
部门（单位）名称	<	335某局	<	<	<
部门（单位）职责	<	管桥	<	<	<
年度预算（万元）	<	资金总额	31.2	<	<
^	<	其中：财政拨款	30	<	<
^	<	其他资金	1.2	<	<
^	<	基本支出	_	<	<
^	<	项目支出	_	<	<
总体绩效目标	<	汛前通车。	<	<	<
年度目标	<	_	<	<	<
年度主要任务	<	任务名称	主要内容	<	任务金额
^	<	修桥	两座	<	31.2
绩效指标	一级指标	二级指标	三级指标	指标值	指标解释
^	产出指标	数量指标	修桥	≥2座	_
"""


def edited(text: str, slug: str, *changes: tuple[str, str]) -> FilledForm:
    """What a sheet says after these changes; nothing of it is left over."""
    for before, after in changes:
        assert text.count(before) == 1
        text = text.replace(before, after)
    found = read_forms([sheet(text)], WORDS, declared=[builtin_forms()[slug]])
    assert [(left.text, left.reason) for left in found.leftovers] == []
    (only,) = found.forms
    return only


SOURCES = {"中央补助": Money("100000.00"), "省级补助": Money("200000.00")}


@pytest.mark.parametrize(
    ("changes", "sources", "details"),
    [
        ((), SOURCES, {}),
        ((("^	<	省级补助	<	20	<\n", ""),), {"中央补助": Money("100000.00")}, {}),
        ((("下达地区	<	_	<	<	<\n", ""),), SOURCES, {}),
        (
            (("省级补助", "市级补助"),),
            {"中央补助": Money("100000.00"), "市级补助": Money("200000.00")},
            {},
        ),
        (
            (("^	<	地方资金", "^	<	社会捐助	_	5	_\n^	<	地方资金"),),
            {**SOURCES, "社会捐助": Money("50000.00")},
            {},
        ),
        (
            (("下达地区	<", "联系人	_	张三	_	联系电话	139\n下达地区	<"),),
            SOURCES,
            {"联系人": "张三", "联系电话": "139"},
        ),
        (
            (("下达地区	<	_	<	<	<", "下达的地区	<	某县	<	<	<"),),
            SOURCES,
            {"下达的地区": "某县"},
        ),
    ],
)
def test_rows_that_are_deleted_renamed_or_put_in(
    changes: tuple[tuple[str, str], ...], sources: dict[str, Money], details: dict[str, str]
) -> None:
    found = edited(REGION, "region", *changes)
    assert (found.name, found.code, found.unit, found.year) == ("古桥加固", "99090424T000000718842", "335001", 2024)
    assert (found.total, found.fiscal, found.other) == (Money("312000.00"), Money("300000.00"), Money("12000.00"))
    assert (dict(found.sources), dict(found.details)) == (sources, details)
    assert (found.goals, [row.target for row in found.indicators]) == (("汛前通车。",), ["≥2座"])


def test_a_label_that_says_another_unit_of_amounts_is_believed() -> None:
    yuan = (
        ("（万元）", "（元）"),
        ("31.2	<	<", "312000	<	<"),
        ("30	<	<", "300000	<	<"),
        ("1.2	<	<\n^	<	基", "12000	<	<\n^	<	基"),
    )
    found = edited(UNIT, "unit-overall", *yuan, ("两座	<	31.2", "两座	<	312000"))
    assert (found.total, found.fiscal, found.other) == (Money("312000.00"), Money("300000.00"), Money("12000.00"))
    assert found.details["任务金额（元）"] == "312000"


def test_a_label_that_says_no_unit_any_more_leaves_the_form_to_the_words() -> None:
    text = REGION.replace("（万元）", "")
    found = read_forms([sheet(text)], WORDS, declared=[builtin_forms()["region"]])
    assert [problem for form in found.forms for problem in form.problems] == [
        "nothing says whether its amounts are in 元 or 万元: name it with --scale"
    ]


@pytest.mark.parametrize("change", [("部门（单位）职责", "部门职责"), ("年度目标	<	_	<	<	<\n", "")])
def test_the_code_of_a_department_stands_beside_its_name(change: tuple[str, str]) -> None:
    found = edited(UNIT, "unit-overall", change)
    assert (found.subject, found.unit, found.units) == ("overall", "335", ("某局",))
    assert (found.overall, found.total) == ("汛前通车。", Money("312000.00"))


def test_it_does_on_a_form_that_is_read_by_its_words() -> None:
    found = edited(UNIT, "national", ("部门（单位）整体支出绩效目标申报表", "某省部门整体支出绩效目标申报表"))
    assert (found.subject, found.unit, found.units) == ("overall", "335", ("某局",))


OTHER = """
项目支出绩效目标申报表
（2024年度）
项目名称	<	古桥加固	<	<	<	<	<
项目编码	<	99090424T000000718842	<	<	<	<	<
主管部门及代码	<	335某局	<	实施单位	335001某站	<	<
项目属性	<	新增	<	项目期	三年	<	<
项目资金（万元）	<	中期资金总额：	<	90	年度资金总额：	<	31.2
^	<	其中：财政拨款	<	80	其中：财政拨款	<	30
^	<	其他资金	<	10	其他资金	<	1.2
总体目标	<	中期目标	<	<	年度目标	<	<
^	<	三年修完。	<	<	汛前通车。	<	<
绩效指标	一级指标	二级指标	三级指标	指标值	二级指标	三级指标	指标值
^	产出指标	数量指标	修桥	≥6座	数量指标	修桥	≥2座
"""


def test_another_form_under_the_same_title_is_not_taken_for_an_edited_one() -> None:
    found = edited(OTHER, "national")
    assert (found.total, found.fiscal, found.other) == (Money("312000.00"), Money("300000.00"), Money("12000.00"))
    assert (found.goals, found.long_term_goals) == (("汛前通车。",), ("三年修完。",))
    assert [(row.target, row.term) for row in found.indicators] == [("≥6座", "中期"), ("≥2座", "")]


def test_a_row_that_stands_twice_leaves_the_form_to_the_words() -> None:
    twice = "^	<	其中：财政拨款	<	30	<\n"
    text = REGION.replace(twice, twice + "^	<	其中：财政拨款	<	25	<\n").replace("下达地区", "下达的地区")
    found = read_forms([sheet(text)], WORDS, declared=[builtin_forms()["region"]])
    assert [form.details["主管部门及代码"] for form in found.forms] == ["335某局"]


def test_a_form_that_was_found_by_a_heading_that_does_not_count_is_looked_for_again() -> None:
    declared, said = [builtin_forms()["region"]], []
    for is_found in (True, False):
        page = sheet(REGION)
        (heading,) = (spot for row in page.rows for spot in row.filled if spot.text == "指标值")
        heading.unread = "struck through"
        begun = first_declared([page], WORDS, declared) if is_found else None
        assert (begun is not None) == is_found
        read = read_forms([page], WORDS, declared=declared, begun=begun)
        said.append(([form.indicators for form in read.forms], [left.text for left in read.leftovers]))
    assert said[0] == said[1]
    assert "指标值" in said[0][1]
