"""The laws that keeping rests on: what a comparing rule says depends on nothing but what it names."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from perfcli.check.rule import Hit, Rule
from perfcli.check.rules import RULES
from perfcli.check.views import Fact, Topic
from perfcli.settings import CheckSettings
from tests.check.examples import checker, settings_with

CONTEXT = checker(settings_with(CheckSettings(outlier_projects=2, copied_names=1))).context
COMPARING = [rule for rule in RULES if rule.judges("compare")]
WORDS = ("太阳能", "消防管网", "道路")
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "code": st.sampled_from(("A", "B")),
    "year": st.sampled_from((2021, 2022)),
    "unit": st.sampled_from(("335001", "335002", "336001")),
    "name": st.sampled_from(("太阳能安装", "消防管网", "2021年道路", "2022年道路")),
    "purpose": st.sampled_from(("", "用于太阳能", "用于道路", "用于，道路")),
    "template": st.sampled_from(("", "road")),
    "total": st.sampled_from((0, 100, 120, 9_000_000)),
    "names": st.sampled_from(("", "a", "a\nb")),
    "own": st.lists(st.sampled_from(WORDS), max_size=2).map(tuple),
    "foreign": st.lists(st.builds(Topic, st.integers(0, 3), st.sampled_from(WORDS)), max_size=2).map(tuple),
    "text": st.sampled_from((0, 1, 2)),
}
several = st.lists(st.fixed_dictionaries(VALUES), min_size=2, max_size=8).map(
    lambda many: [Fact(path=f"projects/{number}.toml", **keys) for number, keys in enumerate(many)]
)
every_rule = pytest.mark.parametrize("rule", COMPARING, ids=lambda rule: rule.code)


def said(rule: Rule, facts: list[Fact]) -> list[tuple[str, Hit]]:
    return sorted(((fact.path, hit) for fact, hit in rule.compare(facts, CONTEXT)), key=str)


@every_rule
@given(facts=several, data=st.data())
@settings(max_examples=100, deadline=None)
def test_what_it_does_not_go_by_changes_nothing(rule: Rule, facts: list[Fact], data: st.DataObject) -> None:
    others = [name for name in VALUES if name not in rule.goes_by]
    changed = [
        replace(fact, **{name: data.draw(VALUES[name]) for name in data.draw(st.sets(st.sampled_from(others)))})
        for fact in facts
    ]
    assert said(rule, changed) == said(rule, facts)


@every_rule
@given(facts=several)
@settings(max_examples=100, deadline=None)
def test_it_says_the_same_beside_those_alone_that_offer_what_a_project_seeks(rule: Rule, facts: list[Fact]) -> None:
    whole = said(rule, facts)
    for fact in facts:
        sought = set(rule.seeks(fact, CONTEXT))
        beside = [other for other in facts if other is fact or sought & set(rule.offers(other, CONTEXT))]
        assert [found for found in said(rule, beside) if found[0] == fact.path] == [
            found for found in whole if found[0] == fact.path
        ]


def test_every_rule_that_compares_is_held() -> None:
    assert [rule.code for rule in COMPARING] == ["R202", "R203", "R205", "R211", "R213", "F407", "D506", "D507"]
    assert all(set(rule.goes_by) <= VALUES.keys() for rule in COMPARING)
