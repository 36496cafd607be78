"""D509."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Fix, Hit, Rule
from perfcli.i18n import noop
from perfcli.regex import regex

HIDDEN = noop("characters that cannot be seen: {codes}; take them out")
LOST = noop("characters that were lost on the way: {codes}; type the text again")

_HIDDEN = regex(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2028\u2029"
    "\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LOST = regex("[\ue000-\uf8ff\ufffd]")


class HiddenCharacters(Rule):
    r"""A text holds control characters, zero-width characters or characters lost on the way.

    They come with copies out of Word and web pages; nobody sees them, and no search finds the word that holds one.

    Leaves alone: line feeds, spaces of every width, and emoji. The fix takes them out, a tab becomes a space; what
    was lost (U+FFFD, private use) has to be typed again.

    Fails:

        name = "公租房\u200b维修费"

    Passes:

        name = "公租房维修费"

    Source: copies out of Word and web pages.
    """

    code = "D509"
    name = "hidden-characters"
    severity = "warning"
    nature = "data"
    fixable = True
    characters = _HIDDEN.pattern[1:-1] + _LOST.pattern[1:-1]

    def text(self, text: str, context: Context) -> Iterable[Hit]:
        """Each text of a file."""
        found = _HIDDEN.findall(text)
        if found:
            clean = _HIDDEN.sub("", text.replace("\t", " "))
            yield Hit((), HIDDEN, {"codes": _codes(found)}, Fix(clean))
        lost = _LOST.findall(text)
        if lost:
            yield Hit((), LOST, {"codes": _codes(lost)})


def _codes(characters: list[str]) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in sorted(set(characters)))
