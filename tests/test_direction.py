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
        ("每晚补助", "80元", "unsure"),
        ("补助标准", "1000元/人", "unsure"),
        ("补助成本", "1000元/人", "less"),
        ("培训费标准", "550元", "less"),
        ("道路硬化", "30万元/公里", "less"),
        ("低保金标准", "600元/月", "unsure"),
        ("社会资本投入", "500万元", "unsure"),
        ("完成投资", "100万元", "unsure"),
        ("税收收入", "100万元", "unsure"),
        ("挽回损失", "20万元", "unsure"),
        ("利润", "100万元", "unsure"),
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
        ("未完成率", "1%", "less"),
        ("合格率", "98%", "more"),
        ("投诉", "3件", "less"),
        ("施工扰民投诉", "6件", "less"),
        ("安全事故", "2起", "less"),
        ("受理群众投诉", "20件", "unsure"),
        ("接待信访量", "100件", "unsure"),
        ("减少投诉次数", "5次", "unsure"),
        ("投诉下降率", "5%", "more"),
        ("案件办理差错率", "1%", "less"),
        ("降低事故率", "5%", "unsure"),
        ("单位能耗", "100吨", "less"),
        ("农业用水量", "100吨", "unsure"),
        ("年减少二氧化碳排放量", "20吨", "unsure"),
        ("零差错率", "100%", "more"),
        ("工程无质量事故率", "100%", "more"),
        ("未发生安全事故率", "100%", "more"),
        ("食品安全零事故", "100%", "more"),
        ("零投诉", "3起", "unsure"),
        ("断面水质类别", "3类", "unsure"),
        ("断面水质类别", "3", "unsure"),
        ("地表水水质", "3类", "unsure"),
        ("水质类别（类）", "3类", "unsure"),
        ("网络安全等级保护", "3级", "unsure"),
        ("景区等级评定", "4级", "unsure"),
        ("全省排名位次情况", "3名", "unsure"),
        ("购置图书类别数", "5类", "more"),
        ("整治污染类型", "5类", "more"),
        ("等级评定人数", "20名", "more"),
        ("水质监测次数", "20次", "more"),
        ("无人机事故率", "1%", "less"),
        ("零售投诉率", "1%", "less"),
        ("未成年人违法率", "1%", "less"),
        ("资金缺口", "100万元", "less"),
        ("弥补资金缺口", "100万元", "unsure"),
        ("废品率", "2%", "less"),
        ("PM2.5浓度", "35微克/立方米", "less"),
        ("溶解氧浓度", "5毫克/升", "unsure"),
        ("昼间噪声", "60分贝", "less"),
        ("黑臭水体数量", "5个", "less"),
        ("治理黑臭水体数量", "5个", "unsure"),
        ("缩小收入差距", "5%", "unsure"),
        ("全省排名", "10名", "unsure"),
        ("门票价格", "60元", "unsure"),
        ("失业率控制", "4%", "unsure"),
        ("控制物价涨幅", "3%", "less"),
        ("控制率", "100%", "more"),
    ],
)
def test_a_plain_number_of_anything_else(name: str, target: str, wanted: str) -> None:
    assert better("质量指标", name, target) == wanted


@pytest.mark.parametrize(
    ("name", "target", "wanted"),
    [
        ("办理时限", "5个工作日", "less"),
        ("工期", "30天", "less"),
        ("到场时间", "2小时", "less"),
        ("故障到场时长", "2小时", "less"),
        ("响应时间", "30分钟", "less"),
        ("响应时间", "30", "less"),
        ("平均办理用时", "3天", "less"),
        ("项目建设周期", "12个月", "less"),
        ("质保期", "24个月", "more"),
        ("箱涵设计年限", "50年", "more"),
        ("使用年限", "10年", "more"),
        ("设备运行时间", "3000小时", "more"),
        ("服务时间", "12个月", "more"),
        ("开放时间", "300天", "more"),
        ("培训时长", "40小时", "more"),
        ("检测报告有效期", "2年", "more"),
        ("免费维护年限", "6年", "unsure"),
        ("灯泡更换停放时间", "2天/次", "unsure"),
        ("缩短办理时限", "5天", "unsure"),
        ("完成时间", "10", "unsure"),
        ("响应时间", "100%", "more"),
        ("平均无故障时间", "10天", "more"),
        ("故障时间", "10天", "less"),
    ],
)
def test_a_time_says_by_its_name_how_long_something_takes_or_lasts(name: str, target: str, wanted: str) -> None:
    assert better("时效指标", name, target) == wanted
    assert better("质量指标", name, target) == wanted


def test_days_without_such_a_name_are_asked_about_where_a_deadline_is_likely() -> None:
    assert better("数量指标", "天象厅开放", "270天") == "more"
    assert better("时效指标", "资金拨付", "30天") == "unsure"
    assert better("成本指标", "临时用工", "30天") == "unsure"


def test_the_lists_of_a_repository_count() -> None:
    words = Words(reverse=("停水次数", "-投诉次数"), positive=("控制率",))
    assert better("质量指标", "停水次数", "5次", words) == "less"
    assert better("质量指标", "投诉次数", "5次", words) == "more"
    assert better("成本指标", "成本控制率", "100%", words) == "more"
