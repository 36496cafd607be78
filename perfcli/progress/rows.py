"""The indicators of a self-evaluation with their weights and points. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from perfcli.direction import Better, BetterOf
from perfcli.exact import CENT, rounded
from perfcli.framework import followed, framework_for, level_one_meant
from perfcli.model import Indicator, Project
from perfcli.progress import EvaluatedIndicator, names_of
from perfcli.progress.actual import Actual, read_actual, read_goal
from perfcli.progress.scoring import UNKNOWN, How, Score, score
from perfcli.progress.tiers import TIERS, Tier
from perfcli.progress.weights import WHOLE, spread
from perfcli.settings import Settings
from perfcli.target import Target


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


_ALL = "100%"
"""What satisfaction is measured against whose target is words."""

_YES_OR_NO = sorted("是否")


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
    return list(spread(levels, settings.check.weight_shares, WHOLE - settings.evaluation.execution))


def points_given(given: Decimal) -> Decimal:
    """Points as printed or given by hand, with two decimals."""
    return rounded(Fraction(given)) if given != given.quantize(CENT) else Decimal(given.quantize(CENT))


def rows_of(
    project: Project,
    said: Mapping[str, EvaluatedIndicator],
    settings: Settings,
    better: BetterOf,
) -> list[EvaluatedRow]:
    """The year's indicators of a project with what is said of each and the points that it makes."""
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
                better=better(indicator),
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
        return EvaluatedRow(name, indicator, level1, said, weight, points_given(said.score), computed, "given")
    if is_shared:
        return EvaluatedRow(name, indicator, level1, said, None, None, computed, "given")
    return EvaluatedRow(name, indicator, level1, said, weight, computed.points, computed, computed.how)


def meant(indicator: Indicator, said: EvaluatedIndicator, year: int) -> tuple[Target, Actual]:
    """What the target and the actual of an indicator mean; a tier given by hand says what words do not."""
    wanted = _ALL if indicator.scoring == "bands" and read_goal(indicator.target).operator is None else indicator.target
    target = read_goal(wanted)
    actual = read_actual(said.actual, wanted, year, indicator.name)
    tier = _tier(said.tier) or _answer(indicator, said)
    if tier and (not actual.is_number or indicator.scoring == "graded"):
        return target, Actual(tier=tier)
    return target, actual


def _answer(indicator: Indicator, said: EvaluatedIndicator) -> Tier | None:
    """What no says where yes was asked for, or yes where no was, of an indicator that has all of its points or none."""
    words = indicator.target.strip(), said.actual.strip()
    return "missed" if indicator.scoring == "direct" and sorted(words) == _YES_OR_NO else None


def contradicts_tier(
    indicator: Indicator, said: EvaluatedIndicator, year: int, better: Better, settings: Settings
) -> bool:
    """Whether a tier given by hand is another than words say, or wrong about whether a number is reached."""
    tier = _tier(said.tier)
    actual = read_actual(said.actual, indicator.target, year, indicator.name)
    if tier is None or not actual.is_number:
        return tier is not None and actual.tier not in (None, tier)
    found = score(read_goal(indicator.target), actual, Decimal(1), settings.evaluation, better=better)
    return found.share is not None and (found.share == 1) != (tier == "reached")


def _tier(given: str) -> Tier | None:
    return next((tier for tier in TIERS if tier == given), None)


def is_shared(row: EvaluatedRow) -> bool:
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
