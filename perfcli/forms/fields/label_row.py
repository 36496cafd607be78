"""Which cells of a row are labels, and whether what stands behind one is its value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank, scale_in
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.headings.levels import is_level
from perfcli.forms.parts.line_text import inline_pair
from perfcli.forms.parts.parting import are_pairs
from perfcli.forms.words.label import Label, normal
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.years import is_year_of
from perfcli.regex import regex

_NO_LABEL = regex(r"^[-+≥≤<>=]?[0-9.,%]+|[。；;，！？!?]")
_LONGEST_LABEL = 20


@dataclass
class LabelRow:
    """The cells of a row of labels beside their values, empty ones left out."""

    cells: Sequence[Spot]
    words: Vocabulary

    def ends_labels(self, spot: Spot, label: Label) -> bool:
        """Whether it is the last of a row of labels over nothing, as in a table that nobody filled in."""
        others = [self.words.label(other.text) for other in self.cells if other is not spot]
        if others and scale_in(label.remark):
            return True
        return len(others) > 1 and all(map(self.words.looks_like_label, (*others, label)))

    def is_labelled(self, label: Label, following: Spot) -> bool:
        """Whether a text that is no known label stands before a value as one: short, no number, no sentence."""
        if not label.full or len(label.full) > _LONGEST_LABEL or following.is_empty or is_blank(label.full):
            return False
        if _NO_LABEL.search(label.full) and not self.words.money_result(label):  # 1-6月支出
            return False
        if is_level(label.full) and is_level(following.text):
            return False  # headings of a table that is not understood
        other = self.words.label(following.text)
        if self.words.is_strong(other) and self.words.is_label(other):
            return False
        if is_year_of(label.full, normal(following.text)):
            return True
        return not (self.words.looks_like_label(label) and self.words.looks_like_label(other))

    def is_unfilled(self, label: Label, following: Spot) -> bool:
        """Whether nothing was filled in behind the label of an amount: the label of another one follows."""
        if not (self.words.money(label) or scale_in(label.remark)) or is_amount(following.text):
            return False
        other = self.words.label(following.text)
        later = self.cells[self.cells.index(following) + 1 :]
        is_short = 0 < len(other.full) <= _LONGEST_LABEL and _NO_LABEL.search(other.full) is None
        return bool(scale_in(other.remark)) or (is_short and bool(later) and is_amount(later[0].text))

    def is_value(self, spot: Spot, label: Label, following: Spot) -> bool:
        """Whether the cell behind a label is its value and not the next label, alone or with a value of its own."""
        other = self.words.label(following.text)
        if self.words.is_heading(label) and not self.words.is_detail(label) and self.words.looks_like_label(other):
            return False
        if not self.words.is_label(other):
            pair = inline_pair(following.text, self.words)
            has_colon = spot.text.rstrip().endswith((":", "："))
            return pair is None or not self.words.is_label(pair[0]) or (self.words.is_detail(label) and not has_colon)
        if self.words.is_strong(other):
            return self.words.is_detail(label) and self._ends_pairs(spot, following)  # 项目级次 beside 二级项目
        is_last = bool(self.words.money(other)) and self._ends_pairs(spot, following)  # 支出方向 before 资本性支出
        return not (self.words.money(label) or self.words.is_section(label)) and (
            self.words.is_detail(label) or bool(self.words.field(label)) or is_last
        )

    def _ends_pairs(self, spot: Spot, following: Spot) -> bool:
        """Whether two cells are the last of a row that has nothing before them but labels with their values."""
        before, last = self.cells[:-2], self.cells[-2:]
        ends = len(last) == 2 and last[0] is spot and last[1] is following
        return ends and bool(before) and are_pairs(before, self.words)
