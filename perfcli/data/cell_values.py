"""What cells of tables say of a project: its code, year, unit, amounts, percents, months, as they were pasted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from perfcli.data.pasted import has_lost_digits, pasted_code, pasted_number, visible
from perfcli.data.scalars import BadRowError
from perfcli.exact import Money, Percent
from perfcli.formats.tables import CellValue, Number, Unread, as_text
from perfcli.forms.words.amounts import read_amount, read_month, read_percent
from perfcli.forms.words.units import read_unit
from perfcli.forms.words.wording import narrow
from perfcli.i18n import gettext as _
from perfcli.regex import regex

Row = Mapping[str, CellValue]

_CODE = regex(r"[0-9A-Z]{21}", re.ASCII)
_SCIENTIFIC = regex(r"[0-9.]+E\+?[0-9]{2}")
_ROUNDED = regex(r"[0-9]{15}0{6}")
_LARGE = ("千", "万", "亿")
_LONGEST_CODE = 100


def read_code(value: CellValue, *, exact: bool = False) -> str:
    """A project's code as it was meant; raises BadRowError for a cell that holds none, or one that lost digits."""
    if isinstance(value, Unread):
        raise BadRowError(_("the cell of its code cannot be read"))
    return _code(as_text(value), is_number=isinstance(value, Number), exact=exact)


@lru_cache(1000)
def _code(text: str, *, is_number: bool, exact: bool) -> str:
    code = pasted_code(text).upper()
    if is_number or _SCIENTIFIC.fullmatch(code) or (not exact and _ROUNDED.fullmatch(code)):
        raise BadRowError(
            _("a code that is a number has lost its digits from the 16th on: format the column as text, type it again")
        )
    if not _CODE.fullmatch(code):
        raise BadRowError(_("a project's code has 21 characters out of 0-9 and A-Z"))
    return code


def is_code(value: CellValue) -> bool:
    """Whether a cell holds a project's code, be it one that a number has spoilt."""
    return isinstance(value, str) and 20 < len(value) < _LONGEST_CODE and _is_code(value)


@lru_cache(1000)
def _is_code(text: str) -> bool:
    return _CODE.fullmatch(pasted_code(text).upper()) is not None


def read_year(value: CellValue) -> int:
    """The budget year of a cell, 0 of an empty one; raises BadRowError."""
    is_whole = isinstance(value, Number) and value.value == value.value.to_integral_value()
    return _year(f"{value.value:.0f}" if isinstance(value, Number) and is_whole else as_text(value))


@lru_cache(100)
def _year(shown: str) -> int:
    text = narrow(pasted_code(shown)).removesuffix("度").removesuffix("年")
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise BadRowError(_("a budget year has four digits"))
    return int(text)


def read_unit_of(row: Row) -> tuple[str, str]:
    """A row's unit: its code and its name, which may stand in one cell; raises BadRowError."""
    given = row.get("unit", "")
    if has_lost_digits(given):
        raise BadRowError(_("a unit's code of more than 15 digits has to be a text: format the column as text"))
    return _unit(as_text(given), as_text(row.get("unit_name", "")))


@lru_cache(1000)
def _unit(shown: str, shown_name: str) -> tuple[str, str]:
    text, name = visible(shown).strip(), visible(shown_name).strip()
    code = pasted_code(text)
    if code.isascii() and code.isdigit() and len(code) < 6:
        raise BadRowError(_("{code}: a unit's code has six or more digits").format(code=code))
    read = read_unit(code) if code.isascii() else read_unit(text) or read_unit(code)
    if read:
        return read[0], name or read[1]
    read = read_unit(name)
    return (read[0], read[1]) if read and not text else ("", name or text)


def read_money(value: CellValue, scale: Decimal) -> Money:
    """An amount as it is shown, with all of the decimals that the cell keeps, 25万 as 25万元; raises BadRowError."""
    given = value.exact if isinstance(value, Number) else as_text(value)
    if isinstance(value, Number) and not value.value and not any(sign.isdigit() for sign in value.shown):
        given = "0"
    bare = pasted_number(given)
    try:
        return read_amount(f"{bare}元" if bare.endswith(_LARGE) else bare, scale)
    except (ValueError, ArithmeticError):
        if scale.is_nan():
            raise BadRowError(_("what the amounts of this list are in is not known, or said twice")) from None
        reason = _("{amount} is not an amount from 0 to 70 万亿 元 with at most two decimals")
        raise BadRowError(reason.format(amount=given[:40])) from None


def read_month_of(value: CellValue) -> int | None:
    """The month of a cell, be it 3 or 3月底; None where it is none."""
    text = narrow(as_text(value))
    return read_month(text if "月" in text else f"{text}月")


def read_share(value: CellValue) -> Percent:
    """A percent such as 50% or 50; raises BadRowError."""
    given = value.exact if isinstance(value, Number) else as_text(value)
    try:
        share = read_percent(pasted_number(given))
    except (ValueError, ArithmeticError):
        share = None
    if share is None:
        raise BadRowError(_("{text} is not a percent").format(text=given[:40]))
    return share
