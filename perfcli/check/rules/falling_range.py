"""A325."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop
from perfcli.target import is_falling_range

FALLS = noop("the range {target} falls: write its lower end first")


class FallingRange(Rule):
    """A range that falls: its lower end stands last.

    8-5个 holds for no number, and is read as words.

    Leaves alone: ranges of dates and times (11月-3月), of two units, and numbers without any unit.

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "120-100套"

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "100-120套"

    Source: 财预〔2015〕88号, review of appropriateness; tables as they circulate.
    """

    code = "A325"
    name = "falling-range"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        if row.target.operator is None and is_falling_range(row.indicator.target):
            yield Hit(("target",), FALLS, {"target": row.indicator.target})
