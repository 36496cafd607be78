"""Amounts as people type and print them -> 元."""

from __future__ import annotations

import re
from decimal import Decimal

from perfcli.errors import PerfError
from perfcli.exact import Money
from perfcli.folding import as_typed
from perfcli.i18n import SCALES
from perfcli.i18n import gettext as _

_AMOUNT = r"(?a:(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(万|亿|元|万元|亿元)?)"
_FULL_STOP = r"(?a:(?<=\d)。(?=\d))"
"""What an input method for Chinese makes of the decimal point."""


def read_amount(text: str) -> Money:
    """An amount in 元 from `240000`, `240,000.50`, `24万元` or `1.2亿`; full-width digits and `1。2` are read too.

    Raises PerfError for anything else, and for what cannot be kept to the 分.
    """
    typed = re.sub(_FULL_STOP, ".", as_typed(text)).strip()
    match = re.fullmatch(_AMOUNT, typed.removeprefix("￥").removeprefix("¥"))
    if not match:
        raise PerfError(
            _("{text} is not an amount").format(text=text or '""'),
            hint=_("Write it in yuan with at most two decimals, such as 240000 or 240000.50, or as 24万元."),
        )
    unit = match[3] or "元"
    number = Decimal(match[1].replace(",", "") + (match[2] or ""))
    return checked(number * SCALES[unit if unit.endswith("元") else f"{unit}元"], text)


def checked(number: Decimal | int, text: str) -> Money:
    """An amount in 元 that can be kept exactly; raises PerfError that shows `text`."""
    try:
        return Money.parse(number)
    except ValueError as error:
        reasons = {
            "negative": _("{text}: an amount cannot be negative"),
            "too large": _("{text}: an amount over 70 trillion yuan cannot be kept exactly"),
            "more than two decimals": _("{text}: an amount has at most two decimals of a yuan"),
        }
        raise PerfError(reasons.get(str(error), _("{text} is not an amount")).format(text=text)) from None
