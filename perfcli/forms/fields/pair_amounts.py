"""Amounts behind their labels, in rows of pairs: what part of the money each is, of the year or of all years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from msgspec.structs import replace

from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank, scale_in
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.fields.earlier_amounts import EarlierAmounts
from perfcli.forms.fields.sections import Sections
from perfcli.forms.fields.term_headings import is_whose
from perfcli.forms.headings.header_columns import SOURCES
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.row_amounts import (
    bare_number,
    is_rest,
    of_all_years,
    parts_of_first,
    parts_of_sum,
    said_twice,
    sums_to_total,
)
from perfcli.forms.words.label import Label
from perfcli.forms.words.years import names_years
from perfcli.regex import regex

_MONEY = regex("资金|预算|投资|经费|金额")
_OF_ALL = regex("(?:项目|工程|建设)?总(?:额|计|预算|投资|概算|金额|规模|资金|经费)|(?:项目|工程|建设)(?:全部|全周期)")
"""What the money of all of a project is called where this year's is a part of it."""

_OF_BATCH = regex("(?:本次|此次|本批次?)(?:下达|申请|安排)")
"""How the year's money begins where 其中 says that it is a part of that of all years."""

TERM = "中期"
"""What is put behind the label of an amount that is not the year's but is called as that."""


@dataclass
class PairAmounts:
    """Gives amounts to a draft; `terms` are those of the money in each column of pairs."""

    draft: Draft
    sections: Sections
    terms: dict[int, str]
    scale: Decimal | None = None
    """What the amounts of the row at hand are in, where its first label says it."""

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

    _row_term: str = ""
    """Whose the parts of the row at hand are: of the term of the total before them, or of the label at its left."""

    _twice: frozenset[str] = frozenset()
    """What the row at hand has twice: of all years and of this one, each below its total."""

    _other_parts: tuple[int, str] = (-1, "")
    """The column and the section in which 其中 said that an amount that nobody knows is a part: others follow it."""

    def __post_init__(self) -> None:
        self._earlier = EarlierAmounts(self.draft, self.scale_of)
        self._told = dict(self.terms) if self._are_told else {}
        """What a form says, which no other label ends."""

    def begin(self, cells: Sequence[Spot], before: Label | None = None) -> None:
        """The cells of another row, and the year or the term that stands before them."""
        self.terms.update({at: term for at, term in self._told.items() if term or at not in self.terms})
        words = self.draft.words
        self._of, self._of_year = None, False
        whose = before or self.sections.label
        is_money = whose is not None and (whose is before or is_whose(whose) or _MONEY.search(whose.full) is not None)
        self._row_term = whose.term if whose is not None and is_money and not self._are_told else ""
        self._earlier.begin(whose if is_money else None)
        self._twice = said_twice(cells, words)
        self._of_sum = parts_of_sum(cells, words)
        self._makes_total = not (self._twice or self._are_told) and sums_to_total(
            cells, self.draft.funds.amounts.get("total"), words
        )
        self._parts = frozenset() if self._are_told else parts_of_first(cells, words)
        self.scale = scale_in(before.remark) if before is not None else None
        self._whole = frozenset() if self._of_sum else of_all_years(cells, words)

    def end(self, column: int) -> None:
        """A value that is no amount stands in this column."""
        self.terms.pop(column, None)

    def part(self, label: Label, spot: Spot) -> str:
        """Which part of the money an amount is; empty where it is none."""
        return self._of_sum.get(id(spot)) or self.draft.words.money(label) or self._unknown_source(label, spot)

    def says_whose(self, label: Label) -> bool:
        """Whether a label before others in a row says of which year or term their amounts are: 2021年, 上年度资金."""
        is_term = bool(label.term) and (not label.core or _MONEY.search(label.core) is not None)
        return is_term or names_years(label) or self._earlier.are_others(label)

    def is_earlier(self, label: Label) -> bool:
        """Whether a label is of an amount of other years, and no part of the money."""
        return self._earlier.is_one(label)

    def named_part(self, label: Label, value: str) -> str:
        """Which part of the money a label says that stands before its amount in one cell, among others of a section."""
        section, funds = self.sections.label, self.draft.funds
        is_number = is_amount(value) and not is_blank(value)
        known = self.draft.words.is_label(label) or self.draft.words.looks_like_label(label)
        is_money = section is not None and (_MONEY.search(section.full) or label.is_part)
        found = bool(funds.amounts or funds.sources)
        return self.draft.words.money(label) or ("source" if is_number and not known and is_money and found else "")

    def put(self, part: str, label: Label, spot: Spot) -> None:
        """An amount of this part in a cell of its own: the year's, or a detail that says whose it is."""
        column = spot.left
        if part == "source" and self._is_years_part(label, column):
            self.draft.leave_whole()
            part, self._of = "total", None
        if self._earlier.take(part, label, spot):
            return
        is_whole = part == "whole" or id(spot) in self._whole
        term = "long" if is_whole else label.term or self._row_term or self.terms.get(column, "")
        if self._makes_total and not label.term:
            self.draft.amount(part, label, spot, scale=self.scale_of(label))
            return
        if self._of is not None and (label.is_part or id(spot) in self._parts):
            self.draft.amount_detail(f"{label.printed}（{self._of.core}）", spot, scale=self.scale_of(label))
            return
        if not label.term and (id(spot) in self._parts or (label.is_part and self._of_year)):
            term = self._row_term
        if part == "total" and column in self._below_whole and not label.term:
            term = ""  # a total below the money of all years is this year's
            self._below_whole.discard(column)
        if part == "whole":
            self._below_whole.add(column)
            self._of = label
        if part == "total" and label.term and not self._are_told:
            self._row_term = label.term
        if part in ("total", "whole") or label.term or self._row_term:
            self.terms[column] = term
        self._of_year = self._of_year or (part == "total" and label.term == "year")
        scale = self.scale_of(label)
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

    def put_in_text(self, part: str, label: Label, spot: Spot, text: str, scale: Decimal | None) -> None:
        """An amount that stands in a cell with its label, or among others."""
        term = label.term or self.terms.get(spot.left, "")
        if self._are_told and term not in ("", "year"):
            self.draft.amount_detail(_not_the_years(label, term), spot, text, scale)
        else:
            self.draft.amount(part, label, spot, text, scale)

    def scale_of(self, label: Label) -> Decimal | None:
        """What an amount is in by its label, the first of its row or its section."""
        section = self.sections.label
        return scale_in(label.remark) or self.scale or (scale_in(section.remark) if section else None)

    @property
    def _are_told(self) -> bool:
        """Whether a form says whose the amounts of each column are."""
        return any(term not in ("", "year", "long") for term in self.terms.values())

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
        if self._ends_parts(label, spot):
            return "source"
        if label.is_part and self.terms:
            self._other_parts = column, section
        return "source" if below or (label.is_part and self.terms) or self._other_parts == (column, section) else ""

    def _ends_parts(self, label: Label, spot: Spot) -> bool:
        """Whether an amount below one of the parts of the total, whatever it is called, is just the rest of that."""
        found = {**self.draft.funds.sources, **self.draft.funds.amounts}
        below = any(part.spot.left == spot.left for key, part in found.items() if key != "total")
        return below and not self.draft.words.looks_like_label(label) and is_rest(spot.text, found)

    def _is_years_part(self, label: Label, column: int) -> bool:
        """Whether a part is this year's of the money of all years right above: 项目总额, 其中：2025年预算."""
        funds, words = self.draft.funds, self.draft.words
        is_batch = _OF_BATCH.match(label.full) is not None
        if not label.is_part or not (label.term == "year" or is_batch) or len(funds.amounts) > 1 or funds.sources:
            return False
        if (total := funds.amounts.get("total")) is None:
            is_whole = column in self._below_whole or (is_batch and bool(self._below_whole))
        else:
            of_all = words.label(total.label)
            is_whole = not of_all.term and _OF_ALL.match(of_all.full) is not None
        return is_whole and words.money(replace(label, is_part=False)) == "total"


def _not_the_years(label: Label, term: str) -> str:
    """The name of an amount that is called as one of the year's is: it says whose it is."""
    return label.printed if label.term else f"{label.printed}（{TERM if term == 'long' else term}）"
