"""What is recorded of projects, for lists and sums: what was spent, which units lack it, what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from perfcli.conditions import Conditions, storable_years
from perfcli.index import Index
from perfcli.index.answers import chosen, sum_rows
from perfcli.index.conditions import of_unlisted
from perfcli.select import Selection
from perfcli.summary import GroupKey, Spending

BESIDE = "progress_file g ON g.code = p.code AND g.year = p.year AND g.unit = p.unit"
ADJUSTED = "coalesce(g.adjusted_fen, p.total_fen)"


def spending_sums(
    index: Index, selection: Selection, by: Sequence[str], until: date | None = None
) -> tuple[dict[GroupKey, Spending], dict[GroupKey, Spending]]:
    """What was spent in each group and in each year, as `answers.sums` has their budgets.

    Of each project that of its self-evaluation, else of its last monitoring that says it; `until` a day that of its
    last monitoring by then, of its self-evaluation once the year is over.
    """
    condition = chosen(index, selection)
    spent = "coalesce(e.spent_fen, m.spent_fen)"
    due = "CASE WHEN e.spent_fen IS NULL THEN m.planned_fen ELSE e.planned_fen END"
    amounts = (
        *(ADJUSTED, f"coalesce({spent}, 0)", f"coalesce({due}, 0)"),
        *(f"CASE WHEN {spent} IS NULL THEN 0 ELSE {ADJUSTED} END", f"{spent} IS NULL"),
    )
    source = (
        f"project p LEFT JOIN {BESIDE} LEFT JOIN {_evaluated(until)} LEFT JOIN {_last_spent(until)}"
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


def _evaluated(until: date | None) -> str:
    """The self-evaluations, until a day those of the years that had ended: they say what all of a year spent."""
    if until is None:
        return "evaluated e ON e.parent = g.id"
    is_ended = (until.month, until.day) == (12, 31)
    return f"evaluated e ON e.parent = g.id AND p.year <= {until.year if is_ended else until.year - 1}"


def _last_spent(until: date | None) -> str:
    """The last monitoring that says what was spent, until a day that of then."""
    by = f" AND l.date <= '{until.isoformat()}'" if until else ""
    return (
        "monitored m ON m.parent = g.id AND m.place = (SELECT l.place FROM monitored l WHERE l.parent = g.id"
        f" AND l.spent_fen IS NOT NULL{by} ORDER BY l.date DESC, l.place LIMIT 1)"
    )


def _as_spending(found: dict[GroupKey, list[int]]) -> dict[GroupKey, Spending]:
    return {key: Spending.of_fen(row) for key, row in found.items()}


def unreadable_progress(index: Index, selection: Selection) -> Iterator[str]:
    """The paths below the root of what cannot be read of the projects chosen: files, and folders with / at the end."""
    condition = chosen(index, selection)
    beside = "p.code = u.code AND p.year = u.year AND p.unit = u.unit"
    yield from _paths(index, f"unreadable_progress u JOIN project p ON {beside}", "u", condition)
    unlisted = of_unlisted(selection, "progress")
    yield from _paths(
        index, "unreadable_progress p", "p", Conditions([f"p.file = '' AND {unlisted.text}"], unlisted.values)
    )


def _paths(index: Index, source: str, alias: str, condition: Conditions) -> list[str]:
    rows = index.rows(
        f"SELECT f.path || '/' || {alias}.file FROM {source} JOIN folder f ON f.id = {alias}.folder"
        f" WHERE {condition.text} ORDER BY 1",
        condition.values,
    )
    return [path for (path,) in rows]


def units_without(index: Index, years: Sequence[int], column: str) -> set[str]:
    """The units with a project, readable or not, that has no `monitorings` or is not `evaluated`."""
    marks = ", ".join("?" * len(years))
    files = " UNION ALL ".join(
        f"SELECT code, year, unit FROM {table} WHERE year IN ({marks}) AND file <> '' AND code <> ''"
        for table in ("project", "unreadable")
    )
    found = index.rows(
        f"SELECT DISTINCT p.unit FROM ({files}) p LEFT JOIN {BESIDE} WHERE coalesce(g.{column}, 0) = 0",
        (*storable_years(years), *storable_years(years)),
    )
    return {unit for (unit,) in found}
