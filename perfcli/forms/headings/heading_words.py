"""What the words of headings say by themselves: known ones, figures, levels of indicators in the row below."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.headings.header_columns import PAST, PERIOD
from perfcli.forms.headings.levels import is_level
from perfcli.forms.words.changes import side_of
from perfcli.forms.words.label import without_remark
from perfcli.forms.words.months import month_of
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

_GRADES = ("优", "良", "中", "差")
_STAGE = regex("(?:其中[:：]?)?(?:截至|至|到)?[0-9]{1,2}月(?:份|中|[底末])?(?:之?前)?")
"""A part of the year over what is to be reached by then: 其中：6月底前."""

_YEAR_BEFORE = regex(r"^20[0-9]{2}\s*年度?")


def is_over_levels(rows: Sequence[PageRow], at: int, words: Vocabulary) -> bool:
    """Whether the headings in the next row are of levels of indicators and of their names."""
    below = rows[at + 1].filled if at + 1 < len(rows) and not rows[at + 1].is_line else []
    return len({"level1", "kind", "name"} & {words.indicator(words.label(spot.text)) for spot in below}) > 1


def is_known(words: Vocabulary, text: str) -> bool:
    """Whether a text is a heading that somebody knows: of indicators, of money, of a grade, a month or a period."""
    label = words.label(text)
    known = words.indicator(label) or words.money(label) or words.money_column(label) or words.is_known_column(label)
    told = bool(known) or label.full in _GRADES or is_level(text) or month_of(text) is not None
    told = told or side_of(text) != ""
    return told or PAST.match(label.full) is not None or _is_dated(label.full)


def has_figures(words: Vocabulary, spot: Spot) -> bool:
    """Whether a cell has figures, and is no heading over those of some months or of a year: 1-7月执行数."""
    label = words.label(spot.text.strip())
    text = _YEAR_BEFORE.sub("", without_remark(label.full))
    is_dated = month_of(text) is not None or not text or _is_dated(text)
    return any(map(str.isdigit, text)) and not (is_dated or words.money_result(label) or words.indicator_result(label))


def _is_dated(text: str) -> bool:
    return PERIOD.fullmatch(text) is not None or _STAGE.fullmatch(text) is not None
