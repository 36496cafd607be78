"""F402."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop

FALLS = noop("the plan falls to {share}% by month {month}, from {last}% by month {before}: percents are cumulative")


class FallingPlan(Rule):
    """The spending plan falls.

    Its percents are cumulative: what is spent by June cannot be less than by March.

    Leaves alone: a plan that stays level.

    Fails:

        [spending_plan]
        3 = 50.00
        6 = 25.00
        10 = 75.00
        12 = 100.00

    Passes:

        [spending_plan]
        3 = 25.00
        6 = 50.00
        10 = 75.00
        12 = 100.00

    Source: the form (资金支出计划, cumulative).
    """

    code = "F402"
    name = "falling-plan"
    severity = "error"
    nature = "feasibility"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """One project."""
        before, last = -1, None
        for month, share in sorted(view.project.spending_plan.items()):
            if last is not None and share < last:
                values: dict[str, str | int] = {"month": month, "share": f"{share:f}", "before": before}
                yield Hit(("spending_plan", str(month)), FALLS, {**values, "last": f"{last:f}"})
            before, last = month, share
