"""The rows of a form that are no indicators: labels beside their values, over them, or down the left of others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from perfcli.formats.blocks import clean
from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.amounts import is_scale, read_month, read_scale
from perfcli.forms.draft import Draft, is_blank, scale_in
from perfcli.forms.heading_block import HeadingBlock, find_block
from perfcli.forms.ledger import LABEL, NOTHING
from perfcli.forms.lines import inline_pair, read_line
from perfcli.forms.vocabulary import Label
from perfcli.i18n import gettext as _

_AMOUNT = re.compile(r"[-+]?[0-9][0-9,，]*(?:\.[0-9]+)?\s*[十百千万亿]{0,2}元?")


def is_amount(text: str) -> bool:
    """Whether a text is an amount, or nothing where one would stand."""
    return is_blank(text) or _AMOUNT.fullmatch(text.strip()) is not None


@dataclass
class Fields:
    """Reads rows one after another; `sections` are the labels down the left that still go on."""

    draft: Draft
    positions: Positions
    sections: list[tuple[Spot, Label]] = field(default_factory=list)
    terms: dict[int, str] = field(default_factory=dict)
    """The term of the money in each column of pairs."""

    def read(self, rows: Sequence[PageRow], *, is_head: bool) -> None:
        """Understand all of these rows."""
        at = 0
        while at < len(rows):
            at += self._row(rows, at, is_head)

    def _row(self, rows: Sequence[PageRow], at: int, is_head: bool) -> int:
        """Read the row at this place, and those below that belong to its headings; how many were read."""
        row = rows[at]
        filled = row.filled
        if not filled:
            return 1
        self._close_sections(row)
        if row.is_line or (len(filled) == 1 and not self.sections and len(row.own) == 1):
            read_line(filled[0], self.draft, is_head=is_head)
            return 1
        cells = self._without_sections(rows, at)
        if not any(not spot.is_empty for spot in cells):
            return 1
        block = find_block(rows, at, cells, self.draft.words, self.positions)
        if block is not None:
            return self._block(block, rows, at)
        self._cells(cells)
        return 1

    # sections

    def _close_sections(self, row: PageRow) -> None:
        """Keep the sections that go on in this row."""
        origins = {id(spot.above) for spot in row.spots if spot.above is not None}
        kept = [item for item in self.sections if id(item[0]) in origins]
        if kept != self.sections:
            self.terms = {}
        self.sections = kept

    def _without_sections(self, rows: Sequence[PageRow], at: int) -> list[Spot]:
        cells = rows[at].own
        words, positions = self.draft.words, self.positions
        while cells and not find_block(rows, at, cells, words, positions) and self._begins_section(rows, at, cells):
            self.draft.known([cells[0]])
            self.sections.append((cells[0], self.draft.words.label(cells[0].text)))
            self.terms = {}
            cells = self._beside(cells[0], cells[1:], rows, at)
        return cells

    def _beside(self, section: Spot, cells: list[Spot], rows: Sequence[PageRow], at: int) -> list[Spot]:
        """What stands beside a section: in a list saved as csv an empty heading over labels cannot be seen."""
        if self.positions is not Positions.COLUMNS or at + 1 >= len(rows) or not cells:
            return cells
        below = [spot for spot in rows[at + 1].filled if section.left < spot.left < cells[0].left]
        if not below:
            return cells
        return [Spot("", below[0].left, cells[0].left, section.place, section.where), *cells]

    def _begins_section(self, rows: Sequence[PageRow], at: int, cells: Sequence[Spot]) -> bool:
        """Whether the first of these cells stands beside labels and not beside its value."""
        words = self.draft.words
        first, rest = cells[0], cells[1:]
        if first.is_empty or not any(not spot.is_empty for spot in rest):
            return False
        label = words.label(first.text)
        if not label.full or inline_pair(first.text, words):
            return False
        spans = _goes_on_below(rows, at, first)
        beside = rest[0]
        other = words.label(beside.text)
        section = words.is_section(label) or words.field(label) == "goals"
        if beside.is_empty:
            nonempty = [spot for spot in rest if not spot.is_empty]
            return (
                spans
                and section
                and all(
                    words.money_column(words.label(spot.text)) or words.result(words.label(spot.text))
                    for spot in nonempty
                )
            )
        if (
            not is_amount(beside.text)
            and (pair := inline_pair(beside.text, words))
            and (words.money(pair[0]) or not pair[0].full)
        ):
            return spans or section
        if spans and _goes_on_below(rows, at, beside) and not words.is_label(other):
            return False
        if words.is_label(other) or read_month(beside.text):
            if section or spans:
                return True
            return words.is_strong(label) is False and words.is_strong(other) and len(rest) > 1
        if spans and find_block(rows, at, rest, words, self.positions):
            return True
        return spans and (len(rest) > 1 or section) and words.field(label) != "goals"

    # blocks of values below their headings

    def _block(self, block: HeadingBlock, rows: Sequence[PageRow], at: int) -> int:
        section = self.sections[-1][1] if self.sections else None
        return block.read(rows, at, self.draft, section)

    # labels beside their values

    def _cells(self, cells: Sequence[Spot]) -> None:
        """Labels with their values behind them; a value alone belongs to its section."""
        at, pair = 0, 0
        while at < len(cells):
            spot = cells[at]
            if spot.is_empty:
                at += 1
                continue
            following = cells[at + 1] if at + 1 < len(cells) else None
            at += self._cell(spot, following, pair)
            pair += 1

    def _cell(self, spot: Spot, following: Spot | None, pair: int) -> int:
        words = self.draft.words
        if is_scale(spot.text) and read_scale(spot.text):
            self.draft.scale = self.draft.scale or read_scale(spot.text)
            self.draft.ledger.put(spot, LABEL)
            return 1
        label = words.label(spot.text)
        known = words.is_label(label)
        if not known and (inline := inline_pair(spot.text, words)):
            return self._inline(spot, inline, following)
        if not known and not self.draft.has_table and self.draft.coded_unit(spot, spot.text):
            return 1
        if following is None:
            self._alone(spot, label, known)
            return 1
        if known or self._is_labelled(label, following):
            if following.is_empty:
                self.draft.ledger.put(spot, LABEL)
                return 2
            if self._is_value(label, following):
                self.draft.known([spot])
                self._value(label, following, pair)
                return 2
            self.draft.ledger.put(spot, LABEL)
            return 1
        self._alone(spot, label, known)
        return 1

    def _is_labelled(self, label: Label, following: Spot) -> bool:
        """Whether a text that is no known label stands before a value as one."""
        if not label.full or following.is_empty:
            return False
        other = self.draft.words.label(following.text)
        return not (self.draft.words.is_strong(other) and self.draft.words.is_label(other))

    def _is_value(self, label: Label, following: Spot) -> bool:
        """Whether the cell behind a label is its value and not the next label."""
        words = self.draft.words
        other = words.label(following.text)
        if not words.is_label(other):
            pair = inline_pair(following.text, words)
            return pair is None or not words.is_label(pair[0]) or words.is_detail(label)
        if words.is_strong(other):
            return False
        return not (words.money(label) or words.is_section(label)) and (
            words.is_detail(label) or bool(words.field(label))
        )

    def _value(self, label: Label, spot: Spot, pair: int) -> None:
        """A value behind its label, by what the label means where it stands."""
        draft, words = self.draft, self.draft.words
        section = self.sections[-1][1] if self.sections else None
        if section is not None and words.field(section) == "goals" and (change := words.result(label)):
            if change == "after":
                draft.goal(section, spot, spot.text)
            elif change == "before":
                draft.detail(f"{section.printed}（{label.printed}）", spot)
            else:
                _later(draft, label, spot)
            return
        if words.result(label) == "later" and not is_amount(spot.text):
            _later(draft, label, spot)
            return
        part = words.money(label)
        if part and is_amount(spot.text) and not words.field(label):
            self._money(part, label, spot, pair)
        elif key := words.field(label):
            draft.field(key, label, spot)
        else:
            draft.detail(label.printed, spot)

    def _money(self, part: str, label: Label, spot: Spot, pair: int) -> None:
        column = spot.left if self.positions is not Positions.ORDER else pair
        term = label.term or self.terms.get(column, "")
        if part == "total" or label.term:
            self.terms[column] = term
        section = self.sections[-1][1] if self.sections else None
        scale = scale_in(label.remark) or (scale_in(section.remark) if section else None)
        if term == "long":
            printed = label.printed if label.term else f"{label.printed}（中期）"
            self.draft.detail(printed, spot)
        else:
            self.draft.amount(part, label, spot, scale=scale)

    def _inline(self, spot: Spot, pair: tuple[Label, str], following: Spot | None) -> int:
        """A cell that holds its label and its value."""
        label, value = pair
        words = self.draft.words
        if is_blank(value):
            self.draft.ledger.put(spot, LABEL if not value.strip() else NOTHING)
            if following is not None and not following.is_empty and not value.strip() and words.is_label(label):
                other = words.label(following.text)
                if not words.is_label(other) and not inline_pair(following.text, words):
                    self._value(label, following, 0)
                    return 2
            return 1
        part = words.money(label)
        section = self.sections[-1][1] if self.sections else None
        if part and is_amount(value):
            scale = scale_in(label.remark) or (scale_in(section.remark) if section else None)
            self.draft.amount(part, label, spot, value, scale=scale)
        elif words.is_label(label):
            key = words.field(label)
            if key:
                self.draft.field(key, label, spot, value)
            else:
                self.draft.detail(label.printed, spot, value)
        elif following is None or following.is_empty:
            self._alone(spot, words.label(spot.text), known=False)
        else:
            self.draft.detail(label.printed, spot, value)
        return 1

    def _alone(self, spot: Spot, label: Label, known: bool) -> None:
        """A text without a value beside it: a label that has none, or a value of the section that it stands in."""
        draft, words = self.draft, self.draft.words
        if is_blank(spot.text):
            draft.ledger.put(spot, NOTHING)
            return
        if known or (words.form(spot.text) and len(label.full) < 30 and not self.sections):
            draft.ledger.put(spot, LABEL)
            return
        if not self.sections:
            read_line(spot, draft, is_head=not draft.has_table)
            return
        section = self.sections[-1][1]
        key = words.field(section)
        if key in ("goals", "purpose"):
            draft.field(key, section, spot)
        elif words.money(section) and is_amount(spot.text):
            draft.amount(words.money(section), section, spot)
        elif clean(spot.text):
            draft.detail(section.printed, spot)


def _goes_on_below(rows: Sequence[PageRow], at: int, spot: Spot) -> bool:
    return at + 1 < len(rows) and any(other.above is spot for other in rows[at + 1].spots)


def _later(draft: Draft, label: Label, spot: Spot) -> None:
    if is_blank(spot.text):
        draft.ledger.put(spot, NOTHING)
    else:
        draft.ledger.leave(
            spot, _("{heading}: what became of the goals is not stored yet").format(heading=label.printed)
        )
