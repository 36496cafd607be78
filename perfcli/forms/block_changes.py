"""Rows below 调整内容, 调整前, 调整后 over amounts and goals, not over indicators: what was changed, why."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.blanks import is_blank, scale_in
from perfcli.forms.change_list import AFTER, BEFORE
from perfcli.forms.draft import Draft
from perfcli.forms.found_amounts import FoundAmount
from perfcli.forms.heading_block import HeadingBlock
from perfcli.forms.label import Label
from perfcli.forms.ledger import NOTHING


def read_changes(block: HeadingBlock, rows: Sequence[PageRow], at: int, draft: Draft) -> int:
    """Read the rows below: what holds after a change is the value, the rest are details; how many rows were read."""
    draft.known(spot for spot in block.heads if not spot.is_empty)
    reading = _Changes(block, draft)
    taken = 1
    while at + taken < len(rows) and reading.take(rows[at + taken]):
        taken += 1
    return taken


class _Changes:
    """Takes rows below the headings, as long as they belong there."""

    def __init__(self, block: HeadingBlock, draft: Draft) -> None:
        self.block, self.draft = block, draft
        self.scale: Decimal | None = None
        """What the label down the left says that amounts are in: 项目资金（万元）."""

    def take(self, row: PageRow) -> bool:
        """Read a row where it has a label with something before or after a change; whether it has."""
        block, draft = self.block, self.draft
        in_order = block.positions is Positions.ORDER
        below = dict(enumerate(row.spots[-len(block.heads) :])) if in_order else block.under(row)
        head = _head(block, row, below)
        cells = [(block.labels[at], spot) for at, spot in below.items() if at and spot.above is None]
        values = [(heading, spot) for heading, spot in cells if not spot.is_empty]
        if row.is_line or head is None or not values:
            return False
        if block.positions is Positions.SPANS and head.right > block.heads[0].right:
            return False
        taken = {id(spot) for _heading, spot in values}
        beside = [spot for spot in row.filled if id(spot) not in taken]
        draft.known(beside)
        if beside and beside[0] is row.spots[0]:
            self.scale = scale_in(draft.words.label(beside[0].text).remark)
        for heading, spot in values:
            self._put(draft.words.label(head.text), heading, spot)
        return True

    def _put(self, label: Label, heading: Label, spot: Spot) -> None:
        draft, column = self.draft, self.draft.words.change(heading)
        part, field = draft.words.money(label), draft.words.field(label)
        name = f"{label.printed}（{heading.printed}）"
        scale = scale_in(label.remark) or scale_in(heading.remark) or self.scale
        if column != AFTER and is_blank(spot.text):
            draft.ledger.put(spot, NOTHING)
        elif part and column == AFTER:
            draft.amount(part, label, spot, scale=scale)
        elif part and column == BEFORE:
            draft.amount_before(part, label, FoundAmount(spot.exact or spot.text, scale, spot, name))
            draft.amount_detail(name, spot, scale=scale)
        elif field == "goals" and column == AFTER:
            draft.goal(label, spot, spot.text)
        elif field == "goals" and column == BEFORE:
            draft.was(name, spot)
        elif field and column == AFTER:
            draft.field(field, label, spot)
        else:
            draft.detail(name, spot)


def _head(block: HeadingBlock, row: PageRow, below: dict[int, Spot]) -> Spot | None:
    """What a row is of: the last of the cells before the amounts, one that goes on from above as well."""
    if block.positions is Positions.ORDER:
        spots = [below[0]] if 0 in below else []
    else:
        spots = [spot for spot in row.spots if spot.left < block.heads[0].right]
    told = [spot.above or spot for spot in spots if not (spot.above or spot).is_empty]
    return told[-1] if told else None
