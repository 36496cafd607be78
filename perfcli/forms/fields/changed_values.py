"""The values of a form of changes: what was before a change, what holds after it, why it was made."""

from __future__ import annotations

from decimal import Decimal

from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank, scale_in
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.cells.ledger import NOTHING
from perfcli.forms.fields.money_kinds import is_all_money
from perfcli.forms.parts.line_text import inline_pair
from perfcli.forms.parts.money_text import money_lines
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.found_amounts import FoundAmount, part_name
from perfcli.forms.tables.change_list import AFTER, BEFORE, REASON
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary


def put_changed(
    draft: Draft, label: Label, heading: Label, spot: Spot, otherwise: Decimal | None = None, *, is_money: bool = False
) -> None:
    """Give a value its place by its label and by the heading that says whether it was before a change or holds.

    `otherwise` is what amounts are in that do not say it, `is_money` whether an unknown label is a part of the money.
    """
    column = draft.words.change(heading)
    part, field = (
        draft.words.money(label) or ("total" if is_all_money(label, draft.words) else ""),
        draft.words.field(label),
    )
    if is_money and not (part or field) and is_amount(spot.text):
        part = "source"  # 企业保证金 beside 预算资金
    name = f"{label.printed}（{heading.printed}）"
    scale = scale_in(label.remark) or scale_in(heading.remark) or otherwise
    if column != AFTER and is_blank(spot.text):
        draft.ledger.put(spot, NOTHING)
    elif part and column in (BEFORE, AFTER) and (lines := _amounts_told(spot.text, draft.words)):
        with draft.telling(heading.printed if column == BEFORE else ""):
            for inner, text in lines:
                draft.amount(draft.words.money(inner), inner, spot, text, scale_in(inner.remark) or scale)
    elif part and column == AFTER:
        draft.amount(part, label, spot, scale=scale)
    elif part and column == BEFORE:
        draft.amount_before(part, label, FoundAmount(spot.exact or spot.text, scale, spot, name))
        draft.amount_detail(name, spot, scale=scale)
    elif column == REASON:
        put_reason(draft, label, heading, spot)
    elif field == "goals" and column in (BEFORE, AFTER):
        put_changed_goals(draft, label, heading, spot, spot.text)
    elif field and column == AFTER:
        draft.field(field, label, spot)
    else:
        draft.detail(name, spot)


def put_changed_goals(draft: Draft, label: Label, heading: Label, spot: Spot, text: str) -> None:
    """Goals as they were before a change, or as they are after it."""
    if draft.words.change(heading) == AFTER:
        draft.goal(label, spot, text)
    else:
        draft.was(f"{label.printed}（{heading.printed}）", spot, text)


def put_reason(draft: Draft, label: Label, heading: Label, spot: Spot, *, is_money: bool = False) -> None:
    """Why something was changed: the goals, or the money, all of it or the part that the label names."""
    part = draft.words.money(label) or ("total" if is_money or is_all_money(label, draft.words) else "")
    field = draft.words.field(label)
    key = f"budget.sources.{part_name(label.printed)}" if part == "source" else f"budget.{part}" if part else field
    draft.reason(key, f"{label.printed}（{heading.printed}）", spot)


def _amounts_told(text: str, words: Vocabulary) -> list[tuple[Label, str]]:
    """The amounts that a cell tells in lines, or in one with its label: 年度资金总额：268.00."""
    pair = inline_pair(text, words)
    is_one = pair is not None and words.money(pair[0]) and is_amount(pair[1]) and not is_blank(pair[1])
    return money_lines(text, words) or ([pair] if pair is not None and is_one else [])
