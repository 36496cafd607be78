"""The numbers that the document puts before its items: 一 二 三, ① ② ③, （1）."""

from __future__ import annotations

import unicodedata

_DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
CHINESE = "〇零一二三四五六七八九十百千"


def chinese(number: int) -> str:
    """1 to 9999 as 一, 十一, 二十, 一百零三; larger ones in digits."""
    if number > 9999:
        return str(number)
    text, rest, gap = "", number, False
    for size, unit in _UNITS:
        digit, rest = divmod(rest, size)
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + unit
        gap = bool(text) and not digit
    if rest:
        text += ("零" if gap else "") + _DIGITS[rest]
    return text.removeprefix("一") if text.startswith("一十") else text


def read_number(text: str) -> int | None:
    """The number that 三十一, 31 or ㉛ writes, None for anything else."""
    if text in CIRCLED and len(text) == 1:
        return int(unicodedata.numeric(text))
    if text.isdecimal() and len(text) <= 4:
        return int(text)
    return _read_chinese(text)


def _read_chinese(text: str) -> int | None:
    if not text or any(character not in CHINESE for character in text):
        return None
    sizes = {unit: size for size, unit in _UNITS}
    total = digit = 0
    for character in text:
        if character in sizes:
            total += (digit or 1) * sizes[character]
            digit = 0
        else:
            digit = digit * 10 + max(_DIGITS.find(character), 0)
    return total + digit


def circled(number: int) -> str:
    """The number before an indicator of a function: ① to ㊿, then （51）."""
    return CIRCLED[number - 1] if number <= len(CIRCLED) else f"（{number}）"
