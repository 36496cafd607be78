"""A catalogue of messages, searched where one is asked for: to read all of it takes longer than a short command."""

from __future__ import annotations

from bisect import bisect_left
from struct import unpack_from

_LITTLE_ENDIAN = b"\xde\x12\x04\x95"


class Catalogue:
    """What `msgfmt` and babel write as .mo: messages in the order of their bytes, their translations beside them."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._order = "<" if content.startswith(_LITTLE_ENDIAN) else ">"
        _version, self._count, self._messages, self._translations = unpack_from(f"{self._order}4I", content, 4)

    def find(self, message: str) -> str | None:
        """The translation of a message, of one with a plural the form for one; None where it has none."""
        wanted = message.encode("utf-8", "surrogatepass")
        at = bisect_left(range(self._count), wanted, key=self._message)
        found = at < self._count and self._message(at) == wanted
        return self._first(self._translations, at).decode("utf-8") if found else None

    def _message(self, at: int) -> bytes:
        return self._first(self._messages, at)

    def _first(self, table: int, at: int) -> bytes:
        """A text of a table without its further forms."""
        length, start = unpack_from(f"{self._order}2I", self._content, table + 8 * at)
        return self._content[start : start + length].partition(b"\0")[0]
