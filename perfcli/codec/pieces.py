"""A TOML text taken apart without loss: headers and keys in their order, each with the comments above and behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from perfcli.codec.spans import Array, Assignment, Leaf, Outline, Table, Tables
from perfcli.three_way import Elements

Path = tuple[str, ...]
"""The way to a value: keys, and identities of elements of arrays of tables."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A key with its value: what stands above it, `key = `, the value, and the rest of its line."""

    path: Path
    lead: str
    head: str
    value: str
    tail: str
    node: Leaf | Array | Table

    @property
    def line(self) -> str:
        """The lines of the key itself."""
        return self.head + self.value + self.tail


@dataclass(slots=True)
class Block:
    """A header with the keys below it, up to the next header; the first block of a text has none."""

    path: Path
    lead: str = ""
    header: str = ""
    pieces: dict[Path, Piece] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The block as it stands, without what stands above it."""
        return self.header + "".join(piece.lead + piece.line for piece in self.pieces.values())


@dataclass(frozen=True, slots=True)
class TakenApart:
    """A text as its blocks, and what stands behind the last key."""

    text: str
    blocks: dict[Path, Block]
    tail: str


def taken_apart(text: str, identified: Mapping[str, Any]) -> TakenApart:
    """A text that holds this data as its blocks; the text has to end with a line feed, and be readable."""
    blocks: dict[Path, Block] = {(): Block(())}
    block = blocks[()]
    at = 0
    for start, path, item in sorted(_items(Outline(text).root, identified, ()), key=lambda found: found[0]):
        lead = text[at:start]
        if isinstance(item, Assignment) and not isinstance(item.node, Tables):
            at = _next_line(text, item.value_end)
            head, value = text[start : item.node.start], text[item.node.start : item.value_end]
            block.pieces[path] = Piece(path, lead, head, value, text[item.value_end : at], item.node)
        elif isinstance(item, Table):
            at = item.head_end
            block = blocks[path] = Block(path, lead, text[start:at])
    return TakenApart(text, blocks, text[at:])


def _items(table: Table, identified: Any, path: Path) -> Iterator[tuple[int, Path, Assignment | Table]]:
    """Every key and header that stands on lines of its own."""
    for name, node in table.entries.items():
        inner = (*path, name)
        assignment = table.assignments.get(name)
        if assignment:
            yield assignment.start, inner, assignment
        elif isinstance(node, Table):
            if node.style == "header":
                yield node.start, inner, node
            yield from _items(node, identified[name], inner)
        elif isinstance(node, Tables):
            elements = identified[name]
            keys = list(elements) if isinstance(elements, Elements) else [str(place) for place in range(len(elements))]
            values = list(elements.values()) if isinstance(elements, Elements) else elements
            for key, element, value in zip(keys, node.elements, values, strict=True):
                yield element.start, (*inner, key), element
                yield from _items(element, value, (*inner, key))


def _next_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1
