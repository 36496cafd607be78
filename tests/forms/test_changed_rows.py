"""Forms of changes with rows 调整前 and 调整后 of money and goals, or both side by side in one row; and why."""

from __future__ import annotations

import pytest

from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, read, text_of
from tests.forms.test_parted_targets import Read

EACH = [form, csv_of, text_of]

ROWS = """
项目绩效目标调整申请表（2024年）
金额单位：元
项目名称	秸秆还田	<	<	<	<	<
资金情况	类别	<	资金总额	财政拨款	自筹资金	调整原因
^	调整前	<	4,200,000.00	3,900,000.00	300,000.00	离田费用高
^	调整后	<	4,368,000.00	4,088,000.00	280,000.00	^
绩效目标	调整前	<	全部还田。	<	<	低洼地不宜
^	调整后	<	还田离田两手抓。	<	<	^
"""


def money(one: FilledForm) -> tuple[str, str, dict[str, str]]:
    """Total, fiscal funds and sources of a form as they are written."""
    return f"{one.total}", f"{one.fiscal}", {name: f"{value}" for name, value in one.sources.items()}


def changes(one: FilledForm) -> dict[str, tuple[object, object, str]]:
    """Before, after and reason of each key that a form says was changed."""
    assert one.changes is not None
    return {row.key: (row.before, row.after, row.reason) for row in one.changes.rows}


@pytest.mark.parametrize("read", EACH)
def test_rows_of_money_and_goals_with_a_column_of_reasons(read: Read) -> None:
    one = read(ROWS)
    assert money(one) == ("4368000.00", "4088000.00", {"自筹资金": "280000.00"})
    assert one.goals == ("还田离田两手抓。",)
    assert dict(one.details) == {
        "资金总额（调整前）（元）": "4,200,000.00",
        "财政拨款（调整前）（元）": "3,900,000.00",
        "自筹资金（调整前）（元）": "300,000.00",
        "资金情况（调整原因）": "离田费用高",
        "绩效目标（调整前）": "全部还田。",
        "绩效目标（调整原因）": "低洼地不宜",
    }
    assert changes(one) == {
        "budget.total": ("4200000.00", "4368000.00", "离田费用高"),
        "budget.fiscal": ("3900000.00", "4088000.00", "离田费用高"),
        "budget.sources.自筹资金": ("300000.00", "280000.00", "离田费用高"),
        "goals": ("全部还田。", ("还田离田两手抓。",), "低洼地不宜"),
    }


@pytest.mark.parametrize("read", EACH)
@pytest.mark.parametrize(
    ("rows", "was", "why"),
    [
        (
            "类别	资金总额	财政拨款	自筹资金	调整原因\n"
            "调整后	436.8	408.8	28	甲\n"
            "调整前	420	390	30	乙",
            "调整前",
            "甲",
        ),
        (
            "预算	资金总额	财政拨款	自筹资金	调整原因\n原批复	420	390	30	甲\n现批复	436.8	408.8	28	^",
            "原批复",
            "甲",
        ),
        (
            "资金	资金总额	财政拨款	自筹资金	备注\n"
            "原	420	390	30	甲\n"
            "现	436.8	408.8	28	_\n"
            "增减额	16.8	18.8	-2	_",
            "原",
            "甲",
        ),
        (
            "资金	资金总额	财政拨款	自筹资金	增减额	原因\n"
            "变更前	420	390	30	_	甲\n"
            "变更后	436.8	408.8	28	+16.8	^",
            "变更前",
            "甲",
        ),
        (
            "资金	资金总额	财政拨款	自筹资金	_\n年初批复数	420	390	30	_\n调整后数	436.8	408.8	28	_",
            "年初批复数",
            "",
        ),
    ],
)
def test_rows_of_money_in_any_order_and_by_any_names(read: Read, rows: str, was: str, why: str) -> None:
    one = read(f"项目绩效目标调整表（2024年）（单位：万元）\n项目名称	秸秆	<	<	<\n{rows}")
    assert money(one) == ("4368000.00", "4088000.00", {"自筹资金": "280000.00"})
    assert [one.details[f"{part}（{was}）（万元）"] for part in ("资金总额", "财政拨款", "自筹资金")] == [
        "420",
        "390",
        "30",
    ]
    assert changes(one)["budget.fiscal"] == ("3900000.00", "4088000.00", why)


UNNAMED = """
项目绩效目标调整表（2024年）（单位：万元）
项目名称	秸秆	<	<	<
资金总额	20	<	<	<
{rows}
"""


@pytest.mark.parametrize(
    "rows",
    [
        "绩效目标	调整前	甲地净。	<	低洼地不宜\n^	调整后	乙地净。	<	^",
        "绩效目标	调整后	乙地净。	<	低洼地不宜\n^	调整前	甲地净。	<	^",
        "年度目标	变更前	甲地净。	<	低洼地不宜\n^	变更后	乙地净。	<	_",
        "调整前	绩效目标	甲地净。	<	低洼地不宜\n调整后	绩效目标	乙地净。	<	_",
    ],
)
def test_a_text_beside_goals_that_nothing_heads_is_no_goal_and_is_named(rows: str) -> None:
    found = read(UNNAMED.format(rows=rows))
    (one,) = found.forms
    assert one.goals == ("乙地净。",)
    assert [text for label, text in one.details.items() if "前）" in label] == ["甲地净。"]
    assert [item.text for item in found.leftovers] == ["低洼地不宜"]


@pytest.mark.parametrize("read", EACH)
@pytest.mark.parametrize(
    "row",
    [
        "年度目标	调整前	甲地净。	调整后	乙地净。",
        "年度目标	现目标	乙地净。	原目标	甲地净。",
        "年度目标	变更前：甲地净。	<	变更后：乙地净。	<",
    ],
)
def test_goals_before_and_after_a_change_side_by_side(read: Read, row: str) -> None:
    one = read(UNNAMED.format(rows=row))
    assert (one.goals, changes(one)["goals"][0]) == (("乙地净。",), "甲地净。")


@pytest.mark.parametrize("read", EACH)
def test_goals_beside_why_they_were_changed(read: Read) -> None:
    one = read(
        UNNAMED.format(rows="年度目标	调整前	甲地净。	调整原因	低洼\n^	调整后	乙地净。	^	^")
    )
    assert changes(one)["goals"] == ("甲地净。", ("乙地净。",), "低洼")


WAS = "年度资金总额：268.00\\n其中：财政拨款：250.00\\n其他资金：18.00"
IS = "年度资金总额：231.50\\n其中：财政拨款：216.50\\n其他资金：15.00"


@pytest.mark.parametrize("read", EACH)
@pytest.mark.parametrize(
    "rows",
    [
        f"项目资金\\n（万元）	调整前	{WAS}	调整后	{IS}",
        f"项目资金（万元）	调整后	{IS}	调整前	{WAS}",
        f"项目资金（万元）	调整前	{WAS}	<	<\n^	调整后	{IS}	<	<",
        f"项目资金（万元）	调整前	<	调整后	<\n^	{WAS}	<	{IS}	<",
    ],
)
def test_amounts_before_and_after_a_change_in_lines_of_one_cell(read: Read, rows: str) -> None:
    one = read(f"项目绩效目标调整表（2025年）\n项目名称	机井	<	<	<\n{rows}\n")
    assert (f"{one.total}", f"{one.fiscal}", f"{one.other}") == ("2315000.00", "2165000.00", "150000.00")
    assert dict(one.details) == {
        "年度资金总额（调整前）（万元）": "268.00",
        "财政拨款（调整前）（万元）": "250.00",
        "其他资金（调整前）（万元）": "18.00",
    }


@pytest.mark.parametrize("read", EACH)
def test_amounts_of_a_section_that_only_speaks_of_money_are_all_of_it(read: Read) -> None:
    rows = "资金情况	变更前	420	其中：财政拨款	390\n^	变更后	436.8	其中：财政拨款	408.8"
    one = read(f"项目绩效目标调整表（2025年）（单位：万元）\n项目名称	机井	<	<	<\n{rows}\n")
    assert money(one)[:2] == ("4368000.00", "4088000.00")


@pytest.mark.parametrize(
    "rows",
    [
        "项目资金	批复数	268	调整数	231.5",
        "项目资金	批复数	调整数	原因	<\n资金总额	268	231.5	井数	<\n财政拨款	250	216.5	_	<",
    ],
)
def test_an_approved_budget_is_not_what_a_change_left(rows: str) -> None:
    one = form(f"项目绩效目标调整表（2025年）（单位：万元）\n项目名称	机井	<	<	<\n{rows}\n")
    assert one.problems == ("批复数: it is changed, and nothing says what the budget became",)


def test_rows_that_may_be_the_budget_or_its_change_are_named() -> None:
    rows = "资金情况	类别	资金总额	财政拨款	自筹资金\n_	批复数	420	390	30\n_	调整数	436.8	408.8	28"
    found = read(f"项目绩效目标调整表（2025年）（单位：万元）\n项目名称	机井	<	<	<\n{rows}\n")
    assert [item.text for item in found.leftovers] == ["420", "390", "30", "436.8", "408.8", "28"]


def test_amounts_that_no_headings_tell_apart_are_named() -> None:
    rows = "资金情况	批复	<	<\n^	调整前	420	390\n^	调整后	436.8	408.8"
    found = read(f"项目绩效目标调整表（2025年）（单位：万元）\n项目名称	机井	<	<\n{rows}\n")
    assert [one.total for one in found.forms] == [None]
    assert [item.text for item in found.leftovers] == ["调整前", "420", "390", "调整后", "436.8", "408.8"]


@pytest.mark.parametrize("read", EACH)
def test_goals_below_money_with_columns_before_and_after(read: Read) -> None:
    one = read(
        """
项目绩效目标调整表（2025年）（单位：万元）
项目名称	机井	<	<	<
资金	调整前	调整后	增减额	调整原因
资金总额	268	231.5	-36.5	井数少
财政拨款	250	216.5	-33.5	_
绩效目标	十四眼，饮水。	十一眼，用太阳能。	_	禁采区
"""
    )
    assert changes(one) == {
        "budget.total": ("2680000.00", "2315000.00", "井数少"),
        "budget.fiscal": ("2500000.00", "2165000.00", "井数少"),
        "goals": ("十四眼，饮水。", ("十一眼，用太阳能。",), "禁采区"),
    }


@pytest.mark.parametrize("read", EACH)
def test_what_was_spent_until_a_change_is_no_evaluation_of_the_year(read: Read) -> None:
    one = read(
        """
预算项目绩效指标调整申请表（2022年度）（单位：万元）
项目名称	行道树	<	<
年初批复预算	88.00	申请调减金额	17.76
调整后预算	70.24	截至申请日已支出	21.35
"""
    )
    assert one.results is None
    assert dict(one.details) == {
        "申请调减金额": "17.76",
        "年初批复预算（调整前）（万元）": "88.00",
        "截至申请日已支出（万元）": "21.35",
    }
    assert changes(one) == {"budget.total": ("880000.00", "702400.00", "")}


@pytest.mark.parametrize("read", EACH)
def test_targets_below_one_word_for_before_and_after(read: Read) -> None:
    one = read(
        """
项目绩效目标调整表（2025年）
项目名称	机井	<	<	<	<
一级指标	二级指标	三级指标	指标值	<	调整原因
^	^	^	现	原	^
产出指标	数量指标	打机井	≥11眼	≥14眼	禁采区
^	^	太阳能	≥11套	—	新增
"""
    )
    assert [(row.name, row.target, row.details) for row in one.indicators] == [
        ("打机井", "≥11眼", {"原指标值": "≥14眼", "调整原因": "禁采区"}),
        ("太阳能", "≥11套", {"调整原因": "新增"}),
    ]


@pytest.mark.parametrize("read", EACH)
@pytest.mark.parametrize(
    ("was", "holds"),
    [("原目标", "现目标"), ("原绩效目标", "调整后绩效目标"), ("调整前目标", "调整后目标"), ("原年度目标", "新目标")],
)
def test_goals_by_their_own_labels_in_one_row(read: Read, was: str, holds: str) -> None:
    found = read(
        f"""
项目绩效目标调整表（2024年）（单位：万元）
项目名称	护林	<	<
原预算	20	调整后预算	25
{was}	护好林。	{holds}	护得更好。
一级指标	三级指标	调整前指标值	调整后指标值
产出指标	巡护	≥20公里	≥25公里
"""
    )
    assert (f"{found.total}", found.goals, found.details[was]) == ("250000.00", ("护得更好。",), "护好林。")
