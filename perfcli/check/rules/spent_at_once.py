"""F405."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop

ONCE = noop("all of the budget is spent by month {month}: spread the plan as the work goes on, or say why")


class SpentAtOnce(Rule):
    """All of the budget is spent by the first checkpoint.

    Works are not finished, nor goods accepted and paid, within a quarter; the plan was not thought about.

    Leaves alone: plans with a single checkpoint, and budgets of zero (F406).

    Fails:

        [spending_plan]
        3 = 100.00
        6 = 100.00
        10 = 100.00
        12 = 100.00

    Passes:

        [spending_plan]
        3 = 25.00
        6 = 50.00
        10 = 75.00
        12 = 100.00

    Source: 财预〔2015〕88号, review of feasibility; published texts.
    """

    code = "F405"
    name = "spent-at-once"
    severity = "warning"
    nature = "feasibility"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """One project."""
        plan = view.project.spending_plan
        if len(plan) > 1 and plan[min(plan)] == 100 and view.project.budget.total:
            yield Hit(("spending_plan", str(min(plan))), ONCE, {"month": min(plan)})
