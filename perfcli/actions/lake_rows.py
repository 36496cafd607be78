"""What a repository's tables have in a lake besides the rows of its files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from perfcli.actions.lake_records import Records
from perfcli.codec import decode
from perfcli.disk import is_gone
from perfcli.errors import PerfError, Problem
from perfcli.git import GitFolder
from perfcli.i18n import LOCALES, get_locale, speaking
from perfcli.i18n import gettext as _
from perfcli.index.relations import TEXT_OF_FILE, file_tables, problem_rows, question_of, relations
from perfcli.index.rows import Rows, repeated_indicators
from perfcli.lake.columns import Columns, by_year, with_texts
from perfcli.relations import Relation
from perfcli.repository import Repository

GOALS = "department_goals"
FINDINGS = "findings"


class Tables:
    """The public tables of repositories' files, some files at a time."""

    def __init__(self) -> None:
        """Raises PerfError without the extra."""
        self._columns = Columns(file_tables())

    def close(self) -> None:
        """Let go of the rows."""
        self._columns.close()

    def of(self, repository: Repository, rows: Rows) -> Iterator[tuple[Relation, int | None, Any]]:
        """Those that these rows of a repository's files fill, as Arrow tables; of each year its own."""
        self._columns.hold({**rows, "indicator": repeated_indicators(rows["indicator"])})
        for relation in relations().values():
            question = None if relation.is_mixed else question_of(relation)
            if question and rows.get(question.table):
                found = self._columns.asked(relation, question)
                whole = _with_texts(repository, found) if relation.name == GOALS else found
                for year, table in by_year(whole) if relation.is_by_year else [(None, whole)]:
                    yield relation, year, table


def problems_of(records: Records, unplaced: tuple[Problem, ...]) -> list[Problem]:
    """What is wrong with files, those that could not even be laid out among them, in the language spoken."""
    said = {problem.path for problem in unplaced}
    return sorted({*unplaced, *(problem for problem in records.problems() if problem.path not in said)})


def rows_of_problems(records: Records, unplaced: tuple[Problem, ...]) -> list[tuple[Any, ...]]:
    """The rows of the table `problems`, with messages in every language."""
    spoken = {}
    for locale in LOCALES:
        with speaking(locale):
            spoken[locale] = problems_of(records, unplaced)
    return problem_rows(spoken, get_locale())


_LOOKS = 3
"""Reviews in several languages are of the same files, unless a disk fails in one of them or somebody writes."""


def _with_texts(repository: Repository, table: Any) -> Any:
    """Rows of overall goals with the text of their file, which alone has all of them."""
    years, departments, units = (table.column(name).to_pylist() for name in ("year", "department", "unit"))
    places = zip(years, departments, units, strict=True)
    return with_texts(
        table, TEXT_OF_FILE, [_text(repository, year, unit or department) for year, department, unit in places]
    )


def _text(repository: Repository, year: int, code: str) -> str:
    path = f"goals/{year:04}/{code}.toml"
    is_elsewhere = year == 0 and is_gone(repository.root / path)  # in a folder that is called like no year
    return "" if is_elsewhere else decode(repository.content(path))


def rows_of_findings(repository: Repository, today: date | None, git: GitFolder | None) -> list[tuple[Any, ...]]:
    """The rows of the table `findings`: what a review finds as of a day, with messages in every language.

    `git` is what keeps a repository whose files are laid out elsewhere.
    """
    at = list(relations()[FINDINGS].columns).index("message")
    for _attempt in range(_LOOKS):
        spoken = [_findings_in(locale, repository, today, git) for locale in (get_locale(), *LOCALES)]
        places = [[row[:at] for row in rows] for rows in spoken]
        if all(other == places[0] for other in places):
            first, *others = spoken
            return [(*row, *(other[at] for other in said)) for row, *said in zip(first, *others, strict=True)]
    raise PerfError(
        _("files changed each time while they were reviewed"), hint=_("Gather again once nobody writes them.")
    )


def _findings_in(
    locale: str, repository: Repository, today: date | None, git: GitFolder | None
) -> list[tuple[Any, ...]]:
    from perfcli.actions.finding_rows import finding_rows

    with speaking(locale):
        return list(finding_rows(repository, today, git=git))
