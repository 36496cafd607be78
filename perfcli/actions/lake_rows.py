"""What a repository's tables have in a lake: rows of the index, and what the index does not keep."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from perfcli.actions.finding_rows import finding_rows
from perfcli.actions.looking import all_problems
from perfcli.codec import decode
from perfcli.errors import Problem
from perfcli.i18n import LOCALES, get_locale, speaking
from perfcli.index import Index
from perfcli.index.relations import TEXT_OF_FILE, problem_rows, relations, rows_of
from perfcli.relations import Relation
from perfcli.repository import Repository

PROBLEMS = "problems"
GOALS = "department_goals"
FINDINGS = "findings"


def rows_in_lake(
    index: Index, relation: Relation, year: int | None, unplaced: tuple[Problem, ...], today: date | None
) -> Iterator[Sequence[tuple[Any, ...]]]:
    """The rows of a table, of one year where it has years; of `findings` those of a review as of `today`.

    `unplaced` is what is wrong with files that could not even be laid out. Raises PerfError, OSError.
    """
    if relation.name == FINDINGS:
        yield _findings(index.repository, today)
        return
    if relation.name == GOALS:
        yield from _with_texts(index.repository, relation, rows_of(index, relation, year))
        return
    if relation.name != PROBLEMS:
        yield from rows_of(index, relation, year)
        return
    spoken = {}
    for locale in LOCALES:
        with speaking(locale):
            spoken[locale] = problems_of(index, unplaced)
    yield problem_rows(spoken, get_locale())


def problems_of(index: Index, unplaced: tuple[Problem, ...]) -> list[Problem]:
    """What is wrong with files, in the language spoken."""
    said = {problem.path for problem in unplaced}
    return sorted({*unplaced, *(problem for problem in all_problems(index) if problem.path not in said)})


def _with_texts(
    repository: Repository, relation: Relation, batches: Iterator[list[tuple[Any, ...]]]
) -> Iterator[list[tuple[Any, ...]]]:
    """Rows of overall goals with the text of their file, which alone has all of them."""
    columns = list(relation.all_columns)
    year, department, unit, text = (columns.index(name) for name in ("year", "department", "unit", TEXT_OF_FILE))
    for rows in batches:
        yield [
            (*row[:text], _text(repository, row[year], row[unit] or row[department]), *row[text + 1 :]) for row in rows
        ]


def _text(repository: Repository, year: int, code: str) -> str:
    path = repository.goals_path(year, code)
    return decode(repository.content(repository.relative(path)))


def _findings(repository: Repository, today: date | None) -> list[tuple[Any, ...]]:
    """What a review finds, with its messages in every language behind the columns."""
    at = list(relations()[FINDINGS].columns).index("message")
    spoken: dict[str, list[tuple[Any, ...]]] = {}
    for locale in LOCALES:
        with speaking(locale):
            spoken[locale] = list(finding_rows(repository, today))
    messages = ([row[at] for row in spoken[locale]] for locale in LOCALES)
    return [(*row, *said) for row, *said in zip(spoken[get_locale()], *messages, strict=True)]
