"""Counts and sums over projects, in exact arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec

from perfcli.model import Project, every_checkpoint

GROUPINGS = ("year", "unit", "department", "template")

GroupKey = tuple[int | str, ...]


class Sums(msgspec.Struct):
    """Counts and sums of a group; amounts in 元, `planned` by checkpoint (month)."""

    projects: int = 0
    total: Decimal = Decimal("0.00")
    fiscal: Decimal = Decimal("0.00")
    other: Decimal = Decimal("0.00")
    planned: dict[int, Decimal] = msgspec.field(default_factory=dict)

    def add(self, project: Project, checkpoints: Sequence[int]) -> None:
        """Add one project; its planned amounts are rounded to the 分 first, then summed."""
        self.projects += 1
        self.total += project.budget.total
        self.fiscal += project.budget.fiscal
        self.other += project.budget.other
        for month in checkpoints:
            self.planned[month] = self.planned.get(month, Decimal("0.00")) + project.planned(month)

    @classmethod
    def of_fen(cls, figures: Sequence[int], checkpoints: Sequence[int]) -> Sums:
        """The sums out of a count and sums in whole 分: total, fiscal, other, and one for each checkpoint."""
        projects, *amounts = figures
        total, fiscal, other, *planned = (Decimal(fen).scaleb(-2) for fen in amounts)
        return cls(projects, total, fiscal, other, dict(zip(checkpoints, planned, strict=True)))


class Spending(msgspec.Struct, frozen=True):
    """What was spent of the budgets of a group, in 元.

    `due` is what the plans have for the days that the spending is of, `of_recorded` the budgets of the projects with
    recorded spending, `unrecorded` how many have none.
    """

    adjusted: Decimal
    spent: Decimal
    due: Decimal
    of_recorded: Decimal
    unrecorded: int

    @classmethod
    def of_fen(cls, figures: Sequence[int]) -> Spending:
        """Out of sums in whole 分, and the count."""
        *amounts, unrecorded = figures
        adjusted, spent, due, of_recorded = (Decimal(fen).scaleb(-2) for fen in amounts)
        return cls(adjusted, spent, due, of_recorded, unrecorded)


def summarise(projects: Iterable[Project], by: Sequence[str]) -> dict[GroupKey, Sums]:
    """Sums of each group, by rising keys; `by` are names out of GROUPINGS."""
    projects = list(projects)
    checkpoints = every_checkpoint(projects)
    groups: dict[GroupKey, Sums] = {}
    for project in projects:
        key: GroupKey = tuple(getattr(project, name) for name in by)
        groups.setdefault(key, Sums()).add(project, checkpoints)
    return dict(sorted(groups.items()))
