"""Rows of a list that sum up others: whether they agree with them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

import msgspec

from perfcli.exact import Money

Amounts = Mapping[str, Decimal]

_AROUND = 20
"""How many other rows of sums a group of rows may reach back or on to."""

_LAST = 10**9
_ZERO = Decimal(0)


class Disagreement(NamedTuple):
    """A row of sums that no rows make: what it says and what those before it make, of one amount."""

    row: int
    key: str
    said: Decimal
    made: Decimal


class Totals(msgspec.Struct):
    """The amounts of a list in the order of its rows, each project's once, and the rows of sums among them."""

    _rows: list[tuple[int, Amounts]] = msgspec.field(default_factory=list)
    _sums: list[tuple[int, Amounts]] = msgspec.field(default_factory=list)
    _counted: set[tuple[object, str]] = msgspec.field(default_factory=set)

    def count(self, number: int, project: object, amounts: Amounts) -> None:
        """Add the amounts of a project's row, those of them that no row before said."""
        new = {key: amount for key, amount in amounts.items() if (project, key) not in self._counted}
        self._counted |= {(project, key) for key in new}
        if new:
            self._rows.append((number, new))

    def sum_up(self, number: int, amounts: Mapping[str, Money]) -> None:
        """Add a row of sums."""
        if amounts:
            self._sums.append((number, amounts))

    def disagreements(self) -> Iterator[Disagreement]:
        """The rows of sums that are neither those of all rows nor of the rows between them and another one."""
        numbers = [number for number, _amounts in self._sums]
        made = _Made(self._rows)
        for at, (number, said) in enumerate(self._sums):
            before = numbers[max(0, at - _AROUND) : at]
            after = numbers[at + 1 : at + 1 + _AROUND]
            ranges = [(begin, number) for begin in (0, *before)] + [(number, end) for end in (*after, _LAST)]
            if not any(made.agrees(begin, end, said) for begin, end in [(0, _LAST), *ranges]):
                begin, end = ranges[len(before)] if made.has_rows(*ranges[len(before)]) else (0, _LAST)
                for key, amount in said.items():
                    if made.sum(begin, end, key) != amount:
                        yield Disagreement(number, key, amount, made.sum(begin, end, key))
                        break


class _Made:
    """Sums over ranges of rows."""

    def __init__(self, rows: Sequence[tuple[int, Amounts]]) -> None:
        self._numbers = [number for number, _amounts in rows]
        keys = {key for _number, amounts in rows for key in amounts}
        self._upto = {
            key: list(accumulate((amounts.get(key, _ZERO) for _number, amounts in rows), initial=_ZERO)) for key in keys
        }

    def _places(self, begin: int, end: int) -> tuple[int, int]:
        return bisect_right(self._numbers, begin), bisect_left(self._numbers, end)

    def has_rows(self, begin: int, end: int) -> bool:
        """Whether there are rows between these two."""
        first, last = self._places(begin, end)
        return first < last

    def sum(self, begin: int, end: int, key: str) -> Decimal:
        """What the rows between these two make."""
        first, last = self._places(begin, end)
        upto = self._upto.get(key)
        return upto[last] - upto[first] if upto and first < last else _ZERO

    def agrees(self, begin: int, end: int, said: Amounts) -> bool:
        """Whether the rows between these two make what is said."""
        return all(self.sum(begin, end, key) == amount for key, amount in said.items())
