"""Goals of a whole, a department's or a unit's own, and what became of them are judged by their own form."""

from __future__ import annotations

import pytest

from tests.check.examples import codes

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


@pytest.mark.parametrize(("code", "owner"), [("335001", OF_UNIT), ("335", OF_DEPARTMENT)])
def test_what_became_of_a_whole(code: str, owner: str) -> None:
    goals = {f"goals/2021/{code}.toml": owner + LISTED + row()}
    record = owner + '\n[evaluation.indicators."送书进厂进校场次"]\nactual = "800场"\n'
    assert codes({**goals, f"progress/2021/{code}.toml": record}) == []
    assert codes({**goals, f"progress/2021/{code}.toml": record.replace("2021", "2020")}) == ["D502"]
    assert codes({f"progress/2021/{code}.toml": record}) == ["D516"]
