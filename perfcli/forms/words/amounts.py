"""Amounts and percents as the form prints them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from perfcli.exact import Money, Percent
from perfcli.folding import as_typed
from perfcli.forms.words.wording import narrow
from perfcli.regex import regex

SCALES = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
"""How many 元 an amount is, by what it is in."""

_SCALE_LABEL = regex(r"(?:金额|计量|货币)?单位(?::|[千万亿]?元$)|计量:[千万亿]?元$")
_SCALE = regex(r"(?:(?:金额|计量|货币)?单位|计量):?(?:人民币)?([千万亿]?元)")
_AMOUNT = regex(
    r"(?P<currency>人民币|[¥￥])?(?P<whole>[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(?P<part>\.[0-9]{1,10})?"
    r"(?:(?P<unit>[千万亿]?元)[整正]?|(?P<short>[万亿])|\((?P<remark>[千万亿]?元)\))?"
)
_LOOK = regex(
    r"(?:人民币|[¥￥])?\s*[-+]?[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:[十百千万亿]{0,2}元[整正]?|[十百千万亿]{0,2}|\([千万亿]?元\))"
)
_PERCENT = regex(r"(-?[0-9]{1,12}(?:\.[0-9]{1,60})?)%?")
_MONTH = regex(r"([0-9]{1,2})月[底末份]?")


def is_scale(text: str) -> bool:
    """Whether a cell is the one that says what the amounts are in, such as 单位：元."""
    return len(text) < 40 and ("位" in text or "计量" in text) and _SCALE_LABEL.match(narrow(text)) is not None


def read_scale(text: str) -> Decimal | None:
    """How many 元 one of the table's amounts is, None where the cell does not say it."""
    match = _SCALE.fullmatch(narrow(text)) if len(text) < 40 else None
    return SCALES[match[1]] if match else None


def read_amount(text: str, scale: Decimal) -> Money:
    """An amount of the table in 元, converted exactly; a cell that names 元 or 万元 itself is taken at its word.

    ￥ alone says 元: where the form counts in something else it is in doubt which one holds.
    Raises ValueError for what is not an amount of at most two decimals in 元, from 0 to 70 万亿.
    """
    match = _AMOUNT.fullmatch(narrow(text))
    if not match:
        raise ValueError("not an amount")
    own = _own_scale(match)
    if own is None and match["currency"] in ("¥", "￥") and scale != 1:
        raise ValueError("¥ says 元, the form something else")
    return Money.parse(Decimal(match["whole"].replace(",", "") + (match["part"] or "")) * (own or scale))


def looks_like_amount(text: str) -> bool:
    """Whether a text is written as an amount is: ￥500,000.00, 人民币50万元整, 50.00（万元）."""
    return _LOOK.fullmatch(as_typed(text).strip()) is not None


def names_scale(text: str) -> bool:
    """Whether an amount says itself what it is in."""
    match = _AMOUNT.fullmatch(narrow(text))
    return match is not None and _own_scale(match) is not None


def _own_scale(match: re.Match[str]) -> Decimal | None:
    unit = match["unit"] or match["remark"] or (f"{match['short']}元" if match["short"] else "")
    return SCALES[unit] if unit else None


def read_percent(text: str) -> Percent | None:
    """A share such as `25.00%`, None for anything else, such as an amount of money."""
    match = _PERCENT.fullmatch(narrow(text))
    try:
        return Percent.parse(Decimal(match[1])) if match else None
    except ValueError:
        return None


def read_shares(texts: Sequence[str]) -> list[Percent | None]:
    """The shares of a spending plan in percent, None for what is none or may be two things.

    A plan without a percent sign that ends at 1 is said in parts of one: 0.25 is 25 %. One that ends below, or signs
    only some of its shares, does not say what it is.
    """
    shares = [read_percent(text) for text in texts]
    signed = ["%" in narrow(text) for text in texts]
    bare = [share for share, sign in zip(shares, signed, strict=True) if share and not sign]
    if not any(0 < share <= 1 for share in bare):
        return shares
    if not any(signed) and any(share < 1 for share in bare) and max(bare) == 1:
        return [None if share is None else Percent.parse(share * 100) for share in shares]
    return [None if share and share <= 1 and not sign else share for share, sign in zip(shares, signed, strict=True)]


def read_month(text: str) -> int | None:
    """The month of a checkpoint such as 3月底, None for anything else."""
    match = _MONTH.fullmatch(narrow(text)) if len(text) < 20 else None
    return int(match[1]) if match and 1 <= int(match[1]) <= 12 else None


def write_amount(amount: Decimal) -> str:
    """An amount as the form prints it: 元 with two decimals, a zero as 0."""
    return f"{amount:.2f}" if amount else "0"


def written(amount: Decimal, scale: Decimal) -> str:
    """An amount in 元 as a form prints it that counts in something else, every digit of it."""
    if scale == 1:
        return write_amount(amount)
    text = f"{amount / scale:f}"
    text = text.rstrip("0") if "." in text else f"{text}."
    return text + "0" * (2 - len(text.partition(".")[2]))


def write_percent(share: Decimal) -> str:
    """A share as the form prints it: two decimals, more where it has more."""
    text = f"{share:f}"
    return f"{text if len(text.partition('.')[2]) > 2 else f'{share:.2f}'}%"
