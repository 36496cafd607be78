"""What is wrong in a text, and where."""

from __future__ import annotations

import msgspec

Key = tuple[str | int, ...]
"""The way to a value: keys of tables and, for an element of an array, its index from 0."""


class Fault(msgspec.Struct, frozen=True):
    """One thing wrong in a text, and where: line and column count from 1, 0 while they are not known."""

    code: str
    message: str
    key: Key = ()
    line: int = 0
    column: int = 0


class Malformed(Exception):
    """A text that is not the record it should be, with all that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.faults = faults


def dotted(key: Key) -> str:
    """A key as people write it: `budget.total`, `indicators[3].name` (elements counted from 1)."""
    text = ""
    for part in key:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
