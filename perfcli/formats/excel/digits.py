"""Numbers shown by the digits, points and signs of a section of a number format."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from perfcli.formats.excel.format_codes import Part, Section, Sort
from perfcli.formats.excel.numerals import each_digit, spelled
from perfcli.formats.tables import plain

_MOST_DECIMALS = 30
_PLACES = (Sort.DIGIT, Sort.GENERAL, Sort.AT)


def shown_number(number: Decimal, section: Section) -> str:
    """A number that is not negative by a section of digits; what a General part shows is all of it."""
    if section.has(Sort.GENERAL, Sort.AT):
        text = spelled(plain(number), section.numerals) if section.numerals else plain(number)
        return _texts(section.parts, {Sort.GENERAL: text, Sort.AT: plain(number)})
    if section.has(Sort.EXPONENT):
        text = _scientific(number, section.parts)
    elif section.has(Sort.SLASH) and section.has(Sort.DIGIT):
        text = _fraction(number, section.parts)
    else:
        text = _decimal(number, section.parts)
    return each_digit(text, section.numerals)


def exact_number(number: Decimal, section: Section) -> str:
    """The same with every decimal and without grouping: what the section scales and writes around it stays."""
    if section.has(Sort.EXPONENT, Sort.SLASH):
        return plain(number)
    digits = [at for at, part in enumerate(section.parts) if part.sort in _PLACES]
    if not digits:
        return _texts(section.parts)
    between = [at for at in range(digits[0], digits[-1]) if section.parts[at].sort is Sort.TEXT]
    if not between:
        return _around(section.parts, plain(_scaled(number, section.parts)))
    if len(between) > 1 or section.parts[between[0]].text != "." or section.has(Sort.POINT):
        return shown_number(number, section)
    # a point that is only written (0\.0, for 万) moves the number by the digits behind it
    behind = sum(at > between[0] for at in digits)
    parts = [part for at, part in enumerate(section.parts) if at != between[0]]
    return _around(parts, plain(_scaled(number, parts).scaleb(-behind)))


def _scaled(number: Decimal, parts: Sequence[Part]) -> Decimal:
    """A number as its percent signs and the commas behind its digits scale it."""
    percents = sum(part.sort is Sort.PERCENT for part in parts)
    return number.scaleb(2 * percents - 3 * _thousands(parts))


def _thousands(parts: Sequence[Part]) -> int:
    """How many commas stand behind the last digit, of those before the point or of those after it."""
    count, kept, seen = 0, 0, False
    for part in parts:
        if part.sort is Sort.DIGIT:
            count, seen = 0, True
        elif part.sort is Sort.POINT:
            count, kept = 0, kept + count
        elif part.sort is Sort.COMMA and seen:
            count += 1
    return kept + count


def _around(parts: Sequence[Part], text: str) -> str:
    """The texts around the digits, which give way to this one."""
    made, placed = "", False
    for part in parts:
        if part.sort in (Sort.TEXT, Sort.PERCENT):
            made += part.text
        elif part.sort in _PLACES and not placed:
            made, placed = made + text, True
    return made


def _texts(parts: Sequence[Part], filled: dict[Sort, str] | None = None) -> str:
    shown = {Sort.POINT, Sort.PERCENT, Sort.SLASH, Sort.TEXT}
    return "".join((filled or {}).get(part.sort, part.text if part.sort in shown else "") for part in parts)


def _decimal(number: Decimal, parts: Sequence[Part]) -> str:
    point = next((at for at, part in enumerate(parts) if part.sort is Sort.POINT), len(parts))
    if not any(part.sort is Sort.DIGIT for part in parts):
        return _texts(parts)
    before, after = parts[:point], parts[point:]
    decimals = min(sum(part.sort is Sort.DIGIT for part in after), _MOST_DECIMALS)
    rounded = _scaled(number, parts).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    whole, _point, rest = f"{rounded:f}".partition(".")
    return _whole(whole.lstrip("0"), before, grouped=_is_grouped(before)) + _rest(rest, after)


def _is_grouped(parts: Sequence[Part]) -> bool:
    """Whether a comma stands between two digits."""
    digits = [at for at, part in enumerate(parts) if part.sort is Sort.DIGIT]
    return any(part.sort is Sort.COMMA and digits[0] < at < digits[-1] for at, part in enumerate(parts) if digits)


def _whole(digits: str, parts: Sequence[Part], *, grouped: bool) -> str:
    """The digits before the point, set from the right; those beyond the first place stand before it."""
    places = [part.text for part in parts if part.sort is Sort.DIGIT]
    missing = [{"0": "0", "?": " ", "#": ""}[place] for place in places[: max(0, len(places) - len(digits))]]
    filled = [*missing, *digits]
    count = sum(digit.isdigit() for digit in filled)
    if grouped:
        filled = _grouped(filled, count)
    extra = len(filled) - len(places)
    made, place = "", 0
    if not places:
        made = "".join(filled)
    for part in parts:
        if part.sort is Sort.DIGIT:
            made += "".join(filled[place + extra if place else 0 : place + extra + 1])
            place += 1
        elif part.sort in (Sort.TEXT, Sort.PERCENT):
            made += part.text
    return made


def _grouped(filled: list[str], count: int) -> list[str]:
    """Digits with a comma behind each that has a multiple of three behind it."""
    made = []
    for digit in filled:
        if digit.isdigit():
            count -= 1
            digit += "," if count and count % 3 == 0 else ""
        made.append(digit)
    return made


def _rest(digits: str, parts: Sequence[Part]) -> str:
    """The point and the digits behind it; zeros at the end show only where the code has a 0."""
    places = [part.text for part in parts if part.sort is Sort.DIGIT]
    kept = [*digits]
    for at in range(len(places) - 1, -1, -1):
        if at >= len(kept) or kept[at] != "0" or places[at] == "0":
            break
        kept[at] = " " if places[at] == "?" else ""
    made, place = "", 0
    for part in parts:
        if part.sort is Sort.DIGIT:
            made += kept[place] if place < len(kept) else ""
            place += 1
        elif part.sort in (Sort.TEXT, Sort.PERCENT, Sort.POINT):
            made += part.text
    return made


def _scientific(number: Decimal, parts: Sequence[Part]) -> str:
    at = next(index for index, part in enumerate(parts) if part.sort is Sort.EXPONENT)
    mantissa, behind = parts[:at], parts[at + 1 :]
    point = next((index for index, part in enumerate(mantissa) if part.sort is Sort.POINT), len(mantissa))
    step = max(1, sum(part.sort is Sort.DIGIT for part in mantissa[:point]))
    decimals = sum(part.sort is Sort.DIGIT for part in mantissa[point:])
    exponent = (number.adjusted() // step) * step if number else 0
    rounded = number.scaleb(-exponent).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if rounded >= Decimal(10) ** step:
        exponent += step
        rounded = number.scaleb(-exponent).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    sign = "-" if exponent < 0 else "+" if parts[at].text == "E+" else ""
    width = sum(part.sort is Sort.DIGIT for part in behind)
    tail = "".join(part.text for part in behind if part.sort is Sort.TEXT)
    return f"{_decimal(rounded, mantissa)}E{sign}{abs(exponent):0{max(width, 1)}}{tail}"


def _fraction(number: Decimal, parts: Sequence[Part]) -> str:
    """A fraction such as `# ?/?`; one whose code names the denominator (`?/8`) keeps it."""
    at = next(index for index, part in enumerate(parts) if part.sort is Sort.SLASH)
    top = at
    while top and parts[top - 1].sort is Sort.DIGIT:
        top -= 1
    end = at + 1
    while end < len(parts) and (parts[end].sort is Sort.DIGIT or parts[end].text.isdigit()):
        end += 1
    given = "".join(part.text for part in parts[at + 1 : end])
    has_whole = any(part.sort is Sort.DIGIT for part in parts[:top])
    whole = number // 1 if has_whole else Decimal(0)
    value = Fraction(number - whole)
    fixed = int(given) if given.isdigit() and int(given) and len(given) < 10 else 0
    if fixed:
        above, below = int(value * fixed + Fraction(1, 2)), fixed
    else:
        near = value.limit_denominator(10 ** min(max(len(given), 1), 7) - 1)
        above, below = near.numerator, near.denominator
    if has_whole and above == below:
        whole, above = whole + 1, 0
    head = "" if not has_whole or (not whole and above) else plain(whole)
    text = f"{head} {above}/{below}".strip() if above or not has_whole else head
    tail = "".join(part.text for part in parts[end:] if part.sort is Sort.TEXT)
    return "".join(part.text for part in parts[:top] if part.sort is Sort.TEXT).strip() + text + tail
