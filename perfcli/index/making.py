"""How a database is made anew: whose turn it is, the draft beside its place, memory where none can be written."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from perfcli.disk import cache_folder, put_in_place, remove
from perfcli.index.store import BESIDE, Store, clear_what_is_not_ours, is_unwritable
from perfcli.ownership import is_running

_DRAFT_OWNER = r".*-(\d+)-[0-9a-f]{8}\.draft.*"

_WAIT_MILLISECONDS = 200
_WAITS = 300
"""So many times so long one waits for another that makes the database, which may hang, or be very slow."""


class Maker:
    """Makes the database of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @contextmanager
    def turn(self) -> Iterator[bool]:
        """Keep others from making the database meanwhile; false where another was at it, which has been waited for.

        The turn of a process that ends, however that is, is over. Nobody waits for ever, nor where no lock can be.
        """
        path = self._store.path.with_suffix(".making")
        try:
            cache_folder(self._store.root)
            clear_what_is_not_ours(path, *BESIDE)
            lock = sqlite3.connect(path, timeout=0, isolation_level=None)
        except (OSError, sqlite3.Error):
            yield True
            return
        try:
            yield _is_first(lock)
        finally:
            with suppress(OSError):
                remove(path)
            lock.close()

    def draft(self) -> tuple[sqlite3.Connection, Path | None]:
        """An empty database beside the place of the file, in memory where that cannot be written."""
        try:
            folder = cache_folder(self._store.root)
            path = folder / f"{self._store.name}-{os.getpid()}-{os.urandom(4).hex()}.draft"
            _clear_drafts(folder)
            connection = fast_connection(path)
            self._sign(connection)
        except (OSError, sqlite3.Error):
            return self.in_memory(), None
        return connection, path

    def in_memory(self) -> sqlite3.Connection:
        """An empty database that ends with the process."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._sign(connection)
        return connection

    def publish(self, connection: sqlite3.Connection, draft: Path) -> None:
        """Put a finished draft in the file's place, whole; raises OSError or sqlite3.Error, the draft removed."""
        try:
            connection.execute("INSERT INTO meta VALUES ('whole', '1')")
            connection.commit()
            connection.close()
            put_in_place(draft, self._store.path)
            self._store.write_stamp()
        finally:
            remove(draft)

    def _sign(self, connection: sqlite3.Connection) -> None:
        connection.executescript(self._store.tables)
        connection.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (self._store.fingerprint,))
        connection.commit()


def fast_connection(path: Path) -> sqlite3.Connection:
    """A connection to a file that nobody else knows yet and that is worthless unless it is finished."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA page_size = 8192")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


def _is_first(lock: sqlite3.Connection) -> bool:
    """Take the lock, in steps that Ctrl-C can come between; false where it had to be waited for and came in time."""
    for attempt in range(_WAITS):
        try:
            lock.execute("BEGIN EXCLUSIVE")
            return attempt == 0
        except sqlite3.Error as error:
            if not is_unwritable(error):
                break
            if attempt == 0:
                lock.execute(f"PRAGMA busy_timeout = {_WAIT_MILLISECONDS}")
    return True


def _clear_drafts(folder: Path) -> None:
    """Remove drafts of processes that are no more."""
    for path in folder.glob("*.draft*"):
        owner = re.fullmatch(_DRAFT_OWNER, path.name)
        if owner and not is_running(int(owner[1])):
            with suppress(OSError):
                remove(path)
