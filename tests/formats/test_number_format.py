"""Number formats: what a cell shows by its code, and with all of its decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcli.formats.excel.format_codes import BUILT_IN
from perfcli.formats.excel.number_format import NumberFormat
from perfcli.formats.excel.numerals import spelled
from perfcli.formats.tables import Number, Unread


@pytest.mark.parametrize(
    ("code", "number", "shown", "exact"),
    [
        ("General", "1234567.891", "1234567.891", "1234567.891"),
        ('"≥"0"户"', "120", "≥120户", "≥120户"),
        ('0.00"万元"', "24", "24.00万元", "24万元"),
        ('"不超过"#,##0"元"', "2000", "不超过2,000元", "不超过2000元"),
        ("#,##0.00", "12345.678", "12,345.68", "12345.678"),
        ("#,##0.00", "-12345.678", "-12,345.68", "-12345.678"),
        ("0,", "1234567", "1235", "1234.567"),
        ('0.0,,"百万"', "1234567", "1.2百万", "1.234567百万"),
        ('0\\.0,"万元"', "123456", "12.3万元", "12.3456万元"),
        ('0!.0,"万元"', "123456", "12.3万元", "12.3456万元"),
        ('0"."0000"万"', "123456", "12.3456万", "12.3456万"),
        ("0!", "5", "5!", "5!"),
        ("0%", "0.955", "96%", "95.5%"),
        ('0.0"%"', "95", "95.0%", "95%"),
        ("# ?/?", "1.5", "1 1/2", "1.5"),
        ("# ??/??", "0.3333", "1/3", "0.3333"),
        ("# ?/8", "2.375", "2 3/8", "2.375"),
        ("0.00E+00", "123456", "1.23E+05", "123456"),
        ("##0.0E+0", "123456", "123.5E+3", "123456"),
        ("000000", "1001", "001001", "1001"),
        ("000-00-0000", "123456789", "123-45-6789", "123-45-6789"),
        ('[>=10000]0.00,"千";0', "12345", "12.35千", "12.345千"),
        ('[>=10000]0.00,"千";0', "-5", "-5", "-5"),
        ("0.00;(0.00)", "-5.5", "(5.50)", "(5.5)"),
        ("[Red]-0;[Blue]0", "-5", "5", "5"),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1234.5", "1,234.50", "1234.5"),
        ("[$¥-804]#,##0.00", "1234.5", "¥1,234.50", "¥1234.5"),
        ('"第"@"批"', "5", "第5批", "第5批"),
        ("[DBNum1]General", "120305", "一十二万〇三百〇五", "120305"),
        ("[DBNum2]General", "10050.5", "壹万零伍拾.伍", "10050.5"),
        ("[DBNum1]0", "123", "一二三", "123"),
        ('[$-804]yyyy"年"m"月"d"日"', "44530", "2021年11月30日", "2021年11月30日"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "44530", "二〇二一年十一月三十日", "二〇二一年十一月三十日"),
        ("yyyy-mm-dd hh:mm", "44530.4166666667", "2021-11-30 10:00", "2021-11-30 10:00"),
        ("h:mm AM/PM", "0.75", "6:00 PM", "6:00 PM"),
        ('上午/下午h"时"mm"分"', "0.25", "上午6时00分", "上午6时00分"),
        ("[h]:mm", "1.75", "42:00", "42:00"),
        ("[mm]:ss", "0.5", "720:00", "720:00"),
        ("aaaa", "44530", "星期二", "星期二"),
        ("d-mmm-yy", "44530", "30-Nov-21", "30-Nov-21"),
        ("yyyy/m/d", "60", "1900/2/29", "1900/2/29"),
        ("yyyy/m/d", "59", "1900/2/28", "1900/2/28"),
        ("yyyy/m/d", "61", "1900/3/1", "1900/3/1"),
    ],
)
def test_a_number_as_it_is_shown(code: str, number: str, shown: str, exact: str) -> None:
    assert NumberFormat(code).number(Decimal(number)) == Number(Decimal(number), shown, exact)


@pytest.mark.parametrize(
    ("code", "number", "reason"),
    [
        ("yyyy/m/d", "2958466", "####"),
        ("yyyy/m/d", "-1", "####"),
        (";;;", "5", "hides"),
        ("[<5]0", "7", "####"),
    ],
)
def test_a_number_that_nobody_sees(code: str, number: str, reason: str) -> None:
    found = NumberFormat(code).number(Decimal(number))
    assert isinstance(found, Unread)
    assert found.shown == number
    assert reason in found.reason


@pytest.mark.parametrize(
    "code", ["0.00", "# ?/?", "ss." + "0" * 40, "0." + "0" * 900, "0" + "%" * 900, "0.0E+0", "#,##0,"]
)
@pytest.mark.parametrize("number", ["1e30", "-9.99999999999999e30", "1e-30", "12345678901234.5", "0"])
def test_extreme_numbers_in_extreme_formats(code: str, number: str) -> None:
    assert isinstance(NumberFormat(code).number(Decimal(number)), Number | Unread)


def test_a_zero_that_its_format_hides_is_an_empty_cell() -> None:
    assert NumberFormat("0;-0;;@").number(Decimal(0)) == ""


def test_texts_by_their_section() -> None:
    assert NumberFormat('"第"@"批"').text("二") == "第二批"
    assert NumberFormat('0;0;0;"甲"@').text("乙") == "甲乙"
    assert NumberFormat("0.00").text("乙") == "乙"
    assert isinstance(NumberFormat(";;;").text("乙"), Unread)


def test_days_counted_from_1904() -> None:
    assert NumberFormat("yyyy-mm-dd", epoch_1904=True).number(Decimal(43068)) == Number(
        Decimal(43068), "2021-11-30", "2021-11-30"
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [("0", "〇"), ("10", "一十"), ("105", "一百〇五"), ("1001", "一千〇一"), ("20000", "二万"), ("100000000", "一亿")],
)
def test_chinese_numerals(number: str, said: str) -> None:
    assert spelled(number, 1) == said


@given(
    st.text(alphabet='0#?.,%/E+-@;"\\_*[]()ymdhs年月General$<>=ABn ', max_size=40), st.decimals(-1e12, 1e12, places=4)
)
def test_any_code_shows_any_number(code: str, number: Decimal) -> None:
    assert isinstance(NumberFormat(code).number(number), str | Number | Unread)


@given(st.sampled_from(sorted(set(BUILT_IN.values()))), st.decimals(0, 2_000_000, places=6))
def test_built_in_formats_show_every_number(code: str, number: Decimal) -> None:
    assert isinstance(NumberFormat(code).number(number), Number)


@given(st.decimals(0, 1e12, places=2))
def test_an_amount_keeps_its_value(number: Decimal) -> None:
    found = NumberFormat("#,##0.00").number(number)
    assert isinstance(found, Number)
    assert Decimal(found.shown.replace(",", "")) == Decimal(found.exact) == number
