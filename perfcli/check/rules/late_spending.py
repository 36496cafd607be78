"""F409."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop

LATE = noop("nothing is spent before month {month}: can the work go on without money until then?")


class LateSpending(Rule):
    """Nothing is spent before the last checkpoint.

    Money that moves in the last weeks of the year alone is what monitoring warns of; the work may be as late.

    Leaves alone: plans with fewer than three checkpoints, and those that begin before the last one.

    Fails:

        [spending_plan]
        3 = 0.00
        6 = 0.00
        10 = 0.00
        12 = 100.00

    Passes:

        [spending_plan]
        3 = 0.00
        6 = 40.00
        10 = 80.00
        12 = 100.00

    Source: 财预〔2019〕136号 (monitoring of the spending plan).
    """

    code = "F409"
    name = "late-spending"
    severity = "notice"
    nature = "feasibility"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """One project."""
        plan = view.project.spending_plan
        if (
            len(plan) > 2
            and plan[max(plan)] == 100
            and not any(share for month, share in plan.items() if month != max(plan))
        ):
            yield Hit(("spending_plan", str(min(plan))), LATE, {"month": max(plan)})
