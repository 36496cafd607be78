"""A lake made directly, without repositories: its projects by rule, for figures of more than files could hold."""

from __future__ import annotations

from pathlib import Path

import duckdb

from perfcli.actions.lake_schema import current_schema
from perfcli.index.relations import relations
from perfcli.lake.duck import TYPES
from perfcli.lake.manifest import MANIFEST, Manifest, Member, Part, PartFile, digest_of, manifest_bytes
from tests.bench.province import division_of
from tests.bench.repository import FAMILIES, YEARS

_FEN = "(n * 7919 + 12345) % 900000000 + 100000"
_TOPICS = str([topic for topic, *_others in FAMILIES])
_OWN = {
    "code": "'{division}' || right('{year}', 2) || lpad(CAST(n AS VARCHAR), 13, '0')",
    "name": f"'{{year}}年' || ({_TOPICS})[n % 8 + 1] || '项目（' || n || '号）'",
    "unit": "CAST(301001 + (n // 400) % 200 AS VARCHAR)",
    "department": "'301'",
    "purpose": f"'用于' || ({_TOPICS})[n % 8 + 1] || '，地点在第' || n % 97 || '村。'",
    "total_fen": _FEN,
    "fiscal_fen": _FEN,
    "total": f"CAST(CAST({_FEN} AS DECIMAL(18, 2)) / 100 AS DECIMAL(18, 2))",
    "fiscal": f"CAST(CAST({_FEN} AS DECIMAL(18, 2)) / 100 AS DECIMAL(18, 2))",
    "folded": "CAST(NULL AS VARCHAR)",
    "planned_12": _FEN,
}


def make_lake(root: Path, counties: int, projects: int) -> Path:
    """Write a lake of so many counties with so many projects each, over all YEARS; returns it."""
    connection = duckdb.connect()
    members = []
    for number in range(counties):
        division = division_of(number)
        parts = [
            _part(connection, root, division, number, year, projects // len(YEARS), number * projects + at)
            for at, year in enumerate(YEARS)
        ]
        members.append(Member(number + 1, division, str(root / "none" / division), "", division, "", tuple(parts)))
    columns = {name: one.all_columns for name, one in relations().items()}
    manifest = Manifest(generation=1, schemas={current_schema(): columns}, repositories=tuple(members))
    (root / MANIFEST).write_bytes(manifest_bytes(manifest))
    return root


def _part(
    connection: duckdb.DuckDBPyConnection, root: Path, division: str, number: int, year: int, count: int, first: int
) -> Part:
    relation = relations()["projects"]
    path = f"projects/year={year}/division={division}/part-000001-{number + 1:04}.parquet"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    zero = {"text": "''", "whole": "0", "double": "0.0", "money": "0.00"}
    columns = [
        f'CAST({_OWN.get(name, zero[kind]).format(division=division, year=year)} AS {TYPES[kind]}) AS "{name}"'
        for name, kind in relation.all_columns.items()
        if name != "year"
    ]
    columns += [f"'{division}' AS repository", "'' AS \"commit\""]
    numbered = f"(SELECT range * {len(YEARS)} + {first} AS n FROM range({count}))"
    connection.execute(
        f"COPY (SELECT {', '.join(columns)} FROM {numbered} ORDER BY unit, code)"
        f" TO '{(root / path).as_posix()}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000)"
    )
    data = (root / path).read_bytes()
    return Part(
        year,
        f"{division}{year}",
        current_schema(),
        "",
        (PartFile("projects", path, count, len(data), digest_of(data)),),
    )
