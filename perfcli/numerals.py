"""Numbers as people write them in words: 一千二百套, 两百三十个, 1万2千, 九成五, 百分之九十五, 半年."""

from __future__ import annotations

import re

from perfcli.regex import regex

_DIGITS = {
    sign: value
    for value, signs in enumerate(("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for sign in signs
}
_POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}
_DIGIT, _SIGN = "".join(_DIGITS), "".join((*_DIGITS, *_POWERS, *_GROUPS))

_RUN = regex(rf"第?[{_SIGN}]+(?:点[{_DIGIT}]+)?")
_TOUCHING = regex(rf"(?<![{_DIGIT}])十\d|[{_DIGIT}]\d|\d[{_DIGIT}]")
"""Numerals and digits in a row, which nobody can read as one number: 十5, 一1."""

_ALL = regex(r"百分之百|百分百")
_TENTHS = regex(rf"([{_DIGIT}十]|\d(?:\.\d)?)成([{_DIGIT}])?(?=$|以[上下内])")
_HALF = regex(r"^半(?=年|天|日|小时|个小时|个月|公里|亩)")
_MIXED = regex(r"(?<![\d.])(?:(\d+)亿)?(?:(\d{1,4})万)?(?:(\d)千)?(?:(\d)百)?(\d{2,4})?(?![\d.亿万千百])")
_SIZES = (100_000_000, 10_000, 1000, 100, 1)


def read_numeral(text: str) -> int | None:
    """The number that Chinese numerals say, a last digit after 百, 千 or 万 as it is spoken (一万二 is 12,000).

    None for what is not a number: 万, 一一, 百千, 二〇二一 (the digits of a year).
    """
    total = section = 0
    digit: int | None = None
    last, power, group, is_after_zero = 0, 10_000, 1 << 62, False
    for sign in text:
        if sign in _DIGITS:
            if digit is not None:
                return None
            is_after_zero = is_after_zero or not _DIGITS[sign]
            digit = _DIGITS[sign] or (None if text != sign else 0)
            continue
        size = _POWERS.get(sign) or _GROUPS[sign]
        if sign in _POWERS:
            if size >= power or (digit is None and (size > 10 or section)):
                return None
            section += (digit or 1) * size
            power = size
        else:
            section += digit or 0
            if size >= group or not section:
                return None
            total, section, power, group = total + section * size, 0, 10_000, size
        digit, last, is_after_zero = None, size, False
    return total + section + (digit or 0) * (last // 10 if last >= 100 and not is_after_zero else 1)


def with_digits(text: str) -> str:
    """A text with its numbers in digits; as it was where a numeral is no number, an ordinal, or beside digits.

    九成五 is 95%, 百分之百 100%. A lone 一 is left: people draw it as a rule into a cell that they leave empty.
    """
    if text == "一":
        return text
    said = _ALL.sub("100%", text)
    said = _TENTHS.sub(_percent, said)
    said = _HALF.sub("0.5", said)
    said = _MIXED.sub(_summed, said)
    if _TOUCHING.search(said):
        return text
    runs = _RUN.findall(said)
    if any(_spelled(run) is None for run in runs if not _is_magnitude(run)):
        return said if not runs else text
    return _RUN.sub(lambda run: _spelled(run[0]) or run[0], said)


def _is_magnitude(run: str) -> bool:
    """Whether these signs are what stands behind digits: 1.2万."""
    return all(sign in _POWERS or sign in _GROUPS for sign in run)


def _spelled(run: str) -> str | None:
    if _is_magnitude(run) and run != "十":
        return None
    whole, point, rest = run.partition("点")
    large = whole[-1:] if sum(sign in _GROUPS for sign in whole) == 1 and whole[-1:] in _GROUPS else ""
    value = None if run.startswith("第") else read_numeral(whole.removesuffix(large))
    digits = f"{'.' if point else ''}{''.join(str(_DIGITS[sign]) for sign in rest)}"
    return None if value is None else f"{value}{large}{digits}"


def _percent(found: re.Match[str]) -> str:
    """Tenths as percent."""
    tenths = 10.0 if found[1] == "十" else float(_DIGITS.get(found[1], 0)) if found[1] in _DIGITS else float(found[1])
    percent = tenths * 10 + _DIGITS.get(found[2] or "零", 0)
    return f"{percent:g}%"


def _summed(found: re.Match[str]) -> str:
    """Digits with several magnitudes as one number: 1万2千."""
    parts = [(int(digits), size) for digits, size in zip(found.groups(), _SIZES, strict=True) if digits]
    return str(sum(number * size for number, size in parts)) if len(parts) > 1 else found[0]
