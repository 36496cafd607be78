"""A301."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop
from perfcli.regex import regex

MEANT = {
    "quantity": noop("{name} is a quantity, but {target} is a percent: give the number and its unit"),
    "price": noop("{name} is an amount of money, but {target} is a percent: give the amount in yuan"),
    "duration": noop("{name} is a span of time, but {target} is a percent: give days, months or years"),
    "date": noop("{name} is a time, but {target} is a percent: give the date"),
}

_CHANGE = regex(
    r"降低|下降|减少|压减|压缩|压降|缩短|缩减|削减|节约|节省"
    r"|^(?:年均|年度|平均|人均|同比|每年|有效|逐步|进一步|大幅|明显|显著)*(?:提高|提升|增加|增长|扩大|延长|增产|增收)(?!工程|改造)"
)
"""What is asked for is then a change, of which a percent says how much."""

_SHARE = regex(r"[/／÷]|除以|之比")


def is_percent_of_amount(row: Row) -> bool:
    """Whether a target is a percent where the indicator's name says that it is an amount of something."""
    name = row.indicator.name
    return row.is_percent and row.measure in MEANT and not _SHARE.search(name) and not _CHANGE.search(name)


class PercentOfAmount(Rule):
    """A percent where a count, a length, a price, a duration or a date is meant.

    道路里程 ≥90百分比 cannot be measured: ninety percent of which road? The value has to be the length itself.

    Leaves alone: names that end as a ratio does (率, 比例, 满意度) or with what no list knows, such as 增长 or 情况,
    names that divide one by another (完成户数/应完成户数), and names of a change (降低物流成本, 提高粮食产量).
    What a name measures is told by its last characters, by the lists `quantity`, `price`, `duration` and `date`.

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "道路里程"
        target = "≥90百分比"

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "道路里程"
        target = "≥1.2公里"

    Source: 财预〔2015〕88号, review of appropriateness; published texts.
    """

    code = "A301"
    name = "percent-of-amount"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        if is_percent_of_amount(row):
            yield Hit(("target",), MEANT[row.measure], {"name": row.indicator.name, "target": row.indicator.target})
