"""The body of a Word document: paragraphs and rows of tables in their order.

Tracked changes are read as accepted. What is no text of the document is counted and said. Text in boxes belongs to no
table and no section: it is kept apart, unless a box holds a table that stands for itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element

import msgspec

from perfcli.errors import PerfError
from perfcli.formats.archive import Archive
from perfcli.formats.blocks import Paragraph
from perfcli.formats.grid import GridRow
from perfcli.formats.leftovers import Leftover
from perfcli.formats.word.contents_list import is_behind_contents, is_entry
from perfcli.formats.word.elements import descendants, is_on, is_understood, local, value
from perfcli.formats.word.fields import Fields
from perfcli.formats.word.numbering import read_numbering
from perfcli.formats.word.rows import IsOwn, TableRows, inside, table_rows
from perfcli.formats.word.style_sheet import read_styles
from perfcli.formats.word.text import Reader
from perfcli.formats.word.unread import Unread, unseen_text
from perfcli.formats.xml_parts import Reading, blocks_of, damaged, too_large
from perfcli.i18n import gettext as _

_AROUND = frozenset(
    (
        *("document", "body", "sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"),
        *("AlternateContent", "Choice", "Fallback", "tbl"),
    )
)
_MOST_BLOCKS = 250_000
"""Paragraphs, rows and other elements of the body: ten times the largest document that a department publishes."""

_LONGEST_SAID = 300


class Places(msgspec.Struct):
    """What a number of a block means to people; a block of several lines has as many numbers."""

    starts: list[int] = msgspec.field(default_factory=list)
    names: list[str] = msgspec.field(default_factory=list)
    following: int = 1

    def add(self, name: str, lines: int) -> int:
        """The number of the next block."""
        if len(self.starts) >= _MOST_BLOCKS:
            raise too_large()
        self.starts.append(self.following)
        self.names.append(name)
        self.following += lines
        return self.starts[-1]

    def name(self, number: int) -> str:
        """Where a number is."""
        at = bisect_right(self.starts, number) - 1
        return self.names[at] if at >= 0 else ""


class _Open(msgspec.Struct):
    """An open element around the blocks: whether an alternative in it was chosen, what a control in it says."""

    name: str
    chosen: bool = False
    is_contents: bool = False
    is_prompting: bool = False


class Body:
    """The blocks of the main part, read one at a time.

    `boxes` are texts that stand beside it with their places, `unread` is what was not understood. `ignored` are numbers
    of fields that an earlier reading found without an end, `endless` those that this one did.
    """

    def __init__(self, archive: Archive, main: str, is_own: IsOwn, ignored: frozenset[int] = frozenset()) -> None:
        relations = archive.relations(main)
        paths = dict(relations.values())
        styles = read_styles(archive, paths.get("styles", ""), paths.get("theme", ""))
        numbering = read_numbering(archive, paths.get("numbering", ""))
        root = archive.whole(main)
        reading = Reading(archive, main).blocks if root is None else partial(blocks_of, root)
        self._elements = reading(self._enters, self._leave)
        self.reader = Reader(styles, numbering, Fields(ignored))
        self.places = Places()
        self.boxes: list[tuple[str, str]] = []
        self.unread: list[Leftover] = []
        self.endless: frozenset[int] = frozenset()
        self._archive, self._is_own = archive, is_own
        self._parts = {identifier: path for identifier, (_kind, path) in relations.items()}
        self._shown: dict[str, str] = {}
        self._around: list[_Open] = []
        self._tables: list[TableRows] = []
        self._blocks = self._paragraphs = self._table = self._row = 0
        self._joined = ""

    def blocks(self) -> Iterator[Paragraph | GridRow]:
        """Every paragraph outside of tables and every row, in their order."""
        for element in self._elements:
            yield from self._block(element)
        self.endless |= self.reader.fields.numbers()

    def _enters(self, element: Element) -> bool:
        """Whether an element only stands around blocks."""
        name = local(element)
        if not self._around and name != "document":
            raise damaged(ValueError(name))
        if name not in _AROUND:
            return False
        if name in ("Choice", "Fallback"):
            alternatives = self._around[-1] if self._around else _Open("")
            if alternatives.chosen or not (name == "Fallback" or is_understood(element)):
                return False
            alternatives.chosen = True
        if name == "tbl":
            self._table, self._row = self._table + 1, 0
            self._tables.append(TableRows(self.reader, self._is_own))
        self._around.append(_Open(name))
        return True

    def _leave(self, _element: Element) -> None:
        left = self._around.pop()
        self.reader.prompting -= left.is_prompting
        if left.name == "tbl":
            self._tables.pop()

    def _block(self, element: Element) -> Iterator[Paragraph | GridRow]:
        """The blocks that an element of the body is."""
        self._blocks += 1
        if self._blocks > _MOST_BLOCKS:
            raise too_large()
        name = local(element)
        if name == "p":
            yield from self._paragraph(element)
        elif name == "tr" and self._tables:
            yield from self._rows(element)
        elif name in ("Choice", "Fallback"):
            return
        elif name == "sdtPr":
            self._control(element)
        else:
            self.reader.unknown(element)
            yield from self._collect(element, self._here())
        self.reader.seen.clear()

    def _control(self, properties: Element) -> None:
        """What a content control around blocks says: a list of contents, a prompt."""
        control = self._around[-1] if self._around else _Open("")
        control.is_contents = any(
            value(mark) == "Table of Contents" for mark in descendants(properties, "docPartGallery")
        )
        control.is_prompting = any(is_on(mark) for mark in descendants(properties, "showingPlcHdr"))
        self.reader.prompting += control.is_prompting

    def _here(self) -> str:
        if self._tables:
            return _("table {table}, row {row}").format(table=self._table, row=self._row)
        return _("paragraph {number}").format(number=self._paragraphs)

    def _paragraph(self, element: Element) -> Iterator[Paragraph | GridRow]:
        self._paragraphs += 1
        where = self._here()
        in_contents = self._is_contents(element)
        text = self.reader.paragraph(element, self._joined)
        self._joined = ""
        if self.reader.joins_next:
            self._joined = text
        else:
            lines = [""] if in_contents else text.split("\n")
            for number, line in enumerate(lines, self.places.add(where, len(lines))):
                yield Paragraph(number, line)
        yield from self._collect(element, where)

    def _is_contents(self, paragraph: Element) -> bool:
        """Whether a paragraph is of a list of contents; a control may hold more than its list."""
        controls = [item for item in self._around if item.is_contents]
        if controls and is_behind_contents(paragraph):
            for control in controls:
                control.is_contents = False
            return False
        return bool(controls) or is_entry(paragraph)

    def _rows(self, element: Element) -> Iterator[Paragraph | GridRow]:
        """A row of a table, which no list of contents holds: one that is open never ended."""
        self._row += 1
        where = self._here()
        if self.reader.fields.in_contents:
            self.endless |= self.reader.fields.numbers()
        for row in self._tables[-1].read(element):
            yield self._placed(row, where)
        yield from self._collect(element, where)

    def _placed(self, row: GridRow, where: str) -> GridRow:
        height = max([cell.text.count("\n") + 1 for cell in row.cells], default=1)
        return GridRow(self.places.add(where, height), row.cells, self._table)

    def _collect(self, element: Element, where: str) -> Iterator[Paragraph | GridRow]:
        """What stands beside the text of a block, and what of it was not understood."""
        boxes = self.reader.boxes
        while boxes:
            yield from self._box(boxes.pop(0), _("{place}, text box").format(place=where))
        unread = [*self.reader.unread, *unseen_text(element, self.reader.seen)]
        self.reader.unread.clear()
        place = max(self.places.following - 1, 1)
        self.unread += [Leftover(place, self._said(item), item.reason, where) for item in unread]
        if len(self.unread) > _MOST_BLOCKS:
            raise too_large()

    def _box(self, box: Element, where: str) -> Iterator[Paragraph | GridRow]:
        """The content of a box: its own blocks where it holds a table that stands for itself, else text beside."""
        found: list[str | GridRow] = []
        with self.reader.fields.within(box):
            for part in inside(self.reader, box, "p", "tbl"):
                if local(part) == "p":
                    found.append(self.reader.paragraph(part))
                else:
                    found += table_rows(part, self.reader, self._is_own)
        rows = [item for item in found if isinstance(item, GridRow)]
        if any(map(self._is_own, rows)):
            for item in found:
                yield (
                    self._placed(item, where)
                    if isinstance(item, GridRow)
                    else Paragraph(self.places.add(where, 1), item)
                )
            return
        texts = [item if isinstance(item, str) else "\t".join(cell.text for cell in item.cells) for item in found]
        self.boxes += [(where, text) for text in texts if text.strip()]

    def _said(self, item: Unread) -> str:
        """What is said of something that was not understood: a chart or a diagram with the text that it shows."""
        path = self._parts.get(item.part, "") if item.part else ""
        if path and path not in self._shown:
            self._shown[path] = self._text_of(path)
        return ": ".join(filter(None, (item.text, self._shown.get(path, ""))))

    def _text_of(self, path: str) -> str:
        """The text of a chart or a diagram."""
        try:
            root = self._archive.read_xml(path) if path in self._archive else ()
        except PerfError:
            return ""
        parts = descendants(root, "t") if isinstance(root, Element) else ()
        return " ".join(filter(None, ((part.text or "").strip() for part in parts)))[:_LONGEST_SAID]
