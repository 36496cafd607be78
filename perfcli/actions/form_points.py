"""Points on a 自评表 that comes back: worked out by perf, given by hand, or nobody knows which."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from perfcli.actions.form_results import progress_with
from perfcli.exact import Points
from perfcli.forms.record.filled import FormResults
from perfcli.i18n import gettext as _
from perfcli.model import DepartmentGoals, Project
from perfcli.progress import Evaluation, Progress
from perfcli.progress.evaluation import Evaluated, as_project
from perfcli.repository import Repository

Key = tuple[str, str]
"""The name of an indicator, empty for points of the whole, and the key of its points."""

EXECUTION, TOTAL = ("", "execution_points"), ("", "total_score")

PointsOf = Mapping[Key, Decimal | None]


class TakenPoints(NamedTuple):
    """What a form says without points that are not its own; those left out as unclear, as people read them.

    `replaced` are the points worked out that its own take the place of.
    """

    said: FormResults
    unclear: Sequence[str]
    replaced: PointsOf


def taken_points(
    repository: Repository,
    said: FormResults,
    owner: Project | DepartmentGoals,
    kept: Project | DepartmentGoals,
    progress: Progress,
) -> TakenPoints:
    """Tell the points that a form gives from those that were worked out for it.

    What is worked out of the record before the form or after it is none of the form's. Any other was changed by hand,
    or was worked out of an earlier record: a form whose actual was edited may come twice. Where it is not clear which,
    points are left out and named.
    """
    if progress.evaluation is None:
        return TakenPoints(said, (), {})
    from perfcli.actions.evaluating import evaluator

    work_out = evaluator(repository)
    became = _with_goals_of(owner, kept)

    def after(left: Collection[Key]) -> PointsOf:
        return _points(work_out(_as_project(became), progress_with(progress, owner, _without(said, left))))

    printed, given = _printed(said), _given(progress.evaluation)
    shown = [work_out(_as_project(goals), progress) for goals in (kept, became)]
    bases = [_points(one) for one in shown]
    known = [*bases, *({TOTAL: one.computed_score} for one in shown), after(printed.keys() - given)]
    anew = {key for key in printed.keys() - given if all(one.get(key) != printed[key] for one in known)}
    own = anew - _unclear(anew, printed, bases, progress.evaluation)
    became_of_it = after(printed.keys() - given - own | {TOTAL})
    if became_of_it[TOTAL] == printed.get(TOTAL):
        anew, own = anew - {TOTAL}, own - {TOTAL}
    return TakenPoints(
        _without(said, printed.keys() - given - own),
        [_named(key, printed[key], became_of_it.get(key)) for key in printed if key in anew - own],
        {key: bases[1].get(key) for key in own},
    )


def with_points(progress: Progress, points: PointsOf) -> Progress:
    """The progress with points that are worked out of it as if they were given: what a form's own replace."""
    if not points:
        return progress
    evaluation = progress.evaluation or Evaluation()
    said = {key: Points(value) for key, value in points.items() if value is not None}
    rows = {
        name: replace(row, score=said[name, "score"]) if (name, "score") in said else row
        for name, row in evaluation.indicators.items()
    }
    whole = {key: value for (name, key), value in said.items() if not name}
    return replace(progress, evaluation=replace(evaluation, indicators=rows, **whole))


def _unclear(
    anew: Collection[Key], printed: Mapping[Key, Decimal], bases: Sequence[PointsOf], evaluation: Evaluation
) -> set[Key]:
    """The points, of those that nothing here makes, that may be of an earlier record.

    Points that are worked out have their sum as total: where it is another, somebody changed one or the other, and
    what was left is as it is worked out. What makes no points yet the form says first, and the total with it.
    """
    others = {key: points for key, points in printed.items() if key != TOTAL}
    is_total = any(base[TOTAL] == printed.get(TOTAL) for base in bases)
    is_rest = not _given(evaluation) and any(_without_total(base) == others for base in bases)
    is_sum = printed.get(TOTAL) == sum(others.values(), Decimal(0))
    is_touched = TOTAL in printed and not is_sum and (is_total or is_rest)
    if is_touched:
        return set()
    first = {key for key in others if _is_unsaid(key, evaluation)}
    unclear = {key for key in anew if key != TOTAL and key not in first}
    return unclear | ({TOTAL} & set(anew) if unclear or not first else set())


def _without_total(points: PointsOf) -> dict[Key, Decimal | None]:
    return {key: value for key, value in points.items() if key != TOTAL and value is not None}


def _is_unsaid(key: Key, evaluation: Evaluation) -> bool:
    """Whether no points can be worked out of what is recorded of an indicator, or of the money."""
    if key == EXECUTION:
        return evaluation.spent is None and evaluation.execution_points is None
    row = evaluation.indicators.get(key[0])
    return row is None or not (row.actual or row.tier or row.score is not None)


def _with_goals_of(owner: Project | DepartmentGoals, kept: Project | DepartmentGoals) -> Project | DepartmentGoals:
    """The goals as they are with the indicators and the budget that a form gives them."""
    budget = owner.budget if owner.budget and owner.budget.total else kept.budget
    became = replace(kept, indicators=owner.indicators or kept.indicators, budget=budget)
    if isinstance(became, DepartmentGoals) and isinstance(owner, DepartmentGoals) and owner.functions:
        return replace(became, functions=owner.functions)
    return became


def _as_project(goals: Project | DepartmentGoals) -> Project:
    return goals if isinstance(goals, Project) else as_project(goals, "")


def _points(worked_out: Evaluated) -> PointsOf:
    """Points as they are worked out."""
    rows: dict[Key, Decimal | None] = {(row.name, "score"): row.score for row in worked_out.rows}
    return {**rows, EXECUTION: worked_out.execution_points, TOTAL: worked_out.total_score}


def _printed(said: FormResults) -> dict[Key, Decimal]:
    """The points that stand on a form."""
    scores = ((name, one.get("score")) for name, one in said.indicators.items())
    rows: dict[Key, Decimal] = {(name, "score"): score for name, score in scores if isinstance(score, Decimal)}
    whole = {EXECUTION: said.execution_points, TOTAL: said.total_score}
    return {**rows, **{key: points for key, points in whole.items() if points is not None}}


def _given(evaluation: Evaluation) -> set[Key]:
    """The points that are recorded as given: a form that has others gives these."""
    whole = {EXECUTION: evaluation.execution_points, TOTAL: evaluation.total_score}
    scores = {(name, "score"): row.score for name, row in evaluation.indicators.items()}
    return {key for key, points in {**scores, **whole}.items() if points is not None}


def _without(said: FormResults, left: Collection[Key]) -> FormResults:
    """What a form says, without these points."""
    rows = {
        name: {key: value for key, value in one.items() if (name, key) not in left}
        for name, one in said.indicators.items()
    }
    return replace(
        said,
        indicators={name: one for name, one in rows.items() if one},
        execution_points=None if EXECUTION in left else said.execution_points,
        total_score=None if TOTAL in left else said.total_score,
    )


def _named(key: Key, printed: Decimal, worked_out: Decimal | None) -> str:
    """Points that are left out, beside those that are worked out."""
    name, what = key
    said = f"{name}.{what} {printed:f}" if name else f"{what} {printed:f}"
    if worked_out is None:
        return said
    return _("{points} (worked out: {other})").format(points=said, other=f"{worked_out:f}")
