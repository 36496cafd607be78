"""C112."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProgressView
from perfcli.progress.lacking import LACKS

PARTS = (
    "budget",
    "spent",
    "indicators",
    "weights",
    "few weights",
    "actual",
    "unknown",
    "shared",
    "scoring",
    "no tier",
    "direction",
    "tier",
    "decimals",
    "decimals of all",
    "weight",
)


class IncompleteEvaluation(Rule):
    """A self-evaluation lacks what its points follow from.

    Without what was spent, an actual value or a weight there is no total; nor is there without a budget (`[budget]` of
    a whole's goals, or `adjusted`). An actual that nobody can be sure of is not scored in silence.

    Leaves alone: projects and wholes of which no self-evaluation is recorded; indicators with a score given by hand and
    a tier.

    Fails:

        [evaluation]
        spent = 240000.00

    Passes:

        # every indicator is reached
        [evaluation]
        spent = 240000.00

    Source: 财预〔2020〕10号.
    """

    code = "C112"
    name = "incomplete-evaluation"
    severity = "warning"
    nature = "completeness"

    def progress(self, view: ProgressView, context: Context) -> Iterable[Hit]:
        """One self-evaluation."""
        for lack in view.evaluated.lacks if view.evaluated else ():
            if lack.what in PARTS:
                key = ("evaluation", "indicators", lack.indicator) if lack.indicator else ("evaluation",)
                yield Hit(key, LACKS[lack.what], {"indicator": lack.indicator})
