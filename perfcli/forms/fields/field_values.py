"""The values of a row of labels and values: what each is by its label and its section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from perfcli.form import MONITORING
from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.cells.blanks import is_blank, scale_in
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.fields.changed_labels import of_change
from perfcli.forms.fields.later_amounts import LaterAmounts
from perfcli.forms.fields.pair_amounts import PairAmounts
from perfcli.forms.fields.sections import Sections
from perfcli.forms.fields.sides import Sides
from perfcli.forms.parts.money_text import money_lines, plan_line
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.funds import FUNDS
from perfcli.forms.record.plan import read_plan_line
from perfcli.forms.words.label import Label
from perfcli.forms.words.years import is_of_other_year
from perfcli.regex import regex

_OF_SOME = regex("三公|会议费|培训费|政府采购|购买服务|固定资产")
"""Sections of some spending, whose sum is none of all the money."""


@dataclass
class FieldValues:
    """Gives values to a draft; `terms` are those of the money in each column of pairs."""

    draft: Draft
    sections: Sections
    terms: dict[int, str]
    sides: Sides | None = None
    """The headings of income and spending over the pairs of the row at hand."""

    _approved: list[tuple[Label, Spot]] = field(default_factory=list)
    """The goals of the year that may be those before a change: 批复的绩效目标."""

    def __post_init__(self) -> None:
        self.amounts = PairAmounts(self.draft, self.sections, self.terms)
        """The amounts among them."""
        self._later = LaterAmounts(self.draft, self.amounts.scale_of, self._part_of_row)

    def leave_sides(self, row: PageRow) -> None:
        """Headings of income and spending end above a row that has anything but amounts behind their labels."""
        if self.sides is not None and not self.sides.hold(row):
            self.sides = None

    def put(self, label: Label, spot: Spot) -> None:
        """A value behind its label, which may say that it was before a change."""
        label, before = of_change(label, self.sections.label, self.draft.words)
        with self.draft.telling(before):
            self._put(label, spot)

    def put_below(self, heading: Label, beside: Sequence[Label], spot: Spot) -> None:
        """A value below its heading; below one over the amounts of another year than the form's a detail."""
        if is_amount(spot.text) and is_of_other_year(heading, beside, self.draft.identity.year):
            self.draft.amount_detail(heading.printed, spot, scale=self.amounts.scale_of(heading))
        else:
            self.put(heading, spot)

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
            scale = scale_in(label.remark) or self.amounts.scale_of(of)
            self.draft.amount(words.money(of), of, spot, scale=scale)
            return
        part = self.amounts.part(label, spot)
        if section is not None and words.is_sum(label) and _OF_SOME.search(section.full):
            self.draft.amount_detail(f"{section.core}（{label.printed}）", spot, scale=self.amounts.scale_of(label))
            return
        if lines := money_lines(spot.text, words) or self._sentence(label, spot):
            for inner, text in lines:
                self.amounts.put_in_text(self._part_in_line(inner), inner, spot, text, scale_in(inner.remark))
        elif plan := plan_line(spot.text):
            read_plan_line(plan, spot, draft)
        elif (part or self.amounts.is_earlier(label)) and is_amount(spot.text) and not words.field(label):
            self.amounts.put(part, label, spot)
        elif key := words.field(label):
            if key == "goals" and words.result(label) == "after":
                self._leave_approved()
            elif key == "goals" and label.term != "long" and not is_blank(spot.text):
                self._approved.append((label, spot))
            draft.field(key, label, spot)
        else:
            self.amounts.end(spot.left)
            self._later.end(spot.left)
            self.put_detail(part, label, spot, spot.text)

    def put_detail(self, part: str, label: Label, spot: Spot, text: str) -> None:
        """A value without a key of its own; where an amount of these funds is meant, it is none that can be read."""
        if part in FUNDS and label.term != "long":
            self.draft.funds.unread(label.printed, text)
        self.draft.detail(label.printed, spot, text)

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
        scale = self.amounts.scale_of(label) or scale_in(sides.over(spot).remark)
        if sides.is_spent(spot) and part != "total":
            part = "source" if self.draft.is_overall else ""
        if part == "source" and self.draft.words.is_sum(label):
            part = ""  # 小计: of which parts nobody says
        if part and part != "whole":
            self.draft.amount(part, label, spot, scale=scale)
        else:
            self.draft.amount_detail(label.printed, spot, scale=scale)

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
