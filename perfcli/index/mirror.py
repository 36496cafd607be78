"""A database that follows the files: brought up to date where that can be, made anew where not, in memory at worst."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from perfcli.disk import remove
from perfcli.index.folders import Work
from perfcli.index.store import Store, clock, is_unwritable

if TYPE_CHECKING:
    from perfcli.index.making import Maker

_REFRESHES = 5
"""So often others may come between before the answer is worked out in memory."""

_WAITS = 2
"""So many others may make the database before it is made here, should theirs not do."""


class TooMuch(Exception):
    """More has changed than is there: made anew it is faster."""


class Mirror(ABC):
    """What a kind of database has to know to be kept: what is to be done, and how it is done."""

    store: Store

    @abstractmethod
    def work(self, connection: sqlite3.Connection) -> Work:
        """What has to be done for the database to say what the files say; all of it where it is empty."""

    @abstractmethod
    def refresh(self, connection: sqlite3.Connection, work: Work, now: int) -> None:
        """Do it; `now` is the file system's time before any file was read, 0 where nobody will look again.

        Raises TooMuch.
        """

    @abstractmethod
    def fill(self, connection: sqlite3.Connection, now: int, draft: Path | None) -> None:
        """Do all there is in an empty database; `draft` is its file, which nobody else sees yet, None for memory."""

    def up_to_date(self) -> sqlite3.Connection:
        """A connection to a database that says what the files say."""
        for _attempt in range(_WAITS):
            connection = self._kept()
            if connection is not None:
                return connection
            with self._maker().turn() as is_first:
                if is_first:  # another may have finished since the look before
                    return self._kept() or self._remade()
        return self._remade()

    def _kept(self) -> sqlite3.Connection | None:
        """The database there is, brought up to date; None where it has to be made anew."""
        connection = self.store.open()
        if connection is None:
            return None
        try:
            self._refresh(connection)
        except TooMuch:
            connection.close()
            return None
        except sqlite3.Error as error:
            if is_unwritable(error):
                return self._copied(connection)
            connection.close()
            return None
        return connection

    def _refresh(self, connection: sqlite3.Connection) -> None:
        """Bring a database up to date; it is left in a transaction, so that what was compared is what answers.

        Another process may meanwhile write down what it saw before we looked: then it is done again.
        """
        for _attempt in range(_REFRESHES):
            connection.execute("BEGIN")
            if not self.work(connection):
                return
            connection.rollback()
            if self._refreshed(connection):
                return
        raise sqlite3.OperationalError("the database cannot be written")

    def _refreshed(self, connection: sqlite3.Connection) -> bool:
        """Do what has to be done; whether the transaction that it is left in shows just that."""
        try:
            now = clock(self.store.root)
        except OSError as error:
            raise sqlite3.OperationalError("the database cannot be written") from error
        connection.execute("BEGIN IMMEDIATE")
        try:
            self.refresh(connection, self.work(connection), now)
            mark = self.store.mark(connection)
        except TooMuch:
            connection.rollback()
            raise
        connection.commit()
        self.store.stamp(connection)
        return _is_last(connection, mark)

    def _copied(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        """A copy brought up to date where the file itself cannot be: locked, read-only, the disk full."""
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        try:
            connection.rollback()
            connection.backup(copy)
            self.refresh(copy, self.work(copy), 0)
            copy.commit()
        except (sqlite3.Error, TooMuch):
            copy = self._maker().in_memory()
            self.fill(copy, 0, None)
        finally:
            connection.close()
        return copy

    def _remade(self) -> sqlite3.Connection:
        """A new database put in the old one's place; in memory where that fails."""
        maker = self._maker()
        connection, draft = maker.draft()
        if draft is not None:
            try:
                self.fill(connection, clock(self.store.root), draft)
                mark = self.store.mark(connection)
                maker.publish(connection, draft)
                if (published := self._published(mark)) is not None:
                    return published
            except (OSError, sqlite3.Error):
                pass  # then it lives in memory
            finally:
                connection.close()
                with suppress(OSError):
                    remove(draft)
            connection = maker.in_memory()
        self.fill(connection, 0, None)
        return connection

    def _maker(self) -> Maker:
        from perfcli.index.making import Maker

        return Maker(self.store)

    def _published(self, mark: str) -> sqlite3.Connection | None:
        """The database that was just put in its place, brought up to date where somebody has changed it since."""
        connection = self.store.open()
        if connection is None:
            return None
        try:
            is_last = _is_last(connection, mark)
        except sqlite3.Error:
            connection.close()  # else it would be read for ever, and every next writer would wait
            raise
        if is_last:
            return connection
        connection.close()
        return self._kept()


def _is_last(connection: sqlite3.Connection, mark: str) -> bool:
    """Whether nobody has changed the database since it was marked; a transaction that shows this is left open."""
    connection.execute("BEGIN")
    if connection.execute("SELECT value FROM meta WHERE name = 'mark'").fetchone() == (mark,):
        return True
    connection.rollback()
    return False
