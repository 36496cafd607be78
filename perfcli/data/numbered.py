"""Rows that belong to those of another table by their numbers: details of an indicator, indicators of a function.

A number orders too. A workbook keeps the one that a row had when it was written, and so a row that was moved keeps what
belongs to it: a number that was not typed over means the row that had it, any other the row that has it.
"""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal

from perfcli.data.row_numbers import row_number
from perfcli.formats.tables import CellValue, Number

OF_TABLE = {"details": "indicators", "overall_details": "overall_indicators", "function_indicators": "functions"}
"""The table whose rows those of another belong to."""

_NONE = Decimal(-1)
Owner = tuple[str, Hashable]
"""A table, and whose rows of it are meant."""


class NumberedRows:
    """The rows of all numbered tables: where each stands, and which number it had."""

    def __init__(self) -> None:
        self._rows: dict[Owner, list[tuple[Decimal, Decimal]]] = {}

    def add(self, owner: Owner, place: CellValue, kept: CellValue) -> None:
        """Add a row by its place among those of its owner and the number that it had, empty where none is kept."""
        self._rows.setdefault(owner, []).append((row_number(place), row_number(kept)))

    def place(self, owner: Owner, cell: CellValue, kept: CellValue) -> Number | None:
        """The place of the row that a number means, which was `kept` when the workbook was written; None for none."""
        rows, number = self._rows.get(owner, []), row_number(cell)
        if number == _NONE:
            return None
        if number == row_number(kept) and any(had != _NONE for _place, had in rows):
            found = [place for place, had in rows if had == number]
        else:
            found = [place for place, _had in rows if place == number]
        place = number if number in found else next(iter(found), None)
        return None if place is None else Number(place, f"{place}", f"{place}")

    def has_unnumbered(self, owner: Owner) -> bool:
        """Whether some row of an owner has no number of its own, and none is kept."""
        return any(place != place.to_integral_value() and had == _NONE for place, had in self._rows.get(owner, []))
