"""What of a record a form carries: the record as it is read again from the page that it was laid out on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from perfcli.changes import Difference, differences
from perfcli.form import Form
from perfcli.formats.layout import LaidPage
from perfcli.formats.pages import laid_page
from perfcli.forms.laying.shown import Subject
from perfcli.forms.reading import read_forms
from perfcli.forms.record.amount_details import as_kept
from perfcli.forms.record.filled import FilledForm
from perfcli.forms.words.vocabulary import vocabulary
from perfcli.framework import level_one
from perfcli.model import DepartmentGoals, Project

_OUTSIDE = ("code", "template", "year", "unit", "department")
"""Keys that an import finds by itself: an existing project of that unit, year and name is that project."""


def lost(form: Form, subjects: Sequence[Subject], page: LaidPage) -> Iterator[tuple[Subject, list[Difference]]]:
    """What of each record is not on its page, or would be read otherwise."""
    read = read_forms([laid_page(page)], vocabulary(), declared=[form]).forms
    for number, subject in enumerate(subjects):
        record = subject.record
        after = carried_record(subject, read[number]) if number < len(read) else None
        if after is None:
            after = carried_record(subject, FilledForm(subject="", kind="", where=""))
        changes = differences(_by_term(record), _by_term(after))
        yield subject, [change for change in changes if change.key.split(".")[0] not in _OUTSIDE]


def _by_term(record: Project | DepartmentGoals) -> Project | DepartmentGoals:
    """The indicators of the year before those of the long-term goals: these two have no order between them."""
    return replace(record, indicators=tuple(sorted(record.indicators, key=lambda row: row.term)))


def carried_record(subject: Subject, form: FilledForm) -> Project | DepartmentGoals:
    """The record of a subject as a form says it, with what no form prints."""
    framework = subject.framework
    rows = tuple(
        replace(row, level1="") if framework and row.level1 == level_one(row.kind, framework) else row
        for row in form.indicators
    )
    record = subject.record
    if isinstance(record, Project):
        return Project(
            code=record.code,
            name=form.name,
            unit=record.unit,
            year=record.year,
            template=record.template,
            purpose=form.purpose,
            goals=form.goals,
            budget=form.budget,
            spending_plan=dict(form.spending_plan),
            indicators=rows,
            long_term_goals=form.long_term_goals,
            details=as_kept(form.details, record.details),
        )
    return DepartmentGoals(
        department=record.department,
        unit=record.unit,
        year=record.year,
        overall=form.overall,
        goals=form.goals,
        budget=form.budget if form.total is not None else None,
        indicators=rows,
        details=as_kept(form.details, record.details),
    )
