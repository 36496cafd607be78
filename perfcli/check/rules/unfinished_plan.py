"""F404."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop

ENDS = noop("the plan ends at {share}% by month {month}: the last checkpoint is 100%")


class UnfinishedPlan(Rule):
    """The spending plan does not end at 100%.

    Money that is not planned to be spent in the year is not to be asked for.

    Leaves alone: a project without a plan (C108), and a last percent over 100 (F403).

    Fails:

        [spending_plan]
        3 = 25.00
        6 = 50.00
        10 = 75.00
        12 = 90.00

    Passes:

        [spending_plan]
        3 = 25.00
        6 = 50.00
        10 = 75.00
        12 = 100.00

    Source: the form (资金支出计划 ends at 100%).
    """

    code = "F404"
    name = "unfinished-plan"
    severity = "error"
    nature = "feasibility"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """One project."""
        plan = view.project.spending_plan
        if plan and plan[max(plan)] < 100:
            month = max(plan)
            yield Hit(("spending_plan", str(month)), ENDS, {"month": month, "share": f"{plan[month]:f}"})
