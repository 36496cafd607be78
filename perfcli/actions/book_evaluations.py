"""Part three of the published document: the 自评表 of the whole of a department and its units, then of projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from perfcli.actions.evaluating import read_progress, read_whole_progress, scored_whole
from perfcli.actions.form_filling import fill, unplaced_results
from perfcli.actions.form_results import became_of
from perfcli.actions.form_subjects import named_subjects, whole_subject, with_results
from perfcli.actions.forms import form_named
from perfcli.documents.tables import EvaluationTable, respelled, with_separators
from perfcli.errors import PerfError
from perfcli.file_format import DOCX
from perfcli.form import EVALUATION
from perfcli.forms.laying.shown import Subject
from perfcli.i18n import gettext as _
from perfcli.model import DepartmentGoals, Project
from perfcli.paths import DEPARTMENT, UNIT
from perfcli.progress import Progress
from perfcli.repository import Repository

_OF_WHOLE = "整体支出"


def evaluation_tables(
    repository: Repository, year: int, of: str, projects: Sequence[Project], *, separators: bool = False
) -> tuple[tuple[EvaluationTable, ...], tuple[str, ...], tuple[str, ...]]:
    """The 自评表 of those that have a self-evaluation, the codes of the projects that have none, what has no place.

    `of` is the department, or the one unit, that the document is of; `separators` are commas between the thousands
    of amounts. Raises PerfError where the form is of something else or a whole has no budget, UnreadableData.
    """
    form = form_named(repository, EVALUATION)
    if form.of != EVALUATION:
        raise PerfError(
            _("{slug} is not a form of self-evaluations: part three is laid out on it").format(slug=EVALUATION),
            hint=_("See `perf form list`."),
        )
    wholes = [_subject(repository, *whole) for whole in _wholes(repository, year, of)]
    progress = {project.code: found for project, found in read_progress(repository, projects)}
    done = [project for project in projects if (found := progress[project.code]) and found.is_evaluated]
    ones = with_results(repository, form, named_subjects(repository, done))
    pages = fill(repository, form, [*wholes, *ones], DOCX).pages
    names = [*(f"{whole.unit_name or whole.unit}{_OF_WHOLE}" for whole in wholes), *(project.name for project in done)]
    codes = {project.code for project in done}
    without = tuple(project.code for project in projects if project.code not in codes)
    spelled = [respelled(page, with_separators) for page in pages] if separators else pages
    tables = tuple(EvaluationTable(name, page) for name, page in zip(names, spelled, strict=True))
    return tables, without, unplaced_results(form, [*wholes, *ones])


def whole_codes(repository: Repository, year: int, of: str) -> list[str]:
    """The codes of a department and its units, or of one unit, that have goals of their own for a year."""
    stems = sorted(path.stem for path in repository.tomls(f"goals/{year}"))
    known = (stem for stem in stems if DEPARTMENT.fullmatch(stem) or UNIT.fullmatch(stem))
    return [code for code in known if code == of or (DEPARTMENT.fullmatch(of) and code.startswith(of))]


def _wholes(repository: Repository, year: int, of: str) -> Iterator[tuple[DepartmentGoals, Progress]]:
    found = [goals for code in whole_codes(repository, year, of) if (goals := repository.load_goals(year, code))]
    for goals, progress in read_whole_progress(repository, found):
        if progress is not None and progress.is_evaluated:
            yield goals, progress


def _subject(repository: Repository, goals: DepartmentGoals, progress: Progress) -> Subject:
    """A whole as what a 自评表 shows."""
    became = became_of(scored_whole(repository, goals, progress), progress, repository.settings)
    return replace(whole_subject(repository, goals), became=became)
