"""F416."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Key, Rule
from perfcli.check.views import ProgressView
from perfcli.i18n import noop
from perfcli.model import Indicator
from perfcli.progress.actual import read_actual
from perfcli.target import is_percent, read_target

FALLING = noop("{value} is less than the {before} of {date}")


class FallingValue(Rule):
    """An indicator that adds up over the year falls from one record to the next.

    What was counted by July is part of what is counted by December.

    Leaves alone: shares in percent, indicators of which less is better, qualitative targets, values that are no plain
    number.

    Fails:

        [[monitoring]]
        date = 2021-07-31

        [monitoring.indicators."维修房屋套数"]
        value = "80套"

        [[monitoring]]
        date = 2021-09-30

        [monitoring.indicators."维修房屋套数"]
        value = "70套"

    Passes:

        [[monitoring]]
        date = 2021-07-31

        [monitoring.indicators."维修房屋套数"]
        value = "80套"

        [[monitoring]]
        date = 2021-09-30

        [monitoring.indicators."维修房屋套数"]
        value = "95套"

    Source: 财预〔2019〕136号.
    """

    code = "F416"
    name = "falling-value"
    severity = "notice"
    nature = "feasibility"

    def progress(self, view: ProgressView, context: Context) -> Iterable[Hit]:
        """Each indicator that adds up."""
        if view.owner is None:
            return
        for name, indicator in zip(view.names, view.owner.year_indicators, strict=True):
            target = read_target(indicator.target)
            if (
                target.operator in ("≥", ">", "=")
                and not is_percent(target.unit)
                and context.better(indicator) == "more"
            ):
                yield from _of_indicator(name, indicator, view)


def _of_indicator(name: str, indicator: Indicator, view: ProgressView) -> Iterable[Hit]:
    told: list[tuple[Key, Fraction, str, str]] = []
    by_date = sorted(enumerate(view.progress.monitoring), key=lambda numbered: numbered[1].date)
    texts: list[tuple[Key, str, str]] = [
        (("monitoring", at, "indicators", name, "value"), one.indicators[name].value, one.date.isoformat())
        for at, one in by_date
        if name in one.indicators
    ]
    said = view.progress.evaluation
    if said is not None and name in said.indicators:
        texts.append((("evaluation", "indicators", name, "actual"), said.indicators[name].actual, ""))
    for key, text, date in texts:
        number = read_actual(text, indicator.target, view.progress.year, indicator.name).number
        if number is not None:
            told.append((key, number, text.strip(), date))
    for (_key, before, text_before, date), (key, number, text, _date) in pairwise(told):
        if number < before:
            yield Hit(key, FALLING, {"value": text, "before": text_before, "date": date})
