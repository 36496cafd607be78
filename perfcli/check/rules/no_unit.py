"""A305."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop

NO_UNIT = noop("{unit} in {target} is not a unit: give a number with its unit, or words alone")


class NoUnit(Rule):
    """What stands where the unit should be is no unit.

    ≥90全部分配 and ≥90是/否 come from a form that wanted an operator and a number for a target in words: they can
    neither be counted nor answered.

    Leaves alone: the units of the lists `units` and `count_units`, also with 万 or 亿 before them and joined by /,
    units in Latin letters, and unknown ones of up to three characters without a word of `no_units`.

    Fails:

        [[indicators]]
        kind = "时效指标"
        name = "入住率"
        target = "≥90全部分配"

    Passes:

        [[indicators]]
        kind = "时效指标"
        name = "入住率"
        target = "=100%"

    Source: 财预〔2015〕88号, review of appropriateness; published texts.
    """

    code = "A305"
    name = "no-unit"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        unit = row.target.unit
        if (
            unit
            and not row.is_percent
            and unit not in context.words["malformed_units"]
            and not context.words.is_unit(unit)
        ):
            yield Hit(("target",), NO_UNIT, {"unit": unit, "target": row.indicator.target})
