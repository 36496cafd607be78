"""Folders as they are on disk beside those that a database noted down: which files have to be read again.

A file as young as the last reading of its folder is read again, since it may have changed within one tick of the
clock (git's racy rule); coarse clocks are given two seconds. A file that the system did not let us read is noted
down in an unknown state: it is read again each time until it reads.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from perfcli.file_states import Stat, state_of, stats_of, unknown
from perfcli.walk import SETTINGS, Folder, Scope, file_path, walk

RACY_NS = 2_000_000_000

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE folder (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, year INTEGER NOT NULL, unit TEXT NOT NULL,
    stats BLOB NOT NULL, read_at INTEGER NOT NULL, settled INTEGER NOT NULL
);
"""
"""What every database that follows the files has."""

NOTED = "SELECT path, id, stats, read_at, settled FROM folder"


class Work(msgspec.Struct):
    """What has to be done: files to read, files whose rows go, folders to write down or to forget."""

    read: list[tuple[Folder, Stat]] = msgspec.field(default_factory=list)
    drop: list[tuple[Folder, str]] = msgspec.field(default_factory=list)
    note: list[Folder] = msgspec.field(default_factory=list)
    forget: list[int] = msgspec.field(default_factory=list)
    numbers: dict[str, int] = msgspec.field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.note or self.forget)


class Missed(msgspec.Struct):
    """The files that were found and then not read, by their paths below the root.

    `refused` are those that the system does not let us read, `gone` those that are there no more.
    """

    refused: set[str] = msgspec.field(default_factory=set)
    gone: set[str] = msgspec.field(default_factory=set)

    def add(self, other: Missed) -> None:
        """Take those of another reading in."""
        self.refused |= other.refused
        self.gone |= other.gone


def folders_on_disk(root: Path, scope: Scope) -> list[Folder]:
    """The folders of a part of a repository; raises OSError where the repository itself is gone meanwhile."""
    found = walk(root, scope)
    (root / SETTINGS).stat()
    return found


def compared(folders: Iterable[Folder], noted_rows: Iterable[tuple[Any, ...]]) -> Work:
    """Compare the folders on disk with those noted down, rows of NOTED."""
    work = Work()
    noted = {row[0]: row for row in noted_rows}
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


def _compare(work: Work, folder: Folder, before: tuple[Stat, ...], read_at: int) -> None:
    """Which of a folder's files have to be read again, and which are gone."""
    known = {stat[0]: stat for stat in before}
    for stat in folder.stats:
        old = known.pop(stat[0], None)
        if old != stat or stat[1] < 0 or max(stat[2], stat[3]) >= read_at - RACY_NS:
            work.read.append((folder, stat))
            if old is not None:
                work.drop.append((folder, stat[0]))
    work.drop.extend((folder, name) for name in known)


def note(connection: sqlite3.Connection, work: Work, now: int) -> None:
    """Write down the folders as they are, and give the new ones their numbers; `now` as in `Mirror.refresh`."""
    connection.executemany("DELETE FROM folder WHERE id = ?", [(number,) for number in work.forget])
    free = free_number(connection, "folder")
    for folder in work.note:
        number = work.numbers.setdefault(folder.path, free)
        free += number == free
        newest = max(max(stat[2], stat[3]) for stat in folder.stats)
        settled = newest < now - RACY_NS and all(stat[1] >= 0 for stat in folder.stats)
        row = (number, folder.path, folder.kind, folder.year, folder.unit, folder.state, now, settled)
        connection.execute("INSERT OR REPLACE INTO folder VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def note_missed(connection: sqlite3.Connection, missed: Missed) -> None:
    """Write down that these files were not read: none of them is taken for known the next time."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for path in missed.refused | missed.gone:
        folder, _slash, name = path.rpartition("/")
        names[folder].append(name)
    for path, missing in names.items():
        for number, state in connection.execute("SELECT id, stats FROM folder WHERE path = ?", (path,)).fetchall():
            stats = {stat[0]: stat for stat in stats_of(state)} | {name: unknown(name) for name in missing}
            left = [stat for name, stat in sorted(stats.items()) if file_path(path, name) not in missed.gone]
            if left:
                values = (state_of(left), number)
                connection.execute("UPDATE folder SET stats = ?, settled = 0 WHERE id = ?", values)
            else:
                connection.execute("DELETE FROM folder WHERE id = ?", (number,))


def outdate(connection: sqlite3.Connection, names: Mapping[str, Collection[str]]) -> bool:
    """Have these files of folders, all where none is named, read again the next time; whether there are any."""
    has_any = False
    for path, some in names.items():
        for number, state in connection.execute("SELECT id, stats FROM folder WHERE path = ?", (path,)).fetchall():
            stats = stats_of(state)
            left = [unknown(stat[0]) if not some or stat[0] in some else stat for stat in stats]
            if left != list(stats):
                values = (state_of(left), number)
                connection.execute("UPDATE folder SET stats = ?, settled = 0 WHERE id = ?", values)
                has_any = True
    return has_any


def free_number(connection: sqlite3.Connection, table: str) -> int:
    """A number above every row's of a table."""
    newest = connection.execute(f"SELECT MAX(id) FROM {table}").fetchone()[0]
    return int(newest or 0) + 1
