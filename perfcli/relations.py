"""Tables by their columns, whatever holds them: what SQLite's views, a lake's files and an exported database share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import msgspec

ColumnKind = Literal["text", "whole", "double", "money"]
"""What a column holds: `money` is 元 with two decimals, its values given as whole 分."""

OWN = "own_"
"""What the views of a lake with hidden columns too are called before their table's name, for our own statements."""

LINEAGE = ("division", "repository", "commit")
"""What a lake knows of a row besides its table's own columns: whose it is, and what it was read from."""


PROJECT_KEY = ("year", "unit", "code")
"""What tells the projects of a repository apart."""
_FUNCTION = ("year", "department", "unit")

KEYS: dict[str, tuple[str, ...]] = {
    "projects": PROJECT_KEY,
    "indicators": (*PROJECT_KEY, "number"),
    "goals": (*PROJECT_KEY, "term", "number"),
    "spending_plan": (*PROJECT_KEY, "month"),
    "departments": ("code",),
    "department_goals": _FUNCTION,
    "functions": (*_FUNCTION, "number"),
    "function_indicators": (*_FUNCTION, "function", "number"),
}
"""What tells the rows of a table apart, where its columns do."""

OF_PROJECTS = ("indicators", "goals", "spending_plan", "details", "sources")
"""Tables whose rows belong to a row of projects."""

LEFT_OUT = ("problems", "findings")
"""What is in no exported database: where files cannot be read nothing is exported."""


def in_language(column: str, locale: str) -> str:
    """The hidden column that has the texts of another in a language."""
    return f"{column}_{locale}"


class Relation(msgspec.Struct, frozen=True):
    """A table: its columns with what they hold, those that `SELECT *` leaves out behind the others."""

    name: str
    columns: dict[str, ColumnKind]
    hidden: dict[str, ColumnKind] = {}
    is_mixed: bool = False
    """Whether its rows are of a budget year or of none."""

    @property
    def is_by_year(self) -> bool:
        """Whether its rows are of a budget year each, so that they lie by years."""
        return "year" in self.columns and not self.is_mixed

    def spoken(self, column: str, locale: str) -> str:
        """How a column is asked for so that it speaks a language, where it is kept in several."""
        other = in_language(column, locale)
        return f'coalesce("{other}", "{column}")' if other in self.hidden else f'"{column}"'

    @property
    def all_columns(self) -> dict[str, ColumnKind]:
        """The columns and those that are left out."""
        return self.columns | self.hidden


class Repeated(NamedTuple):
    """Rows of which many end alike: the number that each begins with, the endings, and the place of each one's."""

    numbers: Sequence[int]
    endings: Sequence[tuple[Any, ...]]
    places: Sequence[int]


class Question(msgspec.Struct, frozen=True):
    """How a public table is asked of the tables that files fill, in words that every engine knows.

    Each of its rows is made of one of `table`, for which `alias` stands. `columns` say how each is got, amounts as
    whole 分, `order` how they lie where they do not as the rows of `table` do.
    """

    table: str
    alias: str
    columns: dict[str, str]
    source: str
    order: list[str]
