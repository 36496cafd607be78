"""Files that are no UTF-8: which encoding they are in, where their bytes leave no doubt."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from perfcli.codec.faults import Fault
from perfcli.i18n import gettext as _
from perfcli.i18n import noop

_UTF_16 = noop("the file is in UTF-16 (“Unicode” in Notepad): save it as UTF-8, or run `perf fmt --repair`")
_GBK = noop("the file is in GBK (“ANSI” in Notepad): save it as UTF-8, or run `perf fmt --repair`")
_OTHER = noop("the file is not UTF-8; save it as UTF-8")

_ENOUGH = 4
"""Chinese characters from which an encoding can be told."""

_COMMON = 0.9
"""Of the characters of a Chinese text these are among the 3,755 that GB 2312 counts as common, and far more."""

_PLAIN_SHARE = 0.25
"""Of the bytes of a TOML file in UTF-16 this many are zero at the least: its keys, signs and digits."""


class Recoded(NamedTuple):
    """The text of a file in another encoding, and what is said of it."""

    text: str
    message: str


def recoded(data: bytes) -> Recoded | None:
    """The text of bytes in UTF-16 or GBK, None for UTF-8 and for what may be in any encoding."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, _UTF_16)
    if data.count(0) > len(data) * _PLAIN_SHARE:
        is_little = data[1::2].count(0) >= data[::2].count(0)
        return _decoded(data, "utf-16-le" if is_little else "utf-16-be", _UTF_16)
    found = None if _is_utf_8(data) else _decoded(data, "gb18030", _GBK)
    return found if found and _is_chinese(found.text) else None


def encoding_fault(data: bytes, offset: int) -> Fault:
    """What is said of bytes that are no UTF-8 from this offset on."""
    found = recoded(data)
    if found:
        return Fault("encoding", _(found.message), (), 1, 1)
    return Fault("encoding", _(_OTHER), (), data.count(b"\n", 0, offset) + 1, 1)


def _decoded(data: bytes, encoding: str, message: str) -> Recoded | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else Recoded(text, message)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_chinese(text: str) -> bool:
    """Whether the characters beyond ASCII are those of a Chinese text: bytes of another encoding give rare ones."""
    encoded = [character.encode("gb18030") for character in text if character > "\u2e7f"]
    common = sum(0xB0 <= code[0] <= 0xD7 and code[1] >= 0xA1 for code in encoded)
    signs = sum(0xA1 <= code[0] <= 0xA3 and code[1] >= 0xA1 for code in encoded)
    return common >= _ENOUGH and common >= (len(encoded) - signs) * _COMMON
