"""What the translation for Spark is made of: the SQL that a lake reads, and the error for what Spark has no like of."""

from __future__ import annotations

import sqlglot
from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _


class LakeSql(DuckDB):
    """SQL as a lake reads it: DuckDB's, but with empty values first, as SQLite has them."""

    NULL_ORDERING = "nulls_are_small"


class Unlike(PerfError):
    """What Spark cannot answer as DuckDB does."""


def unlike(node: exp.Expr, reason: str) -> Unlike:
    """The error for a part that Spark does not answer as DuckDB does."""
    written = node.sql(dialect=LakeSql)
    return Unlike(
        _("{text} has no like in Spark").format(text=written if len(written) <= 80 else written[:79] + "…"), hint=reason
    )


def put_into(text: str, **parts: exp.Expr) -> exp.Expr:
    """A text of Spark's with parts of a statement in the place of its names."""
    return sqlglot.parse_one(text, read="spark").transform(
        lambda one: parts[one.name].copy() if isinstance(one, exp.Column) and one.name in parts else one
    )
