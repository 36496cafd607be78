"""Amounts as people type them."""

from __future__ import annotations

import pytest

from perfcli.amounts import read_amount
from perfcli.errors import PerfError
from perfcli.exact import Money


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0.00"),
        ("240000", "240000.00"),
        ("240,000.5", "240000.50"),
        ("１，２３４．５０元", "1234.50"),
        (" 24万 ", "240000.00"),
        ("24 万元", "240000.00"),
        ("0.00000001亿", "1.00"),
        ("1.2亿元", "120000000.00"),
        ("1。2亿元", "120000000.00"),
        ("￥5", "5.00"),
        ("¥5", "5.00"),
        ("007", "7.00"),
        ("70000000000000", "70000000000000.00"),
        ("1.000", "1.00"),
    ],
)
def test_amounts(text: str, amount: str) -> None:
    read = read_amount(text)
    assert (type(read), str(read)) == (Money, amount)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "元",
        "x",
        "-1",
        "+1",
        "1e5",
        "NaN",
        "Infinity",
        "1,23",
        "1,2345",
        "12,34,567",
        "1_000",
        ".5",
        "5.",
        "1 2",
        "٣",
        "五",
        "1万亿",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(PerfError, match="is not an amount"):
        read_amount(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0.001", "at most two decimals"),
        ("0.0000001万", "at most two decimals"),
        ("70000000000000.01", "over 70 trillion yuan"),
        ("700001亿", "over 70 trillion yuan"),
        ("9" * 5000, "over 70 trillion yuan"),
    ],
)
def test_what_cannot_be_kept(text: str, reason: str) -> None:
    with pytest.raises(PerfError, match=reason):
        read_amount(text)
