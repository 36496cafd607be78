"""Rows below 调整内容, 调整前, 调整后 over amounts and goals, not over indicators: what was changed, why."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import scale_in
from perfcli.forms.fields.changed_values import put_changed
from perfcli.forms.fields.heading_block import HeadingBlock
from perfcli.forms.parts.halves import NUMBERED
from perfcli.forms.parts.line_text import inline_pair
from perfcli.forms.record.draft import Draft
from perfcli.forms.tables.change_list import AFTER, BEFORE, REASON
from perfcli.forms.words.label import Label
from perfcli.regex import regex

_MONEY = regex("资金|预算|投资|经费")


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


def read_goals_below(block: HeadingBlock, rows: Sequence[PageRow], at: int, draft: Draft) -> int:
    """Read goals below a table of money with columns before and after a change; how many rows of them there are."""
    columns = [draft.words.change(label) for label in block.labels]
    if not {BEFORE, AFTER} <= set(columns):
        return 0
    changes = _Changes(block, draft, None)
    taken = 0
    while at + taken < len(rows) and changes.is_of_goals(rows[at + taken]) and changes.take(rows[at + taken]):
        taken += 1
    return taken


def read_beside(cells: Sequence[Spot], section: Label | None, draft: Draft) -> bool:
    """Read a row that says what was before, what holds or why by labels: 资金总额, 调整前, 182.00, 调整后, 150.50.

    What it tells of may stand down the left of several rows.
    """
    words, filled = draft.words, [spot for spot in cells if not spot.is_empty]
    head, pairs = filled[: len(filled) % 2], filled[len(filled) % 2 :]
    heads, values = pairs[::2], pairs[1::2]
    headings = [words.label(spot.text) for spot in heads]
    columns = [words.change(heading) for heading in headings]
    told = [words.label(spot.text) for spot in values]
    label = words.label(head[0].text) if head else section
    if label is None or len(set(columns)) != len(columns) or not set(columns) <= {BEFORE, AFTER, REASON}:
        return False
    if not {BEFORE, AFTER} <= set(columns) and not (columns[1:] == [REASON] and not head):
        return False
    if any(words.change(value) or words.money_column(value) for value in told):
        return False  # headings of a small table: 资金类别, 原批复, 本次调整, 调整后, 备注
    draft.known([*head, *heads])
    for heading, spot in zip(headings, values, strict=True):
        put_changed(draft, label, heading, spot)
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
    is_own = is_beside and labels[-1].full.endswith("目标") and not words.is_label(told[0])  # 原目标 before its text
    if side is None or is_own or not any(map(words.is_label, told)):
        return "", cells
    draft.known(own[:1] if is_beside else ())
    return side.printed if words.change(side) == BEFORE else "", rest


class _Changes:
    """Takes rows below the headings, as long as they belong there."""

    def __init__(self, block: HeadingBlock, draft: Draft, scale: Decimal | None) -> None:
        self.block, self.draft, self.scale, self._is_money = block, draft, scale, False
        """`scale` is what the label down the left says that amounts are in: 项目资金（万元）."""

    def is_of_goals(self, row: PageRow) -> bool:
        """Whether a row begins with a label of goals that does not say itself when they were so: 原绩效目标."""
        filled, words = [] if row.is_line else row.filled, self.draft.words
        label = words.label(filled[0].text) if len(filled) > 1 else None
        return label is not None and words.field(label) == "goals" and not words.result(label)

    def take(self, row: PageRow) -> bool:
        """Read a row where it has a label with something before or after a change; whether it has."""
        if not row.is_line and len(row.own) == 1 and row.filled and NUMBERED.match(row.filled[0].text):
            self.draft.known(row.filled)  # 二、预算
            return True
        head, values = self._twice(row) or self._below(row)
        filled = [(heading, spot) for heading, spot in values if not spot.is_empty]
        if row.is_line or head is None or not filled:
            return False
        if self.draft.words.change(self.draft.words.label(head.text)) in (BEFORE, AFTER, REASON):
            return False  # goals below 调整前 and 调整后 that stand one under the other, or why all was changed
        if self.block.positions is Positions.SPANS and len(filled) == 1 and self._covers_both(filled[0][1]):
            return False  # of the form, whatever it was before
        taken = {id(spot) for _heading, spot in filled}
        beside = [spot for spot in row.filled if id(spot) not in taken]
        self.draft.known(beside)
        if beside and beside[0] is row.spots[0]:
            label = self.draft.words.label(beside[0].text)
            self.scale = scale_in(label.remark)
            self._is_money = beside[0] is not head and _MONEY.search(label.full) is not None
        for heading, spot in filled:
            label = self.draft.words.label(head.text)
            put_changed(self.draft, label, heading, spot, self.scale, is_money=self._is_money)
        return True

    def _covers_both(self, spot: Spot) -> bool:
        first, second = (self.block.heads[at] for at in self._order)
        return spot.left <= first.left and spot.right >= second.right

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
