"""The amounts of a form while it is read: as they were found, each with its cell and what it is in, if that is said."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from perfcli.exact import Money
from perfcli.formats.pages import Spot
from perfcli.forms.cells.ledger import Ledger
from perfcli.forms.words.amounts import names_scale, read_amount
from perfcli.forms.words.wording import narrow
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_ENUMERATED = regex(
    r"^(?:[①-⑳]|[一二三四五六七八九十]{1,2}、|[(（][一二三四五六七八九十0-9]{1,2}[)）]、?|[0-9]{1,2}[.、])(?=\D)"
)
_SCALED = regex(r"(?<=.)[(（](?:单位[:：])?[千万亿]?元[)）]$")


class FoundAmount(msgspec.Struct, eq=False):
    """An amount as it is printed; `scale` is how many 元 its unit is, None where neither it nor its label says that."""

    text: str
    scale: Decimal | None
    spot: Spot
    label: str


def part_name(label: str, *, with_scale: bool = True) -> str:
    """The label of a part of the money without its number, and without what it is in unless that is kept."""
    return _ENUMERATED.sub("", label if with_scale else _SCALED.sub("", label))


def money_of(found: FoundAmount, otherwise: Decimal | None, ledger: Ledger) -> Money | None:
    """The amount in 元, in what the form counts `otherwise`; one that is none is left over."""
    try:
        return read_amount(found.text, found.scale or otherwise or Decimal(1))
    except ValueError:
        reason = _("{label}: no amount from 0 to 70 万亿 元 with at most two decimals")
        ledger.leave(found.spot, reason.format(label=found.label), found.text)
        return None


def largest_bare(found: Iterable[FoundAmount]) -> Decimal:
    """The largest of the numbers that do not say themselves what they are in, 0 without any."""
    return largest(item for item in found if item.scale is None and not names_scale(item.text))


def largest(found: Iterable[FoundAmount]) -> Decimal:
    """The largest amount, one that does not say what it is in taken as 元; 0 without any."""
    return max((amount for item in found if (amount := _plain(item)) is not None), default=Decimal(0))


def _plain(item: FoundAmount) -> Decimal | None:
    try:
        return read_amount(item.text, item.scale or Decimal(1))
    except ValueError:
        return None


def whole_number(text: str, spot: Spot) -> str:
    """A number as it is printed, unless the cell shows fewer decimals than it has."""
    shown, exact = (narrow(number).replace(",", "") for number in (text, spot.exact))
    if not exact.replace(".", "", 1).isdigit():
        return text
    same = shown.replace(".", "", 1).isdigit() and Decimal(shown) == Decimal(exact)
    return text if same else spot.exact
