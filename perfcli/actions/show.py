"""`perf show`: projects with what their kinds and targets mean."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.framework import framework_for, level_one
from perfcli.model import Indicator, Project, plain
from perfcli.repository import Repository
from perfcli.select import Row
from perfcli.target import read_target


def project_with_meaning(repository: Repository, project: Project) -> Row:
    """A project as in its file, each indicator with its level one and its target's operator, value, upper and unit."""
    framework = framework_for(project.year, repository.settings.framework)
    rows = [_with_meaning(item, framework) for item in project.indicators]
    return plain(project) | {"indicators": rows}


def _with_meaning(indicator: Indicator, framework: str) -> Row:
    """An indicator as in its file up to its level one, what its target says, and then its other keys."""
    row = plain(indicator)
    row["level1"] = indicator.level1 or level_one(indicator.kind, framework)
    names = list(row)
    end = names.index("level1") + 1
    meaning = read_target(indicator.target)._asdict()
    return {name: row[name] for name in names[:end]} | meaning | {name: row[name] for name in names[end:]}


def unit_names(repository: Repository, codes: Iterable[str]) -> dict[str, str]:
    """The names of units, empty where no readable department file has one: a project can be looked at without it."""
    known = known_unit_names(repository)
    return {code: known.get(code, "") for code in codes}


def known_unit_names(repository: Repository) -> dict[str, str]:
    """The names of all units of readable department files."""
    departments = [item.record for item in repository.departments() if item.record]
    return {unit.code: unit.name for department in departments for unit in department.units}
