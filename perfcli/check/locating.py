"""Line and column of keys: by a look at the lines of files in the usual layout, by the outline in all others."""

from __future__ import annotations

import re

from perfcli.check.rule import Key
from perfcli.codec.spans import Outline

_HEADER = re.compile(r"(\[\[?)([a-z_]+(?:\.[a-z_]+)?)\]\]?[ \t]*(?:#.*)?")
_ASSIGNMENT = re.compile(r"([A-Za-z0-9_-]+) = (?:(\[)$|(?!\"\"\"|'''|[\[{]).)")
_ITEM = re.compile(r"  \"(?!\"\").*")

Places = dict[Key, tuple[int, int]]


class Locator:
    """Places in one text with LF line ends that a TOML reader has accepted."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places = _places(text)
        self._outline: Outline | None = None

    def place(self, key: Key) -> tuple[int, int]:
        """Line and column of a key, or of the head of the innermost table on the way to it; 1, 1 for the file."""
        if not key or not self._text:
            return 1, 1
        if self._places is None:
            self._outline = self._outline or Outline(self._text)
            return self._outline.place(key)
        known = self._places.get(key)
        while known is None and key:
            key = key[:-1]
            known = self._places.get(key)
        return known or (1, 1)


def _places(text: str) -> Places | None:
    """Every key with its place, None where a line is not of the usual layout.

    Usual is what canonical writing gives: keys at the start of their line, values on one line, lists of texts with one
    text a line, no tables in braces.
    """
    places: Places = {}
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
            table = _table(places, header[2], header[1] == "[[")
            places[table] = number, 1
            places.setdefault(table[:-1], (number, 1))
        else:
            match = _ASSIGNMENT.match(line)
            if match is None:
                return None
            key = (*table, match[1])
            places[key] = number, 1
            items, item = (key, 0) if match[2] else (None, 0)
    return places


def _table(places: Places, name: str, is_array: bool) -> Key:
    """The way to the table that a header begins: that of an array's next element."""
    parts = name.split(".")
    way: Key = ()
    for part in parts[:-1]:
        way = (*way, part)
        if (*way, 0) in places:
            way = (*way, _length(places, way) - 1)
    way = (*way, parts[-1])
    return (*way, _length(places, way)) if is_array else way


def _length(places: Places, way: Key) -> int:
    length = 0
    while (*way, length) in places:
        length += 1
    return length
