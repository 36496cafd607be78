"""Characters that look alike as one: to compare texts, and to read figures and codes as they are pasted."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import is_normalized, normalize

from perfcli.regex import regex

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_INVISIBLE = regex(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]"
)
"""What takes no room of its own: zero-width signs, variation selectors, byte order marks, marks of direction."""

_LONGEST_KEPT = 300


def fold(text: str) -> str:
    """A text as matches see it: characters that look alike are one (NFKC), invisible ones none, letters without case.

    ⼭ (a radical) is 山, an e with its accent behind it é, full-width forms are half-width ones. Only to compare: a
    figure or a code is read from what `as_typed` leaves, because this makes two digits of 5².
    """
    if text.isascii():
        return text.lower()
    alike = normalize("NFKC", text)
    seen = alike.lower()
    if _INVISIBLE.search(seen):
        seen = _INVISIBLE.sub("", seen)
    return seen if seen == alike or is_normalized("NFKC", seen) else fold(seen)


def as_typed(text: str) -> str:
    """A figure or a code as somebody would type it: full-width forms as half-width ones, without invisible marks."""
    return text if text.isascii() else _INVISIBLE.sub("", text.translate(_FULL_WIDTH))


def plain_name(name: str) -> str:
    """A name to compare: as it is seen, without white space."""
    return _plain(name) if len(name) < _LONGEST_KEPT else "".join(fold(name).split())


@lru_cache(4096)
def _plain(name: str) -> str:
    """The same, kept: each of many forms asks for the names of all units."""
    return "".join(fold(name).split())
