"""What pasting left in cells: marks that nobody sees, full-width digits, what Excel marks a text with."""

from __future__ import annotations

import re
import unicodedata

from perfcli.formats.tables import CellValue, Number, Unread
from perfcli.regex import regex

_INVISIBLE = regex("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe0e\ufe0f]")
_FORMULA = regex(r'=\s*["“”](.*)["“”]', re.DOTALL)
_QUOTES = "'‘’`´\"“”"


def visible(text: str) -> str:
    """A text without the marks in it that nobody sees."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def pasted_code(text: str) -> str:
    """A code as it was meant: half-width, without white space, quotes, `="…"` and marks that nobody sees."""
    if not (text.isascii() and text.isalnum()):
        text = "".join(unicodedata.normalize("NFKC", visible(text)).split())
        formula = _FORMULA.fullmatch(text)
        text = (formula[1] if formula else text).strip(_QUOTES)
    return text


def pasted_number(text: str) -> str:
    """A number as it was meant: without white space, a leading apostrophe and the sign of the yuan."""
    bare = "".join(visible(text).split()).lstrip("'‘’").removeprefix("RMB").removeprefix("人民币")
    return bare.removeprefix("￥").removeprefix("¥")


def is_filled(value: CellValue | None) -> bool:
    """Whether a cell holds anything."""
    if value == "":
        return False
    if not isinstance(value, str):
        return value is not None
    text = value.strip()
    return text != "" and (not _INVISIBLE.match(text) or bool(visible(text).strip()))


def has_lost_digits(value: CellValue) -> bool:
    """Whether a number is larger than the fifteen digits that Excel keeps of one."""
    return isinstance(value, Number) and abs(value.value) >= 10**15


def reason_unread(value: CellValue) -> str:
    """Why a cell is not read, empty where it is."""
    return value.reason if isinstance(value, Unread) else ""
