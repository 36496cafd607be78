"""The index as a mirror: compare folders by the state of their files, read what changed and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from perfcli.conditions import storable_years
from perfcli.disk import remove
from perfcli.file_states import UNLISTED
from perfcli.index import folders
from perfcli.index.folders import NOTED, Missed, Work, folders_on_disk
from perfcli.index.mirror import Mirror, TooMuch
from perfcli.index.schema import LOOKUPS, OF_A_FILE, TABLES, fingerprint, level_rows
from perfcli.index.store import Store
from perfcli.index.tasks import Progress, Task
from perfcli.repository import Repository
from perfcli.walk import Folder, Scope

MANY = 2000
_FOLLOWED = ("projects", "goals")
_COUNTED = {"projects": "project", "progress": "progress_file"}


def index_store(repository: Repository) -> Store:
    """Where the index of a repository lives; raises UnreadableData for perf.toml."""
    return Store(repository.root, "index", folders.TABLES + TABLES, fingerprint(repository))


class IndexMirror(Mirror):
    """The index of a part of a repository, as its files are at this moment."""

    def __init__(self, repository: Repository, scope: Scope, progress: Progress) -> None:
        """Look at the state of the files; raises OSError, UnreadableData for perf.toml."""
        self.store = index_store(repository)
        self._repository = repository
        self._scope = scope
        self._progress = progress
        self._folders: list[Folder] = folders_on_disk(repository.root, scope)
        repository.note_links(link for folder in self._folders for link in folder.links)
        self.missed = Missed()
        """What was found and then not read."""

    def work(self, connection: sqlite3.Connection) -> Work:
        """The folders of this part that are not as they were noted down."""
        unlisted = [folder.path for folder in self._folders if folder.state == UNLISTED]
        return folders.compared(self._folders, _noted(connection, self._scope, unlisted))

    def refresh(self, connection: sqlite3.Connection, work: Work, now: int) -> None:
        """Read what changed."""
        if len(work.read) > MANY and len(work.read) > self._known(connection, work):
            raise TooMuch
        if folders.outdate(connection, _followers(connection, work)):
            work = self.work(connection)
        self._apply(connection, work, now, None)
        _note_duplicates(connection)

    def _known(self, connection: sqlite3.Connection, work: Work) -> int:
        """How many files the database holds of the kinds to be read; of all kinds where it is made for a part alone.

        Else two who ask for one part each would make it anew in turn.
        """
        is_whole = not (self._scope.years or self._scope.units)
        kinds = {folder.kind for folder, _stat in work.read} if is_whole else _COUNTED.keys()
        tables = [table for kind, table in _COUNTED.items() if kind in kinds]
        return sum(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables)

    def fill(self, connection: sqlite3.Connection, now: int, draft: Path | None) -> None:
        """Read everything."""
        connection.executemany("INSERT INTO level VALUES (?, ?, ?)", level_rows())
        shard = draft.with_suffix(".draft-shard") if draft else None
        try:
            self._apply(connection, self.work(connection), now, shard)
            connection.executescript(LOOKUPS)
            _note_duplicates(connection)
            connection.commit()
        finally:
            if shard:
                remove(shard)

    def _apply(self, connection: sqlite3.Connection, work: Work, now: int, shard: Path | None) -> None:
        for number in work.forget:
            _drop_rows(connection, "folder = ?", (number,))
        for folder, name in work.drop:
            _drop_rows(connection, "folder = ? AND file = ?", (work.numbers[folder.path], name))
        folders.note(connection, work, now)
        if work.read:
            from perfcli.index.load import load

            tasks = _tasks(self._repository.root, connection, work)
            missed = load(self._repository, connection, tasks, shard, self._progress)
            folders.note_missed(connection, missed)
            self.missed.add(missed)


def _noted(connection: sqlite3.Connection, scope: Scope, unlisted: Iterable[str]) -> Iterable[tuple[Any, ...]]:
    """The folders of a part as they were noted down, and whatever cannot be listed now or could not be then."""
    for path in unlisted:
        yield from connection.execute(f"{NOTED} WHERE path = ?", (path,))
    for kind in scope.kinds:
        yield from connection.execute(f"{NOTED} WHERE kind = ? AND unit = '' AND stats = ?", (kind, UNLISTED))
        condition = " WHERE kind = ?"
        values: list[object] = [kind]
        if scope.years and kind != "departments":
            condition += f" AND year IN ({', '.join('?' * len(scope.years))})"
            values += storable_years(scope.years)
        if scope.units and kind in ("projects", "progress"):
            condition += " AND (" + " OR ".join("unit >= ? AND unit < ?" for _unit in scope.units) + ")"
            # up to the next text with these three digits, or the next text there is
            values += [end for u in scope.units for end in ((u, f"{u}:") if len(u) == 3 else (u, f"{u}\0"))]
        yield from connection.execute(NOTED + condition, values)


def _followers(connection: sqlite3.Connection, work: Work) -> dict[str, set[str]]:
    """The folders of progress files, with names, whose rows follow from files that changed; all of one without names.

    They lie as what they are about: progress/2021/335.toml as goals/2021/335.toml, and so a project's.
    """
    found: dict[str, set[str]] = {}
    changed = [(folder, stat[0]) for folder, stat in work.read] + work.drop
    for folder, name in changed:
        if folder.kind in _FOLLOWED:
            found.setdefault(_beside(folder.path), set()).add(name)
    for number in work.forget:
        path, kind = connection.execute("SELECT path, kind FROM folder WHERE id = ?", (number,)).fetchone()
        if kind in _FOLLOWED:
            found[_beside(path)] = set()
    return found


def _beside(path: str) -> str:
    return f"progress{path[path.find('/') :]}" if "/" in path else ""


def _note_duplicates(connection: sqlite3.Connection) -> None:
    """Write down which codes stand twice in a year, among readable and unreadable files."""
    files = "project"
    if connection.execute("SELECT 1 FROM unreadable WHERE code <> '' LIMIT 1").fetchone():
        files = "(SELECT year, code FROM project UNION ALL SELECT year, code FROM unreadable WHERE code <> '')"
    connection.execute("DELETE FROM duplicate")
    connection.execute(f"INSERT INTO duplicate SELECT year, code FROM {files} GROUP BY code, year HAVING COUNT(*) > 1")


def _tasks(root: Path, connection: sqlite3.Connection, work: Work) -> list[Task]:
    free = max(folders.free_number(connection, table) for table in OF_A_FILE)
    return [
        Task(free + place, work.numbers[f.path], f.kind, f"{root}/{f.path}/{stat[0]}", stat[0], f.year, f.unit)
        for place, (f, stat) in enumerate(work.read)
    ]


def _drop_rows(connection: sqlite3.Connection, condition: str, values: tuple[object, ...]) -> None:
    for table, parts in OF_A_FILE.items():
        numbers = connection.execute(f"SELECT id FROM {table} WHERE {condition}", values).fetchall()
        if not numbers:
            continue
        for part, belongs in parts.items():
            connection.executemany(f"DELETE FROM {part} WHERE {belongs}", numbers)
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", numbers)
