"""What Spark says of a statement, in the language spoken and at its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NoReturn

from perfcli.errors import PerfError, SystemFailure
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.lake.reasons import DamagedLake, elsewhere, replaced
from perfcli.lake.spark_guard import place_of_word
from perfcli.regex import regex
from perfcli.select import nearest

_REASONS: dict[str, str] = {
    "UNRESOLVED_COLUMN": noop("no such column: {name}"),
    "UNRESOLVED_ROUTINE": noop("no such function: {name}"),
    "AMBIGUOUS_REFERENCE": noop("ambiguous column name: {name}"),
    "MISSING_AGGREGATION": noop("the column {name} stands neither in GROUP BY nor in a function of many rows"),
    "MISSING_GROUP_BY": noop("a column stands neither in GROUP BY nor in a function of many rows"),
    "INVALID_WHERE_CONDITION": noop("WHERE has no function of many rows: use HAVING"),
    "CAST_INVALID_INPUT": noop("{text} is not a number"),
    "DATATYPE_MISMATCH": noop("these kinds of values do not go together: {name}"),
    "ARITHMETIC_OVERFLOW": noop("a number is too large"),
    "NUMERIC_VALUE_OUT_OF_RANGE": noop("a number is too large"),
    "CAST_OVERFLOW": noop("a number is too large"),
    "SCALAR_SUBQUERY_TOO_MANY_ROWS": noop("a subquery in the place of one value gives several rows"),
    "NUM_COLUMNS_MISMATCH": noop("the SELECTs that UNION and its like join have different numbers of columns"),
    "INCOMPATIBLE_COLUMN_TYPE": noop("the SELECTs that UNION and its like join have different kinds of columns"),
}
"""Spark's conditions, of which the first part is enough; any other is shown as it comes, its first line."""

_NO_TRUTH = noop("{text} is neither true nor false")

_OF_FILES = ("FAILED_READ_FILE", "PATH_NOT_FOUND")
_OF_MEMORY = ("OutOfMemoryError", "maxResultSize", "UNABLE_TO_ACQUIRE_MEMORY", "SparkOutOfMemoryError")
_OF_PROCESS = ("Py4JNetworkError", "ConnectionRefusedError", "Answer from Java side is empty", "Connection refused")
_CONDITION = regex(r"\[([A-Z][A-Z0-9_.]+)\] ?(.*?)(?: SQLSTATE: |\n|\Z)", re.DOTALL)
_NAMES = ("objectName", "name", "routineName", "expression", "sqlExpr")


def refuse_spark(error: Exception, text: str, tables: Mapping[str, Sequence[str]], first_line: int = 1) -> NoReturn:
    """Raise what an error of Spark means for who wrote the statement; lines of it count from `first_line`."""
    said = str(error)
    if any(sign in said for sign in _OF_MEMORY):
        raise SystemFailure(
            _("there is not enough memory for the statement or its result"),
            hint=_("Narrow it, ask for csv or jsonl, or raise `memory` under [query] in perf.toml (0: no limit)."),
        ) from None
    found = _CONDITION.search(said)
    if found is None and any(sign in f"{type(error).__name__} {said}" for sign in _OF_PROCESS):
        raise SystemFailure(
            _("Spark has ended in the middle of its work"),
            hint=_("Narrow it, ask for csv or jsonl, or raise `memory` under [query] in perf.toml (0: no limit)."),
        ) from None
    condition, sentence = (found[1], found[2]) if found else ("", _first_line(said))
    kind, _dot, detail = condition.partition(".")
    if kind == "FAILED_READ_FILE" and detail != "FILE_NOT_EXIST":
        raise DamagedLake(sentence.strip(), elsewhere()) from None
    if kind in _OF_FILES:
        raise replaced() from None
    name = _name(error, sentence)
    known = _NO_TRUTH if kind == "CAST_INVALID_INPUT" and '"BOOLEAN"' in sentence else _REASONS.get(kind)
    reason = _("Spark says: {reason}").format(
        reason=_(known).format(name=name, text=name) if known else sentence.strip()
    )
    if not found:
        raise SystemFailure(reason) from None
    word = name.rpartition(".")[2]
    named = [table for table in tables if re.search(rf"\b{table}\b", text)] or list(tables)
    columns = {column for table in named for column in tables[table]}
    hint = nearest(word.lower(), columns) if known and word.lower() not in columns else ""
    raise PerfError(
        reason,
        details=place_of_word(text, word, first_line) if word else (),
        hint=hint or _("`perf query --tables` prints the tables and their columns."),
    ) from None


def _name(error: Exception, sentence: str) -> str:
    """What an error is about, without Spark's quotes."""
    try:
        parameters: Mapping[str, str] = error.getMessageParameters() or {}  # type: ignore[attr-defined]  # Spark's errors have it
    except Exception:  # noqa: BLE001  # an error of py4j, or one that knows no parameters
        parameters = {}
    name = next((parameters[key] for key in _NAMES if key in parameters), "")
    if not name and (quoted := re.search(r"[`\"']([^`\"']+)[`\"']", sentence)):
        name = quoted[1]
    return name.strip("\"'").replace("`", "").strip("'")


def _first_line(text: str) -> str:
    """Of an error that came by way of Java what Java said."""
    _python, _colon, java = text.partition("\n: ")
    text = java or text
    return next((line.strip() for line in text.splitlines() if line.strip()), "")
