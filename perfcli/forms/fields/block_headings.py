"""Which cells of a row are headings over values in the rows below, and of what kind the values are."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import Positions, Spot
from perfcli.forms.cells.cells_below import NUMBER, is_amount, is_amount_cell, under
from perfcli.forms.fields.goal_terms import is_term
from perfcli.forms.fields.heading_row import LONGEST_HEAD, SENTENCE, HeadingRow
from perfcli.forms.fields.labels_over_values import kind_over_values
from perfcli.forms.fields.money_kinds import is_beside_parts, kind_of_row
from perfcli.forms.parts.line_text import inline_pair
from perfcli.forms.tables.change_list import AFTER, BEFORE
from perfcli.forms.words.amounts import is_scale
from perfcli.forms.words.label import Label, normal
from perfcli.forms.words.months import month_of
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.years import is_year_of
from perfcli.regex import regex

_POINTS = regex("(?:得分|分值|评分|打分|分数|满分|赋分)$")
_KINDS = (BEFORE, AFTER, "amount")
_TASKS = ("任务", "主要任务", "工作任务")


def is_over_goals(label: Label, others: Sequence[Label], words: Vocabulary) -> bool:
    """Whether a heading is one of goals; 目标 alone is where 任务, 序号, or what became of it, stands beside it."""
    beside = any(
        other.full in _TASKS or words.result(other) == "later" or words.indicator(other) == "number" for other in others
    )
    return words.field(label) == "goals" or (label.full == "目标" and beside)


def kind_of_block(heads: HeadingRow) -> str:
    """What the values below are: plan, quarters, money, scores …; empty where these are no headings."""
    if any(len(label.full) == 0 for spot, label in zip(heads.cells, heads.labels, strict=True) if not spot.is_empty):
        return ""
    if any(NUMBER.fullmatch(spot.text.strip()) for spot in heads.filled) or _are_dated(heads):
        return ""
    if len(heads.filled) > 1 and all(month_of(spot.text) for spot in heads.filled):
        return "plan"
    if _are_quarters(heads):
        return "quarters"
    for kind, holds in (
        ("scores", _are_scores),
        ("money", _is_money),
        ("cross", _is_cross),
        ("terms", _are_terms),
        ("goals", _are_goals),
        ("texts", _are_texts),
    ):
        if holds(heads):
            return kind
    return kind_over_values(heads)


def _are_dated(heads: HeadingRow) -> bool:
    """Whether these are labels of years, each before its year: 设立年度, 2022年."""
    texts = [normal(spot.text) for spot in heads.filled]
    return is_year_of(*texts[:2]) and all(is_year_of(*texts[at : at + 2]) for at in range(0, len(texts), 2))


def _are_quarters(heads: HeadingRow) -> bool:
    """Whether amounts of the quarters or months stand below these, behind what they are amounts of."""
    _first, *others = heads.cells
    months = [at for at, spot in enumerate(others, 1) if month_of(spot.text)]
    rest = [heads.labels[at] for at, spot in enumerate(others, 1) if not month_of(spot.text)]
    values = [heads.below[at].text.strip() for at in months if at in heads.below]
    are_amounts = all(NUMBER.fullmatch(text) and not text.endswith(("%", "％")) for text in values)
    return len(months) > 1 and len(values) == len(months) and are_amounts and all(map(heads.words.is_sum, rest))


def _is_money(heads: HeadingRow) -> bool:
    """Amounts by their columns (预算数, 上年, 执行数) with the parts of the money down the left."""
    amounts = [at for at, column in enumerate(heads.columns) if column not in ("", "text")]
    if not amounts or amounts[0] == 0:
        return False
    others = [heads.columns[at] for at, label in enumerate(heads.labels) if at and label.full]
    first = heads.below.get(amounts[0])
    is_number = first is not None and NUMBER.fullmatch(first.text.strip()) is not None
    strange = [
        label
        for at, label in enumerate(heads.labels)
        if label.full and not heads.words.looks_like_label(label) and not (at and _is_over_number(heads, at))
    ]
    known = all(others) or (len(strange) < 2 and (len(amounts) > 1 or (heads.columns[0] == "text" and is_number)))
    return known and (len(amounts) > 1 or (len(heads.filled) > 1 and is_number)) and _has_rows(heads, amounts[0])


def _is_over_number(heads: HeadingRow, at: int) -> bool:
    below = heads.below.get(at)
    return below is not None and NUMBER.fullmatch(below.text.strip()) is not None


def _has_rows(heads: HeadingRow, first: int) -> bool:
    """Whether the row below has a label of its own before the first amount, or nothing at all."""
    firsts = [heads.below[at] for at in range(first) if at in heads.below]
    told = [spot for spot in firsts if not spot.is_empty and not NUMBER.fullmatch(spot.text.strip())]
    return bool(told) or not heads.values


def _is_cross(heads: HeadingRow) -> bool:
    """Parts of the money over others: the sources of a unit's money over what it is spent on."""
    kinds = _begins_kinds(heads)
    beside = [at for at, one in enumerate(heads.labels) if at and kinds and is_beside_parts(one, heads.words)]
    rest = [label for at, label in enumerate(heads.labels) if at and at not in beside]
    known = [label for label in rest if heads.words.money(label)]
    if len(known) < 2 or not all(label.full for label in rest) or len(rest) - len(known) > kinds:
        return False
    head = heads.below.get(0)
    numbers = [spot for at, spot in heads.below.items() if at and at not in beside]
    is_row = head is not None and not head.is_empty and not NUMBER.fullmatch(head.text.strip())
    return is_row and all(is_amount_cell(spot) for spot in numbers) and any(not spot.is_empty for spot in numbers)


def _begins_kinds(heads: HeadingRow) -> bool:
    """Whether the rows below say which amounts of the money they have: 原批复, 年初预算数."""
    head = heads.below.get(0)
    label = heads.words.label(head.text) if head is not None else None
    return label is not None and kind_of_row(label, heads.words) in _KINDS


def _are_terms(heads: HeadingRow) -> bool:
    """Goals row by row, the term of each at the left: 阶段, 阶段目标."""
    head, others = heads.below.get(0), heads.labels[1:]
    if head is None or head.is_empty or not all(label.full for label in heads.labels):
        return False
    goals = [label for label in others if is_over_goals(label, others, heads.words)]
    begins = not is_over_goals(heads.labels[0], others, heads.words) and head.above is None
    return begins and len(goals) == 1 and is_term(heads.words.label(head.text))


def _are_goals(heads: HeadingRow) -> bool:
    """Goals by their term, or goals and what became of them."""
    named = [label for label in heads.labels if label.full and heads.words.indicator(label) != "number"]
    is_goal = [is_over_goals(label, heads.labels, heads.words) or bool(heads.words.result(label)) for label in named]
    if not (all(is_goal) or _has_strange(heads, is_goal)) or not heads.values or _are_labels(heads, heads.values):
        return False
    if len(heads.filled) > 1 or any(heads.words.result(label) for label in named):
        return True
    below = heads.rows[heads.at + 1].filled
    return len(below) == 1 and len(heads.cells) == 1 and not _says_other(below[0].text, heads.words)


def _says_other(text: str, words: Vocabulary) -> bool:
    """Whether a line below what may be a title is none of goals: 单位：万元, 填报单位：某局."""
    pair = inline_pair(text, words)
    return is_scale(text) or (pair is not None and words.is_label(pair[0]) and words.field(pair[0]) != "goals")


def _has_strange(heads: HeadingRow, is_goal: Sequence[bool]) -> bool:
    """Whether a heading that nobody knows stands beside that of goals, each over a text longer than itheads."""
    named = [label for label in heads.labels if label.full and heads.words.indicator(label) != "number"]
    strange = [label for label, known in zip(named, is_goal, strict=True) if not known]
    known = any(heads.words.is_label(label) and label.full not in _TASKS for label in strange)
    if not any(is_goal) or known or len(heads.values) != len(heads.filled):
        return False
    short = all(len(label.full) < LONGEST_HEAD and not SENTENCE.search(label.full) for label in strange)
    if sum(is_goal) > 1 and any(map(heads.words.result, named)):
        return short  # goals, what became of them, 总体完成率
    return short and all(
        len(value.text) > len(head.text)
        for head, value in zip(heads.filled, heads.values, strict=True)
        if heads.words.indicator(heads.words.label(head.text)) != "number"
    )


def _are_labels(heads: HeadingRow, spots: Sequence[Spot]) -> bool:
    return any(heads.words.is_label(heads.words.label(spot.text)) for spot in spots)


def _are_texts(heads: HeadingRow) -> bool:
    """Headings over texts, what each row tells of down the left: nothing stands over those."""
    if len(heads.cells) < 3 or not heads.cells[0].is_empty or len(heads.filled) < len(heads.cells) - 1:
        return False
    head, *others = [heads.below.get(at) for at in range(len(heads.cells))]
    is_short = heads.positions is Positions.COLUMNS and any(others)  # an empty cell is no cell
    if head is None or head.is_empty or head.above is not None or (None in others and not is_short):
        return False
    label = heads.words.label(head.text)
    named = label.full and len(label.full) < LONGEST_HEAD and not heads.words.is_strong(label)
    return bool(named) and not is_amount(head.text) and all(len(one.full) < LONGEST_HEAD for one in heads.labels)


def _are_scores(heads: HeadingRow) -> bool:
    """Headings over what is judged, row by row, each with its points: 评估内容, 评估要点, 得分, 评估意见."""
    points = [at for at, label in enumerate(heads.labels) if at and _POINTS.search(label.full)]
    has_amounts = any(column not in ("", "text") and at not in points for at, column in enumerate(heads.columns))
    if len(heads.cells) < 3 or len(heads.filled) < len(heads.cells) or not points or has_amounts:
        return False
    rows = [under(heads.cells, row, heads.positions) for row in heads.rows[heads.at + 1 : heads.at + 3]]
    return (
        len(rows) == 2
        and not heads.words.is_strong(heads.labels[0])
        and all(
            len(below) == len(heads.cells)
            and not NUMBER.fullmatch(below[0].text.strip())
            and all(NUMBER.fullmatch(below[at].text.strip()) for at in points)
            for below in rows
        )
    )
