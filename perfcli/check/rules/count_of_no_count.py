"""A303."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop

MEANT = {
    "ratio": noop("{name} is a ratio and is not counted in {unit}: give a percent"),
    "price": noop("{name} is an amount of money and is not counted in {unit}: give it in yuan"),
    "duration": noop("{name} is a span of time and is not counted in {unit}: give days, months or years"),
    "date": noop("{name} is a time and is not counted in {unit}: give the date"),
}


class CountOfNoCount(Rule):
    """A unit of counting on what is no count.

    完成时限 ≥1个 or 补助标准 ≥1个: a date, a span of time, a price or a ratio is not counted in pieces.

    Leaves alone: names that do not say what they measure, and units that are not in the list `count_units`.

    Fails:

        [[indicators]]
        kind = "时效指标"
        name = "保护项目完成时限"
        target = "≥1个"

    Passes:

        [[indicators]]
        kind = "时效指标"
        name = "保护项目完成时限"
        target = "2021年11月底前"

    Source: 财预〔2015〕88号, review of appropriateness; published texts.
    """

    code = "A303"
    name = "count-of-no-count"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        unit = row.target.unit
        if unit and row.measure in MEANT and unit in context.words["count_units"]:
            yield Hit(("target",), MEANT[row.measure], {"name": row.indicator.name, "unit": unit})
