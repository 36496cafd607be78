"""A302."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop

RATIO = noop("{name} stands for the quantity, but {target} is a percent: count what is delivered")


class RatioAsQuantity(Rule):
    """An indicator of quantity has a percent for its value.

    The quantity indicator says how much is bought or done; a percent of it hides how much that is.

    Leaves alone: other kinds, and names that A301 reports already.

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "维修任务完成率"
        target = "≥90%"

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "≥120套"

    Source: 财预〔2015〕88号 (数量指标); published texts.
    """

    code = "A302"
    name = "ratio-as-quantity"
    severity = "notice"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        if row.indicator.kind == "数量指标" and row.is_percent and row.measure in ("", "ratio"):
            yield Hit(("target",), RATIO, {"name": row.indicator.name, "target": row.indicator.target})
