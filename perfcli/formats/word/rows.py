"""A row of a Word table -> its cells on the table's grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from perfcli.formats.grid import GridCell, GridRow
from perfcli.formats.word.numbering import children, local, value
from perfcli.formats.word.text import Reader

_INSIDE = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "AlternateContent", "Choice"))
_MOST_COLUMNS = 1000


def is_deleted(paragraph: Element) -> bool:
    """Whether the mark at a paragraph's end is deleted, so that the next one goes on with it."""
    for properties in children(paragraph, "pPr"):
        for marks in children(properties, "rPr"):
            return any(local(mark) in ("del", "moveFrom") for mark in marks)
    return False


IsOwn = Callable[[GridRow], bool]
"""Whether a row shows that a table inside a cell stands for itself; any other is text of its cell."""


def grid_rows(row: Element, reader: Reader, is_own: IsOwn) -> Iterator[GridRow]:
    """The row; a table inside one of its cells that stands for itself gives its rows instead."""
    properties = next(iter(children(row, "trPr")), None)
    if properties is not None and any(local(mark) in ("del", "moveFrom") for mark in properties):
        reader.passed["deleted"] += 1
        return
    at = _skipped(properties)
    cells: list[GridCell] = []
    inner: list[GridRow] = []
    for cell in _inside(row, "tc"):
        properties = next(iter(children(cell, "tcPr")), None)
        said = {local(mark): mark for mark in properties} if properties is not None else {}
        if "cellDel" in said:
            continue
        span = min(max(_number(said["gridSpan"]), 1), _MOST_COLUMNS) if "gridSpan" in said else 1
        text, nested = _content(cell, reader, is_own)
        inner += nested
        goes_on = _goes_on(said.get("vMerge"))
        if "hMerge" not in said or not _goes_on(said["hMerge"]):
            cells.append(GridCell("" if goes_on else text, at, at + span, goes_on))
        at += span
    if cells and (not inner or any(cell.text.strip() for cell in cells)):
        yield GridRow(0, tuple(cells))
    yield from inner


def _skipped(properties: Element | None) -> int:
    """How many columns of the grid a row leaves free at its start."""
    marks = children(properties, "gridBefore") if properties is not None else []
    return min(_number(marks[0]), _MOST_COLUMNS) if marks else 0


def _goes_on(mark: Element | None) -> bool:
    return mark is not None and value(mark) != "restart"


def _content(cell: Element, reader: Reader, is_own: IsOwn) -> tuple[str, list[GridRow]]:
    """The text of a cell, and the rows of a table inside it that stands for itself."""
    lines: list[str] = []
    inner: list[GridRow] = []
    joins = False
    for part in _blocks(cell):
        if local(part) == "p":
            text = reader.paragraph(part)
            lines[-1:] = [lines[-1] + text] if joins and lines else [*lines[-1:], text]
            joins = is_deleted(part)
        else:
            rows = [found for row in _inside(part, "tr") for found in grid_rows(row, reader, is_own)]
            if any(map(is_own, rows)):
                inner += rows
            else:
                lines += [" ".join(filter(None, (cell.text.strip() for cell in row.cells))) for row in rows]
    return "\n".join(lines), inner


def _blocks(element: Element) -> Iterator[Element]:
    for child in element:
        if local(child) in ("p", "tbl"):
            yield child
        elif local(child) in _INSIDE:
            yield from _blocks(child)


def _inside(element: Element, name: str) -> Iterator[Element]:
    """The children of a name, also those in elements that only mark them."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in _INSIDE:
            yield from _inside(child, name)


def _number(mark: Element) -> int:
    text = value(mark)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
