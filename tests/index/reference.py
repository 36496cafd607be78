"""The answers computed straight from the files, without any index: what every answer has to equal."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from perfcli.actions.listing import list_rows
from perfcli.actions.summing import DEFAULT_GROUPING, sum_budgets
from perfcli.errors import Problem, UnreadableData
from perfcli.framework import framework_for, level_one
from perfcli.model import Project
from perfcli.repository import Repository
from perfcli.select import Row, Selection, fold
from perfcli.summary import summarise
from perfcli.target import read_target


def read(repository: Repository, selection: Selection) -> tuple[list[Project], set[str]]:
    """The projects chosen, by year, code and unit, and the paths of the files looked at that have a problem."""
    projects, wrong = [], set()
    files = [
        file
        for file in repository.project_files(selection.years, selection.units)
        if file.code.startswith(selection.code.upper())
    ]
    counts = Counter((file.year, file.code) for file in files if file.code)
    for file in files:
        loaded = repository.load_project(file)
        if loaded.problems or counts[file.year, file.code] > 1:
            wrong.add(repository.relative(file.path))
        if loaded.record and selection.takes(loaded.record):
            projects.append(loaded.record)
    return sorted(projects, key=lambda project: (project.year, project.code, project.unit)), wrong


def project_rows(projects: list[Project]) -> list[Row]:
    return [
        {
            "code": p.code,
            "name": p.name,
            "unit": p.unit,
            "year": p.year,
            "total": p.budget.total,
            "fiscal": p.budget.fiscal,
            "other": p.budget.other,
            "indicators": len(p.indicators),
        }
        for p in projects
    ]


def indicator_rows(projects: list[Project], selection: Selection) -> list[Row]:
    rows: list[Row] = []
    for p in projects:
        for i in p.indicators:
            target = read_target(i.target)
            rows.append(
                {
                    "code": p.code,
                    "unit": p.unit,
                    "year": p.year,
                    "level1": level_one(i.kind, framework_for(p.year, {2015: "2015"})),
                    "kind": i.kind,
                    "name": i.name,
                    "description": i.description,
                    "target": i.target,
                    "operator": target.operator,
                    "value": target.value,
                    "upper": target.upper,
                    "unit_of_measure": target.unit,
                    "basis": i.basis,
                    "term": i.term,
                }
            )
    return [row for row in rows if fold(selection.indicator) in fold(row["name"])]


def summary_rows(projects: list[Project]) -> list[Row]:
    return [
        dict(zip(DEFAULT_GROUPING, key, strict=True))
        | {
            "projects": sums.projects,
            "total": sums.total,
            "fiscal": sums.fiscal,
            "other": sums.other,
            "planned": {str(month): amount for month, amount in sums.planned.items()},
        }
        for key, sums in summarise(projects, DEFAULT_GROUPING).items()
    ]


def paths(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.path for problem in problems}


def compare(root: Path, selection: Selection) -> None:
    """Every answer of the index about a selection equals the one computed from the files."""
    projects, wrong = read(Repository(root), selection)
    listed = list_rows(Repository(root), "projects", selection)
    assert listed.rows == project_rows(projects)
    assert paths(listed.problems) == wrong
    assert list_rows(Repository(root), "indicators", selection).rows == indicator_rows(projects, selection)
    if wrong:
        with pytest.raises(UnreadableData) as caught:
            sum_budgets(Repository(root), selection)
        assert paths(caught.value.problems) == wrong
    else:
        assert sum_budgets(Repository(root), selection).groups == summary_rows(projects)
