"""`perf list`: the rows of the repository."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from perfcli.actions.choose import choose_projects, read_departments, require_units
from perfcli.errors import Problem
from perfcli.framework import framework_for, level_one
from perfcli.model import Project
from perfcli.repository import Repository
from perfcli.select import Row, Selection, fold
from perfcli.target import read_target

SUBJECTS: dict[str, tuple[str, ...]] = {
    "projects": ("code", "name", "unit", "year", "total", "fiscal", "other", "indicators"),
    "units": ("code", "name", "department", "projects"),
    "templates": ("slug", "name", "use"),
    "indicators": (
        "code",
        "unit",
        "year",
        "level1",
        "kind",
        "name",
        "description",
        "target",
        "operator",
        "value",
        "upper",
        "unit_of_measure",
        "basis",
    ),
    "functions": ("department", "year", "number", "name", "goal", "indicators"),
}
"""What can be listed, and the columns of each."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows, and what is wrong with the files that had to be left out."""

    rows: list[Row]
    problems: tuple[Problem, ...]


def list_rows(repository: Repository, subject: str, selection: Selection) -> Listing:
    """The rows of one of SUBJECTS; raises PerfError for a unit that no department file knows."""
    if subject == "projects":
        chosen = choose_projects(repository, selection)
        return Listing([project_row(project) for project in chosen.projects], chosen.problems)
    if subject == "indicators":
        chosen = choose_projects(repository, selection)
        since = repository.settings.framework
        rows = [row for p in chosen.projects for row in indicator_rows(p, framework_for(p.year, since))]
        wanted = fold(selection.indicator)
        return Listing([row for row in rows if wanted in fold(row["name"])], chosen.problems)
    if subject == "units":
        return _units(repository, selection)
    if subject == "functions":
        return _functions(repository, selection)
    return _templates(repository, selection)


def project_row(project: Project) -> Row:
    """A project as `list` shows it; amounts in 元, `indicators` a count."""
    return {
        "code": project.code,
        "name": project.name,
        "unit": project.unit,
        "year": project.year,
        "total": project.budget.total,
        "fiscal": project.budget.fiscal,
        "other": project.budget.other,
        "indicators": len(project.indicators),
    }


def indicator_rows(project: Project, framework: str) -> Iterable[Row]:
    """Each indicator of a project with what its kind and target mean."""
    for indicator in project.indicators:
        target = read_target(indicator.target)
        yield {
            "code": project.code,
            "unit": project.unit,
            "year": project.year,
            "level1": level_one(indicator.kind, framework),
            "kind": indicator.kind,
            "name": indicator.name,
            "description": indicator.description,
            "target": indicator.target,
            "operator": target.operator,
            "value": target.value,
            "upper": target.upper,
            "unit_of_measure": target.unit,
            "basis": indicator.basis,
        }


def _units(repository: Repository, selection: Selection) -> Listing:
    require_units(repository, selection.units)
    departments, problems = read_departments(repository)
    counts = Counter(
        file.unit for file in repository.project_files(selection.years, selection.units) if file.unit and file.code
    )
    rows: list[Row] = [
        {"code": unit.code, "name": unit.name, "department": department.code, "projects": counts[unit.code]}
        for department in departments
        for unit in department.units
        if selection.takes_unit(unit.code)
        and unit.code.startswith(selection.code)
        and fold(selection.name) in fold(unit.name)
    ]
    return Listing(sorted(rows, key=lambda row: str(row["code"])), problems)


def _templates(repository: Repository, selection: Selection) -> Listing:
    loaded = repository.templates()
    rows: list[Row] = [
        {"slug": slug, "name": item.record.name, "use": item.record.use}
        for slug, item in loaded.items()
        if item.record and fold(selection.name) in fold(item.record.name) and slug.startswith(selection.code)
    ]
    return Listing(rows, tuple(problem for item in loaded.values() for problem in item.problems))


def _functions(repository: Repository, selection: Selection) -> Listing:
    require_units(repository, selection.units)
    loaded = repository.goals(selection.years)
    departments = {unit[:3] for unit in selection.units}
    wanted = fold(selection.indicator)
    rows: list[Row] = [
        {
            "department": item.record.department,
            "year": item.record.year,
            "number": number,
            "name": function.name,
            "goal": function.goal,
            "indicators": len(function.indicators),
        }
        for item in loaded
        if item.record and (not departments or item.record.department in departments)
        for number, function in enumerate(item.record.functions, 1)
        if fold(selection.name) in fold(function.name)
        and (not wanted or any(wanted in fold(indicator.name) for indicator in function.indicators))
    ]
    return Listing(rows, tuple(problem for item in loaded for problem in item.problems))
