"""Numbers in Chinese numerals, as [DBNum1] (一百二十), [DBNum2] (壹佰贰拾) and [DBNum3] (１百２十) ask for."""

from __future__ import annotations

_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９"}
_UNITS = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟"), 3: ("", "十", "百", "千")}
_GROUPS = ("", "万", "亿", "万亿", "亿亿")


def each_digit(text: str, kind: int) -> str:
    """A text with each of its digits as a numeral: 2021 -> 二〇二一."""
    return text.translate(str.maketrans("0123456789", _DIGITS[kind])) if kind else text


def spelled(text: str, kind: int) -> str:
    """A number as it is spoken, digits behind its point one by one: 120.5 -> 一百二十.五."""
    whole, point, rest = text.partition(".")
    sign = whole[:1] if whole[:1] == "-" else ""
    digits = whole.removeprefix("-").lstrip("0")
    if not digits.isdigit() or len(digits) > 20:
        return each_digit(text, kind) if digits else f"{sign}{_DIGITS[kind][0]}{point}{each_digit(rest, kind)}"
    groups = [digits[max(0, end - 4) : end] for end in range(len(digits), 0, -4)][::-1]
    said = ""
    for at, group in enumerate(groups):
        if int(group):
            gap = bool(said) and (group[0] == "0" or groups[at - 1][-1] == "0")
            zero = _DIGITS[kind][0] if gap and not said.endswith(_DIGITS[kind][0]) else ""
            said += zero + _group(group.lstrip("0"), kind) + _GROUPS[len(groups) - 1 - at]
    return f"{sign}{said}{point}{each_digit(rest, kind)}"


def spoken_in_date(number: int, kind: int) -> str:
    """A month or a day as a date says it: 10 -> 十, 12 -> 十二."""
    return spelled(str(number), kind).replace("一十", "十", 1) if kind == 1 else spelled(str(number), kind)


def _group(digits: str, kind: int) -> str:
    """Up to four digits; zeros between others are said once, those at the end not at all."""
    zero, said = _DIGITS[kind][0], ""
    for at, digit in enumerate(digits):
        if digit != "0":
            said += _DIGITS[kind][int(digit)] + _UNITS[kind][len(digits) - 1 - at]
        elif said and not said.endswith(zero) and int(digits[at:]):
            said += zero
    return said
