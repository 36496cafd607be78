"""Texts that cannot drive a terminal."""

from __future__ import annotations

from perfcli.regex import regex

_CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, other line ends, what turns the writing direction, and halves of characters."""


def printable(text: str) -> str:
    """The text with control characters spelled out; line feeds stay, tabs become spaces."""
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text).replace("\t", " ")


def one_line(text: str) -> str:
    """The text on one line, control characters and line feeds spelled out."""
    return printable(text).replace("\n", "\\n")
