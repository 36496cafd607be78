"""Rows for people and for scripts: headings, formats, where they go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from perfcli import output
from perfcli.cli import console, outputs
from perfcli.errors import PerfError
from perfcli.file_format import FileFormat
from perfcli.i18n import SCALES, ngettext, noop
from perfcli.i18n import gettext as _
from perfcli.output import Column, Kind
from perfcli.select import Row, require_known

if TYPE_CHECKING:
    from perfcli.actions.query import Result
    from perfcli.cli.painting import Paint
    from perfcli.index.catalogue import Origin

_HEADINGS: dict[str, tuple[str, Kind]] = {
    "label": ("", "text"),
    "code": (noop("Code"), "code"),
    "slug": (noop("Slug"), "code"),
    "name": (noop("Name"), "text"),
    "unit": (noop("Unit"), "code"),
    "department": (noop("Department"), "code"),
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
    "sums": ("total", "spent", "execution", "projects", "adjusted", "due", "fiscal", "other", "unrecorded", "planned"),
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
        *("score", "projects", "execution", "spent", "adjusted", "grade", "scored"),
        *("excellent", "good", "fair", "poor", "alarms", "unrecorded"),
    ),
    "monitored": ("light", "bar", "spent", "planned", "execution", "date", "unit", "year"),
    "cache": ("bytes", "projects", "indicators", "unreadable", "folders", "seconds"),
}
"""Columns that a terminal may have no room for, those of most use first; others, and those asked for, always stay."""

_KEYS = {"sums": ("label", "division", "year", "unit", "department", "template")}
"""Columns by which rows are told apart, where they are compared down their columns."""

_NAMED = 3
"""So many columns that there was no room for are named."""

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

_YEARLY = re.compile(r"(projects|total)_([0-9]{4})", re.ASCII)
_OF_YEAR: dict[str, tuple[str, Kind]] = {
    "projects": (noop("Projects {year}"), "count"),
    "total": (noop("Budget {year}"), "money"),
}
"""What sums of one year beside others are called."""

_NUMBERS = frozenset({"weight", "month"})


class Destination(msgspec.Struct, frozen=True):
    """What the output options say: the format, the columns, the file, the unit of a table's amounts."""

    form: str = ""
    columns: str = ""
    file: Path | None = None
    no_bom: bool = False
    scale: str = "元"
    force: bool = False

    def checked_format(self, offered: Sequence[FileFormat] = output.FORMATS) -> str:
        """The format asked for, else the file's; raises PerfError for one or a file that cannot be."""
        outputs.require_free(self.file, force=self.force)
        form = outputs.format_for(self.file, self.form, offered, offered[0].name)
        require_known(self.scale, SCALES, noop("unknown unit of amounts: {given}"))
        if self.scale != "元" and form not in output.FOR_PEOPLE:
            raise PerfError(
                _("--scale is for tables: {form} always has amounts in 元").format(form=form),
                hint=_("Leave --scale out, or use -f table or -f markdown."),
            )
        return form

    def width(self) -> int | None:
        """The width to wrap to, None for none."""
        return None if self.file else console.terminal_width()

    def write(self, text: str, form: str) -> None:
        """Print the text or write it to the file."""
        if self.file is None:
            self._print([text], form)
        else:
            outputs.put_text(text, self.file, mark=form == "csv" and not self.no_bom, force=self.force)

    def write_parts(self, parts: Iterable[str], form: str, paint: Paint | None = None) -> None:
        """Print parts of a text as they come, painted for people, or write them to the file."""
        if self.file is None:
            self._print(parts, form, paint)
        else:
            outputs.put_parts(parts, self.file, mark=form == "csv" and not self.no_bom, force=self.force)

    @staticmethod
    def _print(parts: Iterable[str], form: str, paint: Paint | None = None) -> None:
        if form in output.FOR_PEOPLE:
            console.show(parts, paint)
        else:
            console.emit_parts(parts, is_data=True)

    def wanted_columns(self, keys: Iterable[str]) -> list[str]:
        """The columns asked for, all of these where none is."""
        return [key.strip() for key in self.columns.split(",")] if self.columns else list(keys)

    def put_result(self, result: Result) -> None:
        """Write the answer to a query with the columns asked for: formats for scripts as its rows are read."""
        form = self.checked_format()
        by_key = {column.key: column for column in result.columns}
        wanted = self.wanted_columns(by_key)
        for key in wanted:
            require_known(key, by_key, noop("unknown column: {given}"))
        columns = [_answer_column(key, by_key[key].origin) for key in wanted]
        if form in output.FOR_PEOPLE:
            rows = result.rows()
            self._put_table(rows, [_with_kind(column, rows) for column in columns], form)
        else:
            self.write_parts(output.streamed(result.batches, columns, form), form)

    def parts(self, batches: Iterable[Sequence[Row]], keys: Sequence[str]) -> list[str]:
        """Rows with the columns asked for as a text for scripts, in parts, so that no more than it is kept."""
        wanted = self.wanted_columns(keys)
        for key in wanted:
            require_known(key, keys, noop("unknown column: {given}"))
        columns = [Column(key, key) for key in wanted]
        return list(output.streamed(batches, columns, self.checked_format()))

    def put_rows(
        self,
        rows: Sequence[Row],
        keys: Sequence[str],
        last: Iterable[Row] = (),
        subject: str = "projects",
        first: str = "",
        paint: Paint | None = None,
    ) -> None:
        """Write rows with the columns asked for; `subject` is what they are.

        `last` are rows that only tables end with, `first` a column without a heading that only tables begin with,
        `paint` puts the lines of a table into colours.
        """
        form = self.checked_format()
        wanted = self.wanted_columns(keys)
        planned = [f"planned_{month}" for month in _planned(rows[0])] if rows else []
        for key in wanted:
            require_known(key, (*keys, *planned), noop("unknown column: {given}"))
        if form in output.FOR_PEOPLE:
            rows = [*rows, *last]
            wanted = [first, *wanted] if first else wanted
        if form not in ("json", "jsonl"):
            wanted = [
                key for name in wanted for key in (planned if name == "planned" and subject == "sums" else [name])
            ]
        shown = [{key: spread.get(key) for key in wanted} for spread in map(_spread, rows)]
        columns = [column(key, subject, is_asked_for=bool(self.columns)) for key in wanted]
        if form in output.FOR_PEOPLE:
            self._put_table(shown, columns, form, paint)
        else:
            self.write(output.render(shown, columns, form), form)

    def _put_table(self, rows: Sequence[Row], columns: Sequence[Column], form: str, paint: Paint | None = None) -> None:
        """Write rows for people; that there are none, and what a terminal had no room for, is said beside them."""
        drawn = output.drawn(rows, columns, form, self.width(), self.scale)
        self.write_parts(drawn.parts, form, paint)
        if not rows:
            console.say(_("No such records."))
        elif drawn.left_out:
            console.say(console.fitted(_left_out([columns[at] for at in drawn.left_out])))


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


def _left_out(columns: Sequence[Column]) -> str:
    """That columns have no room, the first few named by heading and key."""
    names = [f"{_(column.heading)} ({column.key})" for column in columns[:_NAMED]]
    message = ngettext("{count} column has no room: {names}", "{count} columns have no room: {names}", len(columns))
    named = _(", ").join([*names, *(["…"] if len(columns) > _NAMED else [])])
    return message.format(count=len(columns), names=named) + "\n" + _("Name those to show with --columns.")


def _heading(key: str, subject: str) -> tuple[str, Kind]:
    """The heading of a column and what it holds; a key of a record has its label, a detail is called as it is."""
    known = _HEADINGS.get(key)
    if known:
        return _HEADINGS_OF.get(subject, {}).get(key, known[0]), known[1]
    from perfcli.labels import LABELS

    label = LABELS.get(_RECORDS.get(subject, ""), {}).get(key)
    kind: Kind = "number" if key in _NUMBERS else "text"
    return (label.spoken if label else key.removeprefix("details.")), kind


def _answer_column(key: str, origin: Origin | None) -> Column:
    """A column of an answer: what it holds follows from the column it is, and the heading too where it has its name."""
    if origin is None:
        return Column(key, key, is_own=True)
    heading, kind = _heading(origin.column, origin.table)
    if key != origin.column:
        return Column(key, key, kind, is_own=True)
    return Column(key, heading, kind)


def _with_kind(column: Column, rows: Sequence[Row]) -> Column:
    """The column as one of numbers where nothing else is in it."""
    values = [row[column.key] for row in rows if row[column.key] is not None]
    if column.kind == "text" and values and all(isinstance(value, int | float) for value in values):
        return msgspec.structs.replace(column, kind="number")
    return column


def _spread(row: Row) -> Row:
    return row | {f"planned_{month}": amount for month, amount in _planned(row).items()}


def _planned(row: Row) -> Mapping[str, object]:
    """What a sum has planned by month; where a row is of one day it is an amount like any other."""
    planned = row.get("planned")
    return planned if isinstance(planned, Mapping) else {}
