"""`perf diff --sums`: the budgets of units before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from perfcli.actions.diffing import Comparison
from perfcli.actions.looking import repeated_codes
from perfcli.actions.versions import Revisions, open_git, read_version
from perfcli.errors import PerfError, Problem, UnreadableData
from perfcli.exact import CENT
from perfcli.git.revisions import files_of, read_blobs
from perfcli.i18n import gettext as _
from perfcli.model import Project
from perfcli.repository import Loaded, ProjectFile, Repository
from perfcli.select import Row, Selection

COLUMNS = ("year", "unit", "projects_before", "projects", "total_before", "total", "difference", "percent")
"""The columns of a row, one row a unit."""

Group = tuple[int | None, str]
"""A budget year, None where two are compared, and a unit."""


@dataclass
class _Sum:
    """Counts and totals in 元, before and after."""

    projects_before: int = 0
    projects: int = 0
    total_before: Decimal = Decimal("0.00")
    total: Decimal = Decimal("0.00")


def sums_between_revisions(
    repository: Repository, revisions: Revisions, comparison: Comparison, selection: Selection
) -> list[Row]:
    """Sums of each unit in which a project changed, over all its projects that are selected.

    Raises UnreadableData where one of its files cannot be read on one side.
    """
    _require_readable(comparison.problems)
    git = open_git(repository)
    groups = sorted(set(_groups(comparison)))
    folders = [f"projects/{year}/{unit}" for year, unit in groups]

    def committed(revision: str) -> Iterator[Project]:
        blobs = files_of(git, git.known_commit(revision), folders) if folders else []
        for blob, text in read_blobs(git, blobs):
            version = read_version(repository, blob, text, revision)
            if version is not None:
                _require_readable(version.problems)
                if isinstance(version.record, Project):
                    yield version.record

    before = list(committed(revisions.before))
    after = list(committed(revisions.after)) if revisions.after else _on_disk(repository, groups)
    return _rows(before, after, selection, by_year=True)


def sums_between_years(repository: Repository, before: int, after: int, selection: Selection) -> list[Row]:
    """Sums of every unit in two budget years; raises UnreadableData where a file of these cannot be read."""

    def of_year(year: int) -> list[Project]:
        return _each_once(repository, list(repository.project_files([year])))

    return sums_of_years(of_year(before), of_year(after), selection)


def sums_of_years(before: Iterable[Project], after: Iterable[Project], selection: Selection) -> list[Row]:
    """Sums of every unit of the projects selected of two budget years."""
    return _rows(before, after, selection, by_year=False)


def _groups(comparison: Comparison) -> Iterator[tuple[int, str]]:
    """The years and units in which a project changed; both units of one that moved."""
    for changed in comparison.changed:
        record = changed.record
        if isinstance(record, Project):
            yield record.year, record.unit
            for change in changed.changes:
                if change.path == ("unit",):
                    yield record.year, str(change.before)


def _on_disk(repository: Repository, groups: Iterable[tuple[int, str]]) -> list[Project]:
    files = [file for year, unit in groups for file in repository.project_files([year], [unit])]
    return _each_once(repository, files)


def _each_once(repository: Repository, files: Sequence[ProjectFile]) -> list[Project]:
    """What these files hold; raises UnreadableData where one cannot be read, or two of a year have one code."""
    years = {file.year for file in files}
    _require_readable(
        problem
        for year in sorted(years)
        for problem in repeated_codes(repository, [f for f in files if f.year == year])
    )
    return _readable(map(repository.load_project, files))


def _readable(loaded: Iterable[Loaded[Project]]) -> list[Project]:
    loaded = list(loaded)
    _require_readable(problem for one in loaded for problem in one.problems)
    return [one.record for one in loaded if one.record is not None]


def _require_readable(problems: Iterable[Problem]) -> None:
    problems = tuple(problems)
    if problems:
        raise UnreadableData(_("a sum over unreadable files would be a wrong number"), problems)


def _rows(before: Iterable[Project], after: Iterable[Project], selection: Selection, *, by_year: bool) -> list[Row]:
    sums: dict[Group, _Sum] = defaultdict(_Sum)
    for project in filter(selection.takes, before):
        found = sums[project.year if by_year else None, project.unit]
        found.projects_before += 1
        found.total_before += project.budget.total
    for project in filter(selection.takes, after):
        found = sums[project.year if by_year else None, project.unit]
        found.projects += 1
        found.total += project.budget.total
    return [_row(group, sums[group]) for group in sorted(sums, key=lambda group: (group[0] or 0, group[1]))]


def _row(group: Group, found: _Sum) -> Row:
    difference = found.total - found.total_before
    percent = (difference * 100 / found.total_before).quantize(CENT, ROUND_HALF_UP) if found.total_before else None
    return {
        "year": group[0],
        "unit": group[1],
        "projects_before": found.projects_before,
        "projects": found.projects,
        "total_before": found.total_before,
        "total": found.total,
        "difference": difference,
        "percent": percent,
    }


def checked_years(text: str) -> tuple[int, int]:
    """Two budget years out of `2021,2022`; raises PerfError for anything else."""
    words = [word.strip() for word in text.replace("，", ",").split(",")]
    years = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) == len("2021")]
    if len(years) != len(words) or len(years) != len(("before", "after")) or years[0] == years[1]:
        raise PerfError(
            _("--years takes two different budget years: {text}").format(text=text or '""'),
            hint=_("Write them as in --years 2021,2022."),
        )
    return years[0], years[1]
