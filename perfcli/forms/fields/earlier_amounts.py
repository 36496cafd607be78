"""Amounts of other years behind their labels, with the parts that follow them: 累计已下达投资, 其中：地方投资."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from perfcli.formats.pages import Spot
from perfcli.forms.record.draft import Draft
from perfcli.forms.words.label import Label
from perfcli.forms.words.years import is_of_other_year, names_years
from perfcli.regex import regex

_OF_MONEY = regex("(?:下达|拨付|安排|批复)$|投资|资金|预算|经费")

_THIS_YEARS = regex("结[转余]|提前")
"""What is money of this year, whatever year stands before it: 2021年结转资金, 2021年提前下达."""


@dataclass
class EarlierAmounts:
    """Takes them as details; `scale` says what an amount is in."""

    draft: Draft
    scale: Callable[[Label], Decimal | None]
    _of: dict[int, Label] = field(default_factory=dict)
    """The columns in which one was the last total."""

    _in_parts: set[int] = field(default_factory=set)
    """The columns in which 其中 said that its parts follow."""

    _beside: Label | None = None
    """The one that came last in the row at hand."""

    _left: Label | None = None
    """What stands before or at the left of the row at hand, where all of its amounts are of other years: 2021年."""

    def begin(self, whose: Label | None) -> None:
        """Another row begins, `whose` is what stands before it or at its left."""
        self._beside = None
        self._left = whose if whose is not None and self.are_others(whose) else None

    def are_others(self, whose: Label) -> bool:
        """Whether all amounts that a label stands before are of other years, or of all of them."""
        words = self.draft.words
        if _THIS_YEARS.search(whose.core):
            return False
        is_whole = words.money(whose) == "whole" or is_of_other_year(whose, (), self.draft.identity.year)
        is_year = names_years(whose) or _OF_MONEY.search(whose.core) is not None
        return is_whole or (words.money_column(whose) == "previous" and is_year)

    def is_one(self, label: Label) -> bool:
        """Whether a label is of an amount of other years, which nothing else knows."""
        return self.draft.words.money_column(label) == "previous" and _OF_MONEY.search(label.core) is not None

    def take(self, part: str, label: Label, spot: Spot) -> bool:
        """Whether an amount is one of these, or by its 其中 a part of one beside or above it; it is kept then."""
        if self._left is not None and label.term != "year":
            self.draft.amount_detail(f"{label.printed}（{self._left.printed}）", spot, scale=self.scale(label))
            return True
        is_budget = part != "source" and _THIS_YEARS.search(label.core) is None
        is_of_other = is_budget and is_of_other_year(label, (), self.draft.identity.year)
        if self.draft.words.money_column(label) == "previous" or is_of_other:
            if not label.is_part:
                self._of[spot.left] = self._beside = label
                self._in_parts.discard(spot.left)
            self.draft.amount_detail(label.printed, spot, scale=self.scale(label))
            return True
        if part in ("total", "whole"):
            self._of.pop(spot.left, None)
            self._beside = None
            return False
        of = self._beside or self._of.get(spot.left)
        is_beside = self._beside is not None and label.term != "year"
        if of is None or not (is_beside or label.is_part or spot.left in self._in_parts):
            return False
        if of is not self._beside:
            self._in_parts.add(spot.left)
        self.draft.amount_detail(
            f"{label.printed}（{of.printed if of.year else of.core}）", spot, scale=self.scale(label)
        )
        return True
