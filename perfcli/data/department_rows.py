"""Rows of our own tables of departments, functions, their indicators, overall goals and safeguards -> records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from perfcli.data.dataset import Entry, whole
from perfcli.data.parts import BadRowError
from perfcli.data.pasted import reason_unread
from perfcli.data.sheets import OVERALL, SAFEGUARD
from perfcli.formats.tables import CellValue, as_text
from perfcli.i18n import gettext as _
from perfcli.model import Department, DepartmentGoals, Function, FunctionIndicator, Safeguard, Unit

Row = Mapping[str, CellValue]

_DEPARTMENT = re.compile(r"[0-9]{3}", re.ASCII)
_UNIT = re.compile(r"[0-9]{6,}", re.ASCII)
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


@dataclass
class _Goals:
    """What rows have told of a department's goals for a year, each list by its numbers."""

    overall: str = ""
    functions: dict[int, tuple[str, str]] = field(default_factory=dict)
    indicators: dict[tuple[int, int], FunctionIndicator] = field(default_factory=dict)
    safeguards: dict[int, Safeguard] = field(default_factory=dict)


class DepartmentRows:
    """Collects the rows of the tables that name departments."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._units: dict[str, list[Unit]] = {}
        self._goals: dict[tuple[str, int], _Goals] = {}
        self._carried: set[str] = set()

    def take(self, table: str, row: Row) -> None:
        """Add a row of one of our own tables; raises BadRowError, also where one of its cells cannot be read."""
        if reason := next(filter(None, map(reason_unread, row.values())), ""):
            raise BadRowError(reason)
        department = as_text(row.get("department", "")).strip()
        if not _DEPARTMENT.fullmatch(department):
            raise BadRowError(_("a department's code has three digits"))
        if table == "departments":
            self._unit(department, row)
            return
        year = as_text(row.get("year", "")).strip()
        if not _YEAR.fullmatch(year):
            raise BadRowError(_("a budget year has four digits"))
        goals = self._goals.setdefault((department, int(year)), _Goals())
        if table == "overall":
            self._carried |= {"overall", "safeguards"}
            _overall(goals, row)
        elif table == "functions":
            self._carried.add("functions")
            goals.functions[_number(row, "number")] = as_text(row["name"]), as_text(row["goal"])
        else:
            self._carried.add("functions")
            texts = (as_text(row[key]) for key in ("name", "description", "target"))
            item = FunctionIndicator(**dict(zip(("name", "description", "target"), texts, strict=True)))
            goals.indicators[_number(row, "function"), _number(row, "number")] = item

    def _unit(self, department: str, row: Row) -> None:
        unit = as_text(row["unit"]).strip()
        if unit and not _UNIT.fullmatch(unit):
            raise BadRowError(_("a unit's code has six or more digits"))
        self._names[department] = as_text(row["department_name"])
        units = self._units.setdefault(department, [])
        units.extend([Unit(code=unit, name=as_text(row["unit_name"]))] if unit else [])

    def units(self) -> set[str]:
        """The codes of the units that the departments' table has."""
        return {unit.code for units in self._units.values() for unit in units}

    def entries(self) -> Iterator[Entry[Department]]:
        """Every department."""
        for code, units in self._units.items():
            yield whole(Department(code=code, name=self._names[code], units=tuple(units)))

    def goals_entries(self) -> Iterator[Entry[DepartmentGoals]]:
        """Every department's goals."""
        for (department, year), goals in self._goals.items():
            functions = tuple(
                Function(
                    name=name,
                    goal=goal,
                    indicators=tuple(item for (of, _n), item in sorted(goals.indicators.items()) if of == number),
                )
                for number, (name, goal) in sorted(goals.functions.items())
            )
            record = DepartmentGoals(
                department=department,
                year=year,
                overall=goals.overall,
                functions=functions,
                safeguards=tuple(item for _number, item in sorted(goals.safeguards.items())),
            )
            yield Entry(record, frozenset({"department", "year", *self._carried}))


def _overall(goals: _Goals, row: Row) -> None:
    part = as_text(row["part"]).strip()
    if part == OVERALL:
        goals.overall = as_text(row["text"])
    elif part == SAFEGUARD:
        safeguard = Safeguard(title=as_text(row["title"]), text=as_text(row["text"]))
        goals.safeguards[_number(row, "number")] = safeguard
    else:
        raise BadRowError(_("neither {overall} nor {safeguard}").format(overall=OVERALL, safeguard=SAFEGUARD))


def _number(row: Row, key: str) -> int:
    text = as_text(row[key]).strip()
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise BadRowError(_("{text} is no number of a row").format(text=text[:20] or '""'))
    return int(text)
