"""Findings counted by unit, department, rule or nature: how many, in what share of the projects, with what money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from perfcli.check.places import owner_of, place_of
from perfcli.check.rule import NATURES
from perfcli.check.rules import BY_CODE, RULES
from perfcli.check.views import Fact
from perfcli.settings import OutcomeRule

Row = dict[str, Any]

GROUPINGS = ("unit", "department", "rule", "nature")

KEYS = {
    "unit": ("unit", "name"),
    "department": ("department", "name"),
    "rule": ("code", "name", "severity", "nature"),
    "nature": ("nature",),
}
"""The columns that say which group a row is."""

FIGURES = ("points", "findings", "errors", "warnings", "notices", "concerned", "projects", "share", "budget")
STATES = ("new", "stayed", "gone")
"""What a finding is beside those of an earlier review."""

_COUNTED = {"error": "errors", "warning": "warnings", "notice": "notices"}
_CENT = Decimal("0.01")


class Tally(msgspec.Struct, frozen=True):
    """How many findings of a rule there are in a file; `state` is one of STATES, empty where nothing is compared."""

    path: str
    code: str
    count: int
    state: str = ""


class _Group(msgspec.Struct):
    """What is counted of a group; projects by path."""

    counts: Counter[str] = msgspec.field(default_factory=Counter)
    points: int = 0
    concerned: set[str] = msgspec.field(default_factory=set)
    projects: set[str] = msgspec.field(default_factory=set)


def grouped(
    by: str, tallies: Iterable[Tally], facts: Sequence[Fact], outcome: OutcomeRule, names: Mapping[str, str]
) -> list[Row]:
    """A row for each group, worst first: by points, then by findings and the money concerned.

    `facts` are the projects reviewed, `names` those of units and departments. Units and departments without findings
    are there too, rules and natures are not. `share` is the percent of the group's projects with findings (of all
    projects for rules and natures); `budget` is what these ask for, in 元, each once. A project that cannot be read is
    a project without a budget. Findings in files of a whole department are the department's, others nobody's ("").
    """
    tallies = list(tallies)
    budgets = {fact.path: fact.total for fact in facts}
    projects = {*budgets, *(tally.path for tally in tallies if _is_project(tally.path))}
    groups: dict[str, _Group] = {}
    if by in ("unit", "department"):
        for path in projects:
            groups.setdefault(_owner(path, by), _Group()).projects.add(path)
    for tally in tallies:
        group = groups.setdefault(_key(tally, by), _Group())
        _count(group, tally, outcome)
    rows = []
    for key, group in groups.items():
        reviewed = group.projects if by in ("unit", "department") else projects
        rows.append(_keys(key, by, names) | _figures(group, reviewed, budgets, tallies))
    order = [*(rule.code for rule in RULES), *NATURES]
    rows.sort(key=lambda row: (_weight(row), order.index(row[KEYS[by][0]]) if by in ("rule", "nature") else 0))
    return rows


def total(tallies: Iterable[Tally], facts: Sequence[Fact], outcome: OutcomeRule) -> Row:
    """The figures of all groups together, each project once."""
    tallies = list(tallies)
    group = _Group()
    for tally in tallies:
        _count(group, tally, outcome)
    budgets = {fact.path: fact.total for fact in facts}
    return _figures(group, {*budgets, *group.concerned}, budgets, tallies)


def _count(group: _Group, tally: Tally, outcome: OutcomeRule) -> None:
    if tally.state:
        group.counts[tally.state] += tally.count
    if tally.state == "gone":
        return
    severity = BY_CODE[tally.code].severity
    group.counts["findings"] += tally.count
    group.counts[_COUNTED[severity]] += tally.count
    group.points += tally.count * getattr(outcome, severity)
    if _is_project(tally.path):
        group.concerned.add(tally.path)


def _figures(group: _Group, reviewed: set[str], budgets: Mapping[str, int], tallies: Sequence[Tally]) -> Row:
    concerned, counts = len(group.concerned), group.counts
    share = (Decimal(100 * concerned) / len(reviewed)).quantize(_CENT) if reviewed else None
    figures: Row = {"points": group.points, "findings": counts["findings"]}
    figures |= {name: counts[name] for name in _COUNTED.values()}
    figures |= {"concerned": concerned, "projects": len(reviewed), "share": share}
    figures["budget"] = Decimal(sum(budgets.get(path, 0) for path in group.concerned)).scaleb(-2)
    if any(tally.state for tally in tallies):
        figures |= {state: counts[state] for state in STATES}
    return figures


def _weight(row: Row) -> tuple[int | Decimal, ...]:
    """What rows are sorted by, the worst least."""
    worst = ("points", "findings", "concerned", "budget")
    return tuple(-row[name] for name in worst)


def _keys(key: str, by: str, names: Mapping[str, str]) -> Row:
    if by == "rule":
        rule = BY_CODE[key]
        return {"code": key, "name": rule.name, "severity": rule.severity, "nature": rule.nature}
    return {by: key} if by == "nature" else {by: key or None, "name": names.get(key)}


def _key(tally: Tally, by: str) -> str:
    if by == "rule":
        return tally.code
    return BY_CODE[tally.code].nature if by == "nature" else _owner(tally.path, by)


@cache
def _is_project(path: str) -> bool:
    place = place_of(path)
    return place is not None and place.kind == "project"


def _owner(path: str, by: str) -> str:
    return owner_of(path)[:3] if by == "department" else owner_of(path)
