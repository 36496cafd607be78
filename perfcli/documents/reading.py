"""Blocks -> the published document: which table a row and which project a heading belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from perfcli.documents.contents import Contents
from perfcli.documents.part_one import PartOne
from perfcli.documents.project_table import TableReading, has_code, read_table, starts_table
from perfcli.documents.published import PublishedDocument
from perfcli.errors import PerfError
from perfcli.formats.blocks import Block, Cell, Paragraph, Row, report
from perfcli.formats.leftovers import Leftover
from perfcli.forms.words.wording import as_seen, heading_of, is_table_title, names_table_of
from perfcli.i18n import gettext as _


class NoDocument(PerfError):
    """A file that is not a published document; it may hold forms."""

    def __init__(self) -> None:
        super().__init__(
            _("This is not a published budget performance document: it has no project's table and no part one."),
            hint=_("Import the text of a 部门预算绩效文本 with its tabs: one starts a cell, an empty line ends a row."),
        )


_LONGEST_HEADING = 4
"""Over how many paragraphs the heading of a table may be wrapped."""


class _Table(msgspec.Struct):
    """The rows of a table, the paragraphs between it and the one before, and those between its rows."""

    before: list[Paragraph]
    rows: list[Row] = msgspec.field(default_factory=list)
    inside: list[Paragraph] = msgspec.field(default_factory=list)


def read_blocks(
    blocks: Iterable[Block], names: Iterable[str] = (), beside: Sequence[Paragraph] = ()
) -> PublishedDocument:
    """The document that these blocks are; every non-empty line is stored, is known structure or is a leftover.

    `names` are those of a department or unit that the cover may show; `beside` is what stands outside of the text,
    such as in boxes: known like a cover's lines, or left over.

    Raises PerfError where there is neither a project's table nor a heading of part one.
    """
    tables, prose, stray = _cut(blocks)
    leftovers = list(report(stray, _("a row outside of any project's table")))
    readings = [read_table(table.rows) for table in tables]
    paragraphs: list[Paragraph] = []
    for table, reading in zip(tables, readings, strict=True):
        kept, unplaced = _headings(table, reading)
        paragraphs.extend(kept)
        leftovers += unplaced
        leftovers += reading.leftovers
    contents = _contents(readings, names)
    leftovers += report((item for item in beside if not contents.holds(item)), _("stands beside the text"))
    inside = (item for table in tables for item in table.inside if not contents.holds(item))
    leftovers += report(inside, _("stands between the rows of a table"))
    part_one = PartOne(contents.holds)
    goals = part_one.read([*paragraphs, *prose])
    if not tables and goals is None:
        raise NoDocument()
    projects = tuple(reading.project for reading in readings if reading.project)
    return PublishedDocument(goals, projects, tuple(sorted([*leftovers, *part_one.leftovers])))


def _cut(blocks: Iterable[Block]) -> tuple[list[_Table], list[Paragraph], list[Cell]]:
    """The tables, the paragraphs after the last, and the cells of rows ahead of the first."""
    tables: list[_Table] = []
    pending: list[Paragraph] = []
    stray: list[Cell] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            pending.extend([block] if block.text.strip() else [])
        elif block.cells and (_is_first(block, tables[-1] if tables else None) or (tables and _has_heading(pending))):
            tables.append(_Table(pending, [block]))
            pending = []
        elif tables and block.cells:
            tables[-1].inside.extend(pending)
            tables[-1].rows.append(block)
            pending = []
        else:
            stray.extend(block.cells)
    return tables, pending, stray


def _is_first(row: Row, current: _Table | None) -> bool:
    if starts_table(row):
        return True
    return has_code(row) and (current is None or any(map(has_code, current.rows)))


def _has_heading(paragraphs: Iterable[Paragraph]) -> bool:
    return any(is_table_title(item.text) or heading_of(item.text) is not None for item in paragraphs)


def _headings(table: _Table, reading: TableReading) -> tuple[list[Paragraph], list[Leftover]]:
    """The paragraphs before a table without its own heading, and that heading where it is another project's."""
    before = table.before
    for length in range(1, min(_LONGEST_HEADING, len(before)) + 1):
        if names_table_of(reading.name, "".join(paragraph.text.strip() for paragraph in before[-length:])):
            lost = before[-length:] if reading.project is None else []
            return before[:-length], list(report(lost, _("the heading of a project that could not be read")))
    if before and is_table_title(before[-1].text):
        reason = _("the heading is not that of the project below it ({name})").format(name=reading.name)
        return before[:-1], list(report(before[-1:], reason))
    return before, []


def _contents(readings: list[TableReading], known: Iterable[str]) -> Contents:
    names = {as_seen(reading.name) for reading in readings if reading.project}
    units = {as_seen(reading.project.unit_name) for reading in readings if reading.project}
    units |= {as_seen(name) for name in known}
    return Contents(names, {"", *units, *(unit.removesuffix("本级") for unit in units)})
