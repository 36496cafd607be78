"""Folders as they are on disk beside those that a database noted down: which files have to be read again.

A file as young as the last reading of its folder is read again, since it may have changed within one tick of the
clock (git's racy rule); coarse clocks are given two seconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

import msgspec

from perfcli.index.scan import Folder, Stat, stats_of

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
        if old != stat or max(stat[2], stat[3]) >= read_at - RACY_NS:
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
        settled = newest < now - RACY_NS
        row = (number, folder.path, folder.kind, folder.year, folder.unit, folder.state, now, settled)
        connection.execute("INSERT OR REPLACE INTO folder VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def free_number(connection: sqlite3.Connection, table: str) -> int:
    """A number above every row's of a table."""
    newest = connection.execute(f"SELECT MAX(id) FROM {table}").fetchone()[0]
    return int(newest or 0) + 1
