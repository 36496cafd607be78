"""The columns of a small table: what amounts stand under each of its headings, and what they are in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from perfcli.form import ADJUSTMENT
from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import scale_in
from perfcli.forms.fields.adjusted_column import adjusted_by_share, adjusted_column, as_changed
from perfcli.forms.fields.heading_block import HeadingBlock
from perfcli.forms.record.draft import Draft, was_approved
from perfcli.forms.tables.amount_columns import amount_columns
from perfcli.forms.words.label import Label
from perfcli.forms.words.years import is_of_other_year


class BlockColumns:
    """The columns of a block; `kinds` says what stands under each heading: amount, later, before, change, text."""

    def __init__(self, block: HeadingBlock, draft: Draft, section: Label | None) -> None:
        self.block, self.draft, self.section = block, draft, section
        self.words = draft.words
        self.kinds = amount_columns(block.labels, self.words)
        self.unclear: Label | None = None
        """The heading over a budget that was changed, where no other says whether it became so or by how much."""
        if draft.kind == ADJUSTMENT:
            self.kinds = as_changed(block.labels, self.kinds, self.words)
            self.unclear = _unclear(block.labels, self.kinds)
        if block.kind in ("money", "cross", "years"):
            self.kinds[0] = "text"
        self.adjusted = self._adjust(adjusted_column(block.labels, self.kinds))
        """Where the budget stands as it became; 0 is nowhere."""
        self.is_only_adjusted = "amount" not in self.kinds
        """Whether the amounts after a change during the year are the only ones that say what the budget is."""
        self.first = next((at for at, kind in enumerate(self.kinds) if kind not in ("", "text")), 1)

    def _adjust(self, at: int) -> int:
        """Take the amounts of a column (0 is none) for the budget as it became."""
        if at:
            self.kinds[at] = "later"
        return at

    def adjust_by_share(self, rows: Sequence[Mapping[int, Spot]]) -> None:
        """Find where the budget stands as it became by what was spent of it, where no heading says so."""
        if not self.adjusted:
            self.adjusted = self._adjust(adjusted_by_share(self.block.labels, self.kinds, rows, self.words))

    def scale(self, heading: Label) -> Decimal | None:
        """What the amounts under a heading are in, None where neither it nor what stands over it says so."""
        return scale_in(heading.remark) or self.block.scale or (scale_in(self.section.remark) if self.section else None)

    def is_of_other_year(self, heading: Label) -> bool:
        """Whether amounts are of a year before the form's, or of one behind it where its own stand beside them."""
        return is_of_other_year(heading, self.block.labels, self.draft.identity.year)


def _unclear(labels: Sequence[Label], kinds: Sequence[str]) -> Label | None:
    """The one heading of amounts that says they were approved, beside one of a change: 批复数, 调整数."""
    amounts = [label for label, kind in zip(labels, kinds, strict=True) if kind == "amount"]
    is_alone = len(amounts) == 1 and "change" in kinds and "before" not in kinds
    return amounts[0] if is_alone and was_approved(amounts[0]) else None
