"""C108."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.other_forms import is_on_another_form
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop

NO_PLAN = noop("no spending plan: give the cumulative percent by the end of months {months}")
MISSING = noop("the spending plan lacks month {month}: the repository's checkpoints are {months}")


class MissingCheckpoint(Rule):
    """The spending plan lacks a checkpoint of the repository's list.

    The form prints a percent for each checkpoint, and sums over projects need them all.

    Leaves alone: months beyond the list, which say more than is asked; a project that came on a form of another
    region, which has no plan: labels of its own, a column always empty.

    Fails:

        [spending_plan]
        3 = 25.00
        6 = 50.00
        12 = 100.00

    Passes:

        [spending_plan]
        3 = 25.00
        6 = 50.00
        10 = 75.00
        12 = 100.00

    Source: `checkpoints` of perf.toml.
    """

    code = "C108"
    name = "missing-checkpoint"
    severity = "error"
    nature = "completeness"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """The months of the plan."""
        plan, checkpoints = view.project.spending_plan, context.settings.checkpoints
        if plan.keys() >= set(checkpoints):
            return
        months = ", ".join(map(str, checkpoints))
        if not plan:
            if is_on_another_form(view):
                return
            yield Hit(("spending_plan",), NO_PLAN, {"months": months})
            return
        for month in checkpoints:
            if month not in plan:
                yield Hit(("spending_plan", str(month)), MISSING, {"month": month, "months": months})
