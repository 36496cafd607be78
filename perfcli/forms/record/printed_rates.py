"""Shares of the budget that a form prints beside its amounts: whether these make them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from perfcli.exact import Money
from perfcli.folding import as_typed
from perfcli.forms.cells.ledger import Ledger
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_RATE = regex(r"([0-9]{1,6}(?:\.[0-9]{1,10})?)[%％]?")


def judge_rates(
    rates: Iterable[tuple[str, FoundAmount]],
    amounts: Mapping[str, Mapping[str, Money]],
    total: Money | None,
    ledger: Ledger,
) -> None:
    """Name each printed share that is not what its amounts make, by the decimals that it is printed with.

    A share is of a part of the money, of all of it where that is empty; where nothing says another budget of the year,
    of the `total` in 元.
    """
    for part, found in rates:
        columns = amounts.get(part, {})
        spent, base = columns.get("spent"), columns.get("adjusted") or columns.get("initial")
        base = base if part else base or total
        match = _RATE.fullmatch("".join(as_typed(found.text).split()))
        if match is None:
            ledger.take_back(found.spot, _("beside amounts it is not a share"))
        elif spent is not None and base:
            said = Decimal(match[1])
            made = spent / base * (100 if "%" in as_typed(found.text) or said > 2 else 1)
            if abs(made - said) > Decimal(1).scaleb(said.as_tuple().exponent):  # type: ignore[arg-type] # finite
                reason = _("its amounts make {percent}%").format(percent=f"{spent / base * 100:.2f}")
                ledger.take_back(found.spot, reason)
