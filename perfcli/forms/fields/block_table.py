"""The rows below the headings of a block, taken as far as they fit there, then given their places."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from perfcli.form import ADJUSTMENT
from perfcli.formats.blocks import clean
from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank, is_dots, scale_in
from perfcli.forms.cells.cells_below import NUMBER, is_amount, is_amount_cell
from perfcli.forms.cells.ledger import LABEL, NOTHING
from perfcli.forms.fields.adjusted_column import adjusted_by_share, adjusted_column, as_changed
from perfcli.forms.fields.block_headings import is_over_goals
from perfcli.forms.fields.cross_row import put_cross_row
from perfcli.forms.fields.heading_block import HeadingBlock
from perfcli.forms.record.amount_details import is_amount_label
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.tables.amount_columns import amount_columns
from perfcli.forms.words.label import Label


class BlockTable:
    """Takes rows below headings, as long as they belong there."""

    def __init__(self, block: HeadingBlock, draft: Draft, section: Label | None) -> None:
        self.block, self.draft, self.section = block, draft, section
        self.words = draft.words
        self.columns = amount_columns(block.labels, self.words)
        if draft.kind == ADJUSTMENT:
            self.columns = as_changed(block.labels, self.columns, self.words)
        if block.kind in ("money", "cross"):
            self.columns[0] = "text"
        self.adjusted = self._adjust(adjusted_column(block.labels, self.columns))
        self.rows: list[tuple[Label, Spot, dict[int, Spot]]] = []
        self.spots: dict[int, list[Spot]] = {}
        self.is_money = "total" not in draft.funds.amounts
        self.is_only_adjusted = "amount" not in self.columns
        """Whether the amounts after a change during the year are the only ones that say what the budget is."""
        self.first = next((at for at, column in enumerate(self.columns) if column not in ("", "text")), 1)

    def _adjust(self, at: int) -> int:
        """Take the amounts of a column (0 is none) for the budget as it became."""
        if at:
            self.columns[at] = "later"
        return at

    @property
    def _is_whole(self) -> bool:
        """Whether the one row has the budget of all and what was spent of it, whatever the row is called."""
        return len(self.rows) == 1 and self.is_money and {"amount", "later"} <= set(self.columns)

    def _sums(self, at: int) -> str:
        """Which part of the money the sum of a column is, where nothing else says the total."""
        heading = self.block.labels[at]
        if self.columns[at] in ("previous", "before", "change") or heading.year not in (None, self.draft.identity.year):
            return ""
        part = self.words.money(heading)
        if self.columns[at] == "amount" or part == "total":
            return "total"
        return part if part in ("fiscal", "other") else ""

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
        label = self.words.label(below[0].text) if 0 in below else Label("", "", "")
        self.rows.append((label, below.get(0, own[0]), below))
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
        if self.block.kind == "scores":
            return any(NUMBER.fullmatch(spot.text.strip()) for at, spot in below.items() if at)
        if self.block.kind in ("money", "cross"):
            if head is None:
                return False
            label = self.words.label(head.text)
            if self.words.is_strong(label) and not (self.block.kind == "cross" and self._has_amounts(below)):
                return False
            amounts = [spot for at, spot in below.items() if at >= self.first]
            texts = [
                spot
                for at, spot in below.items()
                if at >= self.first and self.columns[at] not in ("text", "") and not is_amount_cell(spot)
            ]
            if texts or not label.full or not (amounts or self.words.money(label)):
                return False
            if self.block.positions is Positions.SPANS and head.right > self.block.heads[self.first].left:
                return False
            return not (self.words.is_section(label) and not any(not spot.is_empty for spot in amounts))
        if self.block.kind == "table" and self._are_amounts() and not any(is_amount_cell(spot) for spot in own):
            return False  # other headings, or a line over them
        begins = own[0].left <= self.block.heads[0].left
        return not (begins and self.words.is_strong(self.words.label(own[0].text)))

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
        if not self.adjusted:
            rows = [below for _label, _head, below in self.rows]
            self.adjusted = self._adjust(adjusted_by_share(self.block.labels, self.columns, rows, self.words))
        money = self.block.kind == "money" and (
            any(self.words.money(label) and not self.words.is_sum(label) for label, _head, _below in self.rows)
            or self._is_whole
        )
        texts: dict[int, list[str]] = {}
        count = 0
        for label, head, below in self.rows:
            if self.block.kind == "cross":
                self.draft.known([head])
                put_cross_row(self.draft, self.block.labels, [row[0] for row in self.rows], label, below, self._scale)
            elif self.block.kind == "texts":
                self._text_row(label, head, below)
            elif money:
                self._money_row(label, head, below)
            else:
                self._table_row(label, below, texts, count)
                count += not self.words.is_sum(label)
        for at, values in texts.items():
            heading = self.block.labels[at].printed or (self.section.printed if self.section else "")
            self.draft.details.setdefault(heading, []).extend(values)
            if (scale := self._scale(self.block.labels[at]) or self.draft.funds.said) and is_amount_label(heading):
                self.draft.funds.detail(heading, self.spots.get(at, []), scale)

    def _text_row(self, label: Label, head: Spot, below: dict[int, Spot]) -> None:
        """A row of texts: each is told of what stands at the left, under its heading."""
        self.draft.known([head] if not head.is_empty else [])
        for at, spot in below.items():
            if at and not spot.is_empty and spot.above is None:
                self.draft.detail(f"{label.printed}（{self.block.labels[at].printed}）", spot)

    def _scale(self, heading: Label) -> Decimal | None:
        """What the amounts under a heading are in, None where neither it nor what stands over it says so."""
        return scale_in(heading.remark) or self.block.scale or (scale_in(self.section.remark) if self.section else None)

    def _money_row(self, label: Label, head: Spot, below: dict[int, Spot]) -> None:
        self.draft.known([head] if not head.is_empty else [])
        part = self.words.money(label) or ("total" if self._is_whole else "source")
        for at, spot in below.items():
            if at and spot.unread and part != "source" and self.columns[at] == "amount" and label.term != "long":
                self.draft.funds.unread_cell(label.printed, spot.unread)
            if not at or spot.is_empty or spot.above is not None:
                continue
            self._amount(part, label, at, spot)

    def _amount(self, part: str, label: Label, at: int, spot: Spot) -> None:
        column, heading = self.columns[at], self.block.labels[at]
        of_row = self.words.money_result(label)
        if is_blank(spot.text):
            self.draft.ledger.put(spot, NOTHING)
        elif column == "amount" and of_row and not self._is_of_other_year(heading):
            self._result_of_row(of_row, label, at, spot)
        elif column == "later" and not self._is_of_other_year(heading):
            self._result(part, label, at, spot)
            if self.is_only_adjusted and self.words.money_result(heading) == "adjusted" and label.term != "long":
                scale = scale_in(label.remark) or self._scale(heading)
                self.draft.amount(part, label, spot, scale=scale)
        elif column == "amount" and label.term != "long" and not self._is_of_other_year(heading):
            if part == "whole" and heading.year is not None:
                part = "total"  # 投资总额 below 2025年（本年）
            scale = scale_in(label.remark) or self._scale(heading)
            self.draft.amount(part, label, spot, scale=scale)
            if "later" in self.columns and part != "total":
                self.draft.results.money(label.printed, "initial", FoundAmount(spot.text, scale, spot, label.printed))
        else:
            name = f"{label.printed}（{heading.printed}）" if heading.printed else label.printed
            if column == "before":
                scale = scale_in(label.remark) or self._scale(heading)
                self.draft.amount_before(part, label, FoundAmount(spot.exact or spot.text, scale, spot, name))
            if column in ("", "text"):
                self.draft.detail(name, spot)
            else:
                self.draft.amount_detail(name, spot, scale=scale_in(label.remark) or self._scale(heading))

    def _result_of_row(self, column: str, label: Label, at: int, spot: Spot) -> None:
        """What became of all the money in the form's year, where each row says what it tells of: 预算数, 执行数."""
        scale = scale_in(label.remark) or self._scale(self.block.labels[at])
        found = FoundAmount(spot.exact or spot.text, scale, spot, label.printed)
        if not self.draft.results.money("", column, found):
            self.draft.detail(label.printed, spot)

    def _is_of_other_year(self, heading: Label) -> bool:
        """Whether amounts are of a year before the form's, or of one behind it where its own stand beside them."""
        year = self.draft.identity.year
        if heading.year is None or year is None or heading.year == year:
            return False
        return heading.year < year or any(label.year == year for label in self.block.labels)

    def _table_row(self, label: Label, below: dict[int, Spot], texts: dict[int, list[str]], count: int) -> None:
        """A row of a small table: each heading has the list of its values; a sum is the total where none is printed."""
        is_sum = self.words.is_sum(label)
        for at, spot in below.items():
            if spot.is_empty or spot.above is not None:
                continue
            heading = self.block.labels[at]
            if at and self.block.kind == "scores" and self.words.result(label) == "total":
                self.draft.detail(label.printed, spot)
            elif is_sum and not at:
                self.draft.ledger.put(spot, LABEL)
            elif is_sum and self.is_money and (part := self._sums(at)):
                self.draft.sums.append((part, label, heading, spot, self._scale(heading)))
            elif is_sum and self.is_money and self._sum_of_later(at, spot):
                continue
            elif is_sum and is_amount_label(heading.printed):
                self.draft.amount_detail(f"{heading.printed}（{label.printed}）", spot, scale=self._scale(heading))
            elif is_sum:
                self.draft.detail(f"{heading.printed}（{label.printed}）", spot)
            elif is_blank(spot.text):
                self.draft.ledger.put(spot, NOTHING)
            else:
                values = texts.setdefault(at, [])
                values += [""] * (count - len(values))  # so that the values of one row stay beside each other
                values.append(clean(spot.text))
                self.spots.setdefault(at, []).append(spot)
                self.draft.ledger.put(spot, f"details.{heading.printed}")

    def _sum_of_later(self, at: int, spot: Spot) -> bool:
        """What became of all the money, or of a part of it, in the row of sums of a table of tasks; False for neither.

        The budget as it became is the budget where no other is printed.
        """
        heading, own = self.block.labels[at], self.words.label(self.block.heads[at].text)
        over = self.words.label(heading.full.removesuffix(own.full))
        column = self.words.money_result(heading) or self.words.money_result(over)
        part = self.words.money(own) or "total"
        if column not in ("adjusted", "spent", "rate", "points", "weight"):
            return False
        scale = scale_in(over.remark) or self._scale(heading)
        name = "" if part == "total" else own.printed
        taken = self.draft.results.money(name, column, FoundAmount(spot.exact or spot.text, scale, spot, own.printed))
        if column == "adjusted" and self.is_only_adjusted:
            self.draft.amount(part, own, spot, scale=scale)
        return taken

    def _result(self, part: str, label: Label, at: int, spot: Spot) -> None:
        """An amount of the year's later life: of all the money, or of the part that the row is of."""
        results, heading = self.draft.results, self.block.labels[at]
        column = "adjusted" if at == self.adjusted else self.words.money_result(heading)
        results.note_months(heading.printed)
        scale = scale_in(heading.remark) or scale_in(label.remark) or self._scale(heading)
        found = FoundAmount(spot.exact or spot.text, scale, spot, label.printed)
        name = "" if part == "total" else label.printed
        if not results.money(name, column, found):
            self.draft.detail(f"{label.printed}（{heading.printed}）", spot)
