"""A324."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop
from perfcli.target import has_several_operators

TWO = noop("{target} has two operators: write the one that is meant")


class SeveralOperators(Rule):
    """A target with two operators.

    ≥≤90% and ≥90%以下 say two things of one number: at the year's end both can be claimed.

    Leaves alone: signs of two characters (>=, <=), a bound after the number that says the same (≥90%以上), and two
    bounds with a number each (≥60%且≤80%).

    Fails:

        [[indicators]]
        kind = "质量指标"
        name = "维修质量合格率"
        target = "≥≤98%"

    Passes:

        [[indicators]]
        kind = "质量指标"
        name = "维修质量合格率"
        target = "≥98%"

    Source: 财预〔2015〕88号, review of appropriateness; tables as they circulate.
    """

    code = "A324"
    name = "several-operators"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        target = row.indicator.target
        if row.target.operator is None and has_several_operators(target):
            yield Hit(("target",), TWO, {"target": target})
