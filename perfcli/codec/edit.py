"""Edits of a file's text that leave its comments, unknown keys, layout and line ends as they are.

Scalars are replaced where they stand. Elements of an array of tables are matched by what names them, so that
each keeps its comments and unknown keys wherever it moves. Every edit passes a gate: the new text, read again,
must hold exactly what was wanted and all else as before, or nothing is changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfcli.codec.arrays import array_text
from perfcli.codec.canonical import (
    assigned,
    element_lines,
    is_table,
    is_tables,
    key_path,
    key_text,
    literal,
    table_lines,
)
from perfcli.codec.faults import Malformed
from perfcli.codec.merge import NAMED_BY, Elements, merged, settled
from perfcli.codec.reader import parse_exact, with_line_feeds
from perfcli.codec.spans import Array, Assignment, Leaf, Node, Outline, Table, Tables
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.model import Record, plain

Edit = tuple[int, int, str]


def patch(text: str, record: Record, keys: frozenset[str] | None = None, *, in_place: bool = False) -> str:
    """The text with the record's values in it, all else kept; `keys` are the top-level keys to set, None for all.

    With `in_place` an element of an array is the one that was at its place, whatever became of its values.

    The text may have any line ends and a byte order mark: both stay. Raises Malformed where it cannot be read,
    PerfError where its layout does not allow the edit.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    line_end = "\r\n" if body.count("\r\n") * 2 > body.count("\n") else "\n"
    body = with_line_feeds(body)
    values = {name: value for name, value in plain(record).items() if keys is None or name in keys}
    before = parse_exact(body)
    wanted = merged(before, values, in_place=in_place)
    if wanted == before:
        return text
    try:
        patched = _Editor(body, before).run(wanted)
        is_right = settled(parse_exact(patched)) == settled(wanted)
    except (Malformed, RecursionError):
        is_right = False
    if not is_right:
        raise PerfError(
            _("the layout of this file does not allow an automatic edit"),
            hint=_("Change the file by hand, or bring it to the canonical layout first."),
        )
    if not body.endswith("\n\n"):
        patched = patched.rstrip("\n") + "\n"
    return mark + patched.replace("\n", line_end)


class _Editor:
    """Collects the replacements of spans that turn one text into another."""

    def __init__(self, text: str, before: dict[str, Any]) -> None:
        self.text = text if text.endswith("\n") or not text else text + "\n"
        self.before = before
        self.outline = Outline(self.text)
        self.edits: list[Edit] = []
        self.blocks: list[Edit] = []
        """New tables: at one place they come behind new keys, which would else be theirs."""

    def run(self, values: Mapping[str, Any]) -> str:
        """The text after setting `values` at its top level."""
        self._table(self.outline.root, self.before, values, "")
        return _applied(self.text, [*self.edits, *self.blocks])

    def _table(self, table: Table, before: Mapping[str, Any], values: Mapping[str, Any], path: str) -> None:
        self._drop_keys(table, [name for name in before if name not in values])
        previous = ""
        for name, value in sorted(values.items(), key=lambda item: is_tables(item[1])):
            node = table.entries.get(name)
            old = before.get(name)
            if node is None:
                if value not in ("", [], {}, None):
                    self._insert(table, name, value, path, previous)
                continue
            if old != value:
                self._change(table, node, old, value, key_path(path, name))
            previous = name

    def _change(self, table: Table, node: Node, old: Any, value: Any, path: str) -> None:
        if isinstance(node, Table) and is_table(value):
            self._table(node, old, value, path)
        elif isinstance(node, Tables) and isinstance(value, list):
            self._elements(node, old, value, path)
        elif isinstance(node, Array) and isinstance(value, list):
            self.edits.append((node.start, node.end, array_text(self.text, node, old, value)))
        elif isinstance(node, Leaf | Array) or (isinstance(node, Table) and node.style == "inline"):
            inline = table.style == "inline"
            self.edits.append((node.start, node.end, literal(value) if inline else assigned(value)))

    def _insert(self, table: Table, name: str, value: Any, path: str, previous: str) -> None:
        """Write a new key behind the key `previous` of its table, where that is written in it."""
        inner = key_path(path, name)
        if table.style == "inline":
            self.edits.append(self._inline_insert(table, f"{key_text(name)} = {literal(value)}", previous))
        elif is_table(value) or is_tables(value):
            lines = table_lines(value, inner) if is_table(value) else _all_elements(value, inner)
            at = self._block_place(table, name)
            block = "\n".join(lines) + "\n"
            self.blocks.append((at, at, block if at == len(self.text) else block.lstrip("\n") + "\n"))
        else:
            at = self._key_place(table, previous)
            prefix = f"{path}." if table.style == "implied" else ""
            self.edits.append((at, at, f"{prefix}{key_text(name)} = {assigned(value)}\n"))

    def _block_place(self, table: Table, name: str) -> int:
        """Where a new block of a table goes: a table before the first array of tables, else behind all of it."""
        arrays = [node.elements[0] for node in table.entries.values() if isinstance(node, Tables)]
        if arrays and name not in NAMED_BY and table is self.outline.root:
            return self.outline.comment_start(arrays[0])
        return len(self.text) if table is self.outline.root else self.outline.block_end(table)

    def _inline_insert(self, table: Table, assignment: str, previous: str) -> Edit:
        if not table.assignments:
            return table.head_end, table.end - 1, f" {assignment} "
        if not previous:
            first = min(other.start for other in table.assignments.values())
            return first, first, f"{assignment}, "
        at = self._end_in(table, previous) or table.last_end
        return at, at, f", {assignment}"

    def _end_in(self, table: Table, name: str) -> int:
        """Where the key's value ends, 0 where the key is not written as one of this very table."""
        assignment = table.assignments.get(name)
        return assignment.value_end if assignment and assignment.owner is table else 0

    def _key_place(self, table: Table, previous: str) -> int:
        """The start of the line for a new key."""
        after = self._end_in(table, previous)
        if after:
            return self.text.find("\n", after) + 1
        if not previous and table.style == "header":
            return table.head_end
        return self._after_keys(table)

    def _after_keys(self, table: Table) -> int:
        """The start of the line after the last key written in this very table, or after its header."""
        if table.last_end:
            line_end = self.text.find("\n", table.last_end)
            return line_end + 1
        if table is self.outline.root and self.outline.headers:
            first = Table(self.outline.headers[0], 0, "header")
            return self.outline.comment_start(first)
        return table.head_end if table is not self.outline.root else len(self.text)

    def _drop_keys(self, table: Table, names: list[str]) -> None:
        for name in names:
            assignment = table.assignments.get(name)
            if assignment is None:
                self._drop_block(table.entries[name])
            elif table.style == "inline":
                self.edits.append(self._inline_cut(table, assignment))
            else:
                start = self.text.rfind("\n", 0, assignment.start) + 1
                end = self.text.find("\n", assignment.value_end) + 1
                rest = self.text[assignment.value_end : end].strip()
                self.edits.append((start, end, f"{rest}\n" if rest else ""))

    def _drop_block(self, node: Node) -> None:
        """Take out a table with its header, and what stands under it."""
        if isinstance(node, Table):
            self.edits.append((self.outline.comment_start(node), self.outline.block_end(node), ""))

    def _inline_cut(self, table: Table, assignment: Assignment) -> Edit:
        followers = [other.start for other in table.assignments.values() if other.start > assignment.start]
        if followers:
            return assignment.start, min(followers), ""
        before = [other.value_end for other in table.assignments.values() if other.start < assignment.start]
        return (max(before) if before else assignment.start), assignment.value_end, ""

    def _elements(self, node: Tables, olds: list[Any], news: list[Any], path: str) -> None:
        places = news.places if isinstance(news, Elements) else []
        kept = [index for index in places if index is not None]
        if kept == sorted(kept):
            self._elements_in_place(node, olds, news, places, path)
        else:
            self._elements_reordered(node, olds, news, places, path)

    def _elements_in_place(
        self, node: Tables, olds: list[Any], news: list[Any], places: list[int | None], path: str
    ) -> None:
        for index in sorted(set(range(len(olds))) - set(places)):
            self.edits.append(self._element_cut(node.elements[index]))
        at = self.outline.comment_start(node.elements[0])
        for paired, new in zip(places, news, strict=True):
            if paired is None:
                self.blocks.append((at, at, self._new_block(new, path, at)))
            else:
                count = len(self.blocks)
                self._table(node.elements[paired], olds[paired], new, path)
                inner = [place for place, _end, _block in self.blocks[count:]]
                at = max([self.outline.own_end(node.elements[paired]), *inner])

    def _element_cut(self, element: Table) -> Edit:
        """What goes with an element: comments below its last key belong to what follows and stay."""
        start, end = self.outline.comment_start(element), self.outline.block_end(element)
        own_end = self.outline.last_line_end(element)
        loose = self.text[own_end:end]
        if not loose.strip():
            return start, end, ""
        is_apart = self.text[:start].endswith("\n\n") or not start
        return start, own_end + len(loose) - len(loose.lstrip()), "" if is_apart else "\n"

    def _new_block(self, value: Mapping[str, Any], path: str, at: int) -> str:
        block = "\n".join(element_lines(value, path)) + "\n"
        is_below = at and not self.text.endswith("\n\n", 0, at)
        is_above = at < len(self.text) and self.text[at] != "\n"
        return (block if is_below else block[1:]) + ("\n" if is_above else "")

    def _elements_reordered(
        self, node: Tables, olds: list[Any], news: list[Any], places: list[int | None], path: str
    ) -> None:
        """Cut the blocks out, patch each by itself, and lay them down again in the new order."""
        spans = [(self.outline.comment_start(e), self.outline.block_end(e)) for e in node.elements]
        start, end = min(spans)[0], max(spans, key=lambda span: span[1])[1]
        blocks = []
        for index, new in zip(places, news, strict=True):
            if index is None:
                blocks.append("\n".join(element_lines(new, path)).strip("\n"))
                continue
            editor = _Editor.__new__(_Editor)
            editor.text, editor.before, editor.outline = self.text, {}, self.outline
            editor.edits, editor.blocks = [], []
            editor._table(node.elements[index], olds[index], new, path)
            first, last = spans[index]
            moved = _applied(
                self.text, [edit for edit in [*editor.edits, *editor.blocks] if first <= edit[0] <= last], first, last
            )
            blocks.append(moved.strip("\n"))
        gone = sorted(set(range(len(olds))) - set(places))
        loose = [self.text[self.outline.last_line_end(node.elements[i]) : spans[i][1]].strip("\n") for i in gone]
        tail = "\n" if end == len(self.text) else "\n\n"
        self.edits.append((start, end, "\n\n".join([*blocks, *filter(None, loose)]) + tail))


def _all_elements(values: list[Any], path: str) -> list[str]:
    return [line for value in values for line in element_lines(value, path)]


def _applied(text: str, edits: list[Edit], first: int = 0, last: int | None = None) -> str:
    """The text between two offsets with the edits made; at one place they are made in the order given."""
    last = len(text) if last is None else last
    parts = []
    at = first
    for start, end, new in sorted(edits, key=lambda edit: edit[0]):
        parts += [text[at:start], new]
        at = max(at, end)
    return "".join(parts) + text[at:last]
