"""What went wrong with a user's statement, in the user's own words and at their place in it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import NoReturn

import msgspec

from perfcli.errors import PerfError, SystemFailure
from perfcli.i18n import gettext as _
from perfcli.index.catalogue import ROW
from perfcli.index.sqlite_reasons import spoken
from perfcli.index.statements import Statement, Token
from perfcli.regex import regex
from perfcli.select import closest, nearest

FAILURES = (sqlite3.Error, sqlite3.Warning, OverflowError, UnicodeEncodeError, MemoryError)
"""What SQLite, or the way to it, raises for a statement."""

_OF_THE_SYSTEM = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    }
)
"""What SQLite says of the disk and of the index's file, not of a statement."""

_WRITING = ("not authorized", "prohibited", "cannot modify")
"""What SQLite says of statements that would change something."""

_SHOWN = 120
"""Characters of a statement's line that an error shows."""

_NO_TABLE = regex(r"no such table: (.*)", re.DOTALL)
_NO_COLUMN = regex(r"no such column: (.*)", re.DOTALL)
_NEAR = regex(r'near "(.*)": syntax error', re.DOTALL)
_BINDING = regex(r"\bbinding", re.IGNORECASE)
_TOKEN = regex(r'unrecognized token: "(.*)"', re.DOTALL)


class Question(msgspec.Struct, frozen=True):
    """What a user asks: a statement or condition as written, the values of its parameters, the tables it may name."""

    written: Statement
    values: Mapping[str, object]
    tables: Mapping[str, Sequence[str]]


def one_select() -> str:
    """What to do about a statement that is none to answer."""
    return _("Write one SELECT statement.")


def refuse(error: BaseException, question: Question) -> NoReturn:
    """Raise what an error of SQLite means for who wrote the statement."""
    if isinstance(error, MemoryError):
        raise out_of_memory() from None
    if isinstance(error, sqlite3.ProgrammingError | sqlite3.Warning) or not isinstance(error, sqlite3.DatabaseError):
        hint = (
            _("Write --param name=value, and $name in the statement.") if _BINDING.search(str(error)) else one_select()
        )
        raise PerfError(
            _("the statement cannot be run: {reason}").format(reason=spoken(str(error))), hint=hint
        ) from None
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _OF_THE_SYSTEM:
        raise SystemFailure(_("SQLite says: {reason}").format(reason=spoken(str(error)))) from None
    reason = str(error)
    table = _NO_TABLE.fullmatch(reason)
    if table:
        wrong = _out_of_reach(table[1], question.tables)
        raise PerfError(
            wrong.message, hint=wrong.hint, details=_place(question.written, table[1], is_name=True)
        ) from None
    if any(sign in reason for sign in _WRITING):
        raise PerfError(
            _("only reading is possible: {reason}").format(reason=spoken(reason)), hint=one_select()
        ) from None
    raise _explained(reason, question) from None


def out_of_memory() -> SystemFailure:
    """The error of a statement or a result that takes more memory than it may."""
    return SystemFailure(
        _("there is not enough memory for the statement or its result"),
        hint=_("Narrow it, ask for csv or jsonl, or raise `memory` under [query] in perf.toml (0: no limit)."),
    )


def _explained(reason: str, question: Question) -> PerfError:
    """SQLite's words with the user's own text in them, where it stands, and what may be meant."""
    written = question.written
    column = _NO_COLUMN.fullmatch(reason)
    syntax = _NEAR.fullmatch(reason) or _TOKEN.fullmatch(reason)
    name = column[1] if column else syntax[1] if syntax else reason.rpartition(": ")[2]
    if syntax:
        is_own = name == ")" and ROW in question.tables and all(token.text != ")" for token in written.parts)
        reason = "incomplete input" if is_own else reason.replace(f'"{name}"', f'"{written.as_written(name)}"')
    hint = _meant(name, question) if column else ""
    return PerfError(
        _("SQLite says: {reason}").format(reason=spoken(reason)),
        details=_place(written, name, is_name=bool(column)),
        hint=hint or _("`perf query --tables` prints the tables and their columns."),
    )


def _meant(name: str, question: Question) -> str:
    """A hint for a column that there is not: the nearest ones of the tables named, or that texts have other quotes."""
    last = name.rpartition(".")[2].lower()
    parts = question.written.parts
    named = {token.name.lower() for token in parts}
    tables = [table for table in question.tables if table in named or table == ROW] or list(question.tables)
    columns = {column for table in tables for column in question.tables[table]}
    if not closest(last, columns) and any(token.kind == "quoted" and token.name == name for token in parts):
        text = "'" + name.replace("'", "''") + "'"
        return _("Double quotes are for names; a text stands in single ones: {text}").format(text=text)
    return nearest(last, columns)


def _place(written: Statement, name: str, *, is_name: bool = False) -> tuple[str, ...]:
    """The line that a name or another piece of a statement stands in, with its number and column."""
    wanted = name.rpartition(".")[2] if is_name else written.as_written(name)
    at = next((token.start for token in written.parts if _is_it(token, wanted)), None)
    if at is None:
        return ()
    text = written.text
    start = text.rfind("\n", 0, at) + 1
    line = text[start:].partition("\n")[0]
    if len(line) > _SHOWN:
        begin = max(0, at - start - _SHOWN // 2)
        line = ("…" if begin else "") + line[begin : begin + _SHOWN] + ("…" if begin + _SHOWN < len(line) else "")
    number = text.count("\n", 0, at) + 1
    return (_("line {line}, column {column}: {text}").format(line=number, column=at - start + 1, text=line),)


def _is_it(token: Token, wanted: str) -> bool:
    """Whether SQLite means a token: by its name, or by its text, of which the message may be the beginning."""
    if token.name:
        return token.name.lower() == wanted.lower() or token.text == wanted
    return token.text == wanted or (token.kind == "unknown" and wanted.startswith(token.text))


def _out_of_reach(table: str, tables: Mapping[str, Sequence[str]]) -> PerfError:
    """The error for a table that there is not, or not for users; the nearest one is offered."""
    if ROW in tables:
        return PerfError(
            _("a condition looks at the columns of its row alone: {table} is not a table for it").format(table=table),
            hint=_("`perf query` asks tables; `perf query --tables` prints them."),
        )
    return PerfError(
        _("there is no table {table}").format(table=table),
        hint=nearest(table.rpartition(".")[2].lower(), tables) or _("See `perf query --tables`."),
    )
