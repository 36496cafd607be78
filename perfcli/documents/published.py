"""What a published document says, whatever its format: the value that every format reads to and writes from.

The document does not say its budget year, and of its department only the names of units: whoever imports it adds them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from perfcli.model import Budget, Function, Indicator, Percent, Project, Safeguard


@dataclass(frozen=True, slots=True)
class PublishedGoals:
    """Part one, 部门整体绩效目标: the overall goal, the functions and the safeguards."""

    overall: str = ""
    functions: tuple[Function, ...] = ()
    safeguards: tuple[Safeguard, ...] = ()


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


@dataclass(frozen=True, slots=True, order=True)
class Leftover:
    """A line of the source that could not be placed, or the part of it that could not.

    `place` counts from 1 what the source is made of; `where` says it in words where that is not lines.
    """

    place: int
    text: str
    reason: str
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Cover:
    """Whose document it is, and what the cover says of it; empty and None for what is not said.

    `unit` is set for the document of one unit alone.
    """

    department: str = ""
    name: str = ""
    year: int | None = None
    unit: str = ""
    compiled_by: str = ""
    reviewed_by: str = ""
    date: date | None = None


@dataclass(frozen=True, slots=True)
class PublishedDocument:
    """A document as read: `goals` is None where it has no part one; leftovers are in the order of their lines.

    `cover` is what the file says of itself beside its text, None for nothing; `notes` say what was passed over
    because it is no part of the text, such as comments.
    """

    goals: PublishedGoals | None = None
    projects: tuple[PublishedProject, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    cover: Cover | None = field(default=None, compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)
