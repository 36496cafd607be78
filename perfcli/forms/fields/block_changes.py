"""Rows below 调整内容, 调整前, 调整后 over amounts and goals, not over indicators: what was changed, why."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank, scale_in
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.cells.ledger import NOTHING
from perfcli.forms.fields.heading_block import HeadingBlock
from perfcli.forms.parts.line_text import inline_pair
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.tables.before_change import NUMBERED
from perfcli.forms.tables.change_list import AFTER, BEFORE, REASON
from perfcli.forms.words.label import Label
from perfcli.regex import regex

_MONEY = regex("资金|预算|投资|经费")
_BESIDE = 5
"""Cells of a row with a label, and 调整前 and 调整后 each before its value."""


def read_changes(
    block: HeadingBlock, rows: Sequence[PageRow], at: int, draft: Draft, section: Label | None = None
) -> int:
    """Read the rows below: what holds after a change is the value, the rest are details; how many rows were read."""
    draft.known(spot for spot in block.heads if not spot.is_empty)
    reading = _Changes(block, draft, scale_in(section.remark) if section else None)
    taken = 1
    while at + taken < len(rows) and reading.take(rows[at + taken]):
        taken += 1
    return taken


def read_beside(cells: Sequence[Spot], draft: Draft, positions: Positions) -> bool:
    """Read a row that says what was before and what holds by labels: 资金总额, 调整前, 182.00, 调整后, 150.50."""
    filled = [spot for spot in cells if not spot.is_empty]
    if len(filled) != _BESIDE:
        return False
    head, one, first, other, second = filled
    labels = [draft.words.label(spot.text) for spot in (one, other)]
    if {draft.words.change(label) for label in labels} != {BEFORE, AFTER}:
        return False
    values = [draft.words.label(spot.text) for spot in (first, second)]
    if any(draft.words.change(value) or draft.words.money_column(value) for value in values):
        return False  # headings of a small table: 资金类别, 原批复, 本次调整, 调整后, 备注
    block = HeadingBlock("changes", [head, one, other], [draft.words.label(head.text), *labels], positions)
    draft.known([head, one, other])
    changes = _Changes(block, draft, None)
    for label, spot in zip(labels, (first, second), strict=True):
        changes.put(draft.words.label(head.text), label, spot)
    return True


def side_of_change(cells: list[Spot], sections: Sequence[Spot], draft: Draft) -> tuple[str, list[Spot]]:
    """What says that a row tells what was before a change (调整前), else nothing; and the cells behind it.

    It stands beside labels or down their left, as 调整后 does before what holds: 调整前, 总额：38.60, 财政拨款：30.60.
    """
    words = draft.words
    own = [spot for spot in cells if not spot.is_empty]
    is_beside = len(own) > 1 and words.change(words.label(own[0].text)) in (BEFORE, AFTER)
    rest = own[1:] if is_beside else own
    labels = [words.label(spot.text) for spot in ([*sections, own[0]] if is_beside else sections)]
    side = next((label for label in labels if words.change(label) in (BEFORE, AFTER)), None)
    pairs = [inline_pair(spot.text, words) for spot in rest]
    told = [pair[0] if pair else words.label(spot.text) for pair, spot in zip(pairs, rest, strict=True)]
    if side is None or not any(map(words.is_label, told)):
        return "", cells
    draft.known(own[:1] if is_beside else ())
    return side.printed if words.change(side) == BEFORE else "", rest


class _Changes:
    """Takes rows below the headings, as long as they belong there."""

    def __init__(self, block: HeadingBlock, draft: Draft, scale: Decimal | None) -> None:
        self.block, self.draft, self.scale, self._is_money = block, draft, scale, False
        """`scale` is what the label down the left says that amounts are in: 项目资金（万元）."""

    def take(self, row: PageRow) -> bool:
        """Read a row where it has a label with something before or after a change; whether it has."""
        if not row.is_line and len(row.own) == 1 and row.filled and NUMBERED.match(row.filled[0].text):
            self.draft.known(row.filled)  # 二、预算
            return True
        head, values = self._twice(row) or self._below(row)
        filled = [(heading, spot) for heading, spot in values if not spot.is_empty]
        if row.is_line or head is None or not filled:
            return False
        if self.draft.words.change(self.draft.words.label(head.text)) in (BEFORE, AFTER):
            return False  # goals below 调整前 and 调整后 that stand one under the other
        taken = {id(spot) for _heading, spot in filled}
        beside = [spot for spot in row.filled if id(spot) not in taken]
        self.draft.known(beside)
        if beside and beside[0] is row.spots[0]:
            label = self.draft.words.label(beside[0].text)
            self.scale = scale_in(label.remark)
            self._is_money = beside[0] is not head and _MONEY.search(label.full) is not None
        for heading, spot in filled:
            self.put(self.draft.words.label(head.text), heading, spot)
        return True

    def _below(self, row: PageRow) -> tuple[Spot | None, list[tuple[Label, Spot]]]:
        """What a row is of, and its values by the headings that they stand below."""
        heads, labels = self.block.heads, self.block.labels
        first = self._order[0]
        if self.block.positions is Positions.ORDER:
            count = len(heads) - first
            below = dict(enumerate(row.spots[-count:], first))
            spots = row.spots[:-count][-1:]
        else:
            below = self.block.under(row)
            spots = [spot for spot in row.spots if spot.left < heads[first].left]
        told = [spot.above or spot for spot in spots if not (spot.above or spot).is_empty]
        if not told or (self.block.positions is Positions.SPANS and told[-1].right > heads[first].left):
            return None, []
        values = [(labels[at], spot) for at, spot in below.items() if at >= first and spot.above is None]
        return told[-1], values

    def _twice(self, row: PageRow) -> tuple[Spot, list[tuple[Label, Spot]]] | None:
        """The same where a label stands twice, before its value of one column and before that of the other."""
        filled, words, labels = row.filled, self.draft.words, self.block.labels
        named = [words.label(spot.text).full if words.is_label(words.label(spot.text)) else "" for spot in filled]
        at = next((at for at, name in enumerate(named) if name and name in named[at + 1 :]), None)
        if at is None:
            return None
        again = named.index(named[at], at + 1)
        ends = self.block.heads[self._at(REASON)] if self._at(REASON) else None
        first, second = self._order
        values = [(labels[first], spot) for spot in filled[at + 1 : again]]
        for spot in filled[again + 1 :]:
            is_reason = ends is not None and self._stands_below(spot, ends, row)
            values.append((labels[self._at(REASON) if is_reason else second], spot))
        return filled[at], values

    def _stands_below(self, spot: Spot, head: Spot, row: PageRow) -> bool:
        if self.block.positions is Positions.ORDER:
            return spot is row.spots[-1] and head is self.block.heads[-1]
        return head.left <= spot.left < head.right

    @property
    def _order(self) -> tuple[int, int]:
        """Where 调整前 and 调整后 stand, the one at the left first."""
        before, after = self._at(BEFORE), self._at(AFTER)
        return (after, before) if after < before else (before, after)

    def _at(self, column: str) -> int:
        """Where the heading of a column of changes stands, 0 where there is none."""
        found = (at for at, label in enumerate(self.block.labels) if self.draft.words.change(label) == column)
        return next(found, 0)

    def put(self, label: Label, heading: Label, spot: Spot) -> None:
        """Give a value before or after a change its place."""
        draft, column = self.draft, self.draft.words.change(heading)
        part, field = draft.words.money(label), draft.words.field(label)
        if self._is_money and not (part or field) and is_amount(spot.text):
            part = "source"  # 企业保证金 beside 预算资金
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
