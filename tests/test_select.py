"""Filters, order and what is offered for an unknown name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfcli.errors import PerfError
from perfcli.exact import Money
from perfcli.model import Budget, Indicator, Project
from perfcli.select import Order, Row, Selection, fold, nearest, require_known

PROJECT = Project(
    code="13030321AAAAAAAAAAAAA",
    name="公租房（Ａ区）维修",
    unit="335001",
    year=2021,
    budget=Budget(total=Money("10.00"), fiscal=Money("10.00"), other=Money("0.00")),
    indicators=(Indicator(name="维修套数"), Indicator(name="Rate")),
)


@pytest.mark.parametrize(
    ("selection", "is_taken"),
    [
        (Selection(), True),
        (Selection(units=("335001",)), True),
        (Selection(units=("336", "335")), True),
        (Selection(units=("335002", "33")), False),
        (Selection(years=(2020, 2021)), True),
        (Selection(years=(2020,)), False),
        (Selection(name="(a区)"), True),
        (Selection(name="维　"), False),
        (Selection(code="13030321a"), True),
        (Selection(code="3030321A"), False),
        (Selection(indicator="rATE"), True),
        (Selection(indicator="率"), False),
        (Selection(min_budget=Decimal("10.00"), max_budget=Decimal(10)), True),
        (Selection(min_budget=Decimal("10.01")), False),
        (Selection(max_budget=Decimal("9.99")), False),
        (Selection(max_budget=Decimal(0)), False),
        (Selection(units=("335",), name="维修", years=(2020,)), False),
    ],
)
def test_every_filter_has_to_hold(selection: Selection, is_taken: bool) -> None:
    assert selection.takes(PROJECT) is is_taken


def test_folding() -> None:
    assert fold("ＡＢＣ（１２３）：～　中Z") == "abc(123):~ 中z"


ROWS: list[Row] = [{"a": 2, "b": "x"}, {"a": None, "b": ""}, {"a": 1, "b": "y"}, {"a": 2, "b": "w"}]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order(), [0, 1, 2, 3]),
        (Order("a"), [2, 0, 3, 1]),
        (Order("-a"), [0, 3, 2, 1]),
        (Order("b"), [3, 0, 2, 1]),
        (Order("-b", 2), [2, 0]),
        (Order("", 0), []),
        (Order("", 10**30), [0, 1, 2, 3]),
    ],
)
def test_equal_rows_stay_as_they_came_and_empty_values_are_last(order: Order, expected: list[int]) -> None:
    assert order.applied(ROWS, ("a", "b")) == [ROWS[index] for index in expected]


@pytest.mark.parametrize("key", ["c", "--a", "-", "A"])
def test_an_unknown_column(key: str) -> None:
    with pytest.raises(PerfError) as raised:
        Order(key).applied(ROWS, ("a", "b"))
    assert raised.value.message == f"unknown column to sort by: {key.removeprefix('-')}"


def test_the_nearest_known_ones() -> None:
    assert nearest("totl", ["total", "other", "name"]) == "Did you mean: total?"
    assert nearest("zzz", ["b", "a", "a"]) == "Known ones: a, b"
    assert nearest("zzz", [f"n{number}" for number in range(13)]) == ""
    assert nearest("zzz", []) == ""
    with pytest.raises(PerfError) as raised:
        require_known("x", ["y"], "no {given}")
    assert (raised.value.message, raised.value.hint) == ("no x", "Known ones: y")
    require_known("y", ["y"], "no {given}")
