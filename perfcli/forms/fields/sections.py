"""Labels down the left of a form: what they stand beside are labels again, as far as they go on downwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank, scale_in
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.fields.goal_terms import is_term
from perfcli.forms.fields.heading_block import find_block
from perfcli.forms.fields.sides import find_sides
from perfcli.forms.parts.line_text import inline_pair
from perfcli.forms.record.draft import Draft
from perfcli.forms.words.label import Label, normal
from perfcli.forms.words.months import month_of
from perfcli.regex import regex

_PARTS = ("fiscal", "other", "source")
_PAIR = 2
_OF_MONEY = regex("(?:预算|收入|支出|经费|资金|费用)(?:情况|构成|明细)?$")


@dataclass
class Sections:
    """The labels that still go on, the outermost first."""

    draft: Draft
    positions: Positions
    items: list[tuple[Spot, Label]] = field(default_factory=list)

    @property
    def label(self) -> Label | None:
        """The innermost label; what its amounts are in an outer one may say."""
        label = self.items[-1][1] if self.items else None
        said = next((outer.remark for _spot, outer in reversed(self.items) if scale_in(outer.remark)), "")
        return replace(label, remark=said) if label and said and not scale_in(label.remark) else label

    def close(self, row: PageRow) -> bool:
        """Keep the labels that go on in this row; whether others ended."""
        origins = {id(spot.above) for spot in row.spots if spot.above is not None}
        kept = [item for item in self.items if id(item[0]) in origins]
        ended, self.items = kept != self.items, kept
        return ended

    def without(self, rows: Sequence[PageRow], at: int) -> list[Spot]:
        """The cells of a row behind the labels that stand over others, which are kept."""
        cells = rows[at].own
        while cells and (
            self._is_unmerged(rows, at, cells)
            or (not self._stand_over(rows, at, cells) and self._begins(rows, at, cells))
        ):
            self.draft.known([cells[0]])
            self.items.append((cells[0], self.draft.words.label(cells[0].text)))
            cells = self._beside(cells[0], cells[1:], rows, at)
        return cells

    def is_over_headings(self, rows: Sequence[PageRow], at: int, cells: Sequence[Spot]) -> bool:
        """Whether a cell beside a section only says of what the headings right below it are: 单位年度收入预算."""
        filled = [spot for spot in cells if not spot.is_empty]
        if not self.items or len(filled) != 1 or at + 1 >= len(rows) or not _OF_MONEY.search(normal(filled[0].text)):
            return False
        below = rows[at + 1].own
        return len(below) > 1 and self._stand_over(rows, at + 1, below)

    def _stand_over(self, rows: Sequence[PageRow], at: int, cells: Sequence[Spot]) -> bool:
        """Whether cells are headings over values or pairs in the rows below."""
        words, positions = self.draft.words, self.positions
        return bool(find_sides(rows, at, cells, words, positions) or find_block(rows, at, cells, words, positions))

    def _beside(self, section: Spot, cells: list[Spot], rows: Sequence[PageRow], at: int) -> list[Spot]:
        """What stands beside a section: in a list saved as csv an empty heading over labels cannot be seen."""
        if self.positions is not Positions.COLUMNS or at + 1 >= len(rows) or not cells:
            return cells
        below = [spot for spot in rows[at + 1].filled if section.left < spot.left < cells[0].left]
        if not below:
            return cells
        return [Spot("", below[0].left, cells[0].left, section.place, section.where), *cells]

    def _begins(self, rows: Sequence[PageRow], at: int, cells: Sequence[Spot]) -> bool:
        """Whether the first of these cells stands beside labels and not beside its value."""
        words = self.draft.words
        first, rest = cells[0], cells[1:]
        if first.is_empty or not any(not spot.is_empty for spot in rest):
            return False
        label = words.label(first.text)
        own = inline_pair(first.text, words)
        if not label.full or (own is not None and own[1].strip()):
            return False
        spans = _goes_on_below(rows, at, first)
        beside = rest[0]
        other = words.label(beside.text)
        section = words.is_section(label) or words.field(label) == "goals"
        if scale_in(other.remark) and not scale_in(label.remark) and len(rest) > 1 and is_amount(rest[1].text):
            return not is_amount(first.text)  # before 预期总收益（万元） and its amount
        is_pair = words.is_label(other) and len(rest) > 1 and is_amount(rest[1].text) and not is_blank(rest[1].text)
        if is_pair and scale_in(label.remark) and not words.money(label):
            return True  # 预算执行情况（万元） before 年初预算数 and its amount
        if is_pair and words.money(label) in _PARTS and words.money(other) == "total" and len(rest) > _PAIR:
            return True  # 其中：财政资金 before 年度预算 and what was spent of it
        if not spans and label.full.startswith("按") and other.full.startswith("按") and section:
            return False  # 按支出类型分 beside 按来源分, over the parts of each
        if beside.is_empty:
            others = [words.label(spot.text) for spot in rest if not spot.is_empty]
            if spans and find_block(rows, at, rest, words, self.positions):
                return True
            return spans and all(words.money_column(other) or words.result(other) for other in others)
        if (
            not is_amount(beside.text)
            and (pair := inline_pair(beside.text, words))
            and (words.money(pair[0]) or not pair[0].full)
        ):
            return spans or section or scale_in(label.remark) is not None
        if spans and words.field(label) == "goals" and is_term(other) and len(rest) > 1:
            return True  # 年度目标 beside the goals of each year or term
        if spans and _goes_on_below(rows, at, beside) and not words.is_label(other):
            block = find_block(rows, at, rest, words, self.positions)
            return block is not None and block.corner is not None
        if words.is_label(other) or month_of(beside.text):
            if section or spans:
                return True
            return words.is_strong(label) is False and words.is_strong(other) and len(rest) > 1
        if spans and find_block(rows, at, rest, words, self.positions):
            return True
        if _count_pairs(rest):
            return True  # 人员情况 before 编制数, 在职人数 and how many they are
        if self.positions is not Positions.SPANS and words.is_strong(label) and self._are_pairs(cells):
            return False  # what is empty below it need not go on
        return spans and (len(rest) > 1 or section) and words.field(label) != "goals"

    def _is_unmerged(self, rows: Sequence[PageRow], at: int, cells: Sequence[Spot]) -> bool:
        """Whether a section stands beside headings of the parts of the money, nobody having merged it downwards."""
        first, words = cells[0], self.draft.words
        if not words.is_section(words.label(first.text)) or not _is_empty_below(rows, at, first):
            return False
        block = find_block(rows, at, cells[1:], words, self.positions)
        return block is not None and block.kind == "cross"

    def _are_pairs(self, cells: Sequence[Spot]) -> bool:
        """Whether known labels and what is none take turns."""
        known = [self.draft.words.is_label(self.draft.words.label(spot.text)) for spot in cells if not spot.is_empty]
        return len(known) > 3 and len(known) % 2 == 0 and all(known[::2]) and not any(known[1::2])


def _count_pairs(cells: Sequence[Spot]) -> bool:
    """Whether words and numbers take turns, more than one of each."""
    told = [(spot.text, is_amount(spot.text) and not is_blank(spot.text)) for spot in cells]
    turns = len(told) > 3 and len(told) % _PAIR == 0
    return turns and all(number == bool(at % _PAIR) and text.strip() for at, (text, number) in enumerate(told))


def _goes_on_below(rows: Sequence[PageRow], at: int, spot: Spot) -> bool:
    return at + 1 < len(rows) and any(other.above is spot for other in rows[at + 1].spots)


def _is_empty_below(rows: Sequence[PageRow], at: int, spot: Spot) -> bool:
    """Whether nothing stands below a cell, though others stand in that row: nobody merged what it goes on in."""
    below = rows[at + 1].spots if at + 1 < len(rows) and rows[at + 1].filled else []
    return any(other.left == spot.left and other.above is None and other.is_empty for other in below)
