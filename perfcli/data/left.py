"""What tables hold that could not be placed, with its sheet, row and column, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from perfcli.formats.leftovers import Leftover
from perfcli.formats.tables import CellValue, Table, as_text, column_name
from perfcli.formats.xml_parts import too_large
from perfcli.i18n import gettext as _

MOST_LEFTOVERS = 100_000
"""Places of a source that may be left over: one with more is no list."""

_LONGEST = 200


class Left(msgspec.Struct):
    """Leftovers and notes of all tables of a source, in their order."""

    leftovers: list[Leftover] = msgspec.field(default_factory=list)
    notes: list[str] = msgspec.field(default_factory=list)

    def row(self, table: Table, number: int, cells: Iterable[CellValue], reason: str, *, is_note: bool = False) -> None:
        """Leave what these cells of a row hold; raises PerfError for more than any list leaves over."""
        where = _("{sheet}, row {row}").format(sheet=table.name, row=number)
        self._add(where, " | ".join(_shown(cells)), reason, is_note=is_note)

    def cell(self, table: Table, number: int, column: int, text: str, reason: str) -> None:
        """Leave what one cell holds."""
        where = _("{sheet}, row {row}, column {column}")
        self._add(where.format(sheet=table.name, row=number, column=column_name(column)), text, reason)

    def rows(self, table: Table, reason: str) -> None:
        """Leave a whole table, its first row shown."""
        shown = [(line.number, text) for line in table.lines if (text := " | ".join(_shown(line.cells)))]
        if shown:
            where = _("{sheet}, rows {first} to {last}") if len(shown) > 1 else _("{sheet}, row {first}")
            self._add(where.format(sheet=table.name, first=shown[0][0], last=shown[-1][0]), shown[0][1], reason)

    def strays(self, table: Table) -> None:
        """Leave what stands in a sheet beside its table."""
        for stray in table.strays:
            if stray.column is None:
                self.row(table, stray.row, [stray.text], stray.reason)
            else:
                self.cell(table, stray.row, stray.column, stray.text, stray.reason)

    def text(self, where: str, text: str, reason: str) -> None:
        """Leave a text that its place names better than a row."""
        self._add(where, text, reason)

    def note(self, table: Table, said: str) -> None:
        """Say something of a table."""
        self.notes.append(f"{table.name}: {said}")

    def _add(self, where: str, text: str, reason: str, *, is_note: bool = False) -> None:
        shown = " ".join(text[: 4 * _LONGEST].split())[:_LONGEST]
        if shown:
            if len(self.leftovers) >= MOST_LEFTOVERS:
                raise too_large()
            self.leftovers.append(Leftover(len(self.leftovers) + 1, shown, reason, where, is_note))


def _shown(cells: Iterable[CellValue]) -> list[str]:
    return [shown for cell in cells if (shown := " ".join(as_text(cell)[: 4 * _LONGEST].split()))]
