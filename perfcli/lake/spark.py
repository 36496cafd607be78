"""Spark over a lake: its tables as views of one session, and statements that can read them and nothing else."""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame
from sqlglot import exp

from perfcli.errors import PerfError
from perfcli.i18n import get_locale
from perfcli.i18n import gettext as _
from perfcli.lake.extent import Extent
from perfcli.lake.manifest import Columns, Manifest
from perfcli.lake.spark_guard import one_select, require_reading
from perfcli.lake.spark_reasons import refuse_spark
from perfcli.lake.spark_session import Choice, session
from perfcli.lake.spark_sql import changed, names_of, translated, written
from perfcli.relations import LINEAGE, OWN, ColumnKind, Relation

TYPES: dict[ColumnKind, str] = {"text": "STRING", "whole": "BIGINT", "double": "DOUBLE", "money": "DECIMAL(18, 2)"}

_BATCH = 1024


class SparkLake:
    """A look at a lake by Spark: see `perfcli.lake.engine.Lake`."""

    def __init__(
        self, root: Path, manifest: Manifest, relations: Collection[Relation], extent: Extent, choice: Choice
    ) -> None:
        """Raises PerfError for a Spark that cannot be had."""
        self._session = session(choice)
        self._root = root.resolve()
        self._manifest = manifest
        self._extent = extent
        self._locale = get_locale()
        self._schema: dict[str, dict[str, ColumnKind]] = {}
        self._unread: dict[str, Relation] = {}
        self._parts: dict[str, DataFrame] = {}
        self._condition: tuple[str, Mapping[str, Sequence[str]]] | None = None
        lineage: dict[str, ColumnKind] = dict.fromkeys(LINEAGE, "text")
        for relation in relations:
            for name, columns in ((relation.name, relation.columns), (OWN + relation.name, relation.all_columns)):
                self._schema[name] = columns | lineage
                self._unread[name] = relation

    def __enter__(self) -> SparkLake:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget the views; Spark stays for the next look."""
        for name in self._schema.keys() - self._unread.keys():
            self._session.catalog.dropTempView(name)
        self._schema = {}

    def interrupt(self) -> None:
        """Let Spark end what it is at; from another thread."""
        self._session.sparkContext.cancelAllJobs()

    def require_memory(self) -> None:
        """Spark's own processes have bounds of their own."""

    def clock(self) -> float:
        """Seconds that went by: what others compute for us cannot be counted here."""
        return time.monotonic()

    def rows(self, text: str, values: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a statement of our own."""
        with self._asking(*self._meant(text)):
            return [tuple(row) for row in self._in_parts(text, values or {}).collect()]

    def each(self, text: str) -> Iterator[tuple[Any, ...]]:
        """The same, a few at a time.

        By `rdd`, as Spark never forgets the jobs, nor with them the tables sent to joins, of an iterator without.
        """
        with self._asking(*self._meant(text)):
            for row in self._in_parts(text, {}).rdd.toLocalIterator():
                yield tuple(row)

    def answer(self, text: str, values: Mapping[str, object], tables: Mapping[str, Sequence[str]]) -> Generator[Any]:
        """The names of the columns of a user's SELECT, then its rows in batches; raises PerfError."""
        tree = one_select(text)
        require_reading(tree, text, tables, values)
        with self._asking(text, tables):
            found = self._asked(tree, values)
            yield _names(names_of(tree), found.columns)
            batch: list[tuple[Any, ...]] = []
            for row in _values(found):
                batch.append(row)
                if len(batch) == _BATCH:
                    yield batch
                    batch = []
            if batch:
                yield batch

    def read_condition(self, view: str, where: str, tables: Mapping[str, Sequence[str]]) -> None:
        """Raise PerfError for a condition of a user's that this view's columns do not make sense of."""
        self._condition = (where, tables)
        text = f"SELECT 1 FROM {view} WHERE (\n{where}\n)"
        tree = one_select(text, first_line=2)
        known = {**tables, view: tuple(self._schema[view])}
        require_reading(tree, text, known, (), first_line=2)
        with self._asking(text, tables, first_line=2):
            self._asked(tree, {}).schema  # noqa: B018  # makes Spark look at it

    def _meant(self, text: str) -> tuple[str, Mapping[str, Sequence[str]]]:
        """What an error about values is about: a user's condition in a statement of our own, else this."""
        return self._condition or (text, {})

    def keep(self, table: str, columns: Mapping[str, ColumnKind], rows: Sequence[tuple[object, ...]]) -> None:
        """Have a table of these rows beside the lake's own, as long as this is open."""
        schema = ", ".join(f"`{name}` {TYPES[kind]}" for name, kind in columns.items())
        self._schema[table] = dict(columns)
        self._session.createDataFrame(list(rows), schema).createOrReplaceTempView(table)

    def define(self, view: str, text: str) -> None:
        """Have a statement of our own as a table."""
        self._asked(one_select(text), {}).createOrReplaceTempView(view)
        self._schema[view] = {}

    @contextmanager
    def _asking(
        self, text: str, tables: Mapping[str, Sequence[str]] | None = None, first_line: int = 1
    ) -> Iterator[None]:
        """Say in our words what Spark says meanwhile, then let it forget the statement.

        Java keeps what Python has a handle of, with a statement's whole plan. Handles refer to themselves, so that the
        collector alone lets go of them, and that counts objects of Python: it would come too late for Java's memory.
        """
        try:
            yield
        except (PySparkException, Py4JError) as error:
            refuse_spark(error, text, tables or {}, first_line)
        finally:
            with suppress(PySparkException, Py4JError, OSError):
                for name, part in self._parts.items():
                    self._session.catalog.dropTempView(name)
                    part.unpersist()
            self._parts = {}
            gc.collect()

    def _in_parts(self, text: str, values: Mapping[str, object]) -> DataFrame:
        """What a statement of our own gives, the parts of its WITH found once.

        Spark puts a part wherever it is named: named twice in each of five parts it is planned and computed 32 times.
        """
        tree = one_select(text)
        self._make_ready(tree)
        return self._without_parts(changed(tree, self._schema, values), values)

    def _without_parts(self, tree: exp.Expr, values: Mapping[str, object]) -> DataFrame:
        named = Counter(table.name for table in tree.find_all(exp.Table))
        for part in _taken_out(tree):
            found = self._without_parts(part.this, values)
            self._parts[part.alias] = found.persist() if named[part.alias] > 1 else found
            found.createOrReplaceTempView(part.alias)
        return self._session.sql(written(tree), _arguments(tree, values))

    def _asked(self, tree: exp.Query, values: Mapping[str, object]) -> DataFrame:
        """What a statement gives."""
        self._make_ready(tree)
        return self._session.sql(translated(tree, self._schema, values), _arguments(tree, values))

    def _make_ready(self, tree: exp.Query) -> None:
        """Have the tables that a statement names as views."""
        for name in {table.name.lower() for table in tree.find_all(exp.Table)} & self._unread.keys():
            relation = self._unread.pop(name)
            is_own = name.startswith(OWN)
            columns = (
                f"{f'`{column}`' if is_own else relation.spoken(column, self._locale)} AS `{column}`"
                for column in self._schema[name]
            )
            self._rows_of(relation).selectExpr(*columns).createOrReplaceTempView(name)

    def _rows_of(self, relation: Relation) -> DataFrame:
        """A table's rows, whatever columns its files were written with."""
        found: DataFrame | None = None
        for columns, paths in self._manifest.files_of(relation, self._extent.divisions, self._extent.years):
            read = self._read(relation, columns, paths)
            found = read if found is None else found.unionAll(read)
        return self._nothing(relation) if found is None else found

    def _read(self, relation: Relation, columns: Columns, paths: Sequence[str]) -> DataFrame:
        kinds = {name: kind for name, kind in columns.items() if name != "year"}
        schema = [f"`{name}` {TYPES[kind]}" for name, kind in kinds.items()]
        schema += [f"`{name}` STRING" for name in LINEAGE if name != "division"]
        schema += ["`year` INT"] * relation.is_by_year + ["`division` STRING"]
        reader = self._session.read.schema(", ".join(schema))
        reader = reader.option("basePath", f"{_url(self._root)}/{relation.name}").option("__globPaths__", "false")
        files = reader.parquet(*(f"{_url(self._root)}/{path}" for path in paths))
        return files.selectExpr(*_chosen(relation, columns))

    def _nothing(self, relation: Relation) -> DataFrame:
        return self._session.range(0).selectExpr(*_chosen(relation, {}, lineage=False))


def _values(found: DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows of an answer; raises PerfError for days and times that Python has no value for."""
    try:
        for row in found.rdd.toLocalIterator(prefetchPartitions=True):
            yield tuple(row)
    except PySparkException:
        raise
    except (OverflowError, ValueError) as error:
        reason = _("a value is out of bounds: {reason}").format(reason=error)
        raise PerfError(
            _("the statement cannot be run: {reason}").format(reason=reason),
            hint=_("Leave --engine spark out: DuckDB knows more."),
        ) from None


def _taken_out(tree: exp.Expr) -> list[exp.CTE]:
    """The parts of a statement's WITH, which the statement is left without."""
    found = tree.args.get("with_")
    return list(found.pop().expressions) if found else []


def _chosen(relation: Relation, columns: Columns, *, lineage: bool = True) -> list[str]:
    """The columns of a table, null where the files have none of that name."""
    chosen = [
        f"CAST({f'`{name}`' if name in columns else 'NULL'} AS {TYPES[kind]}) AS `{name}`"
        for name, kind in relation.all_columns.items()
    ]
    return chosen + [f"{f'`{name}`' if lineage else 'CAST(NULL AS STRING)'} AS `{name}`" for name in LINEAGE]


def _url(root: Path) -> str:
    """A folder as Hadoop names it: no sign of it is spelled otherwise."""
    path = root.as_posix()
    return f"file://{path}" if path.startswith("/") else f"file:///{path}"


def _names(ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """What the columns are called: as they are written, but behind a star as Spark has them."""
    return tuple(ours) if len(ours) == len(theirs) and "*" not in ours else tuple(theirs)


def _arguments(tree: Any, values: Mapping[str, object]) -> dict[str, Any] | None:
    return {name: values[name] for name in {one.name for one in tree.find_all(exp.Placeholder)}} or None
