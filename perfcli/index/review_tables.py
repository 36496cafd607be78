"""The tables of a review's database: what was found in each file, and what comparing has to know of each project.

What is kept is opaque here: the checker's findings and facts as bytes, its keys as numbers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import msgspec

FindingRow = tuple[int, int, str, int, int, str, bytes]
"""Line, column, rule, number among equal ones, fixable (1 safely, 2 otherwise, 0 not), the line as shown, details."""

OFFERS, SEEKS = 1, 2
"""The roles of a key, as bits."""

TABLES = """
CREATE TABLE file (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, digest BLOB NOT NULL, unit TEXT NOT NULL, fact BLOB NOT NULL
);
CREATE TABLE peer (
    file INTEGER NOT NULL, key INTEGER NOT NULL, role INTEGER NOT NULL, PRIMARY KEY (file, key)
) WITHOUT ROWID;
CREATE TABLE finding (
    path TEXT NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL, code TEXT NOT NULL, number INTEGER NOT NULL,
    fixable INTEGER NOT NULL, said TEXT NOT NULL, detail BLOB NOT NULL,
    PRIMARY KEY (path, line, "column", code, number)
) WITHOUT ROWID;
"""

LOOKUPS = """
CREATE INDEX IF NOT EXISTS peer_key ON peer (key, role);
CREATE INDEX IF NOT EXISTS finding_code ON finding (code, fixable);
"""
"""Made after a first filling, when it costs least."""

_MANY = 1000
_ORDER = 'ORDER BY f.path, f.line, f."column", f.code, f.number'


class FileRow(msgspec.Struct, array_like=True):
    """What is kept of one file: the digest of its bytes, the unit or department it names, its fact, its findings.

    The digest is empty where the system does not let the file be read, None where it is gone meanwhile.
    `fact` is empty for what is no readable project; `keys` are those of the fact with their roles.
    """

    path: str
    digest: bytes | None
    unit: str
    fact: bytes
    keys: list[tuple[int, int]]
    findings: list[FindingRow]

    @property
    def is_refused(self) -> bool:
        """Whether this is no reading of the file, to be forgotten as soon as it reads."""
        return self.digest == b""

    @property
    def is_gone(self) -> bool:
        """Whether the file is there no more."""
        return self.digest is None


class FindingFilter(msgspec.Struct, frozen=True):
    """Which findings are asked for: of these rules, in these files (None: of all), those kept quiet left out."""

    codes: frozenset[str] | None = None
    paths: frozenset[str] | None = None
    is_quiet: Callable[[str, str], bool] | None = None


class ReviewTables:
    """The tables behind one connection, of which `answering` is around questions: raises OSError for a failing file."""

    def __init__(
        self, connection: sqlite3.Connection, answering: Callable[[], AbstractContextManager[None]] = nullcontext
    ) -> None:
        self.answering = answering
        self._connection = connection

    def close(self) -> None:
        """Let go of the database's file."""
        self._connection.close()

    # what stands

    def units(self) -> frozenset[str]:
        """The codes of units and departments that the findings go by."""
        found = self._connection.execute("SELECT value FROM meta WHERE name = 'units'").fetchone()
        return msgspec.json.decode(found[0], type=frozenset[str]) if found else frozenset()

    def paths(self) -> Iterator[str]:
        """The path of every file."""
        return (path for (path,) in self._connection.execute("SELECT path FROM file"))

    def refused(self) -> Iterator[str]:
        """The path of every file and folder that the system did not let be read."""
        return (path for (path,) in self._connection.execute("SELECT path FROM file WHERE digest = x''"))

    def facts(self, paths: Collection[str] | None = None) -> Iterator[bytes]:
        """The facts of all projects, or of those among these files, by path."""
        if paths is None:
            found = self._connection.execute("SELECT fact FROM file WHERE fact <> x'' ORDER BY path")
            yield from (fact for (fact,) in found)
        else:
            for path in sorted(paths):
                yield from (fact for _digest, fact in self.kept([path]).values() if fact)

    def facts_by_key(self, keys: Iterable[int], role: int) -> Iterator[bytes]:
        """The facts of the projects that have one of these keys in this role."""
        statement = "SELECT p.file FROM peer p WHERE p.key = ? AND p.role & ?"
        numbers = {file for key in keys for (file,) in self._connection.execute(statement, (key, role))}
        for number in sorted(numbers):
            yield from (fact for (fact,) in self._connection.execute("SELECT fact FROM file WHERE id = ?", (number,)))

    def kept(self, paths: Iterable[str]) -> dict[str, tuple[bytes, bytes]]:
        """Digest and fact of those of these files that are known."""
        question = "SELECT path, digest, fact FROM file WHERE path = ?"
        rows = (row for path in paths for row in self._connection.execute(question, (path,)))
        return {path: (digest, fact) for path, digest, fact in rows}

    def of_units(self, units: Collection[str]) -> list[str]:
        """The files that name one of these units or departments."""
        return [path for path, unit in self._connection.execute("SELECT path, unit FROM file") if unit in units]

    # changes

    def note_units(self, units: Collection[str]) -> None:
        """Note the codes that the findings go by from now on."""
        known = msgspec.json.encode(sorted(units)).decode("utf-8")
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('units', ?)", (known,))

    def drop(self, paths: Iterable[str], spared: Collection[str] = ()) -> None:
        """Forget files and what was found in them, findings of the rules `spared` left aside."""
        findings = f"DELETE FROM finding WHERE path = ? AND code NOT IN ({', '.join('?' * len(spared))})"
        for path in paths:
            self._connection.execute("DELETE FROM peer WHERE file IN (SELECT id FROM file WHERE path = ?)", (path,))
            self._connection.execute("DELETE FROM file WHERE path = ?", (path,))
            self._connection.execute(findings, (path, *spared))

    def put(self, rows: Iterable[FileRow]) -> None:
        """Keep files of which nothing is kept."""
        free = self._connection.execute("SELECT coalesce(MAX(id), 0) + 1 FROM file").fetchone()[0]
        files, peers, findings = [], [], []
        for number, row in enumerate(rows, free):
            files.append((number, row.path, row.digest, row.unit, row.fact))
            peers += [(number, key, role) for key, role in row.keys]
            findings += [(row.path, *finding) for finding in row.findings]
        self._connection.executemany("INSERT INTO file VALUES (?, ?, ?, ?, ?)", files)
        self._connection.executemany("INSERT INTO peer VALUES (?, ?, ?)", peers)
        self._insert(findings)

    def put_findings(self, rows: Iterable[tuple[str, FindingRow]]) -> None:
        """Keep findings of rules that have none in these files, beside what is kept of the files."""
        self._insert((path, *row) for path, row in rows)

    def take_findings(self, code: str, paths: Collection[str]) -> list[tuple[str, FindingRow]]:
        """The findings of a rule in these files with their paths; they are no longer kept."""
        statement = 'SELECT path, line, "column", code, number, fixable, said, detail FROM finding WHERE code = ?'
        if len(paths) > _MANY:
            rows = [row for row in self._connection.execute(statement, (code,)) if row[0] in paths]
        else:
            one = f"{statement} AND path = ?"
            rows = [row for path in paths for row in self._connection.execute(one, (code, path))]
        exactly = 'DELETE FROM finding WHERE path = ? AND line = ? AND "column" = ? AND code = ? AND number = ?'
        self._connection.executemany(exactly, [row[:5] for row in rows])
        return [(row[0], row[1:]) for row in rows]

    def _insert(self, findings: Iterable[tuple[Any, ...]]) -> None:
        self._connection.executemany("INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?)", findings)

    # answers

    def count_files(self) -> int:
        """How many files there are."""
        return int(self._connection.execute("SELECT COUNT(*) FROM file").fetchone()[0])

    def lines(self, wanted: FindingFilter) -> bytes:
        """The findings asked for as they are shown, by path, line and rule, in UTF-8, LF between them."""
        select, values = self._select("f.said", wanted, _ORDER)
        try:
            joined = f"SELECT CAST(group_concat(said, char(10)) AS BLOB) FROM ({select})"
            return self._connection.execute(joined, values).fetchone()[0] or b""
        except sqlite3.DataError:  # more than SQLite holds in one value
            return "\n".join(said for (said,) in self._connection.execute(select, values)).encode("utf-8")

    def findings(self, wanted: FindingFilter) -> Iterator[tuple[str, FindingRow]]:
        """The findings asked for with their paths, in the same order."""
        columns = 'f.path, f.line, f."column", f.code, f.number, f.fixable, f.said, f.detail'
        return ((row[0], row[1:]) for row in self._ask(columns, wanted, _ORDER))

    def counts(self, wanted: FindingFilter) -> dict[tuple[str, int], int]:
        """How many of the findings asked for are of each rule, and fixable in each way."""
        rows = self._ask("f.code, f.fixable, COUNT(*)", wanted, "GROUP BY f.code, f.fixable")
        return {(code, fixable): count for code, fixable, count in rows}

    def counts_by_file(self, wanted: FindingFilter) -> Iterator[tuple[str, str, int]]:
        """How many of the findings asked for are of each rule in each file: path, rule, count."""
        return iter(self._ask("f.path, f.code, COUNT(*)", wanted, "GROUP BY f.path, f.code"))

    def count_paths(self, wanted: FindingFilter) -> int:
        """In how many files the findings asked for are."""
        return int(self._ask("COUNT(DISTINCT f.path)", wanted, "").fetchone()[0])

    def _ask(self, columns: str, wanted: FindingFilter, ending: str) -> sqlite3.Cursor:
        return self._connection.execute(*self._select(columns, wanted, ending))

    def _select(self, columns: str, wanted: FindingFilter, ending: str) -> tuple[str, list[str]]:
        source = "finding f"
        conditions = []
        values = sorted(wanted.codes or ())
        if wanted.codes is not None:
            conditions.append(f"+f.code IN ({', '.join('?' * len(values))})")
        if wanted.paths is not None:
            self._remember(wanted.paths)
            source += " JOIN temp.chosen c ON c.path = f.path"
        if wanted.is_quiet:
            self._connection.create_function("is_quiet", 2, wanted.is_quiet)
            conditions.append("NOT is_quiet(f.path, f.code)")
        condition = f"WHERE {' AND '.join(conditions)}" if conditions else ""
        return f"SELECT {columns} FROM {source} {condition} {ending}", values

    def _remember(self, paths: Iterable[str]) -> None:
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS chosen (path TEXT PRIMARY KEY) WITHOUT ROWID")
        self._connection.execute("DELETE FROM temp.chosen")
        self._connection.executemany("INSERT INTO temp.chosen VALUES (?)", [(path,) for path in sorted(paths)])
