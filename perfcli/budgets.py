"""预算 = 财政资金 + 其他资金: total and parts kept together where one of them changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from decimal import ROUND_HALF_UP, Context, Decimal

import msgspec

from perfcli.errors import PerfError
from perfcli.exact import CENT, LARGEST_AMOUNT, Money
from perfcli.i18n import gettext as _
from perfcli.model import Budget

AMOUNTS = ("total", "fiscal", "other")
"""The three amounts that are kept together."""

_MOST_SUMS = 5000
_EXACT = Context(prec=80)


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


def scaled(budget: Budget, factor: Decimal) -> Budget:
    """Every amount times a factor, rounded half up to the 分, total and parts together as they were.

    `other` is what the total leaves beside fiscal funds; where sources make up a rest, the total is the sum of all.
    Raises PerfError for what cannot be kept.
    """
    sources = {label: _times(amount, factor) for label, amount in budget.sources.items()}
    total, fiscal = _times(budget.total, factor), _times(budget.fiscal, factor)
    rest = budget.total - budget.fiscal - budget.other
    if not rest:
        return Budget(total=total, fiscal=fiscal, other=Money(total - fiscal), sources=sources)
    other = _times(budget.other, factor)
    making_up = _labels_of(rest, budget.sources)
    if making_up:
        total = _kept(fiscal + other + sum(sources[label] for label in making_up))
    return Budget(total=total, fiscal=fiscal, other=other, sources=sources)


def _times(amount: Money, factor: Decimal) -> Money:
    return _kept(_EXACT.multiply(amount, factor).quantize(CENT, ROUND_HALF_UP, _EXACT))


def _kept(amount: Decimal) -> Money:
    if amount > LARGEST_AMOUNT:
        raise PerfError(_("an amount over 70 trillion yuan cannot be kept exactly"))
    return Money(amount)


def _labels_of(rest: Decimal, sources: Mapping[str, Money]) -> tuple[str, ...]:
    """Some of the sources that make up a rest, none where none do."""
    sums: dict[Decimal, tuple[str, ...]] = {Decimal(0): ()}
    for label, part in sources.items():
        for known, labels in list(sums.items()):
            sums.setdefault(known + part, (*labels, label))
        if len(sums) > _MOST_SUMS:
            break
    return sums.get(rest, ())


def giving_way(said: Collection[str]) -> tuple[str, ...]:
    """Which of the three amounts may follow where those of `said` are set: none of none or all, one of two."""
    return tuple(name for name in AMOUNTS if name not in said) if said else ()


def settled(before: Budget, after: Budget, said: Collection[str], source: Budget) -> Budget:
    """`after`, in which a source set the amounts of `said`, with those it does not say where they no longer fit.

    They stay while all make the total, with what sources make up beside the parts. Else a total, or the one amount,
    that is not said follows; where that cannot be, its parts are those of the source. Beside a total that is said alone
    other funds stay and fiscal funds follow; raises PerfError where these would be below zero.
    """
    is_same = all(getattr(before, name) == getattr(after, name) for name in AMOUNTS)
    rest = after.total - after.fiscal - after.other
    if is_same or rest in (0, _beside(before, after)):
        return after
    unsaid = giving_way(said)
    if list(said) == ["total"]:
        return together(before, after, said, "fiscal")
    if "total" in unsaid or len(unsaid) == 1:
        with suppress(PerfError):
            return together(before, after, said, "total" if "total" in unsaid else unsaid[0])
    own = {name: getattr(source, name) for name in (AMOUNTS if unsaid else ())}
    return msgspec.structs.replace(after, **own)


def _beside(before: Budget, after: Budget) -> Decimal:
    """What sources make up beside the parts, where they are what they were before or have come to since."""
    rest = before.total - before.fiscal - before.other - unexplained(before)
    labels = _labels_of(rest, before.sources) if after.sources != before.sources else ()
    return sum((after.sources.get(label, Decimal(0)) for label in labels), Decimal(0)) if labels else rest


def together(before: Budget, after: Budget, said: Collection[str], follower: str) -> Budget:
    """`after`, in which the amounts of `said` are set, with the one that follows brought to what they leave.

    What sources make up beside the parts stays. Raises PerfError where the one that follows would be below zero or
    beyond what can be kept.
    """
    beside = _beside(before, after)
    if follower == "total":
        amount = after.fiscal + after.other + beside
    else:
        amount = after.total - beside - (after.other if follower == "fiscal" else after.fiscal)
    if not 0 <= amount <= LARGEST_AMOUNT:
        named = _(", ").join(f"budget.{name} = {getattr(after, name):f}" for name in AMOUNTS if name in said)
        message = _("with {said} budget.{name} would be {amount}")
        raise PerfError(message.format(said=named, name=follower, amount=f"{amount:f}"))
    return msgspec.structs.replace(after, **{follower: Money(amount)})
