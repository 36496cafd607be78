"""Days counted from an epoch, as Excel keeps dates, shown by the parts of a format."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from perfcli.formats.excel.format_codes import Part, Section, Sort
from perfcli.formats.excel.numerals import each_digit, spoken_in_date

LAST_DAY = 2_958_465
"""31 December 9999 by the epoch of 1900: Excel shows no date beyond."""

BETWEEN_EPOCHS = 1462
"""Days between the epochs of 1900 and of 1904."""

_LEAP_BUG = 60
_MONTHS = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_CHINESE_MONTHS = ["一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"]
_WEEK = "一二三四五六日"


class _Moment(msgspec.Struct, frozen=True):
    """A moment as it is shown; `seconds` of the day with their fraction, `weekday` from Monday as 0."""

    year: int
    month: int
    day: int
    weekday: int
    hour: int
    minute: int
    seconds: Decimal


def shown_date(serial: Decimal, section: Section) -> str | None:
    """A serial of the 1900 epoch by a section of date parts, None where Excel shows but ####."""
    decimals = _decimals(section)
    total = (serial * 86400).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if total < 0 or total >= (LAST_DAY + 1) * 86400:
        return None
    moment = _moment(total)
    halves = section.has(Sort.HALF_DAY)
    return "".join(_part(part, moment, total, section, halves=halves) for part in _joined(section.parts)).strip()


def serial_of(day: date) -> int:
    """The serial of a day by the epoch of 1900."""
    days = (day - date(1899, 12, 31)).days
    return days + 1 if days >= _LEAP_BUG else days


def _moment(total: Decimal) -> _Moment:
    days, seconds = divmod(total, 86400)
    hour, rest = divmod(seconds, 3600)
    minute, seconds = divmod(rest, 60)
    of_day = int(hour), int(minute), seconds
    whole = int(days)
    if whole in (0, _LEAP_BUG):
        return _Moment(1900, 2 if whole else 1, 29 if whole else 0, (whole + 5) % 7, *of_day)
    day = date(1899, 12, 31) + timedelta(days=whole - (1 if whole > _LEAP_BUG else 0))
    return _Moment(day.year, day.month, day.day, (whole + 5) % 7, *of_day)


def _joined(parts: tuple[Part, ...]) -> list[Part]:
    """The parts with the decimals of a second (`ss.000`) as one."""
    made: list[Part] = []
    for part in parts:
        if part.sort is Sort.DIGIT and made and made[-1].sort is Sort.POINT:
            made[-1] = Part(Sort.POINT, made[-1].text + part.text)
        else:
            made.append(part)
    return made


def _decimals(section: Section) -> int:
    return max((len(part.text) - 1 for part in _joined(section.parts) if part.sort is Sort.POINT), default=0)


def _part(part: Part, moment: _Moment, total: Decimal, section: Section, *, halves: bool) -> str:
    if part.sort is Sort.DATE:
        return _date_part(part.text, moment, section, halves=halves)
    if part.sort is Sort.ELAPSED:
        unit = {"h": 3600, "m": 60, "s": 1}[part.text[0]]
        return each_digit(f"{int(total // unit):0{len(part.text)}}", section.numerals)
    if part.sort is Sort.HALF_DAY:
        late = moment.hour >= 12
        if section.chinese or part.text == "上午/下午":
            return "下午" if late else "上午"
        return ("PM" if late else "AM") if len(part.text) > 3 else part.text[2 if late else 0]
    if part.sort is Sort.POINT and len(part.text) > 1:
        return f"{moment.seconds % 1:.{len(part.text) - 1}f}"[1:]
    return part.text


def _date_part(text: str, moment: _Moment, section: Section, *, halves: bool) -> str:
    letter, width = text[0], len(text)
    if letter in "yeb":
        year = moment.year + (543 if letter == "b" else 0)
        short = letter == "y" and width < 3
        return each_digit(f"{year % 100:02}" if short else f"{year:04}", section.numerals)
    if letter == "g":
        return "公元" if width > 1 else ""
    if letter == "a":
        return ("星期" if width == 4 else "") + _WEEK[moment.weekday]
    if letter == "d" and width > 2:
        if section.chinese:
            return ("周" if width == 3 else "星期") + _WEEK[moment.weekday]
        return _DAYS[moment.weekday][: 3 if width == 3 else None]
    if letter == "m" and width > 2 and text != "min":
        names = _CHINESE_MONTHS if section.chinese else _MONTHS
        name = names[moment.month - 1]
        return name[0] if width == 5 else name if section.chinese or width > 3 else name[:3]
    return _number_part(text, moment, section, halves=halves)


def _number_part(text: str, moment: _Moment, section: Section, *, halves: bool) -> str:
    """A month, a day, an hour, a minute or a second."""
    if text.startswith("mi"):
        number, width = moment.minute, len(text) - 1
    else:
        width = len(text)
        hour = (moment.hour % 12 or 12) if halves else moment.hour
        number = {"m": moment.month, "d": moment.day, "h": hour, "s": int(moment.seconds)}[text[0]]
    if section.numerals:
        return spoken_in_date(number, section.numerals)
    return f"{number:02}" if width > 1 else str(number)
