"""A look at the repository through the index, and what is wrong with the files that it had to leave out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from perfcli.errors import Problem
from perfcli.i18n import gettext as _
from perfcli.index import Index, Progress, Scope, answers
from perfcli.index import no_progress as no_progress
from perfcli.repository import ProjectFile, Repository
from perfcli.select import Selection

T = TypeVar("T")


def look(
    repository: Repository,
    scope: Scope,
    question: Callable[[Index], T],
    progress: Progress = no_progress,
) -> T:
    """The answer to a question about a part of the repository as it is on disk."""
    with Index(repository, scope, progress) as index:
        return question(index)


def project_scope(selection: Selection) -> Scope:
    """The folders that a selection of projects looks at."""
    return Scope(("projects",), selection.years, selection.units)


def project_problems(index: Index, selection: Selection) -> tuple[Problem, ...]:
    """What is wrong with the projects' files that a selection looks at: unreadable ones, codes used twice."""
    repository = index.repository
    problems = [p for file in answers.unreadable(index, selection) for p in repository.load_project(file).problems]
    for files in answers.duplicates(index, selection):
        problems += [_duplicate(repository, file, files) for file in files]
    return tuple(sorted(problems))


def other_problems(index: Index, kind: str) -> tuple[Problem, ...]:
    """What is wrong with the files of departments or of their goals."""
    repository = index.repository
    load = repository.load_placed_department if kind == "departments" else repository.load_placed_goals
    paths = answers.unreadable_others(index, kind)
    return tuple(sorted(problem for path in paths for problem in load(repository.root / path).problems))


def _duplicate(repository: Repository, file: ProjectFile, files: Iterable[ProjectFile]) -> Problem:
    others = ", ".join(repository.relative(other.path) for other in files if other != file)
    message = _("the code {code} is used twice in {year}: also in {others}")
    message = message.format(code=file.code, year=file.year, others=others)
    return Problem(repository.relative(file.path), 0, 0, "code", "duplicate", message)
