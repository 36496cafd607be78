"""Parts of the money over others: a unit's sources over what it is spent on, those of a project over years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import NOTHING
from perfcli.forms.fields.block_columns import BlockColumns
from perfcli.forms.fields.changed_values import put_reason
from perfcli.forms.fields.money_kinds import is_beside_parts, kind_of_row
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.tables.change_list import AFTER, BEFORE, REASON
from perfcli.forms.words.label import Label
from perfcli.forms.words.years import is_own_year, names_years
from perfcli.i18n import gettext as _


def put_cross_row(columns: BlockColumns, rows: Sequence[Label], label: Label, below: Mapping[int, Spot]) -> None:
    """Keep a row: of one of sums, of several years of that of the form, the parts of the money; else details.

    Where each row says what of the money it has (年初预算数, 执行数, or 原批复, 现调整) those that hold are the parts,
    and the others what they were before or what became of them.
    """
    place = _Place.of(columns.draft, rows, label)
    for at, spot in below.items():
        if not at or spot.is_empty or spot.above is not None:
            continue
        if is_blank(spot.text):
            columns.draft.ledger.put(spot, NOTHING)
        elif place.is_unclear:
            reason = _("{label}: nothing says whether it is what the budget became or by how much it was changed")
            columns.draft.ledger.leave(spot, reason.format(label=label.printed))
        elif place.is_kind and is_beside_parts(columns.block.labels[at], columns.words):
            _put_beside(columns, label, at, spot)
        else:
            _put_part(columns, place, label, at, spot)


def _put_part(columns: BlockColumns, place: _Place, label: Label, at: int, spot: Spot) -> None:
    """An amount of a part of the money, by what its row has of it."""
    draft, heading = columns.draft, columns.block.labels[at]
    part, scale = columns.words.money(heading) or "source", columns.scale(heading)
    if place.is_own:
        part = "source" if draft.is_overall and part != "total" else part
        draft.amount(part, heading, spot, scale=scale)
    elif place.result:
        found = FoundAmount(spot.exact or spot.text, scale, spot, label.printed)
        draft.results.note_months(label.printed)
        if not draft.results.money("" if part == "total" else heading.printed, place.result, found):
            draft.detail(f"{heading.printed}（{label.printed}）", spot)
    elif part == "total" and not place.is_told:
        draft.amount("source", label, spot, scale=scale)
    else:
        of, column = (heading, label) if place.is_kind else (label, heading)
        name = f"{of.printed}（{column.printed}）"
        if place.is_before:
            draft.amount_before(part, heading, FoundAmount(spot.exact or spot.text, scale, spot, name))
        draft.amount_detail(name, spot, scale=scale)


def _put_beside(columns: BlockColumns, label: Label, at: int, spot: Spot) -> None:
    """A cell beside those of the parts: why they were changed, or by how much; below no heading it will be named."""
    heading, draft = columns.block.labels[at], columns.draft
    if columns.words.change(heading) == REASON:
        put_reason(draft, columns.section or columns.block.labels[1], heading, spot, is_money=True)
    elif heading.full and columns.words.money_column(heading) == "change":
        draft.amount_detail(f"{heading.printed}（{label.printed}）", spot, scale=columns.scale(heading))
    elif heading.full:
        draft.detail(f"{label.printed}（{heading.printed}）", spot)


class _Place(NamedTuple):
    """What a row has of the money: whether that of the form, what became of it, what it was before a change."""

    is_own: bool
    is_told: bool = False
    """Whether rows say it themselves, as by years."""

    is_kind: bool = False
    """Whether each is of a kind of amounts: 原批复, 执行数."""

    result: str = ""
    is_before: bool = False
    is_unclear: bool = False
    """Whether it may be what the budget became as well as the change: 批复数 over 调整数."""

    @classmethod
    def of(cls, draft: Draft, rows: Sequence[Label], label: Label) -> Self:
        words = draft.words
        if any(row.year is not None or names_years(row) for row in rows):
            return cls(is_own_year(label, draft.identity.year), is_told=True)
        kinds, kind = [kind_of_row(row, words) for row in rows], kind_of_row(label, words)
        result = words.money_result(label)
        is_spent = any(words.money_result(row) == "spent" for row in rows)
        if AFTER in kinds and (BEFORE in kinds or ("amount" in kinds and not is_spent)):
            is_before = kind == BEFORE or (kind == "amount" and BEFORE not in kinds)
            return cls(
                kind == AFTER, is_told=True, is_kind=True, result=result if not kind else "", is_before=is_before
            )
        if is_spent:
            is_own = not result and words.money_column(label) == "amount"
            return cls(is_own, is_told=True, is_kind=True, result=result)
        if "change" in kinds and {BEFORE, "amount"} & set(kinds):
            return cls(is_own=False, is_unclear=True)
        return cls(words.is_sum(label) or len(rows) == 1)
