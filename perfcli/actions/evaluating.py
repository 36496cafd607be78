"""`perf evaluate show|summary|sample`: self-evaluations out of projects and their progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

from perfcli.actions.choose import load_listed, progress_index
from perfcli.actions.looking import no_progress
from perfcli.actions.sampling import sampled
from perfcli.direction import better_by
from perfcli.disk import entries, is_gone
from perfcli.errors import PerfError, Problem, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.index import Progress as Telling
from perfcli.index import progress_answers
from perfcli.index.evaluated import Key
from perfcli.model import DepartmentGoals, Project, Record
from perfcli.parallel import Line, lines_in_halves
from perfcli.paths import DEPARTMENT, UNIT
from perfcli.progress import Progress
from perfcli.progress.evaluation import Evaluated, as_project, evaluated
from perfcli.repository import Loaded, Repository
from perfcli.select import Row, Selection
from perfcli.walk import YEAR

R = TypeVar("R", bound=Record)
Evaluator = Callable[[Project, Progress | None], Evaluated]


def evaluator(repository: Repository) -> Evaluator:
    """What works out a project's self-evaluation by the settings of a repository; raises PerfError for these."""
    settings = repository.judging
    better = better_by(settings.check)
    return lambda project, progress: evaluated(project, progress, settings, better)


def read_progress(repository: Repository, projects: Iterable[Project]) -> Iterator[tuple[Project, Progress | None]]:
    """Each project, or whole as one, with its progress, None where it has no file.

    Raises UnreadableData with all that cannot be read.
    """
    places = ((one, (one.code, one.unit) if one.code else (one.unit, "")) for one in projects)
    return _readable((one, repository.load_progress(one.year, *place)) for one, place in places)


def read_whole_progress(
    repository: Repository, goals: Iterable[DepartmentGoals]
) -> Iterator[tuple[DepartmentGoals, Progress | None]]:
    """Each department's and unit's goals with what became of the whole; raises UnreadableData as `read_progress`."""
    return _readable((one, repository.load_progress(one.year, one.of)) for one in goals)


def _readable(loaded: Iterable[tuple[R, Loaded[Progress]]]) -> Iterator[tuple[R, Progress | None]]:
    loaded = list(loaded)
    problems = tuple(problem for _record, found in loaded for problem in found.problems)
    if problems:
        raise UnreadableData(_("these files cannot be read"), problems, hint=_("Fix these files first."))
    return ((record, found.record) for record, found in loaded)


def evaluate(repository: Repository, projects: Iterable[Project]) -> list[Evaluated]:
    """The self-evaluations of projects in their order; raises UnreadableData for progress that cannot be read."""
    work_out = evaluator(repository)
    return [work_out(project, progress) for project, progress in read_progress(repository, projects)]


def whole_goals(repository: Repository, code: str, year: int | None = None) -> DepartmentGoals | None:
    """The goals of a department's or unit's whole, the latest ones unless a year is named.

    None where no goals are its own, or where it is no code of a department or unit. Raises UnreadableData.
    """
    if not (DEPARTMENT.fullmatch(code) or UNIT.fullmatch(code)):
        return None
    years = [int(folder.name) for folder in entries(repository.root / "goals") if YEAR.fullmatch(folder.name)]
    found = [one for one in sorted(years) if year in (None, one) and not is_gone(repository.goals_path(one, code))]
    return repository.load_goals(found[-1], code) if found else None


def evaluated_whole(repository: Repository, code: str, year: int | None = None) -> Evaluated | None:
    """The self-evaluation of a department's or unit's whole, in the latest year of its goals unless one is named.

    None where no goals are its own. Raises PerfError for a whole without a budget, UnreadableData.
    """
    goals = whole_goals(repository, code, year)
    if goals is None:
        return None
    ((goals, progress),) = read_whole_progress(repository, [goals])
    return scored_whole(repository, goals, progress)


def scored_whole(repository: Repository, goals: DepartmentGoals, progress: Progress | None) -> Evaluated:
    """The self-evaluation of a whole out of its goals and its progress; raises PerfError where it has no budget."""
    if goals.budget is None:
        require_adjusted(repository, goals.year, goals.of, progress)
    return of_whole(evaluator(repository), goals, whole_name(repository, goals.of), progress)


def require_adjusted(repository: Repository, year: int, of: str, progress: Progress | None) -> None:
    """Raise PerfError where a whole whose goals have no budget has none in its progress either."""
    if progress is None or progress.adjusted is None:
        message = _("{path} has no budget: execution cannot be worked out")
        path = repository.relative(repository.goals_path(year, of))
        raise PerfError(message.format(path=path), hint=_("Give it [budget], or `adjusted` in its progress file."))


def whole_name(repository: Repository, code: str) -> str:
    """The name of a department or unit, empty where none is known."""
    departments = [item.record for item in repository.departments() if item.record]
    names = {department.code: department.name for department in departments}
    names |= {unit.code: unit.name for department in departments for unit in department.units}
    return names.get(code, "")


def of_whole(work_out: Evaluator, goals: DepartmentGoals, name: str, progress: Progress | None) -> Evaluated:
    """The self-evaluation of a department's or unit's whole out of its goals; without a budget it has no `initial`."""
    one = work_out(as_project(goals, name), progress)
    return one if goals.budget else one._replace(initial=None)


_MANY = 200
"""Self-evaluations for which a second process is worth its beginning."""


def evaluated_lines(
    repository: Repository, keys: Sequence[Key], lines: Callable[[Evaluated], Iterable[bytes]]
) -> Iterator[Line]:
    """The lines that are made of each self-evaluation, as they are worked out, of many by two processes.

    Raises UnreadableData as `evaluated_ones` does.
    """

    def work(some: Sequence[Key]) -> Iterator[bytes]:
        return (line for one in evaluated_ones(repository, some) for line in lines(one))

    return lines_in_halves(keys, _MANY, work)


def evaluated_ones(repository: Repository, keys: Sequence[Key]) -> Iterator[Evaluated]:
    """Self-evaluations one by one, so that a county's need not be held at once.

    Raises UnreadableData, at their end at the latest, with all files of theirs that cannot be read.
    """
    work_out = evaluator(repository)
    problems: list[Problem] = []
    for year, unit, code in keys:
        project, progress = load_listed(repository, year, unit, code), repository.load_progress(year, code, unit)
        problems += (*project.problems, *progress.problems)
        if project.record is not None and not problems:
            yield work_out(project.record, progress.record)
    if problems:
        raise UnreadableData(_("these files cannot be read"), tuple(problems), hint=_("Fix these files first."))


SUMMARY_KEYS = ("year", "department", "unit")


def summarised(
    repository: Repository, selection: Selection, by: Sequence[str], progress: Telling = no_progress
) -> list[Row]:
    """Sums of self-evaluations by year, department or unit: counts, averages weighted by money, grades, alarms.

    An average is over the projects with a total, each by its budget of the year in 元. Execution is spent ÷ budget of
    the projects with recorded spending; `unrecorded` counts the others.
    """
    with progress_index(repository, selection, progress) as index:
        return progress_answers.evaluation_sums(index, selection, by)


def sample(
    repository: Repository, selection: Selection, share: Fraction, seed: str, progress: Telling = no_progress
) -> list[Row]:
    """A share of the self-evaluations of the projects chosen, to be checked again, each with its last light."""
    with progress_index(repository, selection, progress) as index:
        return sampled(progress_answers.rows_to_sample(index, selection), share, seed)
