"""Actual values as people write them, against their target."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcli.dates import Days, Deadline, read_days, read_deadline
from perfcli.formats.excel.numerals import spelled
from perfcli.numerals import read_numeral
from perfcli.progress.actual import MISSING, UNKNOWN, Actual, read_actual
from perfcli.progress.tiers import Tier
from perfcli.units import convert


@pytest.mark.parametrize(
    ("said", "target", "number"),
    [
        ("87人次", ">=59人次", "87"),
        ("266米", "≥200米", "266"),
        ("1.2万亩", "≥12000亩", "12000"),
        ("12000亩", "≥1.2万亩", "1.2"),
        ("0.28万元", "≤2900元", "2800"),
        ("45分钟", "≤2小时", "0.75"),
        ("15亩", "≥1公顷", "1"),
        ("3.5公里", "≥3000米", "3500"),
        ("2万元/人", "≤25000元/人", "20000"),
        ("19名", "=19人", "19"),
        ("2,934晚", "≥2964晚", "2934"),
        ("９３％", "≥90%", "93"),
        ("93.5", "≥90%", "93.5"),
        ("百分之93", "≥90%", "93"),
        ("已完成19个", "=19个", "19"),
        ("实际完成：19个", "=19个", "19"),
        ("19个（含新增2个）", "=19个", "19"),
        ("87", "≥59人次", "87"),
        ("60组", "≥60", "60"),
        ("无", "0起", "0"),
        ("未发生", "≤2起", "0"),
        ("-5", "≥3", "-5"),
        ("一千二百套", "≥1200套", "1200"),
        ("两百三十个", "≥230个", "230"),
        ("完成一百零五户", "≥100户", "105"),
        ("一万二", "≥12000人", "12000"),
        ("一亿二千万元", "≥1亿元", "1.2"),
        ("贰佰元", "≤200元", "200"),
        ("1万2千人", "≥12000人", "12000"),
        ("1亿2000万元", "≥1亿元", "1.2"),
        ("九成", "≥90%", "90"),
        ("9.5成", "≥90%", "95"),
        ("九成五", "≥90%", "95"),
        ("百分之九十五", "≥95%", "95"),
        ("百分之九十五点五", "≥95%", "95.5"),
        ("百分之百", "100%", "100"),
        ("完成率95%", "≥95%", "95"),
        ("无投诉", "0起", "0"),
        ("零投诉", "≤0件", "0"),
        ("未发生安全事故", "≤1起", "0"),
        ("90工作日", "≤90个工作日", "90"),
        ("90个工作日", "≤90工作日", "90"),
        ("半年", "≤6个月", "6"),
        ("1.2万", "≥12000亩", "12000"),
        ("1.2万", "≥1万亩", "1.2"),
        ("12000亩", "≥1.2万", "1.2"),
        ("一万", "≥1万元", "1"),
        ("1200亩（其中改造200亩）", "≥1200亩", "1200"),
        ("0.8", "≥0.75", "0.8"),
        ("0.5", "≥2", "0.5"),
        ("增长12%", "增长≥10%", "12"),
        ("同比增长12%", "增长 ≥10%", "12"),
        ("下降12%", "下降10%以上", "12"),
        ("3次", "≥2次/年", "3"),
        ("3次/年", "≥2次", "3"),
        ("2万元", "≥10000元/年", "20000"),
        ("全部", "100%", "100"),
        ("全部", "≥100%", "100"),
        ("0.00%", "0", "0"),
        ("提高到92%", "≥90%", "92"),
        ("降至3%", "≤5%", "3"),
        ("174套（2021年）", "≥174套", "174"),
        ("发生1起", "0起", "1"),
        ("19个（公租房9个，廉租房10个）", "=19个", "19"),
        ("93%（93/100）", "≥90%", "93"),
        ("100台（2021年12月）", "≥100台", "100"),
        ("12个月（2021年1月至12月）", "≥12个月", "12"),
        ("100%（100台全部到位）", "100%", "100"),
        ("85全部分配", "≥90全部分配", "85"),
        ("5A级景区", "=5A级景区", "5"),
        ("100台（满意率95%）", "≥100台", "100"),
    ],
)
def test_a_number_is_read_in_the_unit_of_the_target(said: str, target: str, number: str) -> None:
    value = Fraction(number)
    assert read_actual(said, target, 2021) == Actual(value, value)


@pytest.mark.parametrize(
    ("said", "target", "low", "high"),
    [("5-8个", "≥5个", 5, 8), ("≥95%", "≥95%", 95, None), ("不超过2小时", "≤3小时", None, 2)],
)
def test_bounds_are_read_as_bounds(said: str, target: str, low: int | None, high: int | None) -> None:
    assert read_actual(said, target, 2021) == Actual(
        None if low is None else Fraction(low), None if high is None else Fraction(high)
    )


@pytest.mark.parametrize(
    ("said", "target", "tier"),
    [
        ("达成预期指标", "≥90%", "reached"),
        ("达成预期指标。", "显著提高", "reached"),
        ("显著提高", "显著提高", "reached"),
        ("是", "是", "reached"),
        ("1-12月", "1-12月", "reached"),
        ("1 - 12月。", "1-12月", "reached"),
        ("3天内完成", "3天内完成", "reached"),
        ("增长≥10%", "增长≥10%", "reached"),
        ("按时完成", "2021年12月底前", "reached"),
        ("部分达成预期指标并具有一定效果", "提高", "partly"),
        ("未达成预期指标且效果较差", "提高", "missed"),
        ("未完成", "通车", "missed"),
        ("2021年11月", "2021年12月底前", "reached"),
        ("12月", "2021年12月底前", "reached"),
        ("2021-01-01", "2021年1月15日前", "reached"),
        ("2020年9月", "2020年10月底", "reached"),
        ("2021-12-31", "2021年12月31日前", "reached"),
        ("9月20日", "三季度末", "reached"),
        ("11月20日完成", "12月前", "reached"),
        ("11月份全部竣工验收", "2021年12月底前竣工", "reached"),
        ("11月签订合同", "2021年12月底前签订合同", "reached"),
        ("5G网络全覆盖", "5G网络全覆盖", "reached"),
        ("3天办结", "3天办结", "reached"),
        ("5月", "2022年6月底前", "reached"),
        ("2021-11-30 10:30:00", "2021年11月30日前", "reached"),
        ("2021/11/30 23:59", "2021年11月底前", "reached"),
        ("达成预期指标", "0起", "reached"),
        ("2021年十一月", "2021年12月底前", "reached"),
        ("2021年2月", "早于2021年3月", "reached"),
        ("2021年10月", "截至2021年12月", "reached"),
    ],
)
def test_words_and_dates_say_a_tier(said: str, target: str, tier: str) -> None:
    assert read_actual(said, target, 2021) == Actual(tier=tier)  # type: ignore[arg-type] # a text of the table above


@pytest.mark.parametrize("said", ["", " ", "-", "——", "/", "……"])
def test_an_empty_cell_is_missing(said: str) -> None:
    assert read_actual(said, "≥90%", 2021) == MISSING


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("3.5", "≤35000元"),
        ("约87人次", "≥59人次"),
        ("300余人", "≥300人"),
        ("0.93", "≥90%"),
        ("1", "≥90%"),
        ("100%", "≥9座"),
        ("87人", "≥59人次"),
        ("5家", "≥5户"),
        ("3", "≥3万亩"),
        ("1:1.5", "1:1"),
        ("2小时30分", "≤2小时"),
        ("第三季度晚了6天", "每季末15日内"),
        ("完成过半", "2023年10月底"),
        ("2021年11月中旬", "2021年10月底"),
        ("12月", "12月前"),
        ("预计11月", "2021年12月底前"),
        ("次年3月底", "2021年12月底前"),
        ("基本稳定", "稳定"),
        ("无", "≥3次"),
        ("8月", "2022年6月底前"),
        ("11月招标", "2021年12月底前完成"),
        ("11月取消", "2021年12月底前"),
        ("10月完成主体", "2021年12月底前竣工"),
        ("5月", "2021年6月以后"),
        ("5月", "6月1日起"),
        ("12月", "12 月前"),
        ("达成预期？", "提高"),
        ("一", "≥1次"),
        ("一级", "≥1"),
        ("第一名", "≥1"),
        ("二〇二一", "≥1"),
        ("一千余套", "≥1000套"),
        ("近九成", "≥90%"),
        ("三分之二", "≥60%"),
        ("90天", "≤90个工作日"),
        ("12000", "≥1.2万亩"),
        ("3万", "≥3%"),
        ("1万2", "≥12000亩"),
        ("合格率100%,优良率95%", "≥95%"),
        ("无数据", "0起"),
        ("无法统计", "≤3件"),
        ("有投诉", "0起"),
        ("10个（其中2个未完成）", "≥10个"),
        ("10个（含在建2个）", "≥10个"),
        ("95%（预计）", "≥95%"),
        ("1200亩（约）", "≥1200亩"),
        ("5个[上年]", "≥5个"),
        ("0.8", "≥80"),
        ("0.5", "≥5个"),
        ("80", "≥0.8"),
        ("2k", "≥2000"),
        ("3W", "≥30000"),
        ("十5", "≥5"),
        ("一1", "≥1"),
        ("已完成", "0起"),
        ("超额完成", "≤100万元"),
        ("部分完成", "＜5次"),
        ("2021-12-01 00:00:00", "2021年11月30日前"),
        ("2020年11月", "2021年12月底前"),
        ("下降12%", "增长≥10%"),
        ("12%", "增长≥10%"),
        ("增长-3%", "增长≥10%"),
        ("增长12%", "增长10%"),
        ("增长12个百分点", "增长≥10%"),
        ("增长8%", "增长不超过10%"),
        ("3次/人", "≥2次/年"),
        ("全部", "≥95%"),
        ("全部", "9座"),
        ("1-11月", "1-12月"),
        ("15:1", "1.5:1"),
        ("2020-12-31", "2021年1月15日前"),
        ("100台（实际80台）", "≥100台"),
        ("100台（完成率80%）", "≥100台"),
        ("100台（80）", "≥100台"),
        ("100台【80台】", "≥100台"),
        ("0起（瞒报1起）", "0起"),
        ("93%（第二批80%）", "≥90%"),
        ("80%（抽查93%）", "≥90%"),
        ("已完成（80台）", "≥100台"),
        ("2021年2月", "不早于2021年3月"),
        ("2021年2月", "晚于2021年3月"),
        ("2021年3月", "早于2021年3月"),
        ("2021年10月", "持续至2021年12月"),
        ("2021年10月", "至2021年12月"),
        ("无", "≤60万元"),
        ("没有", "≤5天"),
        ("未达标", "0起"),
        ("未完成", "≥60人次"),
        ("部分完成", "≥60人次"),
        ("已完成", "无"),
        ("已完成", "按时完成"),
        ("按时完成", "提前完成"),
        ("达标", "优秀"),
        ("已完成", "较大"),
        ("2021年5月", "≥2021年6月"),
        ("174套（开工）", "≥174套"),
        ("174套（2020年）", "≥174套"),
        ("174套（含2020年20套）", "≥174套"),
        ("1.2", "≥1000亩"),
        ("5.2", "≥5000米"),
        ("4G网络全覆盖", "5G网络全覆盖"),
        ("4险全缴", "5险全缴"),
        ("4险", "5险全缴"),
        ("4A级景区创建成功", "5A级景区创建成功"),
        ("8小时值守", "24小时值守"),
    ],
)
def test_what_nobody_can_be_sure_of_is_unknown(said: str, target: str) -> None:
    assert read_actual(said, target, 2021) == UNKNOWN


@pytest.mark.parametrize(
    ("name", "target", "tier"),
    [
        ("合同有效期", "2021年12月", None),
        ("免费开放截止时间", "2021年12月底", None),
        ("数据保存至", "2021年12月", None),
        ("合同到期日", "2021年12月底", None),
        ("补贴发放至", "2021年12月", None),
        ("聘用期", "2021年12月", None),
        ("补贴发放时间", "2021年12月", "reached"),
        ("服务期", "2021年12月底前", "reached"),
        ("管护完成时间", "2021年12月", "reached"),
        ("完工时间", "2021年12月", "reached"),
    ],
)
def test_a_date_to_last_until_is_not_reached_by_an_earlier_one(name: str, target: str, tier: Tier | None) -> None:
    assert read_actual("2021年6月", target, 2021, name) == Actual(tier=tier)


def test_below_zero_a_fall_may_be_meant_either_way() -> None:
    assert read_actual("-5%", "≥5%", 2021, "投诉下降率") == UNKNOWN
    assert read_actual("-5%", "≥5%", 2021, "产值增长率") == Actual(Fraction(-5), Fraction(-5))


@pytest.mark.parametrize(
    ("name", "said", "target", "number"),
    [
        ("改造住房套数", "改造174套", "≥174套", "174"),
        ("群众满意度", "满意度92%", "≥90%", "92"),
        ("按时完成率", "按时完成率为100%", "100%", "100"),
        ("有效投诉次数", "无有效投诉", "0次", "0"),
        ("按时完成率", "完成率100%", "100%", None),
        ("一次验收合格率", "合格率95%", "≥98%", None),
        ("新增就业人数", "就业120人", "≥100人", None),
        ("投诉次数", "无事故", "0次", None),
        ("有效投诉次数", "无重大投诉", "0次", None),
        ("滞纳金", "无", "≤100元", "0"),
        ("收入增长率", "同比增长12%", "≥10%", "12"),
        ("能耗下降率", "下降4%", "≥3%", "4"),
        ("产值", "增长12%", "≥10%", None),
    ],
)
def test_words_of_the_indicator_may_stand_before_the_number(
    name: str, said: str, target: str, number: str | None
) -> None:
    expected = UNKNOWN if number is None else Actual(Fraction(number), Fraction(number))
    assert read_actual(said, target, 2021, name) == expected


@given(st.integers(1, 10**12 - 1))
def test_every_spoken_number_is_read(number: int) -> None:
    assert read_numeral(spelled(str(number), 1)) == number
    assert read_numeral(spelled(str(number), 2)) == number
    assert read_actual(f"{spelled(str(number), 1)}元", f"≥{number}元", 2021) == Actual(
        Fraction(number), Fraction(number)
    )


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_text_stops_the_reading(said: str, target: str) -> None:
    read = read_actual(said, target, 2021)
    assert read.low is None or read.high is None or read.low <= read.high


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021年11月5日", (11, 5), (11, 5)),
        ("2021-11-05", (11, 5), (11, 5)),
        ("2021.11", (11, 1), (11, 30)),
        ("20211105", (11, 5), (11, 5)),
        ("２０２１年２月", (2, 1), (2, 28)),
        ("10月底", (10, 21), (10, 31)),
        ("6月中旬", (6, 11), (6, 20)),
        ("第三季度", (7, 1), (9, 30)),
        ("三季度末", (9, 21), (9, 30)),
        ("上半年", (1, 1), (6, 30)),
        ("年底", (12, 21), (12, 31)),
        ("年内完成", (1, 1), (12, 31)),
    ],
)
def test_a_date_leaves_days_open(text: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    assert read_days(text, 2021) == Days(date(2021, *first), date(2021, *last))


@pytest.mark.parametrize(
    "text",
    ["2021年6月-9月", "1-12月", "2月30日", "13月", "3天", "每月5日", "次年3月底", "2021年度", "12月31日24时", "2年内"],
)
def test_what_is_not_one_date_is_none(text: str) -> None:
    assert read_days(text, 2021) is None


@pytest.mark.parametrize(
    ("text", "sure", "latest"),
    [
        ("2021年12月底前", (12, 31), (12, 31)),
        ("10月底", (10, 31), (10, 31)),
        ("12月15日之前完成", (12, 15), (12, 15)),
        ("12月前", (11, 30), (12, 31)),
        ("6月中旬前", (6, 10), (6, 20)),
        ("上半年", (6, 30), (6, 30)),
        ("12 月 前", (11, 30), (12, 31)),
    ],
)
def test_a_deadline_is_sure_or_leaves_days_in_doubt(text: str, sure: tuple[int, int], latest: tuple[int, int]) -> None:
    assert read_deadline(text, 2021) == Deadline(date(2021, *sure), date(2021, *latest))


@pytest.mark.parametrize(
    ("value", "unit", "into", "converted"),
    [
        ("1", "万亩", "亩", "10000"),
        ("1", "亩", "平方米", "2000/3"),
        ("2", "㎡", "平方米", "2"),
        ("2", "百万千瓦时", "万度", "200"),
        ("3", "元/万人", "元/人", "3/10000"),
        ("2", "千米", "米", "2000"),
        ("5", "‰", "%", "1/2"),
        ("2", "年", "个月", "24"),
        ("7", "户", "户", "7"),
    ],
)
def test_units_of_one_kind_are_converted_exactly(value: str, unit: str, into: str, converted: str) -> None:
    assert convert(Fraction(value), unit, into) == Fraction(converted)


@pytest.mark.parametrize(
    ("unit", "into"),
    [
        ("户", "家"),
        ("人", "人次"),
        ("月", "天"),
        ("工作日", "天"),
        ("元/人", "元"),
        ("元", "米"),
        (None, "%"),
        ("万亩", None),
    ],
)
def test_units_of_two_kinds_are_not(unit: str | None, into: str | None) -> None:
    assert convert(Fraction(1), unit, into) is None
