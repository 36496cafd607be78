"""What of a run's text shows: not what is hidden, struck out or a field's code; signs of fonts of symbols as such."""

from __future__ import annotations

import re
from collections import Counter
from typing import cast
from xml.etree.ElementTree import Element

import msgspec

from perfcli.formats.word.elements import value
from perfcli.formats.word.fields import Field, Fields
from perfcli.formats.word.scripts import Piece, assembled
from perfcli.formats.word.style_sheet import PLAIN, Look, in_font, is_plain
from perfcli.formats.word.symbols import has_own_codes, symbol
from perfcli.formats.word.unread import Unread
from perfcli.i18n import gettext as _

Parts = list[str | Piece]


class Shown(msgspec.Struct):
    """Puts the texts of a paragraph together; `passed` counts what does not show, `unread` what is not understood."""

    fields: Fields
    passed: Counter[str]
    unread: list[Unread]
    has_symbols: bool = False
    _has_pieces: bool = False
    _plain: Look = PLAIN
    """The last look that changed nothing of a text: most runs have that of the one before."""

    def begin(self) -> None:
        """Another paragraph."""
        self._has_pieces = self.has_symbols = False

    def joined(self, parts: Parts) -> str:
        """The text of a paragraph's parts, raised and lowered ones marked as such."""
        if not self._has_pieces:
            return "".join(cast("list[str]", parts))
        text, marks = assembled(parts)
        self.unread += [Unread(mark, _("the mark of a note, which is none of the text")) for mark in marks]
        return text

    def put(self, text: str, look: Look, parts: Parts) -> None:
        """A text where it is one: not in a field's code, not in a list of contents, not hidden."""
        if self.fields and self._is_dropped(text):
            return
        if look is self._plain or is_plain(look):
            self._plain = look
            parts.append(text)
        elif look.hidden:
            self.passed["hidden"] += 1
        elif look.struck or look.crossed:
            self.passed["struck"] += bool(text.strip())
        else:
            self._put_special(text, look, parts)

    def _put_special(self, text: str, look: Look, parts: Parts) -> None:
        if look.is_symbolic:
            text = "".join(in_font(character, look) for character in text)
            if has_own_codes(text):
                self.unknown_symbol(text.strip())
        if look.brackets:
            text = f"{look.brackets[0]}{text}{look.brackets[1]}"
        if look.raised:
            self._has_pieces = True
            parts.append(Piece(text, "raised" if look.raised > 0 else "lowered"))
        else:
            parts.append(text)

    def _is_dropped(self, text: str) -> bool:
        inner = self.fields.innermost
        if inner is None:
            return False
        if not self.fields.in_code:
            inner.shown = True
            return self.fields.in_contents
        if not inner.shows and text.strip():
            self.unread.append(Unread(text.strip(), _("text inside the code of a field, where it does not show")))
        elif inner.shows:
            inner.shown = True
        return True

    def put_equation(self, text: str, parts: Parts) -> None:
        """What an equation or a field says, where it shows."""
        if text and not (self.fields and self._is_dropped(text)):
            self._has_pieces = True
            parts.append(Piece(text, "equation"))

    def symbol(self, item: Element) -> str:
        """A sign that is given by its code in a font."""
        code, font = value(item, "char"), value(item, "font")
        number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else 0
        character = chr(number) if number and not 0xD800 <= number < 0xE000 else ""
        shown = (symbol(character, font) or character) if character else ""
        if not shown or has_own_codes(shown):
            self.unknown_symbol(f"{code} {font}".strip())
        return shown

    def unknown_symbol(self, text: str) -> None:
        """Name a sign whose font is not known."""
        self.has_symbols = True
        self.unread.append(Unread(text, _("a character of a font of symbols that is not known")))

    def end_field(self, ended: Field, parts: Parts) -> None:
        """What a field shows that keeps no result is worked out from its code."""
        if ended.shown:
            return
        result = ended.result()
        if result is None:
            self.unread.append(Unread(ended.code.strip()[:300], _("a field whose result is not in the file")))
        elif result and (outer := self.fields.innermost) and not outer.shows:
            outer.add(result)
        else:
            self.put_equation(result, parts)
