"""The canonical layout of a file's text: order of keys, spelling of values, one place for each comment.

Text to text, judging nothing. Keys of ours stand in the order of the form, unknown ones behind them as they came. A
comment stays with the key or header below it, one at the end of a line with that line, those above the first empty
line at the head of the file. Values of ours are spelled as `write` spells them; unknown ones, and those with comments
inside, keep their spelling. Before the new text is given out it is read again: data and comments must be the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from perfcli.codec.canonical import is_table, is_tables, key_path, key_text, literal
from perfcli.codec.faults import Malformed
from perfcli.codec.reader import parse_exact, with_line_feeds
from perfcli.codec.spans import Assignment, Node, Outline, Table, Tables
from perfcli.codec.spelling import fields_of, inner_of, is_plan, kind_of, month_order, spelled
from perfcli.codec.strict import comment_spans
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.model import Record

_DIRECTIVE = "#:"
_PASSES = 3
"""A key that comes to stand first may bring comments that then belong to the head of the file."""


@dataclass(frozen=True, slots=True)
class _Remarks:
    """The comments of one key or header: the lines above it (with empty ones between groups), and the one behind it."""

    above: tuple[str, ...] = ()
    behind: str = ""
    is_apart: bool = False
    """Whether an empty line stands before the comments above."""


def formatted(text: str, record: type[Record]) -> str:
    """The text in canonical layout, with LF line ends and without a byte order mark.

    Raises Malformed where it is no TOML, PerfError where its layout does not let every comment find its place.
    """
    body = with_line_feeds(text.removeprefix("\ufeff"))
    data = parse_exact(body)
    new, before = _Formatter(body, data).run(record), body
    for _pass in range(_PASSES):
        if new == before or not _is_readable(new):
            break
        new, before = _Formatter(new, parse_exact(new)).run(record), new
    if not _is_readable(new) or _comparable(parse_exact(new)) != _comparable(data) or _comments(new) != _comments(body):
        raise PerfError(
            _("this layout cannot be brought into the canonical one without loss; nothing was changed"),
            hint=_("Put each comment on a line of its own, then try again."),
        )
    return new


def _is_readable(text: str) -> bool:
    try:
        parse_exact(text)
    except Malformed:
        return False
    return True


def _comments(text: str) -> Counter[str]:
    return Counter(text[start:end].rstrip() for start, end in comment_spans(text))


def _comparable(value: Any) -> Any:
    """Plain values that are equal where they hold the same: NaN as text, true not as 1."""
    if isinstance(value, dict):
        return {name: _comparable(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    if isinstance(value, bool) or (isinstance(value, Decimal) and value.is_nan()):
        return str(value)
    return value


class _Formatter:
    """Writes the outline of a text down again."""

    def __init__(self, text: str, data: Mapping[str, Any]) -> None:
        self.text = text if text.endswith("\n") or not text else text + "\n"
        self.data = data
        self.outline = Outline(self.text)
        self.comments = [start for start, _end in comment_spans(self.text)]
        self.remarks: dict[int, _Remarks] = {}
        self.head: list[str] = []
        self.tail: list[str] = []
        self._place_comments()

    def run(self, record: type[Record]) -> str:
        """The whole text."""
        written = ["", *self.head, ""]
        for line in (*self._table(self.outline.root, self.data, record, ""), "", *self.tail):
            if line or written[-1]:
                written.append(line)
        return "\n".join([*_groups(written), ""])

    # comments

    def _place_comments(self) -> None:
        items = sorted(self._items(self.outline.root), key=lambda item: item[0])
        end = 0
        behind_of: int | None = None
        for start, item_end in [*items, (len(self.text), len(self.text))]:
            lines = self.text[end:start].split("\n")
            if behind_of is not None and lines[0].strip():
                known = self.remarks[behind_of]
                self.remarks[behind_of] = _Remarks(known.above, lines[0].strip(), known.is_apart)
            above = [line.strip() for line in (lines[1:] if behind_of is not None else lines)]
            if start == len(self.text):
                self.tail = _groups(above)
            else:
                if behind_of is None:
                    above = self._take_head(above)
                groups = _groups(above)
                is_apart = _is_apart(above) or (behind_of is None and bool(self.head))
                self.remarks[start] = _Remarks(tuple(groups), "", bool(groups) and is_apart)
            end, behind_of = item_end, start

    def _take_head(self, lines: list[str]) -> list[str]:
        """Of the lines before the first key those of the file: a directive, and all up to the last empty line."""
        lines = lines[next((index for index, line in enumerate(lines) if line), 0) :]
        last = len(lines) - 1
        blanks = [index for index, line in enumerate(lines[:last]) if not line]
        at = blanks[-1] + 1 if blanks and any(lines[: blanks[-1]]) else 0
        while at < last and lines[at].startswith(_DIRECTIVE):
            at += 1
        self.head = _groups(lines[:at])
        return lines[at:]

    def _items(self, table: Table) -> Iterator[tuple[int, int]]:
        """Start and end of every key and header that stands on lines of its own."""
        if table.style == "header":
            comment = self._comment_within(table.start, table.head_end)
            is_last = self.text[table.head_end - 1] != "\n"
            yield table.start, table.head_end - (not is_last) if comment is None else comment
        for name, node in table.entries.items():
            assignment = table.assignments.get(name)
            if assignment:
                yield assignment.start, assignment.value_end
            elif isinstance(node, Table):
                yield from self._items(node)
            elif isinstance(node, Tables):
                for element in node.elements:
                    yield from self._items(element)

    def _has_comment(self, node: Node) -> bool:
        return not isinstance(node, Tables) and self._comment_within(node.start, node.end) is not None

    def _comment_within(self, start: int, end: int) -> int | None:
        """Where the first comment between two offsets begins."""
        index = bisect_left(self.comments, start)
        return self.comments[index] if index < len(self.comments) and self.comments[index] < end else None

    # writing

    def _table(self, table: Table, data: Mapping[str, Any], record: Any, path: str) -> Iterator[str]:
        """The lines of a table's keys, then of the tables in it."""
        fields = fields_of(record)
        names = [name for name in fields if name in data] + [name for name in data if name not in fields]
        if is_plan(record):
            names.sort(key=month_order)
        blocks = [name for name in names if self._is_block(table, name, data[name], kind_of(record, fields, name))]
        set_apart = set(blocks)
        for name in names:
            if name not in set_apart:
                yield from self._key(table.assignments[name], data[name], kind_of(record, fields, name))
        for name in _in_order(blocks, data, fields):
            inner = key_path(path, name)
            yield from self._block(table, name, data[name], kind_of(record, fields, name), inner)

    def _is_block(self, table: Table, name: str, value: Any, kind: Any) -> bool:
        """Whether a value is written with headers: as it is now, or for one of ours as it should be."""
        if name not in table.assignments:
            return True
        known = inner_of(kind) is not None and (is_table(value) or is_tables(value))
        return known and not self._has_comment(table.assignments[name].node)

    def _key(self, assignment: Assignment, value: Any, kind: Any) -> Iterator[str]:
        remarks = self.remarks.get(assignment.start, _Remarks())
        node = assignment.node
        text = None if self._has_comment(node) else spelled(value, kind)
        if text is None:
            text = self.text[node.start : node.end] if not isinstance(node, Tables) else literal(value)
        yield from ([""] if remarks.is_apart else [])
        yield from remarks.above
        yield f"{key_text(assignment.key)} = {text}" + (f" {remarks.behind}" if remarks.behind else "")

    def _block(self, table: Table, name: str, value: Any, kind: Any, path: str) -> Iterator[str]:
        """A table or an array of tables with its headers; one that was in braces takes its comments with it."""
        inner = inner_of(kind)
        node = table.entries[name]
        assignment = table.assignments.get(name)
        if assignment:
            remarks = self.remarks.get(assignment.start, _Remarks())
            yield from _unbraced(value, inner, path, remarks)
        elif isinstance(node, Tables):
            for element, item in zip(node.elements, value, strict=True):
                yield from self._header(element, f"[[{path}]]")
                yield from self._table(element, item, inner, path)
        elif isinstance(node, Table):
            if node.style == "header" or node.assignments:
                yield from self._header(node, f"[{path}]")
            yield from self._table(node, value, inner, path)

    def _header(self, table: Table, header: str) -> Iterator[str]:
        remarks = self.remarks.get(table.start, _Remarks()) if table.style == "header" else _Remarks()
        yield ""
        yield from remarks.above
        yield header + (f" {remarks.behind}" if remarks.behind else "")


def _unbraced(value: Any, record: Any, path: str, remarks: _Remarks) -> Iterator[str]:
    """A table or array of tables of ours that stood in braces, with headers."""
    behind = f" {remarks.behind}" if remarks.behind else ""
    above = remarks.above
    for item in value if isinstance(value, list) else [value]:
        yield ""
        yield from above
        yield (f"[[{path}]]" if isinstance(value, list) else f"[{path}]") + behind
        behind, above = "", ()
        yield from _plain_lines(item, record, path)


def _plain_lines(data: Mapping[str, Any], record: Any, path: str) -> Iterator[str]:
    fields = fields_of(record)
    names = [name for name in fields if name in data] + [name for name in data if name not in fields]
    kinds = {name: kind_of(record, fields, name) for name in names}
    blocks = [name for name in names if inner_of(kinds[name]) and (is_table(data[name]) or is_tables(data[name]))]
    set_apart = set(blocks)
    for name in names:
        if name not in set_apart:
            yield f"{key_text(name)} = {spelled(data[name], kinds[name]) or literal(data[name])}"
    for name in _in_order(blocks, data, fields):
        yield from _unbraced(data[name], inner_of(kinds[name]), key_path(path, name), _Remarks())


def _in_order(blocks: list[str], data: Mapping[str, Any], fields: Mapping[str, Any]) -> list[str]:
    """The tables of ours, then their arrays of tables as `write` has them, then what is not ours."""
    return sorted(blocks, key=lambda name: (name not in fields, name in fields and is_tables(data[name])))


def _groups(lines: list[str]) -> list[str]:
    """Comment lines with at most one empty line between two groups, none at the ends."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _is_apart(lines: list[str]) -> bool:
    """Whether an empty line stands before the first comment."""
    first = next((index for index, line in enumerate(lines) if line), 0)
    return first > 0
