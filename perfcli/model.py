"""The records of the repository: immutable, typed, without I/O.

The same types read the files and write the JSON Schema. Keys left out default to empty, so that an
unfinished project can still be listed and summed; `Project` is readable with its code, name, unit, year
and the three amounts of its budget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, TypeVar

import msgspec

from perfcli.exact import CENT, Money, Percent, Points
from perfcli.framework import own_level_one

Month = Annotated[int, msgspec.Meta(ge=1, le=12)]
"""A checkpoint of the spending plan: the end of this month."""

LONG_TERM = "中期"
"""The term of an indicator of the long-term goals: 中期, 长期 or 实施期, whatever a form calls it."""

Details = Mapping[str, str | tuple[str, ...]]
"""What else a form says: its label, without white space, and the text, or the texts of a small table's column."""

_EXACT = Context(prec=80)
"""Holds an amount times a percent, both with all their digits."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What all records share.

    `NAMED_BY` are the keys that tell one from the others of a list; of the keys in `ONE_OF` one has to be there;
    those in `OPTIONAL` are left out of a file while they are empty, wherever the record stands in it.
    """

    NAMED_BY: ClassVar[tuple[str, ...]] = ("name",)
    ONE_OF: ClassVar[tuple[str, ...]] = ()
    OPTIONAL: ClassVar[tuple[str, ...]] = ()


R = TypeVar("R", bound=Record)


class Budget(Record, frozen=True, kw_only=True):
    """预算: amounts in 元; total = fiscal + other is for `check` to judge.

    `sources` are further parts as a form prints them (中央财政资金, 上年结转); they are summed into nothing.
    """

    OPTIONAL = ("sources",)

    total: Money
    fiscal: Money
    other: Money
    sources: Mapping[str, Money] = {}


class Indicator(Record, frozen=True, kw_only=True):
    """One row of the table: level two, level three, description, target and its basis, as published.

    `level1` is set only where the framework does not give it for this kind; `weight` are points; `scoring` is how it
    is scored where not by the rule of its target: direct, ratio, graded or bands; `term` is 中期 for an indicator of
    the long-term goals; `details` are further columns of the form by their headings.
    """

    NAMED_BY = ("kind", "name", "term")
    OPTIONAL = ("level1", "weight", "scoring", "term", "details")

    kind: str = ""
    name: str = ""
    description: str = ""
    target: str = ""
    basis: str = ""
    level1: str = ""
    weight: Points | None = None
    scoring: str = ""
    term: str = ""
    details: Details = {}

    def __hash__(self) -> int:
        return hash((self.kind, self.name, self.description, self.target, self.basis))


class Project(Record, frozen=True, kw_only=True):
    """项目绩效目标表: one project of one unit in one budget year.

    `previous` is the code of the same project in the year before; `long_term_goals` are those of 中期, 长期 or 实施期;
    `details` are whatever else a form says of the project.
    """

    code: str
    name: str
    unit: str
    year: int
    template: str = ""
    purpose: str = ""
    goals: tuple[str, ...] = ()
    budget: Budget
    spending_plan: Mapping[Month, Percent] = {}
    indicators: tuple[Indicator, ...] = ()
    previous: str = ""
    long_term_goals: tuple[str, ...] = ()
    details: Details = {}

    @property
    def key(self) -> tuple[int, str]:
        """What names a project: its year and its code."""
        return self.year, self.code

    @property
    def year_indicators(self) -> tuple[Indicator, ...]:
        """The indicators of the year: without those of the long-term goals."""
        indicators = self.indicators
        return tuple(row for row in indicators if not row.term) if any(row.term for row in indicators) else indicators

    @property
    def department(self) -> str:
        """The department's code: the first three digits of the unit's."""
        return self.unit[:3]

    def planned(self, checkpoint: int) -> Decimal:
        """Planned spending in 元 by the end of month `checkpoint`, rounded half up to the 分.

        At a month that the plan does not name it is what was planned by the last one before, 0 if none.
        """
        months = [month for month in self.spending_plan if month <= checkpoint]
        share = self.spending_plan[max(months)] if months else Decimal(0)
        amount = _EXACT.multiply(self.budget.total, share).scaleb(-2, _EXACT)
        return amount.quantize(CENT, ROUND_HALF_UP, _EXACT)


class Unit(Record, frozen=True, kw_only=True):
    """预算单位: its code starts with its department's."""

    NAMED_BY = ("code",)

    code: str
    name: str = ""


class Department(Record, frozen=True, kw_only=True):
    """部门 and its units."""

    code: str
    name: str = ""
    units: tuple[Unit, ...] = ()


class FunctionIndicator(Record, frozen=True, kw_only=True):
    """An indicator of a department's function."""

    name: str = ""
    description: str = ""
    target: str = ""


class Function(Record, frozen=True, kw_only=True):
    """分项绩效目标: a function of a department, its goal and indicators."""

    name: str = ""
    goal: str = ""
    indicators: tuple[FunctionIndicator, ...] = ()


class Safeguard(Record, frozen=True, kw_only=True):
    """工作保障措施."""

    NAMED_BY = ("title",)

    title: str = ""
    text: str = ""


class DepartmentGoals(Record, frozen=True, kw_only=True):
    """部门整体绩效目标: part one of the published document, of one department in one year, or a unit's own.

    A unit's has `unit` in place of `department`. `goals`, `budget`, `indicators` and `details` are those of a
    整体支出绩效目标表, as in a project.
    """

    ONE_OF = ("department", "unit")

    department: str = ""
    year: int
    overall: str = ""
    functions: tuple[Function, ...] = ()
    safeguards: tuple[Safeguard, ...] = ()
    unit: str = ""
    goals: tuple[str, ...] = ()
    budget: Budget | None = None
    indicators: tuple[Indicator, ...] = ()
    details: Details = {}

    @property
    def of(self) -> str:
        """The code of the department or unit whose goals these are."""
        return self.unit or self.department


class Template(Record, frozen=True, kw_only=True):
    """An indicator template: whatever of a project it fills."""

    name: str = ""
    use: str = ""
    purpose: str = ""
    goals: tuple[str, ...] = ()
    spending_plan: Mapping[Month, Percent] = {}
    indicators: tuple[Indicator, ...] = ()
    long_term_goals: tuple[str, ...] = ()
    details: Details = {}


def each_text(value: Any, change: Callable[[str], str]) -> Any:
    """A value of a record with every text in it changed, keys of tables left alone."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Record):
        return type(value)(**{name: each_text(item, change) for name, item in msgspec.structs.asdict(value).items()})
    if isinstance(value, tuple):
        return tuple(each_text(item, change) for item in value)
    if isinstance(value, Mapping):
        return {name: each_text(item, change) for name, item in value.items()}
    return value


def with_own_levels(record: R) -> R:
    """The record without levels one that a framework gives: what is derived is not kept."""
    if not isinstance(record, Project | DepartmentGoals | Template) or not any(row.level1 for row in record.indicators):
        return record
    rows = (msgspec.structs.replace(row, level1=own_level_one(row.level1, row.kind)) for row in record.indicators)
    return msgspec.structs.replace(record, indicators=tuple(rows))


def every_checkpoint(projects: Iterable[Project]) -> list[int]:
    """The months that any of the projects plans for, rising."""
    return sorted({month for project in projects for month in project.spending_plan})


@cache
def key_types(record: type[msgspec.Struct]) -> Mapping[str, Any]:
    """The keys of a record with the types of their values, worked out once: msgspec resolves them at each question."""
    return {field.encode_name: field.type for field in msgspec.structs.fields(record)}


def plain(record: Record) -> dict[str, Any]:
    """A record as the tables, lists and values of its file, in the order of its keys, nothing left out."""
    return {name: _plain(value) for name, value in msgspec.structs.asdict(record).items()}


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value  # as most are
    if isinstance(value, Record):
        return plain(value)
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(entry) for name, entry in value.items()}
    return value
