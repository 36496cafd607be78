"""The one door to DuckDB: a lake's tables as views, and statements that can read them and nothing else."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from perfcli.errors import PerfError
from perfcli.i18n import get_locale
from perfcli.i18n import gettext as _
from perfcli.lake.bounding import Bound
from perfcli.lake.duck_condition import Condition
from perfcli.lake.duck_guard import require_own_tables
from perfcli.lake.extent import Extent
from perfcli.lake.manifest import Columns, Manifest
from perfcli.lake.parquet import missing_extra
from perfcli.lake.reasons import refuse, refuse_lake
from perfcli.regex import regex
from perfcli.relations import LINEAGE, OWN, ColumnKind, Relation

TYPES: dict[ColumnKind, str] = {"text": "VARCHAR", "whole": "BIGINT", "double": "DOUBLE", "money": "DECIMAL(18, 2)"}

_CONFIGURATION = {"async_threads": 0, "enable_external_file_cache": False}
"""Handing the reading of small files to other threads, and keeping a note of each, costs a third of a sum over many."""

_SETTINGS = (
    "SET errors_as_json = true",
    "SET enable_progress_bar = false",  # it goes to stdout where DuckDB takes the process for somebody's session
    # as SQLite has it: empty values first, whole numbers divided to whole numbers, by nothing to nothing
    "SET default_null_order = 'nulls_first_on_asc_last_on_desc'",
    "SET integer_division = true",
    "SET error_on_division_by_zero = false",
    "SET temp_directory = ''",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET python_enable_replacements = false",  # a name that is no table might be a variable of ours
)
_ROUND = """
CREATE TEMP MACRO round
    (x) AS system.main.round(x),
    (x DOUBLE, n) AS CASE
        WHEN abs(x) * 10.0::DOUBLE ** n < 2251799813685248.0::DOUBLE  -- 2 to the 51: beyond, all digits are whole
        THEN sign(x) * floor(nextafter(abs(x) * 10.0::DOUBLE ** n, 'inf'::DOUBLE) + 0.5::DOUBLE) / 10.0::DOUBLE ** n
        ELSE x
    END
"""
"""Rounding by the digits that one sees, as in SQLite: DuckDB's own makes 0.01 of 0.015, in binary a little less."""

_LOCKS = ("SET enable_external_access = false", "SET lock_configuration = true")

_BATCH = 1024
_WORD = regex(r"\w+")


class DuckLake:
    """A look at a lake by DuckDB: see `perfcli.lake.engine.Lake`.

    What a statement reaches is the views alone: external access is off, but for the lake's own folder, and the
    configuration is locked. A view is made when a statement first names it, as DuckDB looks at its files then.
    """

    def __init__(
        self, root: Path, manifest: Manifest, relations: Collection[Relation], extent: Extent, megabytes: int
    ) -> None:
        """`megabytes` bound what DuckDB takes, 0 for its own bound. Raises PerfError without the extra."""
        self._connection = library().connect(config=_CONFIGURATION)
        self._bound = Bound(megabytes)
        self._condition: Condition | None = None
        self._unmade: dict[str, str] = {}
        try:
            self._prepare(root, megabytes)
            for relation in relations:
                self._declare(relation, _rows(relation, _literal(root.resolve().as_posix()), manifest, extent))
        except BaseException:
            self.close()
            raise

    def _prepare(self, root: Path, megabytes: int) -> None:
        """Lock all that is not the lake's."""
        ask = self._connection.execute
        for setting in _SETTINGS:
            ask(setting)
        ask(_ROUND)
        if megabytes:
            ask(f"SET memory_limit = '{megabytes}MB'")
        top = root.resolve().as_posix()
        ask(f"SET allowed_directories = [{_text(top)}, {_text(_literal(top))}]")
        for lock in _LOCKS:
            ask(lock)

    def _declare(self, relation: Relation, rows: str) -> None:
        """Note the views of a table: with all columns for our own statements, with the public ones for users'."""
        public = ", ".join(
            f'{relation.spoken(name, get_locale())} AS "{name}"' for name in (*relation.columns, *LINEAGE)
        )
        self._unmade[f"{OWN}{relation.name}"] = rows
        self._unmade[relation.name] = f"SELECT {public} FROM ({rows})"

    def _make_views(self, text: str) -> None:
        """Make the views that a statement names and that are not there yet."""
        for name in self._unmade.keys() & set(_WORD.findall(text.lower())):
            try:
                self._connection.execute(f"CREATE VIEW {name} AS {self._unmade.pop(name)}")
            except library().Error as error:
                refuse_lake(error)

    def __enter__(self) -> DuckLake:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the lake's files; a call that heeds no interrupt has them until it or the process ends."""
        try:
            self._connection.close()
        except library().Error:
            return
        self._bound.lift()

    def interrupt(self) -> None:
        """Let DuckDB end what it is at; from another thread."""
        self._connection.interrupt()

    def require_memory(self) -> None:
        """Raise SystemFailure where this process has taken more memory than it may."""
        self._bound.require_kept()

    def clock(self) -> float:
        """Seconds of computing of this process."""
        return time.process_time()

    def rows(self, text: str, values: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a statement of our own; raises PerfError where the lake's files do not give them."""
        self._make_views(text)
        try:
            return list(self._connection.execute(text, dict(values or {})).fetchall())
        except library().Error as error:
            self._refuse(error)

    def each(self, text: str) -> Iterator[tuple[Any, ...]]:
        """The same, a few at a time, for a statement with very many; no other may be asked meanwhile."""
        self._make_views(text)
        try:
            answer = self._connection.execute(text)
            while rows := answer.fetchmany(_BATCH):
                yield from rows
        except library().Error as error:
            self._refuse(error)

    def _refuse(self, error: BaseException) -> NoReturn:
        if self._condition is not None:
            self._condition.blame(self._connection, library().Error, error)
        refuse_lake(error)

    def answer(self, text: str, values: Mapping[str, object], tables: Mapping[str, Sequence[str]]) -> Generator[Any]:
        """The names of the columns of a user's SELECT, then its rows in batches; raises PerfError.

        `tables` are those that it may name, with their columns.
        """
        duckdb = library()
        self._make_views(text)
        try:
            statements = self._connection.extract_statements(text)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise _no_select([str(one.type).rpartition(".")[2] for one in statements])
            require_own_tables(self._connection, text, tables)
            named = statements[0].named_parameters
            missing = sorted(name for name in named if name not in values)
            if missing:
                raise PerfError(
                    _("the statement cannot be run: {reason}").format(
                        reason=_("You did not supply a value for binding parameter :{name}.").format(name=missing[0])
                    ),
                    hint=_("Write --param name=value, and $name in the statement."),
                )
            answer = self._connection.execute(statements[0], {name: values[name] for name in named} or None)
            yield tuple(column[0] for column in answer.description)
            while rows := answer.fetchmany(_BATCH):
                yield rows
        except OverflowError as error:  # an interval that Python has no value for
            reason = _("a value is out of bounds: {reason}").format(reason=error)
            raise PerfError(_("the statement cannot be run: {reason}").format(reason=reason)) from None
        except duckdb.Error as error:
            refuse(error, text, tables)

    def read_condition(self, view: str, where: str, tables: Mapping[str, Sequence[str]]) -> None:
        """Raise PerfError for a condition of a user's that this view's columns do not make sense of."""
        self._make_views(view)
        self._condition = Condition(view, where, tables)
        self._condition.require(self._connection, library().Error)

    def keep(self, table: str, columns: Mapping[str, ColumnKind], rows: Sequence[tuple[object, ...]]) -> None:
        """Have a table of these rows beside the lake's own, as long as this is open."""
        declared = ", ".join(f'"{name}" {TYPES[kind]}' for name, kind in columns.items())
        self.rows(f"CREATE TEMP TABLE {table} ({declared})")
        if rows:
            names = [f"c{place}" for place in range(len(columns))]
            lists = [f"unnest(${name}::{TYPES[kind]}[])" for name, kind in zip(names, columns.values(), strict=True)]
            values = {name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
            self.rows(f"INSERT INTO {table} SELECT {', '.join(lists)}", values)

    def define(self, view: str, text: str) -> None:
        """Have a statement of our own as a table."""
        self.rows(f"CREATE TEMP VIEW {view} AS {text}")


def _no_select(kinds: Sequence[str]) -> PerfError:
    hint = _("Write one SELECT statement.")
    if not kinds:
        return PerfError(_("the statement is empty"), hint=hint)
    if len(kinds) > 1:
        reason = _("You can only execute one statement at a time.")
        return PerfError(_("the statement cannot be run: {reason}").format(reason=reason), hint=hint)
    if kinds[0] == "EXPLAIN":
        return PerfError(_("{word} is not possible here").format(word="EXPLAIN"), hint=hint)
    return PerfError(_("only reading is possible: {reason}").format(reason=kinds[0]), hint=hint)


def _rows(relation: Relation, root: str, manifest: Manifest, extent: Extent) -> str:
    """The statement that gives a table's rows, whatever columns its files were written with."""
    groups = list(manifest.files_of(relation, extent.divisions, extent.years))
    if not groups:
        empty = [f'CAST(NULL AS {TYPES[kind]}) AS "{name}"' for name, kind in relation.all_columns.items()]
        return f"SELECT {', '.join([*empty, *(_none(name) for name in LINEAGE)])} WHERE false"
    return " UNION ALL ".join(_read(relation, root, columns, paths) for columns, paths in groups)


def _none(name: str) -> str:
    return f'CAST(NULL AS VARCHAR) AS "{name}"'


def _read(relation: Relation, root: str, columns: Columns, paths: Sequence[str]) -> str:
    chosen = [
        f'CAST("{name}" AS {TYPES[kind]}) AS "{name}"'
        if name in columns
        else f'CAST(NULL AS {TYPES[kind]}) AS "{name}"'
        for name, kind in relation.all_columns.items()
    ]
    chosen += [f'"{name}"' for name in LINEAGE]
    files = ", ".join(_text(f"{root}/{path}") for path in paths)
    partitions = "{'year': INTEGER, 'division': VARCHAR}" if relation.is_by_year else "{'division': VARCHAR}"
    return (
        f"SELECT {', '.join(chosen)} FROM read_parquet([{files}], hive_partitioning = true, hive_types = {partitions})"
    )


def _literal(path: str) -> str:
    """A path in which `*`, `?` and `[` stand for themselves: DuckDB takes every path for a pattern."""
    return re.sub(r"[*?\[]", r"[\g<0>]", path)


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def library() -> Any:
    """DuckDB; raises PerfError without it."""
    try:
        import duckdb
    except ImportError:
        raise missing_extra("duckdb") from None
    return duckdb
