"""SQL that every engine reads alike, over the public tables of a lake: what is asked, apart from who is asked.

It keeps to what SQLite, DuckDB and Spark have in common: sums on whole 分, no dates, no LIKE, no `/` on whole numbers,
parameters as `$name`. The key of a project is division, year, unit and code, and the repository it came from.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from perfcli.conditions import Conditions
from perfcli.relations import OWN
from perfcli.select import Selection

MONTHS = range(1, 13)
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
    asked, years = Conditions(), Conditions()
    _add_units(asked, selection, unit="p.code")
    asked.says("p", "name", selection.name)
    asked.begins("p.code", selection.code_prefix)
    years.among_years("p.year", selection.years)
    counted = (
        f"SELECT p.division, p.repository, p.unit, COUNT(*) AS projects FROM {OWN}projects p WHERE {years.text}"
        " GROUP BY p.division, p.repository, p.unit"
    )
    return Ask(
        "SELECT p.division, p.code, p.name, p.department, coalesce(c.projects, 0), p.repository"
        f" FROM {source('units', selection.where)}"
        f" LEFT JOIN ({counted}) c ON c.division = p.division AND c.repository = p.repository AND c.unit = p.code"
        f" WHERE {asked.text} ORDER BY p.division, p.code, p.department, p.repository",
        asked.values | years.values,
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
    amounts = [_sum_of_all(f"p.{name}_fen") for name in ("total", "fiscal", "other")]
    figures = ", ".join(["COUNT(*)", *amounts, *planned, *named])
    origin = source("projects", selection.where)
    return Ask(f"SELECT {keys}, {figures} FROM {origin} WHERE {all_of(conditions)} GROUP BY {keys}", values)


def _sum_of_all(amount: str) -> str:
    """A sum that is empty where one of its amounts is: SUM passes over those."""
    return f"CASE WHEN COUNT({amount}) = COUNT(*) THEN SUM({amount}) END"


def known_units() -> Ask:
    """The codes of all units and departments, behind their divisions."""
    return Ask(f"SELECT division, code FROM {OWN}units UNION SELECT division, code FROM {OWN}departments")


def part_names() -> Ask:
    """The names of all units and departments: division, code, name."""
    columns = "p.division, p.code, p.name"
    return Ask(f"SELECT {columns} FROM {OWN}units p UNION SELECT {columns} FROM {OWN}departments p")


def known_kinds() -> Ask:
    """Every kind that an indicator has."""
    return Ask(f"SELECT DISTINCT kind FROM {OWN}indicators")


def known_level_ones() -> Ask:
    """Every level one that an indicator has."""
    return Ask(f"SELECT DISTINCT level1 FROM {OWN}indicators")


def problems() -> Ask:
    """What is wrong with the files that the lake has no rows of: division, repository, path, what is said of it."""
    return Ask(
        'SELECT p.division, p.repository, p.path, p.line, p."column", p.key, p.code, p.message FROM problems p'
        ' ORDER BY p.repository, p.path, p.line, p."column", p.key, p.code'
    )


def codes_in_several_divisions() -> Ask:
    """Codes that projects of one year have in several divisions, and in how many."""
    return Ask(
        f"SELECT p.year, p.code, COUNT(DISTINCT p.division) FROM {OWN}projects p GROUP BY p.year, p.code"
        " HAVING COUNT(DISTINCT p.division) > 1 ORDER BY p.year, p.code"
    )


Filters = tuple[list[str], dict[str, object]]
"""Conditions that all have to hold, and the values of their parameters."""


def source(table: str, where: str) -> str:
    """Where the rows `p` of a table come from, with a condition of the user's own."""
    return f"(SELECT * FROM {OWN}{table} WHERE (\n{where}\n)) p" if where else f"{OWN}{table} p"


def all_of(conditions: Sequence[str]) -> str:
    """Conditions as one."""
    return " AND ".join(conditions) or "1 = 1"


def of_projects(selection: Selection) -> Filters:
    """What projects `p` have to be for a selection to take them."""
    asked = _placed(selection)
    asked.begins("p.code", selection.code_prefix)
    asked.says("p", "name", selection.name)
    if selection.indicator:
        inner = _same("i", KEY)
        inner.says("i", "indicator", selection.indicator)
        asked.add(f"EXISTS (SELECT 1 FROM {OWN}indicators i WHERE {inner.text})", **inner.values)
    asked.within("p.total_fen", selection)
    return asked.texts, asked.values


def _same(alias: str, keys: Sequence[str]) -> Conditions:
    """That the rows of another table are those of a row of `p`."""
    return Conditions([f"{alias}.{name} = p.{name}" for name in keys])


def _of_indicators(selection: Selection) -> Filters:
    asked = _placed(selection)
    asked.begins("p.code", selection.code_prefix)
    for name in ("level1", "kind", "operator"):
        asked.equals(f"p.{name}", name, getattr(selection, name))
    asked.says("p", "indicator", selection.indicator)
    project = Conditions()
    project.says("o", "name", selection.name)
    project.within("o.total_fen", selection)
    if project.texts:
        same = _same("o", KEY)
        asked.add(f"EXISTS (SELECT 1 FROM {OWN}projects o WHERE {same.text} AND {project.text})", **project.values)
    return asked.texts, asked.values


def _of_functions(selection: Selection) -> Filters:
    asked = Conditions()
    asked.among_years("p.year", selection.years)
    choices = []
    values: dict[str, object] = {}
    for place, unit in enumerate(selection.units):
        values[f"department_{place}"] = unit[:3]
        choice = f"p.department = $department_{place}"
        if len(unit) > 3:
            values[f"unit_{place}"] = unit
            choice = f"({choice} AND p.unit IN ('', $unit_{place}))"
        choices.append(choice)
    if choices:
        asked.add(f"({' OR '.join(choices)})", **values)
    asked.says("p", "name", selection.name)
    inner = Conditions()
    inner.says("i", "indicator", selection.indicator)
    inner.equals("i.operator", "operator", selection.operator)
    if inner.texts:
        same = _same("i", ("division", "repository", "year", "department", "unit"))
        found = f"{same.text} AND i.function = p.number AND {inner.text}"
        asked.add(f"EXISTS (SELECT 1 FROM {OWN}function_indicators i WHERE {found})", **inner.values)
    return asked.texts, asked.values


def _placed(selection: Selection) -> Conditions:
    asked = Conditions()
    asked.among_years("p.year", selection.years)
    _add_units(asked, selection)
    return asked


def _add_units(asked: Conditions, selection: Selection, department: str = "p.department", unit: str = "p.unit") -> None:
    values: dict[str, object] = {f"unit_{place}": one for place, one in enumerate(selection.units)}
    choices = [f"{department if len(one) == 3 else unit} = $unit_{place}" for place, one in enumerate(selection.units)]
    if choices:
        asked.add(f"({' OR '.join(choices)})", **values)
