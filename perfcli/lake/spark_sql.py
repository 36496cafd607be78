"""Statements as DuckDB takes them in the words of Spark, for the same rows: the one place of what differs.

Where Spark means something else by the same words (`/`, rounding, averages of amounts, quantiles), the words change;
where no words of Spark give the same, the statement is refused.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
import sqlglot
from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.errors import ErrorLevel, ParseError, SqlglotError, TokenError, UnsupportedError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.relations import ColumnKind

LONGEST = 200_000
"""Characters of a statement."""

_TYPES: dict[ColumnKind, str] = {"text": "VARCHAR", "whole": "BIGINT", "double": "DOUBLE", "money": "DECIMAL(18, 2)"}
_WHOLE = frozenset({"TINYINT", "SMALLINT", "INT", "BIGINT", "INT128"})
_EXACT = frozenset({"DECIMAL"})
_FRACTION = frozenset({"DOUBLE", "FLOAT"})
_TEXT = frozenset({"TEXT", "VARCHAR", "CHAR"})
_NUMBER = "n"


logging.getLogger("sqlglot").setLevel(logging.CRITICAL)  # what it warns of is refused here


class LakeSql(DuckDB):
    """SQL as a lake reads it: DuckDB's, but with empty values first, as SQLite has them."""

    NULL_ORDERING = "nulls_are_small"


class Unlike(PerfError):
    """What Spark cannot answer as DuckDB does."""


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
    tree = tree.copy()
    for number, node in enumerate(tree.find_all(*_CHANGES)):
        node.meta[_NUMBER] = number
    types = _Types(tree, tables, values)
    for node in [found for found in tree.walk(bfs=False) if type(found) in _CHANGES][::-1]:
        changed = _CHANGES[type(node)](node, types.of(node))
        if changed is not node:
            if node is tree:
                tree = changed
            else:
                node.replace(changed)
    try:
        return tree.sql(dialect="spark", identify=True, comments=False, unsupported_level=ErrorLevel.RAISE)
    except UnsupportedError:
        raise _unlike(tree, _("Leave --engine spark out: DuckDB knows more.")) from None


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
        for node in copy.find_all(*_CHANGES):
            if _NUMBER in node.meta:
                self._known.setdefault(node.meta[_NUMBER], [_type(operand) for operand in _operands(node)])

    def of(self, node: exp.Expr) -> list[str]:
        """The types of a node's operands, empty where they cannot be told."""
        return self._known.get(node.meta[_NUMBER], [""] * len(_operands(node)))


def _operands(node: exp.Expr) -> list[exp.Expr]:
    if isinstance(node, exp.Concat | exp.ConcatWs):
        return list(node.expressions)
    if isinstance(node, exp.Binary):
        return [node.left, node.right]
    return [node.this] if isinstance(node.this, exp.Expr) else [exp.Null()]


def _type(operand: exp.Expr) -> str:
    kind = operand.type.this.value if operand.type is not None else ""
    return "" if kind in ("UNKNOWN", "NULL") else str(kind)


def _example(value: object) -> exp.Expr:
    if isinstance(value, bool | int | float | str):
        return exp.convert(value)
    return exp.Null()


def _is_exact(literal: exp.Literal) -> bool:
    """Whether a number is written with decimals: it is none of the doubles, in DuckDB and Spark alike."""
    return not literal.is_string and "." in literal.name and "e" not in literal.name.lower()


def _divide(node: Any, kinds: Sequence[str]) -> Any:
    """Whole numbers to a whole number, others to a double, by nothing to nothing."""
    left, right = kinds
    divisor = exp.Nullif(this=node.right.copy(), expression=exp.Literal.number(0))
    if left in _WHOLE and right in _WHOLE:
        return exp.paren(exp.IntDiv(this=exp.paren(node.left.copy()), expression=divisor), copy=False)
    if {left, right} & (_FRACTION | _EXACT):
        parts = (exp.cast(part, "DOUBLE") for part in (node.left.copy(), divisor))
        return exp.paren(exp.Div(this=next(parts), expression=next(parts)), copy=False)
    raise _unlike(
        node, _("whether these are whole numbers cannot be told: write CAST(… AS DOUBLE) or CAST(… AS BIGINT)")
    )


def _remainder(node: Any, _kinds: Sequence[str]) -> Any:
    node.set("expression", exp.Nullif(this=node.right.copy(), expression=exp.Literal.number(0)))
    return node


def _whole_division(node: Any, kinds: Sequence[str]) -> Any:
    if not set(kinds) <= _WHOLE:
        raise _unlike(node, _("// is for whole numbers"))
    return _remainder(node, kinds)


def _average(node: Any, _kinds: Sequence[str]) -> Any:
    """Of amounts too a double."""
    operand = node.this
    if isinstance(operand, exp.Distinct):
        operand.set("expressions", [exp.cast(one.copy(), "DOUBLE") for one in operand.expressions])
    else:
        node.set("this", exp.cast(operand.copy(), "DOUBLE"))
    return node


def _round(node: Any, kinds: Sequence[str]) -> Any:
    """A double as C rounds it, by its binary value; Spark would go by its shortest decimal digits."""
    kind = kinds[0]
    digits = node.args.get("decimals")
    if kind in _WHOLE or kind in _EXACT or (kind in _FRACTION and digits is None):
        return node
    try:
        places = int(digits.sql()) if digits is not None else 0
    except ValueError:
        places = 400
    if kind not in _FRACTION or abs(places) > 300:
        raise _unlike(node, _("round() needs a number that is known to be one, and a written count of decimals"))
    scale = exp.cast(exp.Literal.string(f"1e{abs(places)}"), "DOUBLE")
    parts = (exp.Mul, exp.Div) if places >= 0 else (exp.Div, exp.Mul)
    scaled = exp.Round(this=parts[0](this=exp.paren(node.this.copy()), expression=scale))
    return exp.paren(parts[1](this=scaled, expression=scale.copy()), copy=False)


def _cast(node: Any, kinds: Sequence[str]) -> Any:
    """To whole numbers by rounding; doubles to no text, as each engine writes them its own way."""
    kind = kinds[0]
    target = node.args["to"].this.value
    if target in _TEXT and kind in _FRACTION:
        raise _unlike(node, _("each engine writes a double its own way: write CAST(… AS DECIMAL(18, 2)) first"))
    if target in _WHOLE and kind in _FRACTION:
        node.set("this", exp.Anonymous(this="RINT", expressions=[node.this.copy()]))
    elif target in _WHOLE and kind in _EXACT:
        node.set("this", exp.Round(this=node.this.copy()))
    return node


def _joined(node: Any, kinds: Sequence[str]) -> Any:
    if set(kinds) & _FRACTION:
        raise _unlike(node, _("each engine writes a double its own way: write CAST(… AS DECIMAL(18, 2)) first"))
    return node


def _quantile(node: Any, _kinds: Sequence[str]) -> Any:
    """`quantile_cont(value, share)`; Spark's own `percentile` is the exact one."""
    share = node.args.get("expression")
    if share is None:
        raise _unlike(node, _("write quantile_cont(value, share)"))
    value = exp.cast(node.this.copy(), "DOUBLE")
    return exp.Anonymous(this="PERCENTILE", expressions=[value, share.copy()])


def _median(node: Any, _kinds: Sequence[str]) -> Any:
    half = exp.Literal.number("0.5")
    return exp.Anonymous(this="PERCENTILE", expressions=[exp.cast(node.this.copy(), "DOUBLE"), half])


def _substring(node: Any, _kinds: Sequence[str]) -> Any:
    """From place 0 there is one character less: nothing stands there, where Spark takes it for 1."""
    start, length = node.args.get("start"), node.args.get("length")
    if start is None or length is None or (isinstance(start, exp.Literal) and start.sql() != "0"):
        return node
    is_none = exp.Case(
        ifs=[exp.If(this=exp.EQ(this=start.copy(), expression=exp.Literal.number(0)), true=exp.Literal.number(1))],
        default=exp.Literal.number(0),
    )
    node.set("length", exp.Sub(this=exp.paren(length.copy()), expression=is_none))
    return node


def _day_of_week(node: Any, _kinds: Sequence[str]) -> Any:
    """Sunday is 0, in Spark 1."""
    return exp.paren(exp.Sub(this=node.copy(), expression=exp.Literal.number(1)), copy=False)


def _day_of_week_iso(node: Any, _kinds: Sequence[str]) -> Any:
    """Monday is 1; Spark's `weekday` has 0."""
    day = exp.Anonymous(this="WEEKDAY", expressions=[node.this.copy()])
    return exp.paren(exp.Add(this=day, expression=exp.Literal.number(1)), copy=False)


def _week(node: Any, _kinds: Sequence[str]) -> Any:
    return exp.Anonymous(this="WEEKOFYEAR", expressions=[node.this.copy()])


def _begin_of_period(node: Any, _kinds: Sequence[str]) -> Any:
    """A time without a zone, of a date too."""
    unit = exp.Literal.string(node.args["unit"].name)
    begin = exp.Anonymous(this="DATE_TRUNC", expressions=[unit, node.this.copy()])
    return exp.cast(begin, exp.DataType.Type.TIMESTAMPNTZ)


def _matched(node: Any, _kinds: Sequence[str]) -> Any:
    """A pattern's backslash is itself: Spark would take it for a sign that escapes."""
    if isinstance(node.parent, exp.Escape):
        return node
    return exp.Escape(this=node.copy(), expression=exp.Literal.string(_NO_SIGN))


_NO_SIGN = "\x01"
"""A sign that no pattern has, where a pattern escapes nothing."""

_CHANGES: dict[type[exp.Expr], Callable[[Any, Sequence[str]], Any]] = {
    exp.Div: _divide,
    exp.Mod: _remainder,
    exp.IntDiv: _whole_division,
    exp.Avg: _average,
    exp.Round: _round,
    exp.Cast: _cast,
    exp.TryCast: _cast,
    exp.DPipe: _joined,
    exp.Concat: _joined,
    exp.ConcatWs: _joined,
    exp.PercentileCont: _quantile,
    exp.Median: _median,
    exp.Substring: _substring,
    exp.DayOfWeek: _day_of_week,
    exp.DayOfWeekIso: _day_of_week_iso,
    exp.Like: _matched,
    exp.Week: _week,
    exp.DateTrunc: _begin_of_period,
    exp.TimestampTrunc: _begin_of_period,
}


def _unlike(node: exp.Expr, reason: str) -> Unlike:
    written = node.sql(dialect=LakeSql)
    return Unlike(
        _("{text} has no like in Spark").format(text=written if len(written) <= 80 else written[:79] + "…"), hint=reason
    )


def names_of(tree: exp.Query) -> Sequence[str]:
    """What the columns of a statement are called: by their alias, by the column's name, else as they are written."""
    return [one.alias_or_name or one.sql(dialect=LakeSql) for one in tree.selects]
