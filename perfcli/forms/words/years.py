"""Years as they stand before amounts and goals: 2025年, 2025年度, 当年, 第一年."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.forms.words.label import Label, normal
from perfcli.regex import regex

_YEAR = regex("20[0-9]{2}年?度?")
_OF_YEARS = regex(
    r"20[0-9]{2}年?度?(?:[-—–~～至到及和、以之前后底末起]|预算|安排|资金|计划|投资|年|20[0-9]{2}|合计|小计|累计)*[)(]*"
)
_BESIDE_OTHERS = regex(
    "(?:本|当|今)年度?|(?:大?前|上|去|下|次|明)一?年度?|(?:以前|以后|往后|后续|今后|历)各?年度?|第[一二三四五六七八九十]年度?|后[一二三]年"
)
_OWN = ("本年", "当年", "今年")
_SEVERAL = regex("[-—–~～至到及和、以之前后底末起]|.*(?:以[前后]|累计|合计)")
"""What follows a year that is the first or the last of several: 2025-2027年, 2025年及以后."""


def is_year(text: str) -> bool:
    """Whether a text is a year and nothing else: 2025年."""
    return _YEAR.fullmatch(normal(text)) is not None


def is_year_of(label: str = "", value: str = "") -> bool:
    """Whether a bare year is the value of the label before it: 设立年度."""
    return label.endswith(("年度", "年份", "时间", "期限", "周期", "期间")) and _YEAR.fullmatch(value) is not None


def names_years(label: Label) -> bool:
    """Whether a label says of which year or years a row is, and nothing else: 2025年预算, 上年, 2026年及以后."""
    return _OF_YEARS.fullmatch(label.full) is not None or _BESIDE_OTHERS.fullmatch(label.full) is not None


def is_own_year(label: Label, year: int | None) -> bool:
    """Whether a row is of the form's year, and of no other."""
    if label.year is None or year is None:
        return label.year is None and label.full.startswith(_OWN)
    return label.year == year and _SEVERAL.match(label.core) is None


def is_of_other_year(heading: Label, beside: Iterable[Label], year: int | None) -> bool:
    """Whether amounts are of a year before the form's, or of one behind it where its own stand beside them."""
    if heading.year is None or year is None or heading.year == year:
        return False
    return heading.year < year or any(label.year == year for label in beside)
