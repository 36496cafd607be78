"""Line and column of keys: by a search where nothing misleads it, else by the lines, by the outline at worst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from perfcli.check.rule import Key
from perfcli.regex import regex

if TYPE_CHECKING:
    from perfcli.codec.spans import Outline

_HEADER = regex(r"(\[\[?)([a-z_]+(?:\.[a-z_]+)?)\]\]?[ \t]*(?:#.*)?")
_ASSIGNMENT = regex(r"([A-Za-z0-9_-]+) = (?:(\[)$|(?!\"\"\"|'''|[\[{]).)")
_ITEM = regex(r"  \"(?!\"\").*")

_MISLEADING = ('"""', "'''", "{")

Places = dict[Key, tuple[int, int]]


class Locator:
    """Places in one text with LF line ends that a TOML reader has accepted, with what it read there."""

    def __init__(self, text: str, data: Mapping[str, Any]) -> None:
        self._text = text
        self._counted = (0, 1)
        self._search = None if any(sign in text for sign in _MISLEADING) else Search(text, data)

    @cached_property
    def _places(self) -> Places | None:
        return _places(self._text)

    @cached_property
    def _outline(self) -> Outline:
        from perfcli.codec.spans import Outline

        return Outline(self._text)

    def place(self, key: Key) -> tuple[int, int]:
        """Line and column of a key, or of the head of the innermost table on the way to it; 1, 1 for the file."""
        if not key or not self._text:
            return 1, 1
        found = self._search.offset(key) if self._search else None
        if found is not None:
            return self._line(found), 1
        if self._places is None:
            return self._outline.place(key)
        known = self._places.get(key)
        while known is None and key:
            key = key[:-1]
            known = self._places.get(key)
        return known or (1, 1)

    def _line(self, offset: int) -> int:
        """The line of an offset, counted on from the one before: findings mostly come in their files' order."""
        start, line = self._counted if self._counted[0] <= offset else (0, 1)
        self._counted = offset, line + self._text.count("\n", start, offset)
        return self._counted[1]


class Search:
    """Keys at the start of a line, in a text where nothing looks like one: no texts of many lines, no braces."""

    def __init__(self, text: str, data: Mapping[str, Any]) -> None:
        self._text = "\n" + text
        self._data = data
        self._known: dict[str, list[int]] = {}

    def offset(self, key: Key) -> int | None:
        """Where a key begins, None where that is not certain: tables deeper than one, heads not spelled as usual."""
        name, value = str(key[0]), self._data.get(str(key[0]))
        match key[1:]:
            case () if isinstance(value, list) and value and isinstance(value[0], dict):
                return self._head(f"[[{name}]]", len(value), 0)
            case () if not isinstance(value, dict):
                return self._assignment(name, 0)
            case (str() as inner,) if isinstance(value, dict):
                return self._assignment(inner, self._head(f"[{name}]", 1, 0))
            case (int() as at,) if isinstance(value, list) and at < len(value) and isinstance(value[at], dict):
                return self._head(f"[[{name}]]", len(value), at)
            case (int() as at, str() as inner) if isinstance(value, list):
                return self._assignment(inner, self._head(f"[[{name}]]", len(value), at))
        return None

    def _head(self, head: str, count: int, at: int) -> int | None:
        """Where the head of one of so many tables of a name begins; None where not all of them are spelled so."""
        if head not in self._known:
            starts = []
            start = self._text.find(f"\n{head}")
            while start >= 0:
                starts.append(start)
                start = self._text.find(f"\n{head}", start + 1)
            self._known[head] = starts
        starts = self._known[head]
        return starts[at] if len(starts) == count and at < count else None

    def _assignment(self, name: str, start: int | None) -> int | None:
        """Where a key is set between the head of its table and the next head."""
        if start is None:
            return None
        end = self._text.find("\n[", start + 1)
        found = self._text.find(f"\n{name} = ", start, len(self._text) if end < 0 else end + 1)
        return None if found < 0 else found


def _places(text: str) -> Places | None:
    """Every key with its place, None where a line is not of the usual layout.

    Usual is what canonical writing gives: keys at the start of their line, values on one line, lists of texts with one
    text a line, no tables in braces.
    """
    places: Places = {}
    lengths: Counter[Key] = Counter()
    table: Key = ()
    items: Key | None = None
    item = 0
    for number, line in enumerate(text.split("\n"), 1):
        if items is not None:
            if line == "]":
                items = None
            elif _ITEM.fullmatch(line):
                places[*items, item] = number, 3
                item += 1
            else:
                return None
        elif not line or line[0] == "#":
            continue
        elif line[0] == "[":
            header = _HEADER.fullmatch(line)
            if header is None:
                return None
            table = _table(lengths, header[2], header[1] == "[[")
            places[table] = number, 1
            for length in range(1, len(table)):
                places.setdefault(table[:length], (number, 1))
        else:
            match = _ASSIGNMENT.match(line)
            if match is None:
                return None
            key = (*table, match[1])
            places[key] = number, 1
            items, item = (key, 0) if match[2] else (None, 0)
    return places


def _table(lengths: Counter[Key], name: str, is_array: bool) -> Key:
    """The way to the table that a header begins: that of an array's next element, which is counted."""
    parts = name.split(".")
    way: Key = ()
    for part in parts[:-1]:
        way = (*way, part)
        if way in lengths:
            way = (*way, lengths[way] - 1)
    way = (*way, parts[-1])
    if not is_array:
        return way
    lengths[way] += 1
    return (*way, lengths[way] - 1)
