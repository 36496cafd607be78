"""What `monitor`, `evaluate` and `list units --missing` ask of the index: projects beside what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from perfcli.index import Index
from perfcli.index.answers import chosen, sum_rows, yuan
from perfcli.index.conditions import Condition, of_unlisted, storable_years
from perfcli.lights import LIGHTS
from perfcli.scoring import GRADES, rounded
from perfcli.select import Row, Selection
from perfcli.summary import GroupKey, Spending

_BESIDE = "progress_file g ON g.code = p.code AND g.year = p.year AND g.unit = p.unit"
_LAST = (
    "monitored m ON m.parent = g.id AND m.place = (SELECT l.place FROM monitored l WHERE l.parent = g.id"
    " AND ($by = '' OR l.date <= $by) ORDER BY l.date DESC, l.place LIMIT 1)"
)
_LAST_SPENT = (
    "monitored m ON m.parent = g.id AND m.place = (SELECT l.place FROM monitored l WHERE l.parent = g.id"
    " AND l.spent_fen IS NOT NULL ORDER BY l.date DESC, l.place LIMIT 1)"
)
_RANKS = " ".join(f"WHEN '{light}' THEN {rank}" for rank, light in enumerate(LIGHTS))
_RANK = f"CASE m.light {_RANKS} ELSE {len(LIGHTS)} END"
_ADJUSTED = "coalesce(g.adjusted_fen, p.total_fen)"
_LOW_BITS = 24
"""Products of an amount and points fit 64 bits in two parts: the low bits of the amount, and those above."""


def monitored_rows(index: Index, selection: Selection, by: date | None, limit: int | None) -> list[tuple[Any, ...]]:
    """Each project at its last monitoring up to a day: worst light first, those without a monitoring last.

    Code, name, unit, year, date, spent and planned in 分, execution, light, and where its indicators' rows are.
    """
    condition = chosen(index, selection)
    values = condition.values | {"by": by.isoformat() if by else "", "limit": -1 if limit is None else limit}
    return index.rows(
        "SELECT p.code, p.name, p.unit, p.year, m.date, m.spent_fen, m.planned_fen, m.execution, m.light, g.id, m.place"
        f" FROM project p LEFT JOIN {_BESIDE} LEFT JOIN {_LAST} WHERE {condition.text}"
        f" ORDER BY {_RANK}, m.date IS NULL, p.year, p.code, p.unit LIMIT $limit",
        values,
    )


def without_monitoring(index: Index, selection: Selection, by: date | None) -> int:
    """How many of the projects chosen have no monitoring up to a day."""
    condition = chosen(index, selection)
    found = index.rows(
        f"SELECT COUNT(*) FROM project p WHERE {condition.text} AND NOT EXISTS (SELECT 1 FROM progress_file g"
        " JOIN monitored m ON m.parent = g.id WHERE g.code = p.code AND g.year = p.year AND g.unit = p.unit"
        " AND ($by = '' OR m.date <= $by))",
        condition.values | {"by": by.isoformat() if by else ""},
    )
    return int(found[0][0])


def monitored_row(found: Sequence[Any]) -> Row:
    """A row of `monitor status` without its indicators: amounts in 元, execution in percent."""
    code, name, unit, year, on, spent, planned, execution, light, *_place = found
    return {
        "code": code,
        "name": name,
        "unit": unit,
        "year": year,
        "date": on,
        "spent": None if spent is None else yuan(spent),
        "planned": None if planned is None else yuan(planned),
        "execution": None if execution is None else Decimal(execution),
        "light": light,
    }


def monitored_indicators(index: Index, found: Sequence[Any]) -> msgspec.Raw:
    """The indicators of a project at the monitoring that one of `monitored_rows` is of, as JSON."""
    *_row, file, place = found
    rows = index.rows(
        "SELECT json_group_array(json_object('name', name, 'target', target, 'value', nullif(value, ''),"
        " 'progress', json(progress), 'light', light)) FROM (SELECT * FROM monitored_row"
        " WHERE parent = $file AND monitoring = $place AND number IS NOT NULL ORDER BY place)",
        {"file": file, "place": place},
    )
    return msgspec.Raw(rows[0][0].encode())


def evaluation_sums(index: Index, selection: Selection, by: Sequence[str]) -> list[Row]:
    """The rows of `evaluate summary`, by rising keys: counts, averages weighted by the budget of the year, sums in 元.

    Execution is what was spent ÷ the budgets of the projects with recorded spending.
    """
    condition = chosen(index, selection)
    score, low = "e.total_cents", (1 << _LOW_BITS) - 1
    expressions = {
        "scored": f"{score} IS NOT NULL",
        "money": f"CASE WHEN {score} IS NULL THEN 0 ELSE {_ADJUSTED} END",
        "high": f"coalesce(({_ADJUSTED} >> {_LOW_BITS}) * {score}, 0)",
        "low": f"coalesce(({_ADJUSTED} & {low}) * {score}, 0)",
        **{grade: f"coalesce(e.grade = '{grade}', 0)" for grade in GRADES},
        "adjusted": _ADJUSTED,
        "spent": "coalesce(e.spent_fen, 0)",
        "recorded": "e.spent_fen IS NOT NULL",
        "of_recorded": f"CASE WHEN e.spent_fen IS NULL THEN 0 ELSE {_ADJUSTED} END",
        "alarms": "coalesce(e.alarm, 0)",
    }
    source = f"project p LEFT JOIN {_BESIDE} LEFT JOIN evaluated e ON e.parent = g.id WHERE {condition.text}"
    keys = [f"p.{name}" for name in by]
    groups: dict[tuple[Any, ...], list[int]] = {}
    for row in sum_rows(index, source, condition.values, keys, list(expressions.values())):
        key, figures = tuple(row[: len(by)]), list(row[len(by) :])
        before = groups.get(key)
        groups[key] = figures if before is None else list(map(int.__add__, before, figures))
    names = ("projects", *expressions)
    return [
        dict(zip(by, key, strict=True)) | _evaluated(dict(zip(names, figures, strict=True)))
        for key, figures in sorted(groups.items())
    ]


def _evaluated(sums: dict[str, int]) -> Row:
    weighted = (sums["high"] << _LOW_BITS) + sums["low"]
    budgets = sums["of_recorded"]
    return {
        "projects": sums["projects"],
        "scored": sums["scored"],
        "score": rounded(Fraction(weighted, sums["money"]) / 100) if sums["money"] else None,
        **dict(zip(("excellent", "good", "fair", "poor"), (sums[grade] for grade in GRADES), strict=True)),
        "adjusted": yuan(sums["adjusted"]),
        "spent": yuan(sums["spent"]),
        "execution": rounded(Fraction(sums["spent"], budgets) * 100) if budgets else None,
        "alarms": sums["alarms"],
        "unrecorded": sums["projects"] - sums["recorded"],
    }


def spending_sums(
    index: Index, selection: Selection, by: Sequence[str]
) -> tuple[dict[GroupKey, Spending], dict[GroupKey, Spending]]:
    """What was spent in each group and in each year, as `answers.sums` has their budgets.

    Of each project that of its self-evaluation, else of its last monitoring that says it.
    """
    condition = chosen(index, selection)
    spent = "coalesce(e.spent_fen, m.spent_fen)"
    due = "CASE WHEN e.spent_fen IS NULL THEN m.planned_fen ELSE e.planned_fen END"
    amounts = (
        *(_ADJUSTED, f"coalesce({spent}, 0)", f"coalesce({due}, 0)"),
        *(f"CASE WHEN {spent} IS NULL THEN 0 ELSE {_ADJUSTED} END", f"{spent} IS NULL"),
    )
    source = (
        f"project p LEFT JOIN {_BESIDE} LEFT JOIN evaluated e ON e.parent = g.id LEFT JOIN {_LAST_SPENT}"
        f" WHERE {condition.text}"
    )
    groups: dict[GroupKey, list[int]] = {}
    years: dict[GroupKey, list[int]] = {}
    keys = [f"p.{name}" for name in ("year", *by)]
    for year, *row in sum_rows(index, source, condition.values, keys, amounts):
        key, (_projects, *figures) = tuple(row[: len(by)]), row[len(by) :]
        for sums, name in ((groups, key), (years, (year,))):
            before = sums.get(name)
            sums[name] = figures if before is None else list(map(int.__add__, before, figures))
    return _as_spending(groups), _as_spending(years)


def _as_spending(found: dict[GroupKey, list[int]]) -> dict[GroupKey, Spending]:
    return {key: Spending.of_fen(row) for key, row in found.items()}


def evaluated_rows(index: Index, selection: Selection) -> list[Row]:
    """The projects with a self-evaluation, by year and code: budget of the year in 元, total, grade, last light."""
    condition = chosen(index, selection)
    rows = index.rows(
        f"SELECT p.code, p.name, p.unit, p.year, {_ADJUSTED}, e.total_cents, e.grade, m.light"
        f" FROM project p JOIN {_BESIDE} JOIN evaluated e ON e.parent = g.id LEFT JOIN {_LAST}"
        f" WHERE {condition.text} ORDER BY p.year, p.code, p.unit",
        condition.values | {"by": ""},
    )
    return [
        {
            "code": code,
            "name": name,
            "unit": unit,
            "year": year,
            "adjusted": yuan(adjusted),
            "score": None if total is None else yuan(total),
            "grade": grade,
            "light": light,
        }
        for code, name, unit, year, adjusted, total, grade, light in rows
    ]


def count(index: Index, selection: Selection) -> int:
    """How many projects are chosen."""
    condition = chosen(index, selection)
    return int(index.rows(f"SELECT COUNT(*) FROM project p WHERE {condition.text}", condition.values)[0][0])


def units_without(index: Index, years: Sequence[int], column: str) -> set[str]:
    """The units with a project, readable or not, that has no `monitorings` or is not `evaluated`."""
    marks = ", ".join("?" * len(years))
    files = " UNION ALL ".join(
        f"SELECT code, year, unit FROM {table} WHERE year IN ({marks}) AND file <> '' AND code <> ''"
        for table in ("project", "unreadable")
    )
    found = index.rows(
        f"SELECT DISTINCT p.unit FROM ({files}) p LEFT JOIN {_BESIDE} WHERE coalesce(g.{column}, 0) = 0",
        (*storable_years(years), *storable_years(years)),
    )
    return {unit for (unit,) in found}


def unreadable_progress(index: Index, selection: Selection) -> Iterator[str]:
    """The paths below the root of what cannot be read of the projects chosen: files, and folders with / at the end."""
    condition = chosen(index, selection)
    beside = "p.code = u.code AND p.year = u.year AND p.unit = u.unit"
    yield from _paths(index, f"unreadable_progress u JOIN project p ON {beside}", "u", condition)
    unlisted = of_unlisted(selection, "progress")
    yield from _paths(
        index, "unreadable_progress p", "p", Condition(f"p.file = '' AND {unlisted.text}", unlisted.values)
    )


def _paths(index: Index, source: str, alias: str, condition: Condition) -> list[str]:
    rows = index.rows(
        f"SELECT f.path || '/' || {alias}.file FROM {source} JOIN folder f ON f.id = {alias}.folder"
        f" WHERE {condition.text} ORDER BY 1",
        condition.values,
    )
    return [path for (path,) in rows]
