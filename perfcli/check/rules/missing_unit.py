"""A316."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop

NO_UNIT = noop("{target} has no unit: write what is counted, such as % or 套")


class MissingUnit(Rule):
    """A number without a unit.

    ≥90 of what: percent, households, yuan? The form's system asks for a unit with every number.

    Leaves alone: zero, and targets in words or dates.

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "≥120"

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "≥120套"

    Source: what the form's system checks.
    """

    code = "A316"
    name = "missing-unit"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        if row.target.operator is not None and row.target.value and not row.target.unit:
            yield Hit(("target",), NO_UNIT, {"target": row.indicator.target})
