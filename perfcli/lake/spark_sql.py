"""Statements as DuckDB takes them in the words of Spark, for the same rows.

Where Spark means something else by the same words (`/`, rounding, averages of amounts, quantiles), `spark_words` has
others, going by what kinds of values there are.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

import msgspec
import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel, ParseError, SqlglotError, TokenError, UnsupportedError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from perfcli.i18n import gettext as _
from perfcli.lake.spark_names import plain
from perfcli.lake.spark_parts import LakeSql, unlike
from perfcli.lake.spark_words import CHANGES, operands
from perfcli.relations import ColumnKind

LONGEST = 200_000
"""Characters of a statement."""

_TYPES: dict[ColumnKind, str] = {"text": "VARCHAR", "whole": "BIGINT", "double": "DOUBLE", "money": "DECIMAL(18, 2)"}
_NUMBER = "n"


logging.getLogger("sqlglot").setLevel(logging.CRITICAL)  # what it warns of is refused here


class Syntax(msgspec.Struct, frozen=True):
    """Where a text is no statement: what stands there, from the text's beginning in characters."""

    near: str
    start: int


def parsed(text: str) -> list[exp.Expr] | Syntax:
    """The statements of a text; where it is none, the place."""
    try:
        return [tree for tree in sqlglot.parse(text, read=LakeSql) if tree is not None]
    except ParseError as error:
        said = error.errors[0] if error.errors else {}
        near = str(said.get("highlight") or "")
        before = str(said.get("start_context") or "")
        found = text.find(before + near) if before + near else -1
        return Syntax(near, found + len(before) if found >= 0 else len(text))
    except (TokenError, RecursionError):
        return Syntax("", len(text))


def translated(tree: exp.Expr, tables: Mapping[str, Mapping[str, ColumnKind]], values: Mapping[str, object]) -> str:
    """The statement for Spark; `tables` are all that it may name, by their columns. Raises Unlike."""
    return written(changed(tree, tables, values))


def changed(tree: exp.Expr, tables: Mapping[str, Mapping[str, ColumnKind]], values: Mapping[str, object]) -> exp.Expr:
    """The same, not written yet."""
    tree = plain(tree, tables)
    for number, node in enumerate(tree.find_all(*CHANGES)):
        node.meta[_NUMBER] = number
    types = _Types(tree, tables, values)
    for node in [found for found in tree.walk(bfs=False) if type(found) in CHANGES][::-1]:
        other = CHANGES[type(node)](node, types.of(node))
        if other is not node:
            if node is tree:
                tree = other
            else:
                node.replace(other)
    return tree


def written(tree: exp.Expr) -> str:
    """A statement, or a part of one, in Spark's words."""
    try:
        return tree.sql(dialect="spark", identify=True, comments=False, unsupported_level=ErrorLevel.RAISE)
    except UnsupportedError:
        raise unlike(tree, _("Leave --engine spark out: DuckDB knows more.")) from None


class _Types:
    """What the operands of a statement's operations are, as far as it can be told."""

    def __init__(
        self, tree: exp.Expr, tables: Mapping[str, Mapping[str, ColumnKind]], values: Mapping[str, object]
    ) -> None:
        self._known: dict[int, list[str]] = {}
        schema: dict[str, object] = {
            table: {name: _TYPES[kind] for name, kind in columns.items()}
            for table, columns in tables.items()
            if columns
        }
        copy = tree.copy()
        for parameter in list(copy.find_all(exp.Placeholder, exp.Parameter)):
            parameter.replace(_example(values.get(parameter.name)))
        for number in [one for one in copy.find_all(exp.Literal) if _is_exact(one)]:
            number.replace(exp.cast(number.copy(), f"DECIMAL(18, {len(number.name.partition('.')[2])})"))
        try:
            known = MappingSchema(schema, dialect=LakeSql)
            copy = qualify(copy, schema=known, dialect=LakeSql, validate_qualify_columns=False, quote_identifiers=False)
            copy = annotate_types(copy, schema=known, dialect=LakeSql)
        except (SqlglotError, RecursionError):
            return
        for node in copy.find_all(*CHANGES):
            if _NUMBER in node.meta:
                self._known.setdefault(node.meta[_NUMBER], [_type(operand) for operand in operands(node)])

    def of(self, node: exp.Expr) -> list[str]:
        """The types of a node's operands, empty where they cannot be told."""
        return self._known.get(node.meta[_NUMBER], [""] * len(operands(node)))


def _type(operand: exp.Expr) -> str:
    kind = operand.type.this.value if operand.type is not None else ""
    if kind == "DECIMAL" and operand.type is not None and len(operand.type.expressions) == 2:
        return f"DECIMAL({', '.join(size.name for size in operand.type.expressions)})"
    return "" if kind in ("UNKNOWN", "NULL") else str(kind)


def _example(value: object) -> exp.Expr:
    if isinstance(value, bool | int | float | str):
        return exp.convert(value)
    return exp.Null()


def _is_exact(literal: exp.Literal) -> bool:
    """Whether a number is written with decimals: it is none of the doubles, in DuckDB and Spark alike."""
    return not literal.is_string and "." in literal.name and "e" not in literal.name.lower()


def names_of(tree: exp.Query) -> Sequence[str]:
    """What the columns of a statement are called: by their alias, by the column's name, else as they are written."""
    return [one.alias_or_name or one.sql(dialect=LakeSql) for one in tree.selects]
