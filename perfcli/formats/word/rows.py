"""A row of a Word table -> its cells on the table's grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from msgspec.structs import replace

from perfcli.formats.grid import GridCell, GridRow
from perfcli.formats.word.elements import by_name, child, chosen, integer, is_on, is_prompting, local, value
from perfcli.formats.word.text import Reader
from perfcli.formats.word.unread import Unread
from perfcli.formats.xml_parts import too_large
from perfcli.i18n import gettext as _

_INSIDE = frozenset(("sdtContent", "customXml", "ins", "moveTo", "smartTag", "Choice", "Fallback"))
_PROPERTIES = frozenset(("tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr"))
_MOST_COLUMNS = 1000
_MOST_CELLS = 200
"""Cells of one row; Word itself has no more than 63."""

IsOwn = Callable[[GridRow], bool]
"""Whether a row shows that a table inside a cell stands for itself; any other is text of its cell."""


class TableRows:
    """Reads the rows of one table in their order: a merged cell goes on where one began above it."""

    def __init__(self, reader: Reader, is_own: IsOwn) -> None:
        self._reader, self._is_own = reader, is_own
        self._merged: set[int] = set()
        """Where cells of the row above begin that may go on in the next one."""

    def read(self, row: Element) -> Iterator[GridRow]:
        """The row; a table inside one of its cells that stands for itself gives its rows instead."""
        properties = child(row, "trPr")
        if self._is_passed(row, properties):
            return
        at = min(integer(value(child(properties, "gridBefore"))), _MOST_COLUMNS)
        cells: list[GridCell] = []
        inner: list[GridRow] = []
        merged: set[int] = set()
        for cell, said in self._cells(row):
            span = min(max(integer(value(said["gridSpan"])), 1), _MOST_COLUMNS) if "gridSpan" in said else 1
            before = self._passed()
            text, nested = self._content(cell)
            inner += nested
            is_merged = "vMerge" in said or "cellMerge" in said
            down = is_merged and self._goes_down(said, at, text)
            along = bool(cells) and _goes_on(said.get("hMerge"))
            if (down or along) and text.strip():
                reason = _("text in a cell that is merged into another, where it does not show")
                self._reader.unread += [Unread(line, reason) for line in text.split("\n") if line.strip()]
            if along:
                cells[-1] = replace(cells[-1], right=at + span)
            else:
                unread = "" if text.strip() or down else self._unread_since(before)
                cells.append(GridCell("" if down else text, at, at + span, down, unread))
            if is_merged:
                merged.add(at)
            at += span
        self._merged = merged
        if cells and (not inner or any(cell.text.strip() for cell in cells)):
            yield GridRow(0, tuple(cells))
        yield from inner

    def _is_passed(self, row: Element, properties: Element | None) -> bool:
        """Whether a row was deleted or is hidden; it is counted then."""
        marks = by_name(properties)
        deleted = "del" in marks or "moveFrom" in marks
        if not deleted and not is_on(marks.get("hidden")):
            return False
        self._reader.seen.extend(row.iter())
        self._reader.passed["deleted" if deleted else "hidden"] += 1
        return True

    def _cells(self, row: Element) -> Iterator[tuple[Element, dict[str, Element]]]:
        """The cells of a row with their properties, without those that were deleted."""
        for count, cell in enumerate(inside(self._reader, row, "tc")):
            if count >= _MOST_CELLS:
                raise too_large()
            said = by_name(child(cell, "tcPr"))
            if "cellDel" not in said:
                yield cell, said
                continue
            self._reader.seen.extend(cell.iter())
            self._reader.passed["deleted"] += 1

    def _goes_down(self, said: dict[str, Element], at: int, text: str) -> bool:
        """Whether a cell goes on from the one above; one with text that has none above shows it."""
        tracked = value(said.get("cellMerge"), "vMerge")
        goes_on = tracked == "cont" if tracked else _goes_on(said.get("vMerge"))
        return goes_on and (at in self._merged or not text.strip())

    def _passed(self) -> tuple[int, int, int]:
        """How much was passed over so far: what is struck out, what is hidden, what is named."""
        passed = self._reader.passed
        return passed["struck"], passed["hidden"], len(self._reader.unread)

    def _unread_since(self, before: tuple[int, int, int]) -> str:
        """Why a cell without a text may hold one all the same, by what was passed over in it; empty for no reason."""
        struck, hidden, named = before
        if self._reader.passed["struck"] > struck:
            return _("struck through")
        if self._reader.passed["hidden"] > hidden:
            return _("hidden text")
        return self._reader.unread[named].reason if len(self._reader.unread) > named else ""

    def _content(self, cell: Element) -> tuple[str, list[GridRow]]:
        """The text of a cell, and the rows of a table inside it that stands for itself."""
        lines: list[str] = []
        inner: list[GridRow] = []
        joins = ""
        outer = self._reader.fields.enter(cell)
        for part in inside(self._reader, cell, "p", "tbl"):
            if local(part) == "p":
                text = self._reader.paragraph(part, joins)
                joins = text if self._reader.joins_next else ""
                lines += [] if joins else [text]
                continue
            rows = list(table_rows(part, self._reader, self._is_own))
            if any(map(self._is_own, rows)):
                inner += rows
            else:
                lines += [" ".join(filter(None, (cell.text.strip() for cell in row.cells))) for row in rows]
        self._reader.fields.leave(outer)
        return "\n".join([*lines, joins] if joins else lines), inner


def table_rows(table: Element, reader: Reader, is_own: IsOwn) -> Iterator[GridRow]:
    """The rows of a table that is held whole."""
    rows = TableRows(reader, is_own)
    for row in inside(reader, table, "tr"):
        yield from rows.read(row)


def inside(reader: Reader, element: Element, *names: str) -> Iterator[Element]:
    """The children of these names, also those in elements that only mark them; others are told to the reader."""
    for item in element:
        name = local(item)
        if name in names:
            yield item
        elif name == "sdt":
            yield from _in_control(reader, item, *names)
        elif name == "AlternateContent":
            shown = chosen(item)
            for other in item:
                if other is not shown:
                    reader.seen.extend(other.iter())
            if shown is not None:
                yield from inside(reader, shown, *names)
        elif name in _INSIDE:
            yield from inside(reader, item, *names)
        elif name not in _PROPERTIES:
            reader.unknown(item)


def _in_control(reader: Reader, control: Element, *names: str) -> Iterator[Element]:
    content = child(control, "sdtContent")
    if content is None:
        return
    empty = is_prompting(control)
    reader.prompting += empty
    yield from inside(reader, content, *names)
    reader.prompting -= empty


def _goes_on(mark: Element | None) -> bool:
    return mark is not None and value(mark) != "restart"
