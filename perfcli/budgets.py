"""预算 = 财政资金 + 其他资金: total and parts kept together where one of them changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

import msgspec

from perfcli.errors import PerfError
from perfcli.exact import LARGEST_AMOUNT, Money
from perfcli.i18n import gettext as _
from perfcli.model import Budget

AMOUNTS = ("total", "fiscal", "other")
"""The three amounts that are kept together."""

_MOST_SUMS = 5000


def unexplained(budget: Budget) -> Decimal:
    """What the total is more than its parts, in 元, 0 where some of the sources make that up."""
    rest = budget.total - budget.fiscal - budget.other
    return rest if rest and not _makes_up(rest, list(budget.sources.values())) else Decimal(0)


def _makes_up(rest: Decimal, sources: Sequence[Money]) -> bool:
    """Whether some of the sources are the rest; of very many it is not asked which."""
    sums = {Decimal(0)}
    for part in sources:
        sums |= {known + part for known in sums}
        if len(sums) > _MOST_SUMS:
            return True
    return rest in sums


def giving_way(said: Collection[str]) -> tuple[str, ...]:
    """Which of the three amounts may follow where those of `said` are set: none of none or all, one of two."""
    return tuple(name for name in AMOUNTS if name not in said) if said else ()


def together(before: Budget, after: Budget, said: Collection[str], follower: str) -> Budget:
    """`after`, in which the amounts of `said` are set, with the one that follows brought to what they leave.

    What sources make up beside the parts stays. Raises PerfError where the one that follows would be below zero or
    beyond what can be kept.
    """
    beside = before.total - before.fiscal - before.other - unexplained(before)
    if follower == "total":
        amount = after.fiscal + after.other + beside
    else:
        amount = after.total - beside - (after.other if follower == "fiscal" else after.fiscal)
    if not 0 <= amount <= LARGEST_AMOUNT:
        named = ", ".join(f"budget.{name} = {getattr(after, name):f}" for name in AMOUNTS if name in said)
        message = _("with {said} budget.{name} would be {amount}")
        raise PerfError(message.format(said=named, name=follower, amount=f"{amount:f}"))
    return msgspec.structs.replace(after, **{follower: Money(amount)})
