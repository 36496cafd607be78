"""A look at the repository through the index, and what is wrong with the files that it had to leave out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from perfcli.errors import DUPLICATE, Problem
from perfcli.i18n import gettext as _
from perfcli.index import Index, Scope, answers
from perfcli.index import no_progress as no_progress
from perfcli.index.recorded import unreadable_progress
from perfcli.repository import Loaded, ProjectFile, Repository
from perfcli.select import Selection

_NAMED = 3
"""So many other files of a code are named: where thousands have it, each naming all would be millions of names."""


def project_scope(selection: Selection) -> Scope:
    """The folders that a selection of projects looks at."""
    return Scope(("projects",), selection.years, selection.units)


def progress_scope(selection: Selection) -> Scope:
    """The same, and the folders of what became of the projects."""
    return Scope(("projects", "progress"), selection.years, selection.units)


def project_problems(index: Index, selection: Selection) -> tuple[Problem, ...]:
    """What is wrong with the projects' files that a selection looks at: unreadable ones, codes used twice."""
    repository = index.repository
    problems = list(folder_problems(index, selection))
    for file in answers.unreadable(index, selection):
        problems += place_problems(repository, "projects", repository.relative(file.path))
    for files in answers.duplicates(index, selection):
        problems += _repeated(repository, files)
    return tuple(sorted(problems))


def repeated_codes(repository: Repository, files: Iterable[ProjectFile]) -> list[Problem]:
    """That files of one year have one code, whatever they hold."""
    by_code: dict[str, list[ProjectFile]] = {}
    for file in files:
        by_code.setdefault(file.code, []).append(file)
    return [
        problem for code, same in by_code.items() if code and len(same) > 1 for problem in _repeated(repository, same)
    ]


def folder_problems(index: Index, selection: Selection) -> tuple[Problem, ...]:
    """What is wrong with the folders of projects that a selection looks into and that could not be listed."""
    return tuple(map(index.repository.folder_problem, answers.unlisted(index, selection)))


def other_problems(index: Index, kind: str) -> tuple[Problem, ...]:
    """What is wrong with the files of departments, of their goals, or of what became of goals."""
    paths = answers.unreadable_others(index, kind)
    return tuple(sorted(problem for path in paths for problem in place_problems(index.repository, kind, path)))


def all_problems(index: Index) -> tuple[Problem, ...]:
    """What is wrong with any file that the index leaves out."""
    return (
        *project_problems(index, Selection()),
        *other_problems(index, "departments"),
        *other_problems(index, "goals"),
        *other_problems(index, "progress"),
    )


def progress_problems(index: Index, selection: Selection) -> tuple[Problem, ...]:
    """What is wrong with the progress files of the projects that a selection takes."""
    paths = unreadable_progress(index, selection)
    return tuple(sorted(problem for path in paths for problem in place_problems(index.repository, "progress", path)))


def place_problems(repository: Repository, kind: str, path: str) -> tuple[Problem, ...]:
    """What is wrong with a file of data that is in no row, by its path below the root; a folder's ends with /.

    A file that reads by now has changed meanwhile.
    """
    if path.endswith("/"):
        return (repository.folder_problem(path[:-1]),)
    loads: dict[str, Callable[[Path], Loaded[Any]]] = {
        "projects": lambda file: repository.load_project(ProjectFile(file, 0, "", "")),
        "departments": repository.load_placed_department,
        "goals": repository.load_placed_goals,
        "progress": repository.load_placed_progress,
    }
    return loads[kind](repository.root / path).problems or (repository.change_problem(path),)


def _repeated(repository: Repository, files: Sequence[ProjectFile]) -> list[Problem]:
    return [_duplicate(repository, file, files) for file in files]


def _duplicate(repository: Repository, file: ProjectFile, files: Sequence[ProjectFile]) -> Problem:
    """That a code is used twice: the first few others are named."""
    others = [repository.relative(other.path) for other in islice(files, _NAMED + 1) if other != file][:_NAMED]
    more = len(files) - 1 - len(others)
    message = _("the code {code} is used twice in {year}: also in {others}")
    if more:
        message = _("the code {code} is used {count} times in {year}: also in {others} and {more} other files")
    message = message.format(code=file.code, year=file.year, others=_(", ").join(others), more=more, count=len(files))
    return Problem(repository.relative(file.path), 0, 0, "code", DUPLICATE, message)
