"""The spending plan of a form: months over percents."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import Spot
from perfcli.forms.amounts import read_month, read_shares
from perfcli.forms.draft import Draft
from perfcli.i18n import gettext as _


def read_plan(months: Sequence[Spot], shares: Sequence[Spot], draft: Draft) -> None:
    """A spending plan: months over the percent of the budget that is spent by their ends."""
    read = read_shares([spot.text for spot in shares])
    for month_spot, share_spot, share in zip(months, shares, read, strict=True):
        month = read_month(month_spot.text)
        draft.known([month_spot])
        if share_spot.is_empty:
            continue
        if month is None or share is None or month in draft.plan:
            draft.ledger.leave(share_spot, _("no percent of the budget, as a spending plan has them"))
        else:
            draft.plan[month] = share
            draft.ledger.put(share_spot, f"spending_plan.{month}")
