"""Texts inside XML and HTML."""

from __future__ import annotations

from perfcli.regex import regex

_NOT_XML = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def carried(text: str) -> str:
    """A text as XML can carry it: a character that it has no place for becomes U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def escaped(text: str) -> str:
    """A text for the inside of an element or of an attribute in double quotes."""
    return carried(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
