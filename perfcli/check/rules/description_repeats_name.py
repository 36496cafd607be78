"""A309."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop

REPEATS = noop("the description {description} says no more than the name: say how the value is found")


class DescriptionRepeatsName(Rule):
    """The description repeats the name.

    It has to say how the value is found: what is counted, of what whole, from which record.

    Leaves alone: empty descriptions (C107) and those that say anything beside the name. Words such as 反映, 情况
    and 年度 (the list `filler`), remarks in brackets and punctuation are not more.

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        description = "维修房屋套数"

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        description = "完成维修并由住户签字确认的房屋，按维修单统计"

    Source: 财预〔2015〕88号, review of appropriateness; published texts.
    """

    code = "A309"
    name = "description-repeats-name"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        name, description = row.indicator.name, row.indicator.description
        if name.strip() and description.strip() and context.words.repeats(name, description):
            yield Hit(("description",), REPEATS, {"description": description})
