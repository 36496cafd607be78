"""The values of a row of labels and values: what each is by its label, its section and the terms of its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from msgspec.structs import replace

from perfcli.form import MONITORING
from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.cells.blanks import is_blank, scale_in
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.fields.changed_labels import of_change
from perfcli.forms.fields.later_amounts import LaterAmounts
from perfcli.forms.fields.sections import Sections
from perfcli.forms.fields.sides import Sides
from perfcli.forms.headings.header_columns import SOURCES
from perfcli.forms.parts.money_text import money_lines, plan_line
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.funds import FUNDS
from perfcli.forms.record.plan import read_plan_line
from perfcli.forms.record.row_amounts import (
    bare_number,
    of_all_years,
    parts_of_first,
    parts_of_sum,
    said_twice,
    sums_to_total,
)
from perfcli.forms.words.label import Label
from perfcli.regex import regex

_OF_SOME = regex("三公|会议费|培训费|政府采购|购买服务|固定资产")
"""Sections of some spending, whose sum is none of all the money."""

_MONEY = regex("资金|预算|投资|经费|金额")
_OF_ALL = regex("(?:项目|工程|建设)?总(?:额|计|预算|投资|概算|金额|规模|资金|经费)|(?:项目|工程|建设)(?:全部|全周期)")
"""What the money of all of a project is called where this year's is a part of it."""


TERM = "中期"
"""What is put behind the label of an amount that is not the year's but is called as that."""


@dataclass
class FieldValues:
    """Gives values to a draft; `terms` are those of the money in each column of pairs."""

    draft: Draft
    sections: Sections
    terms: dict[int, str]
    scale: Decimal | None = None
    """What the amounts of the row at hand are in, where its first label says it."""

    sides: Sides | None = None
    """The headings of income and spending over the pairs of the row at hand."""

    _whole: frozenset[int] = frozenset()
    """Values of the row at hand that are the money of all years."""

    _makes_total: bool = False
    """Whether the parts in the row at hand make the year's total, whatever total each stands below."""

    _of: Label | None = None
    """The label of the money of all years in the row at hand, when its parts follow."""

    _of_year: bool = False
    """Whether the row at hand has this year's total: what 其中 says behind it is a part of that."""

    _below_whole: set[int] = field(default_factory=set)
    """The columns in which the money of all years was the last total."""

    _parts: frozenset[int] = frozenset()
    """Values of the row at hand that are together just what its first one is: its parts, whatever they are called."""

    _of_sum: Mapping[int, str] = field(default_factory=dict)
    """Which part of the money the amounts of the row at hand are by their sum."""

    _twice: frozenset[str] = frozenset()
    """What the row at hand has twice: of all years and of this one, each below its total."""

    _other_parts: tuple[int, str] = (-1, "")
    """The column and the section in which 其中 said that an amount that nobody knows is a part: others follow it."""

    _approved: list[tuple[Label, Spot]] = field(default_factory=list)
    """The goals of the year that may be those before a change: 批复的绩效目标."""

    def __post_init__(self) -> None:
        self._later = LaterAmounts(self.draft, self._scale, self._part_of_row)
        self._told = dict(self.terms) if self._are_told else {}
        """What a form says, which no other label ends."""

    def begin(self, cells: Sequence[Spot]) -> None:
        """The cells of another row."""
        self.terms.update({at: term for at, term in self._told.items() if term or at not in self.terms})
        words = self.draft.words
        self._of, self._of_year = None, False
        self._twice = said_twice(cells, words)
        self._of_sum = parts_of_sum(cells, words)
        self._makes_total = not (self._twice or self._are_told) and sums_to_total(
            cells, self.draft.funds.amounts.get("total"), words
        )
        self._parts = frozenset() if self._are_told else parts_of_first(cells, words)
        self.scale, self._whole = None, frozenset() if self._of_sum else of_all_years(cells, words)

    def leave_sides(self, row: PageRow) -> None:
        """Headings of income and spending end above a row that has anything but amounts behind their labels."""
        if self.sides is not None and not self.sides.hold(row):
            self.sides = None

    def put(self, label: Label, spot: Spot) -> None:
        """A value behind its label, which may say that it was before a change."""
        label, before = of_change(label, self.sections.label, self.draft.words)
        with self.draft.telling(before):
            self._put(label, spot)

    def _put(self, label: Label, spot: Spot) -> None:
        """A value behind its label, by what the label means where it stands."""
        draft, words = self.draft, self.draft.words
        section = self.sections.label
        if section is not None and words.field(section) == "goals" and (change := words.result(label)):
            if change == "after":
                self._leave_approved()
                draft.goal(section, spot, spot.text)
            elif change == "before":
                draft.was(f"{section.printed}（{label.printed}）", spot)
            elif change == "later":
                draft.result(spot)
            return
        if words.result(label) == "later" and not is_amount(spot.text):
            draft.result(spot)
            return
        if words.result(label) == "total" and draft.results.total(spot, label.printed):
            return
        if draft.kind == MONITORING and (said := words.monitored(label)) and draft.results.monitored(said, spot):
            return
        if self.sides is not None:
            self._side(self.sides, label, spot)
            return
        if self._later.take(label, spot):
            return
        if (of := self._part_of_row()) is not None and words.money(label) == "total" and is_amount(spot.text):
            self.draft.amount(words.money(of), of, spot, scale=self._scale(of))
            return
        part = self._of_sum.get(id(spot)) or words.money(label) or self._unknown_source(label, spot)
        if section is not None and words.is_sum(label) and _OF_SOME.search(section.full):
            self.draft.amount_detail(f"{section.core}（{label.printed}）", spot, scale=self._scale(label))
            return
        if lines := money_lines(spot.text, words) or self._sentence(label, spot):
            for inner, text in lines:
                self.amount_in_text(self._part_in_line(inner), inner, spot, text, scale_in(inner.remark))
        elif plan := plan_line(spot.text):
            read_plan_line(plan, spot, draft)
        elif part and is_amount(spot.text) and not words.field(label):
            self._money(part, label, spot)
        elif key := words.field(label):
            if key == "goals" and words.result(label) == "after":
                self._leave_approved()
            elif key == "goals" and label.term != "long" and not is_blank(spot.text):
                self._approved.append((label, spot))
            draft.field(key, label, spot)
        else:
            self.terms.pop(spot.left, None)
            self._later.end(spot.left)
            self.put_detail(part, label, spot, spot.text)

    def put_detail(self, part: str, label: Label, spot: Spot, text: str) -> None:
        """A value without a key of its own; where an amount of these funds is meant, it is none that can be read."""
        if part in FUNDS and label.term != "long":
            self.draft.funds.unread(label.printed, text)
        self.draft.detail(label.printed, spot, text)

    def put_goals_of_year(self, label: Label, section: Label, spot: Spot) -> None:
        """Goals beside their year: those of other years than the form's are details."""
        if self.draft.identity.year in (None, label.year):
            self.draft.goal(section, spot, spot.text)
        else:
            self.draft.detail(label.printed, spot)

    def _sentence(self, label: Label, spot: Spot) -> list[tuple[Label, str]]:
        """The total and its parts, where its label stands before a sentence of amounts alone."""
        is_total = self.draft.words.money(label) == "total"
        return money_lines(label.core + spot.text, self.draft.words) if is_total and "其中" in spot.text else []

    def _part_in_line(self, label: Label) -> str:
        """Which part of the money a line or clause says; the only total there is is the year's."""
        part = self.draft.words.money(label) or "source"
        return "total" if part == "whole" and "total" not in self.draft.funds.amounts else part

    def _part_of_row(self) -> Label | None:
        """The part of the money that the row at hand tells of, before its labels and values: 其中：财政资金."""
        section = self.sections.label
        is_part = section is not None and self.draft.words.money(section) in ("fiscal", "other", "source")
        return section if is_part else None

    def _side(self, sides: Sides, label: Label, spot: Spot) -> None:
        """An amount below a heading of income or spending; a project's spending is none of its sources."""
        part = self.draft.words.money(label) or "source"
        scale = self._scale(label) or scale_in(sides.over(spot).remark)
        if sides.is_spent(spot) and part != "total":
            part = "source" if self.draft.is_overall else ""
        if part == "source" and self.draft.words.is_sum(label):
            part = ""  # 小计: of which parts nobody says
        if part and part != "whole":
            self.draft.amount(part, label, spot, scale=scale)
        else:
            self.draft.amount_detail(label.printed, spot, scale=scale)

    @property
    def _are_told(self) -> bool:
        """Whether a form says whose the amounts of each column are."""
        return any(term not in ("", "year", "long") for term in self.terms.values())

    def amount_in_text(self, part: str, label: Label, spot: Spot, text: str, scale: Decimal | None) -> None:
        """An amount that stands in a cell with its label, or among others."""
        term = label.term or self.terms.get(spot.left, "")
        if self._are_told and term not in ("", "year"):
            self.draft.amount_detail(_not_the_years(label, term), spot, text, scale)
        else:
            self.draft.amount(part, label, spot, text, scale)

    def _leave_approved(self) -> None:
        """Goals that stand before those after a change are what was before it."""
        texts = "".join("".join(spot.text.split()) for _label, spot in self._approved)
        if not self._approved or any("".join(goal.split()) not in texts for goal in self.draft.goals):
            return
        self.draft.goals.clear()
        self.draft.overall.clear()
        for label, spot in self._approved:
            self.draft.was(label.printed, spot)
        self._approved.clear()

    def _unknown_source(self, label: Label, spot: Spot) -> str:
        """A label below the total of a section of money, with an amount: a part of it, whatever it is called."""
        column = spot.left
        section = self.sections.label.full if self.sections.label else ""
        is_number = is_amount(spot.text) and not is_blank(spot.text)
        known = self.draft.words.is_detail(label) or self.draft.words.field(label)
        below = SOURCES.fullmatch(section) or (column in self.terms and _MONEY.search(section))
        if id(spot) in self._parts:
            return "source"
        if not is_number or known:
            return ""
        if label.is_part and self.terms:
            self._other_parts = column, section
        return "source" if below or (label.is_part and self.terms) or self._other_parts == (column, section) else ""

    def named_part(self, label: Label, value: str) -> str:
        """Which part of the money a label says that stands before its amount in one cell, among others of a section."""
        section, funds = self.sections.label, self.draft.funds
        is_number = is_amount(value) and not is_blank(value)
        known = self.draft.words.is_label(label) or self.draft.words.looks_like_label(label)
        is_money = section is not None and (_MONEY.search(section.full) or label.is_part)
        found = bool(funds.amounts or funds.sources)
        return self.draft.words.money(label) or ("source" if is_number and not known and is_money and found else "")

    def _money(self, part: str, label: Label, spot: Spot) -> None:
        column = spot.left
        if part == "source" and self._is_years_part(label, column):
            self.draft.leave_whole()
            part, self._of = "total", None
        term = "long" if part == "whole" or id(spot) in self._whole else label.term or self.terms.get(column, "")
        if self._makes_total and not label.term:
            self.draft.amount(part, label, spot, scale=self._scale(label))
            return
        if self._of is not None and (label.is_part or id(spot) in self._parts):
            self.draft.amount_detail(f"{label.printed}（{self._of.core}）", spot, scale=self._scale(label))
            return
        if not label.term and (id(spot) in self._parts or (label.is_part and self._of_year)):
            term = ""
        if self.draft.words.money_column(label) == "previous":
            self.draft.amount_detail(label.printed, spot, scale=self._scale(label))
            return  # 以前年度已下达, below the money of all years or of this one
        if part == "total" and column in self._below_whole and not label.term:
            term = ""  # a total below the money of all years is this year's
            self._below_whole.discard(column)
        if part == "whole":
            self._below_whole.add(column)
            self._of = label
        if part in ("total", "whole") or label.term:
            self.terms[column] = term
        self._of_year = self._of_year or (part == "total" and label.term == "year")
        scale = self._scale(label)
        if term not in ("", "year"):
            is_said = label.term or part == "whole" or id(spot) in self._whole
            is_named = not is_said and (term != "long" or label.full in self._twice)
            printed = _not_the_years(label, term) if is_named else label.printed
            if part in ("total", "whole"):
                self.draft.funds.wholes.begin(column, bare_number(spot.text))
            elif not (is_said or is_named or is_blank(spot.text)):
                self.draft.funds.wholes.put(column, label.printed, spot.text, bare_number(spot.text))
            self.draft.amount_detail(printed, spot, scale=scale)
        else:
            self.draft.amount(part, label, spot, scale=scale)

    def _is_years_part(self, label: Label, column: int) -> bool:
        """Whether a part is this year's of the money of all years right above: 项目总额, 其中：2025年预算."""
        funds, words = self.draft.funds, self.draft.words
        if not label.is_part or label.term != "year" or len(funds.amounts) > 1 or funds.sources:
            return False
        if (total := funds.amounts.get("total")) is None:
            is_whole = column in self._below_whole
        else:
            of_all = words.label(total.label)
            is_whole = not of_all.term and _OF_ALL.match(of_all.full) is not None
        return is_whole and words.money(replace(label, is_part=False)) == "total"

    def _scale(self, label: Label) -> Decimal | None:
        """What an amount is in by its label, the first of its row or its section."""
        section = self.sections.label
        return scale_in(label.remark) or self.scale or (scale_in(section.remark) if section else None)


def _not_the_years(label: Label, term: str) -> str:
    """The name of an amount that is called as one of the year's is: it says whose it is."""
    return label.printed if label.term else f"{label.printed}（{TERM if term == 'long' else term}）"
