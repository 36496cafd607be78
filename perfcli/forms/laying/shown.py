"""What a key of a form shows of a record: its text, how it looks, and what may be typed there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec

from perfcli.exact import LARGEST_AMOUNT
from perfcli.form import MONTHS, SHARES, Form
from perfcli.formats.blocks import clean, joined
from perfcli.formats.layout import Entry, Look, Typed
from perfcli.forms.headings.levels import levels_one
from perfcli.forms.laying.shown_results import NOTHING, Became, details_of_results, is_result_key, result_text
from perfcli.forms.record.amount_details import detail_in, label_scale, unit_name
from perfcli.forms.words.amounts import SCALES, write_percent, written
from perfcli.forms.words.goals import write_goals
from perfcli.forms.words.targets import parted_target
from perfcli.forms.words.units import write_unit
from perfcli.framework import kinds, level_one, level_ones
from perfcli.labels import LABELS
from perfcli.model import Budget, DepartmentGoals, Details, Indicator, Project

SOURCE = "budget.sources."
DETAIL = "details."
INDICATOR = "indicators."
INDICATOR_DETAIL = "indicators.details."
PLAN = "spending_plan."
GOAL = "goals."
_AMOUNTS = ("budget.total", "budget.fiscal", "budget.other")
_OPERATORS = ("≥", "≤", "=", ">", "<", "定性")


class Subject(msgspec.Struct, frozen=True):
    """Whose form it is: the record, the names of its unit and department, the framework of its year.

    `is_blank`: it does not exist yet, and its amounts are still to be filled in.
    """

    record: Project | DepartmentGoals
    unit_name: str = ""
    department_name: str = ""
    framework: str = ""
    is_blank: bool = False
    is_whole: bool = False
    """Whether the record is the whole of a department or unit as a project, on a form of what became of one."""

    became: Became = NOTHING
    """What became of a project, for the forms that show it."""

    @property
    def unit(self) -> str:
        """The code of the unit, or of the department whose whole it is."""
        return self.record.unit if isinstance(self.record, Project) else self.record.of


class Shown(NamedTuple):
    """A value on a form."""

    text: str
    look: Look = Look.TEXT
    entry: Entry = Entry()


def _coded_department(subject: Subject) -> str:
    return write_unit(subject.unit[:3], joined(subject.department_name)) if subject.unit else ""


_TEXTS: Mapping[str, Callable[[Subject], str]] = {
    "unit": lambda subject: write_unit(subject.unit, joined(subject.unit_name)) if subject.unit else "",
    "unit_code": lambda subject: subject.unit,
    "unit_name": lambda subject: joined(subject.unit_name),
    "department": _coded_department,
    "year": lambda subject: str(subject.record.year),
    "goals": lambda subject: write_goals(subject.record.goals),
}
"""What is made of a record's keys and of what stands around it."""

_OF_PROJECT: Mapping[str, Callable[[Project], str]] = {
    "code": lambda record: joined(record.code),
    "name": lambda record: joined(record.name),
    "purpose": lambda record: clean(record.purpose),
    "long_term_goals": lambda record: write_goals(record.long_term_goals),
}

_OF_INDICATOR: Mapping[str, Callable[[Indicator], str]] = {
    "kind": lambda row: joined(row.kind),
    "name": lambda row: joined(row.name),
    "description": lambda row: clean(row.description),
    "target": lambda row: clean(row.target),
    "basis": lambda row: clean(row.basis),
    "scoring": lambda row: clean(row.scoring),
}
_NOTES = {
    "indicators.operator": "≥、≤、=、>、<，不是数量的填 定性",
    "indicators.value": "指标值：只填数字，或不是数量的内容",
    "indicators.measure": "度量单位，如 套、%、万元",
    "unit": "单位编码和名称",
    "unit_name": "单位名称",
    "department": "部门编码和名称",
}
TARGET_PARTS = ("operator", "value", "measure")
"""The columns over which a form parts a target."""

PROJECT_KEYS = frozenset((*_TEXTS, *_OF_PROJECT, *_AMOUNTS, "scale", MONTHS, SHARES))
UNIT_KEYS = frozenset((*_TEXTS, *_AMOUNTS, "overall", "scale"))
INDICATOR_KEYS = frozenset(f"{INDICATOR}{key}" for key in ("level1", *_OF_INDICATOR, *TARGET_PARTS, "weight"))


def shown(key: str, subject: Subject, form: Form, label: str = "") -> Shown:
    """The value of a key outside of tables; `label` is the one before it, for what may stand in details too."""
    record = subject.record
    scale = label_scale(label) or SCALES[form.scale]
    if is_result_key(key, form.of):
        return Shown(*result_text(key, subject.became, form))
    if key == "scale":
        return Shown(f"单位：{form.scale}", Look.AMOUNT)
    if key in _AMOUNTS or key.startswith(SOURCE):
        return _amount(None if subject.is_blank else _of_budget(key, record.budget), scale, _note(key))
    if key.startswith(PLAN):
        plan = record.spending_plan if isinstance(record, Project) else {}
        month = int(key.removeprefix(PLAN))
        return _share(plan.get(month))
    if key.startswith(DETAIL):
        details = {**record.details, **details_of_results(subject.became, form.of)}
        return Shown(_text_of(detail_in(details, key.removeprefix(DETAIL), scale)))
    if key == "department" and label and label in record.details:
        return Shown(detail_text(record.details, label))
    if key.startswith(GOAL):
        goals, place = record.goals, int(key.removeprefix(GOAL))
        return Shown(clean(goals[place - 1]) if place <= len(goals) else "", entry=Entry(note=_note("goals")))
    if key in _TEXTS:
        return Shown(_TEXTS[key](subject), entry=Entry(note=_note(key)))
    if isinstance(record, Project):
        return Shown(_OF_PROJECT[key](record) if key in _OF_PROJECT else "", entry=Entry(note=_note(key)))
    return Shown(clean(record.overall) if key == "overall" else "", entry=Entry(note=_note(key)))


def plan_of(subject: Subject) -> tuple[list[int], list[Shown]]:
    """The months of a spending plan and the shares below them."""
    plan = subject.record.spending_plan if isinstance(subject.record, Project) else {}
    months = sorted(plan)
    return months, [_share(plan[month]) for month in months]


def month_shown(month: int) -> Shown:
    """The heading of a checkpoint."""
    return Shown(f"{month}月底", Look.LABEL)


def empty_share() -> Shown:
    """The share of a plan that is still to be filled in."""
    return _share(None)


def shown_of_indicator(key: str, row: Indicator | None, framework: str) -> Shown:
    """The value of an indicator's key; of no indicator an empty cell to fill in."""
    name = key.removeprefix(INDICATOR)
    if name == "level1":
        level = level_one_of(row, framework) if row else ""
        return Shown(level, Look.MIDDLE, Entry(note=_note(key), choices=_level_ones(framework)))
    if name == "kind":
        text = joined(row.kind) if row else ""
        return Shown(text, Look.MIDDLE, Entry(note=_note(key), choices=kinds(framework or "2021")))
    if name == "weight":
        weight = row.weight if row else None
        text = "" if weight is None else f"{weight:f}"
        return Shown(text, Look.MIDDLE, Entry(Typed.POINTS, _note(key), number=weight, most=Decimal(1000)))
    if key.startswith(INDICATOR_DETAIL):
        return Shown(detail_text(row.details, key.removeprefix(INDICATOR_DETAIL)) if row else "")
    if name in TARGET_PARTS:
        parts = parted_target(clean(row.target)) if row else ("", "", "")
        choices = _OPERATORS if name == "operator" else ()
        look = Look.TEXT if name == "value" else Look.MIDDLE
        return Shown(parts[TARGET_PARTS.index(name)], look, Entry(note=_note(key), choices=choices))
    return Shown(_OF_INDICATOR[name](row) if row else "", entry=Entry(note=_note(key)))


def level_one_of(row: Indicator, framework: str) -> str:
    """The level one that is printed: the indicator's own, else the framework's for its kind, else any framework's."""
    kind = joined(row.kind)
    if own := joined(row.level1):
        return own
    return (level_one(kind, framework) if framework else "") or (levels_one(kind) or [""])[0]


def detail_text(details: Details, label: str) -> str:
    """A detail as one text; the texts of a list are its lines."""
    return _text_of(details.get(label, ""))


def _text_of(value: str | Sequence[str]) -> str:
    return clean(value if isinstance(value, str) else "\n".join(value))


def _level_ones(framework: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(level_ones(framework or "2021").values()))


def _of_budget(key: str, budget: Budget | None) -> Decimal | None:
    if budget is None:
        return None
    if key.startswith(SOURCE):
        return budget.sources.get(key.removeprefix(SOURCE))
    amount: Decimal = getattr(budget, key.removeprefix("budget."))
    return amount


def _amount(amount: Decimal | None, scale: Decimal, note: str) -> Shown:
    """An amount in what its label says, else in what the form counts in, every digit of it."""
    number = None if amount is None else amount / scale
    text = "" if amount is None else written(amount, scale)
    note = f"{note}（单位：{unit_name(scale)}）"
    return Shown(text, Look.AMOUNT, Entry(Typed.AMOUNT, note, number=number, most=LARGEST_AMOUNT / scale))


def _share(share: Decimal | None) -> Shown:
    text = "" if share is None else write_percent(share)
    return Shown(text, Look.MIDDLE, Entry(Typed.PERCENT, number=share, most=Decimal(100)))


def _note(key: str) -> str:
    """What is to be written under a key."""
    if key in _NOTES:
        return _NOTES[key]
    first, _dot, rest = key.partition(".")
    record = {"budget": "Budget", "indicators": "Indicator"}.get(first, "Project")
    label = LABELS[record].get(rest.partition(".")[0] if record != "Project" else first)
    return label.title if label else ""
