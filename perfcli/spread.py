"""How like values are spread: the quartiles of targets, of money for one unit of output, of actual values. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec

MEASURES = ("target", "cost", "actual")
"""What is spread: targets, budget in 元 divided by the target, actual values, all in the unit of the target."""


_SHARES = ("%", "百分比")


class Peer(msgspec.Struct, frozen=True):
    """One indicator among its peers: where it is, what it aims at, what its project may spend (元), what it reached."""

    division: str
    year: int
    name: str
    unit_of_measure: str
    kind: str
    target: Decimal
    total: Decimal
    actual: Decimal | None = None

    def measured(self, measure: str) -> Decimal | None:
        """One of MEASURES, None where it has none: what counts no output has no cost for one."""
        if measure == "target":
            return self.target
        if measure == "actual":
            return self.actual
        is_output = (
            self.target > 0 and self.total > 0 and self.kind == "数量指标" and self.unit_of_measure not in _SHARES
        )
        return self.total / self.target if is_output else None


class Spread(msgspec.Struct, frozen=True):
    """How many values there are, the least, the quartiles and the most."""

    count: int
    least: Decimal
    q1: Decimal
    median: Decimal
    q3: Decimal
    most: Decimal


def spread(values: Iterable[Decimal]) -> Spread | None:
    """The spread of some values, None of none; quartiles lie between two values as far as their place does."""
    ordered = sorted(values)
    if not ordered:
        return None
    q1, median, q3 = (_quantile(ordered, Decimal(part) / 4) for part in (1, 2, 3))
    return Spread(len(ordered), ordered[0], q1, median, q3, ordered[-1])


def _quantile(ordered: Sequence[Decimal], part: Decimal) -> Decimal:
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
