"""What the system and the TOML reader say in English, in the language spoken."""

from __future__ import annotations

from perfcli.i18n import gettext as _
from perfcli.i18n import noop

REASONS = (
    noop("No such file or directory"),
    noop("Permission denied"),
    noop("Operation not permitted"),
    noop("Is a directory"),
    noop("Not a directory"),
    noop("File exists"),
    noop("File name too long"),
    noop("File too large"),
    noop("No space left on device"),
    noop("Disk quota exceeded"),
    noop("Read-only file system"),
    noop("Device or resource busy"),
    noop("Input/output error"),
    noop("Invalid statement"),
    noop("Invalid value"),
    noop("Expected newline or end of document after a statement"),
    noop("Expected '=' after a key in a key/value pair"),
    noop("Expected ']' at the end of a table declaration"),
    noop("Expected ']]' at the end of an array declaration"),
    noop("Invalid initial character for a key part"),
    noop("Cannot overwrite a value"),
    noop("Unclosed array"),
    noop("Unclosed inline table"),
    noop("Unterminated string"),
    noop("Unescaped '\\' in a string"),
    noop("Invalid hex value"),
    noop("Invalid date or datetime"),
)
"""The usual ones; any other is shown as it comes."""


def translated(reason: str | None) -> str:
    """A reason in the language spoken, as it is where it is none of REASONS."""
    return _(reason) if reason else ""
