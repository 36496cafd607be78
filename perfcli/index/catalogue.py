"""What users' SQL may name: a database that holds the public tables, empty, and nothing else.

A statement is prepared here first. What is out of reach is not there, and each column's declared type tells which one
it is: SQLite follows declared types through aliases, subqueries and views.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from typing import NamedTuple

import msgspec

from perfcli.index.statements import Statement, tokens

LONGEST = 10_000_000
"""Bytes that one value or row may have."""

LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 500,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 1000,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 500,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1000,
}
"""Bounds on a statement and its values, so that no single step of SQLite takes long or much."""

SERIES = ("json_each", "json_tree")
"""Table-valued functions that a statement may use."""

ROW = "row of a condition"
"""The table here that stands for the rows of a condition."""

_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "writefile", "readfile", "edit", "fts5"})


_NUMBERS_OF_ROWS = frozenset({"rowid", "oid", "_rowid_"})
"""What SQLite calls the number of a row: rows of a subquery have none, and it answers NULL for them."""

_STRANGE = "number of a row: "

_UNDECLARED = ("not authorized", "vtable constructor failed")
"""What SQLite says of a table of its own that it may not declare, before it comes to read it."""


class Origin(NamedTuple):
    """The column of a public table that a result's column is."""

    table: str
    column: str


class Reading(msgspec.Struct, frozen=True):
    """What a statement reads: public tables, and for each column of its result which of theirs it is, None for none."""

    tables: frozenset[str]
    origins: tuple[Origin | None, ...]


def authorize(action: int, _first: str | None, second: str | None, _base: str | None, _source: str | None) -> int:
    """SQLite's question whether a statement may do something: reading it may."""
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if (second or "").lower() in _FORBIDDEN_FUNCTIONS else sqlite3.SQLITE_OK
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def guarded(connection: sqlite3.Connection) -> None:
    """Let a connection do nothing but read, within LIMITS."""
    for function in SERIES:
        with suppress(sqlite3.OperationalError):  # an SQLite without JSON
            connection.execute(f"SELECT 1 FROM {function}('[]')").fetchall()  # its first use declares a table
    for category, most in LIMITS.items():
        connection.setlimit(category, most)
    connection.set_authorizer(authorize)


class Catalogue:
    """The public tables, empty: `tables` are their columns. Close it."""

    def __init__(self, tables: Mapping[str, Sequence[str]]) -> None:
        self.tables = tables
        self.connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._columns = [Origin(table, column) for table, columns in tables.items() for column in columns]
        places = {origin: place for place, origin in enumerate(self._columns)}
        for table, columns in tables.items():
            declared = ", ".join(f'"{column}" C{places[Origin(table, column)]}' for column in columns)
            key = f'PRIMARY KEY ("{columns[0]}")'
            self.connection.execute(f'CREATE TEMP TABLE "{table}" ({declared}, {key}) WITHOUT ROWID')
        guarded(self.connection)
        self._modules = {name for (name,) in self._ask("PRAGMA module_list")} - set(SERIES)

    def close(self) -> None:
        """Let go of it."""
        self.connection.close()

    def read(self, text: str, values: Mapping[str, object]) -> frozenset[str]:
        """The public tables that a statement reads, once SQLite has understood it.

        Raises sqlite3.Error for what it does not understand and for a table that is out of reach.
        """
        read: set[str] = set()
        refused: list[str] = []

        def noted(action: int, first: str | None, second: str | None, base: str | None, source: str | None) -> int:
            table = (first or "").lower()
            if action == sqlite3.SQLITE_READ:
                if self._is_hidden(table):
                    refused.append(str(first))
                    return sqlite3.SQLITE_DENY
                read.add(table)
            return authorize(action, first, second, base, source)

        self.connection.set_authorizer(noted)
        try:
            with closing(self.connection.execute(f"EXPLAIN {_without_numbers_of_rows(text)}", values)):
                return frozenset(read & set(self.tables))
        except sqlite3.DatabaseError as error:
            if _STRANGE in str(error):
                raise sqlite3.OperationalError(str(error).replace(_STRANGE, "")) from None
            if any(sign in str(error) for sign in _UNDECLARED):
                refused += [token.name for token in tokens(text) if self._is_hidden(token.name.lower())]
            if refused:
                raise sqlite3.OperationalError(f"no such table: {refused[0]}") from None
            raise
        finally:
            self.connection.set_authorizer(authorize)

    def _is_hidden(self, table: str) -> bool:
        """Whether a table is one of those that SQLite itself has."""
        return table.startswith(("sqlite_", "pragma_")) or table in self._modules

    def origins(self, statement: Statement) -> tuple[Origin | None, ...]:
        """Which column each one of a result is, None where it is none or not the same in all that UNION joins."""
        found: list[tuple[Origin | None, ...]] = []
        for text in statement.single_selects():
            try:
                # the first SELECT's columns, then the last one's
                found += [self._declared(text), self._declared(f"SELECT * FROM ({text.rstrip('; ')})")]
            except sqlite3.Error:
                return ()
        return tuple(same[0] if len(set(same)) == 1 else None for same in zip(*found, strict=False))

    def headings(self, statement: Statement, values: Mapping[str, object]) -> tuple[str, ...]:
        """What a result's columns are called, expressions as they are typed; raises sqlite3.Error.

        Of columns called alike all but the first have a number behind them.
        """
        text = statement.rewritten.rstrip().rstrip(";")
        with closing(self.connection.execute(f"SELECT * FROM ({text}\n) LIMIT 0", values)) as cursor:
            return tuple(statement.as_written(column[0]) for column in cursor.description)

    def _declared(self, select: str) -> tuple[Origin | None, ...]:
        self._ask("DROP VIEW IF EXISTS temp.probe")
        self._ask(f"CREATE TEMP VIEW probe AS {select}")
        types = [kind for _number, _name, kind, *_rest in self._ask("PRAGMA temp.table_info(probe)")]
        known = {f"C{place}": origin for place, origin in enumerate(self._columns)}
        return tuple(known.get(str(kind)) for kind in types)

    def _ask(self, text: str) -> list[tuple[object, ...]]:
        """The rows of a statement of our own."""
        self.connection.set_authorizer(None)
        try:
            return self.connection.execute(text).fetchall()
        finally:
            self.connection.set_authorizer(authorize)


def _without_numbers_of_rows(text: str) -> str:
    """The statement with the names of a row's number made strange: they are known where it defines them itself."""
    return "".join(
        f"`{_STRANGE}{token.name}`" if token.name.lower() in _NUMBERS_OF_ROWS else token.text for token in tokens(text)
    )
