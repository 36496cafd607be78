"""Weights (分值) of a self-evaluation: as given, else spread by the framework's rule so that they sum exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from perfcli.exact import CENT
from perfcli.framework import COSTS_2021

WHOLE = 100
"""What weights and the points of execution make together."""

_OUTPUT, _EFFECT, _COST, _SATISFACTION = "产出指标", "效益指标", "成本指标", "满意度指标"
_PLAIN = {_OUTPUT: Decimal(50), _EFFECT: Decimal(30), _SATISFACTION: Decimal(10)}
_WITH_COST = {_COST: Decimal(20), _OUTPUT: Decimal(40), _EFFECT: Decimal(20), _SATISFACTION: Decimal(10)}


def shares(levels: Sequence[str], prescribed: Mapping[str, int], points: int = 90) -> dict[str, Decimal]:
    """The points of each level one that a table has (财预〔2020〕10号, 财预〔2021〕101号), in the table's order.

    With 成本 as a level one of its own 20, 40, 20 and 10, without 50, 30 and 10; 满意度's go to 效益 where there is
    none. `prescribed` are a repository's own. Where other level ones are missing, those that are there share all in
    proportion; where one is there that the rule does not know, all share by the number of their indicators, but what
    is prescribed stands where it leaves the others something. `points` are what all share: 100 less the execution's.
    """
    present = list(dict.fromkeys(levels))
    rule = {level: Decimal(share) for level, share in prescribed.items()} or dict(
        _WITH_COST if _COST in present else _PLAIN
    )
    whole = sum(rule.values(), Decimal(0)) if prescribed else Decimal(points)
    if _SATISFACTION not in present and _EFFECT in present and _EFFECT in rule:
        rule[_EFFECT] += rule.pop(_SATISFACTION, Decimal(0))
    others = [level for level in present if not rule.get(level)]
    if prescribed and others and whole < points:
        rest = _parts(points - whole, [Decimal(levels.count(level)) for level in others])
        rule |= dict(zip(others, rest, strict=True))
        whole = Decimal(points)
    known = all(rule.get(level) for level in present)
    sizes = [rule[level] if known else Decimal(levels.count(level)) for level in present]
    return dict(zip(present, _parts(whole, sizes), strict=True))


def spread(levels: Sequence[str], prescribed: Mapping[str, int], points: int = 90) -> list[Decimal]:
    """A weight for each indicator, by its level one: the share of its level one in equal parts of two decimals.

    What does not divide goes to the earlier rows, a hundredth each, so that every sum is exact.
    """
    return list(_spread(tuple(levels), tuple(prescribed.items()), points))


@lru_cache(1024)
def _spread(levels: tuple[str, ...], prescribed: tuple[tuple[str, int], ...], points: int) -> tuple[Decimal, ...]:
    share = shares(levels, dict(prescribed), points)
    parts = {level: iter(_parts(points, [Decimal(1)] * levels.count(level))) for level, points in share.items()}
    return tuple(next(parts[level]) for level in levels)


def _parts(whole: Decimal, sizes: Sequence[Decimal]) -> list[Decimal]:
    """A whole number of hundredths in parts of these sizes, by the largest remainder, the earlier one of two alike."""
    cents = int(whole / CENT)
    all_sizes = sum(sizes, Decimal(0))
    exact = [Fraction(cents * size) / Fraction(all_sizes) for size in sizes]
    floors = [int(part) for part in exact]
    order = sorted(range(len(sizes)), key=lambda at: (floors[at] - exact[at], at))
    for at in order[: cents - sum(floors)]:
        floors[at] += 1
    return [part * CENT for part in floors]


def is_cost(kind: str) -> bool:
    """Whether a kind (二级指标) is one of costs, whose plain number (`80元`) is one to stay under."""
    return kind == "成本指标" or kind in COSTS_2021
