"""The rows below the headings of a block, taken as far as they fit there, then given their places."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank, is_dots
from perfcli.forms.cells.cells_below import NUMBER, is_amount, is_amount_cell
from perfcli.forms.cells.ledger import LABEL, NOTHING
from perfcli.forms.fields.block_columns import BlockColumns
from perfcli.forms.fields.block_headings import is_over_goals
from perfcli.forms.fields.block_lists import BlockLists
from perfcli.forms.fields.block_money import put_money_row
from perfcli.forms.fields.changed_values import put_changed, put_reason
from perfcli.forms.fields.cross_row import put_cross_row
from perfcli.forms.fields.goal_terms import is_term, put_goals_of_term
from perfcli.forms.fields.heading_block import HeadingBlock
from perfcli.forms.fields.year_rows import fits_year_row, head_of, put_year_rows
from perfcli.forms.parts.line_text import is_section_number
from perfcli.forms.record.draft import Draft
from perfcli.forms.tables.change_list import AFTER, BEFORE, REASON
from perfcli.forms.words.label import Label
from perfcli.forms.words.years import names_years


class BlockTable:
    """Takes rows below headings, as long as they belong there."""

    def __init__(self, block: HeadingBlock, draft: Draft, section: Label | None) -> None:
        self.block, self.draft, self.section = block, draft, section
        self.words = draft.words
        self.columns = BlockColumns(block, draft, section)
        self.rows: list[tuple[Label, Spot, dict[int, Spot]]] = []
        self.is_money = "total" not in draft.funds.amounts

    @property
    def _is_whole(self) -> bool:
        """Whether the one row has the budget of all and what was spent of it, whatever the row is called."""
        return len(self.rows) == 1 and self.is_money and {"amount", "later"} <= set(self.columns.kinds)

    def takes(self, row: PageRow) -> bool:
        """Whether a row belongs to the headings; its cells are kept then."""
        own = [spot for spot in row.own if not spot.is_empty]
        if row.is_line or (not own and not row.own):
            return False
        if not own:
            return True
        if own[0].left < self.block.left:
            return self._takes_sum(row, own)
        own = self._without_side(own)
        below = self.block.under(row)
        if self.block.kind == "goals":
            self._goals(below)
            return True
        if all(is_dots(spot.text) for spot in own):
            for spot in own:
                self.draft.ledger.put(spot, NOTHING)
            return True
        placed = {id(spot) for spot in below.values()}
        if any(id(spot) not in placed for spot in own) or not self._fits(below, own):
            return False
        head = below.get(0, own[0])
        if self.block.kind == "years":
            head = head_of(below)
        self.rows.append((self.words.label(head.text) if 0 in below else Label("", "", ""), head, below))
        return True

    def _without_side(self, own: list[Spot]) -> list[Spot]:
        """The cells of a row without one at the left that says what the parts of the money are of: 收入构成."""
        if own[0].left >= self.block.heads[0].left or not self.words.side(self.words.label(own[0].text)):
            return own
        self.draft.known(own[:1])
        return own[1:]

    def _takes_sum(self, row: PageRow, own: Sequence[Spot]) -> bool:
        """Whether a row sums the table up from below the label at its left: 年度主要任务 above 金额合计."""
        head, *amounts = own
        label = self.words.label(head.text)
        below = {at: spot for at, spot in self.block.under(row).items() if at and spot is not head}
        placed = {id(spot) for spot in below.values()}
        if self.block.kind != "table" or not self.rows or not self.words.is_sum(label):
            return False
        if any(id(spot) not in placed for spot in amounts) or not any(is_amount(spot.text) for spot in amounts):
            return False
        self.draft.ledger.put(head, LABEL)
        self.rows.append((label, head, below))
        return True

    def _fits(self, below: dict[int, Spot], own: Sequence[Spot]) -> bool:
        head = below.get(0)
        if self.block.kind == "years":
            return fits_year_row(self.block.labels, below, self.words)
        if self.block.kind == "terms":
            return head is not None and is_term(self.words.label(head.text))
        if self.block.kind == "scores":
            return any(NUMBER.fullmatch(spot.text.strip()) for at, spot in below.items() if at)
        if self.block.kind in ("money", "cross"):
            if head is None:
                return False
            label = self.words.label(head.text)
            if self.words.is_strong(label) and not (self.block.kind == "cross" and self._has_amounts(below)):
                return False
            amounts = [spot for at, spot in below.items() if at >= self.columns.first]
            texts = [
                spot
                for at, spot in below.items()
                if at >= self.columns.first and self.columns.kinds[at] not in ("text", "") and not is_amount_cell(spot)
            ]
            if texts or not label.full or not (amounts or self.words.money(label)):
                return False
            if self.block.positions is Positions.SPANS and head.right > self.block.heads[self.columns.first].left:
                return False
            return not (self.words.is_section(label) and not any(not spot.is_empty for spot in amounts))
        if self.block.kind == "table" and self._are_amounts() and not any(is_amount_cell(spot) for spot in own):
            return False  # other headings, or a line over them
        if self.block.kind == "table" and self._is_band(own):
            return False
        begins = own[0].left <= self.block.heads[0].left
        return not (begins and self.words.is_strong(self.words.label(own[0].text)))

    def _is_band(self, own: Sequence[Spot]) -> bool:
        """Whether a row is a line over what is below it: it stands across columns, or is numbered alone as none is."""
        if len(own) > 1 or len(self.block.heads) < 2:
            return False
        if self.block.positions is Positions.SPANS and own[0].right > self.block.heads[1].left:
            return True
        alone = (head for _label, head, below in self.rows if sum(not spot.is_empty for spot in below.values()) < 2)
        return is_section_number(own[0].text) and not any(is_section_number(head.text) for head in alone)

    def _are_amounts(self) -> bool:
        """Whether nothing but amounts stood below the headings until now."""
        return bool(self.rows) and all(
            is_amount_cell(spot) for _label, _head, below in self.rows for spot in below.values()
        )

    def _has_amounts(self, below: dict[int, Spot]) -> bool:
        """Whether a row has amounts below several headings."""
        return sum(bool(at) and is_amount(spot.text) for at, spot in below.items()) > 1

    def _goals(self, below: dict[int, Spot]) -> None:
        section = self.section
        goals = [label for label in self.block.labels if self.words.result(label) != "later"]
        dated = any(label.term == "year" for label in goals)
        has_change = any(self.words.result(label) == "after" for label in goals)
        is_changed = any(
            self.words.result(self.block.labels[at]) == "after" and not is_blank(spot.text)
            for at, spot in below.items()
        )
        for at, spot in below.items():
            label = self.block.labels[at]
            if dated and not label.term and not has_change and self.words.field(label) == "goals":
                label = replace(label, term="long")  # beside the year's goals those of the whole project
            if spot.is_empty or spot.above is not None or not label.full:
                continue
            if self.words.indicator(label) == "number":
                self.draft.ledger.put(spot, LABEL)
                continue
            result = self.words.result(label) or ("before" if is_changed else "")
            if not result and not is_over_goals(label, self.block.labels, self.words):
                self.draft.detail(label.printed, spot)
            elif result == "later":
                self.draft.result(spot)
            elif result == "before":
                self.draft.was(f"{(section or label).printed}（{label.printed}）", spot)
            else:
                of = section if result == "after" and section else label
                if not of.term and section is not None and section.term:
                    of = section
                self.draft.goal(of, spot, spot.text)

    def finish(self) -> None:
        """Give the values that were kept their places."""
        self.columns.adjust_by_share([below for _label, _head, below in self.rows])
        is_money = self.block.kind == "money" and (
            any(self.words.money(label) and not self.words.is_sum(label) for label, _head, _below in self.rows)
            or self._is_whole
        )
        if (is_money or self.block.kind == "years") and self.columns.unclear is not None:
            self.draft.unclear_total(self.columns.unclear.printed)
        of_years = {label.full for label, _head, _below in self.rows if names_years(label)}
        lists = BlockLists(self.columns, self.is_money and len(of_years) < 2)
        if self.block.kind == "years":
            self.draft.known([head for _label, head, _below in self.rows])
            rows = [(label, below) for label, _head, below in self.rows]
            put_year_rows(self.draft, self.block.labels, rows, self.columns.scale)
            return
        for label, head, below in self.rows:
            if self.block.kind == "cross":
                self.draft.known([head])
                labels = [row[0] for row in self.rows]
                put_cross_row(self.columns, labels, label, below)
            elif self.block.kind == "texts":
                self._text_row(label, head, below)
            elif self.block.kind == "terms":
                self.draft.known([head])
                self._term_row(label, below)
            elif is_money:
                self.draft.known([head] if not head.is_empty else [])
                part = self.words.money(label) or ("total" if self._is_whole else "source")
                put_money_row(self.columns, part, label, below)
            else:
                lists.put(label, below)
        lists.finish()

    def _term_row(self, term: Label, below: dict[int, Spot]) -> None:
        """Goals and what else is told of them, their term at the left."""
        for at, spot in below.items():
            heading = self.block.labels[at]
            if not at or spot.is_empty or spot.above is not None:
                continue
            if is_over_goals(heading, self.block.labels[1:], self.words):
                put_goals_of_term(self.draft, term, heading, spot)
            else:
                self.draft.detail(heading.printed, spot)

    def _text_row(self, label: Label, head: Spot, below: dict[int, Spot]) -> None:
        """A row of texts: each is told of what stands at the left, under its heading."""
        self.draft.known([head] if not head.is_empty else [])
        for at, spot in below.items():
            if not at or spot.is_empty or spot.above is not None:
                continue
            heading = self.block.labels[at]
            if self.words.change(label) not in (BEFORE, AFTER):
                self.draft.detail(f"{label.printed}（{heading.printed}）", spot)
            elif self.words.change(heading) == REASON:
                put_reason(self.draft, self.section or self.block.labels[1], heading, spot)
            else:
                put_changed(self.draft, heading, label, spot, self.columns.scale(heading))
