"""Rows of files as columns, and the public tables asked of them by DuckDB: many rows at once, kept nowhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfcli.lake.duck import TYPES, library
from perfcli.lake.parquet import arrow
from perfcli.relations import ColumnKind, Question, Relation, Repeated

_SETTINGS = (
    "SET enable_progress_bar = false",
    "SET temp_directory = ''",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET default_null_order = 'nulls_first_on_asc_last_on_desc'",
)
_Rows = Sequence[tuple[Any, ...]] | Repeated
_ROW = "row_"
_YUAN = "({}) * CAST(0.01 AS DECIMAL(3, 2))"


class Columns:
    """Tables of rows in memory, and statements over them."""

    def __init__(self, tables: Mapping[str, Mapping[str, ColumnKind]]) -> None:
        """`tables` are all that a statement may name, with their columns. Raises PerfError without the extra."""
        self._tables = tables
        self._connection = library().connect(config={"threads": 1})  # others read meanwhile
        for setting in _SETTINGS:
            self._connection.execute(setting)
        self._held: dict[str, Any] = {}
        self._asked: dict[str, Any] = {}
        self._due = set(tables)  # not held yet, or with rows that are no longer asked for

    def close(self) -> None:
        """Let go of them."""
        self._connection.close()

    def hold(self, rows: Mapping[str, _Rows]) -> None:
        """Have these rows, and no others: each in the order of its table's columns."""
        own = arrow()
        for name, kinds in self._tables.items():
            if rows.get(name) or name in self._due:
                arrays = _arrays(own, rows.get(name, ()), tuple(kinds.values()))
                self._held[name] = own.table([*arrays, own.arange(0, len(arrays[0]))], names=[*kinds, _ROW])
                self._connection.register(name, self._held[name])
        self._due = {name for name in self._tables if rows.get(name)}

    def asked(self, relation: Relation, question: Question) -> Any:
        """A public table's rows as an Arrow table.

        What its columns have of the table that its rows are made of passes by the engine.
        """
        kinds = relation.all_columns
        passing = self._passing(relation, question)
        chosen = [
            f'CAST({_YUAN.format(text) if kinds[name] == "money" else text} AS {TYPES[kinds[name]]}) AS "{name}"'
            for name, text in question.columns.items()
            if name not in passing
        ]
        statement = f"SELECT {', '.join([f'{question.alias}.{_ROW}', *chosen])} FROM {question.source}"
        statement += f" ORDER BY {', '.join(question.order)}" if question.order else ""
        if relation.name not in self._asked:  # to make sense of a statement takes as long as to answer it
            self._asked[relation.name] = self._connection.sql(statement)
        found = self._asked[relation.name].to_arrow_table()
        held = self._held[question.table]
        if not found.column(_ROW).equals(held.column(_ROW)):
            found = found if question.order else found.sort_by(_ROW)
            held = held.take(found.column(_ROW))
        columns = [held.column(passing[name]) if name in passing else found.column(name) for name in kinds]
        return arrow().table(columns, names=list(kinds))

    def _passing(self, relation: Relation, question: Question) -> dict[str, str]:
        """The columns that are one of the table that rows are made of, with its name there; not what it holds once."""
        held = self._held[question.table]
        kinds = {
            f"{question.alias}.{name}": kind
            for name, kind in self._tables[question.table].items()
            if not arrow().types.is_dictionary(held.column(name).type)
        }
        return {
            name: text.removeprefix(f"{question.alias}.")
            for name, text in question.columns.items()
            if kinds.get(text) == relation.all_columns[name]
        }


def by_year(table: Any) -> Iterator[tuple[int, Any]]:
    """The rows of each year, out of a table that lies by years."""
    years = table.column("year")
    start = 0  # counting values, as taking them, would load a large part of pyarrow
    while start < table.num_rows:
        year = years[start].as_py()
        end = bisect_right(range(table.num_rows), year, start, key=lambda row: years[row].as_py())
        yield year, table.slice(start, end - start)
        start = end


def with_texts(table: Any, name: str, texts: Sequence[str]) -> Any:
    """A table with these texts as its column."""
    own = arrow()
    return table.set_column(table.column_names.index(name), name, own.array(texts, type=own.string()))


def _arrays(library: Any, rows: _Rows, kinds: Sequence[ColumnKind]) -> list[Any]:
    """The columns of rows; what they have in common is held once, as a dictionary of values."""
    if isinstance(rows, Repeated):
        places = library.array(rows.places, type=library.int32())
        endings = _arrays(library, rows.endings, kinds[1:])
        repeated = (library.DictionaryArray.from_arrays(places, column) for column in endings)
        return [_array(library, rows.numbers, kinds[0]), *repeated]
    values = list(zip(*rows, strict=True)) or [()] * len(kinds)
    return [_array(library, column, kind) for column, kind in zip(values, kinds, strict=True)]


def _array(library: Any, values: Sequence[Any], kind: ColumnKind) -> Any:
    """Values as they are, and truth and exact numbers as SQLite would keep them."""
    own = library.string() if kind == "text" else library.int64()
    try:
        return library.array(values, type=own)
    except TypeError:
        convert = str if kind == "text" else int
        return library.array([None if value is None else convert(value) for value in values], type=own)
