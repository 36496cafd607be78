"""Bring the index up to date: compare folders by the state of their files, read what changed and nothing else.

A file as young as the last reading of its folder is read again, since it may have changed within one tick of the
clock (git's racy rule); coarse clocks are given two seconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from perfcli.index import store
from perfcli.index.scan import Folder, Scope, Stat, scan, stats_of
from perfcli.index.schema import LOOKUPS, OF_A_FILE
from perfcli.index.tasks import Progress, Task
from perfcli.repository import Repository

RACY_NS = 2_000_000_000
MANY = 2000


class Work(msgspec.Struct):
    """What has to be done: files to read, files whose rows go, folders to write down or to forget."""

    read: list[tuple[Folder, Stat]] = msgspec.field(default_factory=list)
    drop: list[tuple[Folder, str]] = msgspec.field(default_factory=list)
    note: list[Folder] = msgspec.field(default_factory=list)
    forget: list[int] = msgspec.field(default_factory=list)
    numbers: dict[str, int] = msgspec.field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.note or self.forget)


def up_to_date(repository: Repository, scope: Scope, fingerprint: str, progress: Progress) -> sqlite3.Connection:
    """A connection to an index that holds this part of the repository as it is on disk."""
    folders = scan(repository.root, scope)
    connection = store.open_file(repository.root, fingerprint)
    if connection is not None:
        try:
            return _refreshed(repository, connection, folders, scope, progress)
        except _TooMuch:
            connection.close()
        except sqlite3.Error as error:
            if store.is_unwritable(error):
                return _refreshed_in_memory(repository, connection, folders, scope, fingerprint, progress)
            connection.close()
    return _remade(repository, folders, fingerprint, progress)


class _TooMuch(Exception):
    """More has changed than is there: made anew it is faster."""


def _refreshed_in_memory(
    repository: Repository,
    connection: sqlite3.Connection,
    folders: list[Folder],
    scope: Scope,
    fingerprint: str,
    progress: Progress,
) -> sqlite3.Connection:
    """A copy of the index brought up to date where the index itself cannot be: locked, read-only, the disk full."""
    copy = sqlite3.connect(":memory:")
    try:
        connection.rollback()
        connection.backup(copy)
        _apply(repository, copy, _work(copy, folders, scope), 0, None, progress)
        _note_duplicates(copy)
        copy.commit()
    except sqlite3.Error:
        copy = store.in_memory(fingerprint)
        _fill(repository, copy, folders, None, progress)
    finally:
        connection.close()
    return copy


def _remade(repository: Repository, folders: list[Folder], fingerprint: str, progress: Progress) -> sqlite3.Connection:
    """A new index of these folders, put in the old one's place; in memory where that fails."""
    connection, draft = store.new_draft(repository.root, fingerprint)
    try:
        _fill(repository, connection, folders, draft, progress)
        if draft is None:
            return connection
        store.publish(repository.root, connection, draft)
        published = store.open_file(repository.root, fingerprint)
        if published is not None:
            return published
    except (OSError, sqlite3.Error):
        if draft is None:
            raise
        connection.close()
        draft.unlink(missing_ok=True)
    connection = store.in_memory(fingerprint)
    _fill(repository, connection, folders, None, progress)
    return connection


def _fill(
    repository: Repository,
    connection: sqlite3.Connection,
    folders: list[Folder],
    draft: Path | None,
    progress: Progress,
) -> None:
    now = 0 if draft is None else store.clock(repository.root)
    work = Work(read=[(folder, stat) for folder in folders for stat in folder.stats], note=folders)
    shard = draft.with_suffix(".draft-shard") if draft else None
    try:
        _apply(repository, connection, work, now, shard, progress)
        connection.executescript(LOOKUPS)
        _note_duplicates(connection)
        connection.commit()
    finally:
        if shard:
            shard.unlink(missing_ok=True)


def _refreshed(
    repository: Repository, connection: sqlite3.Connection, folders: list[Folder], scope: Scope, progress: Progress
) -> sqlite3.Connection:
    if not _work(connection, folders, scope):
        return connection
    now = _clock(repository.root)
    connection.execute("BEGIN IMMEDIATE")
    work = _work(connection, folders, scope)
    if len(work.read) > MANY:
        known = connection.execute("SELECT COUNT(*) FROM project").fetchone()[0]
        if len(work.read) > known:
            connection.rollback()
            raise _TooMuch
    _apply(repository, connection, work, now, None, progress)
    _note_duplicates(connection)
    connection.commit()
    store.stamp(repository.root, connection)
    return connection


def _clock(root: Path) -> int:
    try:
        return store.clock(root)
    except OSError as error:
        raise sqlite3.OperationalError("the index cannot be written") from error


def _work(connection: sqlite3.Connection, folders: Iterable[Folder], scope: Scope) -> Work:
    """Compare the folders on disk with those noted down."""
    work = Work()
    noted = {row[0]: row for row in _noted(connection, scope)}
    for folder in folders:
        _path, number, state, read_at, settled = noted.pop(folder.path, (None,) * 5)
        if number is None:
            work.note.append(folder)
            work.read.extend((folder, stat) for stat in folder.stats)
        elif not settled or state != folder.state:
            work.note.append(folder)
            work.numbers[folder.path] = number
            _compare(work, folder, stats_of(state), read_at)
    for _path, number, *_rest in noted.values():
        work.forget.append(number)
    return work


def _noted(connection: sqlite3.Connection, scope: Scope) -> Iterable[tuple[Any, ...]]:
    """The folders of a part as they were noted down."""
    question = "SELECT path, id, stats, read_at, settled FROM folder WHERE kind = ?"
    for kind in scope.kinds:
        condition = ""
        values: list[object] = []
        if scope.years and kind != "departments":
            condition += f" AND year IN ({', '.join('?' * len(scope.years))})"
            values += list(scope.years)
        if scope.units and kind == "projects":
            condition += " AND (" + " OR ".join("unit >= ? AND unit < ?" for _unit in scope.units) + ")"
            # up to the next text with these three digits, or the next text there is
            values += [end for u in scope.units for end in ((u, f"{u}:") if len(u) == 3 else (u, f"{u}\0"))]
        yield from connection.execute(question + condition, (kind, *values))


def _compare(work: Work, folder: Folder, before: tuple[Stat, ...], read_at: int) -> None:
    """Which of a folder's files have to be read again, and which are gone."""
    known = {stat[0]: stat for stat in before}
    for stat in folder.stats:
        old = known.pop(stat[0], None)
        if old != stat or max(stat[2], stat[3]) >= read_at - RACY_NS:
            work.read.append((folder, stat))
            if old is not None:
                work.drop.append((folder, stat[0]))
    work.drop.extend((folder, name) for name in known)


def _apply(
    repository: Repository,
    connection: sqlite3.Connection,
    work: Work,
    now: int,
    shard: Path | None,
    progress: Progress,
) -> None:
    """Do the work; `now` is the file system's time before any file was read."""
    for number in work.forget:
        _drop_rows(connection, "folder = ?", (number,))
        connection.execute("DELETE FROM folder WHERE id = ?", (number,))
    for folder, name in work.drop:
        _drop_rows(connection, "folder = ? AND file = ?", (work.numbers[folder.path], name))
    free = _free_number(connection, "folder", "id")
    for folder in work.note:
        number = work.numbers.setdefault(folder.path, free)
        free += number == free
        newest = max(max(stat[2], stat[3]) for stat in folder.stats)
        settled = newest < now - RACY_NS
        row = (number, folder.path, folder.kind, folder.year, folder.unit, folder.state, now, settled)
        connection.execute("INSERT OR REPLACE INTO folder VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    if work.read:
        from perfcli.index.load import load

        load(repository, connection, _tasks(repository.root, connection, work), shard, progress)


def _note_duplicates(connection: sqlite3.Connection) -> None:
    """Write down which codes stand twice in a year, among readable and unreadable files."""
    files = "project"
    if connection.execute("SELECT 1 FROM unreadable WHERE code <> '' LIMIT 1").fetchone():
        files = "(SELECT year, code FROM project UNION ALL SELECT year, code FROM unreadable WHERE code <> '')"
    connection.execute("DELETE FROM duplicate")
    connection.execute(f"INSERT INTO duplicate SELECT year, code FROM {files} GROUP BY code, year HAVING COUNT(*) > 1")


def _tasks(root: Path, connection: sqlite3.Connection, work: Work) -> list[Task]:
    free = max(_free_number(connection, table, "id") for table in OF_A_FILE)
    return [
        Task(free + place, work.numbers[f.path], f.kind, f"{root}/{f.path}/{stat[0]}", stat[0], f.year, f.unit)
        for place, (f, stat) in enumerate(work.read)
    ]


def _free_number(connection: sqlite3.Connection, table: str, column: str) -> int:
    newest = connection.execute(f"SELECT MAX({column}) FROM {table}").fetchone()[0]
    return int(newest or 0) + 1


def _drop_rows(connection: sqlite3.Connection, condition: str, values: tuple[object, ...]) -> None:
    for table, parts in OF_A_FILE.items():
        numbers = connection.execute(f"SELECT id FROM {table} WHERE {condition}", values).fetchall()
        if not numbers:
            continue
        for part, belongs in parts.items():
            connection.executemany(f"DELETE FROM {part} WHERE {belongs}", numbers)
        connection.executemany(f"DELETE FROM {table} WHERE id = ?", numbers)
