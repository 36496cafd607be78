"""A database that follows the files, as it lies in `.perf/`: opened where it is as its last writer left it.

Whatever is wrong with it, it is made anew (`making.py`).
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from perfcli.disk import cache_folder, last_bytes, read_file, remove, write_over
from perfcli.links import CACHE, cache_links

OWN_FILE = (
    r"(index|review-[A-Za-z_]+)(\.(sqlite|making)(-journal)?|\.stamp|-\d+-[0-9a-f]{8}\.draft(-shard)?(-journal)?)"
    r"|clock-\d+(-[0-9a-f]{8})?"
)
"""What the databases' files in `.perf/` are called, with those beside them."""

_BUSY_SECONDS = 20
_ROOM = "PRAGMA cache_size = -16000"
"""Kilobytes of pages kept: with SQLite's own 2000 a join in another order than the files' reads them over and over."""

BESIDE = ("", "-journal", "-wal", "-shm")
"""What SQLite's files of a database are called behind its own name."""
_UNWRITABLE = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
_NAMES_ANOTHER = bytes.fromhex("d9d505f920a163d7")
"""What stands behind the name of another journal in one of SQLite's (fileformat2, "The Rollback Journal")."""

_NUMBERS = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_BUSY: errno.EBUSY,
    sqlite3.SQLITE_LOCKED: errno.EBUSY,
}
"""The system's words for SQLite's; all else is a disk that does not read or write."""
_UNREADABLE = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class Store(msgspec.Struct, frozen=True):
    """One database: its name in `.perf/`, its tables, and what its rows depend on besides the data files."""

    root: Path
    name: str
    tables: str
    fingerprint: str

    @property
    def path(self) -> Path:
        """The database's file."""
        return self.root / CACHE / f"{self.name}.sqlite"

    def open(self) -> sqlite3.Connection | None:
        """The database's file, None where there is none or it is not one of this form."""
        path = self.path
        try:
            if not path.is_file() or cache_links(self.root):
                return None
            clear_what_is_not_ours(path, *BESIDE)
            connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=rw", timeout=_BUSY_SECONDS, uri=True, check_same_thread=False
            )
        except (OSError, sqlite3.Error):
            return None
        try:
            if not self._is_as_left(connection):  # then nothing in it is asked: a view of others may take for ever
                connection.close()
                return None
            connection.execute(_ROOM)
            found = connection.execute("SELECT value FROM meta WHERE name = 'fingerprint'").fetchone()
            finished = connection.execute("SELECT value FROM meta WHERE name = 'whole'").fetchone()
        except sqlite3.Error:
            connection.close()
            return None
        if found == (self.fingerprint,) and finished and self._is_as_left(connection):
            return connection
        connection.close()
        return None

    def beside(self, mark: str) -> sqlite3.Connection:
        """Another connection to a file that is being read; raises OSError or sqlite3.Error where that is not at once.

        Somebody who waits to write it waits for its reader, who must not wait for this.
        """
        connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", timeout=0, uri=True)
        connection.execute("BEGIN")
        if connection.execute("SELECT value FROM meta WHERE name = 'mark'").fetchone() != (mark,):
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(self.path))
        connection.execute(_ROOM)
        return connection

    def stamp(self, connection: sqlite3.Connection) -> None:
        """Note how the database's file looks now, so that a change by anybody but us is seen; called after a commit.

        Where that fails the database is made anew the next time.
        """
        with suppress(OSError, sqlite3.Error):
            connection.execute("BEGIN IMMEDIATE")
            self.write_stamp()
        connection.rollback()

    def write_stamp(self) -> None:
        """Note how the database's file looks now; raises OSError."""
        path = self.path.with_suffix(".stamp")
        clear_what_is_not_ours(path, "")
        write_over(path, self._look().encode("utf-8"))

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Questions to the database: where its file, or room beside it, fails them, OSError.

        One that does not read is made anew the next time.
        """
        try:
            yield
        except sqlite3.DatabaseError as error:
            if not (is_unreadable(error) or is_unwritable(error)):
                raise
            if is_unreadable(error):
                self.distrust()
            number = _NUMBERS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, errno.EIO)
            raise OSError(number, os.strerror(number), str(self.path)) from error

    def mark(self, connection: sqlite3.Connection) -> str:
        """Write into a transaction whose change it is, so that one by anybody else is seen; returns the mark."""
        mark = os.urandom(8).hex()
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('mark', ?)", (mark,))
        return mark

    def distrust(self) -> None:
        """Let nobody open the database's file again: it is made anew."""
        with suppress(OSError):
            remove(self.path.with_suffix(".stamp"))

    def _is_as_left(self, connection: sqlite3.Connection) -> bool:
        """Whether the file is as its last writer left it; one that is just at it is waited for."""
        try:
            if self._read_stamp() == self._look():
                return True
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
            return self._read_stamp() == self._look()
        except (OSError, ValueError, sqlite3.Error):
            return False

    def _look(self) -> str:
        state = self.path.stat()
        return f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"

    def _read_stamp(self) -> str:
        return read_file(self.path.with_suffix(".stamp")).decode("utf-8")


def is_unwritable(error: sqlite3.Error) -> bool:
    """Whether an error says that a database cannot be written just now, not that it is broken."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_READONLY)
    return code & 0xFF in _UNWRITABLE


def is_unreadable(error: sqlite3.Error) -> bool:
    """Whether an error says that a database's file does not read, be it the disk or what it holds."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _UNREADABLE


def clock(root: Path) -> int:
    """Now in nanoseconds by the clock of the file system; raises OSError where `.perf/` cannot be written."""
    path = cache_folder(root) / f"clock-{os.getpid()}-{os.urandom(4).hex()}"
    try:
        write_over(path, b".")
        return path.stat().st_mtime_ns
    finally:
        remove(path)


def clear_what_is_not_ours(path: Path, *endings: str) -> None:
    """Remove from where files of ours belong what opening them, or SQLite, must not meet.

    That is pipes, devices and links, which may keep one waiting for ever, and journals that name another file: once
    SQLite has rolled such a one back it deletes the file named, wherever that is. Raises OSError.
    """
    for ending in endings:
        place = path.with_name(path.name + ending)
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(place.lstat().st_mode) or (ending == "-journal" and _names_another(place)):
                remove(place)


def _names_another(journal: Path) -> bool:
    """Whether a journal ends with the name of another, as those of several databases do; ours is alone."""
    return last_bytes(journal, len(_NAMES_ANOTHER)) == _NAMES_ANOTHER
