"""Characters that look like others: radicals for ideographs, compatibility forms, decomposed letters.

They come with copies out of PDF files and from file names of other systems; a person sees no difference, a search does.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from perfcli.regex import regex

_RADICALS = dict(
    zip(
        "⺁⺄⺆⺊⺎⺒⺓⺟⺠⺩⺫⺬⺶⺼⺽⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂乙冂卜兀巳幺母民王目示羊月臼虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
"""Of CJK Radicals Supplement, those with an ideograph of their own (Unicode: EquivalentUnifiedIdeograph)."""

SUSPECTS = "\u2e80-\u2fdf\uf900-\ufaff\u0300-\u036f\u3099\u309a\U0002f800-\U0002fa1f"
"""The body of a character class: what may look like another character, or follow a letter that it belongs to."""

_SUSPECT = regex(f"[{SUSPECTS}]")
_LOOKALIKE = regex("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")


def unified(text: str) -> str:
    """A text with the characters that it shows: 山 for ⼭ (U+2F2D), é for e and U+0301; all others are kept."""
    if not _SUSPECT.search(text):
        return text
    return unicodedata.normalize("NFC", _LOOKALIKE.sub(lambda match: _one(match[0]), text))


@lru_cache(maxsize=512)
def _one(character: str) -> str:
    return _RADICALS.get(character) or unicodedata.normalize("NFKC", character)
