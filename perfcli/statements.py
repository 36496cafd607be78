"""SQL that every engine reads alike, over the public tables of a lake: what is asked, apart from who is asked.

It keeps to what SQLite, DuckDB and Spark have in common: sums on whole 分, no dates, no LIKE, no `/` on whole numbers,
parameters as `$name`. The key of a project is division, year, unit and code, and the repository it came from.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from perfcli.relations import OWN
from perfcli.select import Selection, fold

MONTHS = range(1, 13)
_MOST = (1 << 63) - 1
KEY = ("division", "repository", "year", "unit", "code")
"""What tells projects of a lake apart."""


class Ask(msgspec.Struct, frozen=True):
    """A statement of our own, with the values of its parameters."""

    text: str
    values: dict[str, object] = {}


def list_of(table: str, columns: Sequence[str], selection: Selection, order: Sequence[str]) -> Ask:
    """The rows of projects, indicators or functions that are meant, with these columns, in this order.

    Empty values come first, texts by code point, as in SQLite.
    """
    conditions, values = {"projects": of_projects, "indicators": _of_indicators, "functions": _of_functions}[table](
        selection
    )
    chosen = ", ".join(f"p.{name}" for name in columns)
    ordered = ", ".join(f"p.{name}" for name in order)
    origin = source(table, selection.where)
    return Ask(f"SELECT {chosen} FROM {origin} WHERE {all_of(conditions)} ORDER BY {ordered}", values)


def units(selection: Selection) -> Ask:
    """Division, code, name, department, number of projects in the years meant, repository of the units meant."""
    conditions, values = _of_units(selection, department="p.department", unit="p.code")
    if selection.name:
        conditions.append("instr(coalesce(p.folded, p.name), $name) > 0")
        values["name"] = fold(selection.name)
    if selection.code:
        conditions.append(f"substr(p.code, 1, {len(selection.code)}) = $code")
        values["code"] = selection.code
    years, of_years = _of_years(selection)
    counted = (
        f"SELECT p.division, p.repository, p.unit, COUNT(*) AS projects FROM {OWN}projects p WHERE {all_of(years)}"
        " GROUP BY p.division, p.repository, p.unit"
    )
    return Ask(
        "SELECT p.division, p.code, p.name, p.department, coalesce(c.projects, 0), p.repository"
        f" FROM {source('units', selection.where)}"
        f" LEFT JOIN ({counted}) c ON c.division = p.division AND c.repository = p.repository AND c.unit = p.code"
        f" WHERE {all_of(conditions)} ORDER BY p.division, p.code, p.department",
        values | of_years,
    )


def sums(selection: Selection, by: Sequence[str]) -> Ask:
    """Keys, year, count, whole 分 of each group: total, fiscal, other, then for each month what is planned by its end.

    Behind them for each month how many projects' plans name it. What a plan does not name is what it had before.
    """
    conditions, values = of_projects(selection)
    keys = ", ".join(f"p.{name}" for name in (*by, "year"))
    planned = [
        f"SUM(coalesce({', '.join(f'p.planned_{earlier}' for earlier in range(month, 0, -1))}, 0))" for month in MONTHS
    ]
    named = [f"COUNT(p.planned_{month})" for month in MONTHS]
    amounts = [f"SUM(p.{name}_fen)" for name in ("total", "fiscal", "other")]
    figures = ", ".join(["COUNT(*)", *amounts, *planned, *named])
    origin = source("projects", selection.where)
    return Ask(f"SELECT {keys}, {figures} FROM {origin} WHERE {all_of(conditions)} GROUP BY {keys}", values)


def known_units() -> Ask:
    """The codes of all units and departments."""
    return Ask(f"SELECT code FROM {OWN}units UNION SELECT code FROM {OWN}departments")


def known_kinds() -> Ask:
    """Every kind that an indicator has."""
    return Ask(f"SELECT DISTINCT kind FROM {OWN}indicators")


def problems() -> Ask:
    """What is wrong with the files that the lake has no rows of: division, repository, path, what is said of it."""
    return Ask(
        'SELECT p.division, p.repository, p.path, p.line, p."column", p.key, p.code, p.message FROM problems p'
        " ORDER BY p.repository, p.path, p.line"
    )


def codes_in_several_divisions() -> Ask:
    """Codes that projects of one year have in several divisions, and in how many."""
    return Ask(
        f"SELECT p.year, p.code, COUNT(DISTINCT p.division) FROM {OWN}projects p GROUP BY p.year, p.code"
        " HAVING COUNT(DISTINCT p.division) > 1 ORDER BY p.year, p.code"
    )


Conditions = tuple[list[str], dict[str, object]]
"""Conditions that all have to hold, and the values of their parameters."""


def source(table: str, where: str) -> str:
    """Where the rows `p` of a table come from, with a condition of the user's own."""
    return f"(SELECT * FROM {OWN}{table} WHERE (\n{where}\n)) p" if where else f"{OWN}{table} p"


def all_of(conditions: Sequence[str]) -> str:
    """Conditions as one."""
    return " AND ".join(conditions) or "1 = 1"


def of_projects(selection: Selection) -> Conditions:
    """What projects `p` have to be for a selection to take them."""
    conditions, values = _placed(selection)
    if selection.code:
        conditions.append(f"substr(p.code, 1, {len(selection.code_prefix)}) = $code")
        values["code"] = selection.code_prefix
    if selection.name:
        conditions.append("instr(coalesce(p.folded, p.name), $name) > 0")
        values["name"] = fold(selection.name)
    if selection.indicator:
        same = " AND ".join(f"i.{name} = p.{name}" for name in KEY)
        conditions.append(
            f"EXISTS (SELECT 1 FROM {OWN}indicators i WHERE {same}"
            " AND instr(coalesce(i.folded, i.name), $indicator) > 0)"
        )
        values["indicator"] = fold(selection.indicator)
    _add_bounds(selection, "p", conditions, values)
    return conditions, values


def _add_bounds(selection: Selection, alias: str, conditions: list[str], values: dict[str, object]) -> None:
    for bound, sign, name in ((selection.min_budget, ">=", "least"), (selection.max_budget, "<=", "most")):
        if bound is not None:
            conditions.append(f"{alias}.total_fen {sign} ${name}")
            values[name] = max(-_MOST, min(int(bound * 100), _MOST))


def _of_indicators(selection: Selection) -> Conditions:
    conditions, values = _placed(selection)
    if selection.code:
        conditions.append(f"substr(p.code, 1, {len(selection.code_prefix)}) = $code")
        values["code"] = selection.code_prefix
    for name in ("level1", "kind", "operator"):
        if wanted := getattr(selection, name):
            conditions.append(f"p.{name} = ${name}")
            values[name] = wanted
    if selection.indicator:
        conditions.append("instr(coalesce(p.folded, p.name), $indicator) > 0")
        values["indicator"] = fold(selection.indicator)
    project: list[str] = []
    if selection.name:
        project.append("instr(coalesce(o.folded, o.name), $name) > 0")
        values["name"] = fold(selection.name)
    _add_bounds(selection, "o", project, values)
    if project:
        same = [f"o.{name} = p.{name}" for name in KEY]
        conditions.append(f"EXISTS (SELECT 1 FROM {OWN}projects o WHERE {all_of([*same, *project])})")
    return conditions, values


def _of_functions(selection: Selection) -> Conditions:
    conditions, values = _of_years(selection)
    choices = []
    for place, unit in enumerate(selection.units):
        values[f"unit_{place}"] = unit
        is_unit = len(unit) > 3
        values[f"department_{place}"] = unit[:3]
        choices.append(
            f"(p.department = $department_{place} AND p.unit IN ('', $unit_{place}))"
            if is_unit
            else f"p.department = $unit_{place}"
        )
        if not is_unit:
            del values[f"department_{place}"]
    conditions += [f"({' OR '.join(choices)})"] if choices else []
    if selection.name:
        conditions.append("instr(coalesce(p.folded, p.name), $name) > 0")
        values["name"] = fold(selection.name)
    inner = []
    if selection.indicator:
        inner.append("instr(coalesce(i.folded, i.name), $indicator) > 0")
        values["indicator"] = fold(selection.indicator)
    if selection.operator:
        inner.append("i.operator = $operator")
        values["operator"] = selection.operator
    if inner:
        same = [f"i.{name} = p.{name}" for name in ("division", "repository", "year", "department", "unit")]
        found = all_of([*same, "i.function = p.number", *inner])
        conditions.append(f"EXISTS (SELECT 1 FROM {OWN}function_indicators i WHERE {found})")
    return conditions, values


def _placed(selection: Selection) -> Conditions:
    years, values = _of_years(selection)
    units, of_units = _of_units(selection)
    return [*years, *units], values | of_units


def _of_years(selection: Selection) -> Conditions:
    if not selection.years:
        return [], {}
    names = {f"year_{place}": year for place, year in enumerate(selection.years)}
    return [f"p.year IN ({', '.join(f'${name}' for name in names)})"], dict(names)


def _of_units(selection: Selection, department: str = "p.department", unit: str = "p.unit") -> Conditions:
    if not selection.units:
        return [], {}
    values: dict[str, object] = {f"unit_{place}": one for place, one in enumerate(selection.units)}
    choices = [f"{department if len(one) == 3 else unit} = $unit_{place}" for place, one in enumerate(selection.units)]
    return [f"({' OR '.join(choices)})"], values
