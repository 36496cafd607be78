"""The numbers (序号) that order the rows of a list: rows without one, and those of one number."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from decimal import Decimal

from perfcli.formats.tables import CellValue, Number, as_text
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext

_STEP = Decimal("0.0001")
_NONE = Decimal(-1)


def row_number(cell: CellValue) -> Decimal:
    """The number in a cell, -1 of one that has none."""
    if isinstance(cell, Number):
        return cell.value
    text = as_text(cell).strip()
    return Decimal(text) if text.isascii() and text.isdigit() and len(text) < 10 else _NONE


class RowNumbers:
    """The rows of one table after another: what has no number of its own comes behind the row above it."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Start a table."""
        self._last: dict[Hashable, Decimal] = {}
        self._seen: dict[Hashable, set[Decimal]] = {}
        self._doubled = 0
        self._is_unordered = False

    def place(self, cell: CellValue, of: Hashable) -> Number:
        """What orders a row among those of the same list."""
        last, seen = self._last.get(of, Decimal(0)), self._seen.setdefault(of, set())
        number = row_number(cell)
        if number == _NONE:
            number = last + _STEP
        self._is_unordered |= number < last
        self._doubled += number in seen
        while number in seen:
            number += _STEP
        seen.add(number)
        self._last[of] = number
        return Number(number, f"{number}", f"{number}")

    def said(self) -> Iterator[str]:
        """What is to be said of the numbers of the table."""
        if self._is_unordered:
            yield _("the rows are not in the order of their numbers (序号): the numbers decide")
        if self._doubled:
            message = ngettext(
                "{count} row has the number of another row: it is placed after that row",
                "{count} rows have the number of another row: they are placed after that row",
                self._doubled,
            )
            yield message.format(count=self._doubled)
