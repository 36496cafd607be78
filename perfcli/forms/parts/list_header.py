"""Headings over lists: of projects, or of wholes of units, each with a row or more."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import PageRow, Positions
from perfcli.forms.headings.header_columns import MONEY, SOURCES, names_level
from perfcli.forms.headings.heading_words import has_figures, is_known, is_over_levels
from perfcli.forms.headings.levels import is_level
from perfcli.forms.parts.line_text import is_title
from perfcli.forms.parts.signatures import is_number
from perfcli.forms.words.amounts import looks_like_amount
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary

_LONGEST = 16
"""Characters of a heading in a second row."""

_FEW = 5
"""Headings of a list of which none is one that nobody knows."""

_MANY = 5
"""How many more headings a list has than those among them that nobody knows."""

_SPENT = ("adjusted", "spent", "expected", "rate")
"""What amounts of the year's later life are."""

_ABOVE = 5
"""Rows above a header among which its title may stand."""


def lists_projects(labels: Sequence[Label], rows: Sequence[PageRow], at: int, words: Vocabulary) -> bool:
    """Whether a row is over a list of projects, be there no indicators: their names, and two other things of them.

    What they are may stand in the row below, under a heading that only says what they have in common: 资金安排.
    """
    if any(looks_like_amount(spot.text) and has_figures(words, spot) for spot in rows[at].filled):
        return False  # labels beside their values: 项目名称, 项目总额, 60万元
    named = [label for label in labels if label.full]
    tier = _second_tier(rows, at, words)
    keys = [words.field(label) or words.money(label) for label in (*named, *tier)]
    if "name" not in keys and "unit" in keys and {"goals", "total"} & set(keys):
        keys = ["name" if label.full == "项目" else key for key, label in zip(keys, (*named, *tier), strict=True)]
    if (
        len(named) + max(len(tier) - 1, 0) < 4
        or "name" not in keys[: len(named)]
        or not {"total", "fiscal", "source"} & set(keys)
    ):
        return False
    strange = [
        label
        for label in named
        if not (
            words.looks_like_label(label)
            or words.indicator(label) == "number"
            or is_level(label.full)
            or words.money_result(label)
            or words.indicator_result(label)
            or (tier and MONEY.search(label.full))
        )
    ]
    if len(named) == len(strange) + 1 == 2 and strange[0] is named[1]:
        return False  # the name of one project beside its label
    is_like = (
        not strange
        or (len(strange) == 1 and bool(tier) and len(named) + len(tier) - 1 > _FEW)
        or len(strange) * _MANY < len(named)
    )
    if not (is_like or is_over_levels(rows, at, words)):
        return False
    below = rows[at + 1].filled if at + 1 < len(rows) and not rows[at + 1].is_line else []
    texts = [words.label(spot.text) for spot in below]
    if not tier and any(words.money(label) == "total" and not words.is_sum(label) for label in texts[:2]):
        return False  # parts of the money of one project: 资金名称
    told = sum(key in ("code", "unit", "goals", "total", "fiscal", "other", "source") for key in keys)
    told += any(map(words.money_result, named)) or any(words.money_result(label) in _SPENT for label in tier)
    is_row = bool(tier) or (len(below) > 2 and not any(map(words.is_strong, texts)))
    return told > 1 and is_row


def names_indicators(rows: Sequence[PageRow], at: int, words: Vocabulary, positions: Positions) -> bool:
    """Whether a row has the names of a list's indicators, each below its level two: 封山育林（亩） below 数量指标."""
    if at + 1 >= len(rows) or rows[at].is_line or positions is Positions.ORDER:
        return False
    names, levels = rows[at].filled, [spot for spot in rows[at - 1].filled if names_level(spot.text, words)]
    told = {id(over) for spot in names for over in levels if over.left <= spot.left < over.right}
    below = [any(over.left <= spot.left < over.right for over in levels) for spot in names]
    if len(told) < 2 or not all(below) or any(words.is_label(words.label(spot.text)) for spot in names):
        return False
    if positions is Positions.SPANS:
        return any(spot.above is rows[at - 2].filled[0] for spot in rows[at].spots)
    return not any(is_number(spot.text) for spot in names) and rows[at].spots[0] not in names


def names_more(rows: Sequence[PageRow], at: int, words: Vocabulary) -> bool:
    """Whether a row of a text below headings of levels has headings too: its order does not tell below which."""
    if at >= len(rows) or rows[at].is_line or not any(names_level(spot.text, words) for spot in rows[at - 1].filled):
        return False
    names = rows[at].filled
    return len(names) > 1 and rows[at].spots[0].is_empty and not any(is_number(spot.text) for spot in names)


def lists_wholes(
    labels: Sequence[Label], rows: Sequence[PageRow], at: int, words: Vocabulary, *, is_header: bool
) -> bool:
    """Whether a row is over wholes of units, one below another: 单位名称, 整体绩效目标, 绩效指标 over its levels.

    That they are wholes is said by a heading of goals, or by the title above. `is_header` where the row has headings of
    levels and targets itself.
    """
    fields = [words.field(label) for label in labels]
    if not {"unit", "goals"} <= set(fields) or "name" in fields:
        return False
    has_levels = is_header or sum(names_level(label.full, words) for label in labels) > 1
    if not (has_levels or is_over_levels(rows, at, words)):
        return False
    goals = (label.full for label, field in zip(labels, fields, strict=True) if field == "goals")
    titles = (row.filled[0].text for row in rows[max(0, at - _ABOVE) : at] if len(row.filled) == 1)
    return any("整体" in text for text in goals) or any("整体" in text and is_title(text, words) for text in titles)


def _second_tier(rows: Sequence[PageRow], at: int, words: Vocabulary) -> list[Label]:
    """The headings in the next row, where it is one of headings: most are known, and none has figures."""
    below = rows[at + 1].filled if at + 1 < len(rows) and not rows[at + 1].is_line else []
    labels = [words.label(spot.text) for spot in below]
    over = [(top.left, top.right) for top in rows[at].filled if SOURCES.fullmatch(words.label(top.text).full)]
    known = sum(
        is_known(words, spot.text)
        or words.result(words.label(spot.text)) == "total"
        or words.money_result(words.label(spot.text)) != ""
        or words.field(words.label(spot.text)) == "goals"
        or any(left <= spot.left < right for left, right in over)
        for spot in below
    )
    is_tier = known > 1 and known * 4 > len(below) * 3 and all(len(label.full) <= _LONGEST for label in labels)
    return labels if is_tier and not any(has_figures(words, spot) for spot in below) else []
