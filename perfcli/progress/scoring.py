"""Points of a self-evaluation (绩效自评) as 财预〔2020〕10号 and 财预〔2021〕101号 have them: exact, to two decimals.

Every number that regions see otherwise is in `EvaluationSettings`.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from perfcli.direction import Better
from perfcli.exact import rounded
from perfcli.progress.actual import Actual
from perfcli.progress.tiers import Tier
from perfcli.settings import EvaluationSettings
from perfcli.target import Target, is_percent

How = Literal["reached", "ratio", "linear", "direct", "graded", "bands", "tier", "given", "missing", "unknown"]
"""How points came about: `given` by a form or by hand, `missing` without an actual, `unknown` where nobody is sure."""

SCORINGS = ("direct", "ratio", "graded", "bands")
"""What `scoring` of an indicator may say: 直接赋分, 完成比率赋分, 评判等级赋分, 满意度赋分."""

GRADES = ("优", "良", "中", "差")


class Score(NamedTuple):
    """Points of one indicator, None where it cannot be said; how they came about, and the share of the weight."""

    points: Decimal | None
    how: How
    share: Fraction | None = None


MISSING = Score(None, "missing")
UNKNOWN = Score(None, "unknown")


def execution_rate(spent: Decimal | None, adjusted: Decimal | None) -> Fraction | None:
    """执行率 in percent: spent ÷ budget of the year, both in 元; None where one is missing or there is no budget."""
    return None if spent is None or not adjusted else Fraction(spent) / Fraction(adjusted) * 100


def execution_points(rate: Fraction | None, rule: EvaluationSettings) -> Decimal | None:
    """min(10, 10 × spent ÷ budget of the year), for a rate in percent (财预〔2020〕10号); 0 of none."""
    if rate is None:
        return None if rule.execution else Decimal("0.00")
    return rounded(min(Fraction(rule.execution), Fraction(rule.execution) * rate / 100))


def score(
    target: Target,
    actual: Actual,
    weight: Decimal,
    rule: EvaluationSettings,
    *,
    scoring: str = "",
    better: Better = "more",
) -> Score:
    """The points of an indicator of this weight, without a score given by hand.

    `better` says whether a plain number (`80元`) is one to reach or, as costs and complaints are, to stay under; where
    that is unsure it is worth its weight when it is just the target.
    """
    if actual.is_missing:
        return MISSING
    if scoring and scoring not in SCORINGS:
        return UNKNOWN
    share, how = _share(target, actual, rule, scoring, better=better)
    return UNKNOWN if share is None else Score(rounded(share * Fraction(weight)), how, share)


def _share(
    target: Target, actual: Actual, rule: EvaluationSettings, scoring: str, *, better: Better
) -> tuple[Fraction | None, How]:
    if scoring == "bands":
        is_reverse = target.operator in ("≤", "<") or (target.operator == "=" and better == "less")
        return (None if is_reverse else _banded(target, actual, rule)), "bands"  # they are of satisfaction
    if actual.tier is not None:
        return _tiered(actual.tier, rule, scoring)
    share, how = _completed(target, actual, rule, better=better)
    if share is None or not scoring:
        return share, how
    if scoring == "direct":
        return Fraction(how == "reached"), "direct"
    if scoring == "graded":
        return (Fraction(rule.tiers.reached[0]) / 100, "graded") if how == "reached" else (None, "unknown")
    return (share if share * 100 >= Fraction(rule.pass_threshold) else Fraction(0)), "ratio"


def _tiered(tier: Tier, rule: EvaluationSettings, scoring: str) -> tuple[Fraction | None, How]:
    """The top of a tier's band; yes or no alone where points are all or nothing."""
    if scoring == "direct":
        return Fraction(tier == "reached"), "direct"
    if scoring == "ratio" and tier != "reached":
        return None, "unknown"
    return Fraction(getattr(rule.tiers, tier)[0]) / 100, "graded" if scoring == "graded" else "tier"


def _banded(target: Target, actual: Actual, rule: EvaluationSettings) -> Fraction | None:
    if not is_percent(target.unit) or not actual.is_number or not rule.bands:
        return None
    low = Fraction(0) if actual.low is None else actual.low
    high = Fraction(100) if actual.high is None else actual.high
    found = {_band(bound, rule) for bound in (low, high)}
    return found.pop() if len(found) == 1 else None


def _band(share: Fraction, rule: EvaluationSettings) -> Fraction:
    floors = (floor for floor in sorted(rule.bands, reverse=True) if share >= floor)
    return next((Fraction(rule.bands[floor]) / 100 for floor in floors), Fraction(0))


def _completed(
    target: Target, actual: Actual, rule: EvaluationSettings, *, better: Better
) -> tuple[Fraction | None, How]:
    """How much of a target was reached, by its operator."""
    if target.operator is None or target.value is None or not actual.is_number:
        return None, "unknown"
    goal = Fraction(target.value)
    if target.operator == "range":
        return _in_range(goal, Fraction(target.value if target.upper is None else target.upper), actual)
    if target.operator in "≤<":
        return _under(goal, actual, rule, is_strict=target.operator == "<")
    if target.operator == "=" and not goal:
        return _nothing(actual)
    if target.operator == "=" and (better != "more" or goal < 0):
        is_told = (better == "less" and goal > 0) or actual.number == goal
        return _under(goal, actual, rule, is_strict=False) if is_told else (None, "unknown")
    return _over(goal, actual, is_strict=target.operator == ">")


def _nothing(actual: Actual) -> tuple[Fraction | None, How]:
    """A target of 0: all when the actual is 0, else nothing."""
    if actual.number is None:
        return None, "unknown"
    return (Fraction(1), "reached") if actual.number == 0 else (Fraction(0), "ratio")


def _over(goal: Fraction, actual: Actual, *, is_strict: bool) -> tuple[Fraction | None, How]:
    """Reached: all; else actual ÷ target, a negative actual counting as 0."""
    low = actual.low
    if low is not None and (low > goal or (low == goal and not is_strict)):
        return Fraction(1), "reached"
    if actual.number is None:
        return None, "unknown"
    return (max(actual.number, Fraction(0)) / goal if goal > 0 else Fraction(0)), "ratio"


def _under(goal: Fraction, actual: Actual, rule: EvaluationSettings, *, is_strict: bool) -> tuple[Fraction | None, How]:
    """At or under: all; else 1 − (actual − target) ÷ target, nothing from twice the target on, or target ÷ actual."""
    high = actual.high
    if high is not None and (high < goal or (high == goal and not is_strict)):
        return Fraction(1), "reached"
    if actual.number is None:
        return None, "unknown"
    if rule.reverse == "ratio":
        return (goal / actual.number if goal > 0 else Fraction(0)), "ratio"
    return (max(1 - (actual.number - goal) / goal, Fraction(0)) if goal > 0 else Fraction(0)), "linear"


def _in_range(lower: Fraction, upper: Fraction, actual: Actual) -> tuple[Fraction | None, How]:
    """Within: all; below: actual ÷ lower end; whether more than the upper end is good or bad nobody says."""
    if actual.low is not None and actual.high is not None and lower <= actual.low <= actual.high <= upper:
        return Fraction(1), "reached"
    number = actual.number
    if number is None or number > upper or lower <= 0:
        return None, "unknown"
    return max(number, Fraction(0)) / lower, "ratio"


def needs_explanation(target: Target, actual: Actual, rule: EvaluationSettings, better: Better = "more") -> bool:
    """Whether an actual is so far above a positive target that its reason is asked for (120% unless set)."""
    is_positive = target.operator in ("≥", ">") or (target.operator == "=" and better == "more")
    if not is_positive or not target.value or target.value < 0 or actual.low is None:
        return False
    return actual.low * 100 >= Fraction(target.value) * Fraction(rule.explain_from)


def total(points: Iterable[Decimal | None]) -> Decimal | None:
    """总分: the sum of all points; None while one is missing."""
    known = list(points)
    return None if not known or None in known else sum((one for one in known if one is not None), Decimal("0.00"))


def grade(total_score: Decimal | None, rule: EvaluationSettings) -> str | None:
    """优 from 90, 良 from 80, 中 from 60 points, else 差; exactly 90 is 优."""
    if total_score is None:
        return None
    reached = (name for name, least in zip(GRADES, rule.grades, strict=False) if total_score >= least)
    return next(reached, GRADES[-1])


def is_alarming(indicators: Decimal, execution: Decimal, rate: Fraction, rule: EvaluationSettings) -> bool:
    """Whether indicators score well while the money is unspent: ((S/90) − (E/10)) ÷ (S/90) > 5%, or over 20% unspent.

    S are the points of the indicators, E those of the execution, whose rate is in percent and stands for them where
    execution has no points.
    """
    reached = Fraction(indicators) / 90
    spent = Fraction(execution) / rule.execution if rule.execution else min(rate, Fraction(100)) / 100
    is_behind = reached > 0 and (reached - spent) / reached * 100 > Fraction(rule.alarm)
    return is_behind or is_unspent(rate, rule)


def is_unspent(rate: Fraction, rule: EvaluationSettings) -> bool:
    """Whether so much is unspent (over 20% unless set) that it is alarming whatever the points; a rate in percent."""
    return 100 - rate > Fraction(rule.unspent)
