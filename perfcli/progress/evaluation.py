"""A project's self-evaluation worked out: weights, points, total and grade, and what is still lacking. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from perfcli.exact import CENT, Money, rounded
from perfcli.framework import followed, framework_for, level_one_meant
from perfcli.model import Budget, DepartmentGoals, Indicator, Project
from perfcli.progress import EvaluatedIndicator, Evaluation, Progress, names_of
from perfcli.progress.actual import TIERS, Actual, Tier, read_actual
from perfcli.progress.lacking import Lack, Lacking
from perfcli.progress.scoring import (
    UNKNOWN,
    How,
    Score,
    execution_points,
    execution_rate,
    grade,
    is_alarming,
    needs_explanation,
    score,
    total,
)
from perfcli.progress.weights import spread
from perfcli.settings import EvaluationSettings, Settings
from perfcli.target import Target, read_target

WHOLE = 100
"""What weights and the points of execution make together."""


class EvaluatedRow(NamedTuple):
    """An indicator with its points: `score` the given ones where some were given, else the computed.

    `weight` is None where one weight stands over several indicators, for all but the first.
    """

    name: str
    indicator: Indicator
    level1: str
    said: EvaluatedIndicator
    weight: Decimal | None
    score: Decimal | None
    computed: Score
    how: How


class Evaluated(NamedTuple):
    """A self-evaluation: amounts in 元, `execution` in percent, points with two decimals, None where there is none."""

    project: Project
    initial: Decimal | None
    adjusted: Decimal
    spent: Decimal | None
    execution: Decimal | None
    execution_points: Decimal | None
    results: tuple[str, ...]
    rows: tuple[EvaluatedRow, ...]
    total_score: Decimal | None
    computed_score: Decimal | None
    grade: str | None
    lacks: tuple[Lack, ...]
    summed_score: Decimal | None = None
    """The sum of the points that stand, whatever the total that was given says."""

    recheck_score: Decimal | None = None
    """The sum with the points of a re-check (复评) in place of the own ones; None where nothing was checked again."""


def as_project(goals: DepartmentGoals, name: str) -> Project:
    """The whole of a department or unit as what a self-evaluation is of: 整体支出自评 over its own indicators.

    Those of its functions follow its own. It has no code; `unit` is the code of the department or unit.
    """
    of_functions = (
        Indicator(name=row.name, description=row.description, target=row.target)
        for function in goals.functions
        for row in function.indicators
    )
    nothing = Money.parse(0)
    return Project(
        code="",
        name=name,
        unit=goals.of,
        year=goals.year,
        goals=goals.goals,
        budget=goals.budget or Budget(total=nothing, fiscal=nothing, other=nothing),
        indicators=(*goals.indicators, *of_functions),
    )


def indicator_names(project: Project) -> list[str]:
    """The names by which progress files tell the year's indicators of a project apart."""
    return names_of(project.year_indicators)


def level_ones(project: Project, settings: Settings) -> list[str]:
    """The level one (一级指标) of each of the year's indicators, as printed or as its framework gives it."""
    expected = framework_for(project.year, settings.framework)
    rows = project.year_indicators
    framework = followed(tuple([(row.level1.strip(), row.kind) for row in rows]), expected)
    return [row.level1.strip() or level_one_meant(row.kind, framework) or row.kind for row in rows]


def weights(project: Project, levels: Sequence[str], settings: Settings) -> list[Decimal | None]:
    """The weight of each of the year's indicators: as given, else spread by the framework's rule."""
    given: list[Decimal | None] = [row.weight for row in project.year_indicators]
    if any(weight is not None for weight in given):
        return given
    return list(spread(levels, settings.check.weight_shares))


def evaluated(
    project: Project, progress: Progress | None, settings: Settings, is_reverse: Callable[[Indicator], bool]
) -> Evaluated:
    """A project's self-evaluation as far as it goes.

    `is_reverse` says of an indicator whether its plain number (`80元`) is one to stay under.
    """
    evaluation = (progress.evaluation if progress else None) or Evaluation()
    adjusted = progress.adjusted if progress and progress.adjusted is not None else project.budget.total
    rule = settings.evaluation
    rate = execution_rate(evaluation.spent, adjusted)
    computed_execution = execution_points(rate, rule)
    given_execution = evaluation.execution_points
    execution = computed_execution if given_execution is None else _points(given_execution)
    rows = tuple(_rows(project, evaluation.indicators, settings, is_reverse))
    counted = [row for row in rows if not _is_shared(row)]
    computed = total([computed_execution, *(row.computed.points for row in counted)]) if rows else None
    summed = total([execution, *(row.score for row in counted)]) if rows else None
    is_over = sum((row.weight for row in rows if row.weight), Decimal(rule.execution)) > WHOLE
    if is_over:  # nobody can say whether the weights hold the execution's share already
        computed = summed = None
    whole = summed if evaluation.total_score is None else _points(evaluation.total_score)
    return Evaluated(
        project=project,
        initial=project.budget.total,
        adjusted=adjusted,
        spent=evaluation.spent,
        execution=None if rate is None else rounded(rate),
        execution_points=execution,
        results=evaluation.results,
        rows=rows,
        total_score=whole,
        computed_score=computed,
        grade=grade(whole, rule),
        summed_score=summed,
        recheck_score=None if is_over else _rechecked(execution, counted),
        lacks=(
            *_lacks_of_money(evaluation, rate, settings),
            *([] if rows else [Lack("", "indicators")]),
            *([Lack("", "weights")] if is_over else []),
            *_lacks(rows, project.year, settings),
        ),
    )


def is_alarm(one: Evaluated, rule: EvaluationSettings) -> bool:
    """Whether a project's indicators score well beside unspent money (a setting; no regulation fixes the numbers)."""
    if one.total_score is None or one.execution_points is None or one.execution is None:
        return False
    indicators = one.total_score - one.execution_points
    return is_alarming(indicators, one.execution_points, Fraction(one.execution), rule)


def _rechecked(execution: Decimal | None, rows: Sequence[EvaluatedRow]) -> Decimal | None:
    """The total with the points of a re-check where there are any."""
    if all(row.said.recheck is None for row in rows):
        return None
    return total([execution, *(row.score if row.said.recheck is None else _points(row.said.recheck) for row in rows)])


def _points(given: Decimal) -> Decimal:
    return rounded(Fraction(given)) if given != given.quantize(CENT) else Decimal(given.quantize(CENT))


def _rows(
    project: Project,
    said: Mapping[str, EvaluatedIndicator],
    settings: Settings,
    is_reverse: Callable[[Indicator], bool],
) -> list[EvaluatedRow]:
    levels = level_ones(project, settings)
    given = weights(project, levels, settings)
    shared = _shared(given, levels, settings)
    rows: list[EvaluatedRow] = []
    for at, (name, indicator) in enumerate(zip(indicator_names(project), project.year_indicators, strict=True)):
        one = said.get(name) or EvaluatedIndicator()
        target, actual = meant(indicator, one, project.year)
        computed = UNKNOWN
        if given[at] is not None or actual.is_missing or at in shared:
            computed = score(
                target,
                actual,
                given[at] or Decimal(0),
                settings.evaluation,
                scoring=indicator.scoring,
                is_reverse=is_reverse(indicator),
            )
        rows.append(_row(name, indicator, levels[at], one, given[at], computed, is_shared=at in shared))
    return [_with_group(row, at, rows, shared) for at, row in enumerate(rows)]


def _row(
    name: str,
    indicator: Indicator,
    level1: str,
    said: EvaluatedIndicator,
    weight: Decimal | None,
    computed: Score,
    *,
    is_shared: bool,
) -> EvaluatedRow:
    if said.score is not None:
        return EvaluatedRow(name, indicator, level1, said, weight, _points(said.score), computed, "given")
    if is_shared:
        return EvaluatedRow(name, indicator, level1, said, None, None, computed, "given")
    return EvaluatedRow(name, indicator, level1, said, weight, computed.points, computed, computed.how)


def meant(indicator: Indicator, said: EvaluatedIndicator, year: int) -> tuple[Target, Actual]:
    """What the target and the actual of an indicator mean; a tier given by hand says what words do not."""
    target = read_target(indicator.target)
    actual = read_actual(said.actual, indicator.target, year, indicator.name)
    tier = _tier(said.tier)
    if tier and (not actual.is_number or indicator.scoring == "graded"):
        return target, Actual(tier=tier)
    return target, actual


def _tier(given: str) -> Tier | None:
    return next((tier for tier in TIERS if tier == given), None)


def _is_shared(row: EvaluatedRow) -> bool:
    """Whether an indicator has no points of its own, since one weight stands over it and the one above."""
    return row.weight is None and row.score is None and row.how == "given"


def _shared(given: Sequence[Decimal | None], levels: Sequence[str], settings: Settings) -> dict[int, int]:
    """Where one weight stands over several indicators: the place of each without one, to that of the one that has it.

    That is the nearest above in its level one; only where the sum is right, else a weight is just missing.
    """
    whole = sum((weight for weight in given if weight is not None), Decimal(0))
    if whole not in settings.check.weight_total:
        return {}
    owners: dict[int, int] = {}
    for at, weight in enumerate(given):
        above = [i for i in range(at) if given[i] is not None and levels[i] == levels[at]]
        if weight is None and above:
            owners[at] = above[-1]
    return owners


def _with_group(row: EvaluatedRow, at: int, rows: Sequence[EvaluatedRow], shared: Mapping[int, int]) -> EvaluatedRow:
    """The row; where others share its weight its points follow from all of them: the whole where all were reached."""
    if at in shared:
        return row._replace(computed=row.computed._replace(points=None))
    others = [rows[place] for place, owner in shared.items() if owner == at]
    if not others:
        return row
    all_reached = all(one.computed.share == 1 for one in (row, *others))
    computed = row.computed if all_reached else UNKNOWN
    if row.how == "given":
        return row._replace(computed=computed)
    return row._replace(computed=computed, score=computed.points, how=computed.how)


def _lacks_of_money(evaluation: Evaluation, rate: Fraction | None, settings: Settings) -> list[Lack]:
    if rate is None:
        return [Lack("", "spent")] if evaluation.spent is None else []
    is_low = rate < settings.evaluation.explain_execution
    has_reason = any("原因" in label or "说明" in label for label in evaluation.details)
    return [Lack("", "execution reason")] if is_low and not has_reason else []


def _lacks(rows: Sequence[EvaluatedRow], year: int, settings: Settings) -> list[Lack]:
    lacks = []
    for row in rows:
        what: list[Lacking] = []
        if row.how == "missing" or (row.how == "given" and not row.said.actual.strip() and not row.said.tier):
            what.append("actual")
        elif row.how == "unknown":
            what.append("weight" if row.weight is None else "unknown")
        if row.score is not None and row.weight is not None and row.score < row.weight:
            what += ["reason"] if not row.said.reason.strip() else []
            what += ["measure"] if not row.said.measure.strip() else []
        elif not row.said.reason.strip() and _is_far_above(row, year, settings):
            what.append("explanation")
        lacks += [Lack(row.name, one) for one in what]
    return lacks


def _is_far_above(row: EvaluatedRow, year: int, settings: Settings) -> bool:
    return needs_explanation(*meant(row.indicator, row.said, year), settings.evaluation)
