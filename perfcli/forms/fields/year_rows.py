"""The money of several years, a row for each: the row of the form's year is its budget, the others are details."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.cells_below import NUMBER, is_amount_cell, under
from perfcli.forms.cells.ledger import NOTHING
from perfcli.forms.fields.block_tiers import labels_of, parted_heads
from perfcli.forms.fields.changed_labels import of_change
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.record.funds import FUNDS
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.years import is_own_year, names_years

_LATER = ("adjusted", "spent", "expected")
_WIDE = 2
"""Cells of a row of headings where one stands over all the amounts: 年度, 资金来源."""

_REMARKS = ("备注", "说明")


def find_year_rows(
    rows: Sequence[PageRow], at: int, cells: Sequence[Spot], words: Vocabulary, positions: Positions
) -> tuple[int, list[tuple[Spot, Label]]]:
    """The headings over amounts of several years, and in how many rows they stand; nothing where these are none."""
    if len(cells) < 2 or any(NUMBER.fullmatch(spot.text.strip()) for spot in cells if not spot.is_empty):
        return 0, []
    heights = (1, 2, 3) if len(cells) == _WIDE else (1, 2)
    height = next((height for height in heights if _are_years(rows[at + height : at + height + 2], cells[0], words)), 0)
    heads, labels = list(cells), [words.label(spot.text) for spot in cells]
    if height > 1:
        upper = cells if height == 2 else [cells[0], *rows[at + 1].filled]  # below one over all of them
        parted = parted_heads(rows[at + height - 1], upper, positions)
        heads, labels = [spot for spot, _over in parted], labels_of(parted, words)
    if not height or not heads or heads[0].text != cells[0].text or names_years(labels[0]):
        return 0, []
    if not _are_over_amounts(heads, labels, rows[at + height], words, positions):
        return 0, []
    return height, list(zip(heads, labels, strict=True))


def _are_years(rows: Sequence[PageRow], head: Spot, words: Vocabulary) -> bool:
    """Whether a year stands below a heading in the first of these rows, or in the second below a sum."""
    for row in rows:
        below = [] if row.is_line else [spot for spot in row.filled if head.left <= spot.left < head.right]
        label = words.label(below[0].text) if below else None
        if label is None or not words.is_sum(label):
            return label is not None and names_years(label)
    return False


def _are_over_amounts(
    heads: Sequence[Spot], labels: Sequence[Label], row: PageRow, words: Vocabulary, positions: Positions
) -> bool:
    """Whether headings are over parts of the money, or one over its amounts beside what is said of them."""
    below = under(heads, row, positions)
    amounts = [at for at, label in enumerate(labels) if at and _amount_of(label, words)]
    if not amounts or not all(is_amount_cell(below[at]) for at in amounts if at in below):
        return False
    if any(words.money(label) or words.is_sum(label) for label in labels[1:]):
        return True
    others = [label for at, label in enumerate(labels) if at and at not in amounts and label.full]
    return all(label.full in _REMARKS or words.money_column(label) not in ("", "text") for label in others)


def _amount_of(heading: Label, words: Vocabulary) -> str:
    """What amounts below a heading are: a part of the money, or what became of all of it; empty where neither."""
    part, column = words.money(heading), words.money_result(heading)
    if part in (*FUNDS, "source"):
        return part
    if column in _LATER:
        return column
    return "total" if words.is_sum(heading) or words.money_column(heading) == "amount" else ""


def head_of(below: Mapping[int, Spot]) -> Spot:
    """The cell that says of which year a row is, which may go on from the row above."""
    return below[0].above or below[0]


def fits_year_row(labels: Sequence[Label], below: Mapping[int, Spot], words: Vocabulary) -> bool:
    """Whether a row is one of a year or the sum of all, with nothing but amounts where they have to be."""
    label = words.label(head_of(below).text) if 0 in below else None
    if label is None or not (names_years(label) or words.is_sum(label)):
        return False
    amounts = [spot for at, spot in below.items() if at and _amount_of(labels[at], words)]
    return all(is_amount_cell(spot) for spot in amounts)


def put_year_rows(
    draft: Draft,
    headings: Sequence[Label],
    rows: Sequence[tuple[Label, Mapping[int, Spot]]],
    scale: Callable[[Label], Decimal | None],
) -> None:
    """Keep the row of the form's year as its money, and the others as details; all of them where several are of it."""
    year = draft.identity.year
    own = [label for label, _below in rows if is_own_year(label, year)]
    for label, below in rows:
        is_own = len(own) == 1 and label is own[0]
        for at, spot in below.items():
            if at and spot.above is None:
                _put(draft, label, headings[at], spot, scale(headings[at]), is_own=is_own)


def _put(draft: Draft, label: Label, heading: Label, spot: Spot, scale: Decimal | None, *, is_own: bool) -> None:
    of, before = of_change(heading, None, draft.words)
    amount, name = _amount_of(of, draft.words), f"{label.printed}（{heading.printed}）"
    if spot.is_empty:
        return
    if is_blank(spot.text):
        draft.ledger.put(spot, NOTHING)
    elif is_own and amount in _LATER:
        found = FoundAmount(spot.exact or spot.text, scale, spot, label.printed)
        if not draft.results.money("", amount, found):
            draft.detail(name, spot)
    elif is_own and amount:
        with draft.telling(before):
            draft.amount("source" if draft.is_overall and amount != "total" else amount, of, spot, scale=scale)
    elif amount or draft.words.money_column(heading) not in ("", "text"):
        draft.amount_detail(name, spot, scale=scale)
    else:
        draft.detail(name, spot)
