"""Rows that each tell a part of a project (its name, an indicator, a goal, a checkpoint) -> projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from perfcli.data.dataset import Entry
from perfcli.formats.tables import CellValue, as_text
from perfcli.forms.amounts import read_amount, read_percent
from perfcli.forms.goals import read_goals
from perfcli.forms.table import read_unit
from perfcli.forms.wording import squeeze
from perfcli.i18n import gettext as _
from perfcli.model import Budget, Indicator, Money, Percent, Project

Row = Mapping[str, CellValue]

_CODE = re.compile(r"[0-9A-Z]{21}", re.ASCII)
_INDICATOR = {"kind": "kind", "indicator_name": "name", "description": "description", "target": "target"} | {
    "basis": "basis"
}
_TEXTS = {"project_name": "name", "template": "template", "purpose": "purpose"}
_AMOUNTS = ("total", "fiscal", "other")


class BadRowError(ValueError):
    """Why a row could not be placed."""


@dataclass
class Parts:
    """What rows have told of one project so far."""

    year: int
    code: str
    unit: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, Money] = field(default_factory=dict)
    goals: list[tuple[Decimal, str]] = field(default_factory=list)
    plan: dict[int, Percent] = field(default_factory=dict)
    indicators: list[tuple[Decimal, Indicator]] = field(default_factory=list)
    carried: set[str] = field(default_factory=set)

    def require_same(self, unit: str, texts: Mapping[str, str], amounts: Mapping[str, Money]) -> None:
        """Raise BadRowError where another row said otherwise."""
        known = {"unit": self.unit} if self.unit else {}
        for before, now in ((known, {"unit": unit} if unit else {}), (self.texts, texts), (self.amounts, amounts)):
            for key, value in now.items():
                if before.get(key, value) != value:
                    raise BadRowError(_("another row has {known} for it").format(known=str(before[key])[:40]))

    def entry(self) -> Entry[Project]:
        """The project; amounts that the rows leave open are not carried unless the others give them."""
        amounts = self._budget()
        project = Project(
            code=self.code,
            name=self.texts.get("name", ""),
            unit=self.unit,
            year=self.year,
            template=self.texts.get("template", ""),
            purpose=self.texts.get("purpose", ""),
            goals=tuple(goal for _number, goal in sorted(self.goals, key=lambda item: item[0])),
            budget=amounts or Budget(total=Money("0.00"), fiscal=Money("0.00"), other=Money("0.00")),
            spending_plan=dict(sorted(self.plan.items())),
            indicators=tuple(item for _number, item in sorted(self.indicators, key=lambda item: item[0])),
        )
        known = {"budget"} if amounts else set()
        known |= {"unit"} if self.unit else set()
        known |= {"year"} if self.year else set()
        return Entry(project, frozenset({"code", *self.texts, *self.carried, *known}))

    def _budget(self) -> Budget | None:
        total, fiscal, other = (self.amounts.get(name) for name in _AMOUNTS)
        if total is None and fiscal is not None and other is not None:
            total = Money.parse(fiscal + other)
        if total is None:
            return None
        if fiscal is None and other is None:
            fiscal, other = total, Money("0.00")
        fiscal = fiscal if fiscal is not None else _rest(total, other)
        other = other if other is not None else _rest(total, fiscal)
        return Budget(total=total, fiscal=fiscal, other=other)


def _rest(total: Money, part: Money | None) -> Money:
    return Money.parse(max(total - (part or Decimal(0)), Decimal(0)))


class ProjectRows:
    """Collects rows of any table that names projects by year and code."""

    def __init__(self) -> None:
        self.projects: dict[tuple[int, str], Parts] = {}
        self.unit_names: dict[str, str] = {}

    def take(self, row: Row, scales: Mapping[str, Decimal], *, exact: bool) -> Parts:
        """Add a row; `exact` keeps white space around texts. Raises BadRowError; then nothing of the row is kept."""
        code = squeeze(as_text(row.get("code", ""))).upper()
        if not _CODE.fullmatch(code):
            raise BadRowError(_("a project's code has 21 characters out of 0-9 and A-Z"))
        year = _year(row.get("year", ""))
        unit, unit_name = _unit(row)
        amounts = {name: _amount(row[name], scales[name]) for name in _AMOUNTS if _filled(row.get(name))}
        plan = dict(_plan(row))
        texts = {
            name: _text(row[key], exact)
            for key, name in _TEXTS.items()
            if key in row and (exact or as_text(row[key]).strip())
        }
        parts = self.projects.get((year, code)) or Parts(year, code)
        parts.require_same(unit, texts, amounts)
        _add_lists(parts, row, exact)
        self.projects[year, code] = parts
        parts.unit = unit or parts.unit
        parts.texts |= texts
        parts.amounts |= amounts
        parts.plan |= plan
        parts.carried |= {"spending_plan"} if any(key == "month" or key.startswith("plan_") for key in row) else set()
        if unit_name and unit:
            self.unit_names.setdefault(unit, unit_name)
        return parts

    def entries(self) -> Iterator[Entry[Project]]:
        """Every project."""
        return (parts.entry() for parts in self.projects.values())


def _add_lists(parts: Parts, row: Row, exact: bool) -> None:
    """Goals and indicators of a row."""
    if "goal" in row:
        parts.goals.append((_number(row, len(parts.goals)), _text(row["goal"], exact)))
        parts.carried.add("goals")
    elif "goals" in row and (cell := as_text(row["goals"]).strip()):
        goals = read_goals(cell)
        known = [goal for _number, goal in parts.goals]
        if not known:
            parts.goals.extend((Decimal(number), goal) for number, goal in enumerate(goals))
        elif known != list(goals):
            raise BadRowError(_("another row has other goals for it"))
        parts.carried.add("goals")
    if any(key in row for key in _INDICATOR):
        parts.carried |= {"indicators", *(f"indicators.{name}" for key, name in _INDICATOR.items() if key in row)}
        said: dict[str, Any] = {name: _text(row[key], exact) for key, name in _INDICATOR.items() if key in row}
        if exact or any(said.values()):
            parts.indicators.append((_number(row, len(parts.indicators)), Indicator(**said)))


def _number(row: Row, fallback: int) -> Decimal:
    """What a row is sorted by among its like, where its table says it."""
    value = row.get("number", "")
    if isinstance(value, str):
        value = Decimal(value) if value.strip().isdecimal() and len(value) < 10 else Decimal(fallback)
    return value


def _text(value: CellValue, exact: bool) -> str:
    text = as_text(value)
    return text if exact else "\n".join(line.strip() for line in text.strip().split("\n"))


def _filled(value: CellValue | None) -> bool:
    return isinstance(value, Decimal) or (value is not None and bool(value.strip()))


def _year(value: CellValue) -> int:
    text = as_text(value).strip().removesuffix("年").removesuffix("年度")
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise BadRowError(_("a budget year has four digits"))
    return int(text)


def _unit(row: Row) -> tuple[str, str]:
    """A row's unit: its code and its name, which may stand in one cell."""
    text, name = as_text(row.get("unit", "")).strip(), as_text(row.get("unit_name", "")).strip()
    read = read_unit(text)
    if read:
        return read[0], name or read[1]
    read = read_unit(name)
    return (read[0], read[1]) if read and not text else ("", name or text)


def _amount(value: CellValue, scale: Decimal) -> Money:
    try:
        return read_amount(value, scale) if isinstance(value, str) else Money.parse(value * scale)
    except (ValueError, ArithmeticError):
        reason = _("{amount} is no amount from 0 to 70 万亿 元 with at most two decimals")
        raise BadRowError(reason.format(amount=as_text(value)[:40])) from None


def _plan(row: Row) -> Iterator[tuple[int, Percent]]:
    """The checkpoints of a row: a month with its percent, or a column for each month."""
    cells = {key: row[key] for key in row if key.startswith("plan_")}
    if "month" in row:
        cells = {f"plan_{as_text(row['month']).strip()}": row.get("percent", "")}
    for key, value in cells.items():
        if not _filled(value):
            continue
        month = key.removeprefix("plan_")
        if month not in map(str, range(1, 13)):
            raise BadRowError(_("{month} is no month from 1 to 12").format(month=month[:20]))
        yield int(month), _percent(value)


def _percent(value: CellValue) -> Percent:
    try:
        share = Percent.parse(value) if isinstance(value, Decimal) else read_percent(value)
    except ValueError:
        share = None
    if share is None:
        raise BadRowError(_("{text} is no percent").format(text=as_text(value)[:40]))
    return share


def columns(keys: Sequence[str], cells: Sequence[CellValue]) -> dict[str, CellValue]:
    """A row by the keys of its columns; a column without a cell is empty."""
    padded = [*cells, *([""] * (len(keys) - len(cells)))]
    return {key: cell for key, cell in zip(keys, padded, strict=False) if key}
