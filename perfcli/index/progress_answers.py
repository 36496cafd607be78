"""What `monitor` and `evaluate` ask of the index: projects beside what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from perfcli.exact import rounded
from perfcli.index import Index
from perfcli.index.answers import chosen, sum_rows, yuan
from perfcli.index.recorded import ADJUSTED, BESIDE
from perfcli.progress.scoring import GRADES
from perfcli.select import Row, Selection

_LOW_BITS = 24
"""Products of an amount and points fit 64 bits in two parts: the low bits of the amount, and those above."""


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


def rows_to_sample(index: Index, selection: Selection) -> list[Row]:
    """The projects with a self-evaluation, by year and code: budget of the year in 元, total, grade, last light."""
    condition = chosen(index, selection)
    rows = index.rows(
        f"SELECT p.code, p.name, p.unit, p.year, {ADJUSTED}, e.total_cents, e.grade, m.light"
        f" FROM project p JOIN {BESIDE} JOIN evaluated e ON e.parent = g.id"
        " LEFT JOIN monitored m ON m.parent = g.id AND m.place = g.last"
        f" WHERE {condition.text} ORDER BY p.year, p.code, p.unit",
        condition.values,
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
