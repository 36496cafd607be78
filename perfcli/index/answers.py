"""What commands ask of the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from perfcli.conditions import Conditions, storable_years
from perfcli.index import Index
from perfcli.index.conditions import (
    of_function,
    of_indicators,
    of_projects,
    of_unlisted,
    of_unreadable,
)
from perfcli.index.details import DETAIL, quoted, with_details
from perfcli.index.schema import VIEWS
from perfcli.repository import ProjectFile
from perfcli.select import Row, Selection, fold
from perfcli.summary import GroupKey, Sums

PROJECT_COLUMNS = ("code", "name", "unit", "year", "total", "fiscal", "other", "indicators")
INDICATOR_COLUMNS = (
    *("code", "unit", "year", "level1", "kind", "name", "description", "target", "operator"),
    *("value", "upper", "unit_of_measure", "basis", "term"),
)
UNIT_COLUMNS = ("code", "name", "department", "projects")
FUNCTION_COLUMNS = ("department", "year", "number", "name", "goal", "indicators")
"""What a list of these has without being asked for columns; what it can have is what a query sees too."""

WITH_DETAILS = ("projects", "indicators")
"""The views whose rows have details."""

_ORDERED = ("year", "code", "unit", "number", "department")
"""What rows are ordered by."""

_AMOUNTS = ("total", "fiscal", "other")
_EXACT = {"value": "m.value", "upper": "m.upper", "weight": "i.weight"}
"""Numbers that are kept as they are written: read from there, not as the doubles that a query compares."""


def yuan(fen: int) -> Decimal:
    """Whole 分 as 元 with two decimals."""
    return Decimal(fen).scaleb(-2)


def projects(index: Index, selection: Selection, columns: Sequence[str] = PROJECT_COLUMNS) -> list[Row]:
    """The rows of `list projects`, by year and code, with these columns; amounts in 元."""
    condition = of_projects(selection)
    exact = {name: f"p.{name}_fen" for name in _AMOUNTS}
    order = "ORDER BY year, code, unit"
    rows = _rows(index, "projects", columns, condition, selection.where, order, exact)
    amounts = [name for name in _AMOUNTS if name in columns]
    for row in rows:
        for name in amounts:
            row[name] = yuan(row[name])
    return rows


def codes(index: Index, selection: Selection) -> list[tuple[int, str, str]]:
    """Year, unit and code of the projects chosen."""
    return [(row["year"], row["unit"], row["code"]) for row in projects(index, selection, ("year", "unit", "code"))]


def projects_like(index: Index, selection: Selection, part: str) -> dict[str, str]:
    """The codes, with their latest names, of projects with this part in their code or name; unreadable ones by code."""
    chosen, left = of_projects(selection), of_unreadable(selection)
    values = {"code": part.upper(), "part": fold(part)}
    found = index.rows(
        "SELECT p.code, p.name FROM project p"
        f" WHERE (instr(p.code, $code) > 0 OR instr(coalesce(p.folded, p.name), $part) > 0) AND {chosen.text}"
        " ORDER BY p.year, p.code",
        chosen.values | values,
    )
    unread = index.rows(
        f"SELECT p.code FROM unreadable p WHERE p.file <> '' AND instr(p.code, $code) > 0 AND {left.text}",
        left.values | values,
    )
    return dict.fromkeys((code for (code,) in unread if code), "") | dict(found)


def sums(index: Index, selection: Selection, by: Sequence[str]) -> tuple[dict[GroupKey, Sums], dict[GroupKey, Sums]]:
    """Sums of each group, by rising keys, and of each year; `by` are names out of `summary.GROUPINGS`."""
    condition = chosen(index, selection)
    source = f"project p WHERE {condition.text}"
    values = condition.values
    masks = index.rows(f"SELECT DISTINCT months FROM {source}", values)
    months = [month for month in range(1, 13) if any(mask >> month & 1 for (mask,) in masks)]
    keys = [f"p.{name}" for name in ("year", *by)]
    amounts = [f"p.{name}_fen" for name in _AMOUNTS] + [f"p.planned_{month}" for month in months]
    groups: dict[GroupKey, list[int]] = {}
    years: dict[GroupKey, list[int]] = {}
    for year, *row in sum_rows(index, source, values, keys, amounts):
        key, figures = tuple(row[: len(by)]), row[len(by) :]
        for sums_of, name in ((groups, key), (years, (year,))):
            before = sums_of.get(name)
            sums_of[name] = figures if before is None else list(map(int.__add__, before, figures))
    return _as_sums(groups, months), _as_sums(years, months)


def _as_sums(figures: dict[GroupKey, list[int]], months: Sequence[int]) -> dict[GroupKey, Sums]:
    return {key: Sums.of_fen(row, months) for key, row in sorted(figures.items())}


def chosen(index: Index, selection: Selection) -> Conditions:
    """Which projects, called p, a selection takes, its SQL condition among it; asked before another selection is."""
    condition = of_projects(selection)
    if not selection.where:
        return condition
    kept = [number for (number,) in _asked(index, "projects", ["p.id"], condition, selection.where)]
    index.remember(kept)
    return Conditions(["p.id IN (SELECT id FROM temp.chosen)"])


def count_chosen(index: Index, condition: Conditions) -> int:
    """How many projects are `chosen`."""
    [(count,)] = index.rows(f"SELECT COUNT(*) FROM project p WHERE {condition.text}", condition.values)
    return int(count)


def sum_rows(
    index: Index, source: str, values: dict[str, object], keys: Sequence[str], amounts: Sequence[str]
) -> Iterable[Sequence[Any]]:
    """Keys, count and sums of whole numbers of each group; where 64 bits do not hold a sum, the rows themselves."""
    grouped = ", ".join(keys)
    summed = ", ".join(f"SUM({amount})" for amount in amounts)
    try:
        return index.rows(f"SELECT {grouped}, COUNT(*), {summed} FROM {source} GROUP BY {grouped}", values)
    except sqlite3.OperationalError as error:
        if "integer overflow" not in str(error):
            raise
    return index.rows(f"SELECT {grouped}, 1, {', '.join(amounts)} FROM {source}", values)


def indicators(index: Index, selection: Selection, columns: Sequence[str] = INDICATOR_COLUMNS) -> list[Row]:
    """The rows of `list indicators`, by year, code and place, with these columns."""
    condition = of_indicators(selection)
    order = "ORDER BY year, code, unit, number"
    needed = tuple(dict.fromkeys((*columns, *(["basis"] if selection.basis else []))))
    rows = _rows(index, "indicators", needed, condition, selection.where, order, _EXACT)
    if selection.basis:
        rows = [row for row in rows if fold(selection.basis) in fold(row["basis"])]
    numbers = [name for name in _EXACT if name in columns]
    for row in rows:
        for name in numbers:
            row[name] = None if row[name] is None else Decimal(row[name])
    return rows


def known_kinds(index: Index) -> set[str]:
    """Every kind that an indicator has."""
    return {kind for (kind,) in index.rows("SELECT DISTINCT kind FROM indicator")}


def own_level_ones(index: Index) -> set[str]:
    """Every level one that an indicator says itself."""
    return {level1 for (level1,) in index.rows("SELECT DISTINCT level1 FROM indicator WHERE level1 <> ''")}


def units(index: Index, selection: Selection) -> list[Row]:
    """The rows of `list units`; `projects` counts the files of the years chosen."""
    found = _rows(index, "units", UNIT_COLUMNS[:-1], Conditions(), selection.where, "ORDER BY code, department")
    years = storable_years(selection.years)
    counts: dict[str, int] = {}
    for table in ("project", "unreadable"):
        condition = f"file <> '' AND year IN ({', '.join('?' * len(years))})" if years else "file <> ''"
        for unit, count in index.rows(f"SELECT unit, COUNT(*) FROM {table} WHERE {condition} GROUP BY unit", years):
            counts[unit] = counts.get(unit, 0) + count
    return [row | {"projects": counts.get(row["code"], 0)} for row in found]


def part_names(index: Index) -> dict[str, str]:
    """The names of departments and units, by their codes."""
    return dict(index.rows("SELECT code, name FROM department UNION ALL SELECT code, name FROM unit"))


def functions(index: Index, selection: Selection, columns: Sequence[str] = FUNCTION_COLUMNS) -> list[Row]:
    """The rows of `list functions`, by year, department and number, with these columns."""
    order = "ORDER BY year, department, unit, number"
    return _rows(index, "functions", columns, of_function(selection), selection.where, order)


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
    """The paths of the unreadable files of departments, goals or progress, below the root; a folder's ends with /."""
    table = "unreadable_progress" if kind == "progress" else "unreadable"
    found = index.rows(
        f"SELECT f.path || '/' || u.file FROM {table} u JOIN folder f ON f.id = u.folder WHERE f.kind = ?", (kind,)
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


def _rows(
    index: Index,
    view: str,
    columns: Sequence[str],
    condition: Conditions,
    where: str,
    order: str = "",
    exact: Mapping[str, str] = {},
) -> list[Row]:
    """Rows of what a query sees as one table, narrowed; `exact` says where a column is kept more exactly."""
    known, values = VIEWS[view].columns, dict(condition.values)
    got = [exact.get(name) or known.get(name) or _detail(view, name, values) for name in columns]
    found = _asked(index, view, got, Conditions([condition.text], values), where, order)
    return [dict(zip(columns, row, strict=True)) for row in found]


def _detail(view: str, name: str, values: dict[str, object]) -> str:
    """How the details with a label are got, those of several texts one a line."""
    parameter = f"detail_{len(values)}"
    values[parameter] = name.removeprefix(DETAIL)
    number = "IS NULL" if view == "projects" else f"= {VIEWS[view].columns['number']}"
    return (
        "(SELECT group_concat(d.value, char(10)) FROM (SELECT value FROM detail"
        f" WHERE project = p.id AND number {number} AND label = ${parameter} ORDER BY place) d)"
    )


def _asked(
    index: Index, view: str, columns: Sequence[str], condition: Conditions, where: str, order: str = ""
) -> list[tuple[Any, ...]]:
    """Columns of a view's rows, narrowed by a user's condition over what a query sees of it."""
    known, values = dict(VIEWS[view].columns), dict(condition.values)
    if where and view in WITH_DETAILS:
        where, labels = with_details(where)
        known |= {name: _detail(view, name, values) for name in labels}
    internal = [f"_{place}" for place in range(len(columns))]
    chosen = ", ".join(f"{text} AS {name}" for text, name in zip(columns, internal, strict=True))
    ordering = ", ".join(f"{text} AS {quoted(name)}" for name, text in known.items() if where or name in _ORDERED)
    base = f"SELECT {chosen}, {ordering} FROM {VIEWS[view].source} WHERE {condition.text}"
    if where:
        select = f"SELECT {', '.join(internal)} FROM ({base})"
        return index.ask_condition(select, where, order, values, list(known))
    return [row[: len(columns)] for row in index.rows(f"{base} {order}", values)]
