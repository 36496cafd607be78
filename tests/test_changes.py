"""What differs between two records, in words."""

from __future__ import annotations

from perfcli.changes import differences
from perfcli.exact import Percent
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
