"""Statements of users: read-only by construction, of public tables alone, bounded, and with errors that say where."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import accumulate
from sys import getsizeof
from typing import Any

import msgspec

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.index.catalogue import ROW, Catalogue, Origin, guarded
from perfcli.index.explaining import FAILURES, Question, one_select, refuse
from perfcli.index.statements import Statement
from perfcli.index.store import is_unwritable
from perfcli.regex import regex

_SELECTS = frozenset({"SELECT", "WITH", "VALUES"})
_CHANGES = regex(
    "ALTER|ANALYZE|ATTACH|BEGIN|COMMIT|CREATE|DELETE|DETACH|DROP|END|GRANT|INSERT|MERGE|PRAGMA|REINDEX|RELEASE|REPLACE"
    "|ROLLBACK|SAVEPOINT|SET|TRUNCATE|UPDATE|VACUUM"
)
"""How statements begin that do more than read."""

_BATCH, _BATCH_BYTES, _SOON = 256, 1_000_000, 0.1
"""Rows that are handed over together at the most, what they take, and the seconds that one waits for others."""

_HEAD, _HEAD_BYTES, _HEAD_SECONDS = 10_000, 10_000_000, 1.0
"""Rows, bytes and seconds within which a result ends that needs no copy of the index."""

_SMALL = 4_000_000
"""Bytes of an index that is copied at once."""

Rows = list[tuple[Any, ...]]


class AnswerColumn(msgspec.Struct, frozen=True):
    """A column of an answer: its name, and which column of a public table it is, None where it is none."""

    name: str
    origin: Origin | None


class Asking:
    """A question put to a connection: its work can be interrupted, whichever database it is at."""

    def __init__(self, connection: sqlite3.Connection, question: Question, megabytes: int) -> None:
        self._connection = self._at = connection
        self._question = question
        limit_memory(connection, megabytes)

    def interrupt(self) -> None:
        """Let SQLite end what it is at; from another thread."""
        self._at.interrupt()

    def answer(self, prepare: Callable[[sqlite3.Connection], None]) -> Generator[Any]:
        """The columns of a SELECT's result, then its rows in batches; the connection is closed at the end or before.

        `prepare` makes the public tables in a connection. Where the result is long the rows come from a copy, so
        that who reads them slowly keeps nobody from writing. Raises PerfError.
        """
        statement = self._question.written
        try:
            _require_select(statement)
            tables, origins = self._looked_up()
            prepare(self._connection)
            is_shared = bool(tables) and _is_file(self._connection)
            if is_shared and _bytes(self._connection) <= _SMALL:
                self._move_to_copy(prepare)
                is_shared = False
            cursor = self._begun()
            names = [statement.as_written(column[0]) for column in cursor.description]
            known = origins if len(origins) == len(names) else (None,) * len(names)
            yield tuple(map(AnswerColumn, names, known))
            if is_shared:
                rows, is_all = _head(cursor)
                if is_all:
                    self._connection.close()
                    yield from (rows[at : at + _BATCH] for at in range(0, len(rows), _BATCH))
                    return
                self._move_to_copy(prepare)
                cursor = self._begun()
            yield from _batches(cursor)
        except FAILURES as error:
            refuse(error, self._question)
        finally:
            self._connection.close()

    def condition(self, select: str, order: str, values: Mapping[str, object]) -> Generator[Rows]:
        """The rows of our own `select` for which a user's condition holds, in batches; raises PerfError."""
        condition = self._question.written
        try:
            require_condition(condition)
            inside = f"WHERE (\n{condition.rewritten}\n)"
            with self._catalogue() as catalogue:
                catalogue.read(f'SELECT 1 FROM (SELECT * FROM "{ROW}") {inside}', {})
            guarded(self._connection)
            yield from _batches(self._connection.execute(f"{select} {inside} {order}", values))
        except FAILURES as error:
            refuse(error, self._question)
        finally:
            self._connection.set_authorizer(None)

    @contextmanager
    def _catalogue(self) -> Iterator[Catalogue]:
        with closing(Catalogue(self._question.tables)) as catalogue:
            self._at = catalogue.connection
            yield catalogue
            self._at = self._connection

    def _looked_up(self) -> tuple[frozenset[str], tuple[Origin | None, ...]]:
        statement = self._question.written
        with self._catalogue() as catalogue:
            tables = catalogue.read(statement.rewritten, self._question.values)
            return tables, catalogue.origins(statement)

    def _begun(self) -> sqlite3.Cursor:
        guarded(self._connection)
        return self._connection.execute(self._question.written.rewritten, self._question.values)

    def _move_to_copy(self, prepare: Callable[[sqlite3.Connection], None]) -> None:
        """Go on with a copy in a temporary file that nobody else sees, where there is room for one.

        The original is let go of.
        """
        self._connection.set_authorizer(None)
        try:
            copy = _copy(self._connection)
        except sqlite3.OperationalError as error:
            if not is_unwritable(error):
                raise
            return
        self._connection.close()
        self._connection = self._at = copy
        prepare(copy)


def limit_memory(connection: sqlite3.Connection, megabytes: int) -> None:
    """Let SQLite take no more than this in the whole process, a database that lies in memory aside; 0 for no limit."""
    if megabytes:
        in_memory = 0 if _is_file(connection) else _bytes(connection)
        connection.execute(f"PRAGMA hard_heap_limit = {in_memory + megabytes * 1_000_000}")


def _require_select(statement: Statement) -> None:
    parts = statement.parts
    if not parts or all(token.text == ";" for token in parts):
        raise PerfError(_("the statement is empty"), hint=one_select())
    first = parts[0]
    if first.word == "EXPLAIN":
        raise PerfError(_("{word} is not possible here").format(word="EXPLAIN"), hint=one_select())
    if first.word and first.word not in _SELECTS:
        told = _("only reading is possible: {reason}").format(reason=first.word)
        if not _CHANGES.fullmatch(first.word):
            told = _("no statement begins with {word}").format(word=first.text)
        raise PerfError(told, hint=one_select())


def require_condition(condition: Statement) -> None:
    """Raise PerfError for a text that would not stay within its brackets, or that has parameters."""
    parts = condition.parts
    depths = list(accumulate((token.text == "(") - (token.text == ")") for token in parts))
    odd = any(token.kind == "unknown" or token.text == ";" for token in parts)
    last = condition.tokens[-1].text if parts else ""
    odd = odd or (last.startswith("/*") and not last.endswith("*/"))
    if not parts or odd or min(depths) < 0 or depths[-1] != 0:
        raise PerfError(
            _("{where} is not a condition").format(where=condition.text.strip() or '""'),
            hint=_("A condition looks like: total >= 5000000 AND name LIKE '%取暖%'."),
        )
    parameters = [token.text for token in parts if token.kind == "parameter"]
    if parameters:
        raise PerfError(_("a condition has no parameters: {name}").format(name=parameters[0]))


def _head(cursor: sqlite3.Cursor) -> tuple[Rows, bool]:
    """The first rows, and whether they are all of a result that was soon there and takes little."""
    rows: Rows = []
    weight = 0
    until = time.monotonic() + _HEAD_SECONDS
    for row in cursor:
        rows.append(row)
        weight += sum(map(getsizeof, row))
        if len(rows) > _HEAD or weight > _HEAD_BYTES or time.monotonic() > until:
            return rows, False
    return rows, True


def _copy(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A copy of a database as this connection sees it, in a temporary file that ends with the copy."""
    copy = sqlite3.connect("", check_same_thread=False)
    try:
        connection.backup(copy)
    except BaseException:
        copy.close()
        raise
    return copy


def _is_file(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA database_list").fetchone()[2])


def _bytes(connection: sqlite3.Connection) -> int:
    pages, size = (connection.execute(f"PRAGMA main.{name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * size)


def _batches(cursor: sqlite3.Cursor) -> Iterator[Rows]:
    """Rows as they come: many at once where they come fast and take little."""
    rows: Rows = []
    weight, until = 0, time.monotonic()
    for row in cursor:
        rows.append(row)
        weight += sum(map(getsizeof, row))
        if len(rows) >= _BATCH or weight > _BATCH_BYTES or time.monotonic() > until:
            yield rows
            rows, weight, until = [], 0, time.monotonic() + _SOON
    if rows:
        yield rows
