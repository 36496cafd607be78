"""Goals of a whole, a department's or a unit's own, and what became of them are judged by their own form."""

from __future__ import annotations

import pytest

from perfcli.check.reports.rows import message_of
from tests.check.examples import codes, findings_of

INDICATOR = """
[[indicators]]
kind = "{kind}"
name = "{name}"
description = "按签到表统计，由馆方核对"
target = "{target}"
basis = "年度工作计划"
"""
LISTED = 'goals = ["送书进厂进校八百场。"]\n'
OF_UNIT = 'unit = "335001"\nyear = 2021\n'
OF_DEPARTMENT = 'department = "335"\nyear = 2021\n'


def row(kind: str = "数量指标", target: str = "≥800场", name: str = "送书进厂进校场次") -> str:
    return INDICATOR.format(kind=kind, target=target, name=name)


COST = row("经济成本指标", "≤8万元", "送书车辆费用")


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("goals/2021/335001.toml", OF_UNIT + LISTED + row(), []),
        ("goals/2021/335001.toml", OF_UNIT + 'overall = "全区书香"\n' + row(), []),
        ("goals/2021/335.toml", OF_DEPARTMENT + LISTED + row(), []),
        ("goals/2021/335001.toml", OF_UNIT + LISTED, ["C105"]),
        ("goals/2021/335.toml", OF_DEPARTMENT + LISTED, ["C105"]),
        ("goals/2021/335001.toml", OF_UNIT + row(), ["C101"]),
        ("goals/2021/335001.toml", OF_UNIT + 'goals = [""]\n' + row(), ["C101"]),
        ("goals/2021/335002.toml", OF_UNIT + LISTED + row(), ["D502"]),
        ("goals/2021/335.toml", OF_UNIT + LISTED + row(), ["D502", "D502"]),
        ("goals/2021/335009.toml", OF_UNIT.replace("335001", "335009") + LISTED + row(), ["D508"]),
        ("goals/2021/335001.toml", OF_UNIT + LISTED + COST, []),
        ("goals/2021/335001.toml", OF_UNIT + LISTED + COST + row("成本指标", "≤8万元", "图书费用"), ["C106"]),
        ("goals/2021/335001.toml", OF_UNIT + LISTED + row(target="效果明显"), ["A315"]),
    ],
)
def test_goals_of_a_whole(path: str, text: str, expected: list[str]) -> None:
    assert sorted(codes({path: text})) == expected


BUDGET = "\n[budget]\ntotal = 100000\nfiscal = 100000\nother = 0\n"
WRONG_SUM = BUDGET.replace("other = 0", "other = 30")
NO_MONEY = BUDGET.replace("100000", "0")


def weighed(kind: str, weight: int) -> str:
    return row(kind, name=f"送书场次{weight}") + f"weight = {weight}\n"


PAST = """
[[functions]]
name = "阅读推广"
goal = "2019年建成阅览室"

[[functions.indicators]]
name = "读书会场次"
description = "按签到表统计"
target = "≥12场"
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LISTED + BUDGET + row(), []),
        (LISTED + WRONG_SUM + row(), ["F401 the total 100000.00 is not fiscal plus other funds, which are 100030.00"]),
        (LISTED + NO_MONEY + row(), ["F406 the budget of the whole is zero: enter the amount, or take [budget] out"]),
        (LISTED + weighed("数量指标", 50) + weighed("质量指标", 30), ["F408 the weights sum to 80, not to 90/100"]),
        (LISTED + weighed("数量指标", 50) + weighed("质量指标", 40), []),
        (
            LISTED + weighed("数量指标", 50) + row("社会效益指标"),
            [
                "F408 the indicator 送书进厂进校场次 has no weight while others have one",
                "F408 the weights sum to 50, not to 90/100",
            ],
        ),
        (
            LISTED + row("时效指标", "2020年12月底前", "送书完成时间"),
            [
                "F410 2020年12月底前 lies before the budget year 2021: a date left over from an older table?",
            ],
        ),
        (
            'goals = ["2020年送书八百场"]\n' + row(),
            [
                "F410 the goal speaks of 2020, before the budget year 2021: text left over from an older table?",
            ],
        ),
        (
            LISTED + row() + PAST,
            [
                "F410 the goal speaks of 2019, before the budget year 2021: text left over from an older table?",
            ],
        ),
        (
            LISTED + row() + PAST.replace("2019年建成", "用于建设"),
            [
                "R207 this goal says what the money is spent on, not what it brings about",
            ],
        ),
        (
            'goals = ["用于送书进厂进校"]\n' + row(),
            [
                "R207 this goal says what the money is spent on, not what it brings about",
            ],
        ),
    ],
)
def test_money_weights_and_years_of_a_whole(text: str, expected: list[str]) -> None:
    found = findings_of({"goals/2021/335.toml": OF_DEPARTMENT + text})
    assert sorted(f"{one.code} {message_of(one)}" for one in found) == expected


OWNERS = pytest.mark.parametrize(("code", "owner"), [("335001", OF_UNIT), ("335", OF_DEPARTMENT)])


@OWNERS
def test_what_became_of_a_whole(code: str, owner: str) -> None:
    goals = {f"goals/2021/{code}.toml": owner + LISTED + row()}
    record = owner + "adjusted = 5\n\n[evaluation]\nspent = 5\n"
    record += '\n[evaluation.indicators."送书进厂进校场次"]\nactual = "800场"\n'
    assert codes({**goals, f"progress/2021/{code}.toml": record}) == []
    assert codes({**goals, f"progress/2021/{code}.toml": record.replace("2021", "2020")}) == ["D502"]
    assert codes({f"progress/2021/{code}.toml": record}) == ["D516"]


FUNCTION = """
[[functions]]
name = "阅读推广"
goal = "全区书香"

[[functions.indicators]]
name = "读书会场次"
description = "按签到表统计"
target = "≥12场"
"""
REACHED = """
[evaluation]
spent = 100000

[evaluation.indicators."送书进厂进校场次"]
actual = "800场"

[evaluation.indicators."读书会场次"]
actual = "12场"
"""
MONITORED = """
[[monitoring]]
date = 2021-07-31
spent = {spent}

[monitoring.indicators."读书会场次"]
value = "{value}场"
"""


UNSPENT = (
    "the money was not spent as planned: its reason is missing, write it in [evaluation.details] under 执行率低的原因"
)


@OWNERS
@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (REACHED, []),
        (MONITORED.format(spent=60000, value=7), []),
        (MONITORED.format(spent=60000, value=13) + REACHED, ["F416 12场 is less than the 13场 of 2021-07-31"]),
        (
            MONITORED.format(spent=100001, value=7) + REACHED,
            [
                "F414 100001.00 were spent of a budget of 100000.00 yuan",
                "F415 100000.00 yuan were spent, less than the 100001.00 by 2021-07-31",
            ],
        ),
        (
            REACHED.replace("读书会场", "读书会次"),
            [
                "C112 读书会场次: the actual value is missing",
                "D517 there is no indicator 读书会次次: is 读书会场次 meant?",
            ],
        ),
        (REACHED.replace("spent = 100000\n", ""), ["C112 how much was spent is missing"]),
        (REACHED.replace("100000", "80000"), ["C113 " + UNSPENT]),
        (
            REACHED.replace('"12场"', '"9场"'),
            [
                "C113 读书会场次: the score is under the weight, a measure is missing",
                "C113 读书会场次: the score is under the weight, its reason is missing",
            ],
        ),
        (REACHED.replace('"12场"', '"15场"'), ["C113 读书会场次: far above the target, an explanation is missing"]),
        (
            REACHED + "score = 99\n",
            [
                "F411 a score of 99 is over the weight of 45.00",
                "F413 a score of 99 is given, by the rule it is 45.00",
            ],
        ),
        (
            REACHED.replace("spent =", "total_score = 95\nspent ="),
            ["F412 the total of 95 is not the sum of the points, 100.00"],
        ),
        (
            REACHED.replace("spent =", "execution_points = 9\nspent ="),
            [
                "F413 9 points of execution are given, by the rule it is 10.00",
            ],
        ),
    ],
)
def test_rules_of_results_judge_wholes(code: str, owner: str, record: str, expected: list[str]) -> None:
    files = {
        f"goals/2021/{code}.toml": owner + 'overall = "全区书香"\n' + LISTED + BUDGET + row(target="≥800场") + FUNCTION,
        f"progress/2021/{code}.toml": owner + record,
    }
    said = [f"{one.code} {message_of(one)}" for one in findings_of(files) if one.path.startswith("progress/")]
    assert sorted(said) == expected


def test_execution_of_a_whole_without_a_budget_cannot_be_worked_out() -> None:
    goals = {"goals/2021/335.toml": OF_DEPARTMENT + LISTED + row() + FUNCTION}
    record = OF_DEPARTMENT + REACHED
    assert codes({**goals, "progress/2021/335.toml": record}) == ["C112"]
    record = record.replace("\n[evaluation]", "adjusted = 100000\n\n[evaluation]", 1)
    assert codes({**goals, "progress/2021/335.toml": record}) == []
