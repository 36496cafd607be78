"""A workbook that was filled in with what became of projects -> what is recorded of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from perfcli.actions.record_sheet import COLUMNS, TIERS, TITLES, SheetColumn
from perfcli.amounts import checked, read_amount
from perfcli.data.cell_values import read_money
from perfcli.data.scalars import BadRowError
from perfcli.dates import read_days
from perfcli.errors import PerfError
from perfcli.exact import Money, Points
from perfcli.folding import as_typed, plain_name
from perfcli.form import MONITORING
from perfcli.formats.layout import Typed
from perfcli.formats.leftovers import Leftover
from perfcli.formats.tables import CellValue, Line, Number, Table, Unread, as_text
from perfcli.forms.record.filled import FormsRead, RecordedRows
from perfcli.forms.words.goals import read_results
from perfcli.i18n import gettext as _
from perfcli.progress.points import typed_points_of
from perfcli.progress.recording import Entry
from perfcli.progress.tiers import tier_named
from perfcli.regex import regex

_HEAD = 10
_MIDNIGHT = regex(r"(?<=[0-9])\s+0?0:00(?::00)?", re.ASCII)
"""What a day shows behind it where a program gave its cell a format of day and time."""

_KEYS = {"year_end": "expected"}
"""Keys of an indicator that a column of a project has already."""


def is_record_sheet(table: Table) -> bool:
    """Whether a sheet is one of ours to fill in."""
    return _kind(table) is not None


def read_record_sheets(tables: Sequence[Table]) -> FormsRead:
    """What was filled in on such sheets; raises PerfError that names each cell that cannot be read."""
    wrong: list[str] = []
    rows: list[RecordedRows] = []
    left: list[Leftover] = []
    for table in tables:
        kind = _kind(table)
        if kind is None:
            left += [_leftover(table, line, list(line.cells), _("not a known sheet")) for line in table.lines]
        else:
            reading = _Sheet(table, kind)
            rows += reading.read()
            wrong += reading.wrong
            left += reading.left
    if wrong:
        raise PerfError(_("what was filled in cannot be recorded"), details=tuple(wrong))
    notes = () if any(row.is_filled for row in rows) else (_("nothing is filled in"),)
    return FormsRead(recorded=tuple(rows), leftovers=tuple(one for one in left if one.text), notes=notes)


def _kind(table: Table) -> str | None:
    for line in table.lines[:_HEAD]:
        for cell in line.cells:
            found = next((kind for kind, title in TITLES.items() if as_text(cell).strip().startswith(title)), None)
            if found and _heads(table, found) is not None:
                return found
    return None


def _heads(table: Table, kind: str) -> tuple[int, list[SheetColumn | None]] | None:
    """The place of the headings, and the column of each cell below them."""
    named = {plain_name(column.heading): column for column in COLUMNS[kind]}
    for at, line in enumerate(table.lines[:_HEAD]):
        found = [named.get(plain_name(as_text(cell))) for cell in line.cells]
        if {"code", "indicator"} <= {column.key for column in found if column}:
            return at, found
    return None


def _leftover(table: Table, line: Line, cells: Sequence[CellValue], reason: str) -> Leftover:
    text = " | ".join(shown for cell in cells if (shown := as_text(cell).strip()))
    where = _("{sheet}, row {row}").format(sheet=table.name, row=line.number)
    return Leftover(line.number, text, reason, where)


class _Project(msgspec.Struct):
    """What a sheet says of one project so far."""

    where: str
    name: str
    values: dict[str, Any] = msgspec.field(default_factory=dict)
    indicators: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)
    targets: dict[str, tuple[str, str]] = msgspec.field(default_factory=dict)


class _Sheet:
    def __init__(self, table: Table, kind: str) -> None:
        self._table, self._kind = table, kind
        heads = _heads(table, kind)
        self._begin, self._columns = heads if heads else (0, [])
        self._found: dict[tuple[int, str], _Project] = {}
        self.wrong: list[str] = []
        self.left: list[Leftover] = []

    def read(self) -> Iterator[RecordedRows]:
        """What each project's rows say."""
        for line in self._table.lines[self._begin + 1 :]:
            self._line(line)
        for (year, code), one in self._found.items():
            day: date | None = one.values.pop("date", None)
            adjusted = one.values.pop("adjusted", None)
            entry = Entry(code=code, year=year, on=day, adjusted=adjusted, values=one.values, indicators=one.indicators)
            rows = RecordedRows(one.where, entry, one.name, one.targets)
            if rows.is_filled and self._kind == MONITORING and day is None:
                self.wrong.append(_("{where}: the date of the monitoring is missing").format(where=one.where))
                continue
            yield rows

    def _line(self, line: Line) -> None:
        cells = {column.key: cell for column, cell in zip(self._columns, line.cells, strict=False) if column}
        code = as_typed(as_text(cells.get("code", ""))).strip().upper()
        year = as_typed(as_text(cells.get("year", ""))).strip()
        unknown = [cell for at, cell in enumerate(line.cells) if at >= len(self._columns) or self._columns[at] is None]
        if not code or not year.isascii() or not year.isdigit() or len(year) != 4:
            self.left.append(_leftover(self._table, line, line.cells, _("a row without a code and a year")))
            return
        if unknown:
            self.left.append(_leftover(self._table, line, unknown, _("not a known column")))
        where = _("{sheet}, row {row}").format(sheet=self._table.name, row=line.number)
        called = as_text(cells.get("name", "")).strip()
        project = self._found.setdefault((int(year), code), _Project(where, called))
        if plain_name(called) != plain_name(project.name):
            self.wrong.append(_("{where}: another row gives the project another name").format(where=where))
        name = as_text(cells.get("indicator", "")).strip()
        if name and (target := as_text(cells.get("target", "")).strip()):
            project.targets[name] = where, target
        for column in self._columns:
            cell = cells.get(column.key, "") if column else ""
            if column is None or column.is_known or not as_text(cell).strip():
                continue
            try:
                self._put(project, name, column, _read(column, cell, int(year)))
            except PerfError as error:
                self.wrong.append(f"{where}, {column.heading}: {error.message}")

    def _put(self, project: _Project, name: str, column: SheetColumn, value: object) -> None:
        if not column.of_project and not name:
            raise PerfError(_("there is no indicator in this row"))
        into = project.values if column.of_project else project.indicators.setdefault(name, {})
        key = _KEYS.get(column.key, column.key)
        if into.get(key, value) != value:
            raise PerfError(_("another value stands in another row"))
        into[key] = value


def _read(column: SheetColumn, cell: CellValue, year: int) -> object:
    """The value of a cell; raises PerfError for one that is none."""
    text = _MIDNIGHT.sub("", as_text(cell).strip())
    if isinstance(cell, Unread):
        raise PerfError(cell.reason)
    if column.typed is Typed.AMOUNT:
        return _amount(cell, text) if isinstance(cell, Number) else read_amount(text)
    if column.typed is Typed.POINTS:
        return _points(cell, text)
    if column.key == "date":
        days = read_days(text, year)
        if days is None or days.first != days.last:
            raise PerfError(_("{text} is not a date").format(text=text))
        return days.first
    if column.key == "results":
        return read_results(as_text(cell))
    if column.key == "tier":
        if (tier := tier_named(text)) is None:
            message = _("{tier} is no tier: one of {tiers}")
            raise PerfError(message.format(tier=text, tiers=_(", ").join(TIERS.values())))
        return tier
    return _MIDNIGHT.sub("", cell.exact) if isinstance(cell, Number) else text


def _amount(cell: Number, text: str) -> Money:
    """An amount as the cell shows it, 25万 as 25万元; raises PerfError for a day or a percent."""
    if cell.value < 0:
        return checked(cell.value, text)
    try:
        return read_money(cell, Decimal(1))
    except BadRowError:
        checked(cell.value, cell.exact)
        raise PerfError(_("{text} is not an amount").format(text=text)) from None


def _points(cell: CellValue, text: str) -> Points:
    given = cell.exact if isinstance(cell, Number) else text
    points = typed_points_of(given)
    if points is None:
        raise PerfError(_("{text} are not points from 0 to 1,000 with at most two decimals").format(text=text))
    return points
