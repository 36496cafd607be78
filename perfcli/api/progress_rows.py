"""The same of what became of projects: monitoring and self-evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Self

from perfcli.api.rows import Values, rows_of


class EvaluatedIndicator(Values, frozen=True, kw_only=True):
    """An indicator of a self-evaluation: points with two decimals, `score` as given by hand, else as computed.

    `how` says how it was scored, `tier` how far it was reached: reached, partly or missed. `recheck` are the points of
    a re-check, beside the own ones.
    """

    name: str
    kind: str
    target: str
    actual: str | None
    weight: Decimal | None
    score: Decimal | None
    computed: Decimal | None
    reason: str | None
    measure: str | None
    how: str
    tier: str | None
    recheck: Decimal | None


class Evaluation(Values, frozen=True, kw_only=True):
    """A self-evaluation (绩效自评) as in `evaluate show`: amounts in 元, `execution` in percent, points of 100."""

    code: str
    name: str
    unit: str
    year: int
    initial: Decimal
    adjusted: Decimal
    spent: Decimal | None
    execution: Decimal | None
    execution_points: Decimal | None
    results: tuple[str, ...]
    indicators: tuple[EvaluatedIndicator, ...]
    total_score: Decimal | None
    computed_score: Decimal | None
    grade: str | None
    recheck_score: Decimal | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """The values of a row, with its indicators."""
        return super().of(
            {**row, "results": tuple(row["results"]), "indicators": rows_of(EvaluatedIndicator, row["indicators"])}
        )


class EvaluationSums(Values, frozen=True, kw_only=True):
    """A group of `evaluate summary`: of the keys that it is grouped by, the others are None.

    `score` is the average weighted by money, `excellent` to `poor` and `alarms` are counts; amounts in 元, `execution`
    in percent, of the projects with recorded spending; `unrecorded` counts the others.
    """

    year: int | None = None
    unit: str | None = None
    department: str | None = None
    projects: int
    scored: int
    score: Decimal | None
    excellent: int
    good: int
    fair: int
    poor: int
    adjusted: Decimal
    spent: Decimal
    execution: Decimal | None
    alarms: int
    unrecorded: int


class MonitoredIndicator(Values, frozen=True, kw_only=True):
    """An indicator of a monitoring: `progress` in percent, `light` is red, yellow, green or blue."""

    name: str
    target: str
    value: str | None
    progress: Decimal | None
    light: str | None


class Monitoring(Values, frozen=True, kw_only=True):
    """Where a project stands, as in `monitor status`: amounts in 元, `execution` in percent, `date` as 2021-07-31.

    `planned` is what its own spending plan has for that day of the budget in force; without a monitoring all from
    `date` on is None.
    """

    code: str
    name: str
    unit: str
    year: int
    date: str | None
    spent: Decimal | None
    planned: Decimal | None
    execution: Decimal | None
    light: str | None
    indicators: tuple[MonitoredIndicator, ...]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """The values of a row, with its indicators."""
        return super().of({**row, "indicators": rows_of(MonitoredIndicator, row["indicators"])})
