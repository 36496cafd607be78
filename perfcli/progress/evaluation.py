"""A project's self-evaluation worked out: weights, points, total and grade, and what is still lacking. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from perfcli.direction import BetterOf
from perfcli.exact import Money, rounded
from perfcli.model import Budget, DepartmentGoals, Indicator, Project
from perfcli.progress import Evaluation, Progress
from perfcli.progress.lacking import Lack, Lacking, lacks_of_indicators, lacks_of_money
from perfcli.progress.rows import EvaluatedRow, is_shared, points_given, rows_of
from perfcli.progress.scoring import execution_points, execution_rate, grade, is_alarming, is_unspent, total
from perfcli.progress.weights import WHOLE
from perfcli.settings import EvaluationSettings, Settings


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


def evaluated(project: Project, progress: Progress | None, settings: Settings, better: BetterOf) -> Evaluated:
    """A project's self-evaluation as far as it goes.

    `better` says of an indicator whether its plain number (`80元`) is one to reach or to stay under.
    """
    evaluation = (progress.evaluation if progress else None) or Evaluation()
    adjusted = progress.adjusted if progress and progress.adjusted is not None else project.budget.total
    rule = settings.evaluation
    rate = execution_rate(evaluation.spent, adjusted)
    computed_execution = execution_points(rate, rule)
    given_execution = evaluation.execution_points
    execution = computed_execution if given_execution is None else points_given(given_execution)
    rows = tuple(rows_of(project, evaluation.indicators, settings, better))
    counted = [row for row in rows if not is_shared(row)]
    computed = total([computed_execution, *(row.computed.points for row in counted)]) if rows else None
    summed = total([execution, *(row.score for row in counted)]) if rows else None
    wrong = _wrong_weights(rows, settings)
    if is_over := wrong == "weights":
        computed = summed = None
    whole = summed if evaluation.total_score is None else points_given(evaluation.total_score)
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
            *lacks_of_money(evaluation, adjusted, settings),
            *([] if rows else [Lack("", "indicators")]),
            *([Lack("", wrong)] if wrong else []),
            *lacks_of_indicators(rows, project.year, settings, better),
        ),
    )


def _wrong_weights(rows: Sequence[EvaluatedRow], settings: Settings) -> Lacking | None:
    """Whether weights and execution make more than 100, or less where each weight is known.

    Of more nobody can say whether they hold the execution's share already; of less the total is the sum of the points
    all the same. What `weight_total` allows is not less.
    """
    weights = sum((row.weight for row in rows if row.weight), Decimal(0))
    whole = weights + settings.evaluation.execution
    if whole > WHOLE:
        return "weights"
    is_known = bool(rows) and all(row.weight is not None or is_shared(row) for row in rows)
    return "few weights" if is_known and whole < WHOLE and weights not in settings.check.weight_total else None


def is_alarm(one: Evaluated, rule: EvaluationSettings) -> bool:
    """Whether a project's indicators score well beside unspent money (a setting; no regulation fixes the numbers).

    Where points are missing what is unspent alone says so.
    """
    rate = execution_rate(one.spent, one.adjusted)
    if rate is None:
        return False
    if one.total_score is None or one.execution_points is None:
        return is_unspent(rate, rule)
    return is_alarming(one.total_score - one.execution_points, one.execution_points, rate, rule)


def _rechecked(execution: Decimal | None, rows: Sequence[EvaluatedRow]) -> Decimal | None:
    """The total with the points of a re-check where there are any."""
    if all(row.said.recheck is None for row in rows):
        return None
    return total(
        [execution, *(row.score if row.said.recheck is None else points_given(row.said.recheck) for row in rows)]
    )
