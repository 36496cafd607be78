"""`perf rollover`: the projects of a year as those of another, each once, and goals of departments likewise."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import msgspec

from perfcli.actions.approval import Approvals
from perfcli.actions.choose import chosen_projects, hinted, require_units
from perfcli.actions.editing import project_key
from perfcli.actions.new import require_division
from perfcli.actions.placing import text_like
from perfcli.budgets import scaled
from perfcli.codec import decode, from_toml, patch, write
from perfcli.codec.comments import with_comments
from perfcli.dated import Mention, mentions
from perfcli.disk import is_gone
from perfcli.errors import ConflictingData, PerfError, Problem
from perfcli.i18n import gettext as _
from perfcli.keys import indicator_names
from perfcli.model import DepartmentGoals, Project
from perfcli.paths import DEPARTMENT
from perfcli.progress import Progress
from perfcli.repository import Repository
from perfcli.scaffold import draw_code
from perfcli.select import Selection
from perfcli.writing import Change, locked, write_changes


@dataclass(frozen=True, slots=True)
class RolledOver:
    """A project of the new year: what it was, what it is, its file, and the texts in it that name earlier years."""

    before: Project
    after: Project
    change: Change
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Rollover:
    """What a run made; `skipped` are projects that the new year has already, `problems` what was not offered."""

    made: tuple[RolledOver, ...]
    skipped: tuple[Project, ...]
    problems: tuple[Problem, ...]


def roll_over(
    repository: Repository, selection: Selection, to: int, factor: Decimal | None = None, *, dry_run: bool = False
) -> Rollover:
    """Make a project of year `to` of each one chosen, all or none; none is made twice and nothing overwritten.

    `factor` scales the budgets. Raises PerfError, UnreadableData where a file of either year cannot be read, OSError.
    """
    (year,) = selection.years
    if to <= year:
        raise PerfError(_("{to} is not after {year}").format(to=to, year=year))
    require_division(repository)
    projects = chosen_projects(repository, selection)
    if not projects:
        raise PerfError(_("no project is chosen by these filters"))
    if dry_run:
        return _planned(repository, projects, to, factor)
    with locked(repository.root):
        rollover = _planned(repository, projects, to, factor)
        write_changes(repository.root, [one.change for one in rollover.made])
    return rollover


def _planned(repository: Repository, projects: Sequence[Project], to: int, factor: Decimal | None) -> Rollover:
    with hinted(_("Mend these files.")):
        there = chosen_projects(repository, Selection(years=(to,)))
    known = {project.previous for project in there} | {project.code for project in there}
    taken = {file.code for file in repository.project_files()}
    made, skipped, problems = [], [], list[Problem]()
    for chosen in projects:
        if chosen.code in known:
            skipped.append(chosen)
            continue
        read = repository.read_record(repository.project_path(*project_key(chosen)), Project)
        if read is None:
            raise PerfError(_("{path} no longer exists").format(path=chosen.code))
        loaded = repository.load_progress(chosen.year, chosen.code, chosen.unit)
        problems += loaded.problems
        made.append(_rolled_over(repository, read, loaded.record, to, factor, taken))
    return Rollover(tuple(made), tuple(skipped), tuple(problems))


def _rolled_over(
    repository: Repository,
    read: tuple[Project, bytes],
    progress: Progress | None,
    to: int,
    factor: Decimal | None,
    taken: set[str],
) -> RolledOver:
    before, content = read
    code = before.code
    while code in taken:
        code = draw_code(repository.settings.division, to, secrets.choice)
    taken.add(code)
    try:
        budget = before.budget if factor is None else scaled(before.budget, factor)
    except PerfError as error:
        raise PerfError(f"{before.code}: {error.message}") from None
    after = msgspec.structs.replace(before, code=code, year=to, previous=before.code, budget=budget)
    text = text_like(content, after).decode("utf-8")
    text = with_comments(text, "indicators", _references(before, progress), "target")
    path = repository.project_path(to, after.unit, code)
    return RolledOver(before, after, Change(path, None, text.encode("utf-8")), tuple(mentions(after, to)))


def _references(project: Project, progress: Progress | None) -> dict[int, str]:
    """By the places of indicators what each came to: its actual value of the self-evaluation, else the last watched."""
    if progress is None:
        return {}
    found: dict[str, str] = {}
    for monitoring in progress.monitoring:
        said = _("value of {date}: {value}")
        found |= _said({name: row.value for name, row in monitoring.indicators.items()}, said, monitoring.date)
    if progress.evaluation:
        said = _("actual value of {date}: {value}")
        rows = progress.evaluation.indicators.items()
        found |= _said({name: row.actual for name, row in rows}, said, project.year)
    places = [place for place, row in enumerate(project.indicators) if not row.term]
    names = indicator_names(project.year_indicators)
    return {place: found[name] for place, name in zip(places, names, strict=True) if name in found}


def _said(values: Mapping[str, str], message: str, date: object) -> dict[str, str]:
    return {name: message.format(date=date, value=value.strip()) for name, value in values.items() if value.strip()}


def new_goals(repository: Repository, code: str, year: int, source: int | None = None) -> tuple[Path, list[Mention]]:
    """The goals file of a department or a unit for a year, empty or as that of another year with its comments.

    Returns the file and the texts in it that name earlier years. Raises ConflictingData where there is one, PerfError.
    """
    path = repository.goals_path(year, code)
    require_units(repository, [code])
    with locked(repository.root):
        if not is_gone(path):
            raise ConflictingData(_("there are goals already: {path}").format(path=repository.relative(path)))
        if source is None:
            is_department = DEPARTMENT.fullmatch(code) is not None
            goals = DepartmentGoals(
                department=code if is_department else "", unit="" if is_department else code, year=year
            )
            text = write(goals)
        else:
            goals, text = _goals_of(repository, code, source, year)
        Approvals(repository).require_free_goals(year, code)
        write_changes(repository.root, [Change(path, None, text.encode("utf-8"))])
    return path, mentions(goals, year)


def _goals_of(repository: Repository, code: str, source: int, year: int) -> tuple[DepartmentGoals, str]:
    """The goals of one year as those of another."""
    old = repository.goals_path(source, code)
    read = repository.read_record(old, DepartmentGoals)
    if read is None:
        raise PerfError(_("there are no goals of {code} for {year}").format(code=code, year=source))
    before, content = read
    if before.of != code:
        raise PerfError(
            _("{path}: its year, unit and code are not those of its path").format(path=repository.relative(old)),
            hint=_("See `perf check`."),
        )
    goals = msgspec.structs.replace(before, year=year)
    text = patch(decode(content), goals, frozenset({"year"}))
    if from_toml(text, DepartmentGoals) != goals:
        raise AssertionError("the text of new goals does not read back as it was meant")
    return goals, text
