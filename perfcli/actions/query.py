"""`perf query`: read-only SQL over the repository's tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from math import inf, isinf
from sys import getsizeof

import msgspec

from perfcli.actions.looking import all_problems, no_progress
from perfcli.amounts import read_amount
from perfcli.errors import PerfError, Problem
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.index import VIEW_COLUMNS, Index, Progress, Scope
from perfcli.index.catalogue import Origin
from perfcli.index.explaining import out_of_memory
from perfcli.index.meanings import meaning
from perfcli.index.statements import tokens
from perfcli.regex import regex
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
_CENT = Decimal("0.01")
_WHOLE = regex(r"-?(?:0|[1-9]\d{0,17})", re.ASCII)
_DIGITS = 15
"""Digits of a number that a double holds whatever they are."""

_RENDERED = 6
"""How many times the size of its values a row takes as cells, wrapped, padded and joined."""


class ResultColumn(msgspec.Struct, frozen=True):
    """A column of a result: its key, unlike all others, and which column of a table it is, None where it is none."""

    key: str
    origin: Origin | None


class Result(msgspec.Struct, frozen=True):
    """The rows of a query, in batches as they are read, and what is wrong with the files that had to be left out."""

    columns: tuple[ResultColumn, ...]
    batches: Iterator[list[Row]]
    problems: tuple[Problem, ...]
    memory: int
    """Megabytes that all rows together may take, 0 for no limit."""

    def rows(self) -> list[Row]:
        """All rows at once; raises SystemFailure where they take more memory than they may."""
        rows: list[Row] = []
        size = 0
        for batch in self.batches:
            rows += batch
            size += sum(getsizeof(value) for row in batch for value in row.values()) * _RENDERED
            if self.memory and size > self.memory * 1_000_000:
                raise out_of_memory()
        return rows


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


def read_parameters(given: Sequence[str]) -> dict[str, object]:
    """Values from `name=value`: a plain number is one, all else is text; raises PerfError."""
    values: dict[str, object] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name.isidentifier():
            raise PerfError(
                _("{text} is not a parameter").format(text=text or '""'),
                hint=_("Write --param name=value, and $name in the statement."),
            )
        values[name] = _typed(value)
    return values


_AS_SQL_READS_IT = regex(r"[0-9]+(?:\.[0-9]+)?")
"""A code, or a number that compares as one with a column of numbers."""

_PRINTED_YEAR = regex(r"((?:19|20)[0-9]{2})年度?")


def _typed(text: str) -> object:
    """A number where the text is exactly how that number is written, so that 007 stays a code."""
    if _WHOLE.fullmatch(text):
        return int(text)
    try:
        number = float(text)
    except ValueError:
        return text
    return number if repr(number) == text and text not in ("nan", "inf", "-inf") else text


def number_meant(value: object) -> str:
    """The number that the text of a parameter would be for people (`500万`, `2025年`), empty where it is none."""
    if not isinstance(value, str) or _AS_SQL_READS_IT.fullmatch(value):
        return ""
    if year := _PRINTED_YEAR.fullmatch(value.strip()):
        return year[1]
    try:
        return f"{read_amount(value):f}"
    except PerfError:
        return ""


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """The names of columns, a second one of a name with the first number behind it that makes it unlike all others."""
    taken = set(names)
    seen: set[str] = set()
    distinct = []
    for name in names:
        key, number = name, 1
        while key in seen or (number > 1 and key in taken):
            number += 1
            key = f"{name}_{number}"
        seen.add(key)
        distinct.append(key)
    return tuple(distinct)


def shown_value(value: object, *, is_amount: bool) -> object:
    """A value as it is written out: a double has 15 digits, an amount in 元 two decimals, bytes are hexadecimal.

    What is beyond all numbers is the text `Infinity`, for JSON has no number for it.
    """
    if isinstance(value, float):
        if isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        if is_amount:
            return Decimal(repr(value)).quantize(_CENT)
        rounded = float(f"{value:.{_DIGITS}g}")
        return value if abs(rounded) == inf else rounded
    return value.hex() if isinstance(value, bytes) else value
