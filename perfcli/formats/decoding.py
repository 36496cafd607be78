"""Bytes of a text file -> its text: which encoding they are in is told from what they hold."""

from __future__ import annotations

import codecs
import re

import msgspec

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_CHARSET = regex(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_LOOKED_AT = 10_000
_BEYOND_CHANCE = 20
"""Characters of three bytes or more that a text in another encoding does not hold one after another by chance."""


class Decoded(msgspec.Struct, frozen=True):
    """A text with LF line ends and no byte order mark; `assumed` where its encoding is a guess from its content."""

    text: str
    encoding: str
    assumed: bool = False


def decode(data: bytes) -> Decoded:
    """The text of a file: UTF-8, UTF-16 with a byte order mark, else GB18030, which is an assumption.

    Raises PerfError with the line and the byte for what is no text in one of these.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_text(data[len(mark) :], encoding, len(mark)), encoding)
    if b"\0" in data:
        raise _not_text(data, data.index(b"\0"))
    try:
        return Decoded(_lines(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError as error:
        if _is_utf8(data[max(0, error.start - _LOOKED_AT) : error.start]):
            raise _not_text(data, error.start, "utf-8") from None
        return Decoded(_text(data, "gb18030", 0), "gb18030", assumed=True)


def decode_page(data: bytes) -> Decoded:
    """The text of a web page, by what it says of its own encoding where that is one of those; raises PerfError."""
    said = _CHARSET.search(data[:4096])
    name = said[1].decode("ascii").lower() if said else ""
    if name.startswith(("gb", "cp936", "x-gbk")) and not any(data.startswith(mark) for mark, _encoding in _MARKS):
        return Decoded(_text(data, "gb18030", 0), "gb18030")
    return decode(data)


def _text(data: bytes, encoding: str, mark: int) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(data, error.start, encoding, mark) from error
    if "\0" in text:
        before = text[: text.index("\0")].encode(encoding)
        raise _not_text(data, len(before), encoding, mark)
    return _lines(text)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _is_utf8(before: bytes) -> bool:
    """Whether what stands before a broken character is UTF-8 beyond chance: many of its characters, no other ones."""
    text = before.decode("utf-8", "ignore")
    return sum(character > "\u07ff" for character in text) >= _BEYOND_CHANCE


def _not_text(data: bytes, at: int, encoding: str = "utf-8", mark: int = 0) -> PerfError:
    before = data[:at].decode(encoding, "replace")
    line = 1 + _lines(before).count("\n")
    return PerfError(
        _("This is not a text file in UTF-8, UTF-16 or GB18030: line {line}, byte {byte}.").format(
            line=line, byte=at + mark + 1
        ),
        hint=_("Open the document in Word and save it as plain text (.txt) in UTF-8, then import that file."),
    )
