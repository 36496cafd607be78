"""Code and name of a unit in one cell."""

from __future__ import annotations

import re

from perfcli.folding import as_typed
from perfcli.formats.blocks import joined
from perfcli.regex import regex

_UNIT = regex(r"([0-9]{6,20})\s*(?:[-－–—_:：、]\s*)?(.*)", re.DOTALL)
_SIGNS = "-－–—_:：、"
_WIDE_DIGITS = "０１２３４５６７８９0123456789\u200b\ufeff"


def read_unit(text: str) -> tuple[str, str] | None:
    """Code and name in the first cell of a table, None where it starts with no code of six digits or more."""
    joint = joined(text)
    match = _UNIT.match(joint)
    if not match and not joint[:1].isascii():
        digits = len(joint) - len(joint.lstrip(_WIDE_DIGITS))
        match = _UNIT.match(as_typed(joint[:digits]) + joint[digits:])
    return (match[1], match[2]) if match else None


def write_unit(code: str, name: str) -> str:
    """Code and name as the first cell of a table shows them, so that they read back."""
    gap = " " if name[:1].isdecimal() else "-" if name.startswith(tuple(_SIGNS)) else ""
    return f"{code}{gap}{name}"
