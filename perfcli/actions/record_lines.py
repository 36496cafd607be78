"""Lines of JSON that say what became of projects and wholes: `evaluate record --from`, `monitor record --from`."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from perfcli.actions.bulk import BadLine, read_object
from perfcli.actions.recording import Recorded, record
from perfcli.codec import Malformed, from_dict
from perfcli.errors import PerfError
from perfcli.exact import Money, Points
from perfcli.i18n import gettext as _
from perfcli.model import Record
from perfcli.progress.recording import Entry
from perfcli.repository import Repository
from perfcli.select import nearest


class EvaluatedLine(Record, frozen=True, kw_only=True):
    """An indicator of a line of JSON that records a self-evaluation."""

    name: str
    actual: str = ""
    tier: str = ""
    score: Points | None = None
    reason: str = ""
    measure: str = ""
    evidence: str = ""
    recheck: Points | None = None


class EvaluationLine(Record, frozen=True, kw_only=True):
    """A line of JSON that records a self-evaluation: amounts in 元."""

    code: str
    year: int | None = None
    adjusted: Money | None = None
    spent: Money | None = None
    results: tuple[str, ...] = ()
    indicators: tuple[EvaluatedLine, ...] = ()
    execution_points: Points | None = None
    total_score: Points | None = None


class MonitoredLine(Record, frozen=True, kw_only=True):
    """An indicator of a line of JSON that records a monitoring."""

    name: str
    value: str = ""
    expected: str = ""
    cause: str = ""
    explanation: str = ""
    likelihood: str = ""


class MonitoringLine(Record, frozen=True, kw_only=True):
    """A line of JSON that records a monitoring: amounts in 元."""

    code: str
    date: date
    year: int | None = None
    adjusted: Money | None = None
    spent: Money | None = None
    expected: Money | None = None
    indicators: tuple[MonitoredLine, ...] = ()
    conclusion: str = ""
    measures: str = ""


_MOST_DIGITS = 30
"""How far a number's digits may reach from its point to become a text: 1e400000000 would fill the memory."""

_GIVEN = frozenset({"score", "recheck", "execution_points", "total_score"})
"""Keys of given points, which null takes out; any other key says nothing without a value."""

Line = type[EvaluationLine] | type[MonitoringLine]


def record_lines(
    repository: Repository, data: bytes, line_type: Line, *, dry_run: bool = False
) -> Iterator[Recorded | BadLine]:
    """Each line of JSON, once it is recorded; a bad line stops no other; empty ones are passed.

    `data` is UTF-8, with or without a byte order mark.
    """
    for number, line in enumerate(data.removeprefix(BOM_UTF8).split(b"\n"), 1):
        if line.strip():
            try:
                yield record(repository, _entry(line, line_type), dry_run=dry_run)
            except PerfError as error:
                yield BadLine(number, "; ".join(part for part in (error.message, *error.details, error.hint) if part))


def _entry(line: bytes, line_type: Line) -> Entry:
    data = read_object(line, keep=_GIVEN if line_type is EvaluationLine else frozenset())
    _require_known(data, line_type, "")
    rows = data.get("indicators")
    known = EvaluatedLine if line_type is EvaluationLine else MonitoredLine
    if isinstance(rows, list):
        data["indicators"] = [_spelled(_without_null(row)) if isinstance(row, dict) else row for row in rows]
        for row in data["indicators"]:
            if isinstance(row, dict):
                _require_known(row, known, "indicators.")
    if line_type is MonitoringLine:
        _require_date(data.get("date"))
    try:
        said = from_dict(data, line_type)
    except Malformed as error:
        raise PerfError("; ".join(fault.message for fault in error.faults)) from None
    return Entry(
        code=said.code,
        year=said.year,
        on=said.date if isinstance(said, MonitoringLine) else None,
        adjusted=said.adjusted,
        values={
            key: value
            for key in data
            if key not in ("code", "year", "date", "adjusted", "indicators") and (value := getattr(said, key)) != ()
        },
        indicators=_indicators(said.indicators, data.get("indicators", [])),
    )


def _require_date(given: object) -> None:
    """Raise PerfError for a date of a line that is none; what a file says of it, without quotes, is not JSON."""
    if given is None:
        return
    try:
        date.fromisoformat(given if isinstance(given, str) else "")
    except ValueError:
        message = _("date: {text} is not a date").format(text=given)
        raise PerfError(message, hint=_('In JSON it is a text: "2021-07-31".')) from None


def _indicators(
    rows: Sequence[EvaluatedLine | MonitoredLine], data: Sequence[Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row, said in zip(rows, data, strict=True):
        if row.name in found:
            raise PerfError(_("{name} is given twice").format(name=row.name))
        found[row.name] = {key: getattr(row, key) for key in said if key != "name"}
    return found


def _without_null(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None or key in _GIVEN}


def _spelled(row: dict[str, Any]) -> dict[str, Any]:
    """An indicator with values that were given as numbers as the texts that files hold."""
    texts = ("actual", "value", "expected")
    return {
        key: f"{value:f}"
        if key in texts and isinstance(value, Decimal) and abs(value.adjusted()) <= _MOST_DIGITS
        else str(value)
        if _is_whole(key, value)
        else value
        for key, value in row.items()
    }


def _is_whole(key: str, value: object) -> bool:
    return key in ("actual", "value", "expected") and isinstance(value, int) and not isinstance(value, bool)


def _require_known(data: Mapping[str, Any], kind: type[Record], prefix: str) -> None:
    for key in data:
        if key not in kind.__struct_fields__:
            hint = nearest(key, kind.__struct_fields__)
            raise PerfError(_("unknown key {key}").format(key=f"{prefix}{key}"), hint=hint)
