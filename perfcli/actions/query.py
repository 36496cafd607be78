"""`perf query`: read-only SQL over the repository's tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date

from perfcli.actions.looking import all_problems, no_progress
from perfcli.actions.query_results import Result, ResultColumn, distinct, shown_value
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.index import VIEW_COLUMNS, Index, Progress, Scope
from perfcli.index.catalogue import Origin
from perfcli.index.meanings import meaning
from perfcli.index.statements import tokens
from perfcli.repository import Repository
from perfcli.select import Row

TABLES: dict[str, str] = {
    "projects": noop("one row per project; amounts in whole fen for sums, in yuan for reading"),
    "indicators": noop("one row per indicator, with its level one and what its target says"),
    "goals": noop("one row per performance goal of a project"),
    "spending_plan": noop("one row per checkpoint of a project: percent, and the planned amount in whole fen"),
    "details": noop("one row per detail of a project, or of its indicator with this number; one for each text"),
    "sources": noop("one row per further source of a project's money, in whole fen and in yuan"),
    "departments": noop("one row per department"),
    "units": noop("a row a unit"),
    "department_goals": noop("one row per department (or unit) and year: the overall goal, and its budget where given"),
    "functions": noop("one row per function of a department"),
    "function_indicators": noop("one row per indicator of a function"),
    "progress": noop("one row per progress file; code is empty for a whole unit, unit too for a whole department"),
    "monitoring": noop("one row per date of monitoring, with what was planned by then, execution and light"),
    "monitored_values": noop("one row per indicator at a date of monitoring, with its progress and light"),
    "evaluations": noop("one row per self-evaluation, with points as given and as computed, total and grade"),
    "scores": noop("one row per indicator of a self-evaluation, with its weight, its points and how they came about"),
    "results": noop("one row per goal of a self-evaluation: what became of it"),
    "fund_parts": noop("one row per part of the money of a monitoring, or without a date of a self-evaluation"),
    "progress_details": noop("one row per detail of a monitoring, or without a date of a self-evaluation"),
    "adjustments": noop("one row per key that was changed after approval"),
    "problems": noop("one row per problem of a file that cannot be read"),
    "findings": noop("one row per finding of `perf check` by the rules that are on; reviewed anew where files changed"),
}
"""The tables of a query and what a row of each is."""

_AMOUNTS = frozenset(
    Origin(table, name)
    for table, names in (
        *((table, ("total", "fiscal", "other")) for table in ("projects", "department_goals")),
        ("sources", ("amount",)),
        ("progress", ("adjusted",)),
        ("monitoring", ("spent", "expected", "planned")),
        ("evaluations", ("initial", "adjusted", "spent", "planned")),
        ("fund_parts", ("initial", "adjusted", "spent", "expected")),
    )
    for name in names
)
_JUDGED = ("monitoring", "monitored_values", "evaluations", "scores")
"""The tables that have lights, points or grades."""


@contextmanager
def query(
    repository: Repository,
    statement: str,
    values: Mapping[str, object],
    progress: Progress = no_progress,
    today: date | None = None,
) -> Iterator[Result]:
    """The answer to one SELECT, whose rows are read as they are asked for; `today` is that of a review's findings.

    Raises PerfError for anything else and for SQLite's errors, also while rows are read.
    """
    if any(_asks_for(table, statement) for table in _JUDGED):
        repository.require_judging()
    with Index(repository, Scope(), progress) as index:
        problems = all_problems(index)
        findings = _findings(repository, today, progress) if _asks_for("findings", statement) else []
        found, batches = index.ask(statement, values, problems, findings)
        keys = distinct([column.name for column in found])
        columns = tuple(ResultColumn(key, column.origin) for key, column in zip(keys, found, strict=True))
        try:
            yield Result(columns, _rows(columns, batches), problems, repository.settings.query.memory)
        finally:
            batches.close()


def _findings(repository: Repository, today: date | None, progress: Progress) -> Sequence[tuple[object, ...]]:
    from perfcli.actions.finding_rows import finding_rows

    return finding_rows(repository, today, progress)


def _asks_for(table: str, statement: str) -> bool:
    """Whether a statement may read a table: it names it somewhere."""
    return any(token.name.lower() == table for token in tokens(statement))


def _rows(columns: Sequence[ResultColumn], batches: Iterator[list[tuple[object, ...]]]) -> Iterator[list[Row]]:
    kept = [(column.key, column.origin in _AMOUNTS) for column in columns]
    for batch in batches:
        yield [
            {key: shown_value(value, is_amount=is_amount) for (key, is_amount), value in zip(kept, row, strict=True)}
            for row in batch
        ]


def table_rows(tables: Sequence[str] = ()) -> list[Row]:
    """The tables, or these: their columns, what a row of each is, and what its columns mean."""
    return [
        {
            "table": name,
            "columns": ", ".join(VIEW_COLUMNS[name]),
            "row": _(TABLES[name]),
            "meanings": {column: _(meaning(name, column)) for column in VIEW_COLUMNS[name]},
        }
        for name in tables or TABLES
    ]


def column_rows(tables: Sequence[str] = ()) -> list[Row]:
    """The same for people: a row for each table, then one for each of its columns."""
    rows: list[Row] = []
    for table in table_rows(tables):
        rows.append({"table": table["table"], "column": "", "meaning": table["row"]})
        rows += [{"table": table["table"], "column": name, "meaning": said} for name, said in table["meanings"].items()]
    return rows
