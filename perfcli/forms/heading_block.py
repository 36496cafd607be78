"""Headings of the upper part of a form over their values: goals by term, tables of money, small tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from perfcli.formats.blocks import clean
from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.amounts import read_month
from perfcli.forms.draft import Draft, is_blank, scale_in
from perfcli.forms.ledger import LABEL, NOTHING
from perfcli.forms.plan import read_plan
from perfcli.forms.vocabulary import Label, Vocabulary
from perfcli.i18n import gettext as _

_NUMBER = re.compile(r"[-+]?[0-9][0-9,，]*(?:\.[0-9]+)?\s*(?:%|％|[十百千万亿]{0,2}元)?")


@dataclass
class HeadingBlock:
    """Headings, and what kind of values stand below: "money", "plan", "goals" or "table"."""

    kind: str
    heads: list[Spot]
    labels: list[Label]
    positions: Positions

    def read(self, rows: Sequence[PageRow], at: int, draft: Draft, section: Label | None) -> int:
        """Read the rows below as far as they belong to the headings; how many rows were read, the headings' own too."""
        draft.known(spot for spot in self.heads if not spot.is_empty)
        if self.kind == "plan":
            below = self._under(rows[at + 1]) if at + 1 < len(rows) else {}
            pairs = [(head, below[index]) for index, head in enumerate(self.heads) if index in below]
            read_plan([head for head, _spot in pairs], [spot for _head, spot in pairs], draft)
            return 2
        taken = 1
        table = _Table(self, draft, section)
        while at + taken < len(rows) and table.takes(rows[at + taken]):
            taken += 1
            if self.kind == "goals":
                break
        table.finish()
        return taken

    def _under(self, row: PageRow) -> dict[int, Spot]:
        """The cells of a row by the heading that they stand below."""
        return under(self.heads, row, self.positions)


def under(heads: Sequence[Spot], row: PageRow, positions: Positions) -> dict[int, Spot]:
    """The cells of a row by the place of the heading that they stand below."""
    found: dict[int, Spot] = {}
    spots = row.spots
    if positions is Positions.ORDER:
        by_left = {spot.left: spot for spot in spots}
        offsets = {index: by_left.get(head.left) for index, head in enumerate(heads)}
        if len(spots) == heads[-1].left + 1 or all(offsets.values()):
            return {index: spot for index, spot in offsets.items() if spot is not None}
        return dict(enumerate(row.own[-len(heads) :])) if len(row.own) >= len(heads) else {}
    for spot in spots:
        for index, head in enumerate(heads):
            inside = head.left <= spot.left < head.right
            if inside and index not in found:
                found[index] = spot
    return found


def find_block(
    rows: Sequence[PageRow], at: int, cells: Sequence[Spot], words: Vocabulary, positions: Positions
) -> HeadingBlock | None:
    """The headings that these cells of a row are, None where they are labels beside values."""
    filled = [spot for spot in cells if not spot.is_empty]
    if not filled or at + 1 >= len(rows) or rows[at + 1].is_line:
        return None
    if any(spot.above is cells[0] for spot in rows[at + 1].spots):
        return None  # a label down the left
    labels = [words.label(spot.text) for spot in cells]
    named = [label for label in labels if label.full]
    if len(named) < len(filled):
        return None

    def made(kind: str) -> HeadingBlock:
        return HeadingBlock(kind, list(cells), labels, positions)

    if len(filled) > 1 and all(read_month(spot.text) for spot in filled):
        return HeadingBlock("plan", filled, named, positions)
    below = under(list(cells), rows[at + 1], positions)
    values = [spot for spot in below.values() if spot.above is None and not spot.is_empty]
    if not values:
        values_blank = all(spot.is_empty for spot in below.values()) and len(filled) > 1
        if not (values_blank and _all_columns(labels, words)):
            return None
    if any(_NUMBER.fullmatch(spot.text.strip()) for spot in filled):
        return None
    columns = [words.money_column(label) if label.full else "" for label in labels]
    amounts = sum(column not in ("", "text") for column in columns)
    if amounts >= 2 or (amounts == 1 and len(filled) > 1 and _below_is_money(below, columns)):
        first = next(index for index, column in enumerate(columns) if column not in ("", "text"))
        if first > 0 and all(columns[index] for index, label in enumerate(labels) if label.full and index):
            return made("money")
    is_goals = [words.field(label) == "goals" or bool(words.result(label)) for label in named]
    if all(is_goals) and values and not any(words.is_label(words.label(spot.text)) for spot in values):
        if len(filled) > 1 or any(words.result(label) for label in named):
            return made("goals")
        if rows[at + 1].own and len(rows[at + 1].filled) == 1 and len(cells) == 1:
            return made("goals")
    if len(filled) > 1 and len(filled) == len(cells) and _is_table(labels, values, words, below):
        return made("table")
    return None


def _all_columns(labels: Sequence[Label], words: Vocabulary) -> bool:
    named = [label for label in labels if label.full]
    columns = [words.money_column(label) not in ("", "text") for label in named]
    heads = [words.is_heading(label) and not words.field(label) for label in named]
    return sum(columns) >= 2 or (all(heads) and len(heads) > 1)


def _below_is_money(below: dict[int, Spot], columns: Sequence[str]) -> bool:
    at = next(index for index, column in enumerate(columns) if column not in ("", "text"))
    return at in below and _NUMBER.fullmatch(below[at].text.strip()) is not None


def _is_table(labels: Sequence[Label], values: Sequence[Spot], words: Vocabulary, below: dict[int, Spot]) -> bool:
    """Whether headings of a small table stand over values: known ones, or words over numbers."""
    known = [words.is_heading(label) or words.is_detail(label) for label in labels]
    plain = not any(words.is_strong(words.label(spot.text)) for spot in values)
    if all(known) and plain and words.is_heading(labels[0]):
        return True
    if len(labels) < 3 or not plain or len(below) < len(labels) or any(map(words.is_strong, labels)):
        return False
    numbers = [index for index, spot in below.items() if index and _NUMBER.fullmatch(spot.text.strip())]
    return 1 in numbers or len(numbers) >= 2


class _Table:
    """Takes rows below headings, as long as they belong there."""

    def __init__(self, block: HeadingBlock, draft: Draft, section: Label | None) -> None:
        self.block, self.draft, self.section = block, draft, section
        self.words = draft.words
        self.columns = [self.words.money_column(label) if label.full else "" for label in block.labels]
        self.rows: list[tuple[Label, Spot, dict[int, Spot]]] = []
        self.first = next((at for at, column in enumerate(self.columns) if column not in ("", "text")), 1)

    def takes(self, row: PageRow) -> bool:
        """Whether a row belongs to the headings; its cells are kept then."""
        own = [spot for spot in row.own if not spot.is_empty]
        if row.is_line or (not own and not row.own):
            return False
        if not own:
            return True
        if own[0].left < self.block.heads[0].left:
            return False
        below = under(self.block.heads, row, self.block.positions)
        if self.block.kind == "goals":
            self._goals(below)
            return True
        placed = {id(spot) for spot in below.values()}
        if any(id(spot) not in placed for spot in own) or not self._fits(below, own):
            return False
        label = self.words.label(below[0].text) if 0 in below else Label("", "", "")
        self.rows.append((label, below.get(0, own[0]), below))
        return True

    def _fits(self, below: dict[int, Spot], own: Sequence[Spot]) -> bool:
        head = below.get(0)
        if self.block.kind == "money":
            if head is None or self.words.is_strong(self.words.label(head.text)):
                return False
            label = self.words.label(head.text)
            amounts = [spot for at, spot in below.items() if at >= self.first]
            texts = [
                spot
                for at, spot in below.items()
                if at >= self.first and self.columns[at] not in ("text", "") and not self._is_amount(spot)
            ]
            if texts or not label.full or not amounts:
                return False
            if self.block.positions is Positions.SPANS and head.right > self.block.heads[self.first].left:
                return False
            return not (self.words.is_section(label) and not any(not spot.is_empty for spot in amounts))
        begins = own[0].left <= self.block.heads[0].left
        return not (begins and self.words.is_strong(self.words.label(own[0].text)))

    def _is_amount(self, spot: Spot) -> bool:
        return is_blank(spot.text) or _NUMBER.fullmatch(spot.text.strip()) is not None

    def _goals(self, below: dict[int, Spot]) -> None:
        section = self.section
        for at, spot in below.items():
            label = self.block.labels[at]
            if spot.is_empty or spot.above is not None or not label.full:
                continue
            result = self.words.result(label)
            if result == "later":
                self._later(label, spot)
            elif result == "before":
                self.draft.detail(f"{(section or label).printed}（{label.printed}）", spot)
            else:
                of = section if result == "after" and section else label
                if not of.term and section is not None and section.term:
                    of = section
                self.draft.goal(of, spot, spot.text)

    def finish(self) -> None:
        """Give the values that were kept their places."""
        money = self.block.kind == "money" and any(
            self.words.money(label) and not self.words.is_sum(label) for label, _head, _below in self.rows
        )
        texts: dict[int, list[str]] = {}
        for count, (label, head, below) in enumerate(self.rows):
            if money:
                self._money_row(label, head, below)
            else:
                self._table_row(label, below, texts, count)
        for at, values in texts.items():
            heading = self.block.labels[at].printed or (self.section.printed if self.section else "")
            self.draft.details.setdefault(heading, []).extend(values)

    def _money_row(self, label: Label, head: Spot, below: dict[int, Spot]) -> None:
        self.draft.known([head] if not head.is_empty else [])
        part = self.words.money(label) or "source"
        for at, spot in below.items():
            if not at or spot.is_empty or spot.above is not None:
                continue
            self._amount(part, label, at, spot)

    def _amount(self, part: str, label: Label, at: int, spot: Spot) -> None:
        column, heading = self.columns[at], self.block.labels[at]
        year = self.draft.year
        if is_blank(spot.text):
            self.draft.ledger.put(spot, NOTHING)
        elif column == "later" and not (heading.year and year and heading.year < year):
            self._later(heading, spot)
        elif column == "amount" and label.term != "long" and not (heading.year and year and heading.year < year):
            scale = scale_in(label.remark) or scale_in(heading.remark)
            scale = scale or (scale_in(self.section.remark) if self.section else None)
            self.draft.amount(part, label, spot, scale=scale)
        else:
            self.draft.detail(f"{label.printed}（{heading.printed}）" if heading.printed else label.printed, spot)

    def _table_row(self, label: Label, below: dict[int, Spot], texts: dict[int, list[str]], count: int) -> None:
        """A row of a small table: each heading has the list of its values; a sum is the total where none is printed."""
        is_sum = self.words.is_sum(label)
        for at, spot in below.items():
            if spot.is_empty or spot.above is not None:
                continue
            heading = self.block.labels[at]
            if is_sum and not at:
                self.draft.ledger.put(spot, LABEL)
            elif is_sum and self.columns[at] == "amount" and "total" not in self.draft.amounts:
                scale = scale_in(heading.remark) or (scale_in(self.section.remark) if self.section else None)
                self.draft.amount("total", heading, spot, scale=scale)
            elif is_sum:
                self.draft.detail(f"{heading.printed}（{label.printed}）", spot)
            else:
                values = texts.setdefault(at, [])
                values += [""] * (count - len(values))  # so that the values of one row stay beside each other
                values.append(clean(spot.text))
                self.draft.ledger.put(spot, f"details.{heading.printed}")

    def _later(self, label: Label, spot: Spot) -> None:
        if is_blank(spot.text):
            self.draft.ledger.put(spot, NOTHING)
        else:
            self.draft.ledger.leave(
                spot, _("{heading}: what became of the goals is not stored yet").format(heading=label.printed)
            )
