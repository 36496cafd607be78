"""Columns as people see them: what they are called and hold, and which of them a narrow terminal may lack."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.labels import LABELS
from perfcli.output import Column, Kind
from perfcli.regex import regex
from perfcli.select import Row

if TYPE_CHECKING:
    from perfcli.index.catalogue import Origin

_HEADINGS: dict[str, tuple[str, Kind]] = {
    "label": ("", "text"),
    "code": (noop("Code"), "code"),
    "slug": (noop("Slug"), "code"),
    "name": (noop("Name"), "text"),
    "unit": (noop("Unit"), "code"),
    "department": (noop("Department"), "code"),
    "unit_name": (noop("Unit name"), "text"),
    "department_name": (noop("Department name"), "text"),
    "division": (noop("Division"), "code"),
    "repository": (noop("Repository"), "text"),
    "revision": (noop("Revision"), "text"),
    "years": (noop("Years"), "text"),
    "rows": (noop("Rows"), "count"),
    "files": (noop("Files"), "count"),
    "measure": (noop("Measure"), "text"),
    "min": (noop("Least"), "number"),
    "q1": (noop("First quartile"), "number"),
    "median": (noop("Median"), "number"),
    "q3": (noop("Third quartile"), "number"),
    "max": (noop("Most"), "number"),
    "template": (noop("Template"), "code"),
    "year": (noop("Year"), "number"),
    "number": (noop("No."), "number"),
    "projects": (noop("Projects"), "count"),
    "total": (noop("Total"), "money"),
    "fiscal": (noop("Fiscal"), "money"),
    "other": (noop("Other"), "money"),
    "indicators": (noop("Indicators"), "count"),
    "table": (noop("Table"), "text"),
    "columns": (noop("Columns"), "text"),
    "column": (noop("Column"), "text"),
    "type": (noop("Type"), "text"),
    "meaning": (noop("Meaning"), "text"),
    "sql": ("SQL", "text"),
    "line": (noop("Line"), "number"),
    "message": (noop("Message"), "text"),
    "rule": (noop("Rule"), "code"),
    "rule_name": (noop("Rule name"), "text"),
    "accepted": (noop("Accepted"), "number"),
    "row": (noop("One row per"), "text"),
    "path": (noop("Path"), "text"),
    "bytes": (noop("Bytes"), "count"),
    "folders": (noop("Folders"), "count"),
    "unreadable": (noop("Unreadable"), "count"),
    "seconds": (noop("Seconds"), "number"),
    "part": (noop("Part"), "text"),
    "state": (noop("State"), "text"),
    "found": (noop("Found"), "text"),
    "remedy": (noop("What to do"), "text"),
    "use": (noop("Use"), "text"),
    "of": (noop("Of"), "text"),
    "source": (noop("Source"), "text"),
    "goal": (noop("Goal"), "text"),
    "level1": (noop("Level one"), "text"),
    "kind": (noop("Level two"), "text"),
    "description": (noop("Description"), "text"),
    "target": (noop("Target"), "text"),
    "operator": (noop("Operator"), "text"),
    "value": (noop("Value"), "number"),
    "upper": (noop("Upper"), "number"),
    "unit_of_measure": (noop("Unit of measure"), "text"),
    "basis": (noop("Basis"), "text"),
    "severity": (noop("Severity"), "text"),
    "nature": (noop("Nature"), "text"),
    "count": (noop("Count"), "count"),
    "fixable": (noop("Fixable"), "text"),
    "summary": (noop("Summary"), "text"),
    "subject": (noop("Subject"), "text"),
    "commit": (noop("Commit"), "text"),
    "author": (noop("Author"), "text"),
    "title": (noop("Title"), "text"),
    "what": (noop("What"), "text"),
    "change": (noop("Change"), "text"),
    "key": (noop("Key"), "text"),
    "before": (noop("Before"), "text"),
    "after": (noop("After"), "text"),
    "difference": (noop("Difference"), "money"),
    "percent": (noop("In percent"), "percent"),
    "projects_before": (noop("Projects before"), "count"),
    "total_before": (noop("Total before"), "money"),
    "scored": (noop("Scored"), "count"),
    "score": (noop("Score"), "number"),
    "grade": (noop("Grade"), "text"),
    "excellent": (noop("Excellent"), "count"),
    "good": (noop("Good"), "count"),
    "fair": (noop("Fair"), "count"),
    "poor": (noop("Poor"), "count"),
    "adjusted": (noop("Budget of the year"), "money"),
    "spent": (noop("Spent"), "money"),
    "planned": (noop("Planned"), "money"),
    "due": (noop("Planned by then"), "money"),
    "execution": (noop("Execution"), "percent"),
    "alarms": (noop("Alarms"), "count"),
    "unrecorded": (noop("Spending not recorded"), "count"),
    "light": (noop("Light"), "text"),
    "date": (noop("Date"), "text"),
    "targets": (noop("Targets of peers"), "text"),
    "origins": (noop("From"), "text"),
    "points": (noop("Points"), "count"),
    "findings": (noop("Findings"), "count"),
    "errors": (noop("Errors"), "count"),
    "warnings": (noop("Warnings"), "count"),
    "notices": (noop("Notices"), "count"),
    "concerned": (noop("Projects with findings"), "count"),
    "share": (noop("Share"), "percent"),
    "budget": (noop("Budget concerned"), "money"),
    "new": (noop("New"), "count"),
    "stayed": (noop("Stayed"), "count"),
    "gone": (noop("Gone"), "count"),
    "bar": (noop("Spent of the budget"), "text"),
    "progress": (noop("Progress"), "percent"),
}
_HEADINGS_OF: dict[str, dict[str, str]] = {
    "units": {"code": noop("Unit code"), "name": noop("Unit name")},
    "templates": {"name": noop("Template name")},
    "forms": {"slug": noop("Form slug"), "name": noop("Form name")},
    "indicators": {"name": noop("Level three")},
    "suggestions": {"name": noop("Level three")},
    "peers": {"name": noop("Level three")},
    "functions": {"name": noop("Function")},
    "monitored_values": {"name": noop("Level three"), "value": noop("Value so far")},
    "scores": {"name": noop("Level three")},
    "changes": {"name": noop("Project")},
    "groups": {"name": noop("Unit or department")},
    "rules": {"code": noop("Rule"), "name": noop("Rule name")},
}
"""What a column is called where its rows are these things, and not projects."""

_BY_USE: dict[str, tuple[str, ...]] = {
    "projects": ("total", "unit", "year", "fiscal", "other", "indicators"),
    "units": ("projects", "department"),
    "templates": ("use",),
    "indicators": (
        *("target", "kind", "unit", "year", "description", "basis", "level1"),
        *("term", "value", "unit_of_measure", "operator", "upper"),
    ),
    "functions": ("goal", "indicators"),
    "sums": (
        *("total", "spent", "execution", "projects", "unit_name", "department_name"),
        *("adjusted", "due", "fiscal", "other", "unrecorded", "planned"),
    ),
    "suggestions": ("target", "source", "targets", "origins", "description", "basis", "level1", "score"),
    "forms": ("of", "use", "source"),
    "rules": (
        *("summary", "count", "findings", "budget", "concerned", "share", "new", "gone", "stayed", "points"),
        *("nature", "errors", "warnings", "notices", "projects", "fixable"),
    ),
    "groups": (
        *("findings", "budget", "concerned", "share", "new", "gone", "stayed", "points", "projects"),
        *("errors", "warnings", "notices"),
    ),
    "evaluations": (
        *("score", "projects", "unit_name", "department_name", "execution", "spent", "adjusted", "grade", "scored"),
        *("excellent", "good", "fair", "poor", "alarms", "unrecorded"),
    ),
    "monitored": ("light", "bar", "spent", "planned", "execution", "date", "unit", "year"),
    "cache": ("bytes", "projects", "indicators", "unreadable", "folders", "seconds"),
}
"""Columns that a terminal may have no room for, those of most use first; others, and those asked for, always stay."""

_KEYS = {"sums": ("label", "division", "year", "unit", "department", "template")}
"""Columns by which rows are told apart, where they are compared down their columns."""

_RECORDS = {
    "projects": "Project",
    "indicators": "Indicator",
    "functions": "Function",
    "monitoring": "Monitoring",
    "monitored_values": "MonitoredIndicator",
    "evaluations": "Evaluation",
    "scores": "EvaluatedIndicator",
    "fund_parts": "EvaluatedPart",
    "adjustments": "Adjustment",
}
"""Whose keys the columns of a list are."""

_LABELLED = dict.fromkeys(("projects", "sums", "monitored"), ("Project", "Budget"))
"""The same where they are those of several."""

_YEARLY = regex(r"(projects|total)_([0-9]{4})", re.ASCII)
_OF_YEAR: dict[str, tuple[str, Kind]] = {
    "projects": (noop("Projects {year}"), "count"),
    "total": (noop("Budget {year}"), "money"),
}
"""What sums of one year beside others are called."""

_NUMBERS = frozenset({"weight", "month"})


def column(key: str, subject: str = "projects", *, is_asked_for: bool = False) -> Column:
    """A column by its key, in rows that are one of the things that can be listed; one asked for always stays."""
    rank = None if is_asked_for else _rank(key, subject)
    if key.startswith("planned_"):
        return Column(key, _("By month {month}").format(month=_month(key)), "money", rank=rank)
    yearly = _YEARLY.fullmatch(key)
    if yearly:
        said, kind_of_year = _OF_YEAR[yearly[1]]
        return Column(key, _(said).format(year=yearly[2]), kind_of_year, rank=rank, is_own=True)
    heading, kind = _heading(key, subject)
    return Column(key, heading, kind, rank=rank, is_key=key in _KEYS.get(subject, ()))


def _rank(key: str, subject: str) -> int | None:
    """The place of a column by use, of planned amounts by their months; None for one that always stays."""
    by_use, after = _BY_USE.get(subject, ()), 0
    if key.startswith("planned_"):
        key, after = "planned", int(_month(key))
    return by_use.index(key) + after if key in by_use else None


def _month(key: str) -> str:
    return key.removeprefix("planned_")


def _heading(key: str, subject: str) -> tuple[str, Kind]:
    """The heading of a column and what it holds; a key of a record has its label, a detail is called as it is."""
    known = _HEADINGS.get(key)
    if known:
        return _HEADINGS_OF.get(subject, {}).get(key, known[0]), known[1]
    label = LABELS.get(_RECORDS.get(subject, ""), {}).get(key)
    kind: Kind = "number" if key in _NUMBERS else "text"
    return (label.spoken if label else key.removeprefix("details.")), kind


def headings_of(subject: str) -> Callable[[str], str]:
    """What stands over the column of a key, in the language spoken."""
    return lambda key: shown_heading(column(key, subject))


def shown_heading(column: Column) -> str:
    """What stands over a column, in the language spoken."""
    return column.heading if column.is_own else _(column.heading)


def words_of(subject: str) -> Callable[[str], tuple[str, ...]]:
    """What forms and lists call the column of a key."""
    from perfcli.data.heading_words import words_over

    records = _LABELLED.get(subject, (_RECORDS.get(subject, ""),))

    def words(key: str) -> tuple[str, ...]:
        labels = [label for record in records if (label := LABELS.get(record, {}).get(key))]
        return (*(label.spoken for label in labels), *(words_over(key) if labels else ()))

    return words


def answer_column(key: str, origin: Origin | None, rows: Sequence[Row]) -> Column:
    """A column of an answer: what it holds follows from the column it is, and the heading too where it has its name.

    One of texts that holds nothing but numbers is one of numbers.
    """
    known, kind = _heading(origin.column, origin.table) if origin else ("", "text")
    if kind == "text" and _is_of_numbers([row[key] for row in rows]):
        kind = "number"
    return Column(key, known, kind) if origin and key == origin.column else Column(key, key, kind, is_own=True)


def _is_of_numbers(values: Sequence[object]) -> bool:
    """Whether there are values and each of them is a number, empty ones aside."""
    filled = [value for value in values if value is not None]
    return bool(filled) and all(isinstance(value, int | float) for value in filled)
