"""The two frameworks of indicators, and which one a budget year follows."""

from __future__ import annotations

import pytest

from perfcli.errors import PerfError
from perfcli.framework import FRAMEWORKS, framework_for, kinds, level_one, levels
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
