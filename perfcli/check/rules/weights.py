"""F408."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop

MISSING = noop("the indicator {name} has no weight while others have one")
POSITIVE = noop("the weight {weight} is not above 0")
TOTAL = noop("the weights sum to {sum}, not to {known}")
SHARE = noop("the weights of {level} sum to {sum}, its share is {share}")


class Weights(Rule):
    """The weights of the indicators do not add up.

    Where weights are planned, each is above 0, and all of them sum to 90 (execution's 10 come with the
    self-evaluation) or to 100 where a form plans them in full (`weight_total`). Where a region prescribes the shares
    of level ones, such as 产出 50, 效益 30, 满意度 10, `weight_shares` of perf.toml names them and each has to sum to
    its own. Indicators of a longer term are added up by themselves.

    Leaves alone: projects without any `weight`; shares that no setting prescribes; an indicator without a weight
    after one of its level that has one, where the sum is right: a form prints one weight over several indicators,
    and it stands with the first.

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
        """The weights, term by term."""
        for term in dict.fromkeys(said.term for said in view.printed):
            places = [index for index, said in enumerate(view.printed) if said.term == term]
            given = [index for index in places if view.printed[index].weight is not None]
            if given:
                yield from _of_term(places, given, view, context)


def _of_term(places: list[int], given: list[int], view: ProjectView, context: Context) -> Iterable[Hit]:
    weights = {index: weight for index in given if (weight := view.printed[index].weight) is not None}
    hits = [
        Hit(("indicators", index, "weight"), POSITIVE, {"weight": f"{weight:f}"})
        for index, weight in weights.items()
        if weight <= 0
    ]
    total = sum(weights.values(), Decimal(0))
    is_right = total in context.check.weight_total
    without = [index for index in places if index not in given]
    missing = [index for index in without if not (is_right and _shares_one(index, given, view))]
    if missing:
        yield Hit(("indicators", missing[0]), MISSING, {"name": view.rows[missing[0]].indicator.name})
    yield from hits
    if weights and not is_right:
        known = "/".join(map(str, context.check.weight_total))
        yield Hit(("indicators", min(weights), "weight"), TOTAL, {"sum": f"{total:f}", "known": known})
    yield from _shares(weights, view, context)


def _shares_one(index: int, given: list[int], view: ProjectView) -> bool:
    """Whether an indicator can share the weight of one that stands above it in its level one."""
    return any(other < index and _level(view, other) == _level(view, index) for other in given)


def _level(view: ProjectView, index: int) -> str:
    return view.rows[index].level1 or view.printed[index].level1 or view.rows[index].indicator.kind


def _shares(weights: Mapping[int, Decimal], view: ProjectView, context: Context) -> Iterable[Hit]:
    """The sum of each level one whose share is prescribed."""
    for level, share in context.check.weight_shares.items():
        members = [index for index in weights if _level(view, index) == level]
        part = sum((weights[index] for index in members), Decimal(0))
        if members and part != share:
            values: dict[str, str | int] = {"level": level, "sum": f"{part:f}", "share": share}
            yield Hit(("indicators", members[0], "weight"), SHARE, values)
