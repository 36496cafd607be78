"""A user's condition within our own statements over DuckDB: whose fault an error is, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from perfcli.lake.reasons import read, refuse_condition

_OF_VALUES = frozenset({"Conversion", "Out of Range", "Invalid Input", "Invalid Type", "Mismatch Type", "Syntax"})
"""What DuckDB says of values while it computes with them, and of files whose bytes it cannot make out."""


class Condition(msgspec.Struct, frozen=True):
    """A condition on the rows of a view; `tables` are those that a message may offer, with their columns."""

    view: str
    where: str
    tables: Mapping[str, Sequence[str]]

    def require(self, connection: Any, failure: type[BaseException]) -> None:
        """Raise PerfError where the view's columns do not make sense of it; `failure` is what DuckDB raises."""
        self._try(connection, failure, "EXPLAIN SELECT 1")

    def blame(self, connection: Any, failure: type[BaseException], error: BaseException) -> None:
        """Raise PerfError where an error is its own: it fails by itself, over rows that can be read."""
        if read(str(error)).exception_type not in _OF_VALUES:
            return
        try:
            connection.execute(f"SELECT COUNT(hash(r)) FROM {self.view} r").fetchall()
        except failure:
            return
        self._try(connection, failure, "SELECT COUNT(*)")

    def _try(self, connection: Any, failure: type[BaseException], asked: str) -> None:
        before = f"{asked} FROM {self.view} WHERE (\n"
        try:
            connection.execute(f"{before}{self.where}\n)").fetchall()
        except failure as error:
            refuse_condition(error, self.where, self.tables, len(before))
