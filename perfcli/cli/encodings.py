"""The encoding of texts for people: what the environment names, whether or not the system has such a locale."""

from __future__ import annotations

import codecs
import io
import os
import sys

_COERCED = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})
"""What Python sets LC_CTYPE to where a locale says nothing or is not installed."""

_UTF8 = "utf-8"


def named() -> str:
    """The encoding that PYTHONIOENCODING or the locale names; empty for none, and for what holds no Chinese at all."""
    explicit = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
    if explicit:
        return _known(explicit)
    if os.environ.get("PYTHONUTF8") == "1":
        return _UTF8
    found = _known(_locale().partition(".")[2].partition("@")[0])
    return "" if found == "ascii" else found


def use(stream: io.TextIOWrapper, encoding: str) -> None:
    """Have a stream read and write texts in an encoding, its own if empty and it is a terminal's, else UTF-8.

    What the encoding lacks is written as `?`; halves of characters, as file names may hold, are spelled out.
    """
    if stream.isatty():
        # the console of Windows is written to in UTF-8 whatever it shows
        encoding = stream.encoding if os.name == "nt" or not encoding else encoding
    encoding = encoding or _UTF8
    spelled = "backslashreplace" if encoding.lower().replace("-", "") == "utf8" else "replace"
    errors = os.environ.get("PYTHONIOENCODING", "").partition(":")[2] or spelled
    if stream.isatty():
        stream.reconfigure(encoding=encoding, errors=errors)
    else:
        stream.reconfigure(encoding=encoding, errors=errors, newline="\n")


def _locale() -> str:
    """The locale that the environment names for characters."""
    coerced = sys.flags.utf8_mode and os.environ.get("LC_CTYPE") in _COERCED
    names = ("LC_ALL", "LANG") if coerced else ("LC_ALL", "LC_CTYPE", "LANG")
    return next((value for name in names if (value := os.environ.get(name))), "")


def _known(name: str) -> str:
    """The encoding of a name, empty where it is none that texts can be written in beside ASCII."""
    if name.lower().replace("-", "") in ("", "utf8"):
        return _UTF8 if name else ""
    try:
        found = codecs.lookup(name).name
        return found if "a\n".encode(found) == b"a\n" else ""
    except (LookupError, ValueError, TypeError):
        return ""
