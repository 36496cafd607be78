"""Text above and below its line: exponents stay what they are, note marks are none of the text's digits.

A raised digit is an exponent behind a 10 that stands alone (10⁴), behind Latin letters (m², x²), behind 米 or 里, and
in an equation: it is written in Unicode's superscripts. Behind any other number or text it is the mark of a note: it is
no text, and named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from perfcli.regex import regex

_RAISED = str.maketrans("0123456789+-−=()nia", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_CAN_RAISE = regex(r"[0-9+\-−=()nia]+")
_CAN_LOWER = regex(r"[0-9+\-−=()]+")
_MARK = regex(
    r"[①-⑳㉑-㊿⓪-⓿❶-❿⑴-⒇㈠-㈩]+|[*＊※†‡§#]+|[\[［〔【(（]\s*(?:注\s*)?[0-9a-z一二三四五六七八九十①-⑳*]{1,3}\s*[\]］〕】)）]"
    r"|[注备][:：]?\s*[0-9一二三四五六七八九十①-⑳]{0,3}"
)
_EXPONENT = regex(r"[-−+]?[0-9]{1,3}")
_TEN = regex(r"(?<![0-9.,])10\s*\Z")
_LETTER = regex(r"[A-Za-zα-ωΑ-Ω㎜㎝㎞㎡㎥)\]]\s*\Z")
_LENGTH = regex(r"[米里]\Z")
_ORDINAL = regex(r"st|nd|rd|th|TM|SM|®|™", re.IGNORECASE)
_DEGREE = regex(r"[0oO○°º]")
_LONGEST_END = 40
_DIGIT = regex(r"[0-9]")

Kind = Literal["raised", "lowered", "equation"]


class Piece(NamedTuple):
    """A text that is not plain text of its line."""

    text: str
    kind: Kind


def raised(text: str) -> str | None:
    """A text in Unicode's superscripts, None where they do not have it all."""
    return text.translate(_RAISED) if _CAN_RAISE.fullmatch(text) else None


def lowered(text: str) -> str | None:
    """A text in Unicode's subscripts, None where they do not have it all."""
    return text.translate(_LOWERED) if _CAN_LOWER.fullmatch(text) else None


def assembled(parts: Sequence[str | Piece]) -> tuple[str, list[str]]:
    """The text of a line out of its parts, and the note marks that are none of it."""
    parts = _merged(parts)
    kinds = {part.kind if isinstance(part, Piece) else "" for part in parts if _text(part).strip()}
    if kinds <= {"raised"} or kinds <= {"lowered"}:
        return "".join(map(_text, parts)), []
    line = _Line()
    marks: list[str] = []
    at = 0
    while at < len(parts):
        part, after = parts[at], "".join(map(_text, parts[at + 1 : at + 2]))
        if isinstance(part, str):
            line.add(part)
        elif (fraction := _fraction(parts[at : at + 3])) is not None:
            line.add(_apart(line.end, fraction) + fraction)
            at += 2
        elif part.kind == "equation":
            line.add(_apart(line.end, part.text, fraction_only=True) + _closed(part.text, after))
        elif (shown := _shown(part, line.end, after)) is None:
            marks.append(part.text.strip())
        else:
            joined = shown[-1:].isdecimal() and _DIGIT.match(after)
            line.add(_apart(line.end, shown) + shown + (" " if joined else ""))
        at += 1
    return "".join(line.texts), marks


class _Line:
    """A line as it grows; `end` is what of it the next part is read by."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.end = ""

    def add(self, text: str) -> None:
        """More of the line; white space at its start is nothing to stand behind."""
        self.texts.append(text)
        self.end = (self.end + text[-_LONGEST_END:])[-_LONGEST_END:] if self.end else text.lstrip()[-_LONGEST_END:]


def _merged(parts: Sequence[str | Piece]) -> list[str | Piece]:
    """The parts with those of one kind joined: Word splits runs anywhere."""
    merged: list[str | Piece] = []
    for kind, group in groupby((part for part in parts if _text(part)), _kind):
        if kind == "equation":
            merged += group
        else:
            text = "".join(map(_text, group))
            merged.append(Piece(text, kind) if kind else text)
    return merged


def _kind(part: str | Piece) -> Kind | None:
    return part.kind if isinstance(part, Piece) else None


def _text(part: str | Piece) -> str:
    return part if isinstance(part, str) else part.text


def _fraction(parts: Sequence[str | Piece]) -> str | None:
    """1/2 typed as a raised 1, a stroke and a lowered 2."""
    if len(parts) < 3 or not isinstance(parts[0], Piece) or not isinstance(parts[2], Piece):
        return None
    above, stroke, below = map(_text, parts)
    if parts[0].kind != "raised" or parts[2].kind != "lowered" or stroke not in ("/", "⁄", "∕", "／"):
        return None
    return f"{above}/{below}" if above.isdecimal() and below.isdecimal() else None


def _shown(part: Piece, before: str, after: str) -> str | None:
    """How a raised or lowered text is written behind what stands before it, None for the mark of a note."""
    text = part.text.strip()
    if not text:
        return part.text
    if part.kind == "raised" and _DEGREE.fullmatch(text) and after[:1] in ("C", "Ｃ", "F"):
        return "°"
    if not before.strip():
        return raised(text) if part.kind == "raised" and raised(text) else part.text
    if _LETTER.search(before) and not _MARK.fullmatch(text):
        return (raised if part.kind == "raised" else lowered)(text) or part.text
    is_length = text in ("2", "3") and _LENGTH.search(before)
    if part.kind == "raised" and text != "1" and _EXPONENT.fullmatch(text) and (_TEN.search(before) or is_length):
        return raised(text)
    if _ORDINAL.fullmatch(text):
        return part.text
    is_mark = _MARK.fullmatch(text) or _DIGIT.search(text) or (len(text) == 1 and text.isalpha() and text.isascii())
    return None if is_mark else part.text


def _apart(before: str, text: str, *, fraction_only: bool = False) -> str:
    """A blank between a number and another one that stands above, below or as a fraction beside it."""
    if not (before[-1:].isdecimal() and _DIGIT.match(text)):
        return ""
    return " " if not fraction_only or re.match(r"[0-9]+/", text) else ""


def _closed(equation: str, after: str) -> str:
    """An equation in brackets where its fraction would go on in what follows."""
    return (
        f"({equation})" if re.search(r"[/√∛∜]\(?\w+\)?\Z", equation) and re.match(r"[0-9A-Za-z^]", after) else equation
    )
