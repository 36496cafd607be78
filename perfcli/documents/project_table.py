"""The table of a project in the published document -> the project, or why it has none.

It is written as a form is declared and read by what that says (`table_form.py`), row by row: this names each cell
that has no place, whatever pages and people did to the rows, and takes a sixth of the time of reading a form whole.

A row is known by the label in its first cell; the two without one follow the row they belong to: the purpose the
amounts, the percents the months.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest

import msgspec

from perfcli.documents.indicator_rows import Columns
from perfcli.documents.table_form import CODE_LABEL, COLUMNS, TableRow, is_header, labelled_row, row_label
from perfcli.exact import Money, Percent
from perfcli.formats.blocks import Cell, Row, clean, joined, report
from perfcli.formats.leftovers import Leftover
from perfcli.forms.record.project import PublishedProject
from perfcli.forms.words.amounts import is_scale, read_amount, read_month, read_scale, read_shares
from perfcli.forms.words.goals import read_goals
from perfcli.forms.words.units import read_unit
from perfcli.forms.words.wording import label_seen, narrow
from perfcli.i18n import gettext as _
from perfcli.model import Budget, Indicator
from perfcli.regex import regex

_CODE = regex(r"[0-9]{8}[0-9A-Z]{13}")


class _UnreadableError(Exception):
    """Why a table gives no project."""


def starts_table(row: Row) -> bool:
    """Whether a row is the first of a table: the unit and what its amounts are in."""
    if len(row.cells) < 2 or not is_scale(row.cells[1].text):
        return False
    first = row.cells[0].text
    return read_unit(first) is not None or (len(row.cells) == 2 and bool(first.strip()) and not row_label(first))


def has_code(row: Row) -> bool:
    """Whether a row is the one with the project's code."""
    return row_label(row.cells[0].text) == CODE_LABEL


class TableReading(msgspec.Struct, frozen=True):
    """What a table gave: its project if it could be read, and the lines that have no place in it."""

    project: PublishedProject | None
    name: str
    leftovers: tuple[Leftover, ...]


class _Table(msgspec.Struct):
    """The cells of a table by what they are, before any is understood."""

    unit: Cell | None = None
    scale: Cell | None = None
    values: dict[str, Cell] = msgspec.field(default_factory=dict)
    months: tuple[Cell, ...] = ()
    percents: tuple[Cell, ...] = ()
    indicators: list[Indicator] = msgspec.field(default_factory=list)
    leftovers: list[Leftover] = msgspec.field(default_factory=list)
    labels: list[str] = msgspec.field(default_factory=list)
    above: str = ""
    columns: Columns = msgspec.field(default_factory=Columns)
    foreign: bool = False

    def take(self, row: Row) -> None:
        """Put a row where it belongs; `above` is the label of the row right above."""
        cells = row.cells
        self._leave(row.beyond, _("no column of the form"))
        row_above, self.above = labelled_row(self.above), row_label(cells[0].text)
        declared = labelled_row(self.above)
        header = is_header([cell.text for cell in cells]) or self.above == COLUMNS[0]
        self.foreign = self.foreign or (not header and self.above in self.labels)
        if self.foreign:
            self._leave(cells, _("the rows of another table, whose unit and code are missing"))
        elif header:
            self.columns = Columns(cells)
            self.leftovers.extend(self.columns.leftovers)
        elif declared is not None:
            self.labels.append(self.above)
            self._labelled(cells, declared)
        elif row_above is not None and row_above.has_months:
            self._percents(cells)
        elif row_above is not None and row_above.below:
            self._below(cells, row_above.below)
        elif not self.labels and self.unit is None:
            self.unit, self.scale = cells[0], cells[1] if len(cells) > 1 else None
            self._leave(cells[2:], _("more cells than the row has"))
        else:
            indicator, leftovers = self.columns.read(row)
            self.indicators.extend([indicator] if indicator else [])
            self.leftovers.extend(leftovers)

    def _labelled(self, cells: tuple[Cell, ...], declared: TableRow) -> None:
        if declared.has_months:
            self.months = cells[1:]
        elif declared.beside:
            if len(cells) > 1:
                self.values[declared.beside] = cells[1]
            self._leave(cells[2:], _("more cells than the row has"))
        else:
            self._pairs(cells[declared.start :], declared.pairs)

    def _pairs(self, cells: tuple[Cell, ...], keys: Mapping[str, str]) -> None:
        for at in range(0, len(cells), 2):
            key = keys.get(label_seen(cells[at].text), "")
            pair = cells[at : at + 2]
            if key and len(pair) == 2 and key not in self.values:
                self.values[key] = pair[1]
            else:
                self._leave(pair, _("no label and value of the form"))

    def _below(self, cells: tuple[Cell, ...], key: str) -> None:
        start = 1 if len(cells) > 1 else 0
        self.values[key] = cells[start]
        self._leave((*cells[:start], *cells[start + 1 :]), _("more cells than the row has"))

    def _percents(self, cells: tuple[Cell, ...]) -> None:
        missing = len(self.months) - len(cells)
        if missing > 0 or (missing == 0 and not cells[0].text.strip()):
            self._leave(cells, _("fewer cells than the spending plan has months"))
        else:
            start = 1 if missing else 0
            self.percents = cells[start:]
            self._leave(cells[:start], _("more cells than the row has"))

    def _leave(self, cells: Iterable[Cell], reason: str) -> None:
        self.leftovers.extend(report(cells, reason))

    def text(self, key: str) -> str:
        """The value of a key on one line, empty without one."""
        return joined(self.values[key].text) if key in self.values else ""

    def lines(self, key: str) -> str:
        """The same as it is broken into lines."""
        return self.values[key].text if key in self.values else ""

    def plan(self) -> dict[int, Percent]:
        """The spending plan; a month and a percent that make no pair are left over."""
        plan: dict[int, Percent] = {}
        nothing = Cell(0, "")
        shares = read_shares([cell.text for cell in self.percents])
        for at, (label, value) in enumerate(zip_longest(self.months, self.percents, fillvalue=nothing)):
            month, share = read_month(label.text), shares[at] if at < len(shares) else None
            if month is None or month in plan:
                self._leave((label, value), _("no checkpoint of the spending plan"))
            elif share is None and value.text.strip():
                self._leave((label, value), _("no percent of the budget, as a spending plan has them"))
            elif share is not None:
                plan[month] = share
        return plan

    def budget(self) -> Budget:
        """The amounts in 元; where one of fiscal and other is empty, it is 0 if that makes the sum."""
        scale = read_scale(self.scale.text) if self.scale else None
        if scale is None:
            raise _UnreadableError(_("the table does not say whether its amounts are in 元 or 万元"))
        total = self._amount(scale, "budget.total")
        fiscal, other = self._amount(scale, "budget.fiscal"), self._amount(scale, "budget.other")
        if total is None or (None in (fiscal, other) and (fiscal or Decimal(0)) + (other or Decimal(0)) != total):
            raise _UnreadableError(_("an amount of the budget is missing"))
        return Budget(total=total, fiscal=fiscal or Money("0.00"), other=other or Money("0.00"))

    def _amount(self, scale: Decimal, key: str) -> Money | None:
        text = self.text(key)
        if not text:
            return None
        try:
            return read_amount(text, scale)
        except ValueError:
            reason = _("{amount} is not an amount from 0 to 70 万亿 元 with at most two decimals")
            raise _UnreadableError(reason.format(amount=text[:80])) from None

    def project(self, place: int) -> PublishedProject:
        """The project of this table; _UnreadableError says why it has none."""
        unit = read_unit(self.unit.text) if self.unit else None
        if unit is None:
            raise _UnreadableError(_("the table does not start with a unit's code"))
        code = narrow(self.text("code"))
        if not _CODE.fullmatch(code):
            reason = _("the project code is not 8 digits and 13 of 0-9 and A-Z: {code}")
            raise _UnreadableError(reason.format(code=code[:80]))
        if self.columns.lacks_names:
            raise _UnreadableError(_("its table of indicators has no column 三级指标"))
        return PublishedProject(
            code=code,
            name=self.text("name"),
            unit=unit[0],
            unit_name=unit[1],
            budget=self.budget(),
            purpose=clean(self.lines("purpose")),
            goals=read_goals(self.lines("goals")),
            spending_plan=self.plan(),
            indicators=tuple(self.indicators),
            place=place,
        )


def read_table(rows: Sequence[Row]) -> TableReading:
    """The project of a table; without one every line of the table is left over, with the reason."""
    table = _Table()
    for row in rows:
        table.take(row)
    name = table.text("name")
    try:
        project = table.project(rows[0].cells[0].line)
    except _UnreadableError as error:
        reason = _("the project could not be read: {reason}").format(reason=error)
        lines = [leftover for row in rows for leftover in report(row.cells, reason)]
        return TableReading(None, name, tuple(lines))
    return TableReading(project, name, tuple(table.leftovers))
