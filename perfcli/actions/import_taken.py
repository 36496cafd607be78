"""A record with the values of a source over its own."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from perfcli.carried import taken_over
from perfcli.model import DepartmentGoals, Project, Record, with_own_levels

R = TypeVar("R", bound=Record)


def taken_from(before: R, *, record: R, carried: frozenset[str]) -> R:
    """A record with the values of a source over its own."""
    after = _with_whole_budget(taken_over(before, record, carried), record)
    if "indicators" in carried and "indicators.term" not in carried:
        after = _with_long_term(before, after)
    plain = with_own_levels(after)
    if plain == with_own_levels(before):  # a level one that a framework gives may stand there or not
        return before
    return plain if before == with_own_levels(before) else after


def _with_long_term(before: R, after: R) -> R:
    """A source that knows no terms says nothing of the indicators of the long-term goals: they stay in their places."""
    kinds = (Project, DepartmentGoals)
    if not (isinstance(before, kinds) and isinstance(after, kinds)):
        return after
    rows = list(after.indicators)
    for at in reversed(range(len(before.indicators))):
        row = before.indicators[at]
        if row.term and not any((one.kind, one.name) == (row.kind, row.name) and one.term for one in rows):
            following = {(one.kind, one.name) for one in before.indicators[at + 1 :]}
            place = next((number for number, one in enumerate(rows) if (one.kind, one.name) in following), len(rows))
            rows.insert(place, row)
    return msgspec.structs.replace(after, indicators=tuple(rows))


def _with_whole_budget(after: R, record: R) -> R:
    """A project whose total alone was taken over keeps its funds while they make that total, else has the source's."""
    if not (isinstance(after, Project) and isinstance(record, Project)):
        return after
    budget = after.budget
    if budget == record.budget or budget.fiscal + budget.other == budget.total or budget.total != record.budget.total:
        return after
    return msgspec.structs.replace(after, budget=record.budget)
