"""D515."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.lookalikes import SUSPECTS, unified
from perfcli.check.rule import Fix, Hit, Rule
from perfcli.i18n import noop

ALIKE = noop("characters that only look like what is meant: {given}; write {meant}")


class LookAlike(Rule):
    r"""A text holds characters that look like others.

    The radical ⼭ (U+2F2D) for 山, or a letter and its accent as two characters: they come with copies out of PDF
    files, nobody sees the difference, and no search finds the word.

    Leaves alone: full-width letters and digits (D510), signs such as ㎡ or ①, and accents that make no letter of
    their own with what is before them. The fix writes the characters that are meant.

    Fails:

        name = "\u2f2d海关公租房维修费"

    Passes:

        name = "山海关公租房维修费"

    Source: copies out of PDF files.
    """

    code = "D515"
    name = "look-alike"
    severity = "warning"
    nature = "data"
    fixable = True
    characters = SUSPECTS

    def text(self, text: str, context: Context) -> Iterable[Hit]:
        """Each text of a file."""
        meant = unified(text)
        if meant != text:
            given = sorted({character for character in text if character not in meant})
            codes = " ".join(f"{character} (U+{ord(character):04X})" for character in given)
            shown = "".join(dict.fromkeys(character for character in meant if character not in text))
            yield Hit((), ALIKE, {"given": codes, "meant": shown or meant}, Fix(meant))
