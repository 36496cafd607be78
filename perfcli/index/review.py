"""The review's database as a mirror: what a checker finds in files, kept by their content until that changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from perfcli.index import folders
from perfcli.index.folders import NOTED, Work
from perfcli.index.mirror import Mirror
from perfcli.index.reviewed import LOOKUPS, TABLES, FileRow, Reviewed
from perfcli.index.scan import Folder, stats_of
from perfcli.index.store import Store
from perfcli.index.tree import file_path, tree


class Judge(Protocol):
    """Who finds what is kept here."""

    units: frozenset[str]
    """The codes of the units and departments that there are."""

    comparing: frozenset[str]
    """The rules that compare projects."""

    def judge(
        self, paths: Sequence[str], digests: Mapping[str, bytes], put: Callable[[Sequence[FileRow]], None]
    ) -> None:
        """Put what is found in each file by itself, for those whose content is not the one known by its digest."""

    def compare(self, changes: Mapping[str, bytes], reviewed: Reviewed) -> None:
        """Bring what the comparing rules find up to date; `changes` are the files changed, with their facts before."""


class ReviewMirror(Mirror):
    """What is found in a repository, as its files are at this moment."""

    def __init__(self, root: Path, name: str, fingerprint: str, judge: Judge) -> None:
        """Look at the state of the files; `name` is that of the database. Raises OSError."""
        self.store = Store(root, name, folders.TABLES + TABLES, fingerprint)
        self._judge = judge
        self._folders: list[Folder] = tree(root)

    def links(self) -> Iterator[str]:
        """The links that lead to the files, or that some of them are."""
        return (link for folder in self._folders for link in folder.links)

    def reviewed(self) -> Reviewed:
        """The tables, up to date."""
        return Reviewed(self.up_to_date())

    def work(self, connection: sqlite3.Connection) -> Work:
        """The folders that are not as they were noted down; one more where other units are known now."""
        work = folders.compared(self._folders, connection.execute(NOTED))
        if not work and self._folders and Reviewed(connection).units() != self._judge.units:
            folder = self._folders[0]
            number = connection.execute("SELECT id FROM folder WHERE path = ?", (folder.path,)).fetchone()[0]
            work.note.append(folder)
            work.numbers[folder.path] = number
        return work

    def refresh(self, connection: sqlite3.Connection, work: Work, now: int) -> None:
        """Look again at what changed, at what names a unit that is new or gone, and at what these are compared with."""
        reviewed = Reviewed(connection)
        forgotten = _files_of(connection, work.forget)
        folders.note(connection, work, now)
        read = {file_path(folder.path, stat[0]) for folder, stat in work.read}
        dropped = {file_path(folder.path, name) for folder, name in work.drop}
        again = self._other_units(reviewed) - ((forgotten | dropped) - read)
        before = reviewed.kept({*forgotten, *dropped, *read, *again})
        gone = before.keys() - read - again
        reviewed.drop(gone)
        changes = {path: before[path][1] for path in gone}
        digests = {path: digest for path, (digest, _fact) in before.items() if path not in again}

        def put(rows: Sequence[FileRow]) -> None:
            reviewed.drop([row.path for row in rows if row.path in before], self._judge.comparing)
            reviewed.put(rows)
            changes.update({row.path: before[row.path][1] if row.path in before else b"" for row in rows})

        self._judge.judge(sorted({*read, *again}), digests, put)
        self._judge.compare(changes, reviewed)

    def fill(self, connection: sqlite3.Connection, now: int, draft: Path | None) -> None:
        """Look at everything."""
        del draft  # what a second process finds comes through a pipe
        self.refresh(connection, self.work(connection), now)
        connection.executescript(LOOKUPS)
        connection.commit()

    def _other_units(self, reviewed: Reviewed) -> set[str]:
        """The files that name a unit or department which is new or gone, noted now."""
        changed = reviewed.units() ^ self._judge.units
        if not changed:
            return set()
        reviewed.note_units(self._judge.units)
        return set(reviewed.of_units(changed))


def _files_of(connection: sqlite3.Connection, numbers: Collection[int]) -> set[str]:
    """The files that these folders held."""
    rows = [connection.execute("SELECT path, stats FROM folder WHERE id = ?", (n,)).fetchone() for n in numbers]
    return {file_path(path, stat[0]) for path, stats in rows for stat in stats_of(stats)}
