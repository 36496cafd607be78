"""What differs between two records, in words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perfcli.changes import as_adjusted, differences
from perfcli.exact import Percent
from perfcli.keys import adjusted_differences, named_differences
from perfcli.model import Department, Indicator, Template, Unit


def told(before: Template | Department, after: Template | Department) -> list[str]:
    return [str(difference) for difference in differences(before, after)]


def test_equal_records_differ_in_nothing() -> None:
    assert told(Template(goals=("a",)), Template(goals=("a",))) == []


def test_every_key_with_its_values() -> None:
    before = Template(
        name="甲", goals=("一", "二"), spending_plan={3: Percent("25.00")}, indicators=(Indicator(kind="k", name="n"),)
    )
    after = Template(
        name="乙\n丙",
        goals=("一",),
        spending_plan={3: Percent("30.00"), 12: Percent("100.00")},
        indicators=(Indicator(kind="k", name="m"), Indicator(kind="x", target="≥1")),
    )
    assert told(before, after) == [
        "name: 甲 → 乙⏎丙",
        "goals[2]: 二 → (nothing)",
        "spending_plan.3: 25.00 → 30.00",
        "spending_plan.12: (nothing) → 100.00",
        "indicators[1].name: n → m",
        "indicators[2]: (nothing) → x / ≥1",
    ]
    assert told(Department(code="1"), Department(code="1", name="局", units=(Unit(code="1001"),))) == [
        'name: "" → 局',
        "units[1]: (nothing) → 1001",
    ]


def test_elements_of_lists_go_together_by_what_names_them() -> None:
    one, two, three = (Indicator(kind="数量指标", name=name, target=f"≥{name}") for name in "甲乙丙")
    assert told(Template(indicators=(one, two, three)), Template(indicators=(one, three))) == [
        "indicators[2]: 数量指标 / 乙 / ≥乙 → (nothing)"
    ]
    assert told(Template(indicators=(two, three)), Template(indicators=(one, two, three))) == [
        "indicators[1]: (nothing) → 数量指标 / 甲 / ≥甲"
    ]
    changed = Indicator(kind="数量指标", name="丙", target="≥9")
    assert told(Template(indicators=(one, two, three)), Template(indicators=(two, changed))) == [
        "indicators[2].target: ≥丙 → ≥9",
        "indicators[1]: 数量指标 / 甲 / ≥甲 → (nothing)",
    ]
    assert told(Template(goals=("一", "二", "三")), Template(goals=("二", "三"))) == ["goals[1]: 一 → (nothing)"]


def test_another_order_is_a_difference() -> None:
    assert told(Template(goals=("一", "二")), Template(goals=("二", "一"))) == ["goals: 一 / 二 → 二 / 一"]


def test_tables_in_another_order_are_told_by_their_names_and_one_by_one() -> None:
    one, two, three = (Indicator(kind="数量指标", name=name, target=f"≥{name}") for name in "甲乙丙")
    changed = Indicator(kind="数量指标", name="甲", target="≥9")
    assert told(Template(indicators=(one, two, three)), Template(indicators=(two, changed))) == [
        "indicators: 甲 / 乙 / 丙 → 乙 / 甲",
        "indicators[2].target: ≥甲 → ≥9",
        "indicators[3]: 数量指标 / 丙 / ≥丙 → (nothing)",
    ]


def test_an_order_is_no_adjustment() -> None:
    one, two, three = (Indicator(kind="数量指标", name=name, target=f"≥{name}") for name in "甲乙丙")
    new = Indicator(kind="数量指标", name="丁")
    before, after = Template(indicators=(one, two, three)), Template(indicators=(three, new, two))
    assert [str(one) for one in named_differences(before, after)] == [
        "indicators: 甲 / 乙 / 丙 → 丙 / 丁 / 乙",
        "indicators[丁].kind: (nothing) → 数量指标",
        "indicators[丁].name: (nothing) → 丁",
        "indicators[甲].kind: 数量指标 → (nothing)",
        "indicators[甲].name: 甲 → (nothing)",
        "indicators[甲].target: ≥甲 → (nothing)",
    ]
    assert [str(one) for one in adjusted_differences(before, after)] == [
        "indicators[丁].kind: (nothing) → 数量指标",
        "indicators[丁].name: (nothing) → 丁",
        "indicators[甲]: 数量指标 / 甲 / ≥甲 → (nothing)",
    ]
    assert adjusted_differences(before, Template(indicators=(two, three, one))) == []


def test_an_adjustment_keeps_no_structure_but_its_texts() -> None:
    rows = [{"name": "甲", "target": "≥1", "details": {}}, {"name": "乙", "details": {"备注": ["一", "二"]}}]
    assert as_adjusted(rows) == as_adjusted(tuple(rows)) == "甲 / ≥1\n乙 / 一 / 二"


@given(st.lists(st.sampled_from("甲乙丙丁"), max_size=6), st.lists(st.sampled_from("甲乙丙丁"), max_size=6))
def test_lists_that_differ_are_told_and_equal_ones_are_not(before: list[str], after: list[str]) -> None:
    said = told(Template(goals=tuple(before)), Template(goals=tuple(after)))
    assert bool(said) == (before != after)
