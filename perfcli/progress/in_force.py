"""The budget in force: what adjustments leave of what was approved, and where that does not fit together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

import msgspec

from perfcli.amounts import read_amount
from perfcli.budgets import AMOUNTS, unexplained
from perfcli.changes import as_adjusted
from perfcli.exact import Money
from perfcli.i18n import noop
from perfcli.model import Budget, DepartmentGoals, Project
from perfcli.progress import AdjustedKey, Adjustment, Progress

Owner = TypeVar("Owner", bound=Project | DepartmentGoals)
"""Whose budget it is."""

NO_SUM = noop("adjustments leave a total of {total}, and fiscal plus other funds of {sum}")
NOT_LAST = noop("the budget of the year is {adjusted}, the last adjustment leaves {total}")

_SOURCES = "budget.sources."
_KEYS = {f"budget.{name}": name for name in AMOUNTS}
_PARTS = frozenset({"budget.fiscal", "budget.other"})


class Discord(NamedTuple):
    """What does not fit together of a budget in force: the key of the progress file that tells it, and a message."""

    key: str
    message: str
    values: Mapping[str, str]


def effective(owner: Owner, progress: Progress | None) -> Owner:
    """The project or the whole with its budget as the adjustments so far leave it."""
    if progress is None or owner.budget is None:
        return owner
    return msgspec.structs.replace(owner, budget=_in_force(owner.budget, progress))


def discords(approved: Budget, progress: Progress | None) -> list[Discord]:
    """What does not fit together of a budget in force, as where git merged two adjustments of one.

    Of an approved budget that makes no sum itself nothing is asked. A total that is adjusted alone leaves its parts as
    they were, which is no fault. Raises PerfError for a text in an adjustment that is no amount.
    """
    if progress is None or not progress.adjustments or unexplained(approved):
        return []
    found = []
    kept, left = approved.total if progress.adjusted is None else progress.adjusted, _totals_left(approved, progress)
    if left and kept not in left:
        values = {"adjusted": f"{kept:f}", "total": f"{left[0]:f}"}
        found.append(Discord("adjustments" if progress.adjusted is None else "adjusted", NOT_LAST, values))
    budget = _in_force(approved, progress)
    if unexplained(budget) and _breaks_sum(approved, progress):
        values = {"total": f"{budget.total:f}", "sum": f"{budget.fiscal + budget.other:f}"}
        found.append(Discord("adjustments", NO_SUM, values))
    return found


def _in_force(approved: Budget, progress: Progress) -> Budget:
    found = _by_key(progress)
    budget = _with(approved, {key: _last(changes, _amount(approved, key)) for key, changes in found.items()})
    return budget if progress.adjusted is None else msgspec.structs.replace(budget, total=progress.adjusted)


def _amount(budget: Budget, key: str) -> Money | None:
    return getattr(budget, _KEYS[key]) if key in _KEYS else budget.sources.get(key.removeprefix(_SOURCES))


def _with(budget: Budget, afters: Mapping[str, str]) -> Budget:
    """A budget with what keys are after a change; those of others are passed over."""
    amounts: dict[str, object] = {name: getattr(budget, name) for name in AMOUNTS}
    sources = dict(budget.sources)
    for key, after in afters.items():
        if key in _KEYS:
            amounts[_KEYS[key]] = read_amount(after)
        elif key.startswith(_SOURCES):
            source = key.removeprefix(_SOURCES)
            sources.pop(source, None)
            if after:
                sources[source] = read_amount(after)
    return msgspec.convert({**amounts, "sources": sources}, Budget)


def _by_day(progress: Progress) -> list[Adjustment]:
    return sorted(progress.adjustments, key=lambda adjustment: adjustment.date)


def _by_key(progress: Progress) -> dict[str, list[AdjustedKey]]:
    """The changes of each key by their days; a merge appends the other's."""
    found: dict[str, list[AdjustedKey]] = {}
    for adjustment in _by_day(progress):
        for change in adjustment.changes:
            found.setdefault(change.key, []).append(change)
    return found


def _last(changes: Iterable[AdjustedKey], approved: Money | None) -> str:
    """What an amount is after these changes: each goes on from where another left it, else from the day before."""
    left = list(changes)
    after = as_adjusted(approved)
    while left:
        following = next((one for one in left if one.before == after), left[0])
        left.remove(following)
        after = following.after
    return after


def _totals_left(approved: Budget, progress: Progress) -> list[Money]:
    """The total that the last adjustment of one leaves: by its day, or where one entered late goes on from it."""
    changes = _by_key(progress).get("budget.total", [])
    return [read_amount(after) for after in (changes[-1].after, _last(changes, approved.total))] if changes else []


def _breaks_sum(approved: Budget, progress: Progress) -> bool:
    """Whether the last adjustment that tells a part of the money leaves no sum.

    Each goes on from what another left, else from that of the day before.
    """
    left = [_told(adjustment) for adjustment in _by_day(progress)]
    budget, is_broken = approved, False
    while left:
        told = next((one for one in left if _goes_on(one.values(), budget)), left[0])
        left.remove(told)
        before, budget = budget, _with(budget, {key: change.after for key, change in told.items()})
        if not unexplained(budget):
            is_broken = False
        elif told.keys() & _PARTS or (told.keys() - {"budget.total"} and not unexplained(before)):
            is_broken = True
    return is_broken


def _told(adjustment: Adjustment) -> dict[str, AdjustedKey]:
    return {change.key: change for change in adjustment.changes if change.key.startswith("budget.")}


def _goes_on(changes: Iterable[AdjustedKey], budget: Budget) -> bool:
    return all(change.before == as_adjusted(_amount(budget, change.key)) for change in changes)
