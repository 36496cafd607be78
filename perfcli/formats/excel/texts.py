"""Texts of a workbook: shared ones and those in cells, runs of one look after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

from perfcli.formats.archive import Archive
from perfcli.formats.raised import placed
from perfcli.formats.tables import Unread
from perfcli.formats.xml_parts import Reading, too_large
from perfcli.i18n import gettext as _
from perfcli.regex import regex

LONGEST = 32767
"""Characters that a cell of Excel holds."""

_LONGEST_READ = 10 * LONGEST
_MOST_TEXTS = 6_000_000
_ESCAPE = regex("_x([0-9a-fA-F]{4})_")
_SYMBOL_FONTS = ("symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings", "marlett", "mt extra")


class Rich(NamedTuple):
    """A text as it is shown, `struck` what in it is struck through and so no part of it."""

    text: str
    struck: str = ""


Text = str | Rich | Unread
"""A shared text; most are plain."""


@lru_cache(2000)
def local(tag: str) -> str:
    """The name of an element or of an attribute without its namespace."""
    return tag.rpartition("}")[2]


def shared_texts(archive: Archive, path: str) -> list[Text]:
    """The texts that cells refer to by their number."""
    texts: list[Text] = []
    if path and path in archive:
        reading = Reading(archive, path)
        for event, element in reading:
            if event == "end" and local(element.tag) == "si":
                texts.append(rich_text(element))
                reading.forget(element)
                if len(texts) > _MOST_TEXTS:
                    raise too_large()
    return texts


def rich_text(element: Element) -> Text:
    """The text of a shared or an inline string, without the readings above its characters."""
    parts = list(element)
    if len(parts) == 1 and local(parts[0].tag) == "t":
        return checked_text(parts[0].text or "")
    text, struck = "", ""
    for part in parts:
        name = local(part.tag)
        if name == "t":
            text += unescaped(part.text or "")
        elif name == "r":
            look = _Look(part)
            if look.is_struck:
                struck += look.text
            elif look.has_signs and look.text.strip():
                return Unread(look.text, _("its font shows other signs than its letters"))
            else:
                text += look.shown()
    if is_full(text):
        return _too_long(text)
    return Rich(text, struck.strip()) if struck.strip() else text


class _Look:
    """A run of a text and how it looks."""

    def __init__(self, run: Element) -> None:
        self.text = ""
        self.is_struck = self.has_signs = False
        self.place = ""
        for part in run:
            name = local(part.tag)
            if name == "t":
                self.text += unescaped(part.text or "")
            elif name == "rPr":
                for mark in part:
                    self._mark(local(mark.tag), mark.get("val", ""))

    def _mark(self, name: str, value: str) -> None:
        if name == "strike":
            self.is_struck = value not in ("0", "false")
        elif name in ("rFont", "name"):
            self.has_signs = is_symbol_font(value)
        elif name == "vertAlign":
            self.place = value

    def shown(self) -> str:
        """The text with its raised and lowered signs."""
        return placed(self.text, self.place)


def is_symbol_font(name: str) -> bool:
    """Whether a font shows signs of its own in place of letters."""
    return name.strip().lower() in _SYMBOL_FONTS


def checked_text(raw: str) -> str | Unread:
    """A text as it was typed; one that fills its cell or is longer is not read: nobody knows what was cut off."""
    text = unescaped(raw)
    return _too_long(text) if is_full(text) else text


def length(text: str) -> int:
    """Characters as Excel counts them: those beyond the first plane are two."""
    return len(text) + sum(character > "\uffff" for character in text) if len(text) > LONGEST // 2 else len(text)


def is_full(text: str) -> bool:
    """Whether a cell has no room for another character, be it one of two."""
    return length(text) >= LONGEST - 1


def _too_long(text: str) -> Unread:
    if len(text) > _LONGEST_READ:
        raise too_large()
    if length(text) <= LONGEST:
        reason = _("a text of {count} characters, all that a cell holds: it may have been cut")
        return Unread(text[:200], reason.format(count=len(text)))
    return Unread(text[:200], _("a text of {count} characters, more than a cell holds").format(count=len(text)))


def unescaped(text: str) -> str:
    """A text with its _x000D_ and the like as the characters that they stand for."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code < 0xE000 else chr(code)


def named(root: Element, name: str) -> Iterator[Element]:
    """The elements of this name, wherever they stand."""
    return (element for element in root.iter() if local(element.tag) == name)
