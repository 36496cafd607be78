"""Checkpoints of a spending plan as forms print them."""

from __future__ import annotations

from perfcli.folding import as_typed
from perfcli.forms.words.amounts import read_month
from perfcli.regex import regex

_QUARTER = regex(r"(?:第)?([一二三四1-4])季度[末底]?")
_HALF = regex(r"(上|下)半年[末底]?|([全])年[末底]?|(年)[末底]")


def month_of(text: str) -> int | None:
    """The month at whose end a checkpoint lies: 3月底, 一季度末, 上半年, 年底; None for anything else."""
    plain = "".join(as_typed(text).split()).strip("【】[]").rstrip(":")
    month = read_month(plain)
    if month or len(plain) > 12:
        return month
    if match := _QUARTER.fullmatch(plain):
        return 3 * ("一二三四".find(match[1]) + 1 or int(match[1]))
    if match := _HALF.fullmatch(plain):
        return 6 if match[1] == "上" else 12
    return None
