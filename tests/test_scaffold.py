"""Template + answers -> project."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcli.errors import PerfError
from perfcli.exact import Money, Percent
from perfcli.model import Budget, Indicator, Template
from perfcli.scaffold import Answers, draw_code, escape, fill, scaffold, split_budget, template_of

VALUES = {"name": "名{unit}", "year": "2021", "unit": "335001", "unit_name": "局", "budget": "1"}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("", ""),
        ("{name}", "名{unit}"),
        ("{year}年{unit}{unit_name}花{budget}元", "2021年335001局花1元"),
        ("{{name}}", "{name}"),
        ("{{{name}}}", "{名{unit}}"),
        ("}} {{", "} {"),
        ("a } b", "a } b"),
    ],
)
def test_placeholders_are_filled_once(text: str, filled: str) -> None:
    assert fill(text, VALUES) == filled


@pytest.mark.parametrize(
    "text",
    [
        "{nme}",
        "{}",
        "{0}",
        "{ name }",
        "{name",
        "{",
        "{name.__class__}",
        "{name[0]}",
        "{name!r}",
        "{name:>10}",
        "{NAME}",
        "{name\n}",
        "{{{",
    ],
)
def test_anything_else_in_braces_is_an_error_that_names_it(text: str) -> None:
    with pytest.raises(PerfError) as raised:
        fill(text, VALUES)
    assert f"unknown placeholder {text[text.rindex('{') :]} in the template" == raised.value.message
    assert raised.value.hint == (
        "Known are {name}, {year}, {unit}, {unit_name}, {budget}; a literal brace is written {{."
    )


@given(st.text(st.sampled_from("{}ab") | st.characters(exclude_categories=["Cs"]), max_size=20))
def test_an_escaped_text_fills_to_itself(text: str) -> None:
    assert fill(escape(text), {}) == text


@pytest.mark.parametrize(
    ("total", "fiscal", "other", "parts"),
    [
        ("10.00", None, None, ("10.00", "0.00")),
        ("10.00", "4.00", None, ("4.00", "6.00")),
        ("10.00", None, "10.00", ("0.00", "10.00")),
        ("10.00", "0.00", None, ("0.00", "10.00")),
        ("10.00", "4.00", "7.00", ("4.00", "7.00")),
        ("69999999999999.99", None, "0.01", ("69999999999999.98", "0.01")),
    ],
)
def test_the_part_left_out_is_what_remains(
    total: str, fiscal: str | None, other: str | None, parts: tuple[str, str]
) -> None:
    budget = split_budget(Money(total), Money(fiscal) if fiscal else None, Money(other) if other else None)
    assert (str(budget.total), str(budget.fiscal), str(budget.other)) == (total, *parts)
    assert {type(budget.total), type(budget.fiscal), type(budget.other)} == {Money}


def test_a_part_cannot_be_more_than_the_total() -> None:
    for fiscal, other in ((Money("10.01"), None), (None, Money("10.01"))):
        with pytest.raises(PerfError, match=r"more than its total of 10\.00"):
            split_budget(Money("10.00"), fiscal, other)


def test_a_drawn_code() -> None:
    letters = iter("0123456789ABC")
    assert draw_code("130303", 2021, lambda _alphabet: next(letters)) == "130303210123456789ABC"
    assert draw_code("130303", 2005, lambda alphabet: alphabet[-1]) == "13030305ZZZZZZZZZZZZZ"
    assert draw_code("130303", 2021, lambda alphabet: str(len(alphabet)))[8:] == "36" * 13


ANSWERS = Answers(name="路{}", unit="335001", unit_name="局", year=2021, total=Money("240000.50"), code="C")
TEMPLATE = Template(
    name="t",
    purpose="{unit_name}的{name}",
    goals=("{year}年", "{budget}元"),
    spending_plan={12: Percent("100.00")},
    indicators=(Indicator(kind="k{year}", name="{name}", description="{unit}", target="{budget}", basis="{{}}"),),
)


def test_a_template_fills_what_was_not_answered() -> None:
    project = scaffold(ANSWERS, TEMPLATE, ("数量指标",))
    assert (project.code, project.name, project.unit, project.year) == ("C", "路{}", "335001", 2021)
    assert project.purpose == "局的路{}"
    assert project.goals == ("2021年", "240000.50元")
    assert project.spending_plan == {12: Percent("100.00")}
    assert project.indicators == (
        Indicator(kind="k2021", name="路{}", description="335001", target="240000.50", basis="{}"),
    )
    assert project.budget == Budget(total=Money("240000.50"), fiscal=Money("240000.50"), other=Money("0.00"))


def test_answers_win_even_where_they_are_empty() -> None:
    answers = Answers(
        name="n",
        unit="u",
        unit_name="",
        year=1,
        total=Money("240000.00"),
        given={"purpose": "", "goals": (), "spending_plan": {}, "indicators": ()},
        template="t",
    )
    project = scaffold(answers, TEMPLATE, ())
    assert (project.purpose, project.goals, project.spending_plan, project.indicators) == ("", (), {}, ())
    assert project.template == "t"


def test_without_a_template_one_indicator_a_kind() -> None:
    kinds = ("数量指标", "质量指标")
    assert scaffold(ANSWERS, None, kinds).indicators == tuple(Indicator(kind=kind) for kind in kinds)


def test_a_template_of_a_project_scaffolds_it_again() -> None:
    project = scaffold(ANSWERS, TEMPLATE, ())
    again = scaffold(ANSWERS, template_of(project, "名"), ())
    assert again == project
    assert re.fullmatch(r"局的路\{\{\}\}", template_of(project, "名").purpose)
