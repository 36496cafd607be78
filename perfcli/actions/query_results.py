"""What comes out of a query, whatever answers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import inf, isinf
from sys import getsizeof

import msgspec

from perfcli.errors import Problem
from perfcli.index.catalogue import Origin
from perfcli.index.explaining import out_of_memory
from perfcli.select import Row

_CENT = Decimal("0.01")
_DIGITS = 15
"""Digits of a number that a double holds whatever they are."""

_RENDERED = 6
"""How many times the size of its values a row takes as cells, wrapped, padded and joined."""


class ResultColumn(msgspec.Struct, frozen=True):
    """A column of a result: its key, unlike all others, and which column of a table it is, None where it is none."""

    key: str
    origin: Origin | None


class Result(msgspec.Struct, frozen=True):
    """The rows of a query, in batches as they are read, and what is wrong with the files that had to be left out."""

    columns: tuple[ResultColumn, ...]
    batches: Iterator[list[Row]]
    problems: tuple[Problem, ...]
    memory: int
    """Megabytes that all rows together may take, 0 for no limit."""

    def rows(self) -> list[Row]:
        """All rows at once; raises SystemFailure where they take more memory than they may."""
        rows: list[Row] = []
        size = 0
        for batch in self.batches:
            rows += batch
            size += sum(getsizeof(value) for row in batch for value in row.values()) * _RENDERED
            if self.memory and size > self.memory * 1_000_000:
                raise out_of_memory()
        return rows


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """The names of columns, a second one of a name with the first number behind it that makes it unlike all others."""
    taken = set(names)
    seen: set[str] = set()
    distinct = []
    for name in names:
        key, number = name, 1
        while key in seen or (number > 1 and key in taken):
            number += 1
            key = f"{name}_{number}"
        seen.add(key)
        distinct.append(key)
    return tuple(distinct)


def shown_value(value: object, *, is_amount: bool) -> object:
    """A value as it is written out: a double has 15 digits, an amount in 元 two decimals, bytes are hexadecimal.

    What is beyond all numbers is the text `Infinity`, for JSON has no number for it.
    """
    if isinstance(value, float):
        if isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        if is_amount:
            return Decimal(repr(value)).quantize(_CENT)
        rounded = float(f"{value:.{_DIGITS}g}")
        return value if abs(rounded) == inf else rounded
    return value.hex() if isinstance(value, bytes) else value
