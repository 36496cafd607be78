"""D510."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Fix, Hit, Rule
from perfcli.i18n import noop
from perfcli.regex import regex

WIDE = noop("full-width digits: {digits}; write 0-9")

_WIDE = regex(r"[０-９](?:[０-９．，％]*[０-９％])?")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {0xFF0E: ".", 0xFF0C: ",", 0xFF05: "%"}


class FullWidthDigits(Rule):
    """Digits are written in full width.

    An input method left in full width; other programs read no number in ９０％, nor find 2021 in ２０２１.

    Leaves alone: full-width letters and punctuation outside of a number. The fix writes the half-width ones.

    Fails:

        [[indicators]]
        kind = "数量指标"
        target = "≥１２０套"

    Passes:

        [[indicators]]
        kind = "数量指标"
        target = "≥120套"

    Source: GB/T 15835 (digits in publications).
    """

    code = "D510"
    name = "full-width-digits"
    severity = "notice"
    nature = "data"
    fixable = True
    characters = "０-９"

    def text(self, text: str, context: Context) -> Iterable[Hit]:
        """Each text of a file."""
        found = _WIDE.findall(text)
        if found:
            narrow = _WIDE.sub(lambda match: match[0].translate(_NARROW), text)
            yield Hit((), WIDE, {"digits": " ".join(found)}, Fix(narrow))
