"""The budget in force with what a source says over it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from perfcli.actions.import_taken import Owner, UnfittingBudget, taken_from
from perfcli.budgets import AMOUNTS, settled, unexplained
from perfcli.carried import below, taken_over
from perfcli.errors import PerfError
from perfcli.exact import Money
from perfcli.i18n import gettext as _
from perfcli.model import Budget


def budget_over_force(approved: Owner, in_force: Owner, source: Owner, carried: frozenset[str]) -> Budget | None:
    """The budget in force with the amounts of it that a source has otherwise.

    Sources print the budget as it was approved, or as it is in force: an amount that stands so beside one that was
    edited is no news. From those that were edited the others are worked out as `perf set` does it: a total alone leaves
    its parts, of two the third follows. Raises UnfittingBudget where that cannot be, or where a part alone was edited.
    """
    base, now = approved.budget, in_force.budget
    if base is None or now is None or source.budget is None or "budget" not in carried:
        return taken_from(in_force, record=source, carried=carried).budget
    keys = below(carried, "budget")
    said = taken_over(base, source.budget, keys)
    named = [name for name in AMOUNTS if not keys or name in keys]
    after = replace(now, sources=_sources(base.sources, now.sources, said.sources))
    if all(getattr(said, name) in (getattr(base, name), getattr(now, name)) for name in named):
        return after
    try:
        return _with_amounts(base, after, said, named)
    except PerfError as error:
        raise UnfittingBudget(source, error.message) from None


def _sources(base: Mapping[str, Money], now: Mapping[str, Money], said: Mapping[str, Money]) -> Mapping[str, Money]:
    """The sources in force, with those that are not as they were approved, or no more."""
    kept = {label: amount for label, amount in now.items() if label in said or label not in base}
    return kept | {label: amount for label, amount in said.items() if base.get(label) != amount}


def _with_amounts(base: Budget, now: Budget, said: Budget, named: Sequence[str]) -> Budget:
    """The budget in force with the amounts that were edited; raises PerfError where the others cannot be told."""
    edited = _edited(base, now, said, named)
    after = replace(now, **{name: getattr(said, name) for name in edited})
    if edited == ["total"] != named:
        return after
    if len(edited) == 1 and "total" in named and edited != named:
        message = _("budget.{name} = {amount} alone is new: which other amount follows is not said")
        raise PerfError(message.format(name=edited[0], amount=f"{getattr(said, edited[0]):f}"))
    after = settled(now, after, edited, said)
    if unexplained(after) and not unexplained(base):
        amounts = _(", ").join(f"budget.{name} = {getattr(said, name):f}" for name in named)
        raise PerfError(_("{amounts} make no sum").format(amounts=amounts))
    return after


def _edited(base: Budget, now: Budget, said: Budget, named: Sequence[str]) -> list[str]:
    """The amounts that were edited: all where they make a sum, else the fewer of those beside what was printed."""
    if len(named) == len(AMOUNTS) and not unexplained(said):
        return list(AMOUNTS)
    found = [[name for name in named if getattr(said, name) != getattr(one, name)] for one in (base, now)]
    return min(found, key=len)
