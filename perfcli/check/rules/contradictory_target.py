"""A313."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.direction import HANDLED, LESSENED, PAID_OR_RECEIVED
from perfcli.i18n import noop
from perfcli.regex import regex

FEWER = noop("of {name} less is better, but {target} asks for more: write ≤")
MORE = noop("of {name} more is better, but {target} asks for less: write ≥")
BOUND = noop("{name} is kept under a limit, but {target} sets a lower bound: write ≤")

_LESS = regex(f"控制|无|零|杜绝|未发生|不发生|{LESSENED.pattern}|{HANDLED.pattern}")
_UPPER_BOUND = regex(r"(?:控制在|不超过|不高于|不超出|低于).*(?:内|预算|以下|标准|%|％|[0-9])")
_FLOOR = regex(f"标准|节约|投入|贴息|{PAID_OR_RECEIVED.pattern}")


class ContradictoryTarget(Rule):
    """The target contradicts its operator or its indicator.

    投诉率 ≥5% asks for complaints, 合格率 ≤90% for bad work; a name that says 控制在…内 with a lower bound says both.

    Leaves alone: names in none of the lists `reverse` and `positive`, which go by the end of a name (投诉处理率 is no
    投诉率), costs that are paid out or come in (贷款贴息金额, 奖励金额, 社会投资额), and names with 下降, 减少 or 降低
    before it, or 无 and 零.

    Fails:

        [[indicators]]
        kind = "社会效益指标"
        name = "住户投诉率"
        target = "≥5%"

    Passes:

        [[indicators]]
        kind = "社会效益指标"
        name = "住户投诉率"
        target = "≤5%"

    Source: 财预〔2015〕88号, review of appropriateness; the form's operators (正向, 反向).
    """

    code = "A313"
    name = "contradictory-target"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        operator, name = row.target.operator, row.indicator.name
        if operator is None:
            return
        values = {"name": name, "target": row.indicator.target}
        if operator in ("≥", ">"):
            if context.words.ends_with("reverse", name) and not _LESS.search(name) and not _is_zero(row):
                yield Hit(("target",), FEWER, values)
            elif _UPPER_BOUND.search(name) or (_is_cost(row) and not _FLOOR.search(name)):
                yield Hit(("target",), BOUND, values)
        elif (operator in ("≤", "<") or _is_zero(row)) and _is_positive(name, context):
            yield Hit(("target",), MORE, values)


def _is_positive(name: str, context: Context) -> bool:
    return context.words.ends_with("positive", name) and not context.words.ends_with("reverse", name)


def _is_zero(row: Row) -> bool:
    return row.target.value == 0 and row.target.operator != "range"


def _is_cost(row: Row) -> bool:
    """Whether it is a cost in money, which is kept down."""
    return "成本指标" in row.indicator.kind and row.measure == "price" and "元" in (row.target.unit or "")
