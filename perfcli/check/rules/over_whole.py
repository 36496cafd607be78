"""A306."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop

OVER = noop("{name} is a part of a whole and cannot pass 100%: {target}")


class OverWhole(Rule):
    """More than 100% of a part of a whole.

    No more than all can be qualified, satisfied or finished in time.

    Leaves alone: names that can pass 100%, such as those with 增长, 毛入学 or 产销 (`over_whole`) and
    完成率, upper bounds (≤), and names that are no ratio.

    Fails:

        [[indicators]]
        kind = "质量指标"
        name = "维修质量合格率"
        target = "≥120%"

    Passes:

        [[indicators]]
        kind = "质量指标"
        name = "维修质量合格率"
        target = "≥98%"

    Source: 财预〔2015〕88号, review of appropriateness.
    """

    code = "A306"
    name = "over-whole"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        target, name = row.target, row.indicator.name
        highest = target.upper if target.upper is not None else target.value
        if not row.is_percent or highest is None or row.measure != "ratio" or target.operator in ("≤", "<"):
            return
        is_over = highest > 100 or (target.operator == ">" and highest == 100)
        if is_over and not context.words.can_pass_all(name):
            yield Hit(("target",), OVER, {"name": name, "target": row.indicator.target})
