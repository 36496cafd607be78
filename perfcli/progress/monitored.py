"""Where a project stands at a monitoring: money beside its plan, indicators beside the year, lights. Pure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from perfcli.direction import BetterOf
from perfcli.exact import rounded
from perfcli.model import Project
from perfcli.progress import MonitoredIndicator, Monitoring, Progress
from perfcli.progress.actual import read_actual, read_goal
from perfcli.progress.lights import Light, indicator_light, money_light, planned_percent, progress, share_gone, worst
from perfcli.progress.rows import indicator_names
from perfcli.progress.scoring import execution_rate
from perfcli.settings import Settings


class MonitoredRow(NamedTuple):
    """An indicator at a monitoring: `progress` in percent with two decimals, None where nobody can say."""

    name: str
    target: str
    value: str
    progress: Decimal | None
    light: Light | None


class Monitored(NamedTuple):
    """A project at a monitoring: amounts in 元, `execution` in percent; all None without a monitoring.

    `planned` is what the project's own spending plan has for that day of the budget in force, None without a plan.
    """

    project: Project
    on: date | None
    spent: Decimal | None
    planned: Decimal | None
    execution: Decimal | None
    light: Light | None
    rows: tuple[MonitoredRow, ...]


def monitored(
    project: Project,
    found: Progress | None,
    by: date | None,
    settings: Settings,
    better: BetterOf,
) -> Monitored:
    """A project at its last monitoring, with `by` at the last one up to that day."""
    monitoring = last_monitoring(found, by)
    if found is None or monitoring is None:
        return Monitored(project, None, None, None, None, None, ())
    return monitored_at(project, found, monitoring, settings, better)


def monitored_at(
    project: Project,
    found: Progress,
    monitoring: Monitoring,
    settings: Settings,
    better: BetterOf,
) -> Monitored:
    """A project at one of its monitorings."""
    adjusted = project.budget.total if found.adjusted is None else found.adjusted
    rate = execution_rate(monitoring.spent, adjusted)
    percent = planned_percent(project.spending_plan, project.year, monitoring.date)
    of_money = None if rate is None or percent is None else money_light(rate, percent, settings.monitoring)
    rows = tuple(_rows(project, monitoring, settings, better))
    return Monitored(
        project=project,
        on=monitoring.date,
        spent=monitoring.spent,
        planned=planned_by(project, found, monitoring.date),
        execution=None if rate is None else rounded(rate),
        light=worst([of_money, *(row.light for row in rows)]),
        rows=rows,
    )


def planned_by(project: Project, found: Progress, on: date) -> Decimal | None:
    """What a project's own plan has for the end of a day, in 元 of the budget of the year; None without a plan."""
    adjusted = project.budget.total if found.adjusted is None else found.adjusted
    percent = planned_percent(project.spending_plan, project.year, on)
    return None if percent is None else rounded(percent * Fraction(adjusted) / 100)


def last_monitoring(found: Progress | None, by: date | None) -> Monitoring | None:
    """The last monitoring that says something up to a day, of all without one; None where there is none."""
    dated = [one for one in (found.monitored if found else ()) if by is None or one.date <= by]
    return max(dated, key=lambda one: one.date, default=None)


def _rows(project: Project, monitoring: Monitoring, settings: Settings, better: BetterOf) -> list[MonitoredRow]:
    gone = share_gone(project.year, monitoring.date)
    rows = []
    for name, indicator in zip(indicator_names(project), project.year_indicators, strict=True):
        said = monitoring.indicators.get(name) or MonitoredIndicator()
        target = read_goal(indicator.target)
        value = read_actual(said.value, indicator.target, project.year, indicator.name)
        wanted = better(indicator)
        done = progress(target, value, gone, better=wanted)
        light = indicator_light(target, value, gone, settings.monitoring, better=wanted)
        rows.append(MonitoredRow(name, indicator.target, said.value, None if done is None else rounded(done), light))
    return rows
