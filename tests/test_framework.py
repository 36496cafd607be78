"""The two frameworks of indicators, and which one a budget year follows."""

from __future__ import annotations

import pytest

from perfcli.errors import PerfError
from perfcli.framework import (
    CENTRAL,
    FRAMEWORKS,
    NO_FRAMEWORK,
    followed,
    framework_for,
    kind_meant,
    kinds,
    kinds_meant,
    level_one,
    level_one_meant,
    levels,
)
from perfcli.i18n import get_locale, set_locale


def test_the_kinds_of_2015_stand_in_the_order_of_the_form() -> None:
    assert kinds("2015") == (
        "数量指标",
        "质量指标",
        "时效指标",
        "成本指标",
        "经济效益指标",
        "社会效益指标",
        "生态效益指标",
        "可持续影响指标",
        "服务对象满意度指标",
    )


def test_the_levels_of_2021() -> None:
    assert levels("2021") == (
        ("成本指标", ("经济成本指标", "社会成本指标", "生态环境成本指标")),
        ("产出指标", ("数量指标", "质量指标", "时效指标")),
        ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标")),
        ("满意度指标", ("服务对象满意度指标",)),
    )


@pytest.mark.parametrize(
    ("kind", "framework", "level"),
    [
        ("数量指标", "2015", "产出指标"),
        ("成本指标", "2015", "产出指标"),
        ("可持续影响指标", "2015", "效益指标"),
        ("服务对象满意度指标", "2015", "满意度指标"),
        ("经济成本指标", "2015", ""),
        ("经济成本指标", "2021", "成本指标"),
        ("成本指标", "2021", ""),
        ("可持续影响指标", "2021", ""),
        ("", "2015", ""),
        ("数量", "2015", ""),
    ],
)
def test_the_level_one_of_a_kind(kind: str, framework: str, level: str) -> None:
    assert level_one(kind, framework) == level


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_levels_hold_each_kind_once_and_level_one_finds_it(framework: str) -> None:
    pairs = [(kind, level) for level, below in levels(framework) for kind in below]
    assert tuple(kind for kind, _level in pairs) == kinds(framework)
    assert len(set(kinds(framework))) == len(pairs)
    assert [level_one(kind, framework) for kind, _level in pairs] == [level for _kind, level in pairs]


@pytest.mark.parametrize(
    ("year", "name"), [(2010, "2015"), (2015, "2015"), (2021, "2015"), (2022, "2021"), (2030, "2021")]
)
def test_a_year_follows_the_last_framework_that_started(year: int, name: str) -> None:
    assert framework_for(year, {2022: "2021", 2015: "2015"}) == name


def test_a_year_before_the_first_start_has_the_earliest() -> None:
    assert framework_for(2019, {2024: "2015", 2022: "2021"}) == "2021"


def test_without_any_start_it_is_2015() -> None:
    assert framework_for(2021, {}) == "2015"


def test_an_unknown_framework_is_named_beside_the_known_ones() -> None:
    before = get_locale()
    set_locale("en")
    try:
        for ask in (
            lambda: kinds("2018"),
            lambda: levels("2018"),
            lambda: level_one("数量指标", "2018"),
            lambda: framework_for(2021, {2015: "2018"}),
        ):
            with pytest.raises(PerfError) as error:
                ask()
            assert error.value.message == "Unknown framework of indicators: 2018"
            assert error.value.hint == "Known ones: 2015, 2021"
    finally:
        set_locale(before)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("数量指标", ["数量指标"]),
        ("数量", ["数量指标"]),
        (" 数 量 指 标 ", ["数量指标"]),
        ("数量指标(必填)", ["数量指标"]),
        ("1.质量指标（20分）：", ["质量指标"]),
        ("★时效指标", ["时效指标"]),
        ("产出数量指标", ["数量指标"]),
        ("数量指标（或建筑规模指标）", ["数量指标"]),
        ("时效指标（工期指标、形象进度指标）", ["时效指标"]),
        ("预算（或投资规模）控制指标", ["成本指标"]),
        ("成本指标", ["成本指标"]),
        ("经济成本指标", ["经济成本指标"]),
        ("生态环境成本", ["生态环境成本指标"]),
        ("环境效益指标", ["生态效益指标"]),
        ("可持续影响", ["可持续影响指标"]),
        ("满意度指标", ["服务对象满意度指标"]),
        ("社会公众或服务对象满意度指标", ["服务对象满意度指标"]),
        ("经济、社会效益指标", ["经济效益指标", "社会效益指标"]),
        ("社会效益指标和生态效益指标", ["社会效益指标", "生态效益指标"]),
        ("数量、质量", ["数量指标", "质量指标"]),
        ("产出指标", []),
        ("效益指标", []),
        ("指标", []),
        ("维修、质量指标", []),
        ("", []),
    ],
)
def test_what_a_kind_as_printed_means(printed: str, meant: list[str]) -> None:
    assert kinds_meant(printed) == tuple(meant)
    assert kind_meant(printed) == (meant[0] if len(meant) == 1 else "")


def test_every_kind_means_itself() -> None:
    assert [kind_meant(kind) for name in FRAMEWORKS for kind in kinds(name)] == [
        k for n in FRAMEWORKS for k in kinds(n)
    ]


@pytest.mark.parametrize("expected", FRAMEWORKS)
@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ([("产出指标", "数量指标"), ("产出指标", "成本指标")], "2015"),
        ([("", "数量"), ("", "成本指标（10分）")], "2015"),
        ([("成本指标", "经济成本指标"), ("产出指标", "数量指标"), ("效益指标", "可持续影响指标")], "2021"),
        ([("实施效果指标", "产出指标"), ("过程管理指标", "计划管理指标")], CENTRAL),
        ([("", "产出指标"), ("", "效益指标"), ("", "满意度指标")], CENTRAL),
        ([("产出指标", ""), ("效果指标", "")], NO_FRAMEWORK),
        ([("", "工作指标"), ("", "管理指标"), ("", "数量指标")], NO_FRAMEWORK),
    ],
)
def test_the_framework_that_a_table_follows(rows: list[tuple[str, str]], name: str, expected: str) -> None:
    assert followed(tuple(rows), expected) == name


@pytest.mark.parametrize("expected", FRAMEWORKS)
@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("", "")],
        [("产出指标", "数量指标"), ("效益指标", "社会效益指标"), ("满意度指标", "满意度指标")],
        [("", "成本指标"), ("", "经济成本指标")],
        [("", "数量指标"), ("", "产出指标")],
    ],
)
def test_what_does_not_tell_follows_its_year(rows: list[tuple[str, str]], expected: str) -> None:
    assert followed(tuple(rows), expected) == expected


@pytest.mark.parametrize(
    ("printed", "framework", "level"),
    [
        ("数量指标(必填)", "2015", "产出指标"),
        ("满意度指标", "2021", "满意度指标"),
        ("可持续影响指标", "2021", "效益指标"),
        ("成本指标", "2021", ""),
        ("经济、社会效益指标", "2015", "效益指标"),
        ("产出指标", CENTRAL, "实施效果指标"),
        ("数量指标", NO_FRAMEWORK, ""),
        ("维修", "2015", ""),
    ],
)
def test_the_level_one_of_a_kind_as_printed(printed: str, framework: str, level: str) -> None:
    assert level_one_meant(printed, framework) == level


@pytest.mark.parametrize("name", [CENTRAL, NO_FRAMEWORK])
def test_no_year_can_follow_what_is_only_recognised(name: str) -> None:
    assert name not in FRAMEWORKS
    with pytest.raises(PerfError):
        framework_for(2021, {2015: name})
