"""Rows of our own tables of what became of projects and of wholes -> records, over what the repository has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from perfcli.data.dataset import Entry
from perfcli.data.known import Known
from perfcli.data.left import Left
from perfcli.data.parts import Parts
from perfcli.data.progress_said import On, Said, Values
from perfcli.i18n import gettext as _
from perfcli.model import Details
from perfcli.progress import (
    Adjustment,
    EvaluatedIndicator,
    EvaluatedPart,
    Evaluation,
    MonitoredIndicator,
    MonitoredPart,
    Monitoring,
    Progress,
    names_of,
    with_names,
)

_CARRIES = {
    "progress": ("adjusted",),
    "monitoring": ("monitoring",),
    "monitored_values": ("monitoring",),
    "evaluations": ("evaluation",),
    "scores": ("evaluation",),
    "results": ("evaluation",),
    "fund_parts": ("monitoring", "evaluation"),
    "progress_details": ("monitoring", "evaluation"),
    "adjustments": ("adjustments",),
}

_OF_MONITORING = {table for table, keys in _CARRIES.items() if "monitoring" in keys}


class Whose(NamedTuple):
    """The project that a row is of, or without a code the whole of a unit, else of a department."""

    year: int
    unit: str
    code: str
    department: str

    @property
    def empty(self) -> Progress:
        """Nothing that became of it."""
        if self.code:
            return Progress(code=self.code, unit=self.unit, year=self.year)
        return Progress(unit=self.unit, department="" if self.unit else self.department, year=self.year)

    def __str__(self) -> str:
        return f"{self.code or self.unit or self.department} {self.year}"


class ProgressRows:
    """Collects the rows of the tables of what became of projects and wholes."""

    def __init__(self) -> None:
        self._said: dict[Whose, Said] = {}
        self._tables: set[str] = set()
        self._spoilt: set[str] = set()

    def begin(self, table: str) -> None:
        """A table of this name is there, be it empty."""
        self._tables.add(table)

    def spoil(self, table: str, whose: Whose | None) -> None:
        """What a row that could not be read would be part of stays as it is: of its project, else of all."""
        (self._said.setdefault(whose, Said()).spoilt if whose else self._spoilt).add(table)

    def was_dated(self, whose: Whose, was: date, on: date) -> None:
        """The day of a monitoring was another when the workbook was written."""
        dated = self._said.setdefault(whose, Said()).was_dated
        dated[was] = was if dated.get(was) == was else on

    def take(self, table: str, whose: Whose, values: Values, on: On, name: str) -> bool:
        """Add a row; False where it was said before. Raises BadRowError where another row says otherwise."""
        return self._said.setdefault(whose, Said()).take(table, values, on, name)

    def entries(self, known: Known, left: Left, projects: Mapping[tuple[int, str], Parts]) -> Iterator[Entry[Progress]]:
        """What became of every project and whole that a row is of; `projects` are what the source says of these."""
        for whose, said in self._said.items():
            tables = self._tables - self._spoilt - said.spoilt
            base = known.became(whose.year, whose.unit, whose.code or whose.unit or whose.department) or whose.empty
            parts = projects.get((whose.year, whose.code))
            names = parts.renamed() if parts else None
            project = known.project(whose.year, whose.code) if names else None
            if parts and names and project and parts.year_names() == names_of(project.year_indicators):
                base = with_names(base, {now: was for was, now in names.items()})  # renamed here already
            moved = _moved(said, base) if "monitoring" in tables else {}
            if moved.keys() & moved.values():
                reason = _("the day of another monitoring: change one at a time")
                left.text(str(whose), " ".join(map(str, moved)), reason)
                tables = tables - _OF_MONITORING
            else:
                base = _redated(said, base, moved)
            record = _Record(said, tables, base).record()
            for on in said.strays(one.date for one in record.monitoring):
                reason = _("no monitoring has this date")
                left.text(str(whose), " ".join((on.isoformat(), *said.indicators.get(on, {}))), reason)
            carried = frozenset(key for table in tables for key in _CARRIES[table])
            yield Entry(record, carried, names)


def _moved(said: Said, base: Progress) -> dict[date, date]:
    """The days of monitorings that rows have otherwise now.

    Where no row says which day it had, the only day that is gone became the only one that is new.
    """
    before = {one.date for one in base.monitoring}
    if said.was_dated:
        return {was: on for was, on in said.was_dated.items() if was != on}
    gone, new = before - said.monitoring.keys(), said.monitoring.keys() - before
    is_told = len(gone) == len(new) == 1 and set(said.strays(said.monitoring)) == gone
    return dict(zip(gone, new, strict=True)) if is_told else {}


def _redated(said: Said, base: Progress, moved: Mapping[date, date]) -> Progress:
    """What became of it with the days of monitorings as rows have them now, those of their parts with them."""
    for was, on in moved.items():
        said.move(was, on)
    before = {one.date for one in base.monitoring}
    dated = (
        replace(one, date=moved[one.date]) if one.date in moved and moved[one.date] not in before else one
        for one in base.monitoring
    )
    return replace(base, monitoring=tuple(dated))


class _Record:
    """A record out of what rows say and of what was there: tables that are not there say nothing."""

    def __init__(self, said: Said, tables: set[str], base: Progress) -> None:
        self._said, self._tables, self._base = said, tables, base

    def record(self) -> Progress:
        changes: Values = dict(self._said.own) if "progress" in self._tables else {}
        if "adjustments" in self._tables:
            rows = sorted(self._said.adjustments.items())
            changes["adjustments"] = tuple(
                Adjustment(date=on, reason=reason, changes=tuple(found)) for _number, (on, reason, found) in rows
            )
        monitoring, evaluation = tuple(self._monitorings()), self._evaluation()
        return replace(self._base, **changes, monitoring=monitoring, evaluation=evaluation)

    def _monitorings(self) -> Iterator[Monitoring]:
        before = {one.date: one for one in self._base.monitoring}
        said = self._said.monitoring if "monitoring" in self._tables else {}
        dates = sorted(said) if "monitoring" in self._tables else before
        has_strays = bool(self._said.strays(dates))
        for on in dates:
            one = replace(before.get(on) or Monitoring(date=on), **said.get(on, {}))
            if has_strays and on not in self._said.days:  # rows of no day may be its own
                yield one
                continue
            if "monitored_values" in self._tables:
                rows = self._said.indicators.get(on, {})
                found = {
                    name: replace(one.indicators.get(name, MonitoredIndicator()), **row) for name, row in rows.items()
                }
                one = replace(one, indicators=found)
            if "fund_parts" in self._tables:
                parts = self._said.parts.get(on, {})
                one = replace(one, parts={name: _part(MonitoredPart, row) for name, row in parts.items()})
            if "progress_details" in self._tables:
                found = {name: replace(row, details=self._details(on, name)) for name, row in one.indicators.items()}
                one = replace(one, indicators=found, details=self._details(on, ""))
            yield one

    def _evaluation(self) -> Evaluation | None:
        said, one = self._said, self._base.evaluation
        if one is None and not said.has_evaluation:
            return None
        one = one or Evaluation()
        if "evaluations" in self._tables:
            one = replace(one, **(said.evaluation or {}))
        if "results" in self._tables:
            texts = [text for _number, text in sorted(said.results.items())]
            filled = max((at for at, text in enumerate(texts, 1) if text), default=0)
            one = replace(one, results=tuple(texts[:filled]))  # an empty one above others holds the place of its goal
        if "scores" in self._tables:
            rows = said.indicators.get(None, {})
            old = one.indicators
            found = {name: replace(old.get(name, EvaluatedIndicator()), **row) for name, row in rows.items()}
            one = replace(one, indicators=found)
        if "fund_parts" in self._tables:
            parts = said.parts.get(None, {})
            one = replace(one, parts={name: _part(EvaluatedPart, row) for name, row in parts.items()})
        if "progress_details" in self._tables:
            found = {name: replace(row, details=self._details(None, name)) for name, row in one.indicators.items()}
            one = replace(one, indicators=found, details=self._details(None, ""))
        return one

    def _details(self, on: On, name: str) -> Details:
        texts = self._said.details.get((on, name))
        return texts.of(None) if texts else {}


def _part(kind: type[Any], values: Mapping[str, Any]) -> Any:
    return kind(**{key: values[key] for key in kind.__struct_fields__ if key in values})
