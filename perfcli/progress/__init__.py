"""What became of a project, a unit or a department in a year: monitoring, self-evaluation, adjustments.

One file beside the goals, so that approved goals are not touched by what comes after them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from perfcli.exact import Money, Points
from perfcli.model import Indicator, Record

R = TypeVar("R", bound=Record)


class MonitoredPart(Record, frozen=True, kw_only=True):
    """A part of the money at a monitoring: amounts in 元."""

    OPTIONAL = ("spent", "expected")

    spent: Money | None = None
    expected: Money | None = None


class MonitoredIndicator(Record, frozen=True, kw_only=True):
    """An indicator at a monitoring, as printed: what it is so far, what is expected of the year, and why."""

    OPTIONAL = ("value", "expected", "cause", "explanation", "likelihood", "details")

    value: str = ""
    expected: str = ""
    cause: str = ""
    explanation: str = ""
    likelihood: str = ""
    details: Mapping[str, str | tuple[str, ...]] = {}


class Monitoring(Record, frozen=True, kw_only=True):
    """绩效运行监控 at one date: spent so far and expected for the year in 元, and each indicator by its name."""

    NAMED_BY = ("date",)
    OPTIONAL = ("spent", "expected", "conclusion", "measures", "parts", "indicators", "details")

    date: date
    spent: Money | None = None
    expected: Money | None = None
    conclusion: str = ""
    measures: str = ""
    parts: Mapping[str, MonitoredPart] = {}
    indicators: Mapping[str, MonitoredIndicator] = {}
    details: Mapping[str, str | tuple[str, ...]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether it says no more than its date: then nothing is handed in."""
        return replace(self, parts=_said(self.parts), indicators=_said(self.indicators)) == Monitoring(date=self.date)


class EvaluatedPart(Record, frozen=True, kw_only=True):
    """A part of the money at the self-evaluation: 年初预算数, 全年预算数, 全年执行数 in 元."""

    OPTIONAL = ("initial", "adjusted", "spent")

    initial: Money | None = None
    adjusted: Money | None = None
    spent: Money | None = None


class EvaluatedIndicator(Record, frozen=True, kw_only=True):
    """An indicator at the self-evaluation.

    `tier` is reached, partly or missed; `score` are points given by hand or by a form; `measure` is how it will be
    mended, `evidence` how the actual was obtained; `recheck` are the points of a re-check (复评), beside the own ones.
    """

    OPTIONAL = ("actual", "tier", "score", "reason", "measure", "evidence", "recheck", "details")

    actual: str = ""
    tier: str = ""
    score: Points | None = None
    reason: str = ""
    measure: str = ""
    evidence: str = ""
    recheck: Points | None = None
    details: Mapping[str, str | tuple[str, ...]] = {}


class Evaluation(Record, frozen=True, kw_only=True):
    """绩效自评 of the year: 全年执行数 in 元, what became of each goal, and each indicator by its name.

    `execution_points` and `total_score` are as printed by a form or given by hand.
    """

    OPTIONAL = ("spent", "results", "execution_points", "total_score", "parts", "indicators", "details")

    spent: Money | None = None
    results: tuple[str, ...] = ()
    execution_points: Points | None = None
    total_score: Points | None = None
    parts: Mapping[str, EvaluatedPart] = {}
    indicators: Mapping[str, EvaluatedIndicator] = {}
    details: Mapping[str, str | tuple[str, ...]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing: then nothing is handed in."""
        return replace(self, parts=_said(self.parts), indicators=_said(self.indicators)) == Evaluation()


class AdjustedKey(Record, frozen=True, kw_only=True):
    """A key of an approved goal that was changed: what it was and what it is, each as a file spells it."""

    NAMED_BY = ("key",)

    key: str
    before: str = ""
    after: str = ""


class Adjustment(Record, frozen=True, kw_only=True):
    """绩效目标调整: what was changed after approval, when, and why."""

    NAMED_BY = ("date",)

    date: date
    reason: str = ""
    changes: tuple[AdjustedKey, ...] = ()


class Progress(Record, frozen=True, kw_only=True):
    """What became of a project (`code` with its `unit`), of a department's whole or of a unit's (`unit` alone).

    `adjusted` is 全年预算数 in 元, None where it is the budget's total. Indicators are those of the year, each under
    its name of level three; a second of one name is `name#2`.
    """

    ONE_OF = ("code", "department", "unit")

    code: str = ""
    department: str = ""
    unit: str = ""
    year: int
    adjusted: Money | None = None
    monitoring: tuple[Monitoring, ...] = ()
    evaluation: Evaluation | None = None
    adjustments: tuple[Adjustment, ...] = ()

    @property
    def of(self) -> str:
        """The code of the project, else of the department or unit whose whole it is of."""
        return self.code or self.department or self.unit

    @property
    def monitored(self) -> tuple[Monitoring, ...]:
        """The monitorings that say something."""
        return tuple(one for one in self.monitoring if not one.is_empty)

    @property
    def is_evaluated(self) -> bool:
        """Whether there is a self-evaluation that says something."""
        return self.evaluation is not None and not self.evaluation.is_empty


def indicators_in(progress: Progress) -> dict[str, None]:
    """The names of indicators that anything is recorded of."""
    names = dict.fromkeys(name for one in progress.monitoring for name in one.indicators)
    return names | dict.fromkeys(progress.evaluation.indicators if progress.evaluation else ())


def with_names(progress: Progress, names: Mapping[str, str]) -> Progress:
    """The same, with what is recorded of these indicators under other names."""
    evaluation = progress.evaluation
    return replace(
        progress,
        monitoring=tuple(replace(one, indicators=_renamed(one.indicators, names)) for one in progress.monitoring),
        evaluation=evaluation and replace(evaluation, indicators=_renamed(evaluation.indicators, names)),
    )


def _renamed(table: Mapping[str, R], names: Mapping[str, str]) -> dict[str, R]:
    return {names.get(name, name): value for name, value in table.items()}


def names_of(rows: Iterable[Indicator]) -> list[str]:
    """The names by which progress files tell the year's indicators apart: a second of one name is `name#2`.

    Where an indicator is really called so, the next number that no other has.
    """
    names = [row.name for row in rows]
    taken = set(names)
    found: list[str] = []
    for at, name in enumerate(names):
        number, given = 1, name
        while given in found or (number > 1 and given in taken):
            number += 1
            given = f"{name}#{number}"
        found.append(given if at else name)
    return found


def _said(named: Mapping[str, R]) -> dict[str, R]:
    """Records by name, without those that say nothing."""
    return {name: one for name, one in named.items() if one != type(one)()}
