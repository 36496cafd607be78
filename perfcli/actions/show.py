"""`perf show`: projects with what their kinds and targets mean."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.framework import framework_for, level_one
from perfcli.model import Project, plain
from perfcli.repository import Repository
from perfcli.select import Row
from perfcli.target import read_target


def project_with_meaning(repository: Repository, project: Project) -> Row:
    """A project as in its file, each indicator with its level one and its target's operator, value, upper and unit."""
    framework = framework_for(project.year, repository.settings.framework)
    row = plain(project)
    for indicator in row["indicators"]:
        target = read_target(indicator["target"])
        indicator["level1"] = level_one(indicator["kind"], framework)
        indicator |= {
            "operator": target.operator,
            "value": target.value,
            "upper": target.upper,
            "unit": target.unit,
        }
    return row


def unit_names(repository: Repository, codes: Iterable[str]) -> dict[str, str]:
    """The names of units, empty where no readable department file has one: a project can be looked at without it."""
    departments = [item.record for item in repository.departments() if item.record]
    known = {unit.code: unit.name for department in departments for unit in department.units}
    return {code: known.get(code, "") for code in codes}
