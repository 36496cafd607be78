"""What a target says: the labelled real ones, a table of our own, and the laws that hold for any text."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfcli.target import QUALITATIVE, Target, has_several_operators, is_falling_range, is_percent, read_target

LABELLED = Path(__file__).parents[1].parent / "shared" / "target-values.tsv"

# target | operator value [upper] [unit]; `-` stands for no unit.
QUANTITIES = """
100                     | = 100 -
2000-2100               | range 2000 2100 -
2000.5-2010.5米          | range 2000.5 2010.5 米
0                       | = 0 -
2000                    | = 2000 -
95%                     | = 95 %
5％                      | = 5 ％
3个                      | = 3 个
14 户                    | = 14 户
5.50亩                   | = 5.50 亩
１２．５０亩                  | = 12.50 亩
1.2万人次                  | = 1.2 万人次
5年                      | = 5 年
30日                     | = 30 日
12个月                    | = 12 个月
0起                      | = 0 起
100元/（人·月）              | = 100 元/（人·月）
100元/100平方米             | = 100 元/100平方米
5m3                     | = 5 m3
300m²                   | = 300 m²
100%（含补助）               | = 100 %
100% (1.0)              | = 100 %
90（%）                   | = 90 -
为0                      | = 0 -
为100%                   | = 100 %
等于3个                    | = 3 个
达到90%                   | = 90 %
=0件                     | = 0 件
＝０件                     | = 0 件
═100%                   | = 100 %
==5次                    | = 5 次
-5%                     | = -5 %
－5℃                     | = -5 ℃
−3.5℃                   | = -3.5 ℃
+5%                     | = 5 %
1,200人次                 | = 1200 人次
1，200人次                 | = 1200 人次
1,234,567.89元           | = 1234567.89 元
100，000元                | = 100000 元
≥174套                   | ≥ 174 套
不得低于20户                 | ≥ 20 户
不应超过5万元                 | ≤ 5 万元
不能少于3次                  | ≥ 3 次
不可多于2次                  | ≤ 2 次
20上                     | = 20 上
20内                     | ≤ 20 -
5百-8百人                  | range 5 8 百人
5千-8千元                  | range 5 8 千元
2亿-3亿元                  | range 2 3 亿元
5百万-8百万元                | range 5 8 百万元
3千万-5千万元                | range 3 5 千万元
百分之90至95               | range 90 95 百分之
3-13                    | range 3 13 -
≥ 90 %                  | ≥ 90 %
≧90%                    | ≥ 90 %
>=90%                   | ≥ 90 %
> = 90%                 | ≥ 90 %
＞＝90%                   | ≥ 90 %
=>90%                   | ≥ 90 %
≮95%                    | ≥ 95 %
≥90全部分配                 | ≥ 90 全部分配
≥90符合环境影响评价要求           | ≥ 90 符合环境影响评价要求
≥90百分百                  | ≥ 90 百分百
≥90%以上                  | ≥ 90 %
≥90%（不含）                | ≥ 90 %
≥90%。                   | ≥ 90 %
≥-3℃                    | ≥ -3 ℃
90%以上                   | ≥ 90 %
90%及以上                  | ≥ 90 %
90%（含）以上                | ≥ 90 %
90%以上（含90%）             | ≥ 90 %
5次或以上                   | ≥ 5 次
不低于20户                  | ≥ 20 户
不少于 3 次                 | ≥ 3 次
不小于5公里                  | ≥ 5 公里
不得低于90%                 | ≥ 90 %
不低于90%以上                | ≥ 90 %
至少2次                    | ≥ 2 次
最低5个                    | ≥ 5 个
大于等于5个                  | ≥ 5 个
大于或等于5个                 | ≥ 5 个
达到95%以上                 | ≥ 95 %
达95%以上                  | ≥ 95 %
保持在95%以上                | ≥ 95 %
百分之90以上                 | ≥ 90 百分之
≤20万元                   | ≤ 20 万元
≦20万元                   | ≤ 20 万元
<=20万元                  | ≤ 20 万元
=<20万元                  | ≤ 20 万元
＜＝20万元                  | ≤ 20 万元
≯5%                     | ≤ 5 %
≤6月                     | ≤ 6 月
≤30日                    | ≤ 30 日
不超过100万元                | ≤ 100 万元
不得超过100万元               | ≤ 100 万元
不高于5%                   | ≤ 5 %
不多于3次                   | ≤ 3 次
不大于3%                   | ≤ 3 %
至多3次                    | ≤ 3 次
最多3次                    | ≤ 3 次
小于等于3天                  | ≤ 3 天
24小时以内                  | ≤ 24 小时
24小时内                   | ≤ 24 小时
30天之内                   | ≤ 30 天
3年内                     | ≤ 3 年
5%以下                    | ≤ 5 %
控制在5%以内                 | ≤ 5 %
≤5%以内                   | ≤ 5 %
>3次                     | > 3 次
＞3次                     | > 3 次
大于3次                    | > 3 次
超过3次                    | > 3 次
超13万元/年                 | > 13 万元/年
超过90%以上                 | > 90 %
高于90%                   | > 90 %
多于5人                    | > 5 人
<24小时                   | < 24 小时
﹤24小时                   | < 24 小时
小于5%                    | < 5 %
低于5%                    | < 5 %
少于5人                    | < 5 人
不足5人                    | < 5 人
5-8个                    | range 5 8 个
5~8                     | range 5 8 -
5～8                     | range 5 8 -
5—8                     | range 5 8 -
5——8个                   | range 5 8 个
5 - 8 个                 | range 5 8 个
5至8个                    | range 5 8 个
5到8个                    | range 5 8 个
5个-8个                   | range 5 8 个
80%-90%                 | range 80 90 %
80%～90％                 | range 80 90 ％
80-90%                  | range 80 90 %
80%-90                  | range 80 90 %
80%-90%之间               | range 80 90 %
为5-8个                   | range 5 8 个
5万-8万元                  | range 5 8 万元
1,000-2,000人            | range 1000 2000 人
-5~8℃                   | range -5 8 ℃
-10--5℃                 | range -10 -5 ℃
5-5个                    | range 5 5 个
300标箱                   | = 300 标箱
80个行政村                  | = 80 个行政村
80户贫困家庭                 | = 80 户贫困家庭
30名全科医生                 | = 30 名全科医生
20次应急响应                 | = 20 次应急响应
250个工作日                 | = 250 个工作日
1.2万吨标准煤                | = 1.2 万吨标准煤
5kg标准煤                  | = 5 kg标准煤
50Mbps                  | = 50 Mbps
65dB(A)                 | = 65 dB
100残疾人                  | = 100 残疾人
17元/人.每天                | = 17 元/人.每天
=5A级景区                  | = 5 A级景区
0投诉                     | = 0 投诉
0差错上线                   | = 0 差错上线
"""

WORDS = """
是/否
是
否
无
及时
显著提升
不断提升
长期
零
一次
九成以上
百分之九十
应保尽保
**
≥**%
≧ %
≥
%
个
=
不低于
不超过预算
超额完成
为期3天
完成3个项目
每年3次
约100人
第3名
优良率≥95%
至少全年完成2次宣传
第一年按总投资额返本20%,分红按8%分红
严格按照预算标准1000元/人给补助对象兑付补助
3天内完成
5个工作日内办结
100%完成
100%的农户
100多人
100余人
100人左右
5天前
控制在5%
≥90%以下
≤5%以上
≥5-8个
5-8个以上
8-5个
5个-8次
≥90%，力争95%
≥90%且≤95%
90%±5%
1,23
1,2345
1,234,56
0,123
1234,567
1.2.3
1/3
2/3以上
1:3
7×24小时
1 200人
1e5
5--8个
5G网络全覆盖
5险全缴
12345热线畅通
12345热线
15分钟就医圈全覆盖
1网通办
24小时值守
24小时在线
365天无休
1张网全覆盖
1件事一次办
8项制度健全完善
5A级景区创建成功
达到5A级景区标准
4A级以上
4A级
3D打印
3天办结
5年质保
7天无理由退货
3不出村
1-6月支出
8条道路全面建成
8家单位处置
1.完成项目建设
1、完成项目建设
"""

DATES = """
2021年
2021年全年
2021年度
2021年底
2021年内
2021年12月
2021年12月底前
２０２１年１２月
2023年12月31日
2023年12月31日前
=2021年
≤2021年12月
≤12月底
2021-2023年
2021年-2023年
2021至2023年
2021-2023
2021-2022学年
2021.12
2021.12.31
2021-12
2021-12-31
2021/12/31
20211231
12月
12月底前
12月31日
12月中旬
每年12月底前
6月30日前
6.30前
15号前
3月至6月
1-12月
在6-8月
在1-3季度
2019-2021财年
3季度
4季度末
21年底
8:00-18:00
17:00前
2023.07-2024.01
2024.03—2025.02
2023.7至2024.1
202307-202401
2023-2024
"""


def rows(table: str) -> list[str]:
    return [line.strip() for line in table.strip().splitlines()]


def labelled() -> list[list[str]]:
    if not LABELLED.exists():
        return []
    lines = LABELLED.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[2:] if line]


def printed(target: Target) -> list[str]:
    return ["" if part is None else str(part) for part in target]


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled targets (shared/target-values.tsv) are not here")
def test_every_labelled_target_reads_as_its_label_says() -> None:
    assert len(labelled()) == 97
    wrong = [(row, read) for row in labelled() if (read := printed(read_target(row[0]))) != row[2:6]]
    assert wrong == []


@pytest.mark.parametrize("row", rows(QUANTITIES))
def test_a_quantity_is_read(row: str) -> None:
    text, expected = (part.strip() for part in row.split("|"))
    operator, value, upper, unit = printed(read_target(text))
    assert " ".join(part for part in (operator, value, upper, unit or "-") if part) == expected


@pytest.mark.parametrize("text", rows(WORDS))
def test_words_and_sentences_are_qualitative(text: str) -> None:
    assert read_target(text) == Target(None, None, None, None)


@pytest.mark.parametrize("text", rows(DATES))
def test_dates_are_qualitative(text: str) -> None:
    assert read_target(text) == Target(None, None, None, None)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "　", "\x00", "\ud800", "٣"])
def test_nothing_at_all_is_qualitative(text: str) -> None:
    assert read_target(text) is QUALITATIVE


@pytest.mark.parametrize(
    "text", ["≥95%\n\n\n", "　≥95%　", "\ufeff≥95%", "≥\n95%", "≥95%\u200b", "\xa0≥\xa095\xa0%\xa0"]
)
def test_white_space_and_invisible_characters_around_do_not_count(text: str) -> None:
    assert read_target(text) == Target("≥", Decimal(95), None, "%")


def test_the_value_keeps_its_digits_as_written() -> None:
    assert str(read_target("100.00%").value) == "100.00"
    assert str(read_target("≥0.10元").value) == "0.10"
    assert str(read_target("1,000.50元").value) == "1000.50"


def test_a_value_of_any_length_is_exact() -> None:
    digits = "9" * 5000
    assert read_target(f"≥{digits}元") == Target("≥", Decimal(digits), None, "元")


@pytest.mark.parametrize("text", ["8-5个", "8个-5个", "100%-90%", "8-5 个", "１０－５个", "≥8-5个", "8-5个工作日"])
def test_a_range_that_falls(text: str) -> None:
    assert is_falling_range(text)


@pytest.mark.parametrize(
    "text",
    [
        "5-8个",
        "8-8个",
        "8个",
        "优",
        "",
        "8-5",
        "8个-5人",
        "12-10月",
        "10-8时",
        "2021-2019年",
        "8-5全部完成",
        "5-3米左右",
    ],
)
def test_a_range_that_does_not_fall(text: str) -> None:
    assert not is_falling_range(text)


@pytest.mark.parametrize(
    "text",
    ["≥≤90%", "≥≥90%", "≥90%以下", "≤90%以上", "<90%以上", "90%≥", "≥90%≤", "不低于90%以下", "不低于≥90%"],
)
def test_two_operators_on_one_number(text: str) -> None:
    assert has_several_operators(text)


@pytest.mark.parametrize("text", ["≥90%", "≥90%以上", "90%以下", "≤3个以内", "90%", "优", "", "≥≤"])
def test_one_operator_or_none_on_a_number(text: str) -> None:
    assert not has_several_operators(text)


@pytest.mark.parametrize("text", ["5个-8个/年", "5万-8人", "不得少3个", "不低于90的住户", "90的住户"])
def test_units_that_differ_and_words_cut_short_are_no_quantity(text: str) -> None:
    assert read_target(text) is QUALITATIVE


def test_after_a_written_sign_the_rest_is_the_unit_whatever_it_says() -> None:
    assert read_target("≥90的住户") == Target("≥", Decimal(90), None, "的住户")


@pytest.mark.parametrize("unit", ["%", "％", "﹪", "百分比", "百分百", "百分率", "百分之", "%/年", " %"])
def test_what_counts_as_percent(unit: str) -> None:
    assert is_percent(unit)


@pytest.mark.parametrize("unit", [None, "", "个", "‰", "百分点", "个百分点", "百分制", "元"])
def test_what_does_not_count_as_percent(unit: str | None) -> None:
    assert not is_percent(unit)


signs = st.sampled_from(["≥", "≤", ">", "<", "="])
numbers = st.decimals(min_value=0, max_value=10**9, places=2) | st.integers(0, 10**9).map(Decimal)
units = st.sampled_from(
    ["%", "％", "百分比", "个", "人次", "万元", "元/人·月", "元/平方米", "个工作日", "小时", "m2", "次/年"]
)
phrases = st.text(
    "≥≤><=＞＝不低于超过至少达到以上内为年月日前0123456789０９,，.．-~～—至()（）%％ 个万元/*百分之", max_size=20
)


@given(phrases | st.text(max_size=60))
@example("5" * 200)
@example("≥")
def test_any_text_reads_as_all_or_nothing(text: str) -> None:
    read = read_target(text)
    assert (read.operator is None) == (read.value is None)
    assert (read.operator == "range") == (read.upper is not None)
    if read.operator is None:
        assert read == QUALITATIVE
    if read.unit is not None:
        assert read.unit in text
        assert read.unit == read.unit.strip() != ""


@given(signs, numbers, units)
def test_operator_number_and_unit_come_back(sign: str, number: Decimal, unit: str) -> None:
    read = read_target(f"{sign}{number}{unit}")
    assert (read, str(read.value)) == (Target(sign, number, None, unit), str(number))


@given(signs, st.integers(0, 10**12), units)
def test_thousands_separators_do_not_change_the_number(sign: str, number: int, unit: str) -> None:
    assert read_target(f"{sign}{number:,}{unit}") == Target(sign, Decimal(number), None, unit)


@given(numbers, numbers, units, st.sampled_from(["-", "~", "～", "—", "至"]))
def test_a_range_comes_back_unless_it_falls(low: Decimal, high: Decimal, unit: str, dash: str) -> None:
    expected = Target("range", low, high, unit) if low <= high else QUALITATIVE
    assert read_target(f"{low}{dash}{high}{unit}") == expected


@given(phrases)
def test_width_does_not_change_the_meaning(text: str) -> None:
    narrow = read_target(_narrow(text))
    assert narrow == _narrowed(read_target(text)) == _narrowed(read_target(_wide(text)))


def _narrow(text: str) -> str:
    return text.translate({wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)})


def _narrowed(target: Target) -> Target:
    return target if target.unit is None else target._replace(unit=_narrow(target.unit))


def _wide(text: str) -> str:
    return text.translate({narrow: narrow + 0xFEE0 for narrow in range(0x21, 0x7F)})


@pytest.mark.parametrize(
    "text",
    [
        " " * 10**6,
        "(" * 10**6,
        "5" * 10**6,
        "≥" + " " * 10**6 + "x",
        "5" + " " * 10**6 + "x",
        "1,000" * 200_000,
        "5 个 " * 300_000,
        "5" + "(a" * 500_000 + ")",
        "5" + "/(" * 300_000 + ")))",
        "5" + "/1" * 300_000,
        "5" + "天" * 10**6 + "内",
        "5个" + "内" * 10**6,
        "不" * 10**6,
    ],
    ids=lambda text: text[:6],
)
def test_a_long_text_takes_linear_time(text: str) -> None:
    start = time.process_time()
    read_target(text)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("text", ["≥10⁴立方米", "5×10⁴", "10⁻³", "24₁"])
def test_a_number_with_an_exponent_is_not_that_number(text: str) -> None:
    assert read_target(text) == QUALITATIVE


def test_a_unit_may_hold_an_exponent() -> None:
    assert read_target("≥5m²") == Target("≥", Decimal(5), None, "m²")
