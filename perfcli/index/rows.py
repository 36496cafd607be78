"""Records -> rows of the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import count
from operator import attrgetter
from typing import Any, NamedTuple

from perfcli.exact import Percent
from perfcli.index.schema import INDICATOR_KEYS, MONTHS, PLACE_BITS
from perfcli.model import LONG_TERM, Department, DepartmentGoals, Indicator, Project
from perfcli.relations import Repeated
from perfcli.select import fold
from perfcli.target import read_target

Rows = dict[str, list[tuple[Any, ...]]]
"""Rows by the table they belong to; those of `indicator` are a number and the record, which many may have in common."""

_keys_of_indicator = attrgetter(*INDICATOR_KEYS)


class Known(NamedTuple):
    """The targets and the names of indicators that have their rows: a name may read as a target does."""

    targets: set[str]
    names: set[str]


def project_rows(rows: Rows, number: int, folder: int, file: str, project: Project, framework: str) -> None:
    """Add the rows of a project's file, amounts in whole 分."""
    budget = project.budget
    total = budget.total.fen
    months, planned = _planned(project, total)
    rows["project"].append(
        (
            number,
            folder,
            file,
            project.code,
            project.unit,
            project.unit[:3],
            project.year,
            project.template,
            total,
            budget.fiscal.fen,
            budget.other.fen,
            months,
            *planned,
            len(project.year_indicators),
            framework,
            project.name,
            folded(project.name),
            project.purpose,
            project.previous,
        )
    )
    rows["goal"].extend((number, "", place, goal) for place, goal in enumerate(project.goals, 1))
    if project.long_term_goals:
        rows["goal"].extend((number, LONG_TERM, place, goal) for place, goal in enumerate(project.long_term_goals, 1))
    rows["plan"].extend((number, month, str(share)) for month, share in project.spending_plan.items())
    first = (number << PLACE_BITS) + 1
    rows["indicator"].extend(zip(count(first), project.indicators, strict=False))
    if budget.sources:
        rows["source"].extend((number, n, label, part.fen) for n, (label, part) in enumerate(budget.sources.items(), 1))
    details = list(_details(project))
    rows["detail"].extend((number, place, *detail) for place, detail in enumerate(details, 1))


def lookup_rows(rows: Rows, known: Known) -> None:
    """Add what targets and names of the indicators mean; what is `known` has its rows."""
    for row in _distinct([record for _number, record in rows["indicator"]]).values():
        if row.target not in known.targets:
            known.targets.add(row.target)
            rows["meaning"].append((row.target, *meaning(row.target)))
        if row.name not in known.names:
            known.names.add(row.name)
            if folded(row.name) is not None:
                rows["folding"].append((row.name, folded(row.name)))


def indicator_rows(rows: Iterable[tuple[int, Indicator]]) -> list[tuple[Any, ...]]:
    """Rows of indicators as the index holds them."""
    return [(number, *_keys_of_indicator(record)) for number, record in rows]


def repeated_indicators(rows: Sequence[tuple[int, Indicator]]) -> Repeated:
    """The same, what a record gives made once."""
    numbers, records = zip(*rows, strict=True) if rows else ((), ())
    distinct = _distinct(records)
    places = dict(zip(distinct, count(), strict=False))
    return Repeated(
        numbers, list(map(_keys_of_indicator, distinct.values())), list(map(places.__getitem__, map(id, records)))
    )


def _distinct(records: Sequence[Indicator]) -> dict[int, Indicator]:
    """Each record once, by what tells objects apart: to compare their texts would cost more than it spares."""
    return dict(zip(map(id, records), records, strict=True))


def department_rows(rows: Rows, number: int, folder: int, file: str, department: Department) -> None:
    """Add the rows of a department's file."""
    rows["department"].append((number, folder, file, department.code, department.name))
    rows["unit"].extend(
        (number, place, unit.code, unit.name, folded(unit.name)) for place, unit in enumerate(department.units, 1)
    )


def goals_rows(rows: Rows, number: int, folder: int, file: str, goals: DepartmentGoals) -> None:
    """Add the rows of the file of a department's goals."""
    budget = goals.budget
    amounts = (budget.total.fen, budget.fiscal.fen, budget.other.fen) if budget else (None, None, None)
    rows["department_goal"].append(
        (number, folder, file, goals.of[:3], goals.year, goals.overall, goals.unit, *amounts)
    )
    for place, function in enumerate(goals.functions, 1):
        indicators = function.indicators
        rows["function"].append((number, place, function.name, folded(function.name), function.goal, len(indicators)))
        rows["function_indicator"].extend(
            (number, place, n, i.name, folded(i.name), i.description, i.target, *meaning(i.target))
            for n, i in enumerate(indicators, 1)
        )


def _details(project: Project) -> Iterator[tuple[int | None, str, str]]:
    """The details of a project, those of its indicators with their numbers; of several texts a row each."""
    for label, value in project.details.items():
        yield from ((None, label, text) for text in ((value,) if isinstance(value, str) else value))
    for number, indicator in enumerate(project.indicators, 1):
        for label, value in indicator.details.items() if indicator.details else ():
            yield from ((number, label, text) for text in ((value,) if isinstance(value, str) else value))


@lru_cache(4096)
def folded(text: str) -> str | None:
    """The text as matches see it, None where that is the text itself."""
    seen = fold(text)
    return None if seen == text else seen


@lru_cache(8192)
def meaning(target: str) -> tuple[str | None, str | None, str | None, str | None]:
    """Operator, value, upper and unit of a target, numbers as they are written."""
    operator, value, upper, unit = read_target(target)
    return operator, None if value is None else str(value), None if upper is None else str(upper), unit


def _planned(project: Project, total: int) -> tuple[int, Sequence[int]]:
    """The plan's months as bits, and what is planned in 分 by the end of each month of the year."""
    months = 0
    amount = 0
    planned = []
    plan = project.spending_plan
    for month in MONTHS:
        share = plan.get(month)
        if share is not None:
            months |= 1 << month
            hundredths = _whole_hundredths(share)
            amount = int(project.planned(month) * 100) if hundredths is None else (total * hundredths + 5000) // 10000
        planned.append(amount)
    return months, planned


@lru_cache(1024)
def _whole_hundredths(share: Percent) -> int | None:
    """A share in hundredths of a percent, None where it is no whole number of them or below zero."""
    hundredths = share * 100
    return int(hundredths) if hundredths == int(hundredths) and hundredths >= 0 else None
