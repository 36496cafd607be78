"""What means another thing in Spark, word by word: for each kind of part its words there, for the same rows.

Where no words of Spark give the same, a part is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlglot import exp

from perfcli.i18n import gettext as _
from perfcli.lake import spark_dates as dates
from perfcli.lake.spark_parts import put_into, unlike

_WHOLE = frozenset({"TINYINT", "SMALLINT", "INT", "BIGINT", "INT128"})
_EXACT = frozenset({"DECIMAL"})
_FRACTION = frozenset({"DOUBLE", "FLOAT"})
_TEXT = frozenset({"TEXT", "VARCHAR", "CHAR"})


def operands(node: exp.Expr) -> list[exp.Expr]:
    """What a part is done with, whose kinds decide on its words."""
    if isinstance(node, exp.Concat | exp.ConcatWs):
        return list(node.expressions)
    if isinstance(node, exp.Binary):
        return [node.left, node.right]
    if isinstance(node, exp.GroupConcat):
        return [_strung(node)[0]]
    return [node.this] if isinstance(node.this, exp.Expr) else [exp.Null()]


def _divide(node: Any, kinds: Sequence[str]) -> Any:
    """Whole numbers to a whole number, others to a double, by nothing to nothing."""
    left, right = kinds
    divisor = exp.Nullif(this=node.right.copy(), expression=exp.Literal.number(0))
    if left in _WHOLE and right in _WHOLE:
        return exp.paren(exp.IntDiv(this=exp.paren(node.left.copy()), expression=divisor), copy=False)
    if {left, right} & (_FRACTION | _EXACT):
        parts = (exp.cast(part, "DOUBLE") for part in (node.left.copy(), divisor))
        return exp.paren(exp.Div(this=next(parts), expression=next(parts)), copy=False)
    raise unlike(
        node, _("whether these are whole numbers cannot be told: write CAST(… AS DOUBLE) or CAST(… AS BIGINT)")
    )


def _remainder(node: Any, _kinds: Sequence[str]) -> Any:
    node.set("expression", exp.Nullif(this=node.right.copy(), expression=exp.Literal.number(0)))
    return node


def _whole_division(node: Any, kinds: Sequence[str]) -> Any:
    if not set(kinds) <= _WHOLE:
        raise unlike(node, _("// is for whole numbers"))
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
    """To a count of decimals as a double, by the digits that one sees."""
    kind = kinds[0]
    digits = node.args.get("decimals")
    if digits is None and kind in _WHOLE | _EXACT | _FRACTION:
        return node
    if kind not in _WHOLE | _EXACT | _FRACTION or not _is_written(digits):
        raise unlike(node, _("round() needs a number that is known to be one, and a written count of decimals"))
    node.set("this", exp.cast(node.this.copy(), "DOUBLE"))
    return node


def _is_written(number: exp.Expr | None) -> bool:
    """Whether a part is a whole number as one writes it, with its sign."""
    number = number.this if isinstance(number, exp.Neg) else number
    return isinstance(number, exp.Literal) and number.is_int


def _cast(node: Any, kinds: Sequence[str]) -> Any:
    """To whole numbers by rounding; doubles to no text, as each engine writes them its own way."""
    kind = kinds[0]
    target = node.args["to"].this.value
    if target in _TEXT and kind in _FRACTION:
        raise unlike(node, _("each engine writes a double its own way: write CAST(… AS DECIMAL(18, 2)) first"))
    if target in _WHOLE and kind in _FRACTION:
        node.set("this", exp.Anonymous(this="RINT", expressions=[node.this.copy()]))
    elif target in _WHOLE and kind in _EXACT:
        node.set("this", exp.Round(this=node.this.copy()))
    return node


def _joined(node: Any, kinds: Sequence[str]) -> Any:
    if set(kinds) & _FRACTION:
        raise unlike(node, _("each engine writes a double its own way: write CAST(… AS DECIMAL(18, 2)) first"))
    return node


def _strung(node: exp.GroupConcat) -> tuple[exp.Expr, bool]:
    """What `string_agg` puts together, and whether each text once."""
    inner = node.this.this if isinstance(node.this, exp.Order) else node.this
    return (inner.expressions[0], True) if isinstance(inner, exp.Distinct) else (inner, False)


def _texts_together(node: Any, kinds: Sequence[str]) -> Any:
    """Each text once, in order: Spark's own `listagg` fails where another function asks for DISTINCT too."""
    _joined(node, kinds)
    value, is_distinct = _strung(node)
    if not is_distinct or isinstance(node.parent, exp.Filter | exp.Window):
        return node
    order = node.this.expressions[0] if isinstance(node.this, exp.Order) else exp.Ordered(this=value)
    if order.this != value:
        raise unlike(node, _("texts taken once each can be ordered by themselves alone"))
    text = "IF(COUNT(x) = 0, NULL, ARRAY_JOIN(TRANSFORM(SORT_ARRAY(COLLECT_SET(x), a), v -> CAST(v AS STRING)), s))"
    ascending = exp.Boolean(this=not order.args.get("desc"))
    return put_into(text, x=value, a=ascending, s=node.args.get("separator") or exp.Literal.string(","))


def _quantile(node: Any, _kinds: Sequence[str]) -> Any:
    """`quantile_cont(value, share)`; Spark's own `percentile` is the exact one."""
    share = node.args.get("expression")
    if share is None:
        raise unlike(node, _("write quantile_cont(value, share)"))
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


def _matched(node: Any, _kinds: Sequence[str]) -> Any:
    """A pattern's backslash is itself: Spark would take it for a sign that escapes."""
    if isinstance(node.parent, exp.Escape):
        return node
    return exp.Escape(this=node.copy(), expression=exp.Literal.string(_NO_SIGN))


def _matched_whole(node: Any, _kinds: Sequence[str]) -> Any:
    """Spark's `rlike` asks for a pattern anywhere in a text."""
    whole = exp.Concat(expressions=[exp.Literal.string("\\A(?:"), node.expression.copy(), exp.Literal.string(")\\z")])
    return exp.RegexpLike(this=node.this.copy(), expression=whole)


_NO_SIGN = "\x01"
"""A sign that no pattern has, where a pattern escapes nothing."""

CHANGES: dict[type[exp.Expr], Callable[[Any, Sequence[str]], Any]] = {
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
    exp.GroupConcat: _texts_together,
    exp.PercentileCont: _quantile,
    exp.Median: _median,
    exp.Substring: _substring,
    exp.Add: dates.sum_of_days,
    exp.Sub: dates.sum_of_days,
    exp.DateDiff: dates.date_diff,
    exp.DayOfWeek: dates.day_of_week,
    exp.DayOfWeekIso: dates.day_of_week_iso,
    exp.Extract: dates.part_of_date,
    exp.Like: _matched,
    exp.RegexpFullMatch: _matched_whole,
    exp.Week: dates.week,
    exp.DateTrunc: dates.begin_of_period,
    exp.TimestampTrunc: dates.begin_of_period,
}
