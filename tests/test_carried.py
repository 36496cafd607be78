"""What a source carries is taken over, all else stays."""

from __future__ import annotations

import pytest
from hypothesis import given

from perfcli.carried import Keys, every_key, keys_of, taken_over, tops
from perfcli.exact import Money
from perfcli.model import Budget, Department, DepartmentGoals, Function, FunctionIndicator, Indicator, Project, Record
from tests import strategies

BEFORE = Project(
    code="C",
    name="维修",
    unit="335001",
    year=2021,
    template="repair",
    purpose="维修",
    budget=Budget(total=Money("2.00"), fiscal=Money("1.00"), other=Money("1.00")),
    indicators=(
        Indicator(kind="数量指标", name="套数", target="≥1套", basis="计划"),
        Indicator(kind="质量指标", name="合格率", target="≥90%", basis="标准"),
    ),
)


def project(**changes: object) -> Project:
    return Project(
        **{
            "code": "C",
            "name": "维修",
            "unit": "335001",
            "year": 2021,
            "budget": Budget(total=Money("0.00"), fiscal=Money("0.00"), other=Money("0.00")),
            **changes,
        }  # type: ignore[arg-type]  # each caller gives the key its own type
    )


def test_a_key_that_is_not_carried_stays() -> None:
    after = taken_over(BEFORE, project(purpose="大修"), Keys({"purpose"}))
    assert (after.purpose, after.template, after.budget) == ("大修", "repair", BEFORE.budget)


def test_a_part_of_a_table_leaves_the_others() -> None:
    said = project(budget=Budget(total=Money("3.00"), fiscal=Money("0.00"), other=Money("0.00")))
    after = taken_over(BEFORE, said, Keys({"budget", "budget.total"}))
    assert after.budget == Budget(total=Money("3.00"), fiscal=Money("1.00"), other=Money("1.00"))


def test_elements_continue_those_named_alike_in_the_order_of_the_source() -> None:
    said = (
        Indicator(kind="质量指标", name="合格率", target="≥95%"),
        Indicator(kind="时效指标", name="及时率", target="100%"),
        Indicator(kind="数量指标", name="套数", target="≥2套"),
    )
    keys = Keys({"indicators", "indicators.kind", "indicators.name", "indicators.target"})
    assert taken_over(BEFORE, project(indicators=said), keys).indicators == (
        Indicator(kind="质量指标", name="合格率", target="≥95%", basis="标准"),
        Indicator(kind="时效指标", name="及时率", target="100%"),
        Indicator(kind="数量指标", name="套数", target="≥2套", basis="计划"),
    )


@pytest.mark.parametrize(
    ("said", "carried", "expected"),
    [
        ((Indicator(name="合格率", target="≥95%"),), ("name", "target"), [("质量指标", "合格率", "≥95%", "标准")]),
        ((Indicator(target="≥3套"),), ("target",), [("数量指标", "套数", "≥3套", "计划")]),
    ],
    ids=["by name where no kind is carried", "by place where nothing names them"],
)
def test_elements_go_together_by_what_is_carried_of_their_names(
    said: tuple[Indicator, ...], carried: tuple[str, ...], expected: list[tuple[str, ...]]
) -> None:
    keys = Keys({"indicators", *(f"indicators.{key}" for key in carried)})
    found = taken_over(BEFORE, project(indicators=said), keys).indicators
    assert [(item.kind, item.name, item.target, item.basis) for item in found] == expected


def test_another_kind_leaves_an_indicator_what_the_source_does_not_carry() -> None:
    before = project(
        indicators=(
            Indicator(kind="数量指标", name="套数", basis="计划"),
            Indicator(kind="数量指标", name="套数", basis="规划", term="中期"),
            Indicator(kind="成本指标", name="造价", basis="定额", level1="产出指标"),
        )
    )
    said = project(
        indicators=(
            Indicator(kind="经济成本指标", name="造价", level1="成本指标"),
            Indicator(kind="质量指标", name="套数", term="中期"),
            Indicator(kind="数量指标", name="套数"),
        )
    )
    keys = Keys({"indicators", *(f"indicators.{key}" for key in ("level1", "kind", "name", "term"))})
    assert [(row.kind, row.term, row.basis) for row in taken_over(before, said, keys).indicators] == [
        ("经济成本指标", "", "定额"),
        ("质量指标", "中期", "规划"),
        ("数量指标", "", "计划"),
    ]


def test_two_of_one_name_are_continued_once_each() -> None:
    before = project(indicators=(Indicator(name="户数", basis="一"), Indicator(name="户数", basis="二")))
    said = project(indicators=(Indicator(name="户数"), Indicator(name="户数"), Indicator(name="户数")))
    found = taken_over(before, said, Keys({"indicators", "indicators.name"})).indicators
    assert [item.basis for item in found] == ["一", "二", ""]


def test_a_list_within_a_list() -> None:
    before = DepartmentGoals(
        department="335",
        year=2021,
        functions=(Function(name="维修", goal="好", indicators=(FunctionIndicator(name="率", target="≥90%"),)),),
    )
    said = DepartmentGoals(department="335", year=2021, functions=(Function(name="维修", goal="更好"),))
    keys = Keys({"functions", "functions.name", "functions.goal"})
    (function,) = taken_over(before, said, keys).functions
    assert function == Function(name="维修", goal="更好", indicators=(FunctionIndicator(name="率", target="≥90%"),))


def test_every_key_names_the_tables_within() -> None:
    assert every_key(Department) == {"code", "name", "units", "units.code", "units.name"}
    assert tops(every_key(Department)) == {"code", "name", "units"}


def test_an_item_carries_what_any_of_its_elements_has() -> None:
    item = {"code": "335", "units": [{"code": "335001"}, {"code": "335002", "name": "供热站"}], "remark": "x"}
    assert keys_of(item, Department) == {"code", "units", "units.code", "units.name"}


@given(strategies.pairs)
def test_what_carries_every_key_is_taken_over_whole(pair: tuple[Record, Record]) -> None:
    before, after = pair
    assert taken_over(before, after, every_key(type(after))) == after


@given(strategies.pairs)
def test_what_carries_nothing_changes_nothing(pair: tuple[Record, Record]) -> None:
    before, after = pair
    assert taken_over(before, after, Keys()) == before


ROWS = (
    Indicator(kind="满意度指标", name="满意度", target="≥95%", basis="规划", term="中期"),
    Indicator(kind="满意度指标", name="满意度", target="≥90%", basis="计划"),
    Indicator(kind="数量指标", name="累计", target="≥9个", basis="远期", term="中期"),
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((("满意度", "≥85%"),), ["计划"]),
        ((("满意度", "≥96%"), ("满意度", "≥91%")), ["规划", "计划"]),
        ((("满意度", "≥90%"), ("满意度", "≥95%")), ["计划", "规划"]),
        ((("满意度", "≥95%"), ("满意度", "≥95%")), ["规划", "计划"]),
        ((("累计", "≥8个"), ("满意度", "≥80%")), ["远期", "计划"]),
    ],
    ids=["the year's", "both in order", "both moved", "one as the other", "one of the long term alone"],
)
def test_a_source_without_terms_means_those_of_the_year_unless_it_has_all(
    said: tuple[tuple[str, str], ...], expected: list[str]
) -> None:
    rows = tuple(Indicator(name=name, target=target) for name, target in said)
    keys = Keys({"indicators", "indicators.name", "indicators.target"})
    found = taken_over(project(indicators=ROWS), project(indicators=rows), keys).indicators
    assert [row.basis for row in found] == expected


def test_of_two_of_one_name_the_one_that_says_the_same_goes_on_be_one_renamed_beside() -> None:
    kept = [Indicator(kind="数量指标", name="户数", target=f"≥{at}户", basis=f"{at}") for at in (1, 2)]
    said = tuple(Indicator(kind="数量指标", name=name, target=f"≥{at}户") for at, name in ((1, "里程"), (2, "户数")))
    keys = Keys({"indicators", "indicators.kind", "indicators.name", "indicators.target"})
    found = taken_over(project(indicators=tuple(kept)), project(indicators=said), keys).indicators
    assert [row.basis for row in found] == ["1", "2"]
