"""Statements as users write them: SQL cut into SQLite's own tokens, and double-quoted names made to be names.

SQLite takes a double-quoted name that it does not know for a text, so that a slip is true of every row. A name in
backquotes is never a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product
from typing import NamedTuple

import msgspec

from perfcli.regex import regex

_BEGIN, _WORD = r"[^\x00-\x40\[-^`{-\x7f]", r"[^\x00-#%-/:-@\[-^`{-\x7f]"
"""Characters that a name begins and goes on with, by the few that are none: that is compiled in a tenth of the time."""

_TOKEN = regex(
    rf"""(?P<space>[ \t\n\f\r\ufeff]+|--[^\n]*|/\*(?!\Z)(?s:.)*?(?:\*/|\Z))
    |(?P<text>[xX]?'[^']*+(?:''[^']*+)*+')
    |(?P<quoted>"[^"]*+(?:""[^"]*+)*+")
    |(?P<name>`[^`]*+(?:``[^`]*+)*+`|\[[^\]]*\]|{_BEGIN}{_WORD}*)
    |(?P<number>(?:0[xX][0-9a-fA-F]+|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?))
    |(?P<parameter>\?[0-9]*|[$@:\#](?:{_WORD}|::)+(?:\([^)\s]*\))?)
    |(?P<sign>\|\||->>|->|<=|>=|<>|<<|>>|==|!=|[-+*/%&|~<>=(),.;])
    |(?P<unknown>(?s:.))""",
    re.VERBOSE,
)
_COMPOUND = frozenset({"UNION", "INTERSECT", "EXCEPT"})
_MOST_VARIANTS = 64


class Token(NamedTuple):
    """A piece of SQL: its kind, its text, and where it begins."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.start + len(self.text)

    @property
    def name(self) -> str:
        """The name without its quotes, empty for what is none."""
        if self.kind not in ("name", "quoted"):
            return ""
        first = self.text[0]
        if first in '"`':
            return self.text[1:-1].replace(first * 2, first)
        return self.text[1:-1] if first == "[" else self.text

    @property
    def word(self) -> str:
        """A bare word in capitals, as keywords are compared; empty for what is none."""
        return self.text.upper() if self.kind == "name" and self.text[0] not in "`[" else ""


def tokens(text: str) -> list[Token]:
    """A text cut into SQLite's tokens, white space and comments among them; joined they are the text again."""
    return [Token(str(match.lastgroup), match[0], match.start()) for match in _TOKEN.finditer(text)]


class Statement(msgspec.Struct, frozen=True, dict=True):
    """One statement, or a condition, as its user wrote it."""

    text: str

    @cached_property
    def tokens(self) -> list[Token]:
        """All of its tokens."""
        return tokens(self.text)

    @cached_property
    def parts(self) -> list[Token]:
        """Its tokens without white space and comments."""
        return [token for token in self.tokens if token.kind != "space"]

    @cached_property
    def _pieces(self) -> list[str]:
        """The text of each token with double quotes made backquotes, and a space where two names would become one."""
        pieces: list[str] = []
        for token in self.tokens:
            piece = "`" + token.name.replace("`", "``") + "`" if token.kind == "quoted" else token.text
            if pieces and pieces[-1].endswith("`") and piece.startswith("`"):
                pieces[-1] += " "
            pieces.append(piece)
        return pieces

    @cached_property
    def rewritten(self) -> str:
        """The statement in which a double-quoted name can be nothing but a name."""
        return "".join(self._pieces)

    def as_written(self, part: str) -> str:
        """A part of the rewritten statement as its user wrote it; what is none stays as it is."""
        if "`" not in part or self.rewritten == self.text:
            return part
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        at = 0
        for token, piece in zip(self.tokens, self._pieces, strict=True):
            starts[at] = token.start
            at += len(piece)
            ends[at if token.kind == "space" else at - piece.endswith(" ")] = token.end
        found = self.rewritten.find(part)
        while found >= 0:
            if found in starts and found + len(part) in ends:
                return self.text[starts[found] : ends[found + len(part)]]
            found = self.rewritten.find(part, found + 1)
        return part

    def single_selects(self) -> Iterator[str]:
        """The statement with one SELECT left of those that UNION and its like join, for each way to choose them.

        The first always stays and gives the names; the one chosen stands last. Parameters are NULL, double quotes
        backquotes. Nothing where there are too many ways.
        """
        groups = _compounds(self.parts)
        choices = [range(len(group) + 1) for group in groups]
        ways = 1
        for possible in choices:
            ways *= len(possible)
        if ways > _MOST_VARIANTS:
            return
        for chosen in product(*choices):
            left_out: set[int] = set()
            for group, choice in zip(groups, chosen, strict=True):
                for place, (begin, end) in enumerate(group, 1):
                    if place != choice:
                        left_out.update(range(begin, end))
            yield " ".join(_plain(token) for place, token in enumerate(self.parts) if place not in left_out)


def _plain(token: Token) -> str:
    if token.kind == "quoted":
        return "`" + token.name.replace("`", "``") + "`"
    return "NULL" if token.kind == "parameter" else token.text


def _compounds(parts: Sequence[Token]) -> list[list[tuple[int, int]]]:
    """For each series of SELECTs that are joined, where in `parts` the second and later ones begin and end."""
    groups: list[list[tuple[int, int]]] = []
    open_groups: list[list[int]] = [[]]

    def close(end: int) -> None:
        begins = open_groups.pop()
        if begins:
            groups.append(list(zip(begins, [*begins[1:], end], strict=True)))

    for place, token in enumerate(parts):
        if token.text == "(":
            open_groups.append([])
        elif token.text == ")" and len(open_groups) > 1:
            close(place)
        elif token.word in _COMPOUND:
            open_groups[-1].append(place)
    while open_groups:
        close(len(parts))
    return groups
