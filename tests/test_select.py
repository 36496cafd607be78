"""Filters, order and what is offered for an unknown name."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcli import statements
from perfcli.amounts import read_amount
from perfcli.api.filters import Filters
from perfcli.cli.options import Filters as CommandLineFilters
from perfcli.errors import PerfError
from perfcli.exact import Money
from perfcli.folding import as_typed, fold
from perfcli.i18n import set_locale
from perfcli.index.conditions import of_projects
from perfcli.model import Budget, Indicator, Project
from perfcli.select import Order, Row, Selection, nearest, require_column, require_known

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
        (Selection(name="公租\u200b房"), True),
        (Selection(code="13030321a"), True),
        (Selection(code="\ufeff１３０３０３21a"), True),
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


NOT_TAKEN = {
    "units": ("336",),
    "years": (2020,),
    "name": "否",
    "code": "9",
    "indicator": "否",
    "min_budget": Decimal(11),
    "max_budget": Decimal(9),
}
"""For each filter of projects a value that leaves this one out."""
ELSEWHERE = {
    **dict.fromkeys(("kind", "level1", "operator", "basis"), "for rows of indicators"),
    "where": "SQL, asked of the index",
}


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_each_filter_is_asked_in_memory_in_the_index_and_in_a_lake(name: str) -> None:
    selection = Selection(**{name: NOT_TAKEN[name]})  # type: ignore[arg-type]  # each is of its own kind
    assert not selection.takes(PROJECT)
    assert of_projects(selection).texts != of_projects(Selection()).texts
    assert statements.of_projects(selection) != statements.of_projects(Selection())


def test_filters_are_the_same_on_the_command_line_and_in_python() -> None:
    names = set(Selection.__struct_fields__)
    assert names == {*NOT_TAKEN, *ELSEWHERE}, "say here what the new one leaves out, or who else asks it"
    spoken = {{"units": "unit", "years": "year"}.get(name, name) for name in names}
    assert set(Filters.__struct_fields__) == spoken
    assert set(CommandLineFilters.__struct_fields__) == spoken - {"kind", "level1", "operator", "basis"}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("ＡＢＣ（１２３）：～　中Z", "abc(123):~ 中z"),
        ("\u2f2d海关⽔管", "山海关水管"),
        ("cafe\u0301", "caf\u00e9"),
        ("零宽\u200b空格\ufeff", "零宽空格"),
        ("葛\U000e0100城\ufe00", "葛城"),
        ("e\u200b\u0301", "é"),
        ("面积㎡", "面积m2"),
        ("〇○", "〇○"),
        ("Plain", "plain"),
        ("", ""),
    ],
)
def test_what_looks_alike_is_one(text: str, seen: str) -> None:
    assert fold(text) == seen


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert not set(fold(text)) & set("\u200b\ufeff\u00ad\ufe0f")


@pytest.mark.parametrize(
    ("pasted", "typed"), [("１３０３\u200b03", "130303"), ("\ufeff335001", "335001"), ("10²", "10²"), ("①", "①")]
)
def test_a_figure_as_it_would_be_typed(pasted: str, typed: str) -> None:
    assert as_typed(pasted) == typed


def test_a_superscript_is_no_digit_of_an_amount() -> None:
    with pytest.raises(PerfError):
        read_amount("10²")
    assert read_amount("１０\u200b.5万元") == Money("105000.00")


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


@pytest.mark.parametrize(
    ("locale", "given", "hint"),
    [
        ("en", "yaer", "Did you mean: year?"),
        ("zh_CN", "yaer", "您要的是不是：year（年度）？"),
        ("zh_CN", "单位", "您要的是不是：unit（单位编码）？"),
        ("zh_CN", "x", "可以使用：total（预算数）、unit（单位编码）、year（年度）"),
    ],
)
def test_an_unknown_column_is_answered_with_names_and_found_by_them(locale: str, given: str, hint: str) -> None:
    set_locale(locale)
    try:
        with pytest.raises(PerfError) as raised:
            require_column(given, ["year", "unit", "total"], "cannot group by {given}")
    finally:
        set_locale("en")
    assert raised.value.hint == hint
