"""F411."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProgressView
from perfcli.i18n import noop
from perfcli.progress.weights import WHOLE

INDICATOR = noop("a score of {score} is over the weight of {weight}")
EXECUTION = noop("{score} points of execution are over the {weight} that there are")
TOTAL = noop("a total of {score} is over {weight}")


class ScoreOverWeight(Rule):
    """A score is over its weight, the points of execution over theirs, or the total over 100.

    Nothing can be more than reached: a slip of the pen, or the figure of the cell beside it.

    Leaves alone: one weight that stands over several indicators.

    Fails:

        [evaluation]
        spent = 240000.00
        total_score = 101

    Passes:

        # every indicator is reached
        [evaluation]
        spent = 240000.00
        total_score = 100

    Source: 财预〔2020〕10号.
    """

    code = "F411"
    name = "score-over-weight"
    severity = "error"
    nature = "feasibility"

    def progress(self, view: ProgressView, context: Context) -> Iterable[Hit]:
        """One self-evaluation."""
        said = view.progress.evaluation
        if said is None:
            return
        most = context.settings.evaluation.execution
        if said.execution_points is not None and said.execution_points > most:
            values: dict[str, str | int] = {"score": f"{said.execution_points:f}", "weight": most}
            yield Hit(("evaluation", "execution_points"), EXECUTION, values)
        if said.total_score is not None and said.total_score > WHOLE:
            values = {"score": f"{said.total_score:f}", "weight": WHOLE}
            yield Hit(("evaluation", "total_score"), TOTAL, values)
        for row in view.evaluated.rows if view.evaluated else ():
            for name, given in (("score", row.said.score), ("recheck", row.said.recheck)):
                if given is not None and row.weight is not None and given > row.weight:
                    key = ("evaluation", "indicators", row.name, name)
                    yield Hit(key, INDICATOR, {"score": f"{given:f}", "weight": f"{row.weight:f}"})
