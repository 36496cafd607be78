"""How Word spells the numbers of a list: 1 as 甲, ⑴, 一, 壹, i, a and so on."""

from __future__ import annotations

from collections.abc import Callable

from perfcli.formats.numbering import chinese, circled

_DIGITS = "〇一二三四五六七八九"
_FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_TRADITIONAL = str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_MARKS = "*†‡§"
_MOST_TIMES = 30
"""How often a letter is repeated for numbers beyond the last one, as in Word."""

_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spelled(number: int, form: str) -> str | None:
    """A number in one of Word's forms (`001, 002, …` for one's own), None for a form that is not known.

    Numbers beyond a form are in digits.
    """
    spell = _FORMS.get(form)
    if spell is None:
        first = form.partition(",")[0]
        return str(number).zfill(len(first)) if first.isascii() and first.isdigit() and len(first) < 10 else None
    return spell(number) if number > 0 or form in _FROM_ZERO else str(number)


def _letter(number: int, letters: str) -> str:
    times, at = divmod(number - 1, len(letters))
    return letters[at] * (times + 1) if times < _MOST_TIMES else str(number)


def _one_of(letters: str) -> Callable[[int], str]:
    return lambda number: letters[number - 1] if number <= len(letters) else str(number)


def _from(first: str, last: int) -> Callable[[int], str]:
    """Characters that Unicode has in a row, up to the last number that has one."""
    return lambda number: chr(ord(first) + number - 1) if number <= last else f"({number})"


def _roman(number: int) -> str:
    text = ""
    for size, sign in _ROMAN:
        count, number = divmod(number, size)
        text += sign * count
    return text


def _ordinal(number: int) -> str:
    last = number % 10 if number % 100 not in (11, 12, 13) else 0
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")


def _words(number: int) -> str:
    if number >= 100:
        return str(number)
    if number < 20:
        return _ONES[number].capitalize()
    tens, ones = divmod(number, 10)
    return (_TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")).capitalize()


def _counted(number: int) -> str:
    """一 to 九十九, then digit by digit."""
    return chinese(number) if number < 100 else _digits(number)


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _wide(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


def _cycle(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


def _enclosed(number: int) -> str:
    return chr(ord("㊀") + number - 1) if number <= 10 else chinese(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedFullstop": lambda number: _from("⒈", 20)(number) if number <= 20 else f"{number}.",
    "decimalEnclosedParen": _from("⑴", 20),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letter(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerLetter": lambda number: _letter(number, "abcdefghijklmnopqrstuvwxyz"),
    "russianLower": lambda number: _letter(number, _RUSSIAN),
    "russianUpper": lambda number: _letter(number, _RUSSIAN).upper(),
    "ordinal": _ordinal,
    "cardinalText": _words,
    "hex": lambda number: f"{number:X}",
    "chicago": lambda number: _letter(number, _MARKS),
    "chineseCounting": _counted,
    "taiwaneseCounting": _counted,
    "japaneseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "chineseLegalSimplified": lambda number: _legal(number).translate(_FORMAL),
    "ideographLegalTraditional": lambda number: _legal(number).translate(_TRADITIONAL),
    "japaneseLegal": lambda number: _legal(number).translate(_TRADITIONAL),
    "ideographEnclosedCircle": _enclosed,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
}
_FROM_ZERO = frozenset(("decimal", "decimalHalfWidth", "decimalFullWidth", "decimalFullWidth2", "decimalZero", "hex"))


def _legal(number: int) -> str:
    """As `chinese`, with its 一 before 十: 壹拾壹."""
    text = chinese(number)
    return f"一{text}" if text.startswith("十") else text
