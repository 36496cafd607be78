"""A disk that fails: what a command asks of the disk below a folder is counted, and one of it is refused.

The functions of `os` are patched as `perfcli.disk`, the walk, pathlib and filelock call them; SQLite, whose own reads
and writes no patch reaches, fails statement by statement.
"""

from __future__ import annotations

import errno
import io
import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from perfcli import disk

NUMBERS = (errno.ENOSPC, errno.EIO, errno.EACCES)
NEED_ROOM = frozenset({"write", "fsync", "link", "mkdir", "create"})
"""What a full disk has no room for; a name that is there already takes another file without any."""

_ON_PATHS = ("open", "link", "rename", "replace", "mkdir", "unlink", "remove", "rmdir", "listdir", "scandir")
_LOOKS = ("stat", "lstat")
_ON_DESCRIPTORS = ("read", "write", "fsync", "ftruncate", "fchmod")
_CODES = {
    errno.ENOSPC: sqlite3.SQLITE_FULL,
    errno.EIO: sqlite3.SQLITE_IOERR,
    errno.EACCES: sqlite3.SQLITE_READONLY,
}


class Disk:
    """What is asked of the disk below `top`, in its order; the one at `at` meets the error `number`.

    `stays`: from then on, whatever needs room meets it.
    """

    def __init__(self, top: Path, at: int | None = None, number: int = errno.EIO, *, stays: bool = False) -> None:
        self.asked: list[str] = []
        """What was asked so far: an operation and what it was about."""
        self.makers: set[str] = set()
        """The modules at work when a file was made."""
        self._top = str(top)
        self._at = at
        self._number = number
        self._stays = stays
        self._descriptors: set[int] = set()
        self._lock = threading.Lock()

    @property
    def met(self) -> str:
        """What failed, empty where nothing did."""
        return self.asked[self._at] if self._at is not None and self._at < len(self.asked) else ""

    def fails(self, operation: str, about: object) -> bool:
        """Count an operation; whether it is to fail."""
        with self._lock:
            place = len(self.asked)
            self.asked.append(f"{operation} {about}".replace(self._top, "").strip())
        if self._at is None or place < self._at:
            return False
        return place == self._at or (self._stays and operation in NEED_ROOM)

    def error(self, path: object = None) -> OSError:
        """The system's error."""
        shown = [os.fspath(path)] if isinstance(path, (str, os.PathLike)) else []
        return OSError(self._number, os.strerror(self._number), *shown)

    def database_error(self) -> sqlite3.OperationalError:
        """SQLite's name for it."""
        error = sqlite3.OperationalError("the disk failed")
        error.sqlite_errorcode = _CODES[self._number]
        return error

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Commands of this process meet this disk."""
        with pytest.MonkeyPatch.context() as patch:
            for name in (*_ON_PATHS, *_LOOKS):
                patch.setattr(os, name, self._on_path(name, getattr(os, name)))
            for name in _ON_DESCRIPTORS:
                patch.setattr(os, name, self._on_descriptor(name, getattr(os, name)))
            patch.setattr(os, "close", self._closing(os.close))
            patch.setattr(disk.files, "io", SimpleNamespace(FileIO=_stream(self)))
            patch.setattr(sqlite3, "connect", self._connecting(sqlite3.connect))
            yield

    def _on_path(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any = ".", *rest: Any, **named: Any) -> Any:
            if not self._is_ours(path, named.get("dir_fd", named.get("src_dir_fd"))):
                return function(path, *rest, **named)
            creates = name == "open" and rest and rest[0] & os.O_CREAT
            if creates and self._at is None:
                self.makers |= modules_at_work()
            if self.fails("create" if creates else name, path):
                raise self.error(path)
            result = function(path, *rest, **named)
            if name == "open":
                self._descriptors.add(result)
            return result

        return call

    def _on_descriptor(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(descriptor: Any, *rest: Any, **named: Any) -> Any:
            if descriptor in self._descriptors and self.fails(name, ""):
                if name == "write":  # a disk that runs full takes what it has room for first
                    function(descriptor, rest[0][: len(rest[0]) // 2])
                raise self.error()
            return function(descriptor, *rest, **named)

        return call

    def _closing(self, function: Callable[[int], None]) -> Callable[[int], None]:
        def close(descriptor: int) -> None:
            self._descriptors.discard(descriptor)
            function(descriptor)

        return close

    def let_go(self, descriptor: int) -> None:
        """A descriptor that somebody else closes."""
        self._descriptors.discard(descriptor)

    def _connecting(self, function: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
        connection, _cursor = _database(self)

        def connect(database: Any, *rest: Any, **named: Any) -> sqlite3.Connection:
            if str(database) == ":memory:":
                return function(database, *rest, **named)
            if self.fails("connect", Path(str(database)).name):
                raise self.database_error()
            return function(database, *rest, factory=connection, **named)

        return connect

    def _is_ours(self, path: Any, folder: int | None) -> bool:
        if isinstance(path, int):
            return path in self._descriptors
        if folder is not None:
            return folder in self._descriptors
        return os.path.join(os.getcwd(), os.fsdecode(path)).startswith(self._top)


def modules_at_work() -> set[str]:
    """The modules of the program whose functions are running."""
    frame, found = sys._getframe(), set[str]()
    while frame.f_back:
        frame = frame.f_back
        found.add(str(frame.f_globals.get("__name__")))
    return {name for name in found if name.startswith("perfcli.")}


def _stream(disk: Disk) -> type[io.FileIO]:
    class Stream(io.FileIO):
        """An input whose reads may fail."""

        def readall(self) -> bytes:
            self._read()
            return super().readall()

        def read(self, size: int | None = -1, /) -> bytes:
            self._read()
            return super().read(-1 if size is None else size)

        def readinto(self, buffer: Any, /) -> int:
            self._read()
            return super().readinto(buffer)

        def close(self) -> None:
            if not self.closed:
                disk.let_go(self.fileno())
            super().close()

        def _read(self) -> None:
            if disk.fails("read", "input"):
                raise disk.error()

    return Stream


def _database(disk: Disk) -> tuple[type[sqlite3.Connection], type[sqlite3.Cursor]]:
    """Connections and cursors whose statements may fail."""

    def meet(operation: str, about: object = "") -> None:
        if disk.fails(operation, " ".join(str(about).split())[:60]):
            raise disk.database_error()

    class Cursor(sqlite3.Cursor):
        def execute(self, statement: str, *values: Any) -> Any:
            meet("execute", statement)
            return super().execute(statement, *values)

        def executemany(self, statement: str, *values: Any) -> Any:
            meet("executemany", statement)
            return super().executemany(statement, *values)

        def executescript(self, script: str) -> Any:
            meet("executescript", script)
            return super().executescript(script)

        def fetchall(self) -> list[Any]:
            meet("fetchall")
            return super().fetchall()

        def fetchone(self) -> Any:
            meet("fetchone")
            return super().fetchone()

        def fetchmany(self, *size: Any) -> list[Any]:
            meet("fetchmany")
            return super().fetchmany(*size)

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def execute(self, statement: str, *values: Any) -> Any:
            return self.cursor().execute(statement, *values)

        def executemany(self, statement: str, *values: Any) -> Any:
            return self.cursor().executemany(statement, *values)

        def executescript(self, script: str) -> Any:
            return self.cursor().executescript(script)

        def commit(self) -> None:
            meet("commit")
            super().commit()

        def backup(self, *values: Any, **named: Any) -> None:
            meet("backup")
            super().backup(*values, **named)

    return Connection, Cursor
