"""Points, weights and grades, worked by hand from 财预〔2020〕10号 and 财预〔2021〕101号."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcli.direction import Better
from perfcli.exact import rounded
from perfcli.progress.actual import read_actual
from perfcli.progress.scoring import (
    Score,
    execution_points,
    execution_rate,
    grade,
    is_alarming,
    needs_explanation,
    score,
    total,
)
from perfcli.progress.weights import is_cost, spread
from perfcli.settings import EvaluationSettings, TierShares
from perfcli.target import read_target

RULE = EvaluationSettings()


def scored(
    target: str,
    said: str,
    weight: str = "10",
    scoring: str = "",
    *,
    rule: EvaluationSettings = RULE,
    better: Better = "more",
) -> tuple[str | None, str]:
    """The points and how they came about."""
    actual = read_actual(said, target, 2021)
    found: Score = score(read_target(target), actual, Decimal(weight), rule, scoring=scoring, better=better)
    return None if found.points is None else str(found.points), found.how


@pytest.mark.parametrize(
    ("target", "said", "points", "how"),
    [
        ("≥90%", "90%", "10.00", "reached"),
        ("≥90%", "100%", "10.00", "reached"),
        ("≥90%", "89.9%", "9.99", "ratio"),
        ("≥90%", "45%", "5.00", "ratio"),
        ("≥2964晚", "2934晚", "9.90", "ratio"),
        ("≥14个", "13个", "9.29", "ratio"),
        ("≥3", "-5", "0.00", "ratio"),
        (">5次", "5次", "10.00", "ratio"),
        (">5次", "6次", "10.00", "reached"),
        (">0次", "0次", "0.00", "ratio"),
        ("9座", "8座", "8.89", "ratio"),
        ("9座", "9座", "10.00", "reached"),
        ("9座", "10座", "10.00", "reached"),
        ("0起", "0起", "10.00", "reached"),
        ("0起", "1起", "0.00", "ratio"),
        ("≤2小时", "2小时", "10.00", "reached"),
        ("≤2小时", "3小时", "5.00", "linear"),
        ("≤2小时", "4小时", "0.00", "linear"),
        ("≤2小时", "5小时", "0.00", "linear"),
        ("≤2小时", "-1小时", "10.00", "reached"),
        ("<2小时", "2小时", "10.00", "linear"),
        ("≤0起", "1起", "0.00", "linear"),
        ("≤3", "3.001", "10.00", "linear"),
        ("5-8个", "5个", "10.00", "reached"),
        ("5-8个", "8个", "10.00", "reached"),
        ("5-8个", "4个", "8.00", "ratio"),
        ("5-8个", "9个", None, "unknown"),
        ("5-8个", "6-9个", None, "unknown"),
        ("5-8个", "≥6个", None, "unknown"),
        ("5-8个", "≤6个", None, "unknown"),
        ("0-8个", "0个", "10.00", "reached"),
        ("0-8个", "9个", None, "unknown"),
        ("0起", "≤1起", None, "unknown"),
        ("≥-5", "-6", "0.00", "ratio"),
        ("≤-5个", "-4个", "0.00", "linear"),
        ("≥90%", "", None, "missing"),
        ("≥90%", "很好", None, "unknown"),
        ("≥90%", "≥95%", "10.00", "reached"),
        ("≥90%", "≥80%", None, "unknown"),
        ("≥90%", "85-95%", None, "unknown"),
        ("≤90%", "85-90%", "10.00", "reached"),
        ("提高", "达成预期指标", "10.00", "tier"),
        ("提高", "部分达成预期指标", "8.00", "tier"),
        ("提高", "未达成预期指标", "6.00", "tier"),
        ("2021年12月底前", "2021年11月", "10.00", "tier"),
    ],
)
def test_points_by_the_rule_of_the_target(target: str, said: str, points: str | None, how: str) -> None:
    assert scored(target, said) == (points, how)


@pytest.mark.parametrize(
    ("target", "said", "scoring", "points", "how"),
    [
        ("≥10个", "9个", "direct", "0.00", "direct"),
        ("≥10个", "10个", "direct", "10.00", "direct"),
        ("提高", "部分达成", "direct", "0.00", "direct"),
        ("提高", "达成", "direct", "10.00", "direct"),
        ("≥10个", "6个", "ratio", "6.00", "ratio"),
        ("≥10个", "5.9个", "ratio", "0.00", "ratio"),
        ("≥10个", "12个", "ratio", "10.00", "ratio"),
        ("提高", "部分达成", "ratio", None, "unknown"),
        ("提高", "未达成", "ratio", None, "unknown"),
        ("提高", "达成", "ratio", "10.00", "tier"),
        ("≥10个", "很好", "direct", None, "unknown"),
        ("≥10个", "≥6个", "direct", None, "unknown"),
        ("≥10个", "8个", "bands", None, "unknown"),
        ("≥95%", "很好", "bands", None, "unknown"),
        ("≥95%", "≥85%", "bands", None, "unknown"),
        ("≥95%", "≤85%", "bands", None, "unknown"),
        ("≥95%", "80-89%", "bands", "8.00", "bands"),
        ("≥95%", "80-91%", "bands", None, "unknown"),
        ("提高", "部分达成", "graded", "8.00", "graded"),
        ("≥10个", "10个", "graded", "10.00", "graded"),
        ("≥10个", "9个", "graded", None, "unknown"),
        ("≥95%", "90%", "bands", "10.00", "bands"),
        ("≥95%", "89.99%", "bands", "8.00", "bands"),
        ("≥95%", "80%", "bands", "8.00", "bands"),
        ("≥95%", "79.9%", "bands", "5.00", "bands"),
        ("≥95%", "60%", "bands", "5.00", "bands"),
        ("≥95%", "59.9%", "bands", "0.00", "bands"),
        ("≥95%", "0%", "bands", "0.00", "bands"),
        ("≥95%", "≥95%", "bands", "10.00", "bands"),
        ("≥95%", "≥75%", "bands", None, "unknown"),
        ("≥10个", "10个", "bands", None, "unknown"),
        ("≥10个", "10个", "半额", None, "unknown"),
    ],
)
def test_points_by_the_kind_of_scoring(target: str, said: str, scoring: str, points: str | None, how: str) -> None:
    assert scored(target, said, scoring=scoring) == (points, how)


def test_a_reverse_target_may_lose_points_by_ratio() -> None:
    rule = EvaluationSettings(reverse="ratio")
    assert scored("≤2小时", "3小时", rule=rule) == ("6.67", "ratio")
    assert scored("≤0起", "2起", rule=rule) == ("0.00", "ratio")
    assert scored("≤-5%", "-3%", rule=rule) == ("0.00", "ratio")
    assert scored("≤-5%", "3%", rule=rule) == ("0.00", "ratio")


def test_a_range_may_end_at_nothing() -> None:
    assert scored("-5-0", "-3") == ("10.00", "reached")
    assert scored("-5-0", "1") == (None, "unknown")


def test_points_of_any_size_are_exact() -> None:
    assert rounded(Fraction(10**60 + 5, 1000)) == Decimal(f"{10**57}.01")


def test_a_plain_number_of_a_cost_is_one_to_stay_under() -> None:
    assert scored("80元", "70元", better="less") == ("10.00", "reached")
    assert scored("80元", "88元", better="less") == ("9.00", "linear")
    assert scored("0元", "1元", better="less") == ("0.00", "ratio")
    assert [is_cost(kind) for kind in ("成本指标", "经济成本指标", "数量指标")] == [True, True, False]


@pytest.mark.parametrize(
    ("said", "scoring", "points", "how"),
    [
        ("80%", "", "10.00", "reached"),
        ("80%", "direct", "10.00", "direct"),
        ("79%", "", None, "unknown"),
        ("81%", "", None, "unknown"),
        ("≥80%", "", None, "unknown"),
        ("79%", "direct", None, "unknown"),
        ("达成预期指标", "", "10.00", "tier"),
    ],
)
def test_where_nobody_says_whether_less_is_better_the_target_alone_is_sure(
    said: str, scoring: str, points: str | None, how: str
) -> None:
    assert scored("80%", said, scoring=scoring, better="unsure") == (points, how)
    assert scored("≥80%", "81%", better="unsure") == ("10.00", "reached")


@pytest.mark.parametrize("said", ["3%", "95%"])
def test_bands_are_of_satisfaction_alone(said: str) -> None:
    assert scored("≤5%", said, scoring="bands") == (None, "unknown")
    assert scored("5%", said, scoring="bands", better="less") == (None, "unknown")


def test_tiers_bands_and_grades_are_settings() -> None:
    rule = EvaluationSettings(tiers=TierShares(partly=(70, 50)), bands={95: 100, 85: 60}, grades=(85, 75, 60))
    assert scored("提高", "部分达成", rule=rule) == ("7.00", "tier")
    assert scored("≥95%", "94%", scoring="bands", rule=rule) == ("6.00", "bands")
    assert scored("≥95%", "84%", scoring="bands", rule=rule) == ("0.00", "bands")
    assert grade(Decimal(85), rule) == "优"


@pytest.mark.parametrize(
    ("spent", "adjusted", "rate", "points"),
    [
        ("50.40", "52.50", "96", "9.60"),
        ("24.08", "27.36", "88.01", "8.80"),
        ("344.9", "361.08", "95.52", "9.55"),
        ("110", "100", "110", "10.00"),
        ("0", "100", "0", "0.00"),
    ],
)
def test_execution_is_worth_ten_points(spent: str, adjusted: str, rate: str, points: str) -> None:
    found = execution_rate(Decimal(spent), Decimal(adjusted))
    assert found is not None
    assert rounded(found) == Decimal(rate)
    assert execution_points(found, RULE) == Decimal(points)


def test_without_money_there_is_no_rate() -> None:
    assert execution_rate(None, Decimal(100)) is None
    assert execution_rate(Decimal(0), Decimal(0)) is None
    assert execution_points(None, RULE) is None


@pytest.mark.parametrize(
    ("points", "name"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_a_grade_begins_at_its_number(points: str, name: str) -> None:
    assert grade(Decimal(points), RULE) == name


def test_no_total_and_no_grade_while_points_are_missing() -> None:
    assert total([Decimal("9.60"), None]) is None
    assert total([]) is None
    assert total([Decimal("9.60"), Decimal("88.00")]) == Decimal("97.60")
    assert grade(None, RULE) is None


@pytest.mark.parametrize(
    ("target", "said", "is_asked"),
    [
        ("≥100人", "120人", True),
        ("≥100人", "119人", False),
        ("≤100元", "130元", False),
        ("0起", "3起", False),
        ("≥-5%", "-5%", False),
    ],
)
def test_far_above_a_target_an_explanation_is_asked_for(target: str, said: str, *, is_asked: bool) -> None:
    assert needs_explanation(read_target(target), read_actual(said, target, 2021), RULE) is is_asked


@pytest.mark.parametrize(
    ("indicators", "execution", "rate", "is_alarm"),
    [
        ("90", "9.5", "95", False),
        ("90", "9.4", "94", True),
        ("72", "7.9", "79", True),
        ("72", "8", "80", False),
        ("0", "0", "80", False),
    ],
)
def test_good_indicators_beside_unspent_money_are_alarming(
    indicators: str, execution: str, rate: str, *, is_alarm: bool
) -> None:
    assert is_alarming(Decimal(indicators), Decimal(execution), Fraction(rate), RULE) is is_alarm


@pytest.mark.parametrize(("rate", "is_alarm"), [("94", True), ("96", False), ("200", False)])
def test_where_execution_has_no_points_its_rate_stands_for_them(rate: str, *, is_alarm: bool) -> None:
    rule = EvaluationSettings(execution=0)
    assert is_alarming(Decimal(90), Decimal(0), Fraction(rate), rule) is is_alarm


OUTPUT, EFFECT, COST, SATISFACTION = "产出指标", "效益指标", "成本指标", "满意度指标"


@pytest.mark.parametrize(
    ("levels", "weights"),
    [
        ([OUTPUT, EFFECT, SATISFACTION], "50 30 10"),
        ([COST, OUTPUT, EFFECT, SATISFACTION], "20 40 20 10"),
        ([OUTPUT, EFFECT], "50 40"),
        ([COST, OUTPUT, EFFECT], "20 40 30"),
        ([OUTPUT] * 3 + [EFFECT] * 4 + [SATISFACTION], "16.67 16.67 16.66 7.50 7.50 7.50 7.50 10"),
        ([OUTPUT] * 6 + [EFFECT], "8.34 8.34 8.33 8.33 8.33 8.33 40"),
        ([OUTPUT, OUTPUT], "45 45"),
        ([OUTPUT, SATISFACTION], "75 15"),
        (["实施效果指标", "实施效果指标", "过程管理指标"], "30 30 30"),
    ],
)
def test_weights_are_spread_so_that_they_sum_exactly(levels: list[str], weights: str) -> None:
    assert spread(levels, {}) == [Decimal(weight) for weight in weights.split()]


def test_prescribed_shares_are_kept() -> None:
    assert spread([OUTPUT, EFFECT, SATISFACTION], {OUTPUT: 60, EFFECT: 20, SATISFACTION: 10}) == [60, 20, 10]


def test_prescribed_shares_leave_the_rest_to_levels_that_they_do_not_name() -> None:
    assert spread([OUTPUT, EFFECT, SATISFACTION], {OUTPUT: 60, EFFECT: 20}) == [60, 20, 10]
    assert spread([OUTPUT, "其他指标", SATISFACTION, SATISFACTION], {OUTPUT: 60}) == [60, 10, 10, 10]
    assert spread([OUTPUT, EFFECT, "其他指标"], {OUTPUT: 60, EFFECT: 30}) == [30, 30, 30]


def test_what_the_execution_leaves_is_shared() -> None:
    assert spread([OUTPUT, EFFECT, SATISFACTION], {}, 80) == [Decimal("44.44"), Decimal("26.67"), Decimal("8.89")]


def test_an_execution_that_is_worth_nothing_has_no_points_whatever_was_spent() -> None:
    assert execution_points(None, EvaluationSettings(execution=0)) == Decimal("0.00")
    assert execution_points(None, RULE) is None


@pytest.mark.parametrize(("said", "points"), [("-5%", "10.00"), ("-6%", None), ("-4%", None), ("2%", None)])
def test_of_a_plain_number_below_zero_nobody_says_which_way_is_better(said: str, points: str | None) -> None:
    assert scored("-5%", said)[0] == scored("-5%", said, better="less")[0] == points


@given(st.lists(st.sampled_from([OUTPUT, EFFECT, COST, SATISFACTION, "其他指标"]), min_size=1, max_size=40))
def test_any_table_shares_ninety_points(levels: list[str]) -> None:
    weights = spread(levels, {})
    assert sum(weights) == 90
    assert min(weights) > 0
    for level in set(levels):
        of_level = [weight for weight, name in zip(weights, levels, strict=True) if name == level]
        assert of_level == sorted(of_level, reverse=True)
        assert of_level[0] - of_level[-1] <= Decimal("0.01")


@given(
    st.sampled_from(["≥{}个", "≤{}个", "{}个", ">{}个", "<{}个"]),
    st.decimals(0, 1000, places=2),
    st.decimals(-10, 2000, places=2),
    st.sampled_from(["", "direct", "ratio"]),
)
def test_points_stay_between_nothing_and_the_weight(shape: str, goal: Decimal, actual: Decimal, scoring: str) -> None:
    points, _how = scored(shape.format(goal), f"{actual}个", "7.5", scoring)
    assert points is not None
    assert 0 <= Decimal(points) <= Decimal("7.5")


def test_far_above_a_positive_least_alone_asks_for_a_word() -> None:
    assert needs_explanation(read_target("=100个"), read_actual("120个", "=100个", 2021), RULE)
    assert needs_explanation(read_target("100个"), read_actual("119个", "100个", 2021), RULE) is False
    for target, said in (("0个", "5个"), ("≤5个", "50个"), ("5-8个", "50个"), ("≥-5", "5"), ("≥10个", "≤50个")):
        assert needs_explanation(read_target(target), read_actual(said, target, 2021), RULE) is False, target
    assert not needs_explanation(read_target("100元"), read_actual("120元", "100元", 2021), RULE, "less")
    assert needs_explanation(read_target("≥100元"), read_actual("120元", "≥100元", 2021), RULE, "less")


@given(st.integers(0, 10**6))
def test_rounding_is_half_up(thousandths: int) -> None:
    assert rounded(Fraction(thousandths, 1000)) * 100 == (thousandths + 5) // 10
