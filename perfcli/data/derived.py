"""Derived cells that only all tables of a file together can judge: names beside codes, amounts of a spending plan."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from msgspec.structs import replace

from perfcli.data.cell_values import read_money
from perfcli.data.known import Known
from perfcli.data.left import Left
from perfcli.data.parts import Parts
from perfcli.data.scalars import BadRowError
from perfcli.exact import Percent
from perfcli.formats.tables import CellValue, Number, Table, as_text
from perfcli.i18n import gettext as _
from perfcli.model import Project

_ONE = Decimal(1)
Key = tuple[int, str]


class Place(NamedTuple):
    """A cell: its table, its row as people count it, its column from 0."""

    table: Table
    row: int
    column: int


class _Planned(NamedTuple):
    place: Place
    key: Key
    month: int
    cell: CellValue
    was: tuple[CellValue, CellValue]


class Derived:
    """What such cells say, and where: each name once."""

    def __init__(self, left: Left, known: Known) -> None:
        self._left, self._known = left, known
        self._names: dict[tuple[Key, str], Place] = {}
        self._was_called: dict[Key, str] = {}
        self._units: dict[tuple[str, str], Place] = {}
        self._planned: list[_Planned] = []

    def name(self, place: Place, key: Key, name: str) -> None:
        """The name of a project beside its code."""
        self._names.setdefault((key, name), place)

    def was_called(self, key: Key, name: str) -> None:
        """The name of a project when the workbook was written, empty where it does not say."""
        self._was_called[key] = name

    def unit(self, place: Place, code: str, name: str) -> None:
        """The name of a unit beside its code."""
        self._units.setdefault((code, name), place)

    def planned(
        self, place: Place, key: Key, month: int, cell: CellValue, was: tuple[CellValue, CellValue] = ("", "")
    ) -> None:
        """What a project plans to have spent by the end of a month, in 元.

        `was` are the share and the amount when the workbook was written, empty where it does not say.
        """
        self._planned.append(_Planned(place, key, month, cell, was))

    def judge(self, projects: Mapping[Key, Parts], units: Mapping[str, str]) -> None:
        """Take over what edited cells mean, and leave over the others; `units` are names that the file says itself.

        A cell that says what the file makes, or what the repository does, was not edited.
        """
        for (key, name), place in self._names.items():
            now = projects[key].texts.get("name") if key in projects else None
            names = (now, self._name_of(key), self._was_called.get(key))
            if name not in names and (now is not None or self._known.project(*key)):
                self._leave(place, name, _("the name of a project is changed in the sheet of projects"))
        for (code, name), place in self._units.items():
            if name not in (units.get(code, name), self._known.unit_names().get(code)):
                self._leave(place, name, _("the name of a unit is changed in the sheet of departments and units"))
        whole: dict[Key, Project] = {}
        for planned in self._planned:
            if parts := projects.get(planned.key):
                if planned.key not in whole:
                    whole[planned.key] = parts.entry().record
                self._judge_plan(planned, parts, whole[planned.key])

    def _name_of(self, key: Key) -> str | None:
        before = self._known.project(*key)
        return before.name if before else None

    def _judge_plan(self, planned: _Planned, parts: Parts, project: Project) -> None:
        share = parts.plan.get(planned.month)
        if share is None or "budget" in parts.spoilt:
            return
        try:
            amount = _amount(planned.cell)
        except BadRowError as error:
            self._leave(planned.place, as_text(planned.cell), str(error))
            return
        before = self._known.project(*planned.key)
        if not parts.has_total and before is not None:
            project = _with_budget(project, before)
        if amount == project.planned(planned.month) or not (parts.has_total or before):
            return
        was_share, was_amount = map(_kept, planned.was)
        if was_amount is None and before is not None and planned.month in before.spending_plan:
            was_share, was_amount = before.spending_plan[planned.month], before.planned(planned.month)
        if amount == was_amount:
            return
        meant = _share(amount, project, planned.month)
        if meant is not None and share == was_share:
            parts.plan[planned.month] = meant
            return
        reason = _("computed from the cumulative share and the budget: change those")
        self._leave(planned.place, as_text(planned.cell), reason)

    def _leave(self, place: Place, text: str, reason: str) -> None:
        self._left.cell(place.table, place.row, place.column, text, reason)


def _with_budget(project: Project, before: Project) -> Project:
    return replace(project, budget=before.budget)


def _kept(cell: CellValue) -> Decimal | None:
    """A number that the workbook keeps, None where it keeps none."""
    return cell.value if isinstance(cell, Number) else None


def _amount(cell: CellValue) -> Decimal:
    """A number, which may be negative as a share may, else an amount such as 25万; raises BadRowError."""
    try:
        return Decimal((cell.exact if isinstance(cell, Number) else as_text(cell)).replace(",", ""))
    except InvalidOperation:
        return read_money(cell, _ONE)


def _share(amount: Decimal, project: Project, month: int) -> Percent | None:
    """The share with two decimals that gives just this amount, None where there is none."""
    total = project.budget.total
    if not total:
        return None
    try:
        share = Percent.parse((amount * 100 / total).quantize(Decimal("0.01")))
    except (ValueError, ArithmeticError):
        return None
    plan = {**project.spending_plan, month: share}
    return share if _planned(project, plan, month) == amount else None


def _planned(project: Project, plan: Mapping[int, Percent], month: int) -> Decimal:
    return replace(project, spending_plan=plan).planned(month)
