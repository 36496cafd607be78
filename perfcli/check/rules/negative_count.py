"""A326."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop
from perfcli.regex import regex
from perfcli.target import read_target

NEGATIVE = noop("{target}: there is no count below zero")


_IN_WORDS = regex(r"^([\s≥≤＞＜>=＝<]*)负(?=\s*\d)")
_CAN_FALL = regex(r"增|减|升|降|变化|变动|差|温|高程|海拔|标高|埋深|盈|亏|利润|收益|负|净|同比|环比")


class NegativeCount(Rule):
    """A count below zero.

    ≥-5个 and -10人 are a dash that got before the number: nothing can be counted less than none.

    Leaves alone: what can fall below zero: differences, growth, temperatures, heights and profits, and units that do
    not count (元, 度).

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "≥-120套"

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "≥120套"

    Source: 财预〔2015〕88号, review of appropriateness.
    """

    code = "A326"
    name = "negative-count"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        target = read_target(_IN_WORDS.sub(r"\1-", row.indicator.target))
        value, unit = target.value, (target.unit or "").strip()
        if value is None or value >= 0 or _CAN_FALL.search(row.indicator.name):
            return
        if (
            unit in context.words["count_units"]
            or row.measure == "quantity"
            or (row.is_percent and row.measure == "ratio")
        ):
            yield Hit(("target",), NEGATIVE, {"target": row.indicator.target})
