"""Headings of the upper part of a form that have their values in the rows below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import scale_in
from perfcli.forms.cells.cells_below import under
from perfcli.forms.fields.block_headings import kind_of_block
from perfcli.forms.fields.block_tiers import are_amounts, are_years_of_parts, two_rows
from perfcli.forms.fields.heading_row import HeadingRow
from perfcli.forms.fields.year_rows import find_year_rows
from perfcli.forms.parts.parting import are_pairs
from perfcli.forms.tables.change_list import AFTER, BEFORE, KEY, REASON
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary


@dataclass
class HeadingBlock:
    """Headings; `kind` says what is below.

    It is money, cross, years, sides, plan, goals, terms, changes, texts, scores, table or fields.
    """

    kind: str
    heads: list[Spot]
    labels: list[Label]
    positions: Positions
    height: int = 1
    scale: Decimal | None = None
    """What its amounts are in, where a heading over others says it."""

    corner: Spot | None = None
    """The first heading as it stands over the parts and, at their left, over what they are of: 收入构成, 支出构成."""

    @property
    def left(self) -> int:
        """Where its rows begin."""
        return (self.corner or self.heads[0]).left

    def under(self, row: PageRow) -> dict[int, Spot]:
        """The cells of a row by the heading that they stand below."""
        return under(self.heads, row, self.positions)


def find_block(
    rows: Sequence[PageRow], at: int, cells: Sequence[Spot], words: Vocabulary, positions: Positions
) -> HeadingBlock | None:
    """The headings that these cells of a row are, None where they are labels beside values."""
    if not any(not spot.is_empty for spot in cells) or at + 1 >= len(rows) or rows[at + 1].is_line:
        return None
    block = _find(rows, at, cells, words, positions)
    return _beside_sides(block, rows, at + block.height, words) if block else None


def _find(
    rows: Sequence[PageRow], at: int, cells: Sequence[Spot], words: Vocabulary, positions: Positions
) -> HeadingBlock | None:
    height, years = find_year_rows(rows, at, cells, words, positions)
    if years:
        heads, labels = [spot for spot, _label in years], [label for _spot, label in years]
        return HeadingBlock("years", heads, labels, positions, height, _scale_over(cells, heads, words))
    if are_changes(cells, words):
        return HeadingBlock("changes", list(cells), [words.label(spot.text) for spot in cells], positions)
    filled = [spot for spot in cells if not spot.is_empty]
    if are_changes(rows[at + 1].filled, words) and are_pairs(filled, words):
        return None  # labels beside their values, above 调整前 and 调整后
    if found := two_rows(rows, at, cells, words, positions):
        heads, labels = [spot for spot, _label in found], [label for _spot, label in found]
        if are_amounts(labels, heads, rows[at + 2], words, positions):
            return HeadingBlock("fields", heads, labels, positions, 2)
        kind = "money" if are_years_of_parts(labels, heads, rows[at + 2], words, positions) else "table"
        return HeadingBlock(kind, heads, labels, positions, 2, _scale_over(cells, heads, words))
    if any(spot.above is cells[0] for spot in rows[at + 1].spots):
        return None  # a label down the left
    headings = HeadingRow(rows, at, _up_to_last(cells, rows[at + 1]), words, positions)
    kind = kind_of_block(headings)
    if not kind:
        return None
    if kind == "plan":
        return HeadingBlock(kind, headings.filled, [label for label in headings.labels if label.full], positions)
    scale = scale_in(headings.labels[0].remark) if kind == "money" else None
    return HeadingBlock(kind, headings.cells, headings.labels, positions, scale=scale)


def _scale_over(cells: Sequence[Spot], heads: Sequence[Spot], words: Vocabulary) -> Decimal | None:
    """What amounts are in by the headings that stand over others."""
    over = (words.label(spot.text).remark for spot in cells if spot not in heads)
    return next(filter(None, map(scale_in, over)), None)


def _beside_sides(block: HeadingBlock, rows: Sequence[PageRow], at: int, words: Vocabulary) -> HeadingBlock:
    """The block, its first heading over the parts of the money alone where at their left stands what of: 收入构成."""
    first, *others = block.heads
    if at >= len(rows) or rows[at].is_line or block.kind not in ("money", "table") or first.right - first.left < 2:
        return block
    inside = [spot for spot in rows[at].filled if first.left <= spot.left < first.right]
    if len(inside) != 2 or not words.side(words.label(inside[0].text)) or not words.money(words.label(inside[1].text)):
        return block
    parts = Spot(first.text, inside[1].left, first.right, first.place, first.where)
    return replace(block, kind="money", heads=[parts, *others], corner=first)


def are_changes(cells: Sequence[Spot], words: Vocabulary) -> bool:
    """Whether these stand over what was changed: 调整内容, 调整前, 调整后, or 调整前, 调整后 and the reason alone."""
    filled = [words.change(words.label(spot.text)) for spot in cells if not spot.is_empty]
    if filled[:1] == [KEY]:
        filled = [key for key in filled if key]  # beside 增减 and 权重 too
    known = len(set(filled)) == len(filled) and {BEFORE, AFTER} <= set(filled)
    return known and (filled[0] == KEY or set(filled) <= {BEFORE, AFTER, REASON})


def _up_to_last(cells: Sequence[Spot], below: PageRow) -> Sequence[Spot]:
    """The cells without those behind a narrow table on a wide sheet: at least two, nothing in them nor below."""
    end = len(cells)
    last = max((spot.right for spot in below.filled), default=0)
    while end > 2 and cells[end - 1].is_empty and cells[end - 1].left >= last:
        end -= 1
    return cells[:end] if len(cells) - end > 1 else cells
