"""Rows of our own tables of departments and of overall goals, be they a department's or a unit's -> records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from perfcli.data.cell_values import Row, read_money
from perfcli.data.dataset import Entry, whole
from perfcli.data.pasted import is_filled, reason_unread
from perfcli.data.project_rows import add_detail
from perfcli.data.said import SaidDetails, add_source
from perfcli.data.scalars import BadRowError, read_scalar, read_text, scalar_keys
from perfcli.data.tables import OVERALL, RENAMED, SAFEGUARD
from perfcli.exact import Money
from perfcli.formats.tables import Number, as_text
from perfcli.framework import own_level_one
from perfcli.i18n import gettext as _
from perfcli.model import (
    Budget,
    Department,
    DepartmentGoals,
    Function,
    FunctionIndicator,
    Indicator,
    Record,
    Safeguard,
    Unit,
)
from perfcli.regex import regex

R = TypeVar("R", bound=Record)

_DEPARTMENT = regex(r"[0-9]{3}", re.ASCII)
_UNIT = regex(r"[0-9]{6,}", re.ASCII)
_YEAR = regex(r"[0-9]{4}", re.ASCII)
_ONE = Decimal(1)

_CARRIES = {
    "functions": ("functions", "functions.name", "functions.goal"),
    "function_indicators": ("functions.indicators",),
    "overall": ("overall", "safeguards"),
    "overall_goals": ("goals",),
    "overall_indicators": ("indicators",),
    "overall_details": ("details", "indicators.details"),
    "overall_sources": ("budget.sources",),
}


class _Goals(msgspec.Struct):
    """What rows have told of the goals of a department or a unit for a year, each list by its numbers."""

    own: dict[str, Any] = msgspec.field(default_factory=dict)
    budget: dict[str, Money] = msgspec.field(default_factory=dict)
    sources: dict[str, Money] = msgspec.field(default_factory=dict)
    functions: dict[Decimal, Function] = msgspec.field(default_factory=dict)
    function_indicators: dict[tuple[Decimal, Decimal], FunctionIndicator] = msgspec.field(default_factory=dict)
    safeguards: dict[Decimal, Safeguard] = msgspec.field(default_factory=dict)
    goals: dict[Decimal, str] = msgspec.field(default_factory=dict)
    indicators: dict[Decimal, Indicator] = msgspec.field(default_factory=dict)
    details: SaidDetails = msgspec.field(default_factory=SaidDetails)


class DepartmentRows:
    """Collects the rows of the tables that name departments."""

    def __init__(self) -> None:
        self._departments: dict[str, Department] = {}
        self._units: dict[str, list[Unit]] = {}
        self._goals: dict[tuple[str, int], _Goals] = {}
        self._carried: set[str] = set()
        self._spoilt: set[str] = set()
        self.left_alone: dict[tuple[int, str], set[str]] = {}
        """Keys of whose goals it is not known what belongs to which row: what there is of them stays."""

    def take(self, table: str, row: Row) -> bool:
        """Add a row of one of our own tables; False where it was said before.

        Raises BadRowError, also where one of its cells cannot be read: then what its table tells of is no reason to
        change what is there.
        """
        try:
            return self._take(table, row)
        except BadRowError:
            self._spoilt.update(key.partition(".")[0] for key in _CARRIES.get(table, ()))
            raise

    def _take(self, table: str, row: Row) -> bool:
        if reason := next(filter(None, map(reason_unread, row.values())), ""):
            raise BadRowError(reason)
        department = as_text(row.get("department", "")).strip()
        if not _DEPARTMENT.fullmatch(department):
            raise BadRowError(_("a department's code has three digits"))
        unit = as_text(row.get("unit", "")).strip()
        if unit and not _UNIT.fullmatch(unit):
            raise BadRowError(_("a unit's code has six or more digits"))
        if table == "departments":
            self._unit(department, unit, row)
            return True
        year = as_text(row.get("year", "")).strip()
        if not _YEAR.fullmatch(year):
            raise BadRowError(_("a budget year has four digits"))
        self._carried.update(_CARRIES[table])
        return self._part(table, self._goals.setdefault((unit or department, int(year)), _Goals()), row)

    def _part(self, table: str, goals: _Goals, row: Row) -> bool:
        if table == "overall":
            self._carried |= _overall(goals, row)
        elif table == "overall_details":
            return add_detail(goals.details, row)
        elif table == "overall_sources":
            said = {read_text(row["label"], exact=True): read_money(row["amount"], _ONE)}
            return add_source(goals.sources, said)
        elif table == "functions":
            goals.functions[_number(row, "number")] = _record(row, Function)
        elif table == "function_indicators":
            goals.function_indicators[_number(row, "function"), _number(row, "number")] = _record(
                row, FunctionIndicator
            )
        elif table == "overall_goals":
            goals.goals[_number(row, "number")] = as_text(row["goal"])
        else:
            item = _record(row, Indicator)
            own = own_level_one(item.level1, item.kind)
            goals.indicators[_number(row, "number")] = msgspec.structs.replace(item, level1=own)
        return True

    def _unit(self, department: str, unit: str, row: Row) -> None:
        self._departments[department] = _record(row, Department)
        units = self._units.setdefault(department, [])
        units.extend([_record(row, Unit)] if unit else [])

    def units(self) -> set[str]:
        """The codes of the units that the departments' table has."""
        return {unit.code for units in self._units.values() for unit in units}

    def entries(self) -> Iterator[Entry[Department]]:
        """Every department."""
        for code, department in self._departments.items():
            yield whole(msgspec.structs.replace(department, units=tuple(self._units[code])))

    def goals_entries(self) -> Iterator[Entry[DepartmentGoals]]:
        """The goals of every department and unit."""
        for (code, year), goals in self._goals.items():
            owner = "unit" if len(code) > 3 else "department"
            functions = {
                number: msgspec.structs.replace(
                    function,
                    indicators=tuple(
                        item for (of, _n), item in sorted(goals.function_indicators.items()) if of == number
                    ),
                )
                for number, function in goals.functions.items()
            }
            values: dict[str, Any] = {owner: code, "year": year, "budget": _budget(goals)} | goals.own
            record = DepartmentGoals(
                **values,
                functions=_sorted(functions),
                safeguards=_sorted(goals.safeguards),
                goals=_sorted(goals.goals),
                indicators=tuple(_with_details(goals)),
                details=goals.details.of(None),
            )
            carried = self._carried if "indicators" in self._carried else self._carried - {"indicators.details"}
            carried = carried if "functions" in carried else carried - {"functions.indicators"}
            carried = carried - self.left_alone.get((year, code), set())
            kept = (key for key in carried if key.partition(".")[0] not in self._spoilt)
            yield Entry(record, frozenset({owner, "year", *kept}))

    def indicators_without_function(self) -> Iterator[tuple[str, str]]:
        """Indicators of functions that no row tells of: where they stand and what they are called."""
        for (code, year), goals in self._goals.items():
            for (function, _number), item in goals.function_indicators.items():
                if function not in goals.functions:
                    yield f"{code} {year} {function}", f"{item.name} {item.target}".strip()

    def units_of(self) -> Mapping[str, Sequence[Unit]]:
        """The units of each department of the departments' table."""
        return self._units

    def owners(self) -> set[str]:
        """Whose overall goals the rows tell of."""
        return {code for code, _year in self._goals}

    def details_without_indicator(self) -> Iterator[tuple[str, str]]:
        """Details of indicators that no row tells of: where they stand and what they say."""
        for (code, year), goals in self._goals.items():
            for number, label, text in goals.details.of_others(set(goals.indicators)):
                yield f"{code} {year} {number}", f"{label}: {text}"


def _record(row: Row, kind: type[R]) -> R:
    """What a row says of a record by the columns that are there."""
    renamed = RENAMED.get(kind, {})
    called = {key: renamed.get(key, key) for key in scalar_keys(kind)}
    return kind(
        **{
            key: read_scalar(row[name], scalar_keys(kind)[key], exact=True)
            for key, name in called.items()
            if name in row
        }
    )


def _overall(goals: _Goals, row: Row) -> set[str]:
    """Take a row of the overall goal or of a safeguard; the further keys that it carries."""
    part = as_text(row["part"]).strip()
    if part == SAFEGUARD:
        goals.safeguards[_number(row, "number")] = _record(row, Safeguard)
        return set()
    if part != OVERALL:
        raise BadRowError(_("neither {overall} nor {safeguard}").format(overall=OVERALL, safeguard=SAFEGUARD))
    kinds = {
        key: kind
        for key, kind in scalar_keys(DepartmentGoals).items()
        if key in row and key not in ("department", "unit", "year")
    }
    amounts = {key: read_money(row[key], _ONE) for key in scalar_keys(Budget) if is_filled(row.get(key))}
    if amounts and len(amounts) < len(scalar_keys(Budget)):
        raise BadRowError(_("a budget has its total, what of it is fiscal and what is other"))
    own = {key: read_scalar(row[key], kind, exact=True) for key, kind in kinds.items()}
    own["overall"] = as_text(row["text"])
    if goals.own not in ({}, own) or (goals.own and goals.budget != amounts):
        raise BadRowError(_("another row has {known} for it").format(known=goals.own["overall"][:40]))
    goals.own, goals.budget = own, amounts
    budget = {"budget", *(f"budget.{key}" for key in scalar_keys(Budget))} if "total" in row else set()
    return {*kinds, *budget}


def _budget(goals: _Goals) -> Budget | None:
    if not goals.budget and not goals.sources:
        return None
    zero = dict.fromkeys(scalar_keys(Budget), Money("0.00"))
    return Budget(**zero | goals.budget, sources=goals.sources)


def _with_details(goals: _Goals) -> Iterator[Indicator]:
    for number, item in sorted(goals.indicators.items()):
        details = goals.details.of(number)
        yield msgspec.structs.replace(item, details=details) if details else item


def _sorted(numbered: dict[Decimal, Any]) -> tuple[Any, ...]:
    return tuple(value for _number, value in sorted(numbered.items(), key=lambda pair: pair[0]))


def _number(row: Row, key: str) -> Decimal:
    cell = row[key]
    if isinstance(cell, Number):
        return cell.value
    text = as_text(cell).strip()
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise BadRowError(_("{text} is not a number of a row").format(text=text[:20] or '""'))
    return Decimal(text)
