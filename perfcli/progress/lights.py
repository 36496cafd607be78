"""Lights of monitoring (运行监控): how far money and indicators are beside how far the year is (财预〔2019〕136号)."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from perfcli.direction import Better
from perfcli.progress.actual import Actual
from perfcli.settings import MonitoringSettings
from perfcli.target import Target

Light = Literal["red", "yellow", "green", "blue"]

LIGHTS: tuple[Light, ...] = ("red", "yellow", "green", "blue")
"""Worst first."""

RANKS: dict[Light | None, int] = {light: rank for rank, light in enumerate((*LIGHTS, None))}
"""What projects are in order by: none is no better than any."""


def share_gone(year: int, on: date) -> Fraction:
    """The share of a budget year that has gone at the end of a day: 0 before it, 1 after it."""
    days = (on - date(year - 1, 12, 31)).days
    return Fraction(min(max(days, 0), (whole := 366 if calendar.isleap(year) else 365)), whole)


def planned_percent(plan: Mapping[int, Decimal], year: int, on: date) -> Fraction | None:
    """How many percent of the budget the spending plan has for the end of a day; None without a plan.

    By days between two checkpoints: that of month m lies at its last day, and 0 on the day before 1 January. After
    the last checkpoint it stays.
    """
    if not plan:
        return None
    points = [(date(year - 1, 12, 31), Fraction(0))]
    points += [(month_end(year, month), Fraction(plan[month])) for month in sorted(plan)]
    for (since, before), (until, after) in pairwise(points):
        if on <= until:
            gone = Fraction(max((on - since).days, 0), (until - since).days)
            return before + (after - before) * gone
    return points[-1][1]


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def money_light(spent: Fraction, planned: Fraction, rule: MonitoringSettings) -> Light:
    """The light of spending beside the plan, both in 元 or both in percent; never blue. Nothing planned: green."""
    return "green" if not planned else _light(spent / planned * 100, rule, has_blue=False)


def progress(target: Target, value: Actual, gone: Fraction, *, better: Better = "more") -> Fraction | None:
    """How many percent a value is of what an even year asks for by now; of the target itself where less is better.

    None where either is no plain number, nothing is asked for yet, or nobody says whether less is better.
    """
    if value.number is None or target.value is None or target.operator == "range":
        return None
    found = _better(target, better)
    if found == "unsure":
        return None
    due = Fraction(target.value) * (1 if found == "less" else gone)
    return None if due <= 0 else value.number / due * 100


def indicator_light(
    target: Target, value: Actual, gone: Fraction, rule: MonitoringSettings, *, better: Better = "more"
) -> Light | None:
    """The light of an indicator: by its progress; at or under the target green, else red, where less is better."""
    if value.tier == "reached":
        return "green"
    if value.number is None or target.value is None or target.operator == "range":
        return None
    goal, found = Fraction(target.value), _better(target, better)
    if found == "unsure":
        return None
    if found == "less" or (target.operator == "=" and not goal):
        return "green" if value.number <= goal else "red"
    if goal <= 0:
        return "green" if value.number >= goal else None
    done = progress(target, value, gone)
    return None if done is None else _light(done, rule, has_blue=True)


def _better(target: Target, better: Better) -> Better:
    """Whether more or less is better: by the operator, of a plain number by what it counts."""
    return better if target.operator == "=" else "less" if target.operator in ("≤", "<") else "more"


def _light(percent: Fraction, rule: MonitoringSettings, *, has_blue: bool) -> Light:
    if percent < Fraction(rule.red):
        return "red"
    if percent < Fraction(rule.yellow):
        return "yellow"
    return "blue" if has_blue and percent >= Fraction(rule.green) else "green"


def worst(lights: Iterable[Light | None]) -> Light | None:
    """The worst of some lights, None where none shines."""
    return min((light for light in lights if light), key=LIGHTS.index, default=None)
