"""What was filled in on sheets of many projects -> what is recorded of each project; nothing of two minds is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfcli.actions.evaluating import whole_name
from perfcli.actions.recording import owner_of, recorded_within
from perfcli.errors import PerfError
from perfcli.folding import plain_name
from perfcli.forms.record.filled import RecordedRows
from perfcli.i18n import gettext as _
from perfcli.model import DepartmentGoals, Project
from perfcli.progress.evaluation import as_project
from perfcli.progress.recording import Entry
from perfcli.progress.rows import indicator_names
from perfcli.repository import Repository

_Said = dict[tuple[object, ...], tuple[object, str]]
"""What was filled in so far and where, by project, day, indicator and key."""


def entries_of(repository: Repository, rows: Sequence[RecordedRows]) -> list[tuple[Project | DepartmentGoals, Entry]]:
    """The projects and wholes that rows of sheets are of; raises PerfError naming all that are none.

    So do indicators that one lacks, a row under the name of another, and one that says something else of a project
    than another sheet.
    """
    found: list[tuple[Project | DepartmentGoals, Entry]] = []
    wrong: list[str] = []
    said: _Said = {}
    for row in rows:
        if not row.is_filled:
            continue
        try:
            owner = owner_of(repository, row.entry)
            _require_name(repository, owner, row)
            recorded_within(repository, owner, None, row.entry, adjusts=True)
            found.append((owner, row.entry))
        except PerfError as error:
            wrong.append(f"{row.where}: {error.message}")
        wrong += _contradictions(row, said)
    if wrong:
        raise PerfError(_("what was filled in cannot be recorded"), details=tuple(wrong))
    return found


def changed_targets(repository: Repository, rows: Sequence[RecordedRows]) -> Iterator[str]:
    """What a sheet has in place of known targets, a line each: it is filled in beside them, and changes none."""
    for row in rows:
        try:
            owner = owner_of(repository, row.entry)
        except PerfError:
            continue  # of what was filled in there it is named
        project = owner if isinstance(owner, Project) else as_project(owner, "")
        known = zip(indicator_names(project), project.year_indicators, strict=True)
        targets = {plain_name(name): indicator.target for name, indicator in known}
        for name, (where, given) in row.targets.items():
            target = targets.get(plain_name(name), given)
            if plain_name(given) != plain_name(target):
                message = _("{where}: {name}: the target {given} is not taken over, {target} stays")
                yield message.format(where=where, name=name, given=given, target=target or '""')


def _require_name(repository: Repository, owner: Project | DepartmentGoals, row: RecordedRows) -> None:
    """Raise PerfError where rows name another one: then cells were moved, and whose values these are is unknown."""
    name = owner.name if isinstance(owner, Project) else whole_name(repository, owner.of)
    if row.name and plain_name(row.name) != plain_name(name):
        message = _("{code} is called {name} here, not {other}")
        raise PerfError(message.format(code=row.entry.code, name=name or '""', other=row.name))


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
