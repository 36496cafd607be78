"""Files -> rows -> tables, in two processes where there are many files and the system can fork."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from perfcli import child
from perfcli.framework import framework_for
from perfcli.index.rows import Rows, department_rows, goals_rows, project_rows
from perfcli.index.schema import TABLES
from perfcli.index.store import fast_connection
from perfcli.index.tasks import Progress, Task
from perfcli.memory import uncollected
from perfcli.repository import Repository, read_project

_MANY = 2000
_BATCH = 500
_TABLES = (
    "project",
    "indicator",
    "goal",
    "plan",
    "meaning",
    "folding",
    "unreadable",
    "department",
    "unit",
    "department_goal",
    "function",
    "function_indicator",
)


def load(
    repository: Repository,
    connection: sqlite3.Connection,
    tasks: Sequence[Task],
    shard: Path | None,
    progress: Progress,
) -> None:
    """Read the files and insert their rows.

    `shard` is where a second process may put its half meanwhile, None for one process; with it rows are committed
    as they come, so it is for a connection that nobody else sees yet.
    """
    if shard is None or len(tasks) < _MANY or not child.CAN_FORK:
        _fill(repository, connection, tasks, lambda done: progress(done, len(tasks)))
        return
    half = len(tasks) // 2
    second = child.begin(lambda: _fill_shard(repository, tasks[half:], shard))
    try:
        _fill(repository, connection, tasks[:half], lambda done: progress(2 * done, len(tasks)))
    finally:
        is_filled = child.succeeded(second)
    if is_filled:
        _merge(connection, shard)
    else:
        _fill(repository, connection, tasks[half:], lambda done: progress(half + done, len(tasks)))
    progress(len(tasks), len(tasks))


def _fill_shard(repository: Repository, tasks: Sequence[Task], shard: Path) -> None:
    other = fast_connection(shard)
    other.executescript(TABLES)
    _fill(repository, other, tasks, lambda _done: None)
    other.commit()
    other.close()


def _merge(connection: sqlite3.Connection, shard: Path) -> None:
    connection.commit()
    connection.execute("ATTACH ? AS shard", (str(shard),))
    for table in _TABLES:
        ignoring = "OR IGNORE" if table in ("meaning", "folding") else ""
        connection.execute(f"INSERT {ignoring} INTO main.{table} SELECT * FROM shard.{table}")
    connection.commit()
    connection.execute("DETACH shard")


@uncollected()
def _fill(
    repository: Repository, connection: sqlite3.Connection, tasks: Sequence[Task], progress: Callable[[int], None]
) -> None:
    framework = repository.settings.framework
    frameworks = {year: framework_for(year, framework) for year in {task.year for task in tasks}}
    known: set[str] = set()
    for start in range(0, len(tasks), _BATCH):
        rows: Rows = defaultdict(list)
        for task in tasks[start : start + _BATCH]:
            _read(repository, rows, task, frameworks[task.year], known)
        for table, values in rows.items():
            if not values:
                continue
            marks = ", ".join("?" * len(values[0]))
            connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", values)
        progress(min(start + _BATCH, len(tasks)))


def _read(repository: Repository, rows: Rows, task: Task, framework: str, known: set[str]) -> None:
    """Add the rows of one file, or that it cannot be read."""
    code = task.file[:-5] if task.unit else ""
    if task.kind == "projects":
        project = read_project(task.path, task.year, task.unit, code)
        if project:
            project_rows(rows, task.number, task.folder, task.file, project, framework, known)
            return
    elif task.kind == "departments":
        department = repository.load_placed_department(Path(task.path)).record
        if department:
            department_rows(rows, task.number, task.folder, task.file, department)
            return
    else:
        goals = repository.load_placed_goals(Path(task.path)).record
        if goals:
            goals_rows(rows, task.number, task.folder, task.file, goals)
            return
    rows["unreadable"].append((task.number, task.folder, task.file, task.year, task.unit, code))
