"""The SQLite mirror of the repository: the one door to SQL.

It is a cache alone: every answer equals the one read straight from the files. Each request first looks at the state
of the files it is about and reads again what changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from perfcli.errors import Problem, SystemFailure
from perfcli.index.refresh import IndexMirror, index_store
from perfcli.index.schema import FILLED, VIEW_COLUMNS, VIEWS, filled_table
from perfcli.index.store import OWN_FILE, is_unreadable
from perfcli.index.tasks import Progress
from perfcli.repository import Repository
from perfcli.walk import Scope

if TYPE_CHECKING:
    from perfcli.index.guard import AnswerColumn, Asking
    from perfcli.index.watching import Watched

__all__ = ["OWN_FILE", "VIEW_COLUMNS", "Index", "Progress", "Scope", "stored_rows"]

_BATCH = 1000
_LOOKS = 3
"""Files that vanish between listing and reading may be part of a folder that does: then all is looked at again."""


def no_progress(_done: int, _all: int, _stage: str = "", /) -> None:
    """Tell nobody."""


_HAS_FILE = "SELECT file <> '' FROM pragma_database_list WHERE name = 'main'"
"""Whether the database is a file; its name is not asked for, since it need not be text."""


class Index:
    """One request's look at a part of the repository, as it is on disk at its start. Close it before printing."""

    def __init__(self, repository: Repository, scope: Scope, progress: Progress = no_progress) -> None:
        """Bring that part up to date; raises UnreadableData for perf.toml, OSError where the files fail."""
        self.repository = repository
        for attempt in range(_LOOKS):
            mirror = IndexMirror(repository, scope, progress)
            self._connection = mirror.up_to_date()
            if not mirror.missed.gone or attempt == _LOOKS - 1:
                break
            self._connection.close()
        self._store = mirror.store
        with self._store.answering():
            if not self._connection.in_transaction:
                self._connection.execute("BEGIN")
        self._work: Watched[Any] | None = None

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        said = error.__context__ if isinstance(error, SystemFailure) else None
        if isinstance(said, sqlite3.DatabaseError) and is_unreadable(said):
            self._store.distrust()
        self.close()

    @property
    def path(self) -> Path | None:
        """The index's file, None where it lives in memory."""
        with self._store.answering():
            return self._store.path if self._connection.execute(_HAS_FILE).fetchone()[0] else None

    def mark(self) -> str:
        """What tells the index's file from what anybody makes of it later; empty where it lives in memory."""
        if self.path is None:
            return ""
        found = self.rows("SELECT value FROM meta WHERE name = 'mark'")
        return str(found[0][0]) if found else ""

    def reopen(self, mark: str) -> None:
        """Read by another connection from now on, as a second process has to: none may be carried into it.

        Raises OSError or sqlite3.Error where the file does not have that mark, or somebody is waiting to write it.
        """
        self._carried, self._connection = self._connection, self._store.beside(mark)

    def close(self) -> None:
        """Let go of the index's file; work that cannot be ended holds it until the process ends."""
        if self._work is None or not self._work.at_work:
            self._connection.close()

    def rows(
        self, statement: str, values: Mapping[str, object] | Sequence[object] | None = None
    ) -> list[tuple[Any, ...]]:
        """The rows of a statement of our own over the tables of `schema.TABLES`.

        Raises OSError where the index's file fails; one that does not read is made anew the next time.
        """
        with self._store.answering():
            return self._connection.execute(statement, values or {}).fetchall()

    def batches(self, statement: str, values: Mapping[str, object]) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a statement as they are read, some at a time, none of them kept; raises OSError as `rows`."""
        with self._store.answering():
            answer = self._connection.execute(statement, values)
        while True:
            with self._store.answering():
                batch = answer.fetchmany(_BATCH)
            if not batch:
                return
            yield batch

    def remember(self, numbers: Sequence[int]) -> None:
        """Put rows' numbers into the table temp.chosen, for the next statements."""
        with self._store.answering():
            self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY)")
            self._connection.execute("DELETE FROM temp.chosen")
            self._connection.executemany("INSERT INTO temp.chosen VALUES (?)", [(number,) for number in numbers])

    def keep(self, name: str, statement: str, values: Mapping[str, object], sorted_by: Sequence[Sequence[str]]) -> None:
        """Put the rows of a statement into temp.NAME once, to be looked up by these columns; `remember` for numbers."""
        with self._store.answering():
            if self._connection.execute("SELECT 1 FROM temp.sqlite_master WHERE name = ?", (name,)).fetchone():
                return
            self._connection.execute(f"CREATE TEMP TABLE {name} AS {statement}", values)
            for place, columns in enumerate(sorted_by):
                self._connection.execute(f"CREATE INDEX temp.{name}_{place} ON {name} ({', '.join(columns)})")

    def ask_condition(
        self, select: str, where: str, order: str, values: Mapping[str, object], columns: Sequence[str]
    ) -> list[tuple[Any, ...]]:
        """The rows of a statement of our own that a user's condition on these columns keeps; raises PerfError."""
        from perfcli.index.catalogue import ROW
        from perfcli.index.explaining import Question
        from perfcli.index.guard import Asking
        from perfcli.index.statements import Statement

        limits = self.repository.settings.query
        with self._store.answering():
            asking = Asking(self._connection, Question(Statement(where), {}, {ROW: columns}), limits.memory)
        batches = self._watched(lambda: asking.condition(select, order, values), asking)
        return [row for batch in batches for row in batch]

    def ask(
        self,
        statement: str,
        values: Mapping[str, object],
        problems: Sequence[Problem] = (),
        findings: Sequence[tuple[object, ...]] = (),
    ) -> tuple[tuple[AnswerColumn, ...], Generator[list[tuple[Any, ...]]]]:
        """The columns of the answer to a user's statement over the views, and its rows in batches as they are read.

        `problems` and `findings` fill the tables of these names. The index is let go of before the first row of a long
        answer is read; it can be asked nothing else. Raises PerfError, also while rows are read; close the batches.
        """
        from perfcli.index.explaining import Question
        from perfcli.index.guard import Asking
        from perfcli.index.statements import Statement

        filling: dict[str, Sequence[tuple[object, ...]]] = {
            "problems": [(p.path, p.line, p.column, p.key, p.code, p.message) for p in problems],
            "findings": findings,
        }

        def prepare(connection: sqlite3.Connection) -> None:
            for name, view in VIEWS.items():
                connection.execute(f"CREATE TEMP VIEW {name} AS {view.select()}")
            for name, rows in filling.items():
                connection.execute(filled_table(name))
                places = ", ".join("?" * len(FILLED[name]))
                connection.executemany(f"INSERT INTO temp.{name} VALUES ({places})", rows)  # own names

        limits = self.repository.settings.query
        with self._store.answering():
            asking = Asking(self._connection, Question(Statement(statement), values, VIEW_COLUMNS), limits.memory)
        items = self._watched(lambda: asking.answer(prepare), asking)
        return next(items), items

    def _watched(self, make: Callable[[], Generator[Any]], asking: Asking) -> Generator[Any]:
        from perfcli.index.watching import Watched

        self._work = Watched(make, asking.interrupt, self.repository.settings.query.timeout)
        return self._work.items()


def stored_rows(repository: Repository, statement: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
    """The rows of a statement of our own over the index as it was last left; none where there is none."""
    connection = index_store(repository).open()
    if connection is None:
        return []
    try:
        return connection.execute(statement, values).fetchall()
    finally:
        connection.close()
