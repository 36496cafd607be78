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
from perfcli.regex import regex

_WHOLE = frozenset({"TINYINT", "SMALLINT", "INT", "BIGINT", "INT128"})
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
    if any(kind in _FRACTION or _is_exact(kind) for kind in kinds):
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
    is_number = _is_exact(kind) or kind in _WHOLE | _FRACTION or isinstance(node.this, exp.Null)
    if digits is None and is_number:
        return node
    if not is_number or not _is_written(digits):
        raise unlike(node, _("round() needs a number that is known to be one, and a written count of decimals"))
    node.set("this", exp.cast(node.this.copy(), "DOUBLE"))
    return node


def _is_written(number: exp.Expr | None) -> bool:
    """Whether a part is a whole number as one writes it, with its sign."""
    number = number.this if isinstance(number, exp.Neg) else number
    return isinstance(number, exp.Literal) and number.is_int


def _is_exact(kind: str) -> bool:
    """Whether values are decimals; `DECIMAL(18, 2)` where it is known how many."""
    return kind.startswith("DECIMAL")


def _cast(node: Any, kinds: Sequence[str]) -> Any:
    """To whole numbers by rounding; doubles to no text, as each engine writes them its own way."""
    kind = kinds[0]
    target = node.args["to"].this.value
    value = node.this.copy()
    if target == "DECIMAL" and not node.args["to"].expressions:
        node.set("to", exp.DataType.build("DECIMAL(18, 3)"))  # what is meant without
    if target in _TEXT and kind in _FRACTION:
        raise unlike(node, _("each engine writes a double its own way: write CAST(… AS DECIMAL(18, 2)) first"))
    if target in _WHOLE and kind in _FRACTION:
        node.set("this", exp.Anonymous(this="RINT", expressions=[value]))
    elif target in _WHOLE and kind in _TEXT:
        inner = node.copy()
        inner.set("to", exp.DataType.build("DECIMAL(38, 10)"))
        _read_otherwise(inner, "DECIMAL")
        node.set("this", exp.Round(this=inner))
    elif target in _WHOLE and _is_exact(kind):
        node.set("this", exp.Round(this=value))
    elif target == "DECIMAL" and kind in _FRACTION:
        scale = exp.cast(exp.Literal.string(f"1e{node.args['to'].expressions[1].name}"), "DOUBLE")
        node.set("this", put_into("ROUND((x) * s) / s", x=value, s=scale))
    elif kind in _TEXT and target in _READ_OTHERWISE and not _DAY.match(value.name if value.is_string else ""):
        _read_otherwise(node, target)
    return node


def _read_otherwise(cast: exp.Expr, target: str) -> None:
    text, pattern = _READ_OTHERWISE[target]
    cast.set("this", put_into(text, x=cast.this, p=exp.Literal.string(pattern)))


_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_READ_OTHERWISE = {
    "DATE": (
        "IF(x RLIKE p, REPLACE(x, '/', '-'), CONCAT(x, '?'))",
        r"^ *[0-9]{4}([-/])[0-9]{1,2}\1[0-9]{1,2}([ T]|$)",
    ),
    "DECIMAL": ("IF(x RLIKE p, CONCAT(x, '?'), x)", r"[^\x00-\x7f]"),
    "DOUBLE": ("REGEXP_REPLACE(x, p, '?')", r"(?<=[0-9.])[dDfF] *$"),
}
"""Texts that are no days or numbers in DuckDB made such as Spark takes for none: `2021`, `today`, `１２`, `3d`."""


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
    if is_distinct and isinstance(node.parent, exp.Filter | exp.Window):
        raise unlike(node, _("write string_agg(DISTINCT CASE WHEN … THEN … END, ',')"))
    if not is_distinct:
        return node
    order = node.this.expressions[0] if isinstance(node.this, exp.Order) else exp.Ordered(this=value)
    if order.this != value:
        raise unlike(node, _("texts taken once each can be ordered by themselves alone"))
    text = "IF(COUNT(x) = 0, NULL, ARRAY_JOIN(TRANSFORM(SORT_ARRAY(COLLECT_SET(x), a), v -> CAST(v AS STRING)), s))"
    ascending = exp.Boolean(this=not order.args.get("desc"))
    return put_into(text, x=value, a=ascending, s=node.args.get("separator") or exp.Literal.string(","))


def _quantile(node: Any, kinds: Sequence[str]) -> Any:
    """`quantile_cont(value, share)`; Spark's own `percentile` is the exact one. Of decimals it is cut to theirs."""
    share = exp.Literal.number("0.5") if isinstance(node, exp.Median) else node.args.get("expression")
    if share is None:
        raise unlike(node, _("write quantile_cont(value, share)"))
    if not _is_exact(kinds[0]):
        return exp.Anonymous(this="PERCENTILE", expressions=[exp.cast(node.this.copy(), "DOUBLE"), share.copy()])
    scale = kinds[0].partition(", ")[2].rstrip(")")
    is_known = scale and isinstance(node.this, exp.Column | exp.Cast)
    if not is_known or isinstance(node.parent, exp.Filter | exp.Window):
        raise unlike(node, _("write CAST(… AS DOUBLE) within it"))
    whole = "FLOOR(ROUND(PERCENTILE(CAST((x) * m AS DOUBLE), q), 6)) / m"
    found = put_into(whole, x=node.this, q=share, m=exp.Literal.number(10 ** int(scale)))
    return exp.cast(found, f"DECIMAL(38, {scale})")


def _substring(node: Any, _kinds: Sequence[str]) -> Any:
    """From place 0 there is one character less: nothing stands there; a length below 0 is what stands before."""
    start, length = node.args.get("start"), node.args.get("length")
    if start is None or length is None or (_is_positive(start) and _is_positive(length)):
        return node
    text = "SUBSTRING(x, s, (n) - IF((s) = 0, 1, 0))"
    if not _is_positive(length):
        place = "(s)" if _is_positive(start) else "IF((s) < 0, (s) + CHAR_LENGTH(x) + 1, (s))"
        before = f"GREATEST({place} + (n), 1)"
        text = f"IF((n) < 0, SUBSTRING(x, {before}, {place} - {before}), {text})"
    return put_into(text, x=node.this, s=start, n=length)


def _left(node: Any, _kinds: Sequence[str]) -> Any:
    """By a number below 0 all but so many."""
    if _is_positive(node.expression):
        return node
    return put_into("SUBSTRING(x, 1, IF((n) < 0, CHAR_LENGTH(x) + (n), (n)))", x=node.this, n=node.expression)


def _right(node: Any, _kinds: Sequence[str]) -> Any:
    """By a number below 0 all but so many."""
    if _is_positive(node.expression):
        return node
    return put_into("IF((n) < 0, SUBSTRING(x, 1 - (n)), RIGHT(x, n))", x=node.this, n=node.expression)


def _is_positive(number: exp.Expr) -> bool:
    """Whether a part is written as a number above 0."""
    return isinstance(number, exp.Literal) and number.is_int and int(number.name) > 0


def _logarithm(node: Any, _kinds: Sequence[str]) -> Any:
    """Of 0 it is below every number; in Spark it would be nothing."""
    return put_into("IF((x) = 0, CAST('-Infinity' AS DOUBLE), LN(x))", x=node.this)


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
    exp.Median: _quantile,
    exp.Substring: _substring,
    exp.Left: _left,
    exp.Right: _right,
    exp.Ln: _logarithm,
    exp.TimeToStr: dates.format_of,
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
