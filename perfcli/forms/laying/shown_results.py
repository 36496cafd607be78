"""What a 自评表 or 监控表 shows beside the goals: money, actual values, points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from perfcli.exact import rounded
from perfcli.form import EVALUATION, MONITORING, Form
from perfcli.formats.blocks import clean
from perfcli.formats.layout import Look
from perfcli.forms.words.amounts import SCALES, write_percent, written
from perfcli.forms.words.goals import write_results
from perfcli.forms.words.vocabulary import vocabulary
from perfcli.model import Budget, Details, Indicator
from perfcli.progress import Adjustment, EvaluatedIndicator, Evaluation, MonitoredIndicator, Monitoring
from perfcli.progress.scoring import execution_rate
from perfcli.regex import regex

AMOUNTS = {EVALUATION: ("initial", "adjusted", "spent"), MONITORING: ("spent", "expected")}
COLUMNS = {
    EVALUATION: ("actual", "weight", "score", "reason", "measure", "evidence", "recheck"),
    MONITORING: ("value", "expected", "cause", "explanation", "likelihood"),
}
_KEYS = {
    EVALUATION: ("adjusted", "spent", "execution", "execution_weight", "execution_points", "results", "total_weight"),
    MONITORING: ("date", "adjusted", "spent", "expected", "execution", "conclusion", "measures"),
}
KEYS = {
    EVALUATION: frozenset(f"{EVALUATION}.{key}" for key in (*_KEYS[EVALUATION], "total_score")),
    MONITORING: frozenset(f"{MONITORING}.{key}" for key in _KEYS[MONITORING]),
}
COLUMN_KEYS = {of: frozenset(f"indicators.{of}.{key}" for key in columns) for of, columns in COLUMNS.items()}
_SAID = {
    EVALUATION: ("spent", "results", "execution_points", "total_score"),
    MONITORING: ("date", "spent", "expected", "conclusion", "measures"),
}
"""What is recorded of the whole, as a form may show it."""

_PART = regex(r"parts\.(.+)\.([a-z]+)")


class Became(NamedTuple):
    """What became of a project: points and weights by indicator as they are worked out, money in 元.

    `names` are those that progress files give the year's indicators, in their order.
    """

    names: tuple[str, ...] = ()
    initial: Decimal = Decimal(0)
    adjusted: Decimal = Decimal(0)
    evaluation: Evaluation = Evaluation()
    monitoring: Monitoring | None = None
    weights: Mapping[str, Decimal | None] = {}
    scores: Mapping[str, Decimal | None] = {}
    execution_weight: Decimal = Decimal(10)
    execution_points: Decimal | None = None
    total_score: Decimal | None = None
    adjustments: tuple[Adjustment, ...] = ()


NOTHING = Became()


def details_of_results(became: Became, of: str) -> Details:
    """The details of a self-evaluation or a monitoring, which a form of it shows before those of the project."""
    said = became.evaluation if of == EVALUATION else became.monitoring if of == MONITORING else None
    return said.details if said else {}


def is_result_key(key: str, of: str) -> bool:
    """Whether a key outside of tables is one of the year's later life that a form of this kind can show."""
    if key in KEYS.get(of, ()):
        return True
    part = _PART.fullmatch(key.removeprefix(f"{of}."))
    return part is not None and of in AMOUNTS and part[2] in (*AMOUNTS[of], "execution")


def part_of_key(key: str) -> tuple[str, str] | None:
    """The part of the money and the amount of it that a key is of: `evaluation.parts.财政资金.spent`."""
    part = _PART.fullmatch(key.partition(".")[2])
    return (part[1], part[2]) if part else None


def without_place(form: Form, became: Became, budget: Budget | None = None) -> Iterator[str]:
    """What is recorded and has no place on the form, such as `indicators.evaluation.evidence`; details have none.

    `budget` is that of the goals, which a form may show for what parts of the money were at first.
    """
    said = became.evaluation if form.of == EVALUATION else became.monitoring if form.of == MONITORING else None
    if said is None:
        return
    for name in _SAID[form.of]:
        if f"{form.of}.{name}" not in form.keys and getattr(said, name) not in (None, "", ()):
            yield f"{form.of}.{name}"
    if became.adjusted != became.initial and f"{form.of}.adjusted" not in form.keys:
        yield "adjusted"
    yield from (f"{form.of}.parts.{key}" for key in _parts_without_place(form, said.parts, budget))
    yield from (f"{form.of}.indicators.{name}" for name in said.indicators if name not in became.names)
    rows = said.indicators.values()
    for column in (*COLUMNS[form.of], "tier"):
        key = f"indicators.{form.of}.{column}"
        if key not in form.keys and any(getattr(row, column, None) not in (None, "") for row in rows):
            yield key
    labels = dict.fromkeys(label for row in rows for label in row.details)
    yield from (f"indicators.{form.of}.details.{label}" for label in labels)
    yield from (f"{form.of}.details.{label}" for label in said.details if f"details.{label}" not in form.keys)


def _parts_without_place(form: Form, parts: Mapping[str, object], budget: Budget | None) -> Iterator[str]:
    """The parts of the money that a form has no place for, of those that mean the same funds one; amounts of others."""
    shown = [part for key in form.keys if (part := _PART.fullmatch(key.removeprefix(f"{form.of}.")))]
    taken = {(part_shown(part[1], parts), part[2]) for part in shown}
    for name, said in parts.items():
        if name not in {label for label, _column in taken}:
            yield name
            continue
        for column in AMOUNTS[form.of]:
            amount = getattr(said, column)
            is_budget = column == "initial" and amount == own_amount(name, budget)
            if amount is not None and (name, column) not in taken and not is_budget:
                yield f"{name}.{column}"


def own_amount(label: str, budget: Budget | None) -> Decimal | None:
    """What the goals have of a part of the money."""
    words = vocabulary()
    meant = words.money(words.label(label))
    if budget is None:
        return None
    return {"fiscal": budget.fiscal, "other": budget.other}.get(meant, budget.sources.get(label))


def part_shown(label: str, names: Iterable[str]) -> str | None:
    """Which recorded part is the one that a form calls so: of the same funds where none has that name."""
    words = vocabulary()
    meant = words.money(words.label(label))
    alike = (name for name in names if meant not in ("", "source") and words.money(words.label(name)) == meant)
    return label if label in names else next(alike, None)


def result_text(key: str, became: Became, form: Form) -> tuple[str, Look]:
    """The value of a key outside of tables."""
    of, _dot, name = key.partition(".")
    if part := _PART.fullmatch(name):
        return _amount_of_part(of, part[1], part[2], became, form)
    said = became.evaluation if of == EVALUATION else became.monitoring
    spent = said.spent if said else None
    if name == "execution":
        return _rate(spent, became.adjusted), Look.MIDDLE
    if name in ("spent", "expected", "adjusted"):
        amount = (became.adjusted if said else None) if name == "adjusted" else getattr(said, name, None)
        return _amount(amount, form), Look.AMOUNT
    if name == "results":
        return write_results(became.evaluation.results), Look.TEXT
    if name == "date":
        return became.monitoring.date.isoformat() if became.monitoring else "", Look.TEXT
    if name in ("conclusion", "measures"):
        return clean(getattr(said, name, "")), Look.TEXT
    points = {
        "execution_weight": became.execution_weight,
        "execution_points": became.execution_points,
        "total_score": became.total_score,
        "total_weight": became.execution_weight + sum((one for one in became.weights.values() if one), Decimal(0)),
    }
    return _points(points[name]), Look.MIDDLE


def result_of_indicator(key: str, name: str, became: Became) -> tuple[str, Look]:
    """The value of a column in the row of an indicator, by the name that progress files give it."""
    _indicators, of, column = key.split(".")
    if column == "weight":
        return _points(became.weights.get(name)), Look.MIDDLE
    if column == "score":
        return _points(became.scores.get(name)), Look.MIDDLE
    found: EvaluatedIndicator | MonitoredIndicator | None
    if of == EVALUATION:
        found = became.evaluation.indicators.get(name)
    else:
        found = became.monitoring.indicators.get(name) if became.monitoring else None
    if column == "recheck":
        return _points(getattr(found, column, None)), Look.MIDDLE
    return clean(getattr(found, column, "") or ""), Look.TEXT


def name_of(row: Indicator, rows: tuple[Indicator, ...], names: tuple[str, ...]) -> str:
    """The name that progress files give one of these indicators of the year; empty for any other."""
    return next((name for one, name in zip(rows, names, strict=False) if one is row), "")


def _amount_of_part(of: str, label: str, column: str, became: Became, form: Form) -> tuple[str, Look]:
    """An amount of a part of the money; one called otherwise that means the same funds is that part."""
    parts: Mapping[str, object] = (
        became.evaluation.parts if of == EVALUATION else became.monitoring.parts if became.monitoring else {}
    )
    found = parts.get(part_shown(label, parts) or "")
    if column == "execution":
        base = getattr(found, "adjusted", None) or getattr(found, "initial", None)
        return _rate(getattr(found, "spent", None), base), Look.MIDDLE
    return _amount(getattr(found, column, None), form), Look.AMOUNT


def _amount(amount: Decimal | None, form: Form) -> str:
    return "" if amount is None else written(amount, SCALES[form.scale])


def _rate(spent: Decimal | None, base: Decimal | None) -> str:
    rate: Fraction | None = execution_rate(spent, base)
    return "" if rate is None else write_percent(rounded(rate))


def _points(points: Decimal | None) -> str:
    return "" if points is None else f"{points.normalize():f}"
