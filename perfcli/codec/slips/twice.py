"""A key or a table that stands twice."""

from __future__ import annotations

from perfcli.codec.slips import kinds
from perfcli.codec.slips.stop import Slip, Stop, header
from perfcli.codec.spans import Node, Outline, Table, Tables
from perfcli.i18n import gettext as _

_REASONS = ("Cannot overwrite a value", "Cannot declare", "Cannot mutate", "Cannot redefine")


def twice_slip(stop: Stop) -> Slip | None:
    """A key or a header that was there before: which line has it first."""
    if not stop.reason.startswith(_REASONS):
        return None
    outline = Outline(stop.text[: stop.start])
    names = header(stop.text, stop.start)
    if names:
        return _header(stop, outline, names)
    first = _first(outline, (*stop.table, *stop.names))
    if not stop.names or first is None:
        return None
    line = outline.position(first)[0]
    message = _("the key {key} is defined twice, first on line {line}").format(key=stop.key, line=line)
    before = stop.text.rfind("\n", 0, max(stop.start - 1, 0)) + 1
    end = min(stop.line_end + 1, len(stop.text))
    is_repeated = stop.text[before : stop.start].rstrip("\n") == stop.text[stop.start : stop.line_end]
    return Slip(stop.start, message, ((stop.start, end, ""),) if is_repeated and stop.start else ())


def _header(stop: Stop, outline: Outline, names: tuple[str, ...]) -> Slip | None:
    first = _first(outline, names)
    if first is None:
        return None
    line = outline.position(first)[0]
    path = ".".join(names)
    if not kinds.is_tables(kinds.kind_at(stop.record, names)):
        message = _("[{table}] is defined twice, first on line {line}").format(table=path, line=line)
        return Slip(stop.start, message)
    message = _("{table} is a list of tables: write each header as [[{table}]]").format(table=path)
    wrong = [at for at in (first, stop.start) if not stop.text.startswith("[[", at)]
    edits = tuple(edit for at in wrong for edit in _doubled(stop.text, at))
    return Slip(wrong[0], message, edits) if wrong and edits else None


def _doubled(text: str, at: int) -> tuple[tuple[int, int, str], ...]:
    """What makes a header of single brackets one of double brackets."""
    end = text.find("]", at)
    return ((at, at, "["), (end, end, "]")) if text.startswith("[", at) and "\n" not in text[at:end] else ()


def _first(outline: Outline, names: tuple[str, ...]) -> int | None:
    """Where what these names lead to begins, in the last one of each list of tables; None where it is not found."""
    table = outline.root
    start: int | None = None
    for name in names:
        held = table.assignments.get(name)
        node: Node | None = table.entries.get(name)
        if held:
            start = held.start
        elif isinstance(node, Table):
            start = node.start
        elif isinstance(node, Tables):
            start = node.elements[-1].start
        if isinstance(node, Tables):
            node = node.elements[-1]
        if not isinstance(node, Table):
            return start if name == names[-1] else None
        table = node
    return start
