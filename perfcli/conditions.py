"""What filters ask of rows, in SQL that every engine reads alike: one meaning, whatever the tables are called.

A row has its name in `name` and, where that differs, as comparisons see it in `folded`.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from perfcli.select import Selection, fold

_MOST = (1 << 63) - 1


class Conditions(msgspec.Struct):
    """Conditions that all have to hold, and the values of their parameters, by name."""

    texts: list[str] = msgspec.field(default_factory=list)
    values: dict[str, object] = msgspec.field(default_factory=dict)

    @property
    def text(self) -> str:
        """The conditions as one."""
        return " AND ".join(self.texts) or "1 = 1"

    def add(self, text: str, **values: object) -> None:
        """One more condition."""
        self.texts.append(text)
        self.values |= values

    def begins(self, column: str, prefix: str) -> None:
        """A code begins so, where a beginning is asked for."""
        if prefix:
            self.add(f"substr({column}, 1, {len(prefix)}) = $code", code=prefix)

    def says(self, alias: str, parameter: str, text: str) -> None:
        """The name of a row contains a text as comparisons see it, where one is asked for."""
        if text:
            self.add(f"instr(coalesce({alias}.folded, {alias}.name), ${parameter}) > 0", **{parameter: fold(text)})

    def equals(self, column: str, parameter: str, wanted: str) -> None:
        """A column is just this, where one is asked for."""
        if wanted:
            self.add(f"{column} = ${parameter}", **{parameter: wanted})

    def within(self, column: str, selection: Selection) -> None:
        """An amount in whole 分 lies within the bounds in 元, both ends included."""
        self._bound(f"{column} >= $least", "least", selection.min_budget)
        self._bound(f"{column} <= $most", "most", selection.max_budget)

    def _bound(self, text: str, parameter: str, amount: Decimal | None) -> None:
        if amount is not None:
            self.add(text, **{parameter: max(-_MOST, min(int(amount * 100), _MOST))})

    def among_years(self, column: str, years: Iterable[int]) -> None:
        """A year is one of these, where any are asked for; one that no folder is called is none of any row."""
        values: dict[str, object] = {f"year_{at}": one for at, one in enumerate(storable_years(years))}
        if values:
            self.add(f"{column} IN ({', '.join(f'${name}' for name in values)})", **values)


def storable_years(years: Iterable[int]) -> tuple[int, ...]:
    """Years as every engine can compare them: what no folder is called is -1, which no row has."""
    return tuple(year if 0 <= year <= 9999 else -1 for year in years)
