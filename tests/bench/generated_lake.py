"""A lake made directly, without repositories: its projects by rule, for figures of more than files could hold."""

from __future__ import annotations

from pathlib import Path

import duckdb

from perfcli.actions.lake_schema import current_schema
from perfcli.framework import kinds
from perfcli.index.relations import relations
from perfcli.lake.duck import TYPES
from perfcli.lake.manifest import MANIFEST, Manifest, Member, Part, PartFile, digest_of, manifest_bytes
from perfcli.relations import Relation
from tests.bench.province import division_of
from tests.bench.repository import FAMILIES, INDICATOR_NAMES, PLACES, YEARS

_FEN = "((n * 7919 + 12345) % 900000000 + 100000)"
_MONEY = f"CAST({_FEN} AS DECIMAL(18, 2)) / 100"
_PLACE = f"({list(PLACES)})[n // 7 % {len(PLACES)} + 1]"


def _of_family(place: int) -> str:
    """What the project's family has there."""
    return f"({[family[place] for family in FAMILIES]})[n % {len(FAMILIES)} + 1]"


_KEY = {
    "code": "'{division}' || right('{year}', 2) || lpad(CAST(n AS VARCHAR), 13, '0')",
    "unit": "CAST(301001 + (n // 400) % 200 AS VARCHAR)",
    "department": "'301'",
    "folded": "CAST(NULL AS VARCHAR)",
}
_COLUMNS = {
    "projects": {
        **_KEY,
        "name": f"'{{year}}年' || {_PLACE} || {_of_family(0)} || '项目（' || n || '号）'",
        "template": _of_family(2),
        "purpose": f"{_of_family(1)} || '，项目地点在' || {_PLACE} || '。'",
        "indicators": f"{len(INDICATOR_NAMES)}",
        **dict.fromkeys(("total_fen", "fiscal_fen", "planned_12"), _FEN),
        **dict.fromkeys(("total", "fiscal"), _MONEY),
    },
    "goals": {
        **_KEY,
        "number": "one",
        "goal": f"['按计划完成' || {_PLACE} || {_of_family(0)} || '任务，质量合格。',"
        f" '改善' || {_PLACE} || '居民的生活环境，提高满意度。'][one]",
    },
    "indicators": {
        **_KEY,
        "number": "one",
        "kind": f"({list(kinds())})[one]",
        "name": f"{_of_family(0)} || ({list(INDICATOR_NAMES)})[one]",
        "target": "'≥' || CASE one WHEN 1 THEN n % 500 + 1 ELSE 95 END",
        "operator": "'>='",
        "value": "CASE one WHEN 1 THEN n % 500 + 1 WHEN 2 THEN 95 END",
        "unit_of_measure": "CASE one WHEN 1 THEN '处' WHEN 2 THEN '%' ELSE '' END",
    },
}
_ROWS_OF_A_PROJECT = {"projects": 1, "goals": 2, "indicators": len(INDICATOR_NAMES)}


def make_lake(root: Path, counties: int, projects: int, *, is_whole: bool = False) -> Path:
    """Write a lake of so many counties with so many projects each, over all YEARS; returns it.

    With `is_whole` projects have their goals and indicators, as `repository.make` writes them.
    """
    connection = duckdb.connect()
    tables = tuple(_COLUMNS) if is_whole else ("projects",)
    members = []
    for number in range(counties):
        division = division_of(number)
        parts = []
        for at, year in enumerate(YEARS):
            numbers = (
                f"SELECT range * {len(YEARS)} + {number * projects + at} AS n FROM range({projects // len(YEARS)})"
            )
            files = tuple(_file(connection, root, table, number, year, numbers) for table in tables)
            parts.append(Part(year, f"{division}{year}", current_schema(), "", files))
        members.append(Member(number + 1, division, str(root / "none" / division), "", division, "", tuple(parts)))
    columns = {name: one.all_columns for name, one in relations().items()}
    manifest = Manifest(generation=1, schemas={current_schema(): columns}, repositories=tuple(members))
    (root / MANIFEST).write_bytes(manifest_bytes(manifest))
    return root


def _file(
    connection: duckdb.DuckDBPyConnection, root: Path, table: str, number: int, year: int, numbers: str
) -> PartFile:
    """Write the rows of a table for a county's projects with these numbers."""
    division = division_of(number)
    path = f"{table}/year={year}/division={division}/part-000001-{number + 1:04}.parquet"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    columns = [*_columns(relations()[table], division, year), f"'{division}' AS repository", "'' AS \"commit\""]
    rows = f"({numbers}) CROSS JOIN (SELECT range + 1 AS one FROM range({_ROWS_OF_A_PROJECT[table]}))"
    found = connection.execute(
        f"COPY (SELECT {', '.join(columns)} FROM {rows} ORDER BY unit, code, one)"
        f" TO '{(root / path).as_posix()}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000)"
    ).fetchone()
    data = (root / path).read_bytes()
    return PartFile(table, path, found[0] if found else 0, len(data), digest_of(data))


def _columns(relation: Relation, division: str, year: int) -> list[str]:
    own = _COLUMNS[relation.name]
    zero = {"text": "''", "whole": "0", "double": "CAST(NULL AS DOUBLE)", "money": "0.00"}
    return [
        f'CAST({own.get(name, zero[kind]).format(division=division, year=year)} AS {TYPES[kind]}) AS "{name}"'
        for name, kind in relation.all_columns.items()
        if name != "year"
    ]
