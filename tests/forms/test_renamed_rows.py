"""Rows of a form of ours that people renamed or put in: no amount becomes that of another term."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfcli.codec import from_toml
from perfcli.exact import Money
from perfcli.form import Form
from perfcli.forms.declared.built_in import builtin_forms
from perfcli.forms.reading import read_forms
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import WORDS, sheet

TERMS = """
项目支出绩效目标申报表（中期和年度）
（2024年度）
项目名称	<	古桥加固	<	<	<	<	<
主管部门及代码	<	335某局	<	实施单位	335001某站	<	<
项目属性	<	新增	<	项目期	三年	<	<
项目资金（万元）	<	中期资金总额：	60	<	年度资金总额：	31.2	<
^	<	其中：财政拨款	55	<	其中：财政拨款	30	<
^	<	其他资金	5	<	其他资金	1.2	<
总体目标	<	中期目标	<	<	年度目标	<	<
^	<	三年修完。	<	<	汛前通车。	<	<
绩效指标	一级指标	二级指标	三级指标	指标值	二级指标	三级指标	指标值
^	产出指标	数量指标	修桥	≥6座	数量指标	修桥	≥2座
"""
_TOTAL, _FISCAL, _OTHER = (
    line for line in TERMS.split("\n") if any(said in line for said in ("资金总额", "财政拨款", "其他资金"))
)
DETAILS = {"中期资金总额（万元）": "60", "中期财政拨款（万元）": "55", "中期其他资金（万元）": "5"}
KEPT = {"项目属性": "新增", "项目期": "三年"}


def read(text: str, form: Form) -> FilledForm:
    """What a sheet says by a form; nothing of it is left over."""
    found = read_forms([sheet(text)], WORDS, declared=[form])
    assert [(left.text, left.reason) for left in found.leftovers] == []
    (only,) = found.forms
    assert not only.problems
    return only


def _yuan(said: str | None) -> Money | None:
    """An amount in 万元."""
    return None if said is None else Money.parse(Decimal(said) * 10_000)


def renamed(row: str, *labels: str) -> str:
    """The sheet with other labels in a row, the first half first."""
    cells = row.split("\t")
    cells[2], cells[5] = labels
    return TERMS.replace(row, "\t".join(cells))


def below(row: str, *rows: str) -> str:
    """The sheet with rows put in."""
    return TERMS.replace(row, "\n".join((row, *rows)))


def _without(*parts: str) -> dict[str, object]:
    return {label: text for label, text in DETAILS.items() if label not in {f"中期{part}（万元）" for part in parts}}


@pytest.mark.parametrize(
    ("text", "fiscal", "other", "sources", "details"),
    [
        (TERMS, "30", "1.2", {}, DETAILS),
        (renamed(_FISCAL, "其中：财政拨款", "其中：财政资金"), "30", "1.2", {}, DETAILS),
        (
            renamed(_FISCAL, "其中：财政资金", "其中：财政拨款"),
            "30",
            "1.2",
            {},
            {**_without("财政拨款"), "财政资金（中期）（万元）": "55"},
        ),
        (
            renamed(_FISCAL, "其中：财政资金", "其中：财政资金"),
            "30",
            "1.2",
            {},
            {**_without("财政拨款"), "财政资金（中期）（万元）": "55"},
        ),
        (renamed(_OTHER, "其他资金", "上年结转"), 30, None, {"上年结转": "1.2"}, DETAILS),
        (renamed(_OTHER, "其他资金", "其他"), "30", "1.2", {}, DETAILS),
        (renamed(_OTHER, "其他", "其他"), "30", "1.2", {}, {**_without("其他资金"), "其他（中期）（万元）": "5"}),
        (
            renamed(_OTHER, "自筹资金", "自筹资金"),
            "30",
            None,
            {"自筹资金": "1.2"},
            {**_without("其他资金"), "自筹资金（中期）（万元）": "5"},
        ),
        (
            renamed(_OTHER, "自筹资金", "其他资金"),
            "30",
            "1.2",
            {},
            {**_without("其他资金"), "自筹资金（中期）（万元）": "5"},
        ),
        (
            renamed(_FISCAL, "一般公共预算", "一般公共预算"),
            None,
            "1.2",
            {"一般公共预算": "30"},
            {**_without("财政拨款"), "一般公共预算（中期）（万元）": "55"},
        ),
        (
            renamed(_TOTAL, "资金总额", "资金总额"),
            "30",
            "1.2",
            {},
            {**_without("资金总额"), "资金总额（中期）（万元）": "60"},
        ),
        (
            below(_FISCAL, "^	<	上年结转	2	<	上年结转	0.2	<"),
            "30",
            "1.2",
            {"上年结转": "0.2"},
            {**DETAILS, "上年结转（中期）（万元）": "2"},
        ),
        (
            below(_OTHER, "_	_	自筹资金	2	_	自筹资金	0.2	_"),
            "30",
            "1.2",
            {"自筹资金": "0.2"},
            {**DETAILS, "自筹资金（中期）（万元）": "2"},
        ),
        (
            below(_OTHER, "^	<	自筹资金：2万元	<	<	自筹资金：0.2万元	<	<"),
            "30",
            "1.2",
            {"自筹资金": "0.2"},
            {**DETAILS, "自筹资金（中期）": "2万元"},
        ),
        (
            below(_OTHER, "其他来源	<	自筹资金	2	<	自筹资金	0.2	<"),
            "30",
            "1.2",
            {"自筹资金": "0.2"},
            {**DETAILS, "自筹资金（中期）（万元）": "2"},
        ),
        (
            below(
                _OTHER,
                "^	<	备注	甲	<	备注	乙	<",
                "_	_	自筹资金	2	_	自筹资金	0.2	_",
            ),
            "30",
            "1.2",
            {"自筹资金": "0.2"},
            {**DETAILS, "备注": ("甲", "乙"), "自筹资金（中期）（万元）": "2"},
        ),
    ],
)
def test_amounts_of_the_year_stay_those_of_the_year(
    text: str, fiscal: str | None, other: str | None, sources: dict[str, str], details: dict[str, object]
) -> None:
    found = read(text, builtin_forms()["national-terms"])
    assert (found.total, found.fiscal, found.other) == (_yuan("31.2"), _yuan(fiscal), _yuan(other))
    assert dict(found.sources) == {label: _yuan(said) for label, said in sources.items()}
    assert dict(found.details) == {**KEPT, **details}
    assert (found.goals, found.long_term_goals) == (("汛前通车。",), ("三年修完。",))


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("^	_	_	修路	≥1公里	_	修路	≥1公里", "质量指标"),
        ("^	_	_	修路	≥1公里	时效指标	修路	≥1公里", "时效指标"),
        ("^	—	—	修路	≥1公里	—	修路	≥1公里", ""),
    ],
)
def test_a_row_put_in_between_indicators_is_of_the_levels_above_it(row: str, kind: str) -> None:
    last = TERMS.strip("\n").rsplit("\n", 1)[-1]
    text = TERMS.replace(last, "\n".join((last, last.replace("数量", "质量"), row)))
    found = read(text, builtin_forms()["national-terms"])
    levels = [(one.level1, one.kind) for one in found.indicators if not one.term]
    above = [("产出指标", "数量指标"), ("产出指标", "质量指标")]
    assert levels == [*above, ("产出指标" if kind else "", kind)]


def own_form(rows: str) -> Form:
    """A form of one's own with these rows of money."""
    return from_toml(
        f"""
name = "专项表"
title = "专项表（{{year}}年度）"
scale = "万元"
widths = [10, 10, 10, 10]
above = [[{{ label = "金额", key = "scale" }}]]
[[parts]]
rows = [
    [{{ label = "专项名称" }}, {{ key = "name", columns = 3 }}],
    [{{ label = "建什么" }}, {{ key = "purpose" }}, {{ label = "谁来管" }}, {{ key = "details.谁来管" }}],
    [{{ label = "负责人" }}, {{ key = "details.负责人" }}, {{ label = "电话" }}, {{ key = "details.电话" }}],
    [{{ label = "地点" }}, {{ key = "details.地点" }}, {{ label = "保修" }}, {{ key = "details.保修" }}],
{rows}
    [{{ label = "年度目标" }}, {{ key = "goals", columns = 3 }}],
]
""",
        Form,
    )


HEAD = """
专项表（2024年度）
金额单位：万元
专项名称	古桥加固	<	<
建什么	修路	谁来管	建设科
负责人	张三	电话	139
地点	某村	保修	一年
"""
BESIDE = own_form("""
    [{ label = "资金总额" }, { key = "budget.total" }, { label = "其中：财政" }, { key = "budget.fiscal" }],
    [{ label = "上级补助" }, { key = "budget.sources.上级补助" }, { label = "自筹" }, { key = "budget.other" }],
""")
TWO_PAIRS = "资金总额	31.2	其中：财政	30\n上级补助	10	自筹	1.2\n年度目标	通车。	<	<\n"


@pytest.mark.parametrize(
    ("before", "after", "purpose", "sources", "details"),
    [
        ("", "", "修路", {"上级补助": "10"}, {"谁来管": "建设科"}),
        ("上级补助", "市级补助", "修路", {"市级补助": "10"}, {"谁来管": "建设科"}),
        ("谁来管", "责任科室", "修路", {"上级补助": "10"}, {"责任科室": "建设科"}),
    ],
)
def test_the_other_cells_of_a_renamed_row_are_what_the_form_says(
    before: str, after: str, purpose: str, sources: dict[str, str], details: dict[str, str]
) -> None:
    text = HEAD + TWO_PAIRS
    found = read(text.replace(before, after) if before else text, BESIDE)
    assert (found.total, found.fiscal, found.other) == (_yuan("31.2"), _yuan("30"), _yuan("1.2"))
    assert found.purpose == purpose
    assert dict(found.sources) == {label: _yuan(said) for label, said in sources.items()}
    assert dict(found.details) == {**details, "负责人": "张三", "电话": "139", "地点": "某村", "保修": "一年"}


UNDER = own_form("""
    [{ label = "资金", rows = 3 }, { label = "来源" }, { label = "中期" }, { label = "年度" }],
    [{ label = "资金总额" }, { key = "details.中期资金总额" }, { key = "budget.total" }],
    [{ label = "财政拨款" }, { key = "details.中期财政拨款" }, { key = "budget.fiscal" }],
""")
STACKED = own_form("""
    [{ label = "中期资金", rows = 2 }, { label = "中期总额" }, { key = "details.中期总额", columns = 2 }],
    [{ label = "财政拨款" }, { key = "details.中期财政拨款", columns = 2 }],
    [{ label = "年度资金", rows = 2 }, { label = "年度总额" }, { key = "budget.total", columns = 2 }],
    [{ label = "财政拨款" }, { key = "budget.fiscal", columns = 2 }],
""")
LAST_YEAR = own_form("""
    [{ label = "资金总额" }, { key = "budget.total" }, { label = "上年资金总额" }, { key = "details.上年资金总额" }],
    [{ label = "财政拨款" }, { key = "budget.fiscal" }, { label = "上年财政拨款" }, { key = "details.上年财政拨款" }],
""")


@pytest.mark.parametrize(
    ("form", "money", "other_terms"),
    [
        (
            UNDER,
            "资金	来源	中期	年度\n^	资金总额	60	31.2\n^	财政资金	55	30\n",
            {"中期资金总额（万元）": "60", "财政资金（中期）（万元）": "55"},
        ),
        (
            STACKED,
            "中期资金	中期总额	60	<\n^	财政资金	55	<\n"
            "年度资金	年度总额	31.2	<\n^	财政资金	30	<\n",
            {"中期总额（万元）": "60", "财政资金（中期）（万元）": "55"},
        ),
        (
            LAST_YEAR,
            "资金总额	31.2	上年资金总额	60\n财政资金	30	财政资金	55\n",
            {"上年资金总额（万元）": "60", "财政资金（上年财政拨款）（万元）": "55"},
        ),
    ],
)
def test_amounts_below_headings_of_terms_or_of_other_years_are_none_of_this_year(
    form: Form, money: str, other_terms: dict[str, str]
) -> None:
    found = read(HEAD + money + "年度目标	通车。	<	<\n", form)
    assert (found.total, found.fiscal) == (_yuan("31.2"), _yuan("30"))
    assert not found.sources
    own = {"谁来管": "建设科", "负责人": "张三", "电话": "139", "地点": "某村", "保修": "一年"}
    assert dict(found.details) == {**own, **other_terms}
