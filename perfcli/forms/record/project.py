"""What the table of a project says, whatever the format: the form does not print the budget year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from perfcli.carried import Keys
from perfcli.exact import Percent
from perfcli.model import Budget, Indicator, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedProject:
    """One table of part two (项目绩效目标表); amounts in 元, the spending plan in cumulative percent by month.

    `place` is the line its table starts at, 0 where it was not read from a document; it is no part of what the table
    says, so two projects are compared without it.
    """

    code: str
    name: str
    unit: str
    budget: Budget
    unit_name: str = ""
    purpose: str = ""
    goals: tuple[str, ...] = ()
    spending_plan: Mapping[int, Percent] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    place: int = field(default=0, compare=False)

    def in_year(self, year: int, template: str = "") -> Project:
        """The project that the table describes, in a budget year; a document does not say its template."""
        return Project(
            code=self.code,
            name=self.name,
            unit=self.unit,
            year=year,
            template=template,
            purpose=self.purpose,
            goals=self.goals,
            budget=self.budget,
            spending_plan=self.spending_plan,
            indicators=self.indicators,
        )


CARRIED = Keys(
    {
        *("code", "name", "unit", "year", "purpose", "goals", "budget", "spending_plan", "indicators"),
        *("budget.total", "budget.fiscal", "budget.other"),
        *(f"indicators.{key}" for key in ("kind", "name", "description", "target", "basis")),
    }
)
"""What the published form says of a project: other keys of the repository's stay as they are when it is imported."""
