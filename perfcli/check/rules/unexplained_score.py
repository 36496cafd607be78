"""C113."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProgressView
from perfcli.progress.lacking import LACKS

PARTS = ("execution reason", "reason", "measure", "explanation")


class UnexplainedScore(Rule):
    """Points were lost, or a target was far exceeded, and nobody says why.

    A score under its weight needs a reason and a measure, execution under 90% (`explain_execution`) a reason in
    `[evaluation.details]` (执行率低的原因, 情况说明), an actual of 120% of its target and more (`explain_from`) an
    explanation: a target set too low is looked for there.

    Leaves alone: projects and wholes of which no self-evaluation is recorded; full scores; the measure where the reason
    says what is being done (已改为预拨, 下年安排替班医生), as the one column 偏差原因分析及改进措施 of a form has it.

    Fails:

        # every indicator is reached
        [evaluation]
        spent = 240000.00

        [evaluation.indicators."维修房屋套数"]
        actual = "100套"

    Passes:

        # every indicator is reached
        [evaluation]
        spent = 240000.00

        [evaluation.indicators."维修房屋套数"]
        actual = "100套"
        reason = "二十户住户在外地，约定次年维修"
        measure = "春节后逐户预约"

    Source: 财预〔2020〕10号, 偏差原因分析及改进措施; the limits are settings.
    """

    code = "C113"
    name = "unexplained-score"
    severity = "warning"
    nature = "completeness"

    def progress(self, view: ProgressView, context: Context) -> Iterable[Hit]:
        """One self-evaluation."""
        for lack in view.evaluated.lacks if view.evaluated else ():
            if lack.what in PARTS:
                key = ("evaluation", "indicators", lack.indicator) if lack.indicator else ("evaluation", "spent")
                yield Hit(key, LACKS[lack.what], {"indicator": lack.indicator})
