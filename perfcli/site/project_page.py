"""What the page of one project shows: its indicators with what became of them, its money over the year, its peers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from msgspec.structs import replace

from perfcli.exact import Money, rounded
from perfcli.model import Indicator
from perfcli.progress.lights import Light
from perfcli.progress.monitored import MonitoredRow
from perfcli.progress.rows import EvaluatedRow
from perfcli.progress.scoring import execution_rate
from perfcli.site.charts import Spread, curves, quartiles, spread
from perfcli.site.content import Content, Entry, Reached, peer_of, reached
from perfcli.site.rendering import flat

FEWEST_PEERS = 5
"""Projects with the same indicator from which on it is said where a target stands among them."""

_DAYS = 31
_MOST_PEERS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator with what became of it."""

    level1: str
    indicator: Indicator
    monitored: MonitoredRow | None
    evaluated: EvaluatedRow | None
    state: Reached | None

    @property
    def actual(self) -> str:
        """What was reached, as last said."""
        if self.evaluated is not None and self.evaluated.said.actual:
            return self.evaluated.said.actual
        return self.monitored.value if self.monitored else ""

    @property
    def light(self) -> Light | None:
        """The light of the last monitoring."""
        return self.monitored.light if self.monitored else None


class Spending(NamedTuple):
    """What was spent by a day, in 元 and in percent of the budget of the year; `kind` is who says so."""

    on: date
    spent: Decimal
    percent: Decimal | None
    kind: str


class Among(NamedTuple):
    """A target among those of other projects in the year."""

    indicator: Indicator
    unit: str
    own: Decimal
    projects: int
    least: Decimal
    low: Decimal
    middle: Decimal
    high: Decimal
    most: Decimal
    drawn: Spread


def project_values(content: Content, entry: Entry) -> dict[str, Any]:
    """The values of the template `project.html` that are of this project alone."""
    project = entry.project
    spendings = list(_spendings(entry))
    plan = list(_plan(entry))
    points = [(_month(one.on, project.year), one.percent) for one in spendings if one.percent is not None]
    drawn = [(Decimal(month), percent) for month, percent, _amount in plan]
    later = content.after(project)
    return {
        "unit_name": content.name(project.unit),
        "department_name": content.name(project.department),
        "lines": list(_lines(content, entry)),
        "long_term": [row for row in project.indicators if row.term],
        "details": list(flat(project.details)),
        "sources": list(project.budget.sources.items()),
        "plan": plan,
        "spendings": spendings,
        "chart": curves(drawn, points) if drawn or points else None,
        "peers": list(_peers(content, entry)),
        "before": content.before(project),
        "after": later,
        "adjustments": entry.progress.adjustments if entry.progress else (),
        "monitoring": entry.progress.monitoring if entry.progress else (),
    }


def _lines(content: Content, entry: Entry) -> Iterator[Line]:
    project = entry.project
    rows = project.year_indicators
    watched = entry.monitored.rows if entry.monitored and entry.monitored.rows else (None,) * len(rows)
    scored = entry.evaluated.rows if entry.evaluated else (None,) * len(rows)
    levels = content.level_ones(project)
    for level1, row, monitored, evaluated in zip(levels, rows, watched, scored, strict=True):
        state = reached(evaluated, project.year) if evaluated else None
        yield Line(level1, row, monitored, evaluated, state)


def _plan(entry: Entry) -> Iterator[tuple[int, Decimal, Decimal]]:
    """The months of the plan with their shares and amounts, both of the budget in force, as what was spent is."""
    budget = replace(entry.project.budget, total=Money(entry.adjusted))
    in_force = replace(entry.project, budget=budget)
    for month, share in sorted(in_force.spending_plan.items()):
        yield month, share, in_force.planned(month)


def _spendings(entry: Entry) -> Iterator[Spending]:
    """What was spent, by day; the self-evaluation tells of the end of the year."""
    if entry.progress is None:
        return
    said = [(one.date, one.spent, "monitoring") for one in entry.progress.monitoring]
    if entry.progress.evaluation is not None:
        said.append((date(entry.project.year, 12, 31), entry.progress.evaluation.spent, "evaluation"))
    for on, spent, kind in said:
        if spent is not None:
            rate: Fraction | None = execution_rate(spent, entry.adjusted)
            yield Spending(on, spent, None if rate is None else rounded(rate), kind)


def _month(on: date, year: int) -> Decimal:
    """A day as a month with its part: 0 before the year, 12 after it."""
    if on.year != year:
        return Decimal(0 if on.year < year else 12)
    return Decimal(on.month - 1) + Decimal(min(on.day, _DAYS)) / _DAYS


def _peers(content: Content, entry: Entry) -> Iterator[Among]:
    found = 0
    for row in entry.project.year_indicators:
        key, own = peer_of(row, entry.project.year)
        values = content.peers.get(key, []) if own is not None else []
        if own is None or len(values) < FEWEST_PEERS or found == _MOST_PEERS:
            continue
        found += 1
        low, middle, high = quartiles(values)
        drawn = spread(values, own)
        unit = str(key[-1] or "")
        yield Among(row, unit, own, len(values), values[0], low, middle, high, values[-1], drawn)
