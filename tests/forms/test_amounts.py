from __future__ import annotations

from decimal import Decimal

import pytest

from perfcli.forms.words.amounts import read_amount, read_month, read_percent, read_scale, write_amount, write_percent


@pytest.mark.parametrize(
    ("text", "scale", "amount"),
    [
        ("2015152.00", 1, "2015152.00"),
        ("0", 1, "0.00"),
        ("0.01", 1, "0.01"),
        ("70000000000000", 1, "70000000000000.00"),
        ("70,000,000,000,000.00", 1, "70000000000000.00"),
        ("1，234，567.8", 1, "1234567.80"),
        ("１２３．４５", 1, "123.45"),
        ("201.5152", 10_000, "2015152.00"),
        ("0.000001", 10_000, "0.01"),
        ("7000000000", 10_000, "70000000000000.00"),
        ("12万元", 1, "120000.00"),
        ("12.50元", 10_000, "12.50"),
        (" 2015152\n.00 ", 1, "2015152.00"),
        ("￥500000.00", 1, "500000.00"),
        ("¥ 50万元", 10_000, "500000.00"),
        ("500,000元整", 10_000, "500000.00"),
        ("人民币50万元", 1, "500000.00"),
        ("人民币50", 10_000, "500000.00"),
        ("50.00（万元）", 1, "500000.00"),
        ("120．50", 10_000, "1205000.00"),
        ("50万", 1, "500000.00"),
    ],
)
def test_amounts_convert_exactly(text: str, scale: int, amount: str) -> None:
    assert str(read_amount(text, Decimal(scale))) == amount


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("", 1),
        ("见附件", 1),
        ("-1", 1),
        ("1.234", 1),
        ("0.0000001", 10_000),
        ("70000000000000.01", 1),
        ("7000000000.000001", 10_000),
        ("12,34", 1),
        ("￥500000.00", 10_000),
        ("120。50", 1),
        ("50整", 1),
        ("50（美元）", 1),
        ("50百元", 1),
        ("1,2345", 1),
        ("NaN", 1),
        ("1e5", 1),
        ("9" * 10_000, 1),
    ],
)
def test_what_is_no_amount_is_an_error(text: str, scale: int) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_amount(text, Decimal(scale))


@pytest.mark.parametrize(
    ("text", "scale"),
    [("单位：元", 1), ("单位:万元", 10_000), ("金额单位： 万元", 10_000), ("单位：人民币元", 1), ("单位：美元", None)],
)
def test_scale(text: str, scale: int | None) -> None:
    assert read_scale(text) == scale


def test_percents_and_months() -> None:
    texts = ("25.00%", "100％", "33.333%", "５0", "", "一半", "25%%")
    assert [read_percent(text) for text in texts] == [
        Decimal("25.00"), Decimal(100), Decimal("33.333"), Decimal(50), None, None, None
    ]  # fmt: skip
    assert [read_month(text) for text in ("3月底", "１２月底", " 9 月末", "13月底", "0月底", "年底")] == [
        3, 12, 9, None, None, None
    ]  # fmt: skip


def test_written_as_the_form_prints_them() -> None:
    assert [write_amount(Decimal(text)) for text in ("0.00", "0.01", "70000000000000")] == [
        "0", "0.01", "70000000000000.00"
    ]  # fmt: skip
    assert [write_percent(Decimal(text)) for text in ("25", "5.5", "33.333", "1E+2")] == [
        "25.00%", "5.50%", "33.333%", "100.00%"
    ]  # fmt: skip
