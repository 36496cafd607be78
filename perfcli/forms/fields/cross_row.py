"""Parts of the money over others: a unit's sources over what it is spent on, those of a project over years."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import NOTHING
from perfcli.forms.record.draft import Draft
from perfcli.forms.words.label import Label

_OWN_YEAR = ("本年", "当年")


def put_cross_row(
    draft: Draft,
    headings: Sequence[Label],
    rows: Sequence[Label],
    label: Label,
    below: Mapping[int, Spot],
    scale: Callable[[Label], Decimal | None],
) -> None:
    """Keep a row: of one of sums, of several years of that of the form, the parts of the money; else details."""
    has_years = any(row.year is not None for row in rows)
    is_own = _is_own_year(label, draft.year) if has_years else draft.words.is_sum(label) or len(rows) == 1
    for at, spot in below.items():
        heading = headings[at]
        if not at or spot.is_empty or spot.above is not None:
            continue
        part = draft.words.money(heading)
        if is_blank(spot.text):
            draft.ledger.put(spot, NOTHING)
        elif is_own:
            part = "source" if draft.is_overall and part != "total" else part
            draft.amount(part, heading, spot, scale=scale(heading))
        elif part == "total" and not has_years:
            draft.amount("source", label, spot, scale=scale(heading))
        else:
            draft.amount_detail(f"{label.printed}（{heading.printed}）", spot, scale=scale(heading))


def _is_own_year(label: Label, year: int | None) -> bool:
    """Whether a row is of the form's year."""
    return label.full.startswith(_OWN_YEAR) if label.year is None or year is None else label.year == year
