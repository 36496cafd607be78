"""Rows -> Parquet: the one door to pyarrow."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.relations import ColumnKind, Relation

ROW_GROUP = 100_000
"""Rows that stand together in a file: enough to be packed well, few enough to be passed over by their bounds."""

PARTITIONS = ("year", "division")
"""What stands in the path of a file, and so not in it."""


class PartWriter:
    """One table of one partition on its way into a Parquet file in memory: zstd, in the order that rows come."""

    def __init__(self, relation: Relation, lineage: dict[str, str]) -> None:
        """`lineage` are columns that are the same in every row."""
        self._arrow = arrow()
        self._relation = relation
        self._lineage = lineage
        self._kinds = {
            name: kind for name, kind in relation.all_columns.items() if not (relation.is_by_year and name == "year")
        }
        self._schema = self._arrow.schema(
            [
                *((name, _type(self._arrow, kind)) for name, kind in self._kinds.items()),
                *((name, self._arrow.string()) for name in lineage),
            ]
        )
        self._buffer = self._arrow.BufferOutputStream()
        self._writer: Any = None
        self._waiting: list[Any] = []
        self.count = 0

    def add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows in the order of the table's columns, money in whole 分."""
        if rows:
            self.add_table(_table(self._relation.all_columns, rows))

    def add_table(self, table: Any) -> None:
        """Add an Arrow table with the table's columns, money in 元."""
        arrays = [table.column(name) for name in self._kinds]
        arrays += [self._arrow.repeat(self._arrow.scalar(text), table.num_rows) for text in self._lineage.values()]
        self._waiting.append(self._arrow.table(arrays, schema=self._schema))
        self.count += table.num_rows
        while sum(one.num_rows for one in self._waiting) >= ROW_GROUP:
            waiting = self._arrow.concat_tables(self._waiting)
            self._write(waiting.slice(0, ROW_GROUP))
            self._waiting = [waiting.slice(ROW_GROUP)]

    def finished(self) -> bytes:
        """The file; empty for no rows: then there is none."""
        if self._waiting:
            self._write(self._arrow.concat_tables(self._waiting))
        if self._writer is None:
            return b""
        self._writer.close()
        return bytes(self._buffer.getvalue())

    def _write(self, table: Any) -> None:
        if not table.num_rows:
            return
        if self._writer is None:
            self._writer = parquet().ParquetWriter(
                self._buffer, self._schema, compression="zstd", store_schema=False, write_statistics=True
            )
        self._writer.write_table(table, row_group_size=ROW_GROUP)


_SORTED_BY = ("unit", "code", "department", "number")


def merged(paths: Sequence[Path]) -> bytes:
    """The rows of files with the same columns as one file, by unit and code."""
    own = arrow()
    table = own.concat_tables([parquet().ParquetFile(path).read() for path in paths])
    order = [(name, "ascending") for name in _SORTED_BY if name in table.column_names]
    return _file(table.sort_by(order) if order else table)


def without_repositories(path: Path, names: Collection[str]) -> bytes:
    """A file's rows but for those of some repositories."""
    own = arrow()
    table = parquet().ParquetFile(path).read()
    kept = [name not in names for name in table.column("repository").to_pylist()]
    return _file(table.filter(own.array(kept)))


def _file(table: Any) -> bytes:
    buffer = arrow().BufferOutputStream()
    parquet().write_table(table, buffer, compression="zstd", row_group_size=ROW_GROUP, store_schema=False)
    return bytes(buffer.getvalue())


def table_of(relation: Relation, rows: Sequence[tuple[Any, ...]]) -> Any:
    """Rows in the order of a table's public columns, hidden ones behind them left out, as an Arrow table."""
    return _table(relation.columns, rows)


def _table(kinds: Mapping[str, ColumnKind], rows: Sequence[tuple[Any, ...]]) -> Any:
    own = arrow()
    values = list(zip(*rows, strict=True))[: len(kinds)]
    arrays = [
        own.array(_converted(column, kind), type=_type(own, kind))
        for column, kind in zip(values, kinds.values(), strict=True)
    ]
    return own.table(arrays, names=list(kinds))


def _type(library: Any, kind: ColumnKind) -> Any:
    types: dict[ColumnKind, Callable[[], Any]] = {
        "text": library.string,
        "whole": library.int64,
        "double": library.float64,
        "money": lambda: library.decimal128(18, 2),
    }
    return types[kind]()


def _converted(values: Sequence[Any], kind: ColumnKind) -> Sequence[Any]:
    """Amounts as decimals; all else as it is."""
    if kind != "money":
        return values
    return [None if fen is None else Decimal(fen).scaleb(-2) for fen in values]


def arrow() -> Any:
    """pyarrow; raises PerfError without it."""
    try:
        import pyarrow
    except ImportError:
        raise missing_extra("pyarrow") from None
    return pyarrow


def require_arrow() -> None:
    """Raise PerfError without pyarrow, which takes long to load where nothing is to be written."""
    if importlib.util.find_spec("pyarrow") is None:
        raise missing_extra("pyarrow")


def parquet() -> Any:
    """The part of pyarrow that knows Parquet."""
    import pyarrow.parquet

    return pyarrow.parquet


def missing_extra(library: str) -> PerfError:
    """The error for who asks for a lake without what it takes."""
    return PerfError(
        _("a lake needs the extra `lake`, which is not installed ({library} is missing)").format(library=library),
        hint=_('Install it with: python -m pip install "perfcli[lake]"'),
    )
