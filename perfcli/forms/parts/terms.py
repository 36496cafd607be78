"""Whose indicators a table has: the year's, or those of the long-term goals (中期, 长期, 实施期)."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.headings.header import Header
from perfcli.forms.parts.line_text import is_title
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.model import LONG_TERM

_FURTHEST = 12
"""Rows above a header that may say whose indicators they are."""


def terms_of(header: Header, above: Sequence[PageRow], words: Vocabulary) -> list[str]:
    """The term of each table that stands side by side, told by what stands over it or beside its header."""
    if header.blocks == 1:
        return [
            LONG_TERM if header.section is not None and header.section.term == "long" else _term_above(above, words)
        ]
    lefts = [min(column.left for column in header.columns if column.block == block) for block in range(header.blocks)]
    for row in reversed(above[-_FURTHEST:]):
        labels = [(spot, words.label(spot.text)) for spot in row.filled]
        dated: list[tuple[Spot, Label]] = [
            (spot, label) for spot, label in labels if label.term and len(label.full) < 24
        ]
        if len({label.term for _spot, label in dated}) < 2:
            continue
        if header.positions is Positions.ORDER:
            return [LONG_TERM if label.term == "long" else "" for _spot, label in dated[: header.blocks]]
        terms = []
        for block, left in enumerate(lefts):
            right = max(column.right for column in header.columns if column.block == block)
            over = max(dated, key=lambda item: min(item[0].right, right) - max(item[0].left, left))
            terms.append(LONG_TERM if over[1].term == "long" else "")
        if len(set(terms)) > 1:
            return terms
    says_term = any(words.label(spot.text).term == "long" for row in above for spot in row.filled)
    return [LONG_TERM if says_term else "", *[""] * (header.blocks - 1)]


def leave_other_years(header: Header, year: int | None, words: Vocabulary) -> None:
    """Of columns of targets or budgets by years that of the form's year has them, the others are details.

    Where that is not known it is the last year of budgets, of targets the only one. A target of the whole (总体目标值)
    beside one of a year is of the long term.
    """
    _leave_other_budgets(header, year, words)
    _leave_other_results(header, year, words)
    targets = [
        (column, words.label(column.heading))
        for column in header.columns
        if column.key == "target" and column.of == "indicator"
    ]
    dated = any(label.term == "year" for _column, label in targets)
    years = {label.year for _column, label in targets if label.year is not None}
    if year is None and len(years) == 1:
        (year,) = years
    for column, label in targets if len(targets) > 1 else ():
        if label.year is not None and label.year != year:
            column.key = ""
        elif dated and not label.term and label.core.startswith(("总", "整体")):
            column.term = LONG_TERM


def _leave_other_budgets(header: Header, year: int | None, words: Vocabulary) -> None:
    budgets = [
        (one, words.label(one.heading).year or words.label(one.over).year)
        for one in header.columns
        if one.of == "money"
    ]
    years = [told for one, told in budgets if one.key == "total" and told is not None]
    own = year if year in years else max(years, default=None)
    for column, told in budgets if len(years) > 1 else ():
        if told not in (None, own):
            is_own = words.label(column.heading).year is not None
            column.heading = column.heading if is_own else f"{column.heading}（{words.label(column.over).printed}）"
            column.of, column.key = "project", "detail"


def _leave_other_results(header: Header, year: int | None, words: Vocabulary) -> None:
    """What was reached in an earlier year (2023年完成值 on a form of 2024) is a detail of the indicator."""
    for column in header.columns:
        told = words.label(column.heading).year
        if column.of == "later" and told is not None and year is not None and told < year:
            column.of, column.key, column.result = "indicator", "", ""


def _term_above(above: Sequence[PageRow], words: Vocabulary) -> str:
    """The term that a line right above the header names, such as 实施期绩效指标."""
    for row in reversed(above[-2:]):
        if len(row.filled) == 1:
            label = words.label(row.filled[0].text)
            if label.term and (words.is_section(label) or is_title(row.filled[0].text, words)):
                return LONG_TERM if label.term == "long" else ""
    return ""
