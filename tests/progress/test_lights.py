"""Lights of monitoring, worked by hand from 财预〔2019〕136号 and the usual thresholds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from perfcli.progress.actual import read_actual
from perfcli.progress.lights import indicator_light, money_light, planned_percent, progress, share_gone, worst
from perfcli.settings import MonitoringSettings
from perfcli.target import read_target

RULE = MonitoringSettings()
PLAN = {3: Decimal(50), 6: Decimal(100), 10: Decimal(100), 12: Decimal(100)}


@pytest.mark.parametrize(
    ("on", "gone"),
    [
        (date(2020, 12, 31), Fraction(0)),
        (date(2021, 1, 1), Fraction(1, 365)),
        (date(2021, 7, 31), Fraction(212, 365)),
        (date(2021, 12, 31), Fraction(1)),
        (date(2022, 3, 1), Fraction(1)),
    ],
)
def test_how_much_of_a_year_has_gone(on: date, gone: Fraction) -> None:
    assert share_gone(2021, on) == gone
    assert share_gone(2020, date(2020, 2, 29)) == Fraction(60, 366)


@pytest.mark.parametrize(
    ("on", "percent"),
    [
        (date(2020, 12, 31), Fraction(0)),
        (date(2020, 6, 1), Fraction(0)),
        (date(2021, 3, 31), Fraction(50)),
        (date(2021, 1, 1), Fraction(50, 90)),
        (date(2021, 4, 30), 50 + Fraction(50 * 30, 91)),
        (date(2021, 6, 30), Fraction(100)),
        (date(2021, 7, 31), Fraction(100)),
        (date(2022, 7, 31), Fraction(100)),
    ],
)
def test_a_plan_rises_by_days_between_its_checkpoints(on: date, percent: Fraction) -> None:
    assert planned_percent(PLAN, 2021, on) == percent


def test_a_plan_stays_after_its_last_checkpoint_and_none_is_none() -> None:
    assert planned_percent({6: Decimal(40)}, 2021, date(2021, 12, 31)) == 40
    assert planned_percent({}, 2021, date(2021, 12, 31)) is None


@pytest.mark.parametrize(
    ("spent", "light"),
    [
        ("0", "red"),
        ("59.99", "red"),
        ("60", "yellow"),
        ("79.99", "yellow"),
        ("80", "green"),
        ("100", "green"),
        ("300", "green"),
    ],
)
def test_money_is_never_blue(spent: str, light: str) -> None:
    assert money_light(Fraction(spent), Fraction(100), RULE) == light


def test_nothing_planned_yet_is_green() -> None:
    assert money_light(Fraction(0), Fraction(0), RULE) == "green"


@pytest.mark.parametrize(
    ("target", "value", "light"),
    [
        ("≥100座", "29座", "red"),
        ("≥100座", "30座", "yellow"),
        ("≥100座", "39.9座", "yellow"),
        ("≥100座", "40座", "green"),
        ("≥100座", "59.9座", "green"),
        ("≥100座", "60座", "blue"),
        ("≤10件", "10件", "green"),
        ("≤10件", "11件", "red"),
        ("0起", "0起", "green"),
        ("0起", "1起", "red"),
        ("100座", "达成预期指标", "green"),
        ("2021年10月底", "完成过半", None),
        ("5-8个", "6个", None),
        ("≥100座", "", None),
        ("≥0元", "5元", "green"),
        (">0元", "5元", "green"),
        ("≥0元", "-5元", None),
        ("≥-5%", "3%", "green"),
        ("≥-5%", "-8%", None),
    ],
)
def test_the_light_of_an_indicator_at_half_a_year(target: str, value: str, light: str | None) -> None:
    actual = read_actual(value, target, 2021)
    assert indicator_light(read_target(target), actual, Fraction(1, 2), RULE) == light


def test_less_is_better_of_a_cost_by_its_plain_number_alone() -> None:
    def light(target: str, value: str) -> str | None:
        actual = read_actual(value, target, 2021)
        return indicator_light(read_target(target), actual, Fraction(1, 2), RULE, better="less")

    assert light("80元", "90元") == "red"
    assert light("80元", "20元") == "green"
    assert light("≥5%", "10%") == "blue"
    assert light("≥5%", "1.1%") == "red"


def test_where_nobody_says_whether_less_is_better_there_is_no_light() -> None:
    for value in ("20%", "80%", "90%"):
        target, actual = read_target("80%"), read_actual(value, "80%", 2021)
        assert indicator_light(target, actual, Fraction(1, 2), RULE, better="unsure") is None
        assert progress(target, actual, Fraction(1, 2), better="unsure") is None


def test_progress_is_what_an_even_year_asks_for() -> None:
    def at(target: str, value: str) -> Fraction | None:
        return progress(read_target(target), read_actual(value, target, 2021), Fraction(1, 2))

    assert at("≥100座", "40座") == 80
    assert at("≤10件", "4件") == 40
    assert at("提高", "40座") is None
    assert at("0起", "0起") is None


def test_a_project_has_its_worst_light() -> None:
    assert worst(["green", None, "blue", "yellow"]) == "yellow"
    assert worst(["green", "blue"]) == "green"
    assert worst([None]) is None


def test_the_thresholds_are_settings() -> None:
    strict = MonitoringSettings(red=90, yellow=95, green=100)
    assert money_light(Fraction(94), Fraction(100), strict) == "yellow"
