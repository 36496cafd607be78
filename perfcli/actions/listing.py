"""`perf list`: the rows of the repository."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from perfcli.actions.choose import require_units
from perfcli.actions.looking import (
    folder_problems,
    no_progress,
    other_problems,
    project_problems,
    project_scope,
)
from perfcli.errors import PerfError, Problem
from perfcli.framework import FRAMEWORKS, levels
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.index import VIEW_COLUMNS, Index, Progress, Scope, answers
from perfcli.index.details import DETAIL
from perfcli.repository import Repository
from perfcli.select import OPERATORS, Row, Selection, fold, require_column, require_known

SUBJECTS: dict[str, tuple[str, ...]] = {
    "projects": answers.PROJECT_COLUMNS,
    "units": answers.UNIT_COLUMNS,
    "templates": ("slug", "name", "use"),
    "indicators": answers.INDICATOR_COLUMNS,
    "functions": answers.FUNCTION_COLUMNS,
}
"""What can be listed, and the columns of each without being asked for any."""


def columns_of(subject: str) -> tuple[str, ...]:
    """Every column that a subject can be listed with, besides details."""
    hidden = ("total_fen", "fiscal_fen", "other_fen") if subject == "projects" else ()
    view = [name for name in VIEW_COLUMNS.get(subject, ()) if name not in hidden]
    return tuple(dict.fromkeys((*SUBJECTS[subject], *view)))


def chosen_columns(subject: str, wanted: Sequence[str], sort: str = "") -> tuple[str, ...]:
    """The columns to read: those wanted, or those of the subject, and the one to sort by.

    A label among the details is written `details.主管部门`. Raises PerfError for an unknown one.
    """
    known = columns_of(subject)
    for name in wanted:
        if not is_detail(subject, name):
            require_column(name, known, noop("unknown column: {given}"))
    key = sort.removeprefix("-")
    is_known = key in known or is_detail(subject, key)
    return tuple(dict.fromkeys((*(wanted or SUBJECTS[subject]), *([key] if is_known else []))))


def is_detail(subject: str, name: str) -> bool:
    """Whether a column is a label among the details that rows of a subject have."""
    return subject in answers.WITH_DETAILS and name.startswith(DETAIL) and name != DETAIL


_NOT_FOR = {
    "operator": ("projects", "units", "templates"),
    "kind": ("projects", "units", "templates", "functions"),
    "level1": ("projects", "units", "templates", "functions"),
    "basis": ("projects", "units", "templates", "functions"),
    "where": ("templates",),
    "min_budget": ("units", "templates", "functions"),
    "max_budget": ("units", "templates", "functions"),
    "indicator": ("units", "templates"),
    "units": ("templates",),
    "years": ("templates",),
    "code": ("functions",),
}
"""Filters that mean nothing for a subject."""

_OPTIONS = {"min_budget": "min-budget", "max_budget": "max-budget", "units": "unit", "years": "year"}
"""What a filter is called on the command line, where that is not its name."""


class Listing(msgspec.Struct, frozen=True):
    """Rows, and what is wrong with the files that had to be left out."""

    rows: list[Row]
    problems: tuple[Problem, ...]


def require_filters(subject: str, selection: Selection) -> None:
    """Raise PerfError for a filter that means nothing for a subject."""
    for name, subjects in _NOT_FOR.items():
        if getattr(selection, name) not in ("", (), None) and subject in subjects:
            message = _("--{option} cannot be used with `list {subject}`")
            raise PerfError(message.format(option=_OPTIONS.get(name, name), subject=subject))


def require_values(
    selection: Selection, kinds: Callable[[], set[str]], level_ones: Callable[[], set[str]] = set
) -> None:
    """Raise PerfError for a level, kind or operator that there is none of; `kinds` and `level_ones` are in use."""
    official = {name: kinds for framework in FRAMEWORKS for name, kinds in levels(framework)}
    if selection.level1:
        require_known(selection.level1, [*official, *sorted(level_ones())], noop("unknown level one: {given}"))
    if selection.operator:
        require_known(selection.operator, OPERATORS, noop("unknown operator: {given}"))
    if selection.kind:
        known = {kind for level in official.values() for kind in level} | kinds()
        require_known(selection.kind, known, noop("unknown level two: {given}"))


def list_rows(
    repository: Repository,
    subject: str,
    selection: Selection,
    progress: Progress = no_progress,
    columns: Sequence[str] = (),
) -> Listing:
    """The rows of one of SUBJECTS, with its columns or these, amounts in 元.

    Raises PerfError for a filter, a value or a column that it does not know.
    """
    chosen = chosen_columns(subject, columns)
    require_filters(subject, selection)
    require_units(repository, selection.units)
    if subject == "templates":
        return _templates(repository, selection)
    if subject == "units":
        scope = Scope(("departments", "projects"), selection.years, selection.units)
        with Index(repository, scope, progress) as index:
            return _units(index, selection)
    if subject == "functions":
        scope = Scope(("goals",), selection.years)
        with Index(repository, scope, progress) as index:
            return _functions(index, selection, chosen)
    with Index(repository, project_scope(selection), progress) as index:
        if subject == "indicators":
            return _indicators(index, selection, chosen)
        return _projects(index, selection, chosen)


def _projects(index: Index, selection: Selection, columns: Sequence[str]) -> Listing:
    return Listing(answers.projects(index, selection, columns), project_problems(index, selection))


def _indicators(index: Index, selection: Selection, columns: Sequence[str]) -> Listing:
    require_values(selection, lambda: answers.known_kinds(index), lambda: answers.own_level_ones(index))
    return Listing(answers.indicators(index, selection, columns), project_problems(index, selection))


def _units(index: Index, selection: Selection) -> Listing:
    rows = [
        row
        for row in answers.units(index, selection)
        if selection.takes_unit(row["code"])
        and row["code"].startswith(selection.code_prefix)
        and fold(selection.name) in fold(row["name"])
    ]
    return Listing(rows, tuple(sorted((*other_problems(index, "departments"), *folder_problems(index, selection)))))


def _functions(index: Index, selection: Selection, columns: Sequence[str]) -> Listing:
    require_values(selection, set)
    return Listing(answers.functions(index, selection, columns), other_problems(index, "goals"))


def _templates(repository: Repository, selection: Selection) -> Listing:
    loaded, begins = repository.templates(), selection.code_prefix.lower()
    rows: list[Row] = [
        {"slug": slug, "name": item.record.name, "use": item.record.use}
        for slug, item in loaded.items()
        if item.record and fold(selection.name) in fold(item.record.name) and slug.startswith(begins)
    ]
    return Listing(rows, tuple(problem for item in loaded.values() for problem in item.problems))
