"""Words as bash hands them to a completion: with their quotes, and cut at `=` and `:`."""

from __future__ import annotations

import os
import re

from perfcli.printable import one_line
from perfcli.regex import regex

_CUT = ("=", ":", ":=")
_REDIRECTIONS = regex(r"[0-9]*(<|>|>>|<>|>\||&>|&>>)")
_QUOTED = regex(r"""'([^']*)(?:'|$)|"((?:\\.|[^"\\])*)(?:"|$)|\\(.?)|([^'"\\]+)""", re.DOTALL)
_ESCAPED = regex(r'\\([$`"\\])')
_SPECIAL = regex(r"""([\s|&;<>()$`\\"'*?\[\]#~!{}^])""")
_LISTING = {"63", "33", "64"}
"""COMP_TYPE where bash lists what there is: then what stands behind a value is not put on the line."""

_DEFAULT_COLUMNS = 80


def joined(words: list[str]) -> tuple[list[str], int, bool]:
    """The words without their quotes, those cut at `=` and `:` whole again.

    Then how much of the last one bash regards as another word, and whether a quote is open in it.
    """
    whole: list[str] = []
    kept = 0
    goes_on = False
    for word in words:
        is_cut = word in _CUT and bool(whole)
        if (goes_on or is_cut) and whole:
            kept = len(whole[-1]) + (len(word) if is_cut else 0)
            whole[-1] += bare(word)
        else:
            kept = 0
            whole.append(bare(word))
        goes_on = is_cut
    return whole, kept, words[-1][:1] in ("'", '"')


def bare(word: str) -> str:
    """A word without its quotes, the last of which may be open still; nothing in it is expanded."""
    parts = []
    for single, double, escaped, plain in _QUOTED.findall(word):
        parts.append(single or _ESCAPED.sub(r"\1", double) or escaped or plain)
    return "".join(parts)


def follows_redirection(words: list[str]) -> bool:
    """Whether the last word is a file that output goes to or input comes from."""
    return len(words) > 1 and _REDIRECTIONS.fullmatch(words[-2]) is not None


def shown(values: dict[str, str], *, quoted: bool) -> str:
    """A line for each value; with what it means where bash lists them."""
    if os.environ.get("COMP_TYPE") not in _LISTING or len(values) < 2:
        return "".join(f"{value if quoted else _escaped(value)}\n" for value in values)
    widest = max(_width(value) for value in values)
    columns = os.environ.get("COLUMNS", "")
    room = (int(columns) if columns.isascii() and columns.isdigit() else _DEFAULT_COLUMNS) - widest - 3
    return "".join(
        f"{value}{' ' * (widest - _width(value))}  {_shortened(one_line(said), room)}".rstrip() + "\n"
        for value, said in values.items()
    )


def _escaped(value: str) -> str:
    return _SPECIAL.sub(r"\\\1", value)


def _width(text: str) -> int:
    """Cells of a terminal, a Chinese character taking two."""
    return len(text) + sum(character >= "\u1100" for character in text)


def _shortened(text: str, room: int) -> str:
    while text and _width(text) > room:
        text = text[:-2] + "…" if len(text) > 2 else ""
    return text
