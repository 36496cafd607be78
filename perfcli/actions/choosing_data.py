"""The records that filters choose, read whole: what `perf export` and `perf book` write."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from perfcli.actions.choose import load_listed, require_units
from perfcli.actions.looking import no_progress, project_problems, project_scope
from perfcli.data.dataset import Dataset, whole
from perfcli.errors import Problem, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.index import Index, Progress, answers
from perfcli.model import Department, DepartmentGoals, Project, Record, Template
from perfcli.repository import Loaded, Repository
from perfcli.select import Selection

R = TypeVar("R", bound=Record)


def chosen_data(repository: Repository, selection: Selection, progress: Progress = no_progress) -> Dataset:
    """What a selection chooses: its projects, their departments with the units meant, these departments' goals.

    Templates are all there are, unless a filter is set: then those that the projects were made from. Raises
    UnreadableData where a file that belongs to it cannot be read: what is written would lack it in silence.
    """
    projects = chosen_projects(repository, selection, progress)
    departments = [
        _narrowed(department, selection)
        for department in _readable(repository.departments())
        if not selection.units or _is_meant(department, selection)
    ]
    codes = {department.code for department in departments}
    goals = [item for item in _readable(repository.goals(selection.years)) if _has_goals(item, selection, codes)]
    used = {project.template for project in projects}
    templates: dict[str, Template] = {}
    for slug, loaded in repository.templates().items():
        if selection == Selection() or slug in used:
            templates[slug] = _readable([loaded])[0]
    return Dataset(
        departments=tuple(map(whole, departments)),
        goals=tuple(map(whole, goals)),
        projects=tuple(map(whole, projects)),
        templates=tuple((slug, whole(template)) for slug, template in templates.items()),
    )


def chosen_projects(repository: Repository, selection: Selection, progress: Progress = no_progress) -> list[Project]:
    """The projects chosen, by year and code; raises UnreadableData where a file looked at cannot be read."""
    require_units(repository, selection.units)
    with Index(repository, project_scope(selection), progress) as index:
        problems = project_problems(index, selection)
        if problems:
            raise _unreadable(problems)
        keys = answers.codes(index, selection)
    projects = []
    for done, key in enumerate(keys):
        progress(done, len(keys))
        projects += _readable([load_listed(repository, *key)])
    progress(len(keys), len(keys))
    return projects


def _readable(loaded: Iterable[Loaded[R]]) -> list[R]:
    loaded = list(loaded)
    problems = [problem for item in loaded for problem in item.problems]
    if problems:
        raise _unreadable(problems)
    return [item.record for item in loaded if item.record is not None]


def _unreadable(problems: Iterable[Problem]) -> UnreadableData:
    return UnreadableData(
        _("what is written would lack these files, which cannot be read"),
        tuple(problems),
        hint=_("Mend these files, or leave them out with --unit or --year."),
    )


def _is_meant(department: Department, selection: Selection) -> bool:
    return any(unit[:3] == department.code for unit in selection.units)


def _narrowed(department: Department, selection: Selection) -> Department:
    """A department with the units meant alone."""
    units = tuple(unit for unit in department.units if selection.takes_unit(unit.code))
    return msgspec.structs.replace(department, units=units)


def _has_goals(goals: DepartmentGoals, selection: Selection, departments: set[str]) -> bool:
    """Whether goals belong to the selection: without a filter on units all do, also those of no known department.

    With one a unit's own goals belong to it where the unit does, a department's where one of its units does.
    """
    if goals.unit:
        return selection.takes_unit(goals.unit)
    return not selection.units or goals.department in departments
