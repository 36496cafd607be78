"""A320."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop

SAME = noop("all {count} indicators have the target {target}: each needs its own")


class UniformTargets(Rule):
    """All indicators of a project have the same target.

    A count, a date, a cost and a ratio cannot all be ≥90%: the column was filled by copying.

    Leaves alone: projects of fewer than `uniform_targets` indicators (5), and those where one target differs.

    Fails:

        # every target = "≥90%"

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "≥120套"

    Source: 财预〔2015〕88号, review of appropriateness; published texts.
    """

    code = "A320"
    name = "uniform-targets"
    severity = "warning"
    nature = "appropriateness"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """One project."""
        rows = view.rows
        if not rows or len(rows) < context.check.uniform_targets:
            return
        first = rows[0].indicator.target
        if first and all(row.indicator.target == first for row in rows):
            yield Hit(("indicators", 0, "target"), SAME, {"count": len(rows), "target": first})
