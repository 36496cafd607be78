"""F413."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProgressView
from perfcli.i18n import noop
from perfcli.progress.rows import EvaluatedRow, meant
from perfcli.progress.scoring import execution_points, execution_rate

SCORE = noop("a score of {given} is given, by the rule it is {computed}")
EXECUTION = noop("{given} points of execution are given, by the rule it is {computed}")


class ScoreNotComputed(Rule):
    """A score that was given is not what the rule makes of the actual value.

    A form's own scores are kept as they are printed; where they differ from the rule somebody looks at them once.

    Leaves alone: scores within the tier that words say (达成 100 to 80%); what nobody can work out.

    Fails:

        [evaluation]
        spent = 240000.00

        [evaluation.indicators."维修房屋套数"]
        actual = "60套"
        score = 12

    Passes:

        [evaluation]
        spent = 240000.00

        [evaluation.indicators."维修房屋套数"]
        actual = "60套"
        score = 6.25

    Source: 财预〔2020〕10号; every number of it is a setting.
    """

    code = "F413"
    name = "score-not-computed"
    severity = "notice"
    nature = "feasibility"

    def progress(self, view: ProgressView, context: Context) -> Iterable[Hit]:
        """One self-evaluation."""
        found, said = view.evaluated, view.progress.evaluation
        if found is None or said is None:
            return
        rule = context.settings.evaluation
        computed = execution_points(execution_rate(found.spent, found.adjusted), rule)
        if said.execution_points is not None and computed is not None and said.execution_points != computed:
            values = {"given": f"{said.execution_points:f}", "computed": f"{computed:f}"}
            yield Hit(("evaluation", "execution_points"), EXECUTION, values)
        for row in found.rows:
            given, points = row.said.score, row.computed.points
            if given is None or points is None or given == points or _is_within_tier(row, found.project.year, context):
                continue
            key = ("evaluation", "indicators", row.name, "score")
            yield Hit(key, SCORE, {"given": f"{given:f}", "computed": f"{points:f}"})


def _is_within_tier(row: EvaluatedRow, year: int, context: Context) -> bool:
    """Whether a score lies in the band of the tier that words say."""
    tier = meant(row.indicator, row.said, year)[1].tier
    if tier is None or row.weight is None or row.said.score is None or row.indicator.scoring in ("direct", "ratio"):
        return False
    most, least = getattr(context.settings.evaluation.tiers, tier)
    low, high = Fraction(row.weight) * least, Fraction(row.weight) * most
    return bool(low <= Fraction(row.said.score) * 100 <= high)
