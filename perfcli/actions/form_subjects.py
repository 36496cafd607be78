"""Whose forms are meant: records with the names and the framework that a form shows, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from msgspec.structs import replace

from perfcli.actions.choose import find_projects, read_departments, require_units, unreadable
from perfcli.actions.evaluating import evaluator, read_progress, require_adjusted, whole_goals, whole_name
from perfcli.actions.form_results import became_of
from perfcli.errors import PerfError
from perfcli.exact import Money
from perfcli.form import LIST, OF_PROGRESS, OF_RESULTS, UNIT, Form
from perfcli.forms.cells.blanks import OPEN
from perfcli.forms.laying.shown import Subject
from perfcli.forms.laying.shown_results import NOTHING
from perfcli.framework import framework_for, kinds
from perfcli.i18n import gettext as _
from perfcli.model import Budget, DepartmentGoals, Project
from perfcli.paths import CODE
from perfcli.paths import UNIT as UNIT_CODE
from perfcli.progress.evaluation import as_project
from perfcli.repository import Repository
from perfcli.scaffold import Answers, scaffold

_NOTHING = Budget(total=Money("0.00"), fiscal=Money("0.00"), other=Money("0.00"))


@dataclass(frozen=True, slots=True)
class Blank:
    """What is known of a project that does not exist yet."""

    unit: str
    template: str = ""
    name: str = ""
    year: int | None = None


def subjects_of(repository: Repository, form: Form, codes: Sequence[str], year: int | None) -> list[Subject]:
    """Whose forms are meant: projects by their codes, of a form for the whole of a unit the units or departments.

    Of what became of goals both: a code of a unit or department with goals of its own is its whole. Raises PerfError
    for a code that is none, or where there are no goals, UnreadableData.
    """
    if form.of == UNIT:
        return named_subjects(repository, [_goals(repository, code, year) for code in codes])
    if form.of in OF_PROGRESS:
        wholes = {code: goals for code in codes if (goals := whole_goals(repository, code, year))}
        of_projects = [code for code in codes if code not in wholes]
        projects = _project_subjects(repository, of_projects, year) if of_projects else []
        return [*(whole_subject(repository, goals) for goals in wholes.values()), *projects]
    return _project_subjects(repository, codes, year)


def whole_subject(repository: Repository, goals: DepartmentGoals) -> Subject:
    """A whole as what a form of results shows; without a budget of its goals their amounts stay empty."""
    (subject,) = named_subjects(repository, [as_project(goals, whole_name(repository, goals.of))])
    return replace(subject, is_whole=True, is_blank=goals.budget is None)


def _project_subjects(repository: Repository, codes: Sequence[str], year: int | None) -> list[Subject]:
    wrong = [code for code in codes if not CODE.fullmatch(code)]
    if wrong:
        raise PerfError(
            _("{codes}: no code of a project").format(codes=_(", ").join(wrong)),
            hint=_("This form is of projects; `perf list -q` prints their codes."),
        )
    return named_subjects(repository, find_projects(repository, codes, year))


def named_subjects(repository: Repository, records: Sequence[Project | DepartmentGoals]) -> list[Subject]:
    """Records with the names of their units and departments and the framework of their years.

    Raises UnreadableData where the file that has these names cannot be read: they would be missing on the form.
    """
    departments, problems = read_departments(repository)
    codes = {(record.unit if isinstance(record, Project) else record.of)[:3] for record in records}
    if lacking := [problem for problem in problems if PurePosixPath(problem.path).stem in codes]:
        raise unreadable(lacking)
    of_departments = {department.code: department.name for department in departments}
    of_units = {unit.code: unit.name for department in departments for unit in department.units}
    names = of_departments | of_units
    subjects = []
    for record in records:
        code = record.unit if isinstance(record, Project) else record.of
        framework = framework_for(record.year, repository.settings.framework)
        subjects.append(Subject(record, names.get(code, ""), of_departments.get(code[:3], ""), framework))
    return subjects


def _goals(repository: Repository, code: str, year: int | None) -> DepartmentGoals:
    year = year or repository.settings.year
    if year is None:
        found = [item.record.year for item in repository.goals() if item.record and item.record.of == code]
        year = max(found, default=None)
    goals = repository.load_goals(year, code) if year else None
    if goals is None:
        require_units(repository, [code])
        message = _("{code} has no overall goals for {year}")
        raise PerfError(message.format(code=code, year=year or _("any year")))
    return goals


def blank_subject(repository: Repository, form: Form, wanted: Blank) -> Subject:
    """A form to be filled in for a project that does not exist yet: what the template fills, and nothing else."""
    require_units(repository, [wanted.unit])
    if form.of in (UNIT, LIST) and (wanted.template or wanted.name):
        raise PerfError(_("--template and --name are for the form of a project"))
    if form.of != UNIT and not UNIT_CODE.fullmatch(wanted.unit):
        raise PerfError(_("{unit} is a department: a project belongs to a unit").format(unit=wanted.unit))
    year = wanted.year or repository.settings.year
    if year is None:
        raise PerfError(_("no budget year is known"), hint=_("Name one with --year, or set year in perf.toml."))
    if form.of == UNIT:
        goals = DepartmentGoals(unit=wanted.unit if len(wanted.unit) > 3 else "", department=wanted.unit[:3], year=year)
        return named_subjects(repository, [replace(goals, department="" if goals.unit else goals.department)])[0]
    template = repository.load_template(wanted.template) if wanted.template else None
    if wanted.template and template is None:
        raise PerfError(
            _("no template is called {slug}").format(slug=wanted.template), hint=_("See `perf list templates`.")
        )
    framework = framework_for(year, repository.settings.framework)
    known = named_subjects(repository, [Project(code="", name="", unit=wanted.unit, year=year, budget=_NOTHING)])[0]
    answers = Answers(wanted.name or OPEN, wanted.unit, known.unit_name, year, Money("0.00"), budget=OPEN)
    record = scaffold(answers, template, kinds(framework))
    return replace(known, record=replace(record, name=wanted.name), is_blank=True)


def with_results(repository: Repository, form: Form, subjects: Sequence[Subject]) -> list[Subject]:
    """Subjects with what became of them, for a form that shows it, unless it is known; raises UnreadableData."""
    projects = [subject.record for subject in subjects if isinstance(subject.record, Project)]
    is_known = all(subject.became is not NOTHING for subject in subjects)
    if form.of not in OF_RESULTS or len(projects) < len(subjects) or is_known:
        return list(subjects)
    work_out = evaluator(repository)
    found = []
    for subject, (project, progress) in zip(subjects, read_progress(repository, projects), strict=True):
        if subject.is_whole and subject.is_blank:
            require_adjusted(repository, project.year, project.unit, progress)
        became = became_of(work_out(project, progress), progress, repository.settings)
        found.append(replace(subject, became=became))
    return found
