"""Records as canonical TOML text: fixed order, one layout, LF line ends, empty optional keys left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import msgspec
from tomlkit import item, string

from perfcli.model import CENT, Department, DepartmentGoals, Project, Record, Template, decimals_of, plain
from perfcli.settings import Settings

SCHEMAS: dict[type[Record], str] = {
    Project: "../../../schemas/project.json",
    DepartmentGoals: "../../schemas/goals.json",
    Department: "../schemas/department.json",
    Template: "../schemas/template.json",
    Settings: "schemas/settings.json",
}
"""Where the schema of each record lies, seen from a file that holds one: editors complete and check by it."""

_MOST_BITS = 14_000
"""Python spells no number of over 4,300 decimal digits, and reads none but in hexadecimal digits."""

_OPTIONAL_TABLES = frozenset({"check"})
"""Tables whose every key has a default."""

_ALWAYS: dict[type[Record], tuple[str, ...]] = {
    Project: ("purpose", "goals"),
    Template: ("name", "use"),
    Department: ("name",),
    DepartmentGoals: ("overall",),
}
"""Optional keys that are written even while they are empty, since someone has to fill them in."""


def literal(value: object) -> str:
    """A value spelled in TOML on one line; amounts and percents have at least two decimals."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return string(value).as_string()
    if isinstance(value, Decimal):
        return f"{value:f}" if decimals_of(value) >= 2 else f"{value.quantize(CENT):f}"
    if isinstance(value, int):
        return str(value) if value.bit_length() < _MOST_BITS else f"{value:#x}"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {literal(entry)}" for name, entry in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(literal(entry) for entry in value) + "]"
    return item(value).as_string()


def write(record: Record) -> str:
    """The canonical text of a record's file: the line that names its schema, then its keys."""
    always = _ALWAYS.get(type(record), ())
    needed = {field.encode_name for field in msgspec.structs.fields(type(record)) if field.required}
    values = {
        name: value
        for name, value in plain(record).items()
        if name in needed or name in always or (value not in ("", [], {}, None) and not _is_default(record, name))
    }
    schema = SCHEMAS.get(type(record))
    head = f"#:schema {schema}\n\n" if schema else ""
    return head + "\n".join(_table(values)).lstrip("\n") + "\n"


def _is_default(record: Record, name: str) -> bool:
    """Whether a table of settings says no more than leaving it out."""
    value = getattr(record, name)
    return name in _OPTIONAL_TABLES and value == type(value)()


def _table(values: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Lines of a table's own keys, then of the tables in it, each after an empty line."""
    for name, value in values.items():
        if not is_table(value) and not is_tables(value) and not (path and value == []):
            yield f"{name} = {assigned(value)}"
    for name, value in values.items():
        inner = f"{path}.{name}" if path else name
        if is_table(value):
            yield from ("", f"[{inner}]")
            yield from _table(value, inner)
        elif is_tables(value):
            for element in value:
                yield from element_lines(element, inner)


def element_lines(element: Mapping[str, Any], path: str) -> Iterator[str]:
    """The lines of one element of an array of tables, an empty line first."""
    yield from ("", f"[[{path}]]")
    yield from _table(element, path)


def table_lines(values: Mapping[str, Any], path: str) -> Iterator[str]:
    """The lines of a table with its header, an empty line first."""
    yield from ("", f"[{path}]")
    yield from _table(values, path)


def assigned(value: object) -> str:
    """A value as it stands after `key = `: a list of texts has one text a line, a text of several lines keeps them."""
    if isinstance(value, list) and value and all(isinstance(entry, str) for entry in value):
        return "[\n" + "".join(f"  {assigned(entry)},\n" for entry in value) + "]"
    if isinstance(value, str) and "\n" in value and "\r" not in value:
        spelled = string(value, multiline=True).as_string()
        return spelled if value.startswith("\n") else f'"""\n{spelled[3:]}'
    return literal(value)


def is_table(value: object) -> bool:
    """Whether a value is written with a `[header]`."""
    return isinstance(value, Mapping)


def is_tables(value: object) -> bool:
    """Whether a value is written with `[[headers]]`."""
    return isinstance(value, list) and bool(value) and all(isinstance(entry, Mapping) for entry in value)
