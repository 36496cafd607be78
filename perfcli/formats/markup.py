"""Texts inside XML and HTML."""

from __future__ import annotations

import re

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def carried(text: str) -> str:
    """A text as XML can carry it: a character that it has no place for becomes U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def escaped(text: str) -> str:
    """A text for the inside of an element or of an attribute in double quotes."""
    return carried(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
