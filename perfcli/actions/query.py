"""`perf query`: read-only SQL over the repository's tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfcli.actions.looking import look, no_progress, other_problems, project_problems
from perfcli.errors import PerfError, Problem
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.index import VIEW_COLUMNS, Index, Progress, Scope
from perfcli.repository import Repository
from perfcli.select import Row, Selection

TABLES: dict[str, str] = {
    "projects": noop("a row a project; amounts in whole fen for sums, in yuan for reading"),
    "indicators": noop("a row an indicator, with its level one and what its target says"),
    "goals": noop("a row a performance goal of a project"),
    "spending_plan": noop("a row a checkpoint of a project: percent, and what is planned in whole fen"),
    "departments": noop("a row a department"),
    "units": noop("a row a unit"),
    "department_goals": noop("a row a department and year: the overall goal"),
    "functions": noop("a row a function of a department"),
    "function_indicators": noop("a row an indicator of a function"),
    "problems": noop("a row a problem of a file that cannot be read"),
}
"""The tables of a query and what a row of each is."""

_AMOUNTS = frozenset({"total", "fiscal", "other"})
_CENT = Decimal("0.01")
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,17})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Result:
    """The rows of a query, each with all of its columns, and what is wrong with the files that had to be left out."""

    columns: tuple[str, ...]
    rows: list[Row]
    problems: tuple[Problem, ...]


def query(
    repository: Repository, statement: str, values: Mapping[str, object], progress: Progress = no_progress
) -> Result:
    """The answer to one SELECT; raises PerfError for anything else and for SQLite's errors."""

    def question(index: Index) -> Result:
        problems = (
            *project_problems(index, Selection()),
            *other_problems(index, "departments"),
            *other_problems(index, "goals"),
        )
        answer = index.ask(statement, values, problems)
        columns = _distinct(answer.columns)
        rows = [{name: _value(name, value) for name, value in zip(columns, row, strict=True)} for row in answer.rows]
        return Result(columns, rows, problems)

    return look(repository, Scope(), question, progress)


def table_rows() -> list[Row]:
    """The tables, their columns and what a row of each is."""
    return [
        {"table": name, "columns": ", ".join(VIEW_COLUMNS[name]), "row": _(meaning)} for name, meaning in TABLES.items()
    ]


def read_parameters(given: Sequence[str]) -> dict[str, object]:
    """Values from `name=value`: a plain number is one, all else is text; raises PerfError."""
    values: dict[str, object] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name.isidentifier():
            raise PerfError(
                _("{text} is no parameter").format(text=text or '""'),
                hint=_("Write --param name=value, and $name in the statement."),
            )
        values[name] = _typed(value)
    return values


def _typed(text: str) -> object:
    """A number where the text is exactly how that number is written, so that 007 stays a code."""
    if _WHOLE.fullmatch(text):
        return int(text)
    try:
        number = float(text)
    except ValueError:
        return text
    return number if repr(number) == text and text not in ("nan", "inf", "-inf") else text


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """The names of columns, a second one of a name with its number behind it."""
    counts: dict[str, int] = {}
    distinct = []
    for name in names:
        counts[name] = counts.get(name, 0) + 1
        distinct.append(name if counts[name] == 1 else f"{name}_{counts[name]}")
    return tuple(distinct)


def _value(name: str, value: object) -> object:
    """A value as it is written out: an amount in 元 has two decimals, bytes are shown in hexadecimal."""
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return None
        if name in _AMOUNTS and abs(value) < 1e15:
            return Decimal(repr(value)).quantize(_CENT)
    return value.hex() if isinstance(value, bytes) else value
