"""Sums: exact, rounded once a project, by every grouping."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcli.exact import Money, Percent
from perfcli.model import Budget, Project, every_checkpoint
from perfcli.summary import summarise
from tests.strategies import amounts, plans


def project(
    total: str = "0.00", plan: dict[int, str] | None = None, unit: str = "335001", year: int = 2021, template: str = ""
) -> Project:
    amount = Money.parse(Decimal(total))
    shares = {month: Percent.parse(Decimal(share)) for month, share in (plan or {}).items()}
    budget = Budget(total=amount, fiscal=amount, other=Money("0.00"))
    return Project(code="c", name="n", unit=unit, year=year, template=template, budget=budget, spending_plan=shares)


@pytest.mark.parametrize(
    ("total", "share", "planned"),
    [
        ("0.05", "50", "0.03"),
        ("0.05", "49.99", "0.02"),
        ("0.01", "50", "0.01"),
        ("0.01", "49.999999999999999999", "0.00"),
        ("100.00", "33.333333333333336", "33.33"),
        ("70000000000000", "99.99999999999999999", "70000000000000.00"),
        ("69999999999999.99", "33.33333333333333333333", "23333333333333.33"),
        ("10.00", "120", "12.00"),
        ("10.00", "0", "0.00"),
    ],
)
def test_a_planned_amount_is_rounded_half_up(total: str, share: str, planned: str) -> None:
    assert str(project(total, {12: share}).planned(12)) == planned


def test_rounded_for_each_project_and_then_summed() -> None:
    rows = [project("0.05", {6: "50"}) for _number in range(3)]
    assert summarise(rows, ("year",))[2021,].planned == {6: Decimal("0.09")}


def test_checkpoints_are_the_union_and_carry_forward() -> None:
    rows = [
        project("100", {3: "10", 10: "50", 12: "100"}),
        project("200", {6: "50", 12: "90"}, unit="335002"),
        project("400", unit="336001"),
    ]
    assert every_checkpoint(rows) == [3, 6, 10, 12]
    groups = summarise(rows, ("unit",))
    assert {key[0]: list(map(str, sums.planned.values())) for key, sums in groups.items()} == {
        "335001": ["10.00", "10.00", "50.00", "100.00"],
        "335002": ["0.00", "100.00", "100.00", "180.00"],
        "336001": ["0.00", "0.00", "0.00", "0.00"],
    }
    assert list(groups["335001",].planned) == [3, 6, 10, 12]


def test_months_out_of_order() -> None:
    row = project("100", {12: "100", 3: "10", 6: "40"})
    assert [str(row.planned(month)) for month in (1, 3, 5, 6, 11, 12)] == [
        *("0.00", "10.00", "10.00"),
        *("40.00", "40.00", "100.00"),
    ]


def test_groupings_by_rising_keys() -> None:
    rows = [
        project("4", unit="336001", year=2022, template="b"),
        project("2", unit="335002", template="a"),
        project("1", template="a"),
        project("8", unit="336001"),
    ]

    def totals(*by: str) -> dict[tuple[int | str, ...], tuple[int, str]]:
        return {key: (sums.projects, str(sums.total)) for key, sums in summarise(rows, by).items()}

    assert list(totals("year", "unit").items()) == [
        ((2021, "335001"), (1, "1.00")),
        ((2021, "335002"), (1, "2.00")),
        ((2021, "336001"), (1, "8.00")),
        ((2022, "336001"), (1, "4.00")),
    ]
    assert list(totals("department").items()) == [(("335",), (2, "3.00")), (("336",), (2, "12.00"))]
    assert list(totals("template").items()) == [(("",), (1, "8.00")), (("a",), (2, "3.00")), (("b",), (1, "4.00"))]
    assert totals("template", "year", "department")["a", 2021, "335"] == (2, "3.00")
    assert summarise([], ("year",)) == {}


def test_sums_beyond_what_64_bits_of_fen_hold() -> None:
    row = project("70000000000000", {12: "100"})
    sums = summarise([row] * 2000, ("year",))[2021,]
    assert (str(sums.total), str(sums.planned[12])) == ("140000000000000000.00",) * 2


rows_of_projects = st.lists(
    st.builds(
        lambda total, other, plan, unit, year: Project(
            code="c",
            name="n",
            unit=unit,
            year=year,
            budget=Budget(total=total, fiscal=total, other=other),
            spending_plan=plan,
        ),
        amounts,
        amounts,
        plans,
        st.sampled_from(["335001", "335002", "336001"]),
        st.sampled_from([2021, 2022]),
    ),
    max_size=8,
)


@given(rows_of_projects, st.permutations(["year", "unit", "department", "template"]), st.integers(1, 4))
def test_sums_are_those_of_fractions(rows: list[Project], names: list[str], count: int) -> None:
    by = names[:count]
    groups = summarise(rows, by)
    assert list(groups) == sorted({tuple(getattr(row, name) for name in by) for row in rows})
    for key, sums in groups.items():
        members = [row for row in rows if tuple(getattr(row, name) for name in by) == key]
        assert sums.projects == len(members)
        for name in ("total", "fiscal", "other"):
            assert Fraction(getattr(sums, name)) == sum(Fraction(getattr(row.budget, name)) for row in members)
        for month, planned in sums.planned.items():
            assert planned == sum(by_hand(row, month) for row in members)
        assert list(sums.planned) == every_checkpoint(rows)


def by_hand(row: Project, month: int) -> Decimal:
    """A planned amount by way of fractions."""
    earlier = [named for named in row.spending_plan if named <= month]
    if not earlier:
        return Decimal(0)
    fen = Fraction(row.budget.total) * Fraction(row.spending_plan[max(earlier)])
    return Decimal(int(fen + Fraction(1, 2))).scaleb(-2).quantize(Decimal("0.01"), ROUND_HALF_UP)
