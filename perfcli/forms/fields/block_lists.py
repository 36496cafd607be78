"""Rows of a small table of anything, such as the tasks of a year: a list of values under each heading."""

from __future__ import annotations

from collections.abc import Mapping

from perfcli.formats.blocks import clean
from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank, scale_in
from perfcli.forms.cells.ledger import LABEL, NOTHING
from perfcli.forms.fields.block_columns import BlockColumns
from perfcli.forms.record.amount_details import is_amount_label
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.words.label import Label


class BlockLists:
    """Collects them; `is_money` tells that their sums are the money's, since nothing else has said its total."""

    def __init__(self, columns: BlockColumns, is_money: bool) -> None:
        self.columns, self.is_money = columns, is_money
        self._block, self._draft, self._words = columns.block, columns.draft, columns.words
        self._texts: dict[int, list[str]] = {}
        self._spots: dict[int, list[Spot]] = {}
        self._count = 0

    def put(self, label: Label, below: Mapping[int, Spot]) -> None:
        """A row of a small table: each heading has the list of its values; a sum is the total where none is printed."""
        is_sum = self._words.is_sum(label)
        for at, spot in below.items():
            if spot.is_empty or spot.above is not None:
                continue
            heading = self._block.labels[at]
            if at and self._block.kind == "scores" and self._words.result(label) == "total":
                self._draft.detail(label.printed, spot)
            elif is_sum and not at:
                self._draft.ledger.put(spot, LABEL)
            elif is_sum and self.is_money and (part := self._sums(at)):
                self._draft.sums.append((part, label, heading, spot, self.columns.scale(heading)))
            elif is_sum and self.is_money and self._sum_of_later(at, spot):
                continue
            elif is_sum and is_amount_label(heading.printed):
                self._draft.amount_detail(
                    f"{heading.printed}（{label.printed}）", spot, scale=self.columns.scale(heading)
                )
            elif is_sum:
                self._draft.detail(f"{heading.printed}（{label.printed}）", spot)
            elif is_blank(spot.text):
                self._draft.ledger.put(spot, NOTHING)
            else:
                values = self._texts.setdefault(at, [])
                values += [""] * (self._count - len(values))  # so that the values of one row stay beside each other
                values.append(clean(spot.text))
                self._spots.setdefault(at, []).append(spot)
                self._draft.ledger.put(spot, f"details.{heading.printed}")
        self._count += not is_sum

    def finish(self) -> None:
        """Give the lists their places."""
        section = self.columns.section
        for at, values in self._texts.items():
            heading = self._block.labels[at].printed or (section.printed if section else "")
            self._draft.details.setdefault(heading, []).extend(values)
            scale = self.columns.scale(self._block.labels[at]) or self._draft.funds.said
            if scale and is_amount_label(heading):
                self._draft.funds.detail(heading, self._spots.get(at, []), scale)

    def _sums(self, at: int) -> str:
        """Which part of the money the sum of a column is, where nothing else says the total."""
        heading, kind = self._block.labels[at], self.columns.kinds[at]
        if kind in ("previous", "before", "change") or heading.year not in (None, self._draft.identity.year):
            return ""
        part = self._words.money(heading)
        if kind == "amount" or part == "total":
            return "total"
        return part if part in ("fiscal", "other") else ""

    def _sum_of_later(self, at: int, spot: Spot) -> bool:
        """What became of all the money, or of a part of it, in the row of sums of a table of tasks; False for neither.

        The budget as it became is the budget where no other is printed.
        """
        heading, own = self._block.labels[at], self._words.label(self._block.heads[at].text)
        over = self._words.label(heading.full.removesuffix(own.full))
        column = self._words.money_result(heading) or self._words.money_result(over)
        part = self._words.money(own) or "total"
        if column not in ("adjusted", "spent", "rate", "points", "weight"):
            return False
        scale = scale_in(over.remark) or self.columns.scale(heading)
        name = "" if part == "total" else own.printed
        taken = self._draft.results.money(name, column, FoundAmount(spot.exact or spot.text, scale, spot, own.printed))
        if column == "adjusted" and self.columns.is_only_adjusted:
            self._draft.amount(part, own, spot, scale=scale)
        return taken
