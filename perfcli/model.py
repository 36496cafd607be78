"""The records of the repository: immutable, typed, without I/O.

The same types read the files and write the JSON Schema. Keys left out default to empty, so that an
unfinished project can still be listed and summed; `Project` is readable with its code, name, unit, year
and the three amounts of its budget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Annotated, Any, ClassVar

import msgspec

LARGEST_AMOUNT = Decimal(70_000_000_000_000)
"""70 万亿 元: just under 2^46, from where a double no longer holds the 分."""

_LARGEST_DOUBLE = float(LARGEST_AMOUNT)

LARGEST_PERCENT = Decimal(100_000)
"""Far beyond sense, and small enough that what is planned of the largest amount still fits 64 bits of 分."""

CENT = Decimal("0.01")

_MOST_DECIMALS = 20
"""Of a percent: more than any share has that was divided on a double."""

_MOST_POINTS = 1000
_POINTS_DECIMALS = 4

_EXACT = Context(prec=80)
"""Holds an amount times a percent, both with all their digits."""

Month = Annotated[int, msgspec.Meta(ge=1, le=12)]
"""A checkpoint of the spending plan: the end of this month."""


Details = Mapping[str, str | tuple[str, ...]]
"""What else a form says: its label, without white space, and the text, or the texts of a small table's column."""


class Money(Decimal):
    """An amount in 元, exact to the 分, from 0 to 70 万亿."""

    @classmethod
    def parse(cls, value: object) -> Money:
        """Read an amount in 元 from a TOML or JSON number; raises ValueError with the reason."""
        if type(value) is float and 0 <= value <= _LARGEST_DOUBLE:
            spelled = repr(value)
            decimals = len(spelled) - spelled.find(".") - 1
            if decimals <= 2 and "e" not in spelled and spelled[0] != "-":
                return cls(spelled if decimals == 2 else f"{spelled}0")
        number = exact(value)
        if number < 0:
            raise ValueError("negative")
        if number > LARGEST_AMOUNT:
            raise ValueError("too large")
        cents = number.quantize(CENT)
        if cents != number:
            raise ValueError("more than two decimals")
        return cls(abs(cents))

    @property
    def fen(self) -> int:
        """The amount in whole 分."""
        return int(self * 100)


class Percent(Decimal):
    """A share in percent with at least two decimals: whether it makes sense is for `check` to judge."""

    @classmethod
    def parse(cls, value: object) -> Percent:
        """Read percent from a TOML or JSON number; raises ValueError with the reason."""
        return _percent(value) if type(value) is float else cls._parse(value)

    @classmethod
    def _parse(cls, value: object) -> Percent:
        number = exact(value)
        if not -LARGEST_PERCENT <= number <= LARGEST_PERCENT:
            raise ValueError("percent too large")
        decimals = decimals_of(number)
        if decimals > _MOST_DECIMALS:
            raise ValueError("too many decimals")
        return cls(number if decimals >= 2 else number.quantize(CENT))


class Points(Decimal):
    """分值 or 权重: points of a score, from 0 to 1,000 with at most four decimals."""

    @classmethod
    def parse(cls, value: object) -> Points:
        """Read points from a TOML or JSON number; raises ValueError with the reason."""
        number = exact(value)
        if not 0 <= number <= _MOST_POINTS:
            raise ValueError("points out of range")
        if decimals_of(number) > _POINTS_DECIMALS:
            raise ValueError("too many decimals of points")
        return cls(number)


def decimals_of(number: Decimal) -> int:
    """How many decimals a finite number is written with."""
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


@lru_cache(1024)
def _percent(value: float) -> Percent:
    return Percent._parse(value)


def exact(value: object) -> Decimal:
    """A number as it was written; raises ValueError for what is no finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError("not a number")
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError("not a finite number")
    return number


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What all records share.

    `NAMED_BY` are the keys that tell one from the others of a list; of the keys in `ONE_OF` one has to be there;
    those in `OPTIONAL` are left out of a file while they are empty, wherever the record stands in it.
    """

    NAMED_BY: ClassVar[tuple[str, ...]] = ("name",)
    ONE_OF: ClassVar[tuple[str, ...]] = ()
    OPTIONAL: ClassVar[tuple[str, ...]] = ()


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


def every_checkpoint(projects: Iterable[Project]) -> list[int]:
    """The months that any of the projects plans for, rising."""
    return sorted({month for project in projects for month in project.spending_plan})


def plain(record: Record) -> dict[str, Any]:
    """A record as the tables, lists and values of its file, in the order of its keys, nothing left out."""
    return {name: _plain(value) for name, value in msgspec.structs.asdict(record).items()}


def _plain(value: object) -> object:
    if isinstance(value, Record):
        return plain(value)
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, Mapping):
        return {str(name): _plain(entry) for name, entry in value.items()}
    return value
