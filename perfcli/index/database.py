"""The public tables as an SQLite database of their own, with types, keys and indexes, for other programs."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from perfcli.index import Index
from perfcli.index.relations import relations, rows_of, years
from perfcli.relations import KEYS, LEFT_OUT, OF_PROJECTS, PROJECT_KEY, ColumnKind, Relation

_TYPES: dict[ColumnKind, str] = {"text": "TEXT", "whole": "INTEGER", "double": "REAL", "money": "REAL"}


def database(index: Index) -> bytes:
    """All that a query sees, as the bytes of an SQLite file; amounts in 元 are beside those in whole 分."""
    with closing(sqlite3.connect(":memory:")) as target:
        for relation in relations().values():
            if relation.name not in LEFT_OUT:
                target.execute(_created(relation))
                _fill(target, index, relation)
                for at, columns in enumerate(_lookups(relation), 1):
                    target.execute(f"CREATE INDEX {relation.name}_{at} ON {relation.name} ({', '.join(columns)})")
        target.commit()
        return target.serialize()


def _created(relation: Relation) -> str:
    parts = [f'"{name}" {_TYPES[kind]}' for name, kind in relation.columns.items()]
    if key := KEYS.get(relation.name):
        parts.append(f"PRIMARY KEY ({', '.join(key)})")
    if relation.name in OF_PROJECTS:
        columns = ", ".join(PROJECT_KEY)
        parts.append(f"FOREIGN KEY ({columns}) REFERENCES projects ({columns})")
    return f"CREATE TABLE {relation.name} ({', '.join(parts)})"


def _lookups(relation: Relation) -> list[tuple[str, ...]]:
    """What rows are looked for by, besides the key: code and year, what has no key also by its project."""
    columns = relation.columns
    found: list[tuple[str, ...]] = [("code", "year")] if {"code", "year"} <= set(columns) else []
    if relation.name not in KEYS and set(PROJECT_KEY) <= set(columns):
        found.append(PROJECT_KEY)
    return found


def _fill(target: sqlite3.Connection, index: Index, relation: Relation) -> None:
    count = len(relation.columns)
    money = [at for at, kind in enumerate(relation.columns.values()) if kind == "money"]
    marks = ", ".join("?" * count)
    for year in years(index) if relation.is_by_year else [None]:
        for batch in rows_of(index, relation, year):
            rows = [list(row[:count]) for row in batch]
            for row in rows:
                for at in money:
                    row[at] = None if row[at] is None else row[at] / 100
            target.executemany(f"INSERT INTO {relation.name} VALUES ({marks})", rows)
