"""How what a query sees as one table is got out of the tables of the index."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class View(msgspec.Struct, frozen=True):
    """What a query sees as one table: where its rows come from, and each column with how it is got, once for all."""

    source: str
    columns: dict[str, str]
    joined: str = ""
    """The source for an engine that has no order of keys to look rows up by, where it is another one."""

    def select(self, names: Iterable[str] = ()) -> str:
        """The statement that gives these columns, all of them where none is named."""
        chosen = ", ".join(f'{self.columns[name]} AS "{name}"' for name in names or self.columns)
        return f"SELECT {chosen} FROM {self.source}"


def plain(alias: str, *names: str) -> dict[str, str]:
    """Columns that are called as the index calls them."""
    return {name: f"{alias}.{name}" for name in names}


def yuan(alias: str, *names: str) -> dict[str, str]:
    """Amounts in 元, cast so that they compare as numbers with a text such as '240000.00'."""
    return {name: f"CAST({alias}.{name}_fen / 100.0 AS REAL)" for name in names}


def numbers(alias: str, *names: str) -> dict[str, str]:
    """Numbers that the index keeps as they are written."""
    return {name: f"CAST({alias}.{name} AS REAL)" for name in names}
