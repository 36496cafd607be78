"""The rows of our own tables of what became of projects and of wholes, as they were exported or edited since."""

from __future__ import annotations

from datetime import date
from typing import Any

from perfcli.data.cell_values import read_code, read_money, read_year
from perfcli.data.own_rows import ONE, OwnRows, Row
from perfcli.data.pasted import is_filled
from perfcli.data.progress_read import Whose
from perfcli.data.progress_said import On, Values
from perfcli.data.row_numbers import row_number
from perfcli.data.scalars import BadRowError, read_scalar, read_text, scalar_keys
from perfcli.dates import read_days
from perfcli.exact import Money
from perfcli.formats.tables import KEPT, CellValue, Line, as_text
from perfcli.i18n import gettext as _
from perfcli.model import Record
from perfcli.progress import AdjustedKey, EvaluatedIndicator, Evaluation, MonitoredIndicator, Monitoring, Progress

_RECORDS: dict[str, type[Record]] = {
    "progress": Progress,
    "monitoring": Monitoring,
    "monitored_values": MonitoredIndicator,
    "evaluations": Evaluation,
    "scores": EvaluatedIndicator,
    "adjustments": AdjustedKey,
}
_AMOUNTS = ("initial", "adjusted", "spent", "expected")
_WHOLE = ("progress", "monitoring", "evaluations", "adjustments")
"""The tables whose rows say something by being there."""

_NEEDS_DATE = ("monitoring", "monitored_values", "adjustments")
_LEAD = ("year", "unit", "code", "department")


class ProgressOwnRows(OwnRows):
    """The rows of one of these tables."""

    def _row(self, _line: Line, row: Row) -> bool:
        whose = self._whose(row)
        on = _day(row.get("date", ""), whose.year)
        if on is None and self._name in _NEEDS_DATE:
            raise BadRowError(_("a date is lacking"))
        if self._name == "monitoring" and on is not None and (was := _day(row.get(f"{KEPT}date", ""), whose.year)):
            self._tables.progress.was_dated(whose, was, on)
        name = "part" if self._name == "fund_parts" else "indicator"
        values = self._values(row)
        holds_place = self._name == "results" and is_filled(row.get("number", ""))
        if not (self._name in _WHOLE or holds_place or any(map(_says, values.items()))):
            return True
        return self._tables.progress.take(self._name, whose, values, on, read_text(row.get(name, ""), exact=True))

    def _spoil(self, row: Row) -> None:
        try:
            self._tables.progress.spoil(self._name, self._whose(row))
        except BadRowError:
            self._tables.progress.spoil(self._name, None)

    def _whose(self, row: Row) -> Whose:
        unit, department = (as_text(row.get(key, "")).strip() for key in ("unit", "department"))
        year = read_year(row.get("year", ""))
        code = ""
        if is_filled(row.get("code")):
            code = read_code(row["code"], exact=True)
        elif is_filled(row.get("project_name")):
            row = self._tables.leads.of_part(self._table, 0, row)
            code, year = read_code(row["code"], exact=True), read_year(row.get("year", ""))
        if not year or not (code or unit or department):
            raise BadRowError(_("whose row it is is not said: year and code, unit or department"))
        if code and not unit:
            project = self._known.project(year, code)
            unit = project.unit if project else ""
        if code and not unit:
            raise BadRowError(_("a unit's code has six or more digits"))
        return Whose(year, unit, code, "" if code or unit else department)

    def _values(self, row: Row) -> Values:
        """What the columns that are there say."""
        if self._name == "fund_parts":
            return {key: self._amount(key, row[key]) for key in _AMOUNTS if key in row}
        if self._name == "results":
            place = self._tables.numbers.place(row.get("number", ""), tuple(as_text(row.get(key, "")) for key in _LEAD))
            return {"number": place.value, "result": read_text(row.get("result", ""), exact=True)}
        if self._name == "progress_details":
            texts: Values = {key: read_text(row.get(key, ""), exact=True) for key in ("label", "value")}
            return texts | {"place": max(int(row_number(row.get("place", ""))), 0)}
        kinds = {key: kind for key, kind in scalar_keys(_RECORDS[self._name]).items() if key not in _LEAD}
        values = {key: self._value(key, row[key], kind) for key, kind in kinds.items() if key in row}
        if self._name == "adjustments":
            values["number"] = row_number(row.get("number", ""))
            values["reason"] = read_text(row.get("reason", ""), exact=True)
        return values

    def _value(self, key: str, cell: CellValue, kind: Any) -> Any:
        return self._amount(key, cell) if kind is Money else read_scalar(cell, kind, exact=True)

    def _amount(self, key: str, cell: CellValue) -> Money | None:
        return read_money(cell, self._scales.get(key, ONE)) if is_filled(cell) else None


def _says(value: tuple[str, object]) -> bool:
    return value[0] not in ("number", "place", "label") and value[1] not in ("", None)


def _day(cell: CellValue, year: int) -> On:
    """The day that a cell names, None of an empty one; raises BadRowError."""
    text = as_text(cell).strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        days = read_days(text, year)
    if days is None or days.first != days.last:
        raise BadRowError(_("{text} is not a date").format(text=text[:20]))
    return days.first
