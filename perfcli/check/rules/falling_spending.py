"""F415."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Key, Rule
from perfcli.check.views import ProgressView
from perfcli.i18n import noop

FALLING = noop("{spent} yuan were spent, less than the {before} by {date}")


class FallingSpending(Rule):
    """Less was spent than by an earlier date.

    执行数 is what was spent since the beginning of the year: it does not fall, unless money came back, which is worth a
    sentence.

    Leaves alone: dates of which no spending is recorded.

    Fails:

        [[monitoring]]
        date = 2021-07-31
        spent = 120000.00

        [[monitoring]]
        date = 2021-09-30
        spent = 90000.00

    Passes:

        [[monitoring]]
        date = 2021-07-31
        spent = 120000.00

        [[monitoring]]
        date = 2021-09-30
        spent = 150000.00

    Source: 财预〔2019〕136号.
    """

    code = "F415"
    name = "falling-spending"
    severity = "warning"
    nature = "feasibility"

    def progress(self, view: ProgressView, context: Context) -> Iterable[Hit]:
        """The spending of each monitoring and of the whole year, by date."""
        told: list[tuple[Key, Decimal, str]] = []
        by_date = sorted(enumerate(view.progress.monitoring), key=lambda numbered: numbered[1].date)
        for at, one in by_date:
            if one.spent is not None:
                told.append((("monitoring", at, "spent"), one.spent, one.date.isoformat()))
        said = view.progress.evaluation
        if said is not None and said.spent is not None:
            told.append((("evaluation", "spent"), said.spent, ""))
        for (_key, before, date), (key, spent, _date) in pairwise(told):
            if spent < before:
                yield Hit(key, FALLING, {"spent": f"{spent:.2f}", "before": f"{before:.2f}", "date": date})
