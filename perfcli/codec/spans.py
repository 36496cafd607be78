"""Where everything stands in a TOML text: the outline that edits and error messages go by.

Only for texts that a TOML reader has accepted, with LF line ends: it finds places and judges nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import msgspec

from perfcli.regex import regex

_BLANK = regex(r"[ \t]*")
_FILLER = regex(r"(?:[ \t\n]+|#[^\n]*)*")
_BARE = regex(r"[^\s,\]}#]+(?: \d\d:[^\s,\]}#]+)?")
_STRINGS = (
    regex(r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}', re.DOTALL),
    regex(r"'''(?:[^']++|'(?!''))*+'{3,5}"),
    regex(r'"(?:[^"\\]++|\\.)*+"'),
    regex(r"'[^']*'"),
)
_KEY_PART = regex(r"""[ \t]*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*""")

Path = tuple[str | int, ...]


class Leaf(msgspec.Struct):
    """A value that holds no other: its text is `text[start:end]`."""

    start: int
    end: int


class Array(msgspec.Struct):
    """An array written in brackets."""

    start: int
    end: int
    items: list[Node] = msgspec.field(default_factory=list)


class Assignment(msgspec.Struct):
    """`key = value`, possibly with a dotted key; `owner` is the table it is written in."""

    key: str
    start: int
    value_end: int
    node: Node
    owner: Table


class Table(msgspec.Struct):
    """A table: the document itself, `[header]`, an element of `[[header]]`, `{inline}`, or only named by dotted keys.

    `start` is where its header (or brace) begins, `head_end` where its own keys may begin, `end` where an inline
    table ends; `last_end` is the end of the last key written in it.
    """

    start: int
    head_end: int
    style: str
    end: int = 0
    last_end: int = 0
    entries: dict[str, Node] = msgspec.field(default_factory=dict)
    assignments: dict[str, Assignment] = msgspec.field(default_factory=dict)


class Tables(msgspec.Struct):
    """An array of tables, written with `[[header]]`."""

    elements: list[Table] = msgspec.field(default_factory=list)


Node = Leaf | Array | Table | Tables


class Outline:
    """The tree of a text's tables, keys and values with their places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Table(0, 0, "root")
        self.headers: list[int] = []
        self._fillers: dict[int, int] = {}
        self._line_starts = [0] + [match.end() for match in re.finditer("\n", text)]
        self._read()

    def place(self, key: Path) -> tuple[int, int]:
        """Line and column of a key, or of the head of the innermost table there is on the way to it."""
        return self.position(self.offset(key))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, key: Path) -> int:
        """Where a key begins, or the head of the innermost table there is on the way to it."""
        node: Node = self.root
        offset = 0
        for part in key:
            found: Node | None = None
            if isinstance(part, str) and isinstance(node, Table):
                found = node.entries.get(part)
                assignment = node.assignments.get(part)
                if assignment:
                    offset = assignment.start
                elif isinstance(found, Table):
                    offset = found.start
                elif isinstance(found, Tables):
                    offset = found.elements[0].start
            elif isinstance(part, int) and isinstance(node, Tables | Array):
                children = node.elements if isinstance(node, Tables) else node.items
                if part < len(children):
                    child = children[part]
                    found = child
                    offset = offset if isinstance(child, Tables) else child.start
            if found is None:
                return offset
            node = found
        return offset

    def comment_start(self, table: Table) -> int:
        """Where the block of a table begins: at the comment lines right above its header."""
        start = table.start
        line = bisect_right(self._line_starts, start) - 1
        first = bisect_left(self._line_starts, self._fillers[start])
        while line > first and self.text.startswith("#", _end(_BLANK, self.text, self._line_starts[line - 1])):
            line -= 1
            start = self._line_starts[line]
        return start

    def block_end(self, table: Table) -> int:
        """Where the next header's block begins after the last header within this table, or the text's end."""
        last = max(_header_starts(table))
        index = bisect_right(self.headers, last)
        if index == len(self.headers):
            return len(self.text)
        following = Table(self.headers[index], 0, "header")
        return self.comment_start(following)

    def own_end(self, table: Table) -> int:
        """Where what belongs to a table ends: its last line and the comments right below, up to an empty line."""
        limit = self.block_end(table)
        end = self.last_line_end(table)
        while end < limit and self.text.startswith("#", _end(_BLANK, self.text, end)):
            end = self._next_line(end)
        return min(end, limit)

    def last_line_end(self, table: Table) -> int:
        """Where the line after the last key or header within a table begins."""
        return self._next_line(max(_last_ends(table)))

    def _next_line(self, offset: int) -> int:
        line_end = self.text.find("\n", offset)
        return len(self.text) if line_end < 0 else line_end + 1

    def _read(self) -> None:
        text, at, table = self.text, 0, self.root
        while True:
            before, at = at, _end(_FILLER, text, at)
            if at >= len(text):
                return
            if text[at] == "[":
                self.headers.append(at)
                self._fillers[at] = before
                table, at = self._header(at)
            else:
                at = self._assignment(table, at)

    def _header(self, at: int) -> tuple[Table, int]:
        is_array = self.text.startswith("[[", at)
        parts, end = self._dotted_key(at + (2 if is_array else 1))
        end += 2 if is_array else 1
        holder = self._descend(self.root, [name for name, _ in parts[:-1]], at)
        name = parts[-1][0]
        head_end = self._next_line(end)
        existing = holder.entries.get(name)
        if is_array:
            tables = existing if isinstance(existing, Tables) else Tables()
            holder.entries[name] = tables
            tables.elements.append(Table(at, head_end, "header"))
            return tables.elements[-1], end
        if isinstance(existing, Table) and existing.style == "implied":
            existing.start, existing.head_end, existing.style = at, head_end, "header"
            return existing, end
        table = Table(at, head_end, "header")
        holder.entries[name] = table
        return table, end

    def _descend(self, table: Table, names: list[str], at: int) -> Table:
        for name in names:
            node = table.entries.get(name)
            if isinstance(node, Tables):
                table = node.elements[-1]
            elif isinstance(node, Table):
                table = node
            else:
                implied = Table(at, at, "implied")
                table.entries[name] = implied
                table = implied
        return table

    def _assignment(self, owner: Table, at: int) -> int:
        parts, equals = self._dotted_key(at)
        holder = self._descend(owner, [name for name, _ in parts[:-1]], at)
        node, end = self._value(_end(_BLANK, self.text, equals + 1))
        name = parts[-1][0]
        holder.entries[name] = node
        holder.assignments[name] = Assignment(name, at, end, node, owner)
        holder.last_end = owner.last_end = end
        return end

    def _dotted_key(self, at: int) -> tuple[list[tuple[str, int]], int]:
        parts: list[tuple[str, int]] = []
        while True:
            match = _KEY_PART.match(self.text, at)
            if match is None:
                raise ValueError(f"no key at offset {at}")
            parts.append((_unquoted(match[1]), match.start(1)))
            at = match.end()
            if self.text[at : at + 1] != ".":
                return parts, at
            at += 1

    def _value(self, at: int) -> tuple[Node, int]:
        if self.text[at] == "[":
            return self._array(at)
        if self.text[at] == "{":
            return self._inline(at)
        for pattern in _STRINGS:
            match = pattern.match(self.text, at)
            if match:
                return Leaf(at, match.end()), match.end()
        end = _end(_BARE, self.text, at)
        if end == at:  # every step goes on, or a text that is no TOML would be read for ever
            raise ValueError(f"no value at offset {at}")
        return Leaf(at, end), end

    def _array(self, at: int) -> tuple[Array, int]:
        array = Array(at, at)
        at = _end(_FILLER, self.text, at + 1)
        while self.text[at] != "]":
            node, at = self._value(at)
            array.items.append(node)
            at = _end(_FILLER, self.text, at)
            if self.text[at] == ",":
                at = _end(_FILLER, self.text, at + 1)
        array.end = at + 1
        return array, at + 1

    def _inline(self, at: int) -> tuple[Table, int]:
        table = Table(at, at + 1, "inline", last_end=at + 1)
        at = _end(_FILLER, self.text, at + 1)
        while self.text[at] != "}":
            at = self._assignment(table, at)
            at = _end(_FILLER, self.text, at)
            if self.text[at] == ",":
                at = _end(_FILLER, self.text, at + 1)
        table.end = at + 1
        return table, at + 1


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _unquoted(name: str) -> str:
    if name[0] not in "\"'":
        return name
    import tomli

    return next(iter(tomli.loads(f"{name} = 0")))


def _header_starts(table: Table) -> Iterator[int]:
    yield table.start
    for node in table.entries.values():
        if isinstance(node, Table) and node.style != "inline":
            yield from _header_starts(node)
        elif isinstance(node, Tables):
            for element in node.elements:
                yield from _header_starts(element)


def _last_ends(table: Table) -> Iterator[int]:
    yield max(table.last_end, table.head_end - 1)
    for node in table.entries.values():
        if isinstance(node, Table) and node.style != "inline":
            yield from _last_ends(node)
        elif isinstance(node, Tables):
            for element in node.elements:
                yield from _last_ends(element)
