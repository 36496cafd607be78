"""Whether what stands in brackets behind an actual value leaves it in doubt: 100台（实际80台）, 10个（2个未完成）."""

from __future__ import annotations

import re
from fractions import Fraction

from perfcli.regex import regex
from perfcli.target import is_percent

_NOTE = regex(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】|〔([^〔〕]*)〕")
_DOUBTFUL = regex(
    "未|没|不|尚|待|拟|计划|预[计期估]|估[计算]|目标|争取|正在|在建|约|左右|去年|上年|往年|除|部分|暂|延[期迟]|逾期|开工|申报|草签|存疑|有误|虚报|待定|核实"
)
"""What a note says where its number is not, or not all of it, what was reached."""

_NUMBER = regex(r"(?P<before>[^\d,;:、。]*)(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[^\d\s,;:、。()+]*)")
_DATE = regex(
    r"\d{1,4}年度?(?:\d{1,2}月份?)?(?:\d{1,2}[日号])?|\d{1,2}月份?(?:\d{1,2}[日号])?|\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?"
)
_YEAR = regex(r"(?<![0-9])((?:19|20)[0-9]{2})年")
_PART = regex("^(?:其中|含|包括|包含|另|较|比|同比|环比|每|平均|人均|户均|增|新增)")
_FRACTION = regex(r"(\d+)/(\d+)")
_DONE_SHARE = regex("^$|完成|达成|到位|进度|执行|合格|达标|实际")
"""What stands before a percentage that says how much of the number was reached."""


def is_in_doubt(said: str, year: int, *, is_counted: bool) -> bool:
    """Whether a note says that the value is not what was reached, or another number of the same thing.

    So does one of a year before `year`, that of the budget. `is_counted` where the target is a number: words alone
    (已完成) with a number behind them leave it open then.
    """
    notes = ["".join(found).strip() for found in _NOTE.findall(said)]
    if not notes:
        return False
    value = _NUMBER.search(_DATE.sub("", _NOTE.sub(" ", said)))
    if any(int(one) < year for note in notes for one in _YEAR.findall(note)):
        return True
    return any(_DOUBTFUL.search(note) or _has_other_number(note, value, is_counted=is_counted) for note in notes)


def _has_other_number(note: str, value: re.Match[str] | None, *, is_counted: bool) -> bool:
    if _PART.match(note):
        return False
    own = None if value is None else _value(value)
    if own is not None and any(
        own in (int(a), 100 * Fraction(int(a), int(b) or 1)) for a, b in _FRACTION.findall(note)
    ):
        return False  # 93%（93/100）
    numbers = list(_NUMBER.finditer(_DATE.sub("", note)))
    if value is None or own is None:
        return is_counted and bool(numbers)
    alike = [one for one in numbers if _is_alike(one, value, note)]
    return any(_value(one) != own for one in alike) and sum(map(_value, alike)) != own


def _is_alike(one: re.Match[str], value: re.Match[str], note: str) -> bool:
    """Whether a number in a note counts the same thing, or says how much of it was reached."""
    unit, own = one["unit"], value["unit"]
    if is_percent(unit) and not is_percent(own):
        return _DONE_SHARE.search(one["before"]) is not None and _value(one) < 100
    if not unit or not own:
        return one[0] == note or unit == own == ""
    return unit.startswith(own) or own.startswith(unit)


def _value(found: re.Match[str]) -> Fraction:
    return Fraction(found["number"].replace(",", ""))
