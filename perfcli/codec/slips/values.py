"""What was meant by a value of the wrong kind in a text that is TOML: a number in quotes, a text without them."""

from __future__ import annotations

from typing import Any

from perfcli.codec.faults import Edit, Fault, Key, dotted, fault_at
from perfcli.codec.slips import kinds
from perfcli.codec.slips.numbers import is_number_place, plain_number, wanted
from perfcli.codec.slips.stop import Slip, glance, unquoted
from perfcli.codec.slips.words import name_in
from perfcli.codec.spans import Assignment, Leaf, Node, Outline, Table, Tables
from perfcli.i18n import gettext as _
from perfcli.model import Record

_MONTHS = frozenset(map(str, range(1, 13)))
_MOST = 40
"""Characters of a value that may be taken for a number."""


def with_slips(text: str, faults: list[Fault], record: type[Record]) -> list[Fault]:
    """The faults of a record's values, each in terms of what was meant where that is known, with its excerpt."""
    outline = Outline(text)
    return [_with_slip(text, outline, fault, record) for fault in faults]


def _with_slip(text: str, outline: Outline, fault: Fault, record: type[Record]) -> Fault:
    slip = None
    if fault.code == "missing":
        slip = _missing(outline, fault, record)
    elif fault.code == "type":
        slip = _wrong_kind(text, outline, fault, record)
    if slip is None:
        return fault
    line = outline.position(slip.at)[0]
    return fault_at(text, slip.at, fault.code, slip.message, slip.edits, key=fault.key, line=line)


def _wrong_kind(text: str, outline: Outline, fault: Fault, record: type[Record]) -> Slip | None:
    names = [part for part in fault.key if isinstance(part, str)]
    kind = kinds.kind_at(record, names)
    found = _found(outline, fault.key)
    if found is None:
        return None
    node, held = found
    if isinstance(fault.key[-1], int):
        kind = _of_elements(kind)
    table = kinds.table_at(record, names[:-1])
    if held and kinds.is_plan(table) and _is_no_month(held.key):
        return _month(text, held, table)
    if isinstance(node, Table | Tables):
        return _brackets(text, node, kind, fault)
    return _leaf(text, node, kind, fault) if isinstance(node, Leaf) else None


def _of_elements(kind: Any) -> Any:
    return str if kinds.is_texts(kind) else kind


def _leaf(text: str, node: Leaf, kind: Any, fault: Fault) -> Slip | None:
    """A number in quotes, or a text without them."""
    spelled = text[node.start : node.end]
    is_quoted = spelled[0] in "\"'"
    if is_number_place(kind):
        new = plain_number(kind, spelled) if len(spelled) <= _MOST and "\\" not in spelled else None
        if new is None and not is_quoted:
            return None
        edits: tuple[Edit, ...] = ((node.start, node.end, new),) if new and is_quoted else ()
        return Slip(node.start, wanted(dotted(fault.key), kind, spelled, new), edits)
    if kinds.is_text(kind) and not is_quoted and len(spelled) <= _MOST:
        message = _('{key}: text needs quotes: "{text}"').format(key=dotted(fault.key), text=spelled)
        return Slip(node.start, message, ((node.start, node.end, f'"{spelled}"'),))
    if kinds.is_texts(kind) and is_quoted:
        message = _("{key}: a list needs brackets: [{text}]")
        edits = ((node.start, node.start, "["), (node.end, node.end, "]"))
        return Slip(node.start, message.format(key=dotted(fault.key), text=glance(spelled)), edits)
    return None


def _brackets(text: str, node: Table | Tables, kind: Any, fault: Fault) -> Slip | None:
    """A table that is written as a list of tables, or the reverse."""
    if isinstance(node, Tables) and kinds.is_table(kind):
        header = _header(text, node.elements[0], "[", "]")
        message = _("{key} is a single table: write its header as [{key}]")
        edits = ((node.elements[0].start, header[0], header[1]),) if header and len(node.elements) == 1 else ()
        return Slip(node.elements[0].start, message.format(key=dotted(fault.key)), edits)
    if isinstance(node, Table) and node.style == "header" and kinds.is_tables(kind):
        header = _header(text, node, "[[", "]]")
        message = _("{table} is a list of tables: write each header as [[{table}]]")
        edits = ((node.start, header[0], header[1]),) if header else ()
        return Slip(node.start, message.format(table=dotted(fault.key)), edits)
    return None


def _header(text: str, table: Table, opening: str, closing: str) -> tuple[int, str] | None:
    """Where the header of a table ends, and how it is written with these brackets."""
    line = text[table.start : table.head_end].split("#")[0].rstrip()
    names = line.strip("[]")
    return (table.start + len(line), f"{opening}{names}{closing}") if "[" not in names and "]" not in names else None


def _is_no_month(key: str) -> bool:
    """Whether a key of a plan is at fault itself."""
    return key not in _MONTHS


def _month(text: str, held: Assignment, table: Any) -> Slip | None:
    month = name_in(table, held.key)
    written = text[held.start : text.find("=", held.start)].rstrip()
    if month is None or "." in written or unquoted(written) != held.key:
        return None
    message = _("the key for {key} is {name}").format(key=held.key, name=month)
    return Slip(held.start, message, ((held.start, held.start + len(written), month),))


def _missing(outline: Outline, fault: Fault, record: type[Record]) -> Slip | None:
    """A key that is there under its name in Chinese."""
    names = [part for part in fault.key[:-1] if isinstance(part, str)]
    found = _found(outline, fault.key[:-1]) if fault.key[:-1] else (outline.root, None)
    table = found[0] if found else None
    if not isinstance(table, Table):
        return None
    kind = kinds.table_at(record, names)
    known = kinds.fields_of(kind)
    meant = [word for word in table.assignments if word not in known and name_in(kind, word) == fault.key[-1]]
    if len(meant) != 1:
        return None
    held = table.assignments[meant[0]]
    written = outline.text[held.start : outline.text.find("=", held.start)].rstrip()
    message = _("the key for {key} is {name}").format(key=meant[0], name=fault.key[-1])
    is_plain = "." not in written and unquoted(written) == meant[0]
    edits = ((held.start, held.start + len(written), str(fault.key[-1])),) if is_plain else ()
    return Slip(held.start, message, edits)


def _found(outline: Outline, key: Key) -> tuple[Node, Assignment | None] | None:
    """What a key leads to, and where it is assigned; None where the text has it not."""
    node: Node = outline.root
    held: Assignment | None = None
    for part in key:
        if isinstance(part, str) and isinstance(node, Table) and part in node.entries:
            held = node.assignments.get(part)
            node = node.entries[part]
            continue
        children = node.elements if isinstance(node, Tables) else getattr(node, "items", None)
        if not isinstance(part, int) or not children or part >= len(children):
            return None
        node, held = children[part], None
    return node, held
