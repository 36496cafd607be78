"""A322."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from perfcli.check.context import Context
from perfcli.check.naming import is_plain_amount, spoken_for
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.framework import COSTS_2021, FRAMEWORKS, SATISFACTION, kinds
from perfcli.i18n import noop

OTHER = noop("{name} stands under {kind}, but speaks for {meant}: move it there, or name what is measured")


_COSTS = ("成本指标", *COSTS_2021)
_CONTRADICTED: Mapping[str, frozenset[str]] = {
    SATISFACTION: frozenset(kind for name in FRAMEWORKS for kind in kinds(name)) - {SATISFACTION},
    "成本指标": frozenset(("数量指标", "质量指标", "时效指标", SATISFACTION)),
    "时效指标": frozenset(("数量指标", "质量指标", SATISFACTION, *_COSTS)),
    "质量指标": frozenset(("数量指标", "时效指标", SATISFACTION, *_COSTS)),
    "数量指标": frozenset(("时效指标", SATISFACTION, *_COSTS)),
}
"""What a name speaks for, and the kinds that contradict it."""


class ContradictoryKind(Rule):
    """The level two contradicts the name.

    成本控制 is no quantity and 群众满意度 no social effect: the row stands in the wrong group, and is weighed and
    summed there.

    Leaves alone: names that do not plainly speak for a kind by their end (满意度; 成本, 造价, 单价; 及时率,
    完成时间; 合格率; 数量, 面积, 人数); numbers among the indicators of quality that
    say of what quality (优质工程数量) and of faults
    (逾期天数); effects in money.

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "维修成本控制"

    Passes:

        [[indicators]]
        kind = "成本指标"
        name = "每套房屋维修费用"

    Source: 财预〔2015〕88号, review of appropriateness; tables as they circulate.
    """

    code = "A322"
    name = "contradictory-kind"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        meant = spoken_for(row.indicator.name) if row.kind else ""
        if meant and (
            row.kind in _CONTRADICTED[meant] or (row.kind == "质量指标" and is_plain_amount(row.indicator.name))
        ):
            values = {"name": row.indicator.name, "kind": row.indicator.kind, "meant": meant}
            yield Hit(("kind",), OTHER, values)
