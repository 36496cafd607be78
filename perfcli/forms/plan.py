"""The spending plan of a form: months over percents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfcli.folding import as_typed
from perfcli.formats.pages import Spot
from perfcli.forms.amounts import read_month, read_shares
from perfcli.forms.draft import Draft
from perfcli.i18n import gettext as _

_QUARTER = re.compile(r"(?:第)?([一二三四1-4])季度[末底]?")
_HALF = re.compile(r"(上|下)半年[末底]?|([全])年[末底]?|(年)[末底]")


def month_of(text: str) -> int | None:
    """The month at whose end a checkpoint lies: 3月底, 一季度末, 上半年, 年底; None for anything else."""
    month = read_month(text)
    plain = "".join(as_typed(text).split())
    if month or len(plain) > 12:
        return month
    if match := _QUARTER.fullmatch(plain):
        return 3 * ("一二三四".find(match[1]) + 1 or int(match[1]))
    if match := _HALF.fullmatch(plain):
        return 6 if match[1] == "上" else 12
    return None


def read_plan(months: Sequence[Spot], shares: Sequence[Spot], draft: Draft) -> None:
    """A spending plan: months over the percent of the budget that is spent by their ends."""
    read = read_shares([spot.text for spot in shares])
    for month_spot, share_spot, share in zip(months, shares, read, strict=True):
        month = month_of(month_spot.text)
        draft.known([month_spot])
        if share_spot.is_empty:
            continue
        if month is None or share is None or month in draft.plan:
            draft.ledger.leave(share_spot, _("no percent of the budget, as a spending plan has them"))
        else:
            draft.plan[month] = share
            draft.ledger.put(share_spot, f"spending_plan.{month}")
