"""C111."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import RecordView
from perfcli.i18n import noop

MONITORING = noop("nothing is recorded of the monitoring, which was due by {due}")
EVALUATION = noop("nothing is recorded of the self-evaluation, which was due by {due}")


class MissingRecord(Rule):
    """A monitoring or a self-evaluation was due, and nothing is recorded of it.

    Who has not handed in is the first thing that a bureau asks. The days stand in perf.toml, a line a budget year:
    `[monitoring.due]` and `[evaluation.due]` with `2021 = 2021-08-31`. A monitoring that holds its date alone says
    nothing.

    Leaves alone: years without such a day, and the day itself.

    Fails:

        # today is 2021-09-01, perf.toml: [monitoring.due] 2021 = 2021-08-31

    Passes:

        # today is 2021-09-01, perf.toml: [monitoring.due] 2021 = 2021-08-31
        [[monitoring]]
        date = 2021-07-31
        spent = 120000.00

    Source: 财预〔2019〕136号, 财预〔2020〕10号; the days are settings.
    """

    code = "C111"
    name = "missing-record"
    severity = "warning"
    nature = "completeness"

    def record(self, view: RecordView, context: Context) -> Iterable[Hit]:
        """What is overdue of one project."""
        if not view.is_readable:
            return
        year, found = view.project.year, view.progress
        if ("monitoring", year) in context.overdue and not (found and found.monitored):
            yield Hit(("code",), MONITORING, {"due": context.settings.monitoring.due[year].isoformat()})
        if ("evaluation", year) in context.overdue and not (found and found.is_evaluated):
            yield Hit(("code",), EVALUATION, {"due": context.settings.evaluation.due[year].isoformat()})
