"""F408."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.framework import followed, level_one_meant
from perfcli.i18n import noop
from perfcli.model import DepartmentGoals, Indicator

MISSING = noop("the indicator {name} has no weight while others have one")
POSITIVE = noop("the weight {weight} is not above 0")
TOTAL = noop("the weights sum to {sum}, not to {known}")
SHARE = noop("the weights of {level} sum to {sum}, its share is {share}")


class _Weighed(NamedTuple):
    """An indicator with its level one, else what the form prints for it."""

    name: str
    level: str
    term: str
    weight: Decimal | None


_Rows = Sequence[_Weighed]


class Weights(Rule):
    """The weights of the indicators do not add up.

    Where weights are planned, each is above 0, and all of them sum to 90 (execution's 10 come with the
    self-evaluation) or to 100 where a form plans them in full (`weight_total`). Where a region prescribes the shares
    of level ones, such as 产出 50, 效益 30, 满意度 10, `weight_shares` of perf.toml names them and each has to sum to
    its own. Indicators of a longer term are added up by themselves.

    Leaves alone: projects and wholes without any `weight`; shares that no setting prescribes; an indicator without a
    weight after one of its level that has one, where the sum is right: a form prints one weight over several
    indicators, and it stands with the first.

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
        """The weights of a project."""
        levels = [row.level1 for row in view.rows]
        return _hits(view.project.indicators, levels, context)

    def goals(self, goals: DepartmentGoals, context: Context) -> Iterable[Hit]:
        """The weights of a whole's own indicators; those of functions have none."""
        rows = tuple([(row.level1.strip(), row.kind) for row in goals.indicators])
        framework = followed(rows, context.framework(goals.year))
        return _hits(goals.indicators, [level_one_meant(row.kind, framework) for row in goals.indicators], context)


def _hits(indicators: Sequence[Indicator], levels: Sequence[str], context: Context) -> Iterable[Hit]:
    """The weights, term by term; `levels` are the level ones that the framework knows."""
    rows = [
        _Weighed(row.name, level or row.level1.strip() or row.kind, row.term.strip(), row.weight)
        for row, level in zip(indicators, levels, strict=True)
    ]
    for term in dict.fromkeys(row.term for row in rows):
        places = [index for index, row in enumerate(rows) if row.term == term]
        given = [index for index in places if rows[index].weight is not None]
        if given:
            yield from _of_term(places, given, rows, context)


def _of_term(places: list[int], given: list[int], rows: _Rows, context: Context) -> Iterable[Hit]:
    weights = {index: weight for index in given if (weight := rows[index].weight) is not None}
    hits = [
        Hit(("indicators", index, "weight"), POSITIVE, {"weight": f"{weight:f}"})
        for index, weight in weights.items()
        if weight <= 0
    ]
    total = sum(weights.values(), Decimal(0))
    is_right = total in context.check.weight_total
    without = [index for index in places if index not in given]
    missing = [index for index in without if not (is_right and _shares_one(index, given, rows))]
    if missing:
        yield Hit(("indicators", missing[0]), MISSING, {"name": rows[missing[0]].name})
    yield from hits
    if weights and not is_right:
        known = "/".join(map(str, context.check.weight_total))
        yield Hit(("indicators", min(weights), "weight"), TOTAL, {"sum": f"{total:f}", "known": known})
    yield from _shares(weights, rows, context)


def _shares_one(index: int, given: list[int], rows: _Rows) -> bool:
    """Whether an indicator can share the weight of one that stands above it in its level one."""
    return any(other < index and rows[other].level == rows[index].level for other in given)


def _shares(weights: Mapping[int, Decimal], rows: _Rows, context: Context) -> Iterable[Hit]:
    """The sum of each level one whose share is prescribed."""
    for level, share in context.check.weight_shares.items():
        members = [index for index in weights if rows[index].level == level]
        part = sum((weights[index] for index in members), Decimal(0))
        if members and part != share:
            values: dict[str, str | int] = {"level": level, "sum": f"{part:f}", "share": share}
            yield Hit(("indicators", members[0], "weight"), SHARE, values)
