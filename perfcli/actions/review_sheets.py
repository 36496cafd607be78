"""Review sheets by unit: each project with what was found in it, the worst first, and an index of the units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from perfcli.check.places import owner_of
from perfcli.check.reports.markdown import outcome
from perfcli.check.rule import Finding
from perfcli.check.selecting import severity_of
from perfcli.check.views import Fact
from perfcli.settings import OutcomeRule


class ProjectSheet(msgspec.Struct, frozen=True):
    """A project, what was found in it, the outcome proposed (one of OUTCOMES) and the points it comes from."""

    fact: Fact
    findings: tuple[Finding, ...]
    outcome: str
    points: int


class UnitSheets(msgspec.Struct, frozen=True):
    """The projects of a unit, worst first, and what was found in its other files; a department has these alone.

    `code` is empty for the files of nobody: perf.toml, templates.
    """

    code: str
    name: str
    projects: tuple[ProjectSheet, ...]
    others: tuple[Finding, ...]
    points: int

    @property
    def findings(self) -> list[Finding]:
        """Everything that was found."""
        return [*self.others, *(finding for project in self.projects for finding in project.findings)]

    @property
    def concerned(self) -> list[ProjectSheet]:
        """The projects with findings."""
        return [project for project in self.projects if project.findings]

    @property
    def budget(self) -> int:
        """What the projects with findings ask for, in 分."""
        return sum(project.fact.total for project in self.concerned)

    def count(self, severity: str) -> int:
        """How many findings are of a severity."""
        return sum(severity_of(finding) == severity for finding in self.findings)


def unit_sheets(
    facts: Sequence[Fact], findings: Sequence[Finding], rule: OutcomeRule, names: Mapping[str, str]
) -> list[UnitSheets]:
    """The sheets of every unit with a project or a finding, worst first: by points, then findings, then money."""
    by_path: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_path[finding.path].append(finding)
    projects: defaultdict[str, list[ProjectSheet]] = defaultdict(list)
    others: defaultdict[str, list[Finding]] = defaultdict(list)
    for fact in facts:
        found = tuple(by_path.pop(fact.path, ()))
        projects[owner_of(fact.path)].append(ProjectSheet(fact, found, *outcome(found, rule)))
    for path, left in by_path.items():
        others[owner_of(path)] += left
    units = [
        _unit(code, names.get(code, ""), projects.get(code, ()), others.get(code, ()), rule)
        for code in sorted(projects.keys() | others)
    ]
    return sorted(units, key=lambda unit: (-unit.points, -len(unit.findings), -unit.budget))


def _unit(
    code: str, name: str, projects: Sequence[ProjectSheet], others: Sequence[Finding], rule: OutcomeRule
) -> UnitSheets:
    ranked = sorted(projects, key=lambda one: (-one.points, -len(one.findings), -one.fact.total))
    points = sum(one.points for one in projects) + sum(getattr(rule, severity_of(finding)) for finding in others)
    return UnitSheets(code, name, tuple(ranked), tuple(others), points)
