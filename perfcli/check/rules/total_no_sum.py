"""F412."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProgressView
from perfcli.i18n import noop

TOTAL = noop("the total of {given} is not the sum of the points, {sum}")


class TotalNoSum(Rule):
    """The total score is not the sum of the points.

    Grades follow from totals: a total that was not added up again after a score changed is a wrong grade.

    Leaves alone: self-evaluations in which a point is missing, and those without a total of their own.

    Fails:

        # every indicator is reached
        [evaluation]
        spent = 240000.00
        total_score = 95

    Passes:

        # every indicator is reached
        [evaluation]
        spent = 240000.00
        total_score = 100

    Source: 财预〔2020〕10号.
    """

    code = "F412"
    name = "total-no-sum"
    severity = "warning"
    nature = "feasibility"

    def progress(self, view: ProgressView, context: Context) -> Iterable[Hit]:
        """One self-evaluation."""
        found = view.evaluated
        given = view.progress.evaluation.total_score if view.progress.evaluation else None
        if found is None or given is None or found.summed_score in (None, given):
            return
        yield Hit(("evaluation", "total_score"), TOTAL, {"given": f"{given:f}", "sum": f"{found.summed_score:f}"})
