"""What `monitor` and `evaluate` ask of the index: projects beside what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from perfcli.conditions import Conditions
from perfcli.exact import rounded
from perfcli.index import Index
from perfcli.index.answers import chosen, sum_rows, yuan
from perfcli.index.recorded import ADJUSTED, BESIDE
from perfcli.progress.lights import LIGHTS
from perfcli.progress.scoring import GRADES
from perfcli.select import Row, Selection

_LAST = (
    "monitored m ON m.parent = g.id AND m.place = (SELECT l.place FROM monitored l WHERE l.parent = g.id"
    " AND ($by = '' OR l.date <= $by) ORDER BY l.date DESC, l.place LIMIT 1)"
)
_RANKS = " ".join(f"WHEN '{light}' THEN {rank}" for rank, light in enumerate(LIGHTS))
_WORST_FIRST = f"CASE m.light {_RANKS} ELSE {len(LIGHTS)} END, m.date IS NULL, p.year, p.code, p.unit"
_RANK = {light: rank for rank, light in enumerate((*LIGHTS, None))}
MONITORED = "0"
_LOW_BITS = 24
"""Products of an amount and points fit 64 bits in two parts: the low bits of the amount, and those above."""


def monitored_rows(
    index: Index,
    condition: Conditions,
    by: date | None,
    limit: int | None,
    *,
    with_indicators: bool,
    number: Callable[[str], object] = Decimal,
) -> Iterator[Row]:
    """Each project that is `chosen` at its last monitoring up to a day, as read: `worst_first` has their order.

    `limit` takes the first ones of that order. Amounts in 元 and percent with two decimals, as what `number` makes of
    their digits: for a text of many rows a number would only be spelled again. Indicators as JSON.
    """
    values = condition.values | {"by": by.isoformat() if by else "", "limit": limit}
    rows = (
        "SELECT p.code, p.name, p.unit, p.year, m.date, m.spent_fen, m.planned_fen, m.execution, m.light,"
        f" g.id AS file, m.place FROM project p LEFT JOIN {BESIDE} LEFT JOIN {_LAST} WHERE {condition.text}"
        + ("" if limit is None else f" ORDER BY {_WORST_FIRST} LIMIT $limit")
    )
    shown, source = "", ""
    if with_indicators:
        shown = ", CAST(s.indicators AS BLOB)"
        source = " LEFT JOIN monitored_shown s ON s.parent = r.file AND s.monitoring = r.place"
    for batch in index.batches(f"SELECT r.*{shown} FROM ({rows}) r{source}", values):
        for row in batch:
            yield _monitored_row(row, number, with_indicators=with_indicators)


def worst_first(row: Row) -> str:
    """What rows of monitoring are in order by: the worst light first, those without a monitoring last.

    One text, which sorts several times as fast as its parts; its second sign is `MONITORED` of those with one.
    """
    mark = MONITORED if row["date"] is not None else "1"
    return f"{_RANK[row['light']]}{mark}{row['year']:019}{row['code']}\0{row['unit']}"


def monitored_counts(index: Index, selection: Selection, by: date | None) -> tuple[int, int]:
    """How many projects are chosen, and how many of them have a monitoring up to a day."""
    condition = chosen(index, selection)
    [(count, monitored)] = index.rows(
        "SELECT COUNT(*), COUNT((SELECT 1 FROM progress_file g"
        " JOIN monitored m ON m.parent = g.id WHERE g.code = p.code AND g.year = p.year AND g.unit = p.unit"
        f" AND ($by = '' OR m.date <= $by))) FROM project p WHERE {condition.text}",
        condition.values | {"by": by.isoformat() if by else ""},
    )
    return int(count), int(monitored)


def _monitored_row(found: Sequence[Any], number: Callable[[str], object], *, with_indicators: bool) -> Row:
    code, name, unit, year, on, spent, planned, execution, light, _file, _place, *indicators = found
    row = {
        "code": code,
        "name": name,
        "unit": unit,
        "year": year,
        "date": on,
        "spent": None if spent is None else number(f"{spent // 100}.{spent % 100:02}"),
        "planned": None if planned is None else number(f"{planned // 100}.{planned % 100:02}"),
        "execution": None if execution is None else number(execution),
        "light": light,
    }
    if with_indicators:
        row["indicators"] = msgspec.Raw(indicators[0] or b"[]")
    return row


def evaluation_sums(index: Index, selection: Selection, by: Sequence[str]) -> list[Row]:
    """The rows of `evaluate summary`, by rising keys: counts, averages weighted by the budget of the year, sums in 元.

    Execution is what was spent ÷ the budgets of the projects with recorded spending.
    """
    condition = chosen(index, selection)
    score, low = "e.total_cents", (1 << _LOW_BITS) - 1
    expressions = {
        "scored": f"{score} IS NOT NULL",
        "money": f"CASE WHEN {score} IS NULL THEN 0 ELSE {ADJUSTED} END",
        "high": f"coalesce(({ADJUSTED} >> {_LOW_BITS}) * {score}, 0)",
        "low": f"coalesce(({ADJUSTED} & {low}) * {score}, 0)",
        **{grade: f"coalesce(e.grade = '{grade}', 0)" for grade in GRADES},
        "adjusted": ADJUSTED,
        "spent": "coalesce(e.spent_fen, 0)",
        "recorded": "e.spent_fen IS NOT NULL",
        "of_recorded": f"CASE WHEN e.spent_fen IS NULL THEN 0 ELSE {ADJUSTED} END",
        "alarms": "coalesce(e.alarm, 0)",
    }
    source = f"project p LEFT JOIN {BESIDE} LEFT JOIN evaluated e ON e.parent = g.id WHERE {condition.text}"
    keys = [f"p.{name}" for name in by]
    groups: dict[tuple[Any, ...], list[int]] = {}
    for row in sum_rows(index, source, condition.values, keys, list(expressions.values())):
        key, figures = tuple(row[: len(by)]), list(row[len(by) :])
        before = groups.get(key)
        groups[key] = figures if before is None else list(map(int.__add__, before, figures))
    names = ("projects", *expressions)
    return [
        dict(zip(by, key, strict=True)) | evaluated_row(_with_weighted(dict(zip(names, figures, strict=True))))
        for key, figures in sorted(groups.items())
    ]


def _with_weighted(sums: dict[str, int]) -> dict[str, int]:
    return sums | {"weighted": (sums["high"] << _LOW_BITS) + sums["low"]}


def evaluated_row(sums: Mapping[str, int]) -> Row:
    """The figures of a group: amounts given in whole 分, `weighted` the totals in hundredths of points times 分."""
    budgets = sums["of_recorded"]
    return {
        "projects": sums["projects"],
        "scored": sums["scored"],
        "score": rounded(Fraction(sums["weighted"], sums["money"]) / 100) if sums["money"] else None,
        **dict(zip(("excellent", "good", "fair", "poor"), (sums[grade] for grade in GRADES), strict=True)),
        "adjusted": yuan(sums["adjusted"]),
        "spent": yuan(sums["spent"]),
        "execution": rounded(Fraction(sums["spent"], budgets) * 100) if budgets else None,
        "alarms": sums["alarms"],
        "unrecorded": sums["projects"] - sums["recorded"],
    }


def evaluated_rows(index: Index, selection: Selection) -> list[Row]:
    """The projects with a self-evaluation, by year and code: budget of the year in 元, total, grade, last light."""
    condition = chosen(index, selection)
    rows = index.rows(
        f"SELECT p.code, p.name, p.unit, p.year, {ADJUSTED}, e.total_cents, e.grade, m.light"
        f" FROM project p JOIN {BESIDE} JOIN evaluated e ON e.parent = g.id LEFT JOIN {_LAST}"
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
