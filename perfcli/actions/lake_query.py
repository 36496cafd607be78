"""`perf query --lake`: read-only SQL over the tables of a lake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime, time
from decimal import Decimal
from math import isnan
from pathlib import Path

from perfcli.actions.lake_problems import lake_problems
from perfcli.actions.lake_reading import lake_tables, opened_lake, require_findings
from perfcli.actions.query_results import Result, ResultColumn, distinct, shown_value
from perfcli.errors import PerfError
from perfcli.index.catalogue import Catalogue, Origin
from perfcli.index.explaining import FAILURES
from perfcli.index.statements import Statement
from perfcli.index.watching import Watched
from perfcli.lake.extent import Extent
from perfcli.regex import regex
from perfcli.select import Row, Selection
from perfcli.settings import QuerySettings

_NUMBERED = regex(r":[0-9]+$")
"""What SQLite puts behind a column that is called as another one."""


@contextmanager
def query_lake(
    root: Path, statement: str, values: Mapping[str, object], extent: Extent, limits: QuerySettings
) -> Iterator[Result]:
    """The answer to one SELECT over a lake, whose rows are read as they are asked for.

    Raises PerfError for anything else and for DuckDB's errors, also while rows are read.
    """
    tables = lake_tables()
    named = [table for table in tables if re.search(rf"\b{table}\b", statement, re.IGNORECASE)]
    if "findings" in named and _reads_findings(statement, values, tables):
        require_findings(root, extent)
    with opened_lake(root, extent, limits, named, is_lenient=True) as lake:
        problems = lake_problems(lake, Selection(), ("departments", "goals", "projects", "progress"))
        watched = Watched(
            lambda: lake.answer(statement, values, tables),
            *(lake.interrupt, limits.timeout, lake.clock, lake.require_memory),
        )
        items = watched.items()
        try:
            names = next(items)
            with closing(Catalogue(tables)) as catalogue:
                origins = _origins(catalogue, statement, len(names))
                names = _as_typed(catalogue, names, statement, values)
            columns = tuple(map(ResultColumn, distinct(names), origins))
            yield Result(columns, _rows(columns, items), problems, limits.memory)
        finally:
            items.close()


def _rows(columns: Sequence[ResultColumn], batches: Iterator[list[tuple[object, ...]]]) -> Iterator[list[Row]]:
    for batch in batches:
        yield [{column.key: _value(value) for column, value in zip(columns, row, strict=True)} for row in batch]


def _value(value: object) -> object:
    """A value as the same statement gives it in SQLite: truth as 1 and 0, what is no number as none, days as text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float):
        return None if isnan(value) else shown_value(value, is_amount=False)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if value is None or isinstance(value, int | str | Decimal):
        return value
    return value.hex() if isinstance(value, bytes) else str(value)


def _reads_findings(statement: str, values: Mapping[str, object], tables: Mapping[str, Sequence[str]]) -> bool:
    """Whether a statement that has the word asks the table, as SQLite understands it; one that it does not may."""
    with closing(Catalogue(tables)) as catalogue, suppress(*FAILURES, PerfError):
        return "findings" in catalogue.read(Statement(statement).rewritten, values)
    return True


def _as_typed(
    catalogue: Catalogue, names: Sequence[str], statement: str, values: Mapping[str, object]
) -> Sequence[str]:
    """Headings as SQLite has them, if it understands the statement: an engine has words of its own for expressions."""
    with suppress(*FAILURES, PerfError):
        typed = [_NUMBERED.sub("", name) for name in catalogue.headings(Statement(statement), values)]
        if len(typed) == len(names):
            return [
                name if own.isidentifier() and name.lower() == own.lower() else own
                for name, own in zip(names, typed, strict=True)
            ]
    return names


def _origins(catalogue: Catalogue, statement: str, count: int) -> Sequence[Origin | None]:
    """Which column of a table each one of an answer is, as SQLite understands the statement, if it does."""
    found = catalogue.origins(Statement(statement))
    return found if len(found) == count else (None,) * count
