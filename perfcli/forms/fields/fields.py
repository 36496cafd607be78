"""The rows of a form that are no indicators: labels beside their values, over them, or down the left of others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from perfcli.formats.blocks import clean
from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank, scale_in
from perfcli.forms.cells.cells_below import is_amount, under
from perfcli.forms.cells.ledger import LABEL, NOTHING
from perfcli.forms.fields.beside_values import BesideValues
from perfcli.forms.fields.block_changes import read_beside, side_of_change
from perfcli.forms.fields.block_rows import is_whole_row, read_block, read_whole_row
from perfcli.forms.fields.change_pairs import read_change_pairs
from perfcli.forms.fields.changed_values import put_changed_goals
from perfcli.forms.fields.field_values import FieldValues
from perfcli.forms.fields.goal_terms import put_goals_of_term, read_goals_below, says_goals
from perfcli.forms.fields.heading_block import HeadingBlock, find_block
from perfcli.forms.fields.headless_rows import without_indicators
from perfcli.forms.fields.label_row import LabelRow
from perfcli.forms.fields.sections import Sections
from perfcli.forms.fields.side_blocks import find_side_block
from perfcli.forms.fields.sides import find_sides
from perfcli.forms.fields.term_headings import terms_over
from perfcli.forms.parts.line_text import inline_pair, note_in
from perfcli.forms.parts.lines import Lines
from perfcli.forms.parts.money_text import money_lines, sum_told
from perfcli.forms.record.funds import FUNDS
from perfcli.forms.tables.change_list import AFTER, BEFORE
from perfcli.forms.words.amounts import is_scale, read_scale
from perfcli.forms.words.label import Label, normal

_OF_SCALE = ("金额单位", "货币单位", "单位")
"""Labels of what amounts are in, where that stands in a cell of its own."""

_LONGEST_OPINION = 14
"""Characters of a label such as 市财政局审核意见."""


@dataclass
class Fields:
    """Reads rows one after another; `sections` are the labels down the left that still go on."""

    lines: Lines
    positions: Positions
    terms: dict[int, str] = field(default_factory=dict)
    """The term of the money in each column of pairs."""

    around: Sequence[PageRow] = ()
    """All rows of the form, where others than those to read may have headings over them."""

    def __post_init__(self) -> None:
        self.draft = self.lines.draft
        self.sections = Sections(self.draft, self.positions)
        self._labels = LabelRow([], self.draft.words)
        self._heads: list[Spot] = []
        """The cells of the row above where all of them are labels without values."""

        self._values = FieldValues(self.draft, self.sections, self.terms)
        self._beside = BesideValues(self.around, self.draft, self.positions)

    def read(self, rows: Sequence[PageRow]) -> None:
        """Understand all of these rows."""
        at, self._heads = 0, []
        rows = without_indicators(rows, self.draft)
        while at < len(rows):
            read = self._row(rows, at)
            own = rows[at].filled
            self._heads = own if read == 1 and all(map(self.draft.ledger.is_label, own)) else []
            at += read

    def _row(self, rows: Sequence[PageRow], at: int) -> int:
        """Read the row at this place, and those below that belong to its headings; how many were read."""
        row, filled = rows[at], rows[at].filled
        if not filled:
            return 1
        self.lines.pass_row(row)
        if self.sections.close(row) and not row.spots[0].is_empty:  # an empty cell begins nothing else
            self.terms.clear()
        self._values.leave_sides(row)
        if not self.lines.is_named_so(filled[0].text) and (taken := read_goals_below(rows, at, self.draft)):
            return taken
        if row.is_line or (len(filled) == 1 and not self.sections.items and len(row.own) == 1):
            is_alone = row.is_line or self.lines.is_named_so(filled[0].text)
            block = None if is_alone else find_block(rows, at, row.own, self.draft.words, self.positions)
            if block is not None:
                return self._block(block, rows, at)
            if row.is_line or not self._goes_on(row):
                self.lines.read(filled[0])
            return 1
        count = len(self.sections.items)
        cells = self.sections.without(rows, at)
        if len(self.sections.items) > count:
            self.terms.clear()
        if not any(not spot.is_empty for spot in cells):
            return 1
        if terms := terms_over(rows, at, cells, self.draft, self.positions):
            self.draft.known(cells)
            self.terms.update(terms)
            return 1
        if self.sections.is_over_headings(rows, at, cells):
            self.draft.known(cells)
            return 1
        if read_beside(cells, self.sections.label, self.draft):
            return 1
        if sides := find_sides(rows, at, cells, self.draft.words, self.positions):
            self.draft.known(sides.heads)
            self.draft.known(spot for row in rows[at + 1 : at + sides.height] for spot in row.filled)
            self._values.sides = sides
            return sides.height
        if block := find_side_block(rows, at, cells, self.draft.words, self.positions):
            return self._block(block, rows, at)
        if block := find_block(rows, at, cells, self.draft.words, self.positions):
            return self._block(block, rows, at)
        if taken := read_change_pairs(rows, at, self.sections.label, self.draft, self.positions):
            return taken
        sections = [spot for spot, _label in self.sections.items]
        if not self._beside.begin(row, cells, sections):
            return 1
        side, cells = side_of_change(cells, sections, self.draft)
        with self.draft.telling(side):
            self._cells(cells)
        return 1

    def _goes_on(self, row: PageRow) -> bool:
        """Whether a row has one more value of the label at its left, which goes on from the row above; it is kept."""
        above = row.spots[0].above
        label = self.draft.words.label(above.text) if above is not None else None
        if label is None or not self.draft.words.is_label(label) or inline_pair(row.filled[0].text, self.draft.words):
            return False
        self._values.put(label, row.filled[0])
        return True

    # blocks of values below their headings

    def _block(self, block: HeadingBlock, rows: Sequence[PageRow], at: int) -> int:
        section = self.sections.label
        if block.kind != "fields":
            return read_block(block, rows, at, self.draft, section)
        below = under(block.heads, rows[at + block.height], self.positions)
        self.draft.known(spot for row in rows[at : at + block.height] for spot in row.filled)
        if len(block.heads) == 1 and note_in(block.heads[0].text):
            self.lines.note = block.labels[0].printed
        if is_whole_row(block, self.draft):
            read_whole_row(block, below, self.draft, section)
            return block.height + 1
        for index, spot in below.items():
            if not spot.is_empty:
                self._values.put_below(block.labels[index], block.labels, spot)
        return block.height + 1

    # labels beside their values

    def _cells(self, cells: Sequence[Spot]) -> None:
        """Labels with their values behind them; a value alone belongs to its section."""
        at = 0
        before, cells = self._year_before(cells)
        self._values.amounts.begin(cells, before)
        self._labels = LabelRow([spot for spot in cells if not spot.is_empty], self.draft.words)
        while at < len(cells):
            following = cells[at + 1] if at + 1 < len(cells) else None
            at += 1 if cells[at].is_empty else self._cell(cells[at], following)

    def _year_before(self, cells: Sequence[Spot]) -> tuple[Label | None, Sequence[Spot]]:
        """The year or the term that stands before the amounts of a row, which is kept; and the cells behind it."""
        filled = [spot for spot in cells if not spot.is_empty]
        label, *others = [self.draft.words.label(spot.text) for spot in filled]
        is_before = len(filled) % 2 == 1 and len(filled) > 2 and bool(self.draft.words.money(others[0]))
        if not (is_before and self._values.amounts.says_whose(label)):
            return None, cells
        self.draft.known(filled[:1])
        return label, cells[list(cells).index(filled[0]) + 1 :]

    def _cell(self, spot: Spot, following: Spot | None) -> int:
        words = self.draft.words
        if is_scale(spot.text) and read_scale(spot.text):
            self.draft.funds.scale = self.draft.funds.scale or read_scale(spot.text)
            self.draft.ledger.put(spot, LABEL)
            return 1
        label = words.label(spot.text)
        if following is not None and label.full in _OF_SCALE and (scale := scale_in(normal(following.text))):
            self.draft.funds.scale = self.draft.funds.scale or scale
            self.draft.known([spot, following])
            return 2
        section = self.sections.label
        if (
            following is not None
            and section is not None
            and words.field(section) == "goals"
            and says_goals(label, following)
        ):
            put_goals_of_term(self.draft, label, section, following)
            self.draft.known([spot])
            return 2
        known = words.is_label(label)
        if not known and (inline := inline_pair(spot.text, words)):
            return self._inline(spot, inline, following)
        if not known and not self.lines.has_table and self.draft.identity.coded_unit(spot, spot.text):
            return 1
        if following is None:
            self._alone(spot, known or self._labels.ends_labels(spot, label))
            return 1
        if known or self._labels.is_labelled(label, following):
            if following.is_empty:
                self.draft.ledger.put(spot, LABEL)
                if following.unread and words.money(label) in FUNDS and label.term != "long":
                    self.draft.funds.unread_cell(label.printed, following.unread)
                return 2
            if not self._labels.is_unfilled(label, following) and self._labels.is_value(spot, label, following):
                self.draft.known([spot])
                self._beside.behind = label
                self._values.put(label, following)
                return 2
            self._values.amounts.scale = scale_in(label.remark)
            self.draft.ledger.put(spot, LABEL)
            return 1
        if words.looks_like_label(label) and words.looks_like_label(words.label(following.text)):
            self.draft.ledger.put(spot, LABEL)  # it stands over others, or nobody filled it in
            return 1
        if following.is_empty and label.full.endswith("意见") and len(label.full) < _LONGEST_OPINION:
            self.draft.ledger.put(spot, LABEL)  # whose opinion nobody wrote
            return 2
        self._alone(spot, known)
        return 1

    def _inline(self, spot: Spot, pair: tuple[Label, str], following: Spot | None) -> int:
        """A cell that holds its label and its value."""
        label, value = pair
        words = self.draft.words
        inner = words.label(value)
        if following is not None and words.money(inner) and is_amount(following.text) and not is_amount(value):
            self.draft.ledger.put(spot, LABEL)  # 1、资金来源：（1）财政拨款 beside its amount
            self._values.put(inner, following)
            return 2
        if lines := money_lines(spot.text, words):
            section = self.sections.label
            for inner, text in lines:
                scale = scale_in(inner.remark) or (scale_in(section.remark) if section else None)
                self._values.amounts.put_in_text(words.money(inner), inner, spot, text, scale)
            return 1
        if is_blank(value):
            self.draft.ledger.put(spot, LABEL if not value.strip() else NOTHING)
            if following is not None and not following.is_empty and not value.strip():
                other = words.label(following.text)
                if not words.is_label(other) and not inline_pair(following.text, words):
                    self._values.put(label, following)
                    return 2
            return 1
        part = self._values.amounts.named_part(label, value)
        section = self.sections.label
        of = section or words.label(self._labels.cells[0].text)
        if words.change(label) in (BEFORE, AFTER) and words.field(of) == "goals":
            put_changed_goals(self.draft, of, label, spot, value)
            return 1
        if part and is_amount(value):
            scale = scale_in(label.remark) or (scale_in(section.remark) if section else None)
            self._values.amounts.put_in_text(part, label, spot, value, scale)
        elif words.is_label(label):
            key = words.field(label)
            if words.result(label) == "later":
                self.draft.result(spot, value)
            elif key:
                self.draft.field(key, label, spot, value)
            else:
                self._values.put_detail(part, label, spot, value)
        elif following is None or following.is_empty:
            self._alone(spot, known=False)
        else:
            self.draft.detail(label.printed, spot, value)
        return 1

    def _over(self, spot: Spot) -> Spot | None:
        """The label without a value of the row above that a text stands below."""
        if self.positions is Positions.ORDER:
            cells = self._labels.cells
            is_below = len(cells) == len(self._heads) > 1 and spot in cells
            return self._heads[cells.index(spot)] if is_below else None
        return next((head for head in self._heads if head.left <= spot.left and spot.right <= head.right), None)

    def _alone(self, spot: Spot, known: bool) -> None:
        """A text without a value beside it: a label that has none, or a value of the section that it stands in."""
        draft, words = self.draft, self.draft.words
        if is_blank(spot.text):
            draft.ledger.put(spot, NOTHING)
            return
        if known:
            draft.ledger.put(spot, LABEL)
            return
        section = self.sections.label
        if self._beside.take(spot, section):
            return
        if draft.funds.sources and "total" not in draft.funds.amounts and (told := sum_told(spot.text)):
            draft.amount("total", words.label("资金合计"), spot, told)
            return
        if (over := self._over(spot)) is not None:
            self._values.put(words.label(over.text), spot)  # 资金执行情况 over an amount, beside 预算数： 80
            return
        if section is None:
            self.lines.read(spot)
            return
        key = words.field(section)
        if key in ("goals", "purpose"):
            draft.field(key, section, spot)
        elif is_amount(spot.text) and (part := words.money(section) or self._beside.part_of(section)):
            draft.amount(part, section, spot)
        elif clean(spot.text):
            draft.detail(section.printed, spot)
