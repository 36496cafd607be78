"""Where the index lives: a file in `.perf/`, or memory where none can be written.

Whatever is wrong with it, it is made anew.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from perfcli.disk import CACHE, cache_folder
from perfcli.framework import FRAMEWORKS, level_ones
from perfcli.index.schema import TABLES

FILE = "index.sqlite"
FILE_NAMES = ("index.sqlite*", "index.stamp", "index-*.draft*")
_BUSY_SECONDS = 20
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


def index_path(root: Path) -> Path:
    """The index's file."""
    return root / CACHE / FILE


def open_file(root: Path, fingerprint: str) -> sqlite3.Connection | None:
    """The index's file, None where there is none or it is not one of this form."""
    path = index_path(root)
    if not path.is_file():
        return None
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", timeout=_BUSY_SECONDS, uri=True)
    except sqlite3.Error:
        return None
    try:
        found = connection.execute("SELECT value FROM meta WHERE name = 'fingerprint'").fetchone()
        finished = connection.execute("SELECT value FROM meta WHERE name = 'whole'").fetchone()
    except sqlite3.Error:
        connection.close()
        return None
    if found == (fingerprint,) and finished and _is_as_left(root, connection):
        return connection
    connection.close()
    return None


def stamp(root: Path, connection: sqlite3.Connection) -> None:
    """Note how the index's file looks now, so that a change by anybody but us is seen; called after a commit.

    Where that fails the index is made anew the next time.
    """
    with suppress(OSError, sqlite3.Error):
        connection.execute("BEGIN IMMEDIATE")
        _stamp_path(root).write_text(_look(root), encoding="utf-8")
    connection.rollback()


def _is_as_left(root: Path, connection: sqlite3.Connection) -> bool:
    """Whether the index's file is as its last writer left it; one that is just at it is waited for."""
    try:
        if _stamp_path(root).read_text(encoding="utf-8") == _look(root):
            return True
        connection.execute("BEGIN IMMEDIATE")
        connection.rollback()
        return _stamp_path(root).read_text(encoding="utf-8") == _look(root)
    except (OSError, ValueError, sqlite3.Error):
        return False


def _look(root: Path) -> str:
    state = index_path(root).stat()
    return f"{state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"


def _stamp_path(root: Path) -> Path:
    return root / CACHE / "index.stamp"


def is_unwritable(error: sqlite3.Error) -> bool:
    """Whether an error says that the index cannot be written just now, not that it is broken."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_READONLY)
    return code & 0xFF in _UNWRITABLE


def new_draft(root: Path, fingerprint: str) -> tuple[sqlite3.Connection, Path | None]:
    """An empty index beside the place of the index's file, in memory where that cannot be written."""
    try:
        path = cache_folder(root) / f"index-{os.getpid()}-{os.urandom(4).hex()}.draft"
        _clear_drafts(path.parent)
        connection = fast_connection(path)
        connection.executescript(TABLES)
    except (OSError, sqlite3.Error):
        return in_memory(fingerprint), None
    _sign(connection, fingerprint)
    return connection, path


def in_memory(fingerprint: str) -> sqlite3.Connection:
    """An empty index that ends with the process."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    _sign(connection, fingerprint)
    return connection


def fast_connection(path: Path) -> sqlite3.Connection:
    """A connection to a file that nobody else knows yet and that is worthless unless it is finished."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA page_size = 8192")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def publish(root: Path, connection: sqlite3.Connection, draft: Path) -> None:
    """Put a finished draft in the index's place, whole; raises OSError or sqlite3.Error, the draft removed."""
    try:
        connection.execute("INSERT INTO meta VALUES ('whole', '1')")
        connection.commit()
        connection.close()
        with open(draft, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(draft, index_path(root))
        _stamp_path(root).write_text(_look(root), encoding="utf-8")
    finally:
        draft.unlink(missing_ok=True)


def _sign(connection: sqlite3.Connection, fingerprint: str) -> None:
    connection.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (fingerprint,))
    for framework in FRAMEWORKS:
        levels = level_ones(framework)
        rows = [(framework, kind, level1) for kind, level1 in levels.items()]
        connection.executemany("INSERT INTO level VALUES (?, ?, ?)", rows)
    connection.commit()


def _clear_drafts(folder: Path) -> None:
    """Remove drafts of processes that are no more."""
    for path in folder.glob("index-*.draft*"):
        owner = path.name.split("-")[1]
        if not (owner.isdigit() and _alive(int(owner))):
            path.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def clock(root: Path) -> int:
    """Now in nanoseconds by the clock of the file system; raises OSError where `.perf/` cannot be written."""
    path = cache_folder(root) / f"clock-{os.getpid()}"
    try:
        path.write_bytes(b".")
        return path.stat().st_mtime_ns
    finally:
        path.unlink(missing_ok=True)
