"""F414."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Key, Rule
from perfcli.check.views import ProgressView
from perfcli.i18n import noop

SPENT = noop("{spent} were spent of a budget of {budget} yuan")
EXPECTED = noop("{spent} are expected to be spent of a budget of {budget} yuan")


class Overspent(Rule):
    """More was spent, or is expected to be, than the budget of the year has.

    Money beyond the budget needs an adjustment first; else one of the two figures is wrong, mostly by 元 for 万元.

    Leaves alone: what the adjusted budget (`adjusted`) covers.

    Fails:

        [[monitoring]]
        date = 2021-07-31
        spent = 250000.00

    Passes:

        adjusted = 260000.00

        [[monitoring]]
        date = 2021-07-31
        spent = 250000.00

    Source: 预算法 (2018), article 13; 财预〔2019〕136号.
    """

    code = "F414"
    name = "overspent"
    severity = "warning"
    nature = "feasibility"

    def progress(self, view: ProgressView, context: Context) -> Iterable[Hit]:
        """The money of each monitoring and of the self-evaluation."""
        budget = view.budget
        for at, one in enumerate(view.progress.monitoring):
            yield from _over(("monitoring", at, "spent"), one.spent, budget, SPENT)
            yield from _over(("monitoring", at, "expected"), one.expected, budget, EXPECTED)
        said = view.progress.evaluation
        if said is not None:
            yield from _over(("evaluation", "spent"), said.spent, budget, SPENT)
            for name, part in said.parts.items():
                of_part = part.initial if part.adjusted is None else part.adjusted
                yield from _over(("evaluation", "parts", name, "spent"), part.spent, of_part, SPENT)


def _over(key: Key, spent: Decimal | None, budget: Decimal | None, message: str) -> Iterable[Hit]:
    if spent is not None and budget is not None and spent > budget:
        yield Hit(key, message, {"spent": f"{spent:.2f}", "budget": f"{budget:.2f}"})
