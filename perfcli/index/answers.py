"""What commands ask of the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from perfcli.index import Index
from perfcli.index.conditions import (
    Condition,
    of_function,
    of_indicators,
    of_projects,
    of_unlisted,
    of_unreadable,
    storable_years,
)
from perfcli.index.schema import INDICATOR_COLUMNS, INDICATORS
from perfcli.repository import ProjectFile
from perfcli.select import Row, Selection, fold
from perfcli.summary import GroupKey, Sums

PROJECT_COLUMNS = (
    "p.code AS code, p.name AS name, p.unit AS unit, p.year AS year, p.total_fen AS total_fen,"
    " p.fiscal_fen AS fiscal_fen, p.other_fen AS other_fen, p.indicators AS indicators"
)
_FOR_WHERE = (
    "p.department AS department, p.template AS template, p.purpose AS purpose,"
    " CAST(p.total_fen / 100.0 AS REAL) AS total, CAST(p.fiscal_fen / 100.0 AS REAL) AS fiscal,"
    " CAST(p.other_fen / 100.0 AS REAL) AS other"
)
_PROJECT_NAMES = (
    *("code", "name", "unit", "year", "total_fen", "fiscal_fen", "other_fen", "indicators"),
    *("department", "template", "purpose", "total", "fiscal", "other"),
)
"""What a condition on projects may name."""

_INDICATORS = (
    f"SELECT p.code AS code, p.unit AS unit, p.year AS year, {INDICATOR_COLUMNS}, m.value AS value_text,"
    f" m.upper AS upper_text, p.department AS department FROM {INDICATORS}"
)
_INDICATOR_NAMES = (
    *("code", "unit", "year", "number", "level1", "kind", "name", "description", "target", "operator"),
    *("value", "upper", "unit_of_measure", "basis", "value_text", "upper_text", "department"),
)
_INTERNAL = ("value_text", "upper_text")
_UNIT_NAMES = ("code", "name", "department")
_FUNCTION_NAMES = ("department", "year", "number", "name", "goal", "indicators")
_UNITS = "SELECT u.code AS code, u.name AS name, d.code AS department FROM unit u JOIN department d ON d.id = u.parent"
_FUNCTIONS = (
    "SELECT g.department AS department, g.year AS year, f.number AS number, f.name AS name, f.goal AS goal,"
    " f.indicators AS indicators FROM function f JOIN department_goal g ON g.id = f.parent"
)


def yuan(fen: int) -> Decimal:
    """Whole 分 as 元 with two decimals."""
    return Decimal(fen).scaleb(-2)


def projects(index: Index, selection: Selection) -> list[Row]:
    """The rows of `list projects`, by year and code; amounts in 元."""
    condition = of_projects(selection)
    base = f"SELECT {PROJECT_COLUMNS}, {_FOR_WHERE} FROM project p WHERE {condition.text}"
    found = _where(index, base, condition, selection.where, _PROJECT_NAMES, "ORDER BY year, code, unit")
    return [
        {
            "code": code,
            "name": name,
            "unit": unit,
            "year": year,
            "total": yuan(total),
            "fiscal": yuan(fiscal),
            "other": yuan(other),
            "indicators": indicators,
        }
        for code, name, unit, year, total, fiscal, other, indicators, *_rest in found
    ]


def codes(index: Index, selection: Selection) -> list[tuple[int, str, str]]:
    """Year, unit and code of the projects chosen."""
    return [(row["year"], row["unit"], row["code"]) for row in projects(index, selection)]


def sums(index: Index, selection: Selection, by: Sequence[str]) -> tuple[dict[GroupKey, Sums], dict[GroupKey, Sums]]:
    """Sums of each group, by rising keys, and of each year; `by` are names out of `summary.GROUPINGS`."""
    condition = of_projects(selection)
    source = f"project p WHERE {condition.text}"
    values = condition.values
    if selection.where:
        chosen = f"SELECT p.id AS id, {PROJECT_COLUMNS}, {_FOR_WHERE} FROM {source}"
        kept = [row[0] for row in _where(index, chosen, condition, selection.where, _PROJECT_NAMES)]
        index.remember(kept)
        source, values = "project p WHERE p.id IN (SELECT id FROM temp.chosen)", {}
    masks = index.rows(f"SELECT DISTINCT months FROM {source}", values)
    months = [month for month in range(1, 13) if any(mask >> month & 1 for (mask,) in masks)]
    keys = [f"p.{name}" for name in ("year", *by)]
    amounts = ["total_fen", "fiscal_fen", "other_fen", *(f"planned_{month}" for month in months)]
    groups: dict[GroupKey, list[int]] = {}
    years: dict[GroupKey, list[int]] = {}
    for year, *row in _sum_rows(index, source, values, keys, amounts):
        key, figures = tuple(row[: len(by)]), row[len(by) :]
        for sums_of, name in ((groups, key), (years, (year,))):
            before = sums_of.get(name)
            sums_of[name] = figures if before is None else list(map(int.__add__, before, figures))
    return _as_sums(groups, months), _as_sums(years, months)


def _as_sums(figures: dict[GroupKey, list[int]], months: Sequence[int]) -> dict[GroupKey, Sums]:
    return {key: Sums.of_fen(row, months) for key, row in sorted(figures.items())}


def _sum_rows(
    index: Index, source: str, values: dict[str, object], keys: list[str], amounts: list[str]
) -> Iterable[Sequence[Any]]:
    """Keys, count and sums of each group in whole 分; where 64 bits do not hold a sum, the rows themselves."""
    grouped = ", ".join(keys)
    summed = ", ".join(f"SUM(p.{name})" for name in amounts)
    try:
        return index.rows(f"SELECT {grouped}, COUNT(*), {summed} FROM {source} GROUP BY {grouped}", values)
    except sqlite3.OperationalError as error:
        if "integer overflow" not in str(error):
            raise
    single = ", ".join(f"p.{name}" for name in amounts)
    return index.rows(f"SELECT {grouped}, 1, {single} FROM {source}", values)


def indicators(index: Index, selection: Selection) -> list[Row]:
    """The rows of `list indicators`, by year, code and place."""
    condition = of_indicators(selection)
    base = f"{_INDICATORS} WHERE {condition.text}"
    names = [name for name in _INDICATOR_NAMES if name not in _INTERNAL]
    found = _where(index, base, condition, selection.where, names, "ORDER BY year, code, unit, number")
    rows = [dict(zip(_INDICATOR_NAMES, row, strict=True)) for row in found]
    if selection.basis:
        rows = [row for row in rows if fold(selection.basis) in fold(row["basis"])]
    for row in rows:
        for name, text in (("value", row.pop("value_text")), ("upper", row.pop("upper_text"))):
            row[name] = None if text is None else Decimal(text)
        del row["number"], row["department"]
    return rows


def known_kinds(index: Index) -> set[str]:
    """Every kind that an indicator has."""
    return {kind for (kind,) in index.rows("SELECT DISTINCT kind FROM indicator")}


def units(index: Index, selection: Selection) -> list[Row]:
    """The rows of `list units`; `projects` counts the files of the years chosen."""
    found = _where(index, _UNITS, Condition("1", {}), selection.where, _UNIT_NAMES, "ORDER BY code, department")
    years = storable_years(selection.years)
    counts: dict[str, int] = {}
    for table in ("project", "unreadable"):
        condition = f"file <> '' AND year IN ({', '.join('?' * len(years))})" if years else "file <> ''"
        for unit, count in index.rows(f"SELECT unit, COUNT(*) FROM {table} WHERE {condition} GROUP BY unit", years):
            counts[unit] = counts.get(unit, 0) + count
    return [
        {"code": code, "name": name, "department": department, "projects": counts.get(code, 0)}
        for code, name, department, *_rest in found
    ]


def functions(index: Index, selection: Selection) -> list[Row]:
    """The rows of `list functions`, by year, department and number."""
    condition = of_function(selection)
    base = f"{_FUNCTIONS} WHERE {condition.text}"
    found = _where(index, base, condition, selection.where, _FUNCTION_NAMES, "ORDER BY year, department, number")
    return [dict(zip(_FUNCTION_NAMES, row, strict=True)) for row in found]


def unreadable(index: Index, selection: Selection) -> list[ProjectFile]:
    """The projects' files that a selection looks at and that hold no readable project."""
    condition = of_unreadable(selection)
    found = index.rows(
        "SELECT f.path, p.file, p.year, p.unit, p.code FROM unreadable p JOIN folder f ON f.id = p.folder"
        f" WHERE f.kind = 'projects' AND p.file <> '' AND {condition.text}",
        condition.values,
    )
    root = index.repository.root
    return [ProjectFile(root / path / file, year, unit, code) for path, file, year, unit, code in found]


def unlisted(index: Index, selection: Selection) -> list[str]:
    """The folders of projects, below the root, that a selection looks into and that could not be listed."""
    condition = of_unlisted(selection)
    found = index.rows(
        "SELECT f.path FROM unreadable p JOIN folder f ON f.id = p.folder"
        f" WHERE f.kind = 'projects' AND p.file = '' AND {condition.text}",
        condition.values,
    )
    return [path for (path,) in found]


def unreadable_others(index: Index, kind: str) -> list[str]:
    """The paths of the unreadable files of departments or goals, below the root; a folder's ends with a slash."""
    found = index.rows(
        "SELECT f.path || '/' || u.file FROM unreadable u JOIN folder f ON f.id = u.folder WHERE f.kind = ?", (kind,)
    )
    return [path for (path,) in found]


def duplicates(index: Index, selection: Selection) -> list[list[ProjectFile]]:
    """The files that share their year and code with another one that the selection looks at."""
    if not index.rows("SELECT 1 FROM duplicate LIMIT 1"):
        return []
    condition = of_unreadable(selection)
    columns = "f.path, p.file, p.year, p.unit, p.code"
    joined = "p JOIN folder f ON f.id = p.folder JOIN duplicate d ON d.year = p.year AND d.code = p.code"
    found = index.rows(
        f"SELECT {columns} FROM project {joined} WHERE {condition.text}"
        f" UNION ALL SELECT {columns} FROM unreadable {joined} WHERE {condition.text}",
        condition.values,
    )
    root = index.repository.root
    groups: dict[tuple[int, str], list[ProjectFile]] = {}
    for path, file, year, unit, code in sorted(found):
        groups.setdefault((year, code), []).append(ProjectFile(root / path / file, year, unit, code))
    return [files for files in groups.values() if len(files) > 1]


def _where(
    index: Index, base: str, condition: Condition, where: str, names: Sequence[str], order: str = ""
) -> list[tuple[Any, ...]]:
    """The rows of a statement, narrowed by a user's condition over its columns of these names."""
    if not where:
        return index.rows(f"{base} {order}", condition.values)
    return index.ask_condition(f"SELECT * FROM ({base})", where, order, condition.values, names)
