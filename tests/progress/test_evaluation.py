"""What a self-evaluation comes to: weights that stand over several indicators, what is given by hand, what it lacks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from perfcli.direction import better_by
from perfcli.exact import Money, Points
from perfcli.model import Budget, Indicator, Project
from perfcli.progress import EvaluatedIndicator, Evaluation, Progress
from perfcli.progress.evaluation import Evaluated, evaluated, is_alarm
from perfcli.progress.lacking import Lack, Lacking
from perfcli.progress.rows import level_ones
from perfcli.settings import CheckSettings, EvaluationSettings, Settings

SETTINGS = Settings()


def indicator(name: str, weight: str | None = None, **more: Any) -> Indicator:
    given = {"kind": "数量指标", "target": "≥10个"} | more
    return Indicator(name=name, weight=None if weight is None else Points.parse(Decimal(weight)), **given)


def worked_out(
    *indicators: Indicator,
    said: dict[str, dict[str, Any]] | None = None,
    total: str = "100.00",
    adjusted: str | None = None,
    settings: Settings = SETTINGS,
    **evaluation: Any,
) -> Evaluated:
    """The self-evaluation of a project of 100 元 with these indicators."""
    money = Money.parse(Decimal(total))
    budget = Budget(total=money, fiscal=money, other=Money("0.00"))
    project = Project(code="c", name="n", unit="335001", year=2021, budget=budget, indicators=indicators)
    rows = {name: EvaluatedIndicator(**one) for name, one in (said or {}).items()}
    progress = Progress(
        code="c",
        unit="335001",
        year=2021,
        adjusted=None if adjusted is None else Money.parse(Decimal(adjusted)),
        evaluation=Evaluation(indicators=rows, **evaluation),
    )
    return evaluated(project, progress, settings, better_by(settings.check))


SPENT: dict[str, Any] = {"spent": Money("100.00")}
MEASURED: dict[str, Any] = {"reason": "因", "measure": "改"}


def points(one: Evaluated) -> list[str]:
    return [f"{row.weight} {row.score} {row.computed.points} {row.how}" for row in one.rows]


def test_a_weight_over_several_indicators_is_earned_where_all_were_reached() -> None:
    rows = (indicator("甲", "60"), indicator("乙"), indicator("丙"), indicator("丁", "30"))
    reached = {name: {"actual": "10个"} for name in "甲乙丙丁"}
    one = worked_out(*rows, said=reached, **SPENT)
    assert points(one) == [
        "60 60.00 60.00 reached",
        "None None None given",
        "None None None given",
        "30 30.00 30.00 reached",
    ]
    one = worked_out(*rows, said=reached | {"丙": {"actual": "9个"}}, **SPENT)
    assert points(one)[0] == "60 None None unknown"
    assert one.lacks == (Lack("甲", "shared"),)
    one = worked_out(*rows, said=reached | {"丙": {}}, **SPENT)
    assert one.lacks == (Lack("甲", "shared"), Lack("丙", "actual"))


def test_points_given_by_hand_for_such_a_weight_stand() -> None:
    rows = (indicator("甲", "90"), indicator("乙"))
    one = worked_out(
        *rows, said={"甲": {"actual": "10个", "score": Decimal(88), **MEASURED}, "乙": {"actual": "8个"}}, **SPENT
    )
    assert points(one)[0] == "90 88.00 None given"
    assert points(one)[1] == "None None None given"
    one = worked_out(*rows, said={"甲": {"actual": "10个"}, "乙": {"tier": "reached"}}, **SPENT)
    assert [row.score for row in one.rows] == [Decimal("90.00"), None]


def test_no_weight_reaches_from_one_level_to_another_nor_where_the_sum_is_wrong() -> None:
    other_level = indicator("乙", kind="社会效益指标")
    one = worked_out(
        indicator("甲", "90"), other_level, said={"乙": {"actual": "10个"}, "甲": {"actual": "10个"}}, **SPENT
    )
    assert points(one)[1] == "None None None unknown"
    assert one.lacks == (Lack("乙", "weight"),)
    said = {"甲": {"actual": "10个"}, "乙": {"actual": "10个"}}
    one = worked_out(indicator("甲", "55"), indicator("乙"), said=said, **SPENT)
    assert one.lacks == (Lack("乙", "weight"),)
    one = worked_out(indicator("甲"), indicator("乙", "90"), said=said, **SPENT)
    assert one.lacks == (Lack("甲", "weight"),)


@pytest.mark.parametrize(
    ("more", "lacking"),
    [
        ({"spent": None}, ["spent"]),
        ({"spent": None, "adjusted": "0"}, ["budget", "spent"]),
        ({"spent": Money("0.00"), "adjusted": "0"}, ["budget"]),
        ({"spent": Money("0.00"), "total": "0"}, ["budget"]),
        ({"spent": Money("1.00"), "total": "0", "adjusted": "1.00"}, []),
        ({"spent": Money("79.99")}, ["execution reason"]),
        ({"spent": Money("79.99"), "details": {"未完成原因": "疫情"}}, []),
        ({"spent": Money("79.99"), "details": {"其他说明": "疫情"}}, []),
        ({"spent": Money("79.99"), "details": {"备注": "疫情"}}, ["execution reason"]),
        ({"spent": Money("79.99"), "details": {"填表说明": "空着的不填"}}, ["execution reason"]),
        ({"spent": Money("79.99"), "details": {"评分标准说明": "每少1%扣1分"}}, ["execution reason"]),
        ({"spent": Money("79.99"), "details": {"数据来源说明": "年报"}}, ["execution reason"]),
        ({"spent": Money("79.99"), "details": {"年度资金总额（调整原因）": "追加"}}, ["execution reason"]),
        ({"spent": Money("79.99"), "details": {"未完成原因": ""}}, ["execution reason"]),
        ({"spent": Money("79.99"), "details": {"未完成原因": "无。", "情况说明": "——"}}, ["execution reason"]),
        ({"spent": Money("79.99"), "details": {"未完成原因": ("", "/")}}, ["execution reason"]),
        ({"spent": Money("79.99"), "details": {"未完成原因": ("", "疫情")}}, []),
        ({"spent": Money("79.99"), "details": {"执行率低的原因": "无法进场"}}, []),
        ({"spent": Money("79.99"), "details": {"其他需要说明的问题": "疫情"}}, []),
        ({"spent": Money("79.99"), "details": {"预算执行情况说明": "疫情"}}, []),
        ({"spent": Money("100.00")}, []),
        ({"spent": Money("100.00"), "total_score": Decimal("79.996")}, ["decimals of all"]),
        ({"spent": Money("100.00"), "execution_points": Decimal("9.9900")}, []),
    ],
)
def test_what_the_money_lacks(more: dict[str, Any], lacking: list[str]) -> None:
    one = worked_out(indicator("甲", "90"), said={"甲": {"actual": "10个"}}, **more)
    assert [lack.what for lack in one.lacks] == lacking


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ({"actual": "10个"}, []),
        ({}, ["actual"]),
        ({"score": Decimal(90)}, ["actual"]),
        ({"score": Decimal(90), "tier": "reached"}, []),
        ({"score": Decimal(90), "actual": "10个"}, []),
        ({"actual": "很多"}, ["unknown"]),
        ({"actual": "9个"}, ["reason", "measure"]),
        ({"actual": "10个", "score": Decimal("89.996"), **MEASURED}, ["decimals"]),
        ({"actual": "10个", "recheck": Decimal("89.996")}, ["decimals"]),
        ({"actual": "9个", "tier": "reached", **MEASURED}, ["tier"]),
        ({"actual": "9个", "tier": "partly", **MEASURED}, []),
        ({"actual": "9个", "tier": "missed", **MEASURED}, []),
        ({"actual": "10个", "tier": "reached"}, []),
        ({"actual": "10个", "tier": "partly"}, ["tier"]),
        ({"actual": "5-12个", "tier": "partly", **MEASURED}, ["unknown"]),
        ({"actual": "已完成", "tier": "missed", **MEASURED}, ["tier"]),
        ({"actual": "很多", "tier": "missed", **MEASURED}, []),
        ({"actual": "9个", "tier": "reached", "score": Decimal(90)}, []),
        ({"actual": "9个", "reason": "因"}, ["measure"]),
        ({"actual": "9个", "reason": "停工，下年安排"}, []),
        ({"actual": "9个", "measure": "改"}, ["reason"]),
        ({"actual": "9个", **MEASURED}, []),
        ({"actual": "11.9个"}, []),
        ({"actual": "12个"}, ["explanation"]),
        ({"actual": "12个", "reason": "多报"}, []),
    ],
)
def test_what_an_indicator_lacks(said: dict[str, Any], lacking: list[Lacking]) -> None:
    one = worked_out(indicator("甲", "90"), said={"甲": said}, **SPENT)
    assert one.lacks == tuple(Lack("甲", what) for what in lacking)


def test_what_is_given_by_hand_counts_and_what_follows_is_still_told() -> None:
    said = {"甲": {"actual": "9个", **MEASURED}}
    one = worked_out(indicator("甲", "90"), said=said, spent=Money("95.00"))
    assert (one.execution_points, one.total_score, one.computed_score) == (
        Decimal("9.50"),
        Decimal("90.50"),
        Decimal("90.50"),
    )
    one = worked_out(indicator("甲", "90"), said=said, spent=Money("95.00"), execution_points=Decimal(8))
    assert (one.execution_points, one.total_score, one.computed_score) == (
        Decimal("8.00"),
        Decimal("89.00"),
        Decimal("90.50"),
    )
    one = worked_out(indicator("甲", "90"), said=said, spent=Money("95.00"), total_score=Decimal("79.995"))
    assert (one.total_score, one.computed_score, one.grade) == (Decimal("80.00"), Decimal("90.50"), "良")
    one = worked_out(
        indicator("甲", "90"), said={"甲": {"actual": "9个", "score": Decimal("80.125"), **MEASURED}}, **SPENT
    )
    assert (one.rows[0].score, one.rows[0].computed.points) == (Decimal("80.13"), Decimal("81.00"))


def test_a_change_of_at_least_so_much_is_scored_by_how_much_it_is() -> None:
    for actual, shown in (("增长10%", "90 90.00 90.00 reached"), ("增长9%", "90 81.00 81.00 ratio")):
        one = worked_out(indicator("产值", "90", target="增长≥10%"), said={"产值": {"actual": actual}}, **SPENT)
        assert points(one) == [shown]
    one = worked_out(indicator("投诉率", "90", target="下降10%以上"), said={"投诉率": {"actual": "下降11%"}}, **SPENT)
    assert points(one) == ["90 90.00 90.00 reached"]


def test_a_tier_says_what_words_do_not_and_no_more() -> None:
    def shown(actual: str, tier: str, scoring: str = "") -> str:
        row = indicator("甲", "90", scoring=scoring)
        return points(worked_out(row, said={"甲": {"actual": actual, "tier": tier}}, **SPENT))[0]

    assert shown("很多", "partly") == "90 72.00 72.00 tier"
    assert shown("9个", "reached") == "90 81.00 81.00 ratio"
    assert shown("9个", "partly", "graded") == "90 72.00 72.00 graded"


def test_a_share_of_a_cost_that_may_be_meant_either_way_is_asked_about() -> None:
    cost = {"kind": "成本指标", "target": "100%"}
    one = worked_out(indicator("预算控制率", "90", **cost), said={"预算控制率": {"actual": "98%"}}, **SPENT)
    assert (points(one), one.total_score) == (["90 None None unknown"], None)
    assert one.lacks == (Lack("预算控制率", "direction"),)
    one = worked_out(indicator("预算控制率", "90", **cost), said={"预算控制率": {"actual": "差不多"}}, **SPENT)
    assert one.lacks == (Lack("预算控制率", "unknown"),)
    one = worked_out(indicator("资金到位率", "90", **cost), said={"资金到位率": {"actual": "90%", **MEASURED}}, **SPENT)
    assert (points(one), one.lacks) == (["90 81.00 81.00 ratio"], ())


def test_level_one_is_as_printed_else_by_its_framework_else_the_kind() -> None:
    rows = (indicator("甲", level1=" 产出 "), indicator("乙"), indicator("丙", kind="区里自定"))
    money = Money("1.00")
    budget = Budget(total=money, fiscal=money, other=Money("0.00"))
    project = Project(code="c", name="n", unit="335001", year=2021, budget=budget, indicators=rows)
    assert level_ones(project, SETTINGS) == ["产出", "产出指标", "区里自定"]


def test_points_of_a_recheck_stand_in_for_those_of_its_indicators_alone() -> None:
    rows = (indicator("甲", "60"), indicator("乙", "30"))
    reached: dict[str, dict[str, Any]] = {name: {"actual": "10个"} for name in "甲乙"}
    assert worked_out(*rows, said=reached, **SPENT).recheck_score is None
    one = worked_out(*rows, said=reached | {"甲": {"actual": "10个", "recheck": Decimal("41.255")}}, **SPENT)
    assert (one.total_score, one.recheck_score) == (Decimal("100.00"), Decimal("81.26"))


def test_weights_over_a_hundred_and_a_project_without_indicators_have_no_total() -> None:
    said = {"甲": {"actual": "10个", "recheck": Decimal(1)}}
    one = worked_out(indicator("甲", "91"), said=said, **SPENT)
    assert (one.total_score, one.computed_score, one.recheck_score) == (None, None, None)
    assert one.lacks == (Lack("", "weights"),)
    one = worked_out(indicator("甲", "90"), said=said, **SPENT)
    assert (one.total_score, one.lacks) == (Decimal("100.00"), ())
    one = worked_out(**SPENT)
    assert (one.total_score, one.computed_score, one.lacks) == (None, None, (Lack("", "indicators"),))


@pytest.mark.parametrize(
    ("weights", "settings", "total", "lacking"),
    [
        (("50", "39.99"), SETTINGS, "99.99", ["few weights"]),
        (("50", "40"), SETTINGS, "100.00", []),
        (("50", "40.01"), SETTINGS, None, ["weights"]),
        (("50", "30"), Settings(check=CheckSettings(weight_total=(80,))), "90.00", []),
        (("50", "30"), Settings(evaluation=EvaluationSettings(execution=20)), "100.00", []),
        (("50", "40"), Settings(evaluation=EvaluationSettings(execution=0)), "90.00", []),
        ((None, None), SETTINGS, "100.00", []),
    ],
)
def test_weights_that_make_more_than_a_hundred_have_no_total_and_less_are_named(
    weights: tuple[str | None, str | None], settings: Settings, total: str | None, lacking: list[Lacking]
) -> None:
    rows = [indicator(name, weight) for name, weight in zip("甲乙", weights, strict=True)]
    said = {name: {"actual": "10个"} for name in "甲乙"}
    one = worked_out(*rows, said=said, settings=settings, **SPENT)
    wanted = None if total is None else Decimal(total)
    assert (one.total_score, one.computed_score) == (wanted, wanted)
    assert (one.grade is None, one.lacks) == (total is None, tuple(Lack("", what) for what in lacking))
    one = worked_out(*rows, said=said, settings=settings, total_score=Decimal(70), **SPENT)
    assert (one.total_score, one.grade) == (Decimal("70.00"), "中")


@pytest.mark.parametrize(
    ("spent", "score", "alarms"),
    [
        ("100.00", "90", False),
        ("95.00", "90", False),  # (90/90 − 9.5/10) ÷ 1 is 5 percent, not more
        ("94.00", "90", True),
        ("94.00", "85", False),
        ("80.00", "1", False),  # 20 percent unspent, not more
        ("79.00", "1", True),
    ],
)
def test_indicators_that_score_well_beside_unspent_money_are_an_alarm(spent: str, score: str, alarms: bool) -> None:
    said = {"甲": {"actual": "10个", "score": Decimal(score), **MEASURED}}
    one = worked_out(indicator("甲", "90"), said=said, spent=Money(spent))
    assert is_alarm(one, SETTINGS.evaluation) is alarms


def test_what_is_unspent_is_no_rounded_share() -> None:
    said = {"甲": {"actual": "10个", "score": Decimal(1), **MEASURED}}
    for spent, alarms in (("799999.99", True), ("800000.00", False)):  # 20.000001 percent unspent, and 20
        one = worked_out(indicator("甲", "90"), said=said, total="1000000.00", spent=Money(spent))
        assert (one.execution, is_alarm(one, SETTINGS.evaluation)) == (Decimal("80.00"), alarms)


@pytest.mark.parametrize(("spent", "alarms"), [("80.00", False), ("79.99", True), ("0.00", True)])
def test_without_points_what_is_unspent_alone_is_an_alarm(spent: str, alarms: bool) -> None:
    one = worked_out(indicator("甲", "90"), said={"甲": {}}, spent=Money(spent))
    assert (one.total_score, is_alarm(one, SETTINGS.evaluation)) == (None, alarms)


def test_what_is_not_known_is_no_alarm() -> None:
    assert not is_alarm(worked_out(indicator("甲", "90"), said={"甲": {"actual": "10个"}}), SETTINGS.evaluation)


@pytest.mark.parametrize(
    ("target", "more", "said", "expected", "lack"),
    [
        ("满意", {"scoring": "bands"}, {"actual": "92%"}, "90 90.00 90.00 bands", None),
        ("满意", {"scoring": "bands"}, {"actual": "82%"}, "90 72.00 72.00 bands", None),
        ("是", {"scoring": "direct"}, {"actual": "否"}, "90 0.00 0.00 direct", None),
        ("否", {"scoring": "direct"}, {"actual": "是"}, "90 0.00 0.00 direct", None),
        ("是", {"scoring": "direct"}, {"actual": "是"}, "90 90.00 90.00 direct", None),
        ("是", {}, {"actual": "否"}, "90 None None unknown", "unknown"),
        ("≥10个", {"scoring": "band"}, {"actual": "9个"}, "90 None None unknown", "scoring"),
        ("提高", {}, {"actual": "有所提高", "tier": "部分"}, "90 None None unknown", "no tier"),
        ("≥10个", {}, {"actual": "10个", "score": Points("95.00")}, "90 95.00 90.00 given", "over"),
    ],
)
def test_what_keeps_an_indicator_from_its_points_is_named(
    target: str, more: dict[str, Any], said: dict[str, Any], expected: str, lack: Lacking | None
) -> None:
    one = worked_out(indicator("甲", "90", target=target, **more), said={"甲": said | MEASURED}, **SPENT)
    assert points(one) == [expected]
    assert [found.what for found in one.lacks if found.what not in ("unknown",) or lack == "unknown"] == (
        [] if lack is None else [lack]
    )


def test_a_total_over_the_whole_is_named() -> None:
    said = {"甲": {"actual": "10个"}}
    over: list[dict[str, Any]] = [{"total_score": Points("101.00")}, {"execution_points": Points("11.00")}]
    for given in over:
        one = worked_out(indicator("甲", "90"), said=said, **SPENT, **given)
        assert one.lacks == (Lack("", "total over"),)


def test_weights_are_spread_over_what_the_execution_leaves() -> None:
    settings = Settings(evaluation=EvaluationSettings(execution=20))
    one = worked_out(
        indicator("甲"), indicator("乙"), said={n: {"actual": "10个"} for n in "甲乙"}, settings=settings, **SPENT
    )
    assert (points(one)[0], one.total_score) == ("40.00 40.00 40.00 reached", Decimal("100.00"))
    settings = Settings(evaluation=EvaluationSettings(execution=0))
    one = worked_out(indicator("甲"), said={"甲": {"actual": "10个"}}, settings=settings)
    assert (points(one)[0], one.total_score) == ("100.00 100.00 100.00 reached", Decimal("100.00"))
