"""The spending plan of a form: months over percents."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import Spot
from perfcli.forms.record.draft import Draft
from perfcli.forms.words.amounts import read_shares
from perfcli.forms.words.months import month_of
from perfcli.i18n import gettext as _


def read_plan(checkpoints: Sequence[str], shares: Sequence[Spot], draft: Draft) -> None:
    """A spending plan: months over the percent of the budget that is spent by their ends."""
    read = read_shares([spot.text for spot in shares])
    for checkpoint, share_spot, share in zip(checkpoints, shares, read, strict=True):
        month = month_of(checkpoint)
        if share_spot.unread:
            draft.problems.append(_("{label}: {reason}").format(label=checkpoint, reason=share_spot.unread))
        if share_spot.is_empty:
            continue
        if month is None or share is None or month in draft.plan:
            draft.ledger.leave(share_spot, _("no percent of the budget, as a spending plan has them"))
        else:
            draft.plan[month] = share
            draft.ledger.put(share_spot, f"spending_plan.{month}")


def read_plan_line(told: Sequence[tuple[int, str]], spot: Spot, draft: Draft) -> None:
    """A spending plan that one cell tells."""
    for (month, _text), share in zip(told, read_shares([text for _month, text in told]), strict=True):
        if share is None or month in draft.plan:
            draft.ledger.leave(spot, _("no percent of the budget, as a spending plan has them"))
        else:
            draft.plan[month] = share
            draft.ledger.put(spot, f"spending_plan.{month}")
