"""Tables as a DuckDB database of their own, with types, keys and indexes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from perfcli.lake.duck import TYPES, library
from perfcli.lake.parquet import arrow, table_of
from perfcli.relations import KEYS, OF_PROJECTS, PROJECT_KEY, Relation

Batches = Iterable[Sequence[tuple[Any, ...]]]
"""Rows in the order of a table's columns, money in whole 分."""


def write_database(path: Path, tables: Iterable[tuple[Relation, Batches]]) -> None:
    """Make a new database at a path; projects come before what belongs to them. Raises PerfError without the extra."""
    arrow()
    connection = library().connect(str(path))
    try:
        for relation, batches in tables:
            connection.execute(_created(relation))
            for rows in batches:
                if rows:
                    connection.register("batch", table_of(relation, rows))
                    connection.execute(f"INSERT INTO {relation.name} SELECT * FROM batch")
            if {"code", "year"} <= relation.columns.keys():
                connection.execute(f"CREATE INDEX {relation.name}_code ON {relation.name} (code, year)")
    finally:
        connection.close()


def _created(relation: Relation) -> str:
    parts = [f'"{name}" {TYPES[kind]}' for name, kind in relation.columns.items()]
    if key := KEYS.get(relation.name):
        parts.append(f"PRIMARY KEY ({_listed(key)})")
    if relation.name in OF_PROJECTS:
        columns = _listed(PROJECT_KEY)
        parts.append(f"FOREIGN KEY ({columns}) REFERENCES projects ({columns})")
    return f"CREATE TABLE {relation.name} ({', '.join(parts)})"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
