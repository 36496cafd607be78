"""Days and times in Spark's words, for the same values as in DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from perfcli.i18n import gettext as _
from perfcli.lake.spark_parts import put_into, unlike
from perfcli.regex import regex

_BEGINNINGS = {
    "DAY": "DATEDIFF(b, a)",
    "WEEK": "(DATEDIFF(b, a) DIV 7)",
    "MONTH": "((YEAR(b) - YEAR(a)) * 12 + MONTH(b) - MONTH(a))",
    "QUARTER": "((YEAR(b) - YEAR(a)) * 4 + QUARTER(b) - QUARTER(a))",
    "YEAR": "(YEAR(b) - YEAR(a))",
}
"""How many days, months and so on begin from `a` up to `b`; weeks that have gone by whole."""


def date_diff(node: Any, _kinds: Sequence[str]) -> Any:
    """How many units begin between two days; Spark's own counts those that have gone by whole."""
    text = _BEGINNINGS.get(node.args["unit"].name.upper())
    if text is None:
        raise unlike(node, _("write it with one of {names}").format(names=", ".join(_BEGINNINGS).lower()))
    return put_into(text, a=node.expression, b=node.this)


def sum_of_days(node: Any, kinds: Sequence[str]) -> Any:
    """A day and a span of time are a time; two days are so many days apart."""
    for name, other in (("this", node.expression), ("expression", node.this)):
        if isinstance(other, exp.Interval):
            node.set(name, exp.cast(node.args[name].copy(), exp.DataType.Type.TIMESTAMPNTZ))
            return node
    if isinstance(node, exp.Sub) and list(kinds) == ["DATE", "DATE"]:
        return put_into("DATEDIFF(b, a)", a=node.expression, b=node.this)
    return node


def day_of_week(node: Any, _kinds: Sequence[str]) -> Any:
    """Sunday is 0, in Spark 1."""
    return exp.paren(exp.Sub(this=node.copy(), expression=exp.Literal.number(1)), copy=False)


def day_of_week_iso(node: Any, _kinds: Sequence[str]) -> Any:
    """Monday is 1; Spark's `weekday` has 0."""
    day = exp.Anonymous(this="WEEKDAY", expressions=[node.this.copy()])
    return exp.paren(exp.Add(this=day, expression=exp.Literal.number(1)), copy=False)


def part_of_date(node: Any, kinds: Sequence[str]) -> Any:
    """The day of an ISO week under Spark's name of it, seconds as a whole number."""
    part = node.this.name.upper()
    if part == "SECOND":
        return exp.Anonymous(this="SECOND", expressions=[node.expression.copy()])
    return day_of_week_iso(exp.DayOfWeekIso(this=node.expression), kinds) if part == "ISODOW" else node


def week(node: Any, _kinds: Sequence[str]) -> Any:
    """The number of a week of ISO 8601."""
    return exp.Anonymous(this="WEEKOFYEAR", expressions=[node.this.copy()])


def begin_of_period(node: Any, _kinds: Sequence[str]) -> Any:
    """A time without a zone, of a date too."""
    unit = exp.Literal.string(node.args["unit"].name)
    begin = exp.Anonymous(this="DATE_TRUNC", expressions=[unit, node.this.copy()])
    return exp.cast(begin, exp.DataType.Type.TIMESTAMPNTZ)


_CODES = {
    "Y": "yyyy", "y": "yy", "m": "MM", "-m": "M", "d": "dd", "-d": "d", "j": "DDD", "H": "HH", "-H": "H", "I": "hh",
    "M": "mm", "S": "ss", "f": "SSSSSS", "p": "a", "A": "EEEE", "a": "EEE", "B": "MMMM", "b": "MMM",
}  # fmt: skip
"""The codes of `strftime` as Spark has them."""

_PART = regex("%(-?[A-Za-z]|%)|[^%]+|%")
_SIGNS = regex(r"[A-Za-z'\[\]{}#]")
"""What means something in a format of Spark's."""


def format_of(node: Any, _kinds: Sequence[str]) -> Any:
    """`strftime`: its codes in Spark's letters, whatever else stands there as itself."""
    given = node.args["format"]
    if not (isinstance(given, exp.Literal) and given.is_string):
        raise unlike(node, _("the format of strftime() is written behind the day, as a text"))
    found = ""
    for part in _PART.finditer(given.name):
        code, text = part[1], "%" if part[0] == "%%" else part[0]
        if code in _CODES:
            found += _CODES[code]
        elif text.startswith("%") and text != "%":
            raise unlike(node, _("write it with some of {names}").format(names=" ".join(f"%{one}" for one in _CODES)))
        else:
            found += "'" + text.replace("'", "''") + "'" if _SIGNS.search(text) else text
    return exp.Anonymous(this="DATE_FORMAT", expressions=[node.this.copy(), exp.Literal.string(found)])
