"""Amounts and goals below their headings in two rows, one of which says 调整前 and the other 调整后."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import scale_in
from perfcli.forms.fields.changed_values import put_changed, put_reason
from perfcli.forms.record.draft import Draft
from perfcli.forms.tables.change_list import AFTER, BEFORE, REASON
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary

_MARKS = frozenset(("类别", "类型", "项目", "内容", "情况", "阶段", "状态", "时点"))
"""What stands over the cells that say which of the two a row is."""


def read_change_pairs(
    rows: Sequence[PageRow], at: int, section: Label | None, draft: Draft, positions: Positions
) -> int:
    """Read such rows from their headings on; how many there are, 0 where none begin here."""
    words, row = draft.words, rows[at]
    below = list(takewhile(lambda one: _mark(one, words) is not None, rows[at + 1 : at + 4]))
    marks = [mark for one in below if (mark := _mark(one, words)) is not None]
    if sorted(words.change(words.label(mark.text)) for mark in marks) != [AFTER, BEFORE]:
        return 0
    left, *others = {_place(one, mark, positions) for one, mark in zip(below, marks, strict=True)}
    heads = {_place(row, spot, positions): spot for spot in row.filled}
    labels = {place: words.label(spot.text) for place, spot in heads.items() if place > left}
    mark = heads.get(left)
    head = words.label(mark.text) if mark is not None else None
    of_rows = head is not None and head.full.removeprefix("调整").removeprefix("变更") in _MARKS
    told = [bool(words.money(label) or words.field(label) == "goals") for label in labels.values()]
    if others or not of_rows or not any(told) or not _are_alike(row, below, positions):
        return 0
    before = [words.label(spot.text) for place, spot in heads.items() if place < left]
    over = section or (before[-1] if before else None)
    scale = scale_in(over.remark) if over else None
    draft.known(row.filled)
    for one, mark in zip(below, marks, strict=True):
        draft.known([mark])
        heading = words.label(mark.text)
        for spot in one.filled:
            label = labels.get(max((p for p in labels if p <= _place(one, spot, positions)), default=-1))
            if spot is mark or label is None:
                continue
            if words.change(label) == REASON:
                is_money = any(map(words.money, labels.values()))
                put_reason(draft, over or label, label, spot, is_money=is_money)
            else:
                put_changed(draft, label, heading, spot, scale, is_money=True)
    return 1 + len(below)


def _mark(row: PageRow, words: Vocabulary) -> Spot | None:
    """The first cell of a row where it says that the row is what was before a change, or what holds."""
    first = row.filled[0] if row.filled and not row.is_line else None
    return first if first is not None and words.change(words.label(first.text)) in (BEFORE, AFTER) else None


def _place(row: PageRow, spot: Spot, positions: Positions) -> int:
    """Where a cell stands among those of its row, be it by their order alone."""
    return row.spots.index(spot) if positions is Positions.ORDER else spot.left


def _are_alike(row: PageRow, below: Sequence[PageRow], positions: Positions) -> bool:
    """Whether rows have as many cells as the one with the headings, where order alone tells below which they stand."""
    return positions is not Positions.ORDER or all(len(one.spots) == len(row.spots) for one in below)
