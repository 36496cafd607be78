"""What is wrong in a text, and where."""

from __future__ import annotations

import msgspec

from perfcli.codec.excerpts import excerpt_at

Key = tuple[str | int, ...]
"""The way to a value: keys of tables and, for an element of an array, its index from 0."""


Edit = tuple[int, int, str]
"""A text in place of what stands between two offsets."""


class Fault(msgspec.Struct, frozen=True):
    """One thing wrong in a text, and where: line and column count from 1, 0 while they are not known.

    `excerpt` is that line with a caret below it, for people; `edits` mend it in the text it was found in, where there
    is one way to.
    """

    code: str
    message: str
    key: Key = ()
    line: int = 0
    column: int = 0
    excerpt: str = ""
    edits: tuple[Edit, ...] = ()


class Malformed(Exception):
    """A text that is not the record it should be, with all that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults


def fault_at(
    text: str, offset: int, code: str, message: str, edits: tuple[Edit, ...] = (), *, key: Key = (), line: int = 0
) -> Fault:
    """A fault at an offset of a text, with its excerpt; `line` is the number of its line where that is known."""
    start = text.rfind("\n", 0, offset) + 1
    line = line or text.count("\n", 0, offset) + 1
    return Fault(code, message, key, line, offset - start + 1, excerpt_at(text, start, offset), edits)


def dotted(key: Key) -> str:
    """A key as people write it: `budget.total`, `indicators[3].name` (elements counted from 1)."""
    text = ""
    for part in key:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
