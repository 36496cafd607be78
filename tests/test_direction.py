"""Whether a plain number is one to reach or to stay under."""

from __future__ import annotations

import pytest

from perfcli.direction import better_by
from perfcli.model import Indicator
from perfcli.settings import CheckSettings, Words


def better(kind: str, name: str, target: str, words: Words | None = None) -> str:
    settings = CheckSettings() if words is None else CheckSettings(words=words)
    return better_by(settings)(Indicator(kind=kind, name=name, target=target))


@pytest.mark.parametrize(
    ("name", "target", "wanted"),
    [
        ("亩均成本", "7.35元", "less"),
        ("每晚补助", "80元", "less"),
        ("补助标准", "1000元/人", "less"),
        ("项目总成本", "120", "less"),
        ("投诉率", "5%", "less"),
        ("资金到位率", "100%", "more"),
        ("预算执行率（%）", "100%", "more"),
        ("补助标准达标率", "100%", "more"),
        ("成本控制有效率", "95%", "more"),
        ("资金支付率", "100", "more"),
        ("成本节约率", "5%", "more"),
        ("成本降低率", "5%", "more"),
        ("资金节约额", "5万元", "more"),
        ("节约财政资金", "5万元", "more"),
        ("降低企业用电成本", "3万元", "more"),
        ("节约型机关建设成本", "20万元", "unsure"),
        ("减少办公用房租金", "20万元", "unsure"),
        ("成本控制率", "100%", "unsure"),
        ("人员经费占比", "30%", "unsure"),
        ("雇用人数", "5人", "unsure"),
    ],
)
def test_a_plain_number_of_a_cost(name: str, target: str, wanted: str) -> None:
    assert better("成本指标", name, target) == wanted
    assert better("经济成本指标", name, target) == wanted


@pytest.mark.parametrize(
    ("name", "target", "wanted"),
    [
        ("改造住房套数", "174套", "more"),
        ("投诉次数", "5次", "less"),
        ("不合格率", "1%", "less"),
        ("合格率", "98%", "more"),
    ],
)
def test_a_plain_number_of_anything_else(name: str, target: str, wanted: str) -> None:
    assert better("质量指标", name, target) == wanted


def test_the_lists_of_a_repository_count() -> None:
    words = Words(reverse=("停水次数", "-投诉次数"), positive=("控制率",))
    assert better("质量指标", "停水次数", "5次", words) == "less"
    assert better("质量指标", "投诉次数", "5次", words) == "more"
    assert better("成本指标", "成本控制率", "100%", words) == "more"
