"""What a target (指标值) says: its operator, its numbers and its unit, read from the text as published.

A target is a quantity only when the whole text is one: an operator or none, a number or a range, a unit or
none, a bound such as 以上, a remark in brackets. Everything else (dates, yes or no, words, sentences that
hold a number somewhere or begin with one: 5G网络全覆盖) is qualitative. Nothing here raises, and each pass over a
text is linear in its length.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from perfcli.regex import regex
from perfcli.units import may_be_unit


class Target(NamedTuple):
    """A target as read: all four None when it is qualitative.

    `operator` is one of ≥ ≤ > < = or `range`; `value` the number with its digits as written, of a range the
    lower end; `upper` the upper end of a range, else None; `unit` as written, None where there is none.
    """

    operator: str | None
    value: Decimal | None
    upper: Decimal | None
    unit: str | None


QUALITATIVE = Target(None, None, None, None)

_HELD = "在"
"""Stands for words such as 控制在 that say nothing without a bound after the number."""

_SIGNS = {"≥": "≥ >= => ≮", "≤": "≤ <= =< ≯", ">": ">", "<": "<", "=": "= =="}
_WORDS = {
    "≥": "不低于 不少于 不小于 至少 最少 最低 大于等于 大于或等于 高于等于 高于或等于 多于等于 多于或等于",
    "≤": "不超过 不超出 不超 不高于 不多于 不大于 至多 最多 最高 未超过 "
    "小于等于 小于或等于 低于等于 低于或等于 少于等于 少于或等于",
    ">": "超过 超出 超 大于 高于 多于",
    "<": "小于 低于 少于 不足 不到",
    "=": "等于 为 达到 达",
    _HELD: "控制在 保持在 维持在 稳定在 在",
}
_BOUND_WORDS = {"≥": "以上 之上", "≤": "以下 之下 以内 之内 内", "range": "之间"}
_OPEN_TO_BOUND = (None, "=", _HELD)
_SIDE = {"≥": "≥", ">": "≥", "≤": "≤", "<": "≤"}
_MAGNITUDES = ("百", "千", "万", "百万", "千万", "亿")


def _by_word(table: dict[str, str]) -> dict[str, str]:
    """Each word of a table's values, to its key."""
    return {word: meaning for meaning, words in table.items() for word in words.split()}


def _by_opening_word() -> dict[str, str]:
    """Every word that opens a target, to its operator: 不得超过 and the like beside 不超过."""
    plain = _by_word(_WORDS)
    modal = {
        f"不{verb}{word[1:]}": operator
        for word, operator in plain.items()
        for verb in "得能可应"
        if word.startswith("不") and operator in "≥≤"
    }
    return plain | modal


_OPENING = _by_opening_word()
_OPERATORS = _by_word(_SIGNS) | _OPENING
_BOUNDS = _by_word(_BOUND_WORDS)

# One character to one, so that a place in the narrow text is the same place in the text as written.
_NARROW = (
    {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
    | str.maketrans("≧≦⩾⩽═﹦﹥﹤﹪−〜∼", "≥≤≥≤==><%-~~")
    | dict.fromkeys(map(ord, "\u3000\xa0\u200b\ufeff"), " ")
)
_WIDE = regex(f"[{re.escape(''.join(map(chr, _NARROW)))}]")

_NUMBER = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?+"
_BRACKETS = r"()\[\]【】〔〕"
_NO_UNIT = _BRACKETS + r"{}〈〉《》<>=≥≤≮≯±≈~,、;:!?。\"'“”‘’…#|\\+\-–—"

_HEAD = regex(
    rf"""
    \s*+ (?P<operator>≥|≤|≮|≯|[<>]\s*+=|=\s*+[<>=]|[<>=]
        |{"|".join(sorted(_OPENING, key=len, reverse=True))})?+
    \s*+ (?P<share>百分之)?+ (?P<low>[-+]?{_NUMBER})
    (?: \s*+ (?P<low_unit>[^\s\d{_NO_UNIT}]{{0,8}}?) \s*+ (?:-|–{{1,2}}|—{{1,2}}|~{{1,2}}|至|到)
        \s*+ (?:百分之)?+ (?P<high>[-+]?{_NUMBER}) )?+
    \s*+
    """,
    re.VERBOSE,
)
_REMARK = regex(rf"(?<!/)[(\[【〔][^{_BRACKETS}]*+[)\]】〕]\Z")
_BOUND = regex(rf"[及或]?({'|'.join(_BOUNDS)})\Z")
# A unit may hold digits in m2, m3 and in 元/100平方米, and brackets in 元/(人·月); never at its start, where
# they are a fraction, a date or the next item of a list.
_UNIT = regex(
    rf"(?!/?\d|/\Z|[.*·×⁰¹²³⁴-⁹⁺⁻₀-₉])(?:[^\d{_NO_UNIT}]|(?<=[mM^])[23]|(?<=/)\d++(?=\w)|(?<=/)\([^{_BRACKETS}]*+\))++"
)
_DATE_UNIT = regex(r"(?:年|月|季度?|旬|周)(?:[底末初中份度]|[上中下]旬)|年?[上下]半年")
_YEAR = regex(r"(?:19|20)[0-9]{2}")
_MONTH = regex(r"(?:19|20)[0-9]{2}(?:\.(?:0?[1-9]|1[0-2])|0[1-9]|1[0-2])?")
_WHOLE_DATE = regex(r"(?:19|20)[0-9]{2}(?:\.(?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))")
# Signs that the words after a number are more than its unit: `3天内完成` does not say = 3, `100多人` not = 100.
_PHRASE = regex(r"[余多几]|%[^/*·].*|.{13}|.*(?:左右|以[上下内前后]|[天日时月年周][内后前]|[且并或的]|完成|通过|验收)")
_TIME_UNIT = regex(r"[年月日号时点旬周]|季|学年")
_PERCENT = regex(r"\s*(?:%|百分(?![点制位]))")


def is_percent(unit: str | None) -> bool:
    """Whether a unit counts as percent: %, ％, 百分比 and their kin; not 百分点, which is a difference, nor ‰."""
    return unit is not None and _PERCENT.match(_narrow(unit)) is not None


@lru_cache(maxsize=8192)
def read_target(text: str) -> Target:
    """What a target says; QUALITATIVE for whatever is no quantity. Never raises."""
    narrow = _narrow(text)
    head = _HEAD.match(narrow)
    if head is None:
        return QUALITATIVE
    start, end, bound = _unit_span(narrow, head.end())
    if start < end and not _UNIT.fullmatch(narrow, start, end):
        return QUALITATIVE
    operator = _joined(_operator(head["operator"]), bound, ranged=head["high"] is not None)
    if operator is None or _is_more_than_quantity(head, narrow[start:end]):
        return QUALITATIVE
    unit = text[start:end] or None
    if head["share"]:
        if unit:
            return QUALITATIVE
        unit = head["share"]
    if head["high"] is None:
        return Target(operator, _decimal(head["low"]), None, unit)
    return _range(head, narrow[start:end], unit, text)


def is_falling_range(text: str) -> bool:
    """Whether a range in one unit has its lower end above its upper one (8-5个, ≥8个且≤5个, ≤5个且≥8个).

    Not so for dates and times.
    """
    narrow = _narrow(text)
    bounds = _two_bounds().match(narrow)
    if bounds is not None:
        low, high = bounds["low"] or bounds["low_last"], bounds["high"] or bounds["high_first"]
        return _decimal(low) > _decimal(high) and not _TIME_UNIT.match(bounds["unit"] or bounds["unit_first"])
    head = _HEAD.match(narrow)
    if head is None or head["high"] is None or _decimal(head["low"]) <= _decimal(head["high"]):
        return False
    start, end, _bound = _unit_span(narrow, head.end())
    unit, low_unit = narrow[start:end], head["low_unit"]
    is_unit = bool(unit) and _UNIT.fullmatch(unit) is not None and low_unit in ("", unit)
    return is_unit and not _TIME_UNIT.match(unit) and not _is_more_than_quantity(head, unit)


def has_several_operators(text: str) -> bool:
    """Whether one number of a target has two operators that do not make one: ≥≤90%, ≥90%以下, 90%≥."""
    narrow = _narrow(text)
    found = _signs_around().match(narrow)
    if found is None:
        return False
    first, second, bound = _operator(found["first"]), found["second"], found["bound"]
    if second or found["last"]:
        return True
    return first in _SIDE and bound is not None and _BOUNDS[bound] != _SIDE[first]


@cache
def _two_bounds() -> re.Pattern[str]:
    """A lower bound and an upper one in the same unit, made when first asked for: ≥60%且≤80%, 60%≤x≤80%."""
    low, high = r"(?:≥|>\s*=?|不低于|不少于|大于)", r"(?:≤|<\s*=?|不高于|不超过|不多于|小于)"
    number, unit = rf"[-+]?{_NUMBER}", rf"[^\s\d{_NO_UNIT}]{{1,8}}?"
    return re.compile(
        rf"\s*(?:{low}\s*)?(?P<low>{number})\s*(?P<unit>{unit})\s*(?:[且并和及,、;]\s*|≤\s*[xXnN]\s*)?"
        rf"{high}\s*(?P<high>{number})\s*(?P=unit)\s*$"
        rf"|\s*{high}\s*(?P<high_first>{number})\s*(?P<unit_first>{unit})\s*[且并和及,、;]\s*"
        rf"{low}\s*(?P<low_last>{number})\s*(?P=unit_first)\s*$"
    )


@cache
def _signs_around() -> re.Pattern[str]:
    """One number with every operator before and after it; made when it is first asked for."""
    sign = r"(?:>\s*=|<\s*=|=\s*>|=\s*<|=\s*=|[≥≤≮≯<>=])"
    opened = rf"(?:{sign}|{'|'.join(sorted(_OPENING, key=len, reverse=True))})"
    return re.compile(
        rf"\s*(?P<first>{opened})?\s*(?P<second>(?:{opened}\s*)+)?{_NUMBER}\s*[^\d{_NO_UNIT}]{{0,8}}?(?:\(含\))?"
        rf"(?P<bound>以上|之上|以下|之下|以内|之内)?\s*(?P<last>{sign}\s*)?$"
    )


def _narrow(text: str) -> str:
    return text.translate(_NARROW) if _WIDE.search(text) else text


def _operator(written: str | None) -> str | None:
    if written is None:
        return None
    return _OPERATORS.get(written) or _OPERATORS["".join(written.split())]


def _unit_span(narrow: str, start: int) -> tuple[int, int, str | None]:
    """Where the unit lies in what follows the number, and the bound after it: `人（含）以上` is 人 and ≥."""
    end = max(len(narrow.rstrip().rstrip(" 。.;,、")), start)
    end = _before_remark(narrow, start, end)
    found = _BOUND.search(narrow, start, end) if end > start and narrow[end - 1] in "上下内间" else None
    if found is None:
        return start, end, None
    return start, _before_remark(narrow, start, found.start()), _BOUNDS[found[1]]


def _before_remark(narrow: str, start: int, end: int) -> int:
    """The end of the text without a remark in brackets; those of a unit such as 元/(人·月) are no remark."""
    remark = _REMARK.search(narrow, start, end) if end > start and narrow[end - 1] in ")]】〕" else None
    return start + len(narrow[start : remark.start() if remark else end].rstrip())


def _joined(given: str | None, bound: str | None, *, ranged: bool) -> str | None:
    """The one operator that the words before and after the number make; None where they disagree."""
    if ranged:
        return "range" if given in _OPEN_TO_BOUND and bound in (None, "range") else None
    if bound == "range":
        return None
    if given in _OPEN_TO_BOUND:
        return bound or (None if given == _HELD else "=")
    return given if bound in (None, _SIDE[given]) else None


def _is_more_than_quantity(head: re.Match[str], unit: str) -> bool:
    """Whether it is a date, or a sentence that starts with a number.

    The form prints operator, value and unit as one cell, so after a written sign the rest is the unit
    whatever it says (`≥90全部分配`); without one it has to look like a unit.
    """
    low, high, operator = head["low"], head["high"], head["operator"]
    if unit:
        if _DATE_UNIT.match(unit) or unit.endswith("前") or (operator in (None, "在") and unit in ("月", "季度")):
            return True
        if unit.startswith(("年", "学年", "财年")) and (_YEAR.fullmatch(low) or _YEAR.fullmatch(high or "")):
            return True
        is_loose = operator is None or operator in _OPENING
        return is_loose and (_PHRASE.match(unit) is not None or (_decimal(low) != 0 and not may_be_unit(unit)))
    if high is not None:
        return bool(_MONTH.fullmatch(low) and _MONTH.fullmatch(high))
    return operator is None and _WHOLE_DATE.fullmatch(low) is not None


def _range(head: re.Match[str], narrow_unit: str, unit: str | None, text: str) -> Target:
    """A range, unless it falls or its two ends are in different units (`5万-8万元` is 万元)."""
    value, upper = _decimal(head["low"]), _decimal(head["high"])
    low_unit: str = head["low_unit"]
    same = low_unit in ("", narrow_unit) or (low_unit in _MAGNITUDES and narrow_unit.startswith(low_unit))
    if value > upper or (narrow_unit and not same):
        return QUALITATIVE
    return Target("range", value, upper, unit or text[slice(*head.span("low_unit"))] or None)


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))
