"""Numbers as people read them are those of babel for the language spoken."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from perfcli import i18n

amounts = st.decimals(-(10**15), 10**15, places=2, allow_nan=False)


@pytest.mark.parametrize("locale", i18n.LOCALES)
@given(amount=amounts, number=st.integers(-(10**18), 10**18), scale=st.sampled_from(sorted(i18n.SCALES)))
def test_amounts_and_counts_are_written_as_babel_writes_them(
    locale: str, amount: Decimal, number: int, scale: str
) -> None:
    scaled = (amount / i18n.SCALES[scale]).quantize(Decimal("0.01"), ROUND_HALF_UP)
    with i18n.speaking(locale):
        assert i18n.money(amount, scale) == format_decimal(scaled, "#,##0.00", locale)
        assert i18n.count(number) == format_decimal(number, "#,##0", locale)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        ("25", "25.00%"),
        ("1.2", "1.20%"),
        ("12.3456", "12.3456%"),
        ("0", "0.00%"),
        ("-0.5", "-0.50%"),
        ("1E+2", "100.00%"),
    ],
)
def test_a_share_has_two_decimals_or_as_many_as_it_has(share: str, text: str) -> None:
    assert i18n.percent(Decimal(share)) == text
