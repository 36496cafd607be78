"""Which cells of a row are headings over values in the rows below, and of what kind the values are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.cells_below import NUMBER, is_amount, is_amount_cell, under
from perfcli.forms.parts.lines import inline_pair
from perfcli.forms.tables.amount_columns import amount_columns
from perfcli.forms.tables.change_list import AFTER, BEFORE
from perfcli.forms.words.label import Label, normal
from perfcli.forms.words.months import month_of
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

_LONGEST_HEAD = 16
_POINTS = regex("(?:得分|分值|评分|打分|分数|满分|赋分)$")
_KINDS = (BEFORE, AFTER)
_TASKS = ("任务", "主要任务", "工作任务")
_YEAR = regex("20[0-9]{2}年?度?")
_SENTENCE = regex(r"[0-9，。；！？,;!?]")


def is_year(text: str) -> bool:
    """Whether a text is a year and nothing else: 2025年."""
    return _YEAR.fullmatch(normal(text)) is not None


def is_year_of(label: str = "", value: str = "") -> bool:
    """Whether a bare year is the value of the label before it: 设立年度."""
    return label.endswith(("年度", "年份", "时间", "期限", "周期", "期间")) and _YEAR.fullmatch(value) is not None


def is_over_goals(label: Label, others: Sequence[Label], words: Vocabulary) -> bool:
    """Whether a heading is one of goals; 目标 alone is where 任务, 序号, or what became of it, stands beside it."""
    beside = any(
        other.full in _TASKS or words.result(other) == "later" or words.indicator(other) == "number" for other in others
    )
    return words.field(label) == "goals" or (label.full == "目标" and beside)


class Headings:
    """The cells of a row as headings: their labels, and what stands below each of them in the next row."""

    def __init__(
        self, rows: Sequence[PageRow], at: int, cells: Sequence[Spot], words: Vocabulary, positions: Positions
    ) -> None:
        self.rows, self.at, self.words, self.positions = rows, at, words, positions
        self.cells = list(cells)
        self.filled = [spot for spot in cells if not spot.is_empty]
        self.labels = [words.label(spot.text) for spot in cells]
        self.below = under(self.cells, rows[at + 1], positions) if at + 1 < len(rows) else {}
        self.values = [spot for spot in self.below.values() if spot.above is None and not spot.is_empty]
        self.columns = amount_columns(self.labels, words)
        if len(self.cells) > 2 and self.columns[0] and self._is_over_labels():
            self.columns[0] = "text"

    @property
    def kind(self) -> str:
        """What the values below are: plan, quarters, money, scores …; empty where these are no headings."""
        if any(len(label.full) == 0 for spot, label in zip(self.cells, self.labels, strict=True) if not spot.is_empty):
            return ""
        if any(NUMBER.fullmatch(spot.text.strip()) for spot in self.filled) or self._are_dated():
            return ""
        if len(self.filled) > 1 and all(month_of(spot.text) for spot in self.filled):
            return "plan"
        if self._are_quarters():
            return "quarters"
        for kind, holds in (
            ("scores", self._are_scores),
            ("money", self._is_money),
            ("cross", self._is_cross),
            ("goals", self._are_goals),
            ("texts", self._are_texts),
        ):
            if holds():
                return kind
        return self._over_values()

    def _are_dated(self) -> bool:
        """Whether these are labels of years, each before its year: 设立年度, 2022年."""
        texts = [normal(spot.text) for spot in self.filled]
        return is_year_of(*texts[:2]) and all(is_year_of(*texts[at : at + 2]) for at in range(0, len(texts), 2))

    def _are_quarters(self) -> bool:
        """Whether amounts of the quarters or months stand below these, behind what they are amounts of."""
        _first, *others = self.cells
        months = [at for at, spot in enumerate(others, 1) if month_of(spot.text)]
        rest = [self.labels[at] for at, spot in enumerate(others, 1) if not month_of(spot.text)]
        values = [self.below[at].text.strip() for at in months if at in self.below]
        are_amounts = all(NUMBER.fullmatch(text) and not text.endswith(("%", "％")) for text in values)
        return len(months) > 1 and len(values) == len(months) and are_amounts and all(map(self.words.is_sum, rest))

    def _is_money(self) -> bool:
        """Amounts by their columns (预算数, 上年, 执行数) with the parts of the money down the left."""
        amounts = [at for at, column in enumerate(self.columns) if column not in ("", "text")]
        if not amounts or amounts[0] == 0:
            return False
        others = [self.columns[at] for at, label in enumerate(self.labels) if at and label.full]
        first = self.below.get(amounts[0])
        is_number = first is not None and NUMBER.fullmatch(first.text.strip()) is not None
        strange = [
            label
            for at, label in enumerate(self.labels)
            if label.full and not self.words.looks_like_label(label) and not (at and self._is_over_number(at))
        ]
        known = all(others) or (len(amounts) > 1 and len(strange) < 2)
        return known and (len(amounts) > 1 or (len(self.filled) > 1 and is_number)) and self._has_rows(amounts[0])

    def _is_over_number(self, at: int) -> bool:
        below = self.below.get(at)
        return below is not None and NUMBER.fullmatch(below.text.strip()) is not None

    def _is_over_labels(self) -> bool:
        """Whether parts of the money stand below the first heading: 年度预算数（万元）."""
        head = self.below.get(0)
        return head is not None and head.above is None and bool(self.words.money(self.words.label(head.text)))

    def _has_rows(self, first: int) -> bool:
        """Whether the row below has a label of its own before the first amount, or nothing at all."""
        heads = [self.below[at] for at in range(first) if at in self.below]
        told = [spot for spot in heads if not spot.is_empty and not NUMBER.fullmatch(spot.text.strip())]
        return bool(told) or not self.values

    def _is_cross(self) -> bool:
        """Parts of the money over others: the sources of a unit's money over what it is spent on."""
        rest = [label for at, label in enumerate(self.labels) if at]
        known = [label for label in rest if self.words.money(label)]
        if len(known) < 2 or not all(label.full for label in rest) or len(rest) - len(known) > self._begins_kinds():
            return False
        head = self.below.get(0)
        numbers = [spot for at, spot in self.below.items() if at]
        is_row = head is not None and not head.is_empty and not NUMBER.fullmatch(head.text.strip())
        return is_row and all(is_amount_cell(spot) for spot in numbers) and any(not spot.is_empty for spot in numbers)

    def _begins_kinds(self) -> bool:
        """Whether the rows below say which amounts of the money they have: 原批复, 年初预算数."""
        head = self.below.get(0)
        label = self.words.label(head.text) if head is not None else None
        return label is not None and (self.words.change(label) in _KINDS or self.words.money_column(label) == "amount")

    def _are_goals(self) -> bool:
        """Goals by their term, or goals and what became of them."""
        named = [label for label in self.labels if label.full and self.words.indicator(label) != "number"]
        is_goal = [is_over_goals(label, self.labels, self.words) or bool(self.words.result(label)) for label in named]
        if not (all(is_goal) or self._has_strange(is_goal)) or not self.values or self._are_labels(self.values):
            return False
        if len(self.filled) > 1 or any(self.words.result(label) for label in named):
            return True
        return len(self.rows[self.at + 1].filled) == 1 and len(self.cells) == 1

    def _has_strange(self, is_goal: Sequence[bool]) -> bool:
        """Whether a heading that nobody knows stands beside that of goals, each over a text longer than itself."""
        named = [label for label in self.labels if label.full and self.words.indicator(label) != "number"]
        strange = [label for label, known in zip(named, is_goal, strict=True) if not known]
        known = any(self.words.is_label(label) and label.full not in _TASKS for label in strange)
        if not any(is_goal) or known or len(self.values) != len(self.filled):
            return False
        short = all(len(label.full) < _LONGEST_HEAD and not _SENTENCE.search(label.full) for label in strange)
        if sum(is_goal) > 1 and any(map(self.words.result, named)):
            return short  # goals, what became of them, 总体完成率
        return short and all(
            len(value.text) > len(head.text)
            for head, value in zip(self.filled, self.values, strict=True)
            if self.words.indicator(self.words.label(head.text)) != "number"
        )

    def _are_labels(self, spots: Sequence[Spot]) -> bool:
        return any(self.words.is_label(self.words.label(spot.text)) for spot in spots)

    def _are_texts(self) -> bool:
        """Headings over texts, what each row tells of down the left: nothing stands over those."""
        if len(self.cells) < 3 or not self.cells[0].is_empty or len(self.filled) < len(self.cells) - 1:
            return False
        head, *others = [self.below.get(at) for at in range(len(self.cells))]
        is_short = self.positions is Positions.COLUMNS and any(others)  # an empty cell is no cell
        if head is None or head.is_empty or head.above is not None or (None in others and not is_short):
            return False
        label = self.words.label(head.text)
        named = label.full and len(label.full) < _LONGEST_HEAD and not self.words.is_strong(label)
        return bool(named) and not is_amount(head.text) and all(len(one.full) < _LONGEST_HEAD for one in self.labels)

    def _are_scores(self) -> bool:
        """Headings over what is judged, row by row, each with its points: 评估内容, 评估要点, 得分, 评估意见."""
        points = [at for at, label in enumerate(self.labels) if at and _POINTS.search(label.full)]
        has_amounts = any(column not in ("", "text") and at not in points for at, column in enumerate(self.columns))
        if len(self.cells) < 3 or len(self.filled) < len(self.cells) or not points or has_amounts:
            return False
        rows = [under(self.cells, row, self.positions) for row in self.rows[self.at + 1 : self.at + 3]]
        return (
            len(rows) == 2
            and not self.words.is_strong(self.labels[0])
            and all(
                len(below) == len(self.cells)
                and not NUMBER.fullmatch(below[0].text.strip())
                and all(NUMBER.fullmatch(below[at].text.strip()) for at in points)
                for below in rows
            )
        )

    def _over_values(self) -> str:
        """Labels over their values: of one row each, or the headings of a small table."""
        values = [self.below[at] for at in sorted(self.below)]
        short = self.positions is Positions.COLUMNS and 0 in self.below and len(values) > 1  # an empty cell is no cell
        if len(self.filled) < len(self.cells) or (len(values) != len(self.cells) and not short):
            return ""
        if any(spot.above is not None for spot in values):
            return ""
        if len(self.cells) == 1:
            return "fields" if self._is_over_one(values[0]) else ""
        texts = [self.words.label(spot.text) for spot in values]
        if any(self.words.is_strong(text) or self.words.is_section(text) for text in texts):
            return ""
        if self.words.field(self.labels[0]) in ("name", "code") and self.words.money(texts[0]):
            return ""  # 项目编码, which has none, above 项目资金总额
        pairs = [inline_pair(spot.text, self.words) for spot in values]
        if any(pair is not None and self.words.is_label(pair[0]) for pair in pairs):
            return ""
        if not (self._are_headings(values) or self._are_over_numbers(values) or self._are_over_sentences(values)):
            return ""
        is_whole = self._are_of_whole() and self._is_over_row(values)
        several = not is_whole and (self.words.is_heading(self.labels[0]) or self._rows_below() > 1)
        return "table" if several and not self._are_parts(values) else "fields"

    def _are_of_whole(self) -> bool:
        """Whether these are over all the money: its budget, and what was spent of it."""
        return "amount" in self.columns and "spent" in map(self.words.money_result, self.labels)

    def _is_over_row(self, values: Sequence[Spot]) -> bool:
        """Whether the row below is one of amounts, and the next begins with a label of its own."""
        after = self.rows[self.at + 2].filled if self.at + 2 < len(self.rows) else []
        ends = not after or self.words.is_strong(self.words.label(after[0].text))
        return NUMBER.fullmatch(values[0].text.strip()) is not None and ends

    def _is_over_one(self, value: Spot) -> bool:
        """Whether the one label of a row stands over its text."""
        label = self.labels[0]
        known = self.words.field(label) in ("goals", "purpose") or self.words.is_detail(label)
        pair = inline_pair(value.text.split("\u3000")[0], self.words)
        told = (pair is not None and self.words.is_label(pair[0])) or self.words.is_strong(self.words.label(value.text))
        longer = len(value.text) > len(self.cells[0].text)
        return known and not told and longer and value.right == self.cells[0].right

    def _are_headings(self, values: Sequence[Spot]) -> bool:
        """Whether all look like labels, or two that are known stand side by side where a value would be."""
        if len(values) > 2 and self._count_rows(values[0]):
            return True
        if len(self.labels) > 1 and all(map(self.words.is_heading, self.labels)) and self._rows_below() > 1:
            return not any(self.words.is_label(self.words.label(spot.text)) for spot in values)
        if all(map(self.words.looks_like_label, self.labels)):
            return not any(self.words.looks_like_label(self.words.label(spot.text)) for spot in values)
        looking = sum(map(self.words.looks_like_label, self.labels))
        if looking > 1 and looking * 2 >= len(self.labels) and self._is_below_labels_over_values():
            return not any(self.words.looks_like_label(self.words.label(spot.text)) for spot in values)
        like = [self.words.looks_like_label(label) for label in self.labels]
        beside = looking * 2 == len(self.labels) and any(one and other for one, other in pairwise(like))
        first = looking > 1 and self.words.is_heading(self.labels[0])
        if (beside or first or looking * 2 > len(self.labels)) and len(self.labels) > 2 and self._rows_below() > 1:
            return not any(self.words.looks_like_label(self.words.label(spot.text)) for spot in values)
        strong = [self.words.is_strong(label) for label in self.labels]
        known = sum(map(self.words.is_label, self.labels))
        return known * 2 > len(self.labels) and any(one and other for one, other in pairwise(strong))

    def _count_rows(self, value: Spot) -> bool:
        """Whether the first of these is over numbers of rows: 序号."""
        return self.words.indicator(self.labels[0]) == "number" and value.text.strip().isdecimal()

    def _are_over_sentences(self, values: Sequence[Spot]) -> bool:
        """Whether a label stands over texts too long to be labels of what is beside them, row by row."""
        if not self.words.is_label(self.labels[0]) or any(_SENTENCE.search(label.full) for label in self.labels):
            return False
        if any(len(label.full) >= _LONGEST_HEAD for label in self.labels) or self._rows_below() < 2:
            return False
        if any(self.words.looks_like_label(self.words.label(spot.text)) for spot in values):
            return False
        firsts = [under(self.cells, row, self.positions).get(0) for row in self.rows[self.at + 1 : self.at + 3]]
        return all(spot is not None and len(normal(spot.text)) > len(self.labels[0].full) for spot in firsts) and any(
            spot is not None and len(normal(spot.text)) >= _LONGEST_HEAD for spot in firsts
        )

    def _is_below_labels_over_values(self) -> bool:
        """Whether the two rows above are one of labels and one of their values: a form that goes on so."""
        if self.at < 2 or any(row.is_line for row in self.rows[self.at - 2 : self.at]):
            return False
        heads, values = (
            [self.words.looks_like_label(self.words.label(spot.text)) for spot in row.filled]
            for row in self.rows[self.at - 2 : self.at]
        )
        return len(heads) > 1 and len(heads) == len(values) and all(heads) and not any(values)

    def _are_parts(self, values: Sequence[Spot]) -> bool:
        """Whether parts of the money stand over their amounts."""
        return all(map(self.words.money, self.labels)) and all(map(is_amount_cell, values))

    def _are_over_numbers(self, values: Sequence[Spot]) -> bool:
        """Whether words stand over numbers: headings, whatever they are called."""
        first = self.words.label(values[0].text)
        if self.words.looks_like_label(first) and not (self.words.is_sum(first) and self._rows_below() > 1):
            return False
        if len(self.labels) == 2 and self._are_names_and_amounts(values):
            return True
        if len(self.labels) < 3 or any(map(self.words.is_strong, self.labels)):
            return self._are_parts(values) and any(not spot.is_empty for spot in values)
        numbers = [at for at, spot in enumerate(values) if at and NUMBER.fullmatch(spot.text.strip())]
        return 1 in numbers or len(numbers) > 1

    def _are_names_and_amounts(self, values: Sequence[Spot]) -> bool:
        """Whether amounts stand below the second of two headings, and below the first what they are for, row by row."""
        head, amount = self.labels
        told = [head, self.words.label(values[0].text)]
        if any(self.words.is_label(label) or self.words.money(label) for label in told) or not self.words.money(amount):
            return False
        return NUMBER.fullmatch(values[1].text.strip()) is not None and self._rows_below() > 1

    def _rows_below(self) -> int:
        """How many rows follow whose cells stand below these, each below one."""
        count = 0
        for row in self.rows[self.at + 1 :]:
            below = under(self.cells, row, self.positions)
            filled = row.filled
            if row.is_line or not filled or any(spot not in below.values() for spot in filled):
                break
            if filled[0].left < self.cells[0].left or self._look_like_labels(filled):
                break
            count += 1
        return count

    def _look_like_labels(self, spots: Sequence[Spot]) -> bool:
        return sum(self.words.looks_like_label(self.words.label(spot.text)) for spot in spots) * 2 > len(spots)
