"""What answers from a lake: one look at its tables, whichever engine has it."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any, Protocol

from perfcli.relations import ColumnKind


class Lake(Protocol):
    """One request's look at a lake as its manifest has it. Close it.

    Statements are as DuckDB takes them, their parameters `$name`; what a user's statement reaches are the lake's tables
    alone. Empty values come first, texts are ordered by code point, whole numbers divided to whole numbers.
    """

    def close(self) -> None:
        """Let go of the lake."""

    def interrupt(self) -> None:
        """End what is being worked at; from another thread."""

    def require_memory(self) -> None:
        """Raise SystemFailure where more memory is taken than may be; from another thread than that of a statement."""

    def clock(self) -> float:
        """Seconds by which a limit of time counts."""

    def rows(self, text: str, values: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a statement of our own."""

    def each(self, text: str) -> Iterator[tuple[Any, ...]]:
        """The same, a few at a time, for a statement with very many; no other may be asked meanwhile."""

    def answer(self, text: str, values: Mapping[str, object], tables: Mapping[str, Sequence[str]]) -> Generator[Any]:
        """The names of the columns of a user's SELECT, then its rows in batches; raises PerfError.

        `tables` are those that it may name, with their columns.
        """

    def read_condition(self, view: str, where: str, tables: Mapping[str, Sequence[str]]) -> None:
        """Raise PerfError for a condition of a user's that this view's columns do not make sense of."""

    def keep(self, table: str, columns: Mapping[str, ColumnKind], rows: Sequence[tuple[object, ...]]) -> None:
        """Have a table of these rows beside the lake's own, as long as this is open."""

    def define(self, view: str, text: str) -> None:
        """Have a statement of our own as a table."""
