"""Where a table of indicators ends: which rows are none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfcli.form import MONITORING
from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.headings.alignment import cell_below, fits, values_below
from perfcli.forms.headings.header import Column, Header
from perfcli.forms.headings.indicator_levels import is_kind
from perfcli.forms.headings.levels import is_level, level_name
from perfcli.forms.parts.indicator_header import find_header
from perfcli.forms.parts.line_text import inline_pair, is_date
from perfcli.forms.parts.parting import are_pairs
from perfcli.forms.parts.project_bands import named_in_band
from perfcli.forms.parts.signatures import is_number, is_signed, is_total_alone
from perfcli.forms.parts.total_row import is_total_of_weights
from perfcli.forms.parts.unit_rows import names_unit, unit_band
from perfcli.forms.words.label import Label, normal
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.progress.points import points_of
from perfcli.regex import regex

_FEW = 2
_SAID = ("意见", "签字", "盖章")
"""How labels end behind which somebody says yes or no to the form."""

_JUDGED = regex("(?:分值|得分|评分|意见)$")


@dataclass(frozen=True, slots=True)
class TableEnd:
    """What tells the end of the table below a header, on a form of a kind."""

    header: Header
    words: Vocabulary
    positions: Positions
    kind: str

    def is_before(self, rows: Sequence[PageRow], at: int) -> bool:
        """Whether a row is none of the indicators'."""
        _goals, row = self.header.parted_goals(rows[at])
        if row.is_line or not row.filled:
            return row.is_line
        if find_header(rows, at, self.words, self.positions):
            return True
        if is_signed(row, self.words) or named_in_band(row, self.words):
            return True
        label = self.words.label(row.filled[0].text)
        if len(row.filled) == 1 and self._names_term(rows, at, label):
            return True
        if self.header.has_projects and unit_band(self.header, row, self.words) is not None:
            return False
        if self._says_otherwise(row, label):
            return True
        return not self._is_of_table(row, label) and self._stands_outside(row, label)

    def _names_term(self, rows: Sequence[PageRow], at: int, label: Label) -> bool:
        """Whether a line says whose indicators the header right below it has: 2024年度绩效指标."""
        if not label.term or not self.words.is_section(label) or at + 1 >= len(rows):
            return False
        return find_header(rows, at + 1, self.words, self.positions) is not None

    def _says_otherwise(self, row: PageRow, label: Label) -> bool:
        """Whether a row can only be of what stands around the table."""
        own = row.filled
        if (pair := inline_pair(own[0].text, self.words)) and self.words.is_strong(pair[0]):
            return True
        if (len(own) == 1 and is_date(own[0].text)) or (len(own) > 3 and are_pairs(own, self.words)):
            return True
        if self._heads_money(own) or _heads_points(own):
            return True
        is_monitored = self.kind == MONITORING and bool(self.words.monitored(label))
        return is_monitored or is_total_alone(self.header, row, self.words)

    def _heads_money(self, own: Sequence[Spot]) -> bool:
        """Whether cells are headings of amounts: 年初预算数, 全年预算数, 全年执行数."""
        labels = [self.words.label(spot.text) for spot in own]
        told = [label for label in labels if self.words.money_column(label) not in ("", "text")]
        is_told = (
            len(told) > _FEW and len({label.full for label in told}) > 1
        )  # 执行 in each column is what units reach
        return is_told and not any(is_number(spot.text) for spot in own)

    def _is_of_table(self, row: PageRow, label: Label) -> bool:
        """Whether a row can only be one of the table: a sum, a level, a unit, an indicator in just its place."""
        own, first = row.filled, row.filled[0]
        if self.words.is_sum(label) or is_level(first.text) or names_unit(self.header, row):
            return True
        if is_level_band(self.header, row, self.words) or is_total_of_weights(self.header, row, self.words):
            return True
        if self._is_total(row, label):
            return False
        if fits(self.header, row) and self._begins_as_indicator(row, label):
            return True
        if len(own) == 1 and is_number(first.text):
            return True  # a number of a row that nobody filled in
        begins_left = first is row.spots[0] or first.left <= min(column.left for column in self.header.columns)
        return not begins_left

    def _begins_as_indicator(self, row: PageRow, label: Label) -> bool:
        """Whether the first cell of a row that fits is none of a label: one may be a level one before a level two."""
        kind = cell_below(self.header, self.header.find("kind"), row)
        if kind is not None and kind is not row.filled[0]:
            if is_level(kind.text):
                return True  # 预算执行 before 支出指标
            second = self.words.label(kind.text)
            has_figures = any(map(str.isdigit, "".join(spot.text for spot in values_below(self.header, row))))
            is_named = has_figures or not self.words.looks_like_label(second)
            if self.words.is_section(label) and is_named and not (self.words.money(label) or self.words.money(second)):
                return True  # 预算执行 before 支出进度
        if self.words.is_section(label) or self.words.money(label) or label.full.endswith(_SAID):
            return False
        return self.header.find("target") is not None or not self.words.is_strong(label)

    def _stands_outside(self, row: PageRow, label: Label) -> bool:
        """Whether a row begins with a label of the form, or is a pair as wide as the table."""
        own, first = row.filled, row.filled[0]
        if self._is_total(row, label) or self._is_beside(row, label):
            return True
        known = (
            label.full.endswith(_SAID)
            or self.words.is_strong(label)
            or self.words.is_detail(label)
            or (self.words.is_label(label) and not self.words.indicator(label))
        )
        if len(own) == 2 and is_number(own[1].text) and self.header.has_projects and self.header.of_money(own[1].left):
            return False  # the sum of a unit above its projects
        goes_on = any(spot.above is not None for spot in row.spots if spot.left < first.left)
        if known and not goes_on:
            return not (len(own) > 3 and self.header.has_projects)
        if len(own) == 2 and self.positions is Positions.COLUMNS and self.header.says_goals(first, own[1]):
            return False  # a project and its goals above its indicators
        return len(own) <= 2 and not goes_on and self._is_pair(row, own)

    def _is_beside(self, row: PageRow, label: Label) -> bool:
        """Whether another label begins where that of all indicators stands, down their left."""
        first = row.filled[0]
        if self.header.section is None:
            return False
        is_left = first.left < min(column.left for column in self.header.columns)
        if self.positions is Positions.ORDER:
            is_left = first is row.spots[0] and len(row.spots) + 1 < self.header.sized
        return is_left and not (is_level(first.text) or self.words.is_level_one(label) or self.words.is_section(label))

    def _is_total(self, row: PageRow, label: Label) -> bool:
        """Whether a row has the total score behind its label."""
        is_total = self.words.result(label) == "total" and len(row.filled) > 1
        return is_total and points_of(row.filled[1].text) is not None

    def _is_pair(self, row: PageRow, own: Sequence[Spot]) -> bool:
        """Whether a row is a label and a value as wide as the table, or a line across it."""
        if self.positions is Positions.ORDER:
            return len(row.spots) <= 2
        name = self.header.find("name")
        if len(own) == 1:
            return name is not None and own[0].right >= name.right and own[0].left < name.left
        if self.positions is Positions.SPANS and name is not None:
            return own[1].left <= name.left and own[1].right > name.right + 1
        return not is_level(own[1].text) and name is not None and self._stands_before(own, name)

    def _stands_before(self, own: Sequence[Spot], name: Column) -> bool:
        """Whether the second of two cells begins before the names, or right there and the first is no level."""
        kind, first = self.header.find("kind"), self.words.label(own[0].text)
        is_over_kinds = kind is not None and own[0].left < kind.left < own[0].right <= name.left
        is_level_one = is_level(own[0].text) or self.words.is_level_one(first) or is_kind(level_name(own[0].text))
        return own[1].left < name.left or (own[1].left == name.left and is_over_kinds and not is_level_one)


def _heads_points(own: Sequence[Spot]) -> bool:
    """Whether cells are headings over what is judged and its points: 评估内容, 分值, 评估得分, 评估意见."""
    texts = [normal(spot.text) for spot in own]
    told = sum(_JUDGED.search(text) is not None for text in texts)
    return told > 1 and len(texts) > _FEW and not any(any(map(str.isdigit, text)) for text in texts)


def is_level_band(header: Header, row: PageRow, words: Vocabulary) -> bool:
    """Whether a row is a level one alone, without 指标 behind it, over a table that has no column of them."""
    alone = len(row.filled) == 1 and row.filled[0] is row.spots[0] and header.find("level1") is None
    return alone and words.is_level_one(words.label(row.filled[0].text))
