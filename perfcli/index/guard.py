"""Statements of users: read-only by construction, and errors that say where."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _

_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "writefile", "readfile", "edit"})
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\[[^\]]*\]|--[^\n]*|/\*.*?\*/", re.DOTALL)
"""What brackets and semicolons mean nothing in."""

_WRITING = ("not authorized", "prohibited", "cannot modify", "VACUUM")
"""What SQLite says of statements that would change something."""

_STEPS = 200_000
"""Steps of SQLite between two looks at whether somebody wants to interrupt it."""

_LONGEST = 100_000_000
"""Bytes that one value or row may have."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of a statement's result and its rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def ask(connection: sqlite3.Connection, statement: str, values: Mapping[str, object], *, shown: str = "") -> Answer:
    """Run one SELECT; raises PerfError for anything else, for SQLite's errors and for a parameter without a value.

    `shown` is the part of the statement that its user wrote, all of it where it is empty.
    """
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.set_authorizer(_authorize)
    connection.set_progress_handler(lambda: 0, _STEPS)
    try:
        cursor = connection.execute(statement, values)
        if cursor.description is None:
            raise PerfError(_("the statement is empty"), hint=_hint())
        return Answer(tuple(column[0] for column in cursor.description), cursor.fetchall())
    except sqlite3.ProgrammingError as error:
        raise PerfError(_("the statement cannot be run: {reason}").format(reason=error), hint=_hint()) from None
    except sqlite3.DatabaseError as error:
        if "interrupted" in str(error):
            raise KeyboardInterrupt from None
        if any(sign in str(error) for sign in _WRITING):
            message = _("only reading is possible: {reason}").format(reason=error)
            raise PerfError(message, hint=_hint()) from None
        raise PerfError(
            _("SQLite says: {reason}").format(reason=error),
            details=tuple(_where(shown or statement, str(error))),
            hint=_("`perf query --tables` prints the tables and their columns."),
        ) from None
    except (OverflowError, UnicodeEncodeError, MemoryError) as error:
        raise PerfError(_("the statement cannot be run: {reason}").format(reason=error), hint=_hint()) from None
    finally:
        connection.set_authorizer(None)


def ask_condition(
    connection: sqlite3.Connection, select: str, where: str, order: str, values: Mapping[str, object]
) -> list[tuple[Any, ...]]:
    """The rows of `select` for which a user's condition holds; raises PerfError."""
    bare = _QUOTED.sub("x", where)
    depths = list(accumulate((character == "(") - (character == ")") for character in bare))
    if not bare.strip() or min(depths) < 0 or depths[-1] != 0 or ";" in bare:
        raise PerfError(
            _("{where} is no condition").format(where=where.strip() or '""'),
            hint=_("A condition looks like: total >= 5000000 AND name LIKE '%取暖%'."),
        )
    return ask(connection, f"{select} WHERE (\n{where}\n) {order}", values, shown=where).rows


def _hint() -> str:
    return _("Write one SELECT statement.")


def _authorize(action: int, _first: str | None, second: str | None, _base: str | None, _source: str | None) -> int:
    if action in _ALLOWED:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if second in _FORBIDDEN_FUNCTIONS else sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _where(statement: str, message: str) -> list[str]:
    """The line that SQLite's message is about, with a mark below the place, where it names one."""
    near = message.partition('near "')[2].partition('"')[0] or message.partition(": ")[2]
    at = statement.find(near) if near else -1
    if at < 0:
        return []
    start = statement.rfind("\n", 0, at) + 1
    line = statement[start:].partition("\n")[0]
    number = statement.count("\n", 0, at) + 1
    return [_("line {line}, column {column}: {text}").format(line=number, column=at - start + 1, text=line)]
