"""F403."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop

BOUNDS = noop("the plan has {share}% by month {month}: percents of the budget lie between 0 and 100")


class PlanBounds(Rule):
    """The spending plan passes 100% or falls below 0.

    No more than the whole budget can be spent.

    Leaves alone: everything from 0 to 100.

    Fails:

        [spending_plan]
        3 = 25.00
        6 = 50.00
        10 = 120.00
        12 = 120.00

    Passes:

        [spending_plan]
        3 = 25.00
        6 = 50.00
        10 = 75.00
        12 = 100.00

    Source: the form (资金支出计划, %).
    """

    code = "F403"
    name = "plan-bounds"
    severity = "error"
    nature = "feasibility"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """One project."""
        for month, share in view.project.spending_plan.items():
            if not 0 <= share <= 100:
                yield Hit(("spending_plan", str(month)), BOUNDS, {"month": month, "share": f"{share:f}"})
