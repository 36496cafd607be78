"""D520."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProgressView
from perfcli.errors import PerfError
from perfcli.progress.in_force import discords


class UnsettledBudget(Rule):
    """Adjustments leave amounts of a budget that do not fit together.

    Two adjusted one budget, each beside what was approved, and git merged both: total, fiscal and other funds in force
    are of different adjustments, or `adjusted` is not the total of the last one. `perf set` refuses to work out an
    amount from these; set `budget.total`, `budget.fiscal` and `budget.other` at once to what is meant. An `adjusted`
    that is not of the last adjustment is put right first, by hand.

    Leaves alone: a total adjusted without its parts; what `[budget.sources]` make up; budgets that made no sum when
    they were approved (F401).

    Fails:

        adjusted = 250000.00

        [[adjustments]]
        date = 2021-06-29

        [[adjustments.changes]]
        key = "budget.total"
        before = "240000.00"
        after = "250000.00"

        [[adjustments.changes]]
        key = "budget.other"
        before = "0.00"
        after = "10000.00"

        [[adjustments]]
        date = 2021-06-30

        [[adjustments.changes]]
        key = "budget.total"
        before = "240000.00"
        after = "250000.00"

        [[adjustments.changes]]
        key = "budget.fiscal"
        before = "240000.00"
        after = "250000.00"

    Passes:

        adjusted = 260000.00

        [[adjustments]]
        date = 2021-06-29

        [[adjustments.changes]]
        key = "budget.total"
        before = "240000.00"
        after = "250000.00"

        [[adjustments.changes]]
        key = "budget.other"
        before = "0.00"
        after = "10000.00"

        [[adjustments]]
        date = 2021-06-30

        [[adjustments.changes]]
        key = "budget.total"
        before = "250000.00"
        after = "260000.00"

        [[adjustments.changes]]
        key = "budget.fiscal"
        before = "240000.00"
        after = "250000.00"

    Source: the form (预算数 = 财政资金 + 其他资金), 中发〔2018〕34号.
    """

    code = "D520"
    name = "unsettled-budget"
    severity = "warning"
    nature = "data"

    def progress(self, view: ProgressView, context: Context) -> Iterable[Hit]:
        """The amounts that adjustments leave in force."""
        if view.owner is None or not view.has_budget:
            return
        with suppress(PerfError):  # a text written by hand that is no amount
            for one in discords(view.owner.budget, view.progress):
                yield Hit((one.key,), one.message, one.values)
