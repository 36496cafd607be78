"""What was filled in on sheets of many projects -> what is recorded of each project; nothing of two minds is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfcli.actions.choose import find_project
from perfcli.actions.recording import recorded_within
from perfcli.errors import PerfError
from perfcli.folding import plain_name
from perfcli.forms.filled import RecordedRows
from perfcli.i18n import gettext as _
from perfcli.model import Project
from perfcli.progress.recording import Entry
from perfcli.repository import Repository

_Said = dict[tuple[object, ...], tuple[object, str]]
"""What was filled in so far and where, by project, day, indicator and key."""


def entries_of(repository: Repository, rows: Sequence[RecordedRows]) -> list[tuple[Project, Entry]]:
    """The projects that rows of sheets are of; raises PerfError naming all that are none, or lack their indicators.

    So does a row under the name of another project, and one that says something else of a project than another sheet.
    """
    found: list[tuple[Project, Entry]] = []
    wrong: list[str] = []
    said: _Said = {}
    for row in rows:
        try:
            project = find_project(repository, row.entry.code, row.entry.year)
            _require_name(project, row)
            recorded_within(repository, project, None, row.entry)
            found.append((project, row.entry))
        except PerfError as error:
            wrong.append(f"{row.where}: {error.message}")
        wrong += _contradictions(row, said)
    if wrong:
        raise PerfError(_("what was filled in cannot be recorded"), details=tuple(wrong))
    return found


def _require_name(project: Project, row: RecordedRows) -> None:
    """Raise PerfError where rows name another project: then cells were moved, and whose values these are is unknown."""
    if row.name and plain_name(row.name) != plain_name(project.name):
        message = _("{code} is called {name} here, not {other}")
        raise PerfError(message.format(code=project.code, name=project.name, other=row.name))


def _contradictions(row: RecordedRows, said: _Said) -> Iterator[str]:
    entry = row.entry
    values = [("", key, value) for key, value in (*entry.values.items(), ("adjusted", entry.adjusted))]
    values += [(name, key, value) for name, of_one in entry.indicators.items() for key, value in of_one.items()]
    for name, key, value in values:
        if value is not None:
            before, where = said.setdefault((entry.code, entry.year, entry.on, name, key), (value, row.where))
            if before != value:
                message = _("{where}: of {code} another value stands in {other}")
                yield message.format(where=row.where, code=" ".join(filter(None, (entry.code, name))), other=where)
