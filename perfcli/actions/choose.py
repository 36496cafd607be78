"""Which units and projects are meant, by their codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from perfcli.actions.looking import no_progress, progress_problems, progress_scope, project_problems, project_scope
from perfcli.disk import is_gone
from perfcli.errors import PerfError, Problem, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.index import Index, Progress, answers
from perfcli.model import Department, Project, Record
from perfcli.paths import DEPARTMENT
from perfcli.repository import Loaded, ProjectFile, Repository
from perfcli.select import Selection, nearest, nearest_named

R = TypeVar("R", bound=Record)
_CALLED = 10
"""So many of those that a name fits are listed."""


def read_departments(repository: Repository) -> tuple[list[Department], tuple[Problem, ...]]:
    """Every readable department, and what is wrong with the other files."""
    loaded = repository.departments()
    departments = [item.record for item in loaded if item.record]
    return departments, tuple(problem for item in loaded for problem in item.problems)


def require_units(repository: Repository, units: Iterable[str]) -> None:
    """Raise PerfError for a unit or department that no department file knows, the nearest ones offered."""
    units = tuple(unit for unit in units if not _is_known(repository, unit))
    if not units:
        return
    departments, problems = read_departments(repository)
    known = {department.code: department.name for department in departments}
    known |= {unit.code: unit.name for department in departments for unit in department.units}
    for unit in units:
        if unit not in known:
            message = _("no department file knows the unit {unit}").format(unit=unit or '""')
            if problems:
                raise UnreadableData(message, problems, hint=_("It may be in a file that has to be fixed first."))
            hint = nearest(unit, [code for code in known if len(code) == len(unit)] or known)
            if unit and not unit.isascii():
                hint = nearest_named(unit, known)
            raise PerfError(message, hint=hint or _("See `perf list units`."))


def require_unit(repository: Repository, unit: str) -> None:
    """Raise PerfError for what is no unit that a department file knows; of a department its units are named."""
    require_units(repository, [unit])
    if DEPARTMENT.fullmatch(unit):
        department = repository.load_department(unit)
        names = {one.code: one.name for one in department.units} if department else {}
        message = _("{unit} is a department; a project belongs to a unit").format(unit=unit)
        raise PerfError(message, hint=nearest_named("", names) or _("See `perf list units`."))


def _is_known(repository: Repository, unit: str) -> bool:
    """Whether the file of the unit's own department knows it."""
    path = repository.root / "departments" / f"{unit[:3]}.toml"
    if not DEPARTMENT.fullmatch(unit[:3]) or is_gone(path):
        return False
    department = repository.load_placed_department(path).record
    return department is not None and (unit == department.code or any(unit == known.code for known in department.units))


def find_projects(repository: Repository, codes: Sequence[str], year: int | None = None) -> list[Project]:
    """The projects of these codes in this order, each in the latest of its years unless one is named.

    Raises PerfError naming every code that does not exist, UnreadableData for files that cannot be read.
    """
    of_all_years = {code: repository.find_projects(code) for code in dict.fromkeys(codes)}
    found = of_all_years
    if year is not None:
        found = {code: [file for file in files if file.year == year] for code, files in of_all_years.items()}
    missing = {code: of_all_years[code] for code, files in found.items() if not files}
    if missing:
        message = _("no project has the code {codes}").format(codes=_(", ").join(missing))
        if year is not None:
            message = _("no project of {year} has the code {codes}").format(year=year, codes=_(", ").join(missing))
        if named := called(repository, missing, year):
            raise PerfError(
                message, details=named, hint=_("Their names have it: give the whole code of the one meant.")
            )
        raise PerfError(message, hint=_where_codes_are(repository, missing) or _("See `perf list -q`."))
    projects: list[Project] = []
    problems: list[Problem] = []
    for code in codes:
        latest = max(file.year for file in found[code])
        for file in found[code]:
            if file.year == latest:
                loaded = repository.load_project(file)
                problems.extend(loaded.problems)
                projects.extend([loaded.record] if loaded.record else [])
    if problems:
        raise UnreadableData(_("this file has to be mended first"), tuple(problems))
    return projects


def find_project(repository: Repository, code: str, year: int | None = None) -> Project:
    """The one project of a code, in the latest of its years unless one is named; raises as `find_projects` does.

    Raises PerfError too where several files of that year have the code: which one is meant nobody can tell.
    """
    found = find_projects(repository, [code], year)
    if len(found) > 1:
        raise several_files(code, [repository.project_path(one.year, one.unit, one.code) for one in found], repository)
    return found[0]


def several_files(code: str, paths: Sequence[Path], repository: Repository) -> PerfError:
    """The error for a code that several files of a year have."""
    return PerfError(
        _("{count} files have the code {code}").format(count=len(paths), code=code),
        details=tuple(map(repository.relative, paths)),
        hint=_("Delete the one that is wrong, or give it a code of its own."),
    )


def called(repository: Repository, words: Iterable[str], year: int | None) -> tuple[str, ...]:
    """Code, year and name of the projects that have one of these words, none of which is a code, in their names."""
    named = [word for word in words if word.strip() and not word.isascii()]
    if not named:
        return ()
    selection = Selection(years=() if year is None else (year,))
    with Index(repository, project_scope(selection)) as index:
        found = {code: name for word in named for code, name in answers.projects_like(index, selection, word).items()}
    return tuple(code_year_name(repository, code, found[code]) for code in list(found)[:_CALLED])


def code_year_name(repository: Repository, code: str, name: str) -> str:
    """A project as it is listed to choose from."""
    years = _(", ").join(sorted({str(file.year) for file in repository.find_projects(code)}))
    return f"{code}  {years}  {' '.join(name.split())}".rstrip()


def _where_codes_are(repository: Repository, missing: Mapping[str, Sequence[ProjectFile]]) -> str:
    """A hint: the other years of codes that are there, the nearest codes for those that are not."""
    known = {file.code for file in repository.project_files() if file.code}
    hints = []
    for code, files in list(missing.items())[:3]:
        years = _(", ").join(str(file.year) for file in files)
        hints.append(_("{code} exists in {years}.").format(code=code, years=years) if files else nearest(code, known))
    return " ".join(hint for hint in hints if hint)


def kept_by(repository: Repository, projects: Sequence[Project], where: str) -> list[Project]:
    """The projects that an SQL condition over the columns of `list projects` keeps; all without one."""
    if not where or not projects:
        return list(projects)
    years, units = {project.year for project in projects}, {project.unit for project in projects}
    selection = Selection(years=tuple(years), units=tuple(units), where=where)
    with Index(repository, project_scope(selection)) as index:
        kept = set(answers.codes(index, selection))
    return [project for project in projects if (project.year, project.unit, project.code) in kept]


def load_listed(repository: Repository, year: int, unit: str, code: str) -> Loaded[Project]:
    """A project that is listed; one whose folder or file has a name that no unit or code has is unreadable."""
    try:
        path = repository.project_path(year, unit, code)
    except PerfError as error:
        path = repository.root / "projects" / str(year) / unit / f"{code}.toml"
        return Loaded(path, None, (Problem(repository.relative(path), 0, 0, "", "path", error.message),))
    return repository.load_project(ProjectFile(path, year, unit, code))


def chosen_projects(repository: Repository, selection: Selection, progress: Progress = no_progress) -> list[Project]:
    """The projects chosen, by year and code; raises UnreadableData where a file looked at cannot be read."""
    require_units(repository, selection.units)
    with Index(repository, project_scope(selection), progress) as index:
        problems = project_problems(index, selection)
        if problems:
            raise unreadable(problems)
        keys = answers.codes(index, selection)
    projects = []
    for done, key in enumerate(keys):
        progress(done, len(keys))
        projects += readable([load_listed(repository, *key)])
    progress(len(keys), len(keys))
    return projects


@contextmanager
def progress_index(repository: Repository, selection: Selection, progress: Progress = no_progress) -> Iterator[Index]:
    """A look at the projects chosen and at what became of them.

    Raises UnreadableData where a project looked at, or the progress of one chosen, cannot be read, PerfError for
    settings that lights and points cannot follow from.
    """
    repository.require_judging()
    require_units(repository, selection.units)
    with Index(repository, progress_scope(selection), progress) as index:
        problems = project_problems(index, selection)
        if problems:
            raise unreadable(problems)
        problems = progress_problems(index, selection)
        if problems:
            raise UnreadableData(_("these files cannot be read"), problems, hint=_("Fix these files first."))
        yield index


def readable(loaded: Iterable[Loaded[R]]) -> list[R]:
    """The records of files; raises UnreadableData where one cannot be read."""
    loaded = list(loaded)
    problems = [problem for item in loaded for problem in item.problems]
    if problems:
        raise unreadable(problems)
    return [item.record for item in loaded if item.record is not None]


def unreadable(problems: Iterable[Problem], hint: str = "") -> UnreadableData:
    """The error of what would be written without these files; `hint` where a choice leaves none of them out."""
    return UnreadableData(
        _("what is written would lack these files, which cannot be read"),
        tuple(problems),
        hint=hint or _("Mend these files, or choose other units or years."),
    )


@contextmanager
def hinted(hint: str) -> Iterator[None]:
    """Where units and years cannot both be chosen: what to do about the files within that cannot be read.

    Without a hint they are answered as they are.
    """
    try:
        yield
    except UnreadableData as error:
        raise UnreadableData(error.message, error.problems, hint=hint or error.hint) from None
