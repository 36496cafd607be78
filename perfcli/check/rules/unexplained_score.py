"""C113."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProgressView
from perfcli.progress.lacking import LACKS
from perfcli.regex import regex

_MEASURE = regex(
    "已(?:备|改|补|购|招|安排|调整|整改|更换|落实|采取|联系|督促|协调|启动|申请|预|增|制定|要求|组织|派|通知)"
    "|将|拟|下年|明年|次年|下一?步|今后|后续|加强|加大|加快|整改|改进|改为|改用|督促|措施|预留|提前"
)
"""What is being done, or will be."""

PARTS = ("execution reason", "reason", "measure", "explanation")


class UnexplainedScore(Rule):
    """Points were lost, or a target was far exceeded, and nobody says why.

    A score under its weight needs a reason and a measure, execution under 90% (`explain_execution`) a reason, an
    actual of 120% of its target and more (`explain_from`) an explanation: a target set too low is looked for there.

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
            if lack.what in PARTS and not (lack.what == "measure" and _says_measure(view, lack.indicator)):
                key = ("evaluation", "indicators", lack.indicator) if lack.indicator else ("evaluation", "spent")
                yield Hit(key, LACKS[lack.what], {"indicator": lack.indicator})


def _says_measure(view: ProgressView, indicator: str) -> bool:
    said = view.progress.evaluation
    values = said.indicators.get(indicator) if said else None
    return values is not None and _MEASURE.search(values.reason) is not None
