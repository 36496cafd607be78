"""Which texts are plain: the fast reader takes them for what they are, or refuses them."""

from __future__ import annotations

import re

from perfcli.regex import regex

OPENING_MARK = "<<<<<<<"
"""How git marks the beginning of two versions between which nobody has chosen."""

LATER_ESCAPE = regex(r"\\[ex]")
TIME = regex(r":(?<=[0-9]{2}:)[0-9]{2}")
_BRACE = regex(r"^(?![ \t]*#)[^\n{]*\{", re.MULTILINE)
_BEYOND_DOUBLES = regex(r'=(?! ")[ \t]*+[+\-0-9](?:[0-9_]{13}|[0-9_]*+\.[0-9_]{3}|[0-9_.]*+[eE])')


def _has_brace(text: str) -> bool:
    """Whether a brace may open a table: not one of a comment, told by its line where no text runs over several."""
    return '"""' in text or "'''" in text or _BRACE.search(text) is not None


def is_plain(text: str) -> bool:
    """Whether the fast reader takes a text for what it is, or refuses it.

    It takes braces, escapes and times of TOML 1.1, and a second byte order mark; it knows numbers only as doubles. A
    brace on a line of comment, as in the settings of a new repository, opens nothing.
    """
    return not (
        ("{" in text and _has_brace(text))
        or ("<" in text and OPENING_MARK in text)
        or ("\\" in text and LATER_ESCAPE.search(text))
        or text.startswith("\ufeff")
        or TIME.search(text)
        or _BEYOND_DOUBLES.search(text)
    )
