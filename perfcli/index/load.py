"""Files -> rows -> tables, in two processes where there are many files and the system can fork."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from perfcli.exact import Points
from perfcli.framework import framework_for
from perfcli.index.folders import Missed
from perfcli.index.making import fast_connection
from perfcli.index.rows import Known, Rows, department_rows, goals_rows, indicator_rows, lookup_rows, project_rows
from perfcli.index.schema import ROW_TABLES, TABLES
from perfcli.index.tasks import Progress, Task
from perfcli.memory import no_garbage_collection
from perfcli.model import Record
from perfcli.parallel import in_halves
from perfcli.repository import Loaded, Repository, read_project
from perfcli.walk import is_gone

if TYPE_CHECKING:
    from perfcli.index.progress_rows import ProgressRows

R = TypeVar("R", bound=Record)

sqlite3.register_adapter(Points, str)
_MANY = 2000
_BATCH = 500


def load(
    repository: Repository,
    connection: sqlite3.Connection,
    tasks: Sequence[Task],
    shard: Path | None,
    progress: Progress,
) -> Missed:
    """Read the files and insert their rows; returns those that the system did not let be read.

    `shard` is where a second process may put its half meanwhile, None for one process; with it rows are committed
    as they come, so it is for a connection that nobody else sees yet.
    """

    def fill(some: Sequence[Task]) -> Missed:
        return _fill(repository, connection, some, lambda done: progress(done * len(tasks) // len(some), len(tasks)))

    def fill_shard(some: Sequence[Task]) -> list[bytes]:
        other = fast_connection(Path(str(shard)))
        other.executescript(TABLES)
        missed = _fill(repository, other, some, lambda _done: None)
        other.commit()
        other.close()
        return [msgspec.msgpack.encode(missed)]

    def merge(sent: memoryview) -> Missed:
        _merge(connection, str(shard))
        return msgspec.msgpack.decode(sent, type=Missed)

    if shard is None:
        return fill(tasks)
    missed = Missed()
    for half in in_halves(tasks, _MANY, fill, fill_shard, merge):
        missed.add(half)
    return missed


def _merge(connection: sqlite3.Connection, shard: str) -> None:
    connection.commit()
    connection.execute("ATTACH ? AS shard", (shard,))
    for table in ROW_TABLES:
        ignoring = "OR IGNORE" if table in ("meaning", "folding") else ""
        connection.execute(f"INSERT {ignoring} INTO main.{table} SELECT * FROM shard.{table}")
    connection.commit()
    connection.execute("DETACH shard")


@no_garbage_collection()
def _fill(
    repository: Repository, connection: sqlite3.Connection, tasks: Sequence[Task], progress: Callable[[int], None]
) -> Missed:
    reader = Reader(repository, tasks)
    for start in range(0, len(tasks), _BATCH):
        rows = reader.rows(tasks[start : start + _BATCH])
        for table, values in (rows | {"indicator": indicator_rows(rows["indicator"])}).items():
            if not values:
                continue
            marks = ", ".join("?" * len(values[0]))
            connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", values)
        progress(min(start + _BATCH, len(tasks)))
    return reader.missed


class Reader:
    """What reads files and makes rows of them; `missed` are those that the system did not let be read."""

    def __init__(self, repository: Repository, tasks: Sequence[Task]) -> None:
        """`tasks` are all that will be read. Raises UnreadableData for perf.toml."""
        framework = repository.settings.framework
        self.missed = Missed()
        self._repository = repository
        self._frameworks = {year: framework_for(year, framework) for year in {task.year for task in tasks}}
        self._known = Known(set(), set())
        self._progress_rows = _progress_rows(repository, tasks)

    def rows(self, tasks: Sequence[Task]) -> Rows:
        """The rows of some of the files by their tables, without what an earlier call gave of targets and names."""
        rows: Rows = defaultdict(list)
        for task in tasks:
            if task.kind == "progress":
                _read_progress(self._repository, rows, task, self._progress_rows, self.missed)
            else:
                _read(self._repository, rows, task, self._frameworks[task.year], self.missed)
        lookup_rows(rows, self._known)
        return rows


def _read(repository: Repository, rows: Rows, task: Task, framework: str, missed: Missed) -> None:
    """Add the rows of one file, or that it cannot be read; none where it is gone."""
    code = task.file[:-5] if task.unit else ""
    try:
        if task.kind == "projects":
            project = read_project(task.path, task.year, task.unit, code)
            if project:
                project_rows(rows, task.number, task.folder, task.file, project, framework)
                return
        elif task.kind == "departments":
            department = _record(repository.load_placed_department(Path(task.path)))
            if department:
                department_rows(rows, task.number, task.folder, task.file, department)
                return
        else:
            goals = _record(repository.load_placed_goals(Path(task.path)))
            if goals:
                goals_rows(rows, task.number, task.folder, task.file, goals)
                return
    except OSError:
        if _is_missed(repository.root, task, missed):
            return
    rows["unreadable"].append((task.number, task.folder, task.file, task.year, task.unit, code))


def _read_progress(repository: Repository, rows: Rows, task: Task, made: ProgressRows | None, missed: Missed) -> None:
    """The same of a progress file, whose project is read beside it."""
    try:
        progress = _record(repository.load_placed_progress(Path(task.path)))
        if progress and made:
            made.add(rows, task.number, task.folder, task.file, progress)
            return
    except OSError:
        if _is_missed(repository.root, task, missed):
            return
    code = task.file[:-5] if task.unit else ""
    rows["unreadable_progress"].append((task.number, task.folder, task.file, task.year, task.unit, code))


def _is_missed(root: Path, task: Task, missed: Missed) -> bool:
    """Note down a file that the system does not let be read; whether it is there no more."""
    path = task.path[len(str(root)) + 1 :]
    if is_gone(root, path):
        missed.gone.add(path)
        return True
    missed.refused.add(path)
    return False


def _progress_rows(repository: Repository, tasks: Sequence[Task]) -> ProgressRows | None:
    """What makes rows of progress files, where there are any: it knows how points come about."""
    if not any(task.kind == "progress" for task in tasks):
        return None
    from perfcli.index.progress_rows import ProgressRows

    return ProgressRows(repository)


def _record(loaded: Loaded[R]) -> R | None:
    """What a file holds, None where its text is at fault; raises OSError where the system is."""
    if any(problem.code == "system" for problem in loaded.problems):
        raise OSError
    return loaded.record
