"""Amounts behind labels that tell of the year's later life: what the budget became, what was spent or is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from perfcli.form import ADJUSTMENT, EVALUATION, MONITORING
from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.record.row_amounts import is_rest
from perfcli.forms.tables.change_list import BEFORE
from perfcli.forms.words.changes import WAS
from perfcli.forms.words.label import Label, without_remark
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

_COLUMNS = ("amount", "spent", "expected", "rate")
_PARTS = ("fiscal", "other", "source")
_OF_PART = regex(
    r"(.{2,}?)((?:全年|年初|年度|当年|实际|预计|累计){0,2}(?:预算|资金)?(?:安排|执行|支出|预算|决算)(?:数|额|金额|率))"
)
"""The amount of a part in one label: 财政拨款执行数."""

_CHANGED = regex("(?:调整|变更|修改|修订)后|现")
"""How the total begins that holds after a change: 调整后预算数."""

_LEFT_OVER = regex(
    "(?:年末|期末|本年|累计|资金)?(?:结余|结转|剩余|未支出)(?:[和及、]?(?:结余|结转))?(?:资金|数|额|金额)?"
)
"""What is left of what was not spent, on a form that says what was."""


@dataclass
class LaterAmounts:
    """Takes them; `scale` says what an amount is in, `part_of_row` which part of the money the row at hand tells of."""

    draft: Draft
    scale: Callable[[Label], Decimal | None]
    part_of_row: Callable[[], Label | None]
    _columns: dict[int, str] = field(default_factory=dict)
    """What the last whole of each column was, which the parts below it are of."""

    _was: str = ""
    """What the money before a change is called, which its parts are of: 原预算."""

    def end(self, column: int) -> None:
        """Another value stands in this column."""
        self._columns.pop(column, None)

    def take(self, label: Label, spot: Spot) -> bool:
        """Whether an amount is one of these; it is kept then."""
        if not is_amount(spot.text) or is_blank(spot.text):
            return False
        words, draft = self.draft.words, self.draft
        if self._is_left_over(label):
            draft.amount_detail(label.printed, spot, scale=self.scale(label))
            return True
        if (of_part := part_and_column(label, words)) is not None:
            return self._put_part(*of_part, label, spot)
        part, column, name = words.money(label), words.money_result(label), ""
        if draft.kind == ADJUSTMENT and not draft.before and words.money_column(label) == BEFORE:
            return self._put_before(label, spot)
        is_changed = column == "adjusted" or (part == "total" and _CHANGED.match(label.full) is not None)
        is_adjusted = is_changed and ("total" in draft.funds.amounts or bool(self._was))
        if is_adjusted and draft.kind == ADJUSTMENT:
            self._columns |= {before.left: BEFORE for before in draft.leave_before(WAS)}
            draft.amount("total", label, spot, scale=self.scale(label))
            return True
        column = column if (is_adjusted and column) or column in ("spent", "expected", "rate") else ""
        if (of := self.part_of_row()) is not None:
            name = of.printed if column else ""
        elif (part in ("", "total", "whole") or column) and not self._is_rest(part, spot):
            self._columns[spot.left] = "" if column == "rate" else column
        else:
            column, name = self._columns.get(spot.left, ""), label.printed
        if column == BEFORE:
            with draft.telling(self._was or WAS):
                draft.amount(part or "source", label, spot, scale=self.scale(label))
            return True
        return self._put(name, column, label, spot)

    def _put_before(self, label: Label, spot: Spot) -> bool:
        """All of the money as it was before a change, in a column of its own: 原预算."""
        self._columns[spot.left], self._was = BEFORE, without_remark(label.full)
        with self.draft.telling(self._was):
            self.draft.amount("total", label, spot, scale=self.scale(label))
        return True

    def _is_rest(self, part: str, spot: Spot) -> bool:
        """Whether an amount that nobody knows is the last part of the money before a change."""
        is_before = not part and self._columns.get(spot.left) == BEFORE
        return is_before and is_rest(spot.text, self.draft.adjustments.money)

    def _put_part(self, part: Label, column: str, label: Label, spot: Spot) -> bool:
        """What was planned of a part, or became of it."""
        if column != "amount":
            return self._put(part.printed, column, label, spot)
        self.draft.amount(self.draft.words.money(part), part, spot, scale=self.scale(label))
        return True

    def _put(self, name: str, column: str, label: Label, spot: Spot) -> bool:
        found = FoundAmount(spot.exact or spot.text, self.scale(label), spot, label.printed)
        if not column or not self.draft.results.money(name, column, found):
            return False
        self.draft.results.note_months(label.printed)
        return True

    def _is_left_over(self, label: Label) -> bool:
        """Whether an amount is what is left at the end, and no source of the money."""
        if self.draft.kind not in (EVALUATION, MONITORING) or not _LEFT_OVER.fullmatch(label.full):
            return False
        return any("spent" in columns for columns in self.draft.results.amounts.values())


def part_and_column(label: Label, words: Vocabulary) -> tuple[Label, str] | None:
    """The part of the money that a label names before what it tells of it: 财政拨款 and spent of 财政拨款执行数."""
    if (words.money(label) and not label.is_part) or not (told := _OF_PART.fullmatch(label.full)):
        return None
    part, over = words.label(told[1]), words.label(told[2])
    column = words.money_result(over) or words.money_column(over)
    return (part, column) if words.money(part) in _PARTS and column in _COLUMNS else None
