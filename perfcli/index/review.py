"""The review's database as a mirror: what a checker finds in files, kept by their content until that changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from perfcli.file_states import stats_of
from perfcli.index import folders
from perfcli.index.folders import NOTED, Missed, Work, folders_on_disk
from perfcli.index.mirror import Mirror
from perfcli.index.review_tables import LOOKUPS, TABLES, FileRow, ReviewTables
from perfcli.index.store import Store
from perfcli.walk import EVERYTHING, Folder, file_path


class Finder(Protocol):
    """Who finds what is kept here."""

    units: frozenset[str]
    """The codes of the units and departments that there are."""

    comparing: frozenset[str]
    """The rules that compare projects."""

    def companion(self, path: str) -> str:
        """The file that is judged together with one, empty where there is none."""

    def find(
        self, paths: Sequence[str], digests: Mapping[str, bytes], put: Callable[[Sequence[FileRow]], None]
    ) -> None:
        """Put what is found in each file by itself, for those whose content is not the one known by its digest."""

    def compare(self, changes: Mapping[str, bytes], tables: ReviewTables) -> Sequence[FileRow]:
        """Bring what the comparing rules find up to date; `changes` are the files changed, with their facts before.

        Returns the rows of files that did not read again as they are kept: what was found there has no place.
        """


class ReviewMirror(Mirror):
    """What is found in a repository, as its files are at this moment."""

    def __init__(self, root: Path, name: str, fingerprint: str, finder: Finder) -> None:
        """Look at the state of the files; `name` is that of the database. Raises OSError."""
        self.store = Store(root, name, folders.TABLES + TABLES, fingerprint)
        self._finder = finder
        self._folders: list[Folder] = folders_on_disk(root, EVERYTHING)

    def links(self) -> Iterator[str]:
        """The links that lead to the files, or that some of them are."""
        return (link for folder in self._folders for link in folder.links)

    def tables(self) -> ReviewTables:
        """The tables, up to date."""
        return ReviewTables(self.up_to_date(), self.store.answering)

    def work(self, connection: sqlite3.Connection) -> Work:
        """The folders that are not as they were noted down; one more where other units are known now."""
        work = folders.compared(self._folders, connection.execute(NOTED))
        if not work and self._folders and ReviewTables(connection).units() != self._finder.units:
            folder = self._folders[0]
            number = connection.execute("SELECT id FROM folder WHERE path = ?", (folder.path,)).fetchone()[0]
            work.note.append(folder)
            work.numbers[folder.path] = number
        return work

    def refresh(self, connection: sqlite3.Connection, work: Work, now: int) -> None:
        """Look again at what changed, at what names a unit that is new or gone, and at what these are compared with."""
        tables = ReviewTables(connection)
        forgotten = _files_of(connection, work.forget)
        folders.note(connection, work, now)
        read = {file_path(folder.path, stat[0]) for folder, stat in work.read}
        dropped = {file_path(folder.path, name) for folder, name in work.drop}
        again = self._other_units(tables) | self._companions(tables, {*forgotten, *dropped, *read})
        again -= (forgotten | dropped) - read
        before = tables.kept({*forgotten, *dropped, *read, *again})
        gone = before.keys() - read - again
        tables.drop(gone)
        changes = {path: before[path][1] for path in gone}
        digests = {path: digest for path, (digest, _fact) in before.items() if path not in again}

        missed = Missed()

        def put(rows: Sequence[FileRow]) -> None:
            known = [row.path for row in rows if row.path in before]
            gone = {row.path for row in rows if row.is_gone}
            tables.drop([path for path in known if path not in gone], self._finder.comparing)
            tables.drop([path for path in known if path in gone])
            tables.put([row for row in rows if not row.is_gone])
            changes.update({row.path: before[row.path][1] if row.path in before else b"" for row in rows})
            missed.gone |= gone
            missed.refused |= {row.path for row in rows if row.is_refused}

        self._finder.find(sorted({*read, *again}), digests, put)
        self._compare(changes, tables, missed)
        folders.note_missed(connection, missed)

    def _companions(self, tables: ReviewTables, changed: set[str]) -> set[str]:
        """The files that are judged together with those that changed."""
        if not tables.count_files():
            return set()
        others = {other for path in changed if (other := self._finder.companion(path))}
        return set(tables.kept(others))

    def _compare(self, changes: Mapping[str, bytes], tables: ReviewTables, missed: Missed) -> None:
        """Compare, and take out the files that do not read again: nothing is kept that goes by them."""
        while rows := self._finder.compare(changes, tables):
            missed.refused |= {row.path for row in rows}
            changes = {path: fact for path, (_digest, fact) in tables.kept(row.path for row in rows).items()}
            tables.drop(changes)
            tables.put(rows)

    def fill(self, connection: sqlite3.Connection, now: int, draft: Path | None) -> None:
        """Look at everything."""
        del draft  # what a second process finds comes through a pipe
        self.refresh(connection, self.work(connection), now)
        connection.executescript(LOOKUPS)
        connection.commit()

    def _other_units(self, tables: ReviewTables) -> set[str]:
        """The files that name a unit or department which is new or gone, noted now."""
        changed = tables.units() ^ self._finder.units
        if not changed:
            return set()
        tables.note_units(self._finder.units)
        return set(tables.of_units(changed))


def _files_of(connection: sqlite3.Connection, numbers: Collection[int]) -> set[str]:
    """The files that these folders held."""
    rows = [connection.execute("SELECT path, stats FROM folder WHERE id = ?", (n,)).fetchone() for n in numbers]
    return {file_path(path, stat[0]) for path, stats in rows for stat in stats_of(stats)}
