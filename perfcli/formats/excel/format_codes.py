"""Number formats of Excel: a code such as `#,##0.00"万元";-0` taken apart into its sections, each into its parts.

ECMA-376 part 1, 18.8.31 says what the signs of a code mean, 18.8.30 which code a built-in number stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum, auto
from operator import eq, ge, gt, le, lt, ne

import msgspec

from perfcli.regex import regex

GENERAL = "General"

BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""The codes of the built-in formats as Excel shows them in Chinese."""

_LONGEST = 2000
_PIECE = regex(
    r'"[^"]*"?|\\.?|![^";]|_.?|\*.?|\[[^\]]*\]|General|G/通用格式|E[+-]|AM/PM|A/P|上午/下午|y+|e+|b+|g+|m+|d+|h+|s+|a{3,4}|.',
    re.IGNORECASE | re.DOTALL,
)
_SPLIT = regex(r'"[^"]*"?|\\.?|![^";]|_.?|\*.?|\[[^\]]*\]|;|[^";\\!_*\[]+|.', re.DOTALL)
_CONDITION = regex(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]{1,2})?)", re.IGNORECASE)
_COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}
_ELAPSED = regex(r"h+|m+|s+", re.IGNORECASE)


class Sort(Enum):
    """What a part of a section is."""

    TEXT = auto()
    DIGIT = auto()
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    SLASH = auto()
    EXPONENT = auto()
    GENERAL = auto()
    DATE = auto()
    ELAPSED = auto()
    HALF_DAY = auto()
    AT = auto()


class Part(msgspec.Struct, frozen=True):
    """A part of a section as it stands in the code; of a text, what is shown."""

    sort: Sort
    text: str


class Section(msgspec.Struct, frozen=True):
    """One section: its parts, the condition under which it is taken, the numerals and the language it asks for."""

    parts: tuple[Part, ...]
    condition: tuple[str, Decimal] | None = None
    numerals: int = 0
    chinese: bool = False

    def holds(self, number: Decimal) -> bool:
        """Whether a number meets the section's own condition."""
        return self.condition is not None and bool(_COMPARE[self.condition[0]](number, self.condition[1]))

    def has(self, *sorts: Sort) -> bool:
        """Whether one of the parts is of these sorts."""
        return any(part.sort in sorts for part in self.parts)


def sections(code: str) -> list[Section]:
    """The sections of a code, four at the most; one longer than any real code is General."""
    if len(code) > _LONGEST:
        return [_section(GENERAL)]
    texts = [""]
    for match in _SPLIT.finditer(code):
        if match[0] == ";":
            texts.append("")
        else:
            texts[-1] += match[0]
    return [_section(text) for text in texts[:4]]


def _section(code: str) -> Section:
    parts: list[Part] = []
    condition: tuple[str, Decimal] | None = None
    numerals, chinese = 0, False
    for match in _PIECE.finditer(code):
        piece = match[0]
        if piece[0] != "[":
            parts += _parts(piece)
            continue
        inner = piece[1:-1]
        if found := _CONDITION.fullmatch(inner):
            condition = found[1], Decimal(found[2])
        elif inner.upper().startswith("DBNUM") and inner[5:] in ("1", "2", "3"):
            numerals = int(inner[5:])
        elif inner.startswith("$"):
            symbol, _dash, language = inner[1:].partition("-")
            chinese = chinese or language[-3:] == "804"
            parts += [Part(Sort.TEXT, symbol)] if symbol else []
        elif _ELAPSED.fullmatch(inner):
            parts.append(Part(Sort.ELAPSED, inner.lower()))
    return Section(tuple(_dates(parts)), condition, numerals, chinese)


_SIGNS = {".": Sort.POINT, ",": Sort.COMMA, "%": Sort.PERCENT, "/": Sort.SLASH, "@": Sort.AT}


def _parts(piece: str) -> Iterator[Part]:
    first = piece[0]
    if first == '"':
        yield Part(Sort.TEXT, piece.strip('"'))
    elif first == "\\" or (first == "!" and len(piece) > 1):  # Excel in Chinese takes ! for \
        yield Part(Sort.TEXT, piece[1:])
    elif first == "_":
        yield Part(Sort.TEXT, " ")
    elif first == "*":
        return
    elif first in "0#?":
        yield Part(Sort.DIGIT, piece)
    elif first in _SIGNS:
        yield Part(_SIGNS[first], piece)
    elif piece in ("General", "G/通用格式") or piece.lower() == "general":
        yield Part(Sort.GENERAL, piece)
    elif piece.upper() in ("E+", "E-"):
        yield Part(Sort.EXPONENT, piece.upper())
    elif piece.upper() in ("AM/PM", "A/P") or piece == "上午/下午":
        yield Part(Sort.HALF_DAY, piece)
    elif first in "yYmMdDhHsSebg" or piece.lower() in ("aaa", "aaaa"):
        yield Part(Sort.DATE, piece.lower())
    else:
        yield Part(Sort.TEXT, piece)


def _dates(parts: list[Part]) -> Iterator[Part]:
    """The parts, those of a date told apart.

    What means something in numbers alone is a text there; an m next to hours or seconds is a minute.
    """
    kinds = [at for at, part in enumerate(parts) if part.sort in (Sort.DATE, Sort.ELAPSED)]
    if not kinds:
        yield from parts
        return
    order = [parts[at].text[0] for at in kinds]
    places = {at: place for place, at in enumerate(kinds)}
    for at, part in enumerate(parts):
        if part.sort is Sort.DATE and part.text in ("m", "mm"):
            place = places[at]
            after = place > 0 and order[place - 1] in "hs"
            before = place + 1 < len(order) and order[place + 1] == "s"
            yield Part(part.sort, "minute"[: 1 + len(part.text)]) if after or before else part
        elif part.sort in (Sort.COMMA, Sort.SLASH, Sort.PERCENT, Sort.EXPONENT):
            yield Part(Sort.TEXT, part.text)
        else:
            yield part
