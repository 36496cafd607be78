"""A record with the values of a source over its own, its text, and what is told of the difference."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from perfcli.actions.two_terms import with_other_terms
from perfcli.budgets import AMOUNTS, settled
from perfcli.carried import below, places_continued, taken_over, tops, with_left
from perfcli.changes import Difference
from perfcli.codec import from_toml, patch, write
from perfcli.errors import PerfError
from perfcli.forms.record.project import CARRIED
from perfcli.i18n import gettext as _
from perfcli.model import DepartmentGoals, Project, Record, with_own_levels
from perfcli.repository import Repository
from perfcli.writing import Change

R = TypeVar("R", bound=Record)

_WITH_TERMS = (Project, DepartmentGoals)


def taken_from(before: R, *, record: R, carried: frozenset[str]) -> R:
    """A record with the values of a source over its own; raises UnfittingBudget where amounts do not go together."""
    knows_terms = "indicators" not in carried or "indicators.term" in carried
    if not knows_terms and carried >= CARRIED:  # the published table, which is of the year alone
        record, carried, knows_terms = _with_other_terms(before, record, carried), carried | {"indicators.term"}, True
    after = _with_whole_budget(before, taken_over(before, record, carried), record, carried)
    if not knows_terms:
        after = _with_long_term(before, after, record, carried)
    plain = with_own_levels(after)
    if plain == with_own_levels(before):  # a level one that a framework gives may stand there or not
        return before
    return plain if before == with_own_levels(before) else after


def _with_other_terms(before: R, record: R, carried: frozenset[str]) -> R:
    """What a source of the year alone says, with the indicators of the long-term goals."""
    if not (isinstance(before, _WITH_TERMS) and isinstance(record, _WITH_TERMS)):
        return record
    rows = with_other_terms(record.indicators, before.indicators, below(carried, "indicators"))
    return msgspec.structs.replace(record, indicators=rows)


def _with_long_term(before: R, after: R, record: R, carried: frozenset[str]) -> R:
    """A source that knows no terms may list the indicators of the long-term goals: else they stay in their places."""
    if not (isinstance(before, _WITH_TERMS) and isinstance(after, _WITH_TERMS) and isinstance(record, _WITH_TERMS)):
        return after
    found = places_continued(before.indicators, record.indicators, below(carried, "indicators"))
    rows = with_left(before.indicators, after.indicators, found, lambda row: row.term != "")
    return msgspec.structs.replace(after, indicators=rows)


Owner = Project | DepartmentGoals
"""Whose budget it is."""


class UnfittingBudget(PerfError):
    """The amounts of a source do not go together, or the others cannot be worked out from them."""

    def __init__(self, owner: Owner, message: str) -> None:
        code = owner.code if isinstance(owner, Project) else owner.of
        hint = _("Name the total, fiscal and other funds as they are to be.")
        super().__init__(f"{code}: {message}", hint=hint)


def _with_whole_budget(before: R, after: R, record: R, carried: frozenset[str]) -> R:
    """A record of whose budget a source says some amounts has the others as they were, unless they no longer fit."""
    kinds = (Project, DepartmentGoals)
    if not (isinstance(before, kinds) and isinstance(after, kinds) and isinstance(record, kinds)):
        return after
    said = [name for name in AMOUNTS if f"budget.{name}" in carried]
    if before.budget is None or after.budget is None or record.budget is None or not said:
        return after
    try:
        budget = settled(before.budget, after.budget, said, record.budget)
    except PerfError as error:
        raise UnfittingBudget(after, error.message) from None
    return msgspec.structs.replace(after, budget=budget)


class Told(msgspec.Struct):
    """Differences from what is there: all of them by file, and those that need `update`."""

    repository: Repository
    by_file: dict[Path, tuple[str, ...]] = msgspec.field(default_factory=dict)
    conflicts: list[str] = msgspec.field(default_factory=list)
    losses: list[str] = msgspec.field(default_factory=list)

    def add(self, path: Path, found: Sequence[Difference], *, is_addition_fine: bool = False) -> None:
        """What differs in a file; a unit more in a department's list contradicts nothing."""
        self.by_file[path] = (*self.by_file.get(path, ()), *map(str, found))
        self.conflicts += [
            f"{self.repository.relative(path)}: {difference}"
            for difference in found
            if not (is_addition_fine and difference.before in (None, ""))
        ]


def written(path: Path, read: tuple[Record, bytes] | None, after: Record, carried: frozenset[str] | None) -> Change:
    """The file as it was read and as it is to be."""
    if read is None:
        text = write(after)
        if from_toml(text, type(after)) != after:
            raise AssertionError(f"the text of {path.name} does not read back as it was meant")
        return Change(path, None, text.encode("utf-8"))
    before, content = read
    patched = (
        content if before == after else patch(content.decode("utf-8"), after, carried and tops(carried)).encode("utf-8")
    )
    return Change(path, content, patched)
