"""Self-evaluations that were begun, as `evaluate show` asks the index for them: by year and code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from perfcli.conditions import Conditions
from perfcli.index import Index
from perfcli.index.digits import Number, decimal, hundredths, known
from perfcli.progress.lacking import Lack
from perfcli.select import Row

_SOURCE = "progress_file g JOIN project p ON p.code = g.code AND p.year = g.year AND p.unit = g.unit"
Key = tuple[int, str, str]
"""Year, unit and code of a project."""

_LACKS = msgspec.json.Decoder(list[Lack])


def count_evaluated(index: Index, condition: Conditions) -> int:
    """How many of the projects that a condition takes have one."""
    [(count,)] = index.rows(f"SELECT COUNT(*) FROM {_SOURCE} WHERE g.evaluated AND {condition.text}", condition.values)
    return int(count)


def evaluated_keys(index: Index, condition: Conditions) -> list[Key]:
    """Which of the projects that a condition takes have one."""
    statement = f"SELECT g.year, g.unit, g.code FROM {_SOURCE} WHERE g.evaluated AND {condition.text}"
    return index.rows(f"{statement} ORDER BY g.year, g.code, g.unit", condition.values)


def evaluation_rows(
    index: Index, condition: Conditions, places: Sequence[int], number: Number = decimal
) -> Iterator[tuple[Row, list[Lack]]]:
    """The self-evaluations at these places, which follow each other, and what each lacks.

    Amounts in 元, execution in percent, points with two decimals, as what `number` makes of their digits; results and
    indicators as JSON.
    """
    for batch in index.batches(
        "SELECT p.code, p.name, p.unit, p.year, e.initial_fen, e.adjusted_fen, e.spent_fen, CAST(e.execution AS BLOB),"
        " CAST(e.execution_points AS BLOB), CAST(s.results AS BLOB), CAST(s.indicators AS BLOB), e.total_cents,"
        " CAST(e.computed_score AS BLOB), e.grade, CAST(s.recheck_score AS BLOB), CAST(s.lacks AS BLOB)"
        f" FROM {_SOURCE} JOIN evaluated e ON e.parent = g.id JOIN evaluated_shown s ON s.parent = g.id"
        f" WHERE g.evaluated AND {condition.text} ORDER BY g.year, g.code, g.unit LIMIT $count OFFSET $first",
        condition.values | {"count": len(places), "first": places[0] if places else 0},
    ):
        for row in batch:
            yield _row(row, number), [] if row[-1] == b"[]" else _LACKS.decode(row[-1])


def _row(found: Sequence[Any], number: Number) -> Row:
    code, name, unit, year, initial, adjusted, spent, execution, points, results, indicators, *scores, _lacks = found
    total, computed, grade, recheck = scores
    return {
        "code": code,
        "name": name,
        "unit": unit,
        "year": year,
        "initial": hundredths(initial, number),
        "adjusted": hundredths(adjusted, number),
        "spent": hundredths(spent, number),
        "execution": known(execution, number),
        "execution_points": known(points, number),
        "results": msgspec.Raw(results),
        "indicators": msgspec.Raw(indicators),
        "total_score": hundredths(total, number),
        "computed_score": known(computed, number),
        "grade": grade,
        "recheck_score": known(recheck, number),
    }
