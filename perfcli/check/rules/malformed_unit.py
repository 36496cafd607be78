"""A304."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Fix, Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop

MALFORMED = noop("the unit {unit} of {target} is written wrongly: write %")


class MalformedUnit(Rule):
    """A unit that is written wrongly.

    百分百 is a hundred percent, not a unit: ≥90百分百 says two things at once.

    Leaves alone: 百分比, which is the national system's name of the percent sign, and units in no list of
    `malformed_units`. The fix writes %.

    Fails:

        [[indicators]]
        kind = "质量指标"
        name = "维修质量合格率"
        target = "≥90百分百"

    Passes:

        [[indicators]]
        kind = "质量指标"
        name = "维修质量合格率"
        target = "≥90%"

    Source: 财预〔2015〕88号, review of appropriateness; published texts.
    """

    code = "A304"
    name = "malformed-unit"
    severity = "warning"
    nature = "appropriateness"
    fixable = True

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        unit = row.target.unit
        if unit and unit in context.words["malformed_units"]:
            head, _unit, tail = row.indicator.target.rpartition(unit)
            fix = Fix(f"{head.rstrip()}%{tail}")
            yield Hit(("target",), MALFORMED, {"unit": unit, "target": row.indicator.target}, fix)
