"""Conditions of a user's own over a lake, as a repository takes them: the columns of a row, and nothing else."""

from __future__ import annotations

from itertools import pairwise

from perfcli.actions.lake_reading import lake_tables
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.index.guard import require_condition
from perfcli.index.statements import Statement
from perfcli.lake.engine import Lake
from perfcli.lake.reasons import place_of
from perfcli.relations import OWN
from perfcli.select import Selection

_QUERIES = frozenset({"SELECT", "WITH", "FROM", "VALUES", "TABLE", "PIVOT", "UNPIVOT", "DESCRIBE", "SHOW", "SUMMARIZE"})
"""How a query within brackets begins, in any engine."""

_OF_TABLES = frozenset({"FROM", "JOIN", "TABLE"})


def require_condition_of(lake: Lake, subject: str, selection: Selection) -> None:
    """Raise PerfError for a condition of the user's own that the subject's columns do not make sense of."""
    if selection.where:
        condition = Statement(selection.where)
        require_condition(condition)
        _require_no_query(condition)
        lake.read_condition(f"{OWN}{subject}", selection.where, {subject: lake_tables()[subject]})


def _require_no_query(condition: Statement) -> None:
    parts = condition.parts
    for place, (before, first) in enumerate(pairwise(parts), 1):
        if before.text == "(" and first.word in _QUERIES:
            tables = (token for word, token in pairwise(parts[place:]) if word.word in _OF_TABLES and token.name)
            table = next(tables, None)
            raise PerfError(
                _("a condition looks at the columns of its row alone: {table} is not a table for it").format(
                    table=table.name
                )
                if table
                else _("a condition looks at the columns of its row alone"),
                details=place_of(condition.text, (table or first).start),
                hint=_("`perf query` asks tables; `perf query --tables` prints them."),
            )
