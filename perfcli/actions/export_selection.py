"""Every record that filters choose, read whole: what `perf export` writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from perfcli import progress as record
from perfcli.actions.choose import chosen_projects, hinted, readable
from perfcli.actions.looking import no_progress
from perfcli.data.dataset import Dataset, whole
from perfcli.disk import entries, is_gone
from perfcli.i18n import gettext as _
from perfcli.index import Progress
from perfcli.model import Department, DepartmentGoals, Project, Template
from perfcli.paths import UNIT
from perfcli.repository import YEAR, Repository
from perfcli.select import Selection


def chosen_data(repository: Repository, selection: Selection, progress: Progress = no_progress) -> Dataset:
    """What a selection chooses: its projects, their departments with the units meant, these departments' goals.

    Templates are all there are, unless a filter is set: then those that the projects were made from. Raises
    UnreadableData where a file that belongs to it cannot be read: what is written would lack it in silence.
    """
    projects = chosen_projects(repository, selection, progress)
    with hinted(_("Mend these files.")):
        all_departments = readable(repository.departments())
    with hinted(_("Mend these files, or choose other years.")):
        goals_of_years = readable(repository.goals(selection.years))
    departments = [
        _narrowed(department, selection)
        for department in all_departments
        if not selection.units or _is_meant(department, selection)
    ]
    codes = {department.code for department in departments}
    goals = [item for item in goals_of_years if _has_goals(item, selection, codes)]
    used = {project.template for project in projects}
    templates: dict[str, Template] = {}
    for slug, loaded in repository.templates().items():
        if selection == Selection() or slug in used:
            templates[slug] = readable([loaded])[0]
    return Dataset(
        departments=tuple(map(whole, departments)),
        goals=tuple(map(whole, goals)),
        projects=tuple(map(whole, projects)),
        templates=tuple((slug, whole(template)) for slug, template in templates.items()),
        progress=tuple(map(whole, _became(repository, projects, selection))),
    )


def _became(repository: Repository, projects: Sequence[Project], selection: Selection) -> Iterator[record.Progress]:
    """What became of these projects, and of the wholes meant; nothing is read where no progress is kept."""
    if is_gone(repository.root / "progress"):
        return
    loaded = [repository.load_progress(one.year, one.code, one.unit) for one in projects]
    for year in entries(repository.root / "progress"):
        if YEAR.fullmatch(year.name) and (not selection.years or int(year.name) in selection.years):
            codes = [path.stem for path in repository.tomls(f"progress/{year.name}")]
            meant = (code for code in codes if _is_meant_whole(code, selection))
            loaded += [repository.load_progress(int(year.name), code) for code in meant]
    yield from readable(one for one in loaded if one.record is not None or one.problems)


def progress_of_none(repository: Repository, selection: Selection) -> Iterator[Path]:
    """The progress files that a selection would choose, of projects that are not there: no record has them."""
    if selection.is_about_contents:
        return
    for year in _folders(repository.root / "progress", YEAR):
        if selection.years and int(year.name) not in selection.years:
            continue
        for unit in _folders(year, UNIT):
            if not selection.takes_unit(unit.name):
                continue
            for path in repository.tomls(f"progress/{year.name}/{unit.name}"):
                project = repository.project_path(int(year.name), unit.name, path.stem)
                if path.stem.startswith(selection.code_prefix) and is_gone(project):
                    yield path


def _folders(folder: Path, named: re.Pattern[str]) -> list[Path]:
    """The folders in a folder that are called so, by name."""
    return [folder / one.name for one in entries(folder) if named.fullmatch(one.name) and one.is_dir()]


def _is_meant(department: Department, selection: Selection) -> bool:
    return any(unit[:3] == department.code for unit in selection.units)


def _narrowed(department: Department, selection: Selection) -> Department:
    """A department with the units meant alone."""
    units = tuple(unit for unit in department.units if selection.takes_unit(unit.code))
    return msgspec.structs.replace(department, units=units)


def _is_meant_whole(code: str, selection: Selection) -> bool:
    """Whether a department or unit is meant by the units of a selection."""
    return not selection.units or code in {unit[:3] for unit in selection.units} or selection.takes_unit(code)


def _has_goals(goals: DepartmentGoals, selection: Selection, departments: set[str]) -> bool:
    """Whether goals belong to the selection: without a filter on units all do, also those of no known department.

    With one a unit's own goals belong to it where the unit does, a department's where one of its units does.
    """
    if goals.unit:
        return selection.takes_unit(goals.unit)
    return not selection.units or goals.department in departments
