"""`perf new`: projects from answers or JSON lines, units, templates."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
from msgspec.structs import replace

from perfcli.actions.approval import Approvals
from perfcli.actions.choose import find_project, require_unit
from perfcli.codec import from_toml, patch, write
from perfcli.devices import is_kept_by_windows
from perfcli.disk import is_file
from perfcli.errors import ConflictingData, PerfError
from perfcli.exact import Money, Percent
from perfcli.framework import framework_for, kinds
from perfcli.i18n import gettext as _
from perfcli.model import Department, Indicator, Project, Template, Unit
from perfcli.paths import DIVISION
from perfcli.repository import Repository
from perfcli.scaffold import Answers, draw_code, scaffold, template_of
from perfcli.select import nearest_named
from perfcli.writing import Change, locked, write_changes

_FILLED_ALWAYS = frozenset({"purpose", "goals", "spending_plan", "indicators"})
"""What a project is scaffolded for: where all of it is said, its template has nothing to fill."""


class ProjectRequest(msgspec.Struct, frozen=True):
    """What is asked for of a new project; None or empty where nothing was said. Amounts in 元."""

    name: str
    unit: str
    total: Money
    fiscal: Money | None = None
    other: Money | None = None
    year: int | None = None
    code: str = ""
    template: str = ""
    purpose: str | None = None
    goals: tuple[str, ...] | None = None
    plan: tuple[Percent, ...] | None = None
    indicators: tuple[Indicator, ...] | None = None


class NewProject(msgspec.Struct, frozen=True):
    """A project and where it lies."""

    path: Path
    project: Project
    text: str


def new_project(repository: Repository, wanted: ProjectRequest, *, dry_run: bool = False) -> NewProject:
    """Scaffold and write one project; raises PerfError for anything that keeps it from being a valid one."""
    settings = repository.settings
    year = wanted.year or settings.year
    if year is None:
        raise PerfError(_("no budget year is known"), hint=_("Name one with --year, or set year in perf.toml."))
    plan = None if wanted.plan is None else plan_by_months(wanted.plan, settings.checkpoints)
    if None not in (wanted.fiscal, wanted.other) and (wanted.fiscal or 0) + (wanted.other or 0) != wanted.total:
        raise PerfError(
            _("fiscal funds of {fiscal} and other funds of {other} are not the total of {total}").format(
                fiscal=wanted.fiscal, other=wanted.other, total=wanted.total
            ),
            hint=_("Leave one of the parts out: it is then what remains."),
        )
    said = {
        "purpose": wanted.purpose,
        "goals": wanted.goals,
        "spending_plan": plan,
        "indicators": wanted.indicators,
    }
    answers = Answers(
        name=wanted.name.strip(),
        unit=wanted.unit,
        unit_name="",
        year=year,
        total=wanted.total,
        fiscal=wanted.fiscal,
        other=wanted.other,
        code=wanted.code,
        template=wanted.template,
        given={key: value for key, value in said.items() if value is not None},
    )
    return create_project(repository, answers, dry_run=dry_run)


def plan_by_months(shares: Sequence[Percent], months: Sequence[int]) -> dict[int, Percent]:
    """A spending plan of a share for each checkpoint, none for no shares at all.

    Raises PerfError for another number of them, and for one that falls or goes beyond 100: they are cumulative.
    """
    if not shares:
        return {}
    if len(shares) != len(months):
        message = _("the plan has {given} percents, the repository's checkpoints are {count} (months {months})")
        named = _(", ").join(map(str, months))
        raise PerfError(message.format(given=len(shares), count=len(months), months=named))
    hint = _("A plan looks like 25,50,75,100: the share spent by each checkpoint.")
    for before, after in pairwise((Percent("0"), *shares)):
        if after < before:
            message = _("{after}% after {before}%: a cumulative percent cannot fall")
            raise PerfError(message.format(before=f"{before:f}", after=f"{after:f}"), hint=hint)
        if after > 100:
            raise PerfError(_("{share}% is over 100%").format(share=f"{after:f}"), hint=hint)
    return dict(zip(months, shares, strict=True))


def prefilled(repository: Repository, wanted: ProjectRequest) -> Project:
    """The project as its template fills it, be its unit registered yet or not, without a code.

    Raises PerfError for a template that is none, or cannot be filled.
    """
    year = wanted.year or repository.settings.year or 0
    departments = [item.record for item in repository.departments() if item.record]
    names = {unit.code: unit.name for department in departments for unit in department.units}
    answers = Answers(
        name=wanted.name,
        unit=wanted.unit,
        unit_name=names.get(wanted.unit, ""),
        year=year,
        total=wanted.total,
        fiscal=None,
        other=None,
        template=wanted.template,
    )
    framework = framework_for(year, repository.settings.framework)
    return scaffold(answers, _template(repository, wanted.template), kinds(framework))


def create_project(repository: Repository, answers: Answers, *, dry_run: bool = False) -> NewProject:
    """Scaffold answers whose code may be empty (then it is drawn), and write the project's file.

    The template has to exist only where it has something to fill: a whole project can come from another repository.
    The code is checked against every project with the lock held, so that no two processes write the same one.
    """
    if not answers.name:
        raise PerfError(_("a project needs a name"))
    needs_template = not answers.given.keys() >= _FILLED_ALWAYS
    template = _template(repository, answers.template) if needs_template else None
    framework = framework_for(answers.year, repository.settings.framework)
    answers = replace(answers, unit_name=_unit_name(repository, answers.unit))
    if answers.code:
        repository.project_path(answers.year, answers.unit, answers.code)
    project = scaffold(answers, template, kinds(framework))
    if dry_run:
        return _placed(repository, with_code(repository, project))
    with locked(repository.root):
        made = _placed(repository, with_code(repository, project))
        write_changes(repository.root, [Change(made.path, None, made.text.encode("utf-8"))])
    return made


def _placed(repository: Repository, project: Project) -> NewProject:
    path = repository.project_path(project.year, project.unit, project.code)
    text = write(project)
    if from_toml(text, Project) != project:
        raise AssertionError("the text of a new project does not read back as the project")
    return NewProject(path, project, text)


def with_code(repository: Repository, project: Project) -> Project:
    """The project with a code that no other has; raises ConflictingData for a code that is taken."""
    if project.code:
        taken = repository.find_projects(project.code)
        if taken:
            where = _(", ").join(repository.relative(file.path) for file in taken)
            message = _("the code {code} is taken: {where}").format(code=project.code, where=where)
            raise ConflictingData(message, hint=_("Leave --code out to get a new one."))
        Approvals(repository).require_free(project.year, project.code)
        return project
    division = require_division(
        repository, _('Add a line such as division = "130303" to perf.toml, or name a code with --code.')
    )
    while True:
        code = draw_code(division, project.year, secrets.choice)
        if not repository.find_projects(code):
            return msgspec.structs.replace(project, code=code)


def require_division(repository: Repository, hint: str = "") -> str:
    """The division that codes are drawn for; raises PerfError where perf.toml names none, saying what to do."""
    division = repository.settings.division
    if not DIVISION.fullmatch(division):
        raise PerfError(
            _("no code can be generated: perf.toml has no division of six digits"),
            hint=hint or _('Add a line such as division = "130303" to perf.toml.'),
        )
    return division


def _template(repository: Repository, slug: str) -> Template | None:
    if not slug:
        return None
    known = repository.templates()
    if slug not in known:
        names = {one: item.record.name if item.record else "" for one, item in known.items()}
        hint = nearest_named(slug, names) or _("See `perf list templates`.")
        raise PerfError(_("there is no template {slug}").format(slug=slug), hint=hint)
    return repository.load_template(slug)


def _unit_name(repository: Repository, code: str) -> str:
    """The unit's name; raises PerfError for what is not a unit of a department file."""
    require_unit(repository, code)
    department = repository.load_department(code[:3])
    return next((unit.name for unit in department.units if unit.code == code), "") if department else ""


def require_name(slug: str) -> None:
    """Raises PerfError for a name on disk that is none on every system."""
    if is_kept_by_windows(slug):
        message = _("{slug}: Windows keeps this name for a device")
        raise PerfError(message.format(slug=slug), hint=_("Choose another one."))


def new_template(repository: Repository, slug: str, code: str, name: str = "", year: int | None = None) -> Path:
    """Make a template out of a project; raises ConflictingData where the slug is taken."""
    path = repository.template_path(slug)
    require_name(slug)
    project = find_project(repository, code, year)
    with locked(repository.root):
        if is_file(path):
            raise ConflictingData(_("there is a template {slug} already").format(slug=slug))
        text = write(template_of(project, name or project.name))
        write_changes(repository.root, [Change(path, None, text.encode("utf-8"))])
    return path


def new_unit(repository: Repository, code: str, name: str, department_name: str = "") -> Path:
    """Register a unit, and its department where it is new; raises ConflictingData where it has another name."""
    repository.unit_code(code)
    name = name.strip()
    if not name:
        raise PerfError(_("a unit needs a name"))
    path = repository.department_path(code[:3])
    with locked(repository.root):
        read = repository.read_record(path, Department)
        before = read[0] if read else Department(code=code[:3])
        after = with_units(before, {code: name}, department_name or before.name or department_name_of(code, name))
        if department_name and before.name not in ("", department_name):
            raise ConflictingData(
                _("the department {code} is there already as {name}").format(code=before.code, name=before.name),
                hint=_("Change its name in {path}.").format(path=repository.relative(path)),
            )
        same = next((unit for unit in before.units if unit.code == code), None)
        if same and same.name not in ("", name):
            raise ConflictingData(
                _("the unit {code} is there already as {name}").format(code=code, name=same.name),
                hint=_("Change its name in {path}.").format(path=repository.relative(path)),
            )
        if read is None:
            write_changes(repository.root, [Change(path, None, write(after).encode("utf-8"))])
        elif after != before:
            text = patch(read[1].decode("utf-8"), after)
            write_changes(repository.root, [Change(path, read[1], text.encode("utf-8"))])
    return path


def department_name_of(code: str, name: str) -> str:
    """A department's name as its unit 001 tells it: without 本级; empty from another unit."""
    return name.removesuffix("本级").strip() if code[3:] == "001" else ""


def with_units(department: Department, names: Mapping[str, str], department_name: str) -> Department:
    """The department with these units in it (named where they have none yet), the others as they were."""
    units = [Unit(code=unit.code, name=names.get(unit.code, unit.name) or unit.name) for unit in department.units]
    there = {unit.code for unit in units}
    units += [Unit(code=code, name=name) for code, name in names.items() if code not in there]
    return msgspec.structs.replace(department, name=department_name, units=tuple(units))


def units_to_choose(repository: Repository) -> Sequence[Unit]:
    """Every unit that a project can belong to, by code."""
    units = [unit for item in repository.departments() if item.record for unit in item.record.units]
    return sorted(units, key=lambda unit: unit.code)
