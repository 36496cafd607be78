"""What TOML 1.0 is and later versions add: the readers' libraries take both, this program the first alone.

It goes through a text token by token, in one pass whatever the text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from perfcli.codec.plain import LATER_ESCAPE, TIME
from perfcli.i18n import noop
from perfcli.regex import regex

TOKENS = regex(
    r'(?P<basic>"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}|"(?:[^"\\\n]++|\\.)*+")'
    r"|(?P<literal>'''(?:[^']++|'(?!''))*+'{3,5}|'[^'\n]*')"
    r"|(?P<comment>#[^\n]*)"
    r"|(?P<sign>[\[\]{},\n])"
    r"""|(?P<bare>[^"'#\[\]{},\n]++)"""
    r"""|(?P<stray>["'])""",
    re.DOTALL,
)
"""Every part of any text; in one that a TOML reader has accepted there is nothing stray."""

_COMMENTS = regex(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*'"
    r"|(#[^\n]*)",
    re.DOTALL,
)

DEEPEST = 240
"""Levels of tables and lists in each other: what the fast reader can take, and what every walk here can follow."""

_COUNTED = "[{."
_ESCAPE = regex(r"\\(.)", re.DOTALL)
_SHORT_TIME = regex(r"(?<![-+:0-9])[0-9]{2}:[0-9]{2}(?![:0-9])")
_DIGITS = regex(r"[0-9_]+")


def later_form(text: str) -> tuple[int, str] | None:
    """Offset and name of the first form in an accepted text that TOML 1.0 does not have; None where all is 1.0."""
    if "{" not in text and not LATER_ESCAPE.search(text) and not TIME.search(text):
        return None
    open_ones: list[str] = []
    comma: int | None = None
    for match in TOKENS.finditer(text):
        kind, part, at = match.lastgroup, match[0], match.start()
        is_in_braces = bool(open_ones) and open_ones[-1] == "{"
        if is_in_braces and (kind == "comment" or part == "\n"):
            return at, noop("a line break or a comment inside braces")
        if part == "}" and comma is not None:
            return comma, noop("a comma before the closing brace")
        if kind == "basic" and (escape := _later_escape(part)) is not None:
            return at + escape, noop("the escapes \\e and \\x")
        if kind == "bare" and (time := _SHORT_TIME.search(part)):
            return at + time.start(), noop("a time without seconds")
        if part in ("{", "["):
            open_ones.append(part)
        elif part in ("}", "]") and open_ones:
            open_ones.pop()
        comma = at if part == "," and is_in_braces else comma if part.isspace() else None
    return None


def _later_escape(part: str) -> int | None:
    return next((match.start() for match in _ESCAPE.finditer(part) if match[1] in "ex"), None)


def is_too_deep(text: str, data: Mapping[str, Any]) -> bool:
    """Whether what was read of a text has more than DEEPEST levels in each other."""
    if sum(map(text.count, _COUNTED)) <= DEEPEST:
        return False
    level = [value for value in data.values() if isinstance(value, dict | list)]
    for _level in range(DEEPEST):
        if not level:
            return False
        level = [inner for value in level for inner in _inside(value) if isinstance(inner, dict | list)]
    return bool(level)


def _inside(value: dict[str, Any] | list[Any]) -> Iterator[Any]:
    return iter(value.values() if isinstance(value, dict) else value)


def deepest_place(text: str) -> int:
    """The offset of the first bracket or key beyond DEEPEST levels, of the deepest one where it cannot be told."""
    depth = dots = most = place = 0
    for match in TOKENS.finditer(text):
        part = match[0]
        if part in ("[", "{"):
            depth += 1
        elif part in ("]", "}"):
            depth = max(depth - 1, 0)
        if match.lastgroup == "bare":
            dots = (0 if "=" in part else dots) + part.count(".")
        elif match.lastgroup == "sign":
            dots = 0
        if depth + dots > most:
            most, place = depth + dots, match.start() + len(part) - len(part.lstrip())
        if most > DEEPEST:
            break
    return place


def longest_number(text: str) -> int:
    """The offset of the longest row of digits outside of texts and comments."""
    bare = (match for match in TOKENS.finditer(text) if match.lastgroup == "bare")
    rows = (
        (row.end() - row.start(), -token.start() - row.start()) for token in bare for row in _DIGITS.finditer(token[0])
    )
    return -max(rows, default=(0, 0))[1]


def comment_spans(text: str) -> list[tuple[int, int]]:
    """Where the comments of an accepted text begin and end."""
    return [match.span(1) for match in _COMMENTS.finditer(text) if match[1]]
