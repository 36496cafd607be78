"""Records as canonical TOML text: fixed order, one layout, LF line ends, empty optional keys left out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec
from tomlkit import item, string

from perfcli.exact import CENT, Points, decimals_of
from perfcli.model import Budget, Department, DepartmentGoals, Indicator, Project, Record, Template
from perfcli.progress import (
    EvaluatedIndicator,
    EvaluatedPart,
    Evaluation,
    MonitoredIndicator,
    MonitoredPart,
    Monitoring,
    Progress,
)
from perfcli.regex import regex
from perfcli.settings import Settings

SCHEMAS: dict[type[Record], str] = {
    Project: "../../../schemas/project.json",
    DepartmentGoals: "../../schemas/goals.json",
    Department: "../schemas/department.json",
    Template: "../schemas/template.json",
    Progress: "../../../schemas/progress.json",
    Settings: "schemas/settings.json",
}
"""Where the schema of each record lies, seen from a file that holds one: editors complete and check by it."""

_BARE_KEY = regex(r"[A-Za-z0-9_-]+")
_UNESCAPED = regex(r'[^\x00-\x1f"\\\x7f]*')
"""A text that stands between quotes as it is, as nearly every one does: spelling it out takes a third of an import."""

_MOST_BITS = 14_000
"""Python spells no number of over 4,300 decimal digits, and reads none but in hexadecimal digits."""
_ARRAYS = frozenset({"indicators", "functions", "safeguards", "units", "monitoring", "adjustments", "changes"})
"""What is written as an array of tables, and so not at all while it is empty."""


_ALWAYS: dict[type[Record], tuple[str, ...]] = {
    Project: ("purpose", "goals"),
    Template: ("name", "use"),
    Department: ("name",),
    DepartmentGoals: ("overall",),
}
"""Optional keys that are written even while they are empty, since someone has to fill them in."""


_PARTS: tuple[type[Record], ...] = (
    Indicator,
    Budget,
    Monitoring,
    MonitoredPart,
    MonitoredIndicator,
    Evaluation,
    EvaluatedPart,
    EvaluatedIndicator,
)
TABLES = ("parts", "indicators")
"""Tables of records by their names: left out while they are empty."""

OPTIONAL = frozenset(name for part in _PARTS for name in part.OPTIONAL if name not in TABLES)
"""Keys that are left out of a table while they are empty."""

EMPTY: tuple[object, ...] = ("", [], {}, None)


def literal(value: object) -> str:
    """A value spelled in TOML on one line; amounts and percents have at least two decimals."""
    if isinstance(value, str):  # as most are
        return f'"{value}"' if _UNESCAPED.fullmatch(value) else string(value).as_string()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Points):
        return f"{value.normalize():f}"
    if isinstance(value, Decimal):
        return f"{value:f}" if decimals_of(value) >= 2 else f"{value.quantize(CENT):f}"
    if isinstance(value, int):
        return str(value) if value.bit_length() < _MOST_BITS else f"{value:#x}"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key_text(name)} = {literal(entry)}" for name, entry in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(literal(entry) for entry in value) + "]"
    return item(value).as_string()


def write(record: Record) -> str:
    """The canonical text of a record's file: the line that names its schema, then its keys."""
    kind = type(record)
    always = _always(kind)
    said = {name: lean(value) for name, value in msgspec.structs.asdict(record).items()}
    if kind.ONE_OF and not any(said[name] for name in kind.ONE_OF):
        always |= {kind.ONE_OF[0]}
    values = {
        name: said[name]
        for name in ordered_keys(kind)
        if name in always or (said[name] not in EMPTY and not _is_default(record, name))
    }
    schema = SCHEMAS.get(kind)
    if isinstance(record, Progress) and not record.code:
        schema = "../../schemas/progress.json"  # of a whole, which lies a folder higher
    head = f"#:schema {schema}\n\n" if schema else ""
    return head + "\n".join(_table(values)).lstrip("\n") + "\n"


@lru_cache
def ordered_keys(kind: type[Record]) -> tuple[str, ...]:
    """The keys of a record in the order of its file: what it belongs to first."""
    return tuple(sorted((field.encode_name for field in _fields(kind)), key=lambda name: name not in kind.ONE_OF))


@lru_cache
def _always(kind: type[Record]) -> frozenset[str]:
    """The keys of a record that are written even while they are empty."""
    return frozenset(_ALWAYS.get(kind, ())).union(field.encode_name for field in _fields(kind) if field.required)


@lru_cache
def _fields(kind: type[Record]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """The fields of a record: msgspec works them out from its annotations each time it is asked."""
    return msgspec.structs.fields(kind)


def lean(value: Any) -> Any:
    """A value as tables, lists and values, without the optional keys that are empty in it."""
    if isinstance(value, str):
        return value  # as most are
    if isinstance(value, Record):
        return _lean_table(msgspec.structs.asdict(value))
    if isinstance(value, list | tuple):
        return [lean(entry) for entry in value]
    return _lean_table(value) if isinstance(value, Mapping) else value


def _lean_table(values: Mapping[Any, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in values.items():
        item = lean(value)
        if item or not _is_left_out(name, item):
            kept[str(name)] = item
    return kept


def _is_left_out(name: str, item: object) -> bool:
    return item == {} if name in TABLES else name in OPTIONAL and item in EMPTY


def _is_default(record: Record, name: str) -> bool:
    """Whether a table says no more than leaving it out: every key of it has its default."""
    value = getattr(record, name)
    return isinstance(value, Record) and value == next(
        field.default for field in _fields(type(record)) if field.name == name
    )


def _table(values: Mapping[str, Any], path: str = "") -> list[str]:
    """Lines of a table's own keys, then of the tables in it, then of arrays of tables, each after an empty line."""
    lines, tables, arrays = [], [], []
    for name, value in values.items():
        if isinstance(value, str):
            lines.append(f"{key_text(name)} = {assigned(value)}")  # as most are
        elif is_table(value):
            tables.append(name)
        elif is_tables(value):
            arrays.append(name)
        elif not (name in _ARRAYS and value == []):
            lines.append(f"{key_text(name)} = {assigned(value)}")
    for name in tables:
        lines += table_lines(values[name], key_path(path, name))
    for name in arrays:
        inner = key_path(path, name)
        for element in values[name]:
            lines += element_lines(element, inner)
    return lines


def element_lines(element: Mapping[str, Any], path: str) -> list[str]:
    """The lines of one element of an array of tables, an empty line first."""
    return ["", f"[[{path}]]", *_table(element, path)]


def table_lines(values: Mapping[str, Any], path: str) -> list[str]:
    """The lines of a table with its header, an empty line first; one that holds tables alone needs no header."""
    lines = _table(values, path)
    if values and all(is_table(value) or is_tables(value) for value in values.values()):
        return lines
    return ["", f"[{path}]", *lines]


@lru_cache(256)
def key_text(name: str) -> str:
    """A key as it is written: anything but A-Z, a-z, 0-9, _ and - needs quotes."""
    return name if _BARE_KEY.fullmatch(name) else literal(name)


def key_path(path: str, name: str) -> str:
    """The header of a table in the table with the header `path`."""
    return f"{path}.{key_text(name)}" if path else key_text(name)


def assigned(value: object) -> str:
    """A value as it stands after `key = `: a list of texts has one text a line, a text of several lines keeps them."""
    if isinstance(value, str):
        if "\n" not in value or "\r" in value:
            return literal(value)
        spelled = string(value, multiline=True).as_string()
        return spelled if value.startswith("\n") else f'"""\n{spelled[3:]}'
    if isinstance(value, list) and value and all(isinstance(entry, str) for entry in value):
        return "[\n" + "".join(f"  {assigned(entry)},\n" for entry in value) + "]"
    return literal(value)


def is_table(value: object) -> bool:
    """Whether a value is written with a `[header]`."""
    return isinstance(value, dict)


def is_tables(value: object) -> bool:
    """Whether a value is written with `[[headers]]`."""
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)
