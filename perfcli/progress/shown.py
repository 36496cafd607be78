"""A self-evaluation as programs get it. Pure."""

from __future__ import annotations

from fractions import Fraction

from perfcli.exact import rounded
from perfcli.progress.evaluation import Evaluated
from perfcli.progress.rows import EvaluatedRow
from perfcli.select import Row

EVALUATION = (
    *("code", "name", "unit", "year", "initial", "adjusted", "spent", "execution", "execution_points"),
    *("results", "indicators", "total_score", "computed_score", "grade", "recheck_score"),
)
"""The keys of a self-evaluation for programs."""


def evaluation_row(one: Evaluated) -> Row:
    """A self-evaluation for programs: amounts in 元, execution in percent, points with two decimals."""
    return {
        "code": one.project.code,
        "name": one.project.name,
        "unit": one.project.unit,
        "year": one.project.year,
        "initial": one.initial,
        "adjusted": one.adjusted,
        "spent": one.spent,
        "execution": one.execution,
        "execution_points": one.execution_points,
        "results": list(one.results),
        "indicators": [indicator_row(row) for row in one.rows],
        "total_score": one.total_score,
        "computed_score": one.computed_score,
        "grade": one.grade,
        "recheck_score": one.recheck_score,
    }


def indicator_row(row: EvaluatedRow) -> Row:
    """One of its indicators, its points with two decimals."""
    return {
        "name": row.name,
        "kind": row.indicator.kind,
        "target": row.indicator.target,
        "actual": row.said.actual or None,
        "weight": None if row.weight is None else rounded(Fraction(row.weight)),
        "score": row.score,
        "computed": row.computed.points,
        "reason": row.said.reason or None,
        "measure": row.said.measure or None,
        "how": row.how,
        "tier": row.said.tier or None,
        "recheck": None if row.said.recheck is None else rounded(Fraction(row.said.recheck)),
    }
