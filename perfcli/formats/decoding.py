"""Bytes of a text file -> its text: which encoding they are in is told from what they hold."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with LF line ends and no byte order mark; `assumed` where its encoding is a guess from its content."""

    text: str
    encoding: str
    assumed: bool = False


def decode(data: bytes) -> Decoded:
    """The text of a file: UTF-8, UTF-16 with a byte order mark, else GB18030, which is an assumption.

    Raises PerfError for what is no text in one of these.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_text(data[len(mark) :], encoding), encoding)
    if b"\0" in data:
        raise _not_text()
    try:
        return Decoded(_text(data, "utf-8"), "utf-8")
    except PerfError:
        return Decoded(_text(data, "gb18030"), "gb18030", assumed=True)


def _text(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text() from error
    if "\0" in text:
        raise _not_text()
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_text() -> PerfError:
    return PerfError(
        _("This is not a text file in UTF-8, UTF-16 or GB18030."),
        hint=_("Open the document in Word and save it as plain text (.txt) in UTF-8, then import that file."),
    )
