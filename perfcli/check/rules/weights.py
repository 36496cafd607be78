"""F408."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.exact import exact
from perfcli.i18n import noop

MISSING = noop("the indicator {name} has no weight while others have one")
NO_NUMBER = noop("the weight {weight} is no number")
POSITIVE = noop("the weight {weight} is not above 0")
TOTAL = noop("the weights sum to {sum}, not to {known}")
SHARE = noop("the weights of {level} sum to {sum}, its share is {share}")

_COST, _OUTPUT, _EFFECT, _SATISFACTION = "成本指标", "产出指标", "效益指标", "满意度指标"


class Weights(Rule):
    """The weights of the indicators do not add up.

    Where weights are planned, each is above 0, all of them sum to 90 (execution's 10 come with the self-evaluation) or
    to 100 where a form plans them in full (`weight_total`), and each level one sums to its share: 产出 50, 效益 30,
    满意度 10; with cost in the framework of 2021 成本 20, 产出 40, 效益 20, 满意度 10; without 满意度 its 10 go to 效益
    (`weight_shares` sets others).

    Leaves alone: projects without any `weight`, and the usual shares where the weights do not sum to 90.

    Fails:

        [[indicators]]
        kind = "数量指标"
        weight = 50

    Passes:

        # weights of 50, 30 and 10 for the three of level one

    Source: 财预〔2020〕10号; totals and shares are settings.
    """

    code = "F408"
    name = "weights"
    severity = "error"
    nature = "feasibility"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """The key `weight` of the indicators."""
        given = _given(view)
        if not given:
            return
        for index, row in enumerate(view.rows):
            if index not in given:
                yield Hit(("indicators", index), MISSING, {"name": row.indicator.name})
                break
        weights: dict[int, Decimal] = {}
        for index, value in given.items():
            try:
                weights[index] = exact(value)
            except ValueError:
                yield Hit(("indicators", index, "weight"), NO_NUMBER, {"weight": str(value)})
                continue
            if weights[index] <= 0:
                yield Hit(("indicators", index, "weight"), POSITIVE, {"weight": f"{weights[index]:f}"})
        yield from _sums(weights, view, context)


def _given(view: ProjectView) -> dict[int, object]:
    rows = view.data.get("indicators", [])
    return {index: item["weight"] for index, item in enumerate(rows) if isinstance(item, dict) and "weight" in item}


def _sums(weights: Mapping[int, Decimal], view: ProjectView, context: Context) -> Iterable[Hit]:
    """The sum of all, and of each level one."""
    if not weights:
        return
    total = sum(weights.values(), Decimal(0))
    if total not in context.check.weight_total:
        known = "/".join(map(str, context.check.weight_total))
        yield Hit(("indicators", min(weights), "weight"), TOTAL, {"sum": f"{total:f}", "known": known})
    levels = {row.level1 for row in view.rows}
    shares = context.check.weight_shares or (_usual_shares(levels) if total == 90 else {})
    for level, share in shares.items():
        members = [index for index in weights if view.rows[index].level1 == level]
        part = sum((weights[index] for index in members), Decimal(0))
        if members and part != share:
            values: dict[str, str | int] = {"level": level, "sum": f"{part:f}", "share": share}
            yield Hit(("indicators", members[0], "weight"), SHARE, values)


def _usual_shares(levels: set[str]) -> dict[str, int]:
    shares = {_COST: 20, _OUTPUT: 40, _EFFECT: 20} if _COST in levels else {_OUTPUT: 50, _EFFECT: 30}
    if _SATISFACTION in levels:
        return {**shares, _SATISFACTION: 10}
    return {**shares, _EFFECT: shares[_EFFECT] + 10}
