"""Dates as targets and results say them: 2021年12月底前, 10月中旬, 三季度末, 2021-11-05."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from perfcli.folding import fold
from perfcli.regex import regex


class Days(NamedTuple):
    """The days that a date leaves open: 2021年11月 is any of thirty."""

    first: date
    last: date


class Deadline(NamedTuple):
    """Until when something has to be done: what is done by `sure` is in time, what comes after `latest` is late.

    The two differ where people mean different things: some take 12月前 as the end of November, some of December.
    """

    sure: date
    latest: date


_QUARTERS = {sign: number for number, signs in enumerate(("1一", "2二", "3三", "4四"), 1) for sign in signs}
_MONTH_PART = {
    "上旬": (1, 10),
    "初": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
}
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SHAPES = tuple(
    regex(shape)
    for shape in (
        rf"{_YEAR}[-./](?P<month>\d{{1,2}})[-./](?P<day>\d{{1,2}})日?(?![\d.])",
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)",
        rf"(?:{_YEAR}年(?:度)?|[当本]年)?(?P<month>\d{{1,2}})月份?(?:(?P<day>\d{{1,2}})[日号]|(?P<part>上旬|中旬|下旬|初|中|底|末))?",
        rf"{_YEAR}[-./](?P<month>\d{{1,2}})(?![\d.])",
        rf"(?:{_YEAR}年(?:度)?|[当本]年)?第?(?P<quarter>[1-4一二三四])个?季度?(?:[底末]|结束)?",
        rf"(?:{_YEAR}年(?:度)?|[当本]年)?(?P<half>[上下])半年[底末]?",
        rf"(?:{_YEAR}年(?:度)?|[当本全]?年度?)(?P<whole>[底末终内]|以内)",
    )
)
_MORE = regex(r"\d|[季月每各]|年[底末]|[次下来翌明上去前后]一?年")
_BEFORE = regex(r"(?:之|以)?前|止")
_AFTER = regex(r"(?:之|以)?后|起")
_FROM = regex(r"(?:[≥>]=?|不得?早于|晚于|不得?先于|自|从|始于|起于|(?<!截)(?<!截止)[至到]|持续|延[长续]|保持)$")
"""What stands before the date that something begins with, or has to last until: 不早于3月, 持续至12月."""

_SOONER = regex("(?:早于|先于)$")
_LASTS = regex(
    "(?:有效|服务|质保|保修|保障|保存|开放|供[暖热水电气]|运行|运营|管护|养护|合同|免费|延[长续]|持续|值守|租赁|租用)"
    "(?!.*(?:完成|完工|竣工|开[工始]|启动|验收|签[订署]|到位|建成)).{0,6}"
    "(?:期|期限|[至到]|时间|日期|年限)$"
    "|(?:至|到期日?|截止日?|(?:聘用|存续|监测|供水)(?:期|时段|期间|保障))$"
)
"""Names of what lasts until a date, of which an earlier one is less."""

_BY = regex("前|内|完成")

_DAY = timedelta(days=1)


def read_days(text: str, year: int) -> Days | None:
    """The days of the one date that a text holds; None where it holds none, several, or more figures than a date.

    A date without a year is in `year`.
    """
    found = _the_date(fold(text))
    return None if found is None else _days(found, year)


def beside_date(text: str) -> str:
    """What a text says beside its one date; all of it where it has none."""
    folded = "".join(fold(text).split())
    found = _the_date(folded)
    return folded if found is None else folded[: found.start()] + folded[found.end() :]


def read_deadline(text: str, year: int) -> Deadline | None:
    """Until when a target asks for something; None where it is not one date, or what begins or lasts then."""
    folded = "".join(fold(text).split())
    found = _the_date(folded)
    days = None if found is None else _days(found, year)
    if found is None or days is None or _AFTER.match(folded, found.end()) or _FROM.search(folded[: found.start()]):
        return None
    if _SOONER.search(folded[: found.start()]):
        return Deadline(days.first - _DAY, days.first - _DAY)
    named = found.groupdict()
    exact = named.get("day") or named.get("part") in ("底", "末") or found[0][-1] in "底末终内束" or named.get("half")
    if exact or not _BEFORE.match(folded, found.end()):
        return Deadline(days.last, days.last)
    return Deadline(days.first - _DAY, days.last)


def is_to_last(name: str, target: str) -> bool:
    """Whether the date of a target is by its indicator's name one to last until: 合同有效期 2024年12月."""
    return _LASTS.search("".join(fold(name).split())) is not None and not _BY.search(fold(target))


def _the_date(text: str) -> re.Match[str] | None:
    packed = "".join(text.split())
    if packed != text:
        return _the_date(packed)
    for shape in _SHAPES:
        found = shape.search(text)
        if found:
            rest = text[: found.start()] + " " + text[found.end() :]
            return None if _MORE.search(rest) else found
    return None


def _days(found: re.Match[str], year: int) -> Days | None:
    named = found.groupdict()
    year = int(named.get("year") or year)
    first, last = _months(named)
    if not 1 <= first <= last <= 12:
        return None
    end = calendar.monthrange(year, last)[1]
    begin, finish = _MONTH_PART.get(named.get("part") or "", (1, end))
    if named.get("day"):
        begin = finish = int(named["day"])
    if not 1 <= begin <= end or (named.get("day") and finish > end):
        return None
    if found[0][-1] in "底末终束" and not named.get("part") and not named.get("day"):
        begin, first = 21, last
    return Days(date(year, first, begin), date(year, last, min(finish, end)))


def _months(named: dict[str, str | None]) -> tuple[int, int]:
    """The first and the last month of what is named: a month, a quarter, a half or the whole of a year."""
    if month := named.get("month"):
        return int(month), int(month)
    if quarter := named.get("quarter"):
        return _QUARTERS[quarter] * 3 - 2, _QUARTERS[quarter] * 3
    if half := named.get("half"):
        return (1, 6) if half == "上" else (7, 12)
    return 1, 12
