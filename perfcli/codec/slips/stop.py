"""Where a reader stopped in a text that is no TOML, and what stands around that place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import tomli

from perfcli.codec.faults import Edit
from perfcli.codec.slips import kinds
from perfcli.codec.strict import TOKENS
from perfcli.model import Record
from perfcli.regex import regex

_PART = regex(r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*""")
_HEADER = regex(r"[ \t]*\[\[?")
_GLANCE = 40
_MANY_LINES = ('""', "''")


class Slip(NamedTuple):
    """What was meant: where, how it is said, and what mends it where that is beyond doubt."""

    at: int
    message: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Stop:
    """The place where reading stopped, or the quote before it that begins no text.

    `start` is where the statement begins, `table` the names of the header above, `opened` where the brackets begin
    that are open at the beginning of the line; `unclosed` is where a text of several lines begins that has no end.
    """

    text: str
    at: int
    reason: str
    record: type[Record] | None
    start: int
    table: tuple[str, ...]
    opened: tuple[int, ...]
    unclosed: int | None = None

    @cached_property
    def line_start(self) -> int:
        """Where the line begins."""
        return self.text.rfind("\n", 0, self.at) + 1

    @cached_property
    def line_end(self) -> int:
        """Where the line ends, before its line feed."""
        end = self.text.find("\n", self.at)
        return len(self.text) if end < 0 else end

    @property
    def line(self) -> str:
        """The line."""
        return self.text[self.line_start : self.line_end]

    @property
    def is_within_list(self) -> bool:
        """Whether the line begins within brackets that were opened on a line before."""
        return bool(self.opened)

    @cached_property
    def _assignment(self) -> tuple[tuple[str, ...], int]:
        return assignment(self.text, self.start)

    @property
    def names(self) -> tuple[str, ...]:
        """The key of the statement, empty where there is none before an equals sign."""
        return self._assignment[0]

    @property
    def value_start(self) -> int:
        """Where the value begins behind the equals sign, -1 without one."""
        return self._assignment[1]

    @property
    def key(self) -> str:
        """The key as it is shown."""
        return ".".join((*self.table, *self.names))

    @cached_property
    def kind(self) -> Any:
        """The type of the statement's value, None for a key that is not ours."""
        return kinds.kind_at(self.record, (*self.table, *self.names)) if self.names else None

    @property
    def is_in_value(self) -> bool:
        """Whether the statement is on this line alone and reading stopped in its value."""
        return not self.opened and 0 <= self.value_start <= self.at


def stop_at(text: str, offset: int, reason: str, record: type[Record] | None) -> Stop:
    """What stands around the offset at which a reader stopped: what is before it was accepted, stray quotes aside."""
    start, at, unclosed = 0, offset, None
    table: tuple[str, ...] = ()
    opened: list[int] = []
    inner: list[int] = []
    for token in TOKENS.finditer(text):
        part, place = token[0], token.start()
        if place >= offset:
            break
        if token.lastgroup == "stray":
            at = place
            break
        if part in _MANY_LINES and text.startswith(part[0], token.end()):
            at = unclosed = place
            break
        if part in ("[", "{"):
            inner.append(place)
        elif part in ("]", "}") and inner:
            inner.pop()
        elif part == "\n":
            opened = list(inner)
            if not inner:
                table = header(text, start) or table
                start = token.end()
    return Stop(text, at, reason, record, start, table, tuple(opened), unclosed)


def header(text: str, start: int) -> tuple[str, ...]:
    """The names of a header, none where the statement is none."""
    opening = _HEADER.match(text, start)
    return dotted_names(text, opening.end())[0] if opening else ()


def assignment(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """The names of a key before an equals sign, and where its value begins; none and -1 where there is none."""
    names, at = dotted_names(text, start)
    if not names or not text.startswith("=", at):
        return (), -1
    at += 1
    while text[at : at + 1] in (" ", "\t") and at < len(text):
        at += 1
    return names, at


def dotted_names(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """The names of a dotted key, and where it ends."""
    names: list[str] = []
    while match := _PART.match(text, at):
        names.append(unquoted(match[1]))
        at = match.end()
        if not text.startswith(".", at):
            return tuple(names), at
        at += 1
    return (), at


def glance(text: str) -> str:
    """As much of a text as a message shows of it."""
    return text if len(text) <= _GLANCE else text[:_GLANCE] + "…"


def unquoted(name: str) -> str:
    """A part of a key without its quotes."""
    if name[0] not in "\"'":
        return name
    try:
        return next(iter(tomli.loads(f"{name} = 0")))
    except tomli.TOMLDecodeError:
        return name[1:-1]
