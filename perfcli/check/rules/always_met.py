"""A314."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop
from perfcli.regex import regex

MET = noop("{target} is met whatever happens: set a value that can be missed")

_BELOW_ZERO = regex("节约|节省|节支|结余|盈余|盈亏|余额|差额|差值|顺差|利差|净|增减|涨跌|变化|变动|温")
"""What may turn out to be less than nothing."""

_LIMIT = regex(r"控制|成本|费|支出|预算|投资")


class AlwaysMet(Rule):
    """A target that cannot be missed.

    ≥0 holds for every count, ≤100% for every part of a whole: they ask for nothing.

    Leaves alone: names that can fall below zero or pass 100%, such as those with 增长, 利润, 结余, 差额,
    节约 or 债务率.

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "≥0套"

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "≥120套"

    Source: 财预〔2015〕88号, review of appropriateness.
    """

    code = "A314"
    name = "always-met"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        target = row.target
        at_least_none = target.operator == "≥" and target.value == 0 and not _BELOW_ZERO.search(row.indicator.name)
        at_most_all = target.operator == "≤" and target.value == 100 and row.is_percent and row.measure == "ratio"
        bounded = at_most_all and not _LIMIT.search(row.indicator.name)
        if (at_least_none or bounded) and not context.words.over_whole.search(row.indicator.name):
            yield Hit(("target",), MET, {"target": row.indicator.target})
