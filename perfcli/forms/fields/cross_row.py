"""Parts of the money over others: a unit's sources over what it is spent on, those of a project over years."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, Self

from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import NOTHING
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.tables.change_list import AFTER, BEFORE
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
    """Keep a row: of one of sums, of several years of that of the form, the parts of the money; else details.

    Where each row says what of the money it has (年初预算数, 执行数, or 原批复, 现调整) those that hold are the parts,
    and the others what they were before or what became of them.
    """
    place = _Place.of(draft, rows, label)
    for at, spot in below.items():
        heading = headings[at]
        if not at or spot.is_empty or spot.above is not None:
            continue
        part = draft.words.money(heading) or "source"
        if is_blank(spot.text):
            draft.ledger.put(spot, NOTHING)
        elif place.is_own:
            part = "source" if draft.is_overall and part != "total" else part
            draft.amount(part, heading, spot, scale=scale(heading))
        elif place.result:
            _put_result(draft, place.result, part, label, heading, spot, scale(heading))
        elif part == "total" and not place.is_told:
            draft.amount("source", label, spot, scale=scale(heading))
        else:
            of, column = (heading, label) if place.is_kind else (label, heading)
            name = f"{of.printed}（{column.printed}）"
            if place.is_before:
                found = FoundAmount(spot.exact or spot.text, scale(heading), spot, name)
                draft.amount_before(part, heading, found)
            draft.amount_detail(name, spot, scale=scale(heading))


class _Place(NamedTuple):
    """What a row has of the money: whether that of the form, what became of it, what it was before a change."""

    is_own: bool
    is_told: bool = False
    """Whether rows say it themselves, as by years."""

    is_kind: bool = False
    """Whether each is of a kind of amounts: 原批复, 执行数."""

    result: str = ""
    is_before: bool = False

    @classmethod
    def of(cls, draft: Draft, rows: Sequence[Label], label: Label) -> Self:
        words = draft.words
        if any(row.year is not None for row in rows):
            return cls(_is_own_year(label, draft.identity.year), is_told=True)
        changes = [words.change(row) for row in rows]
        if BEFORE in changes and AFTER in changes:
            change = words.change(label)
            return cls(change == AFTER, is_told=True, is_kind=True, is_before=change == BEFORE)
        if any(words.money_result(row) == "spent" for row in rows):
            result = words.money_result(label)
            is_own = not result and words.money_column(label) == "amount"
            return cls(is_own, is_told=True, is_kind=True, result=result)
        return cls(words.is_sum(label) or len(rows) == 1)


def _put_result(
    draft: Draft, column: str, part: str, label: Label, heading: Label, spot: Spot, scale: Decimal | None
) -> None:
    """What became of all the money or of a part of it, in a row that says what it has."""
    found = FoundAmount(spot.exact or spot.text, scale, spot, label.printed)
    draft.results.note_months(label.printed)
    if not draft.results.money("" if part == "total" else heading.printed, column, found):
        draft.detail(f"{heading.printed}（{label.printed}）", spot)


def _is_own_year(label: Label, year: int | None) -> bool:
    """Whether a row is of the form's year."""
    return label.full.startswith(_OWN_YEAR) if label.year is None or year is None else label.year == year
