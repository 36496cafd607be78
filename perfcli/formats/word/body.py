"""The body of a Word document: paragraphs and rows of tables in their order.

Tracked changes are read as accepted. Comments, deleted and hidden text are no text of the document: they are counted
and said. Notes and text in boxes are text, but belong to no table and no section: they are kept apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from perfcli.formats.archive import Archive, Reading, too_large
from perfcli.formats.blocks import Paragraph
from perfcli.formats.grid import GridRow
from perfcli.formats.word.numbering import children, local, read_numbering, read_styles, value
from perfcli.formats.word.rows import IsOwn, grid_rows, is_deleted
from perfcli.formats.word.text import Reader
from perfcli.i18n import gettext as _

_AROUND = frozenset(
    [
        "document",
        "body",
        "sdt",
        "sdtContent",
        "customXml",
        "ins",
        "moveTo",
        "smartTag",
        "AlternateContent",
        "Choice",
        "tbl",
    ]
)
_MOST_ROWS = 1_000_000


@dataclass
class Places:
    """What a number of a block means to people; a block of several lines has as many numbers."""

    starts: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    following: int = 1

    def add(self, name: str, lines: int) -> int:
        """The number of the next block."""
        if len(self.starts) > _MOST_ROWS:
            raise too_large()
        self.starts.append(self.following)
        self.names.append(name)
        self.following += lines
        return self.starts[-1]

    def name(self, number: int) -> str:
        """Where a number is."""
        at = bisect_right(self.starts, number) - 1
        return self.names[at] if at >= 0 else ""


class Body:
    """The blocks of the main part, read one at a time."""

    def __init__(self, archive: Archive, main: str, is_own: IsOwn, *, keep_contents: bool = False) -> None:
        relations = dict(archive.relations(main).values())
        styles = read_styles(archive, relations.get("styles", ""))
        numbering = read_numbering(archive, relations.get("numbering", ""))
        self._reading = Reading(archive, main)
        self.reader = Reader(styles, numbering, keep_contents)
        self.places = Places()
        self.boxes: list[tuple[str, str]] = []
        self._archive, self._main, self._is_own = archive, main, is_own
        self._paragraphs = self._table = self._row = 0
        self._joined = ""

    def blocks(self) -> Iterator[Paragraph | GridRow]:
        """Every paragraph outside of tables and every row, in their order."""
        for event, element in self._reading:
            name = local(element)
            if name not in ("p", "tr", "tbl", "sdt", "altChunk") or not self._is_outer():
                continue
            if event == "start":
                self._begin(name)
                continue
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tr":
                yield from self._rows(element)
            elif name == "altChunk":
                self.boxes.append((_("paragraph {number}").format(number=self._paragraphs), "altChunk"))
            self._reading.forget(element)

    def _is_outer(self) -> bool:
        """Whether the element at hand is in the body itself, or a row of a table there."""
        return all(local(element) in _AROUND for element in self._reading.around)

    def _begin(self, name: str) -> None:
        if name == "tbl":
            self._table, self._row = self._table + 1, 0

    def _paragraph(self, element: Element) -> Iterator[Paragraph]:
        self._paragraphs += 1
        where = _("paragraph {number}").format(number=self._paragraphs)
        text = self.reader.paragraph(element)
        text = self._joined + (text if not self._in_contents() else "")
        self._collect(where)
        self._joined = ""
        if is_deleted(element):
            self._joined = text
            return
        lines = text.split("\n")
        for number, line in enumerate(lines, self.places.add(where, len(lines))):
            yield Paragraph(number, line)

    def _in_contents(self) -> bool:
        """Whether the paragraph at hand is in a list of contents that Word keeps as one of its building blocks."""
        if self.reader.keep_contents:
            return False
        controls = [element for element in self._reading.around if local(element) == "sdt"]
        galleries = [mark for control in controls for mark in control.iter() if local(mark) == "docPartGallery"]
        return any(value(mark) == "Table of Contents" for mark in galleries)

    def _rows(self, element: Element) -> Iterator[GridRow]:
        self._row += 1
        where = _("table {table}, row {row}").format(table=self._table, row=self._row)
        for row in grid_rows(element, self.reader, self._is_own):
            height = max((cell.text.count("\n") + 1 for cell in row.cells), default=1)
            yield row._replace(line=self.places.add(where, height))
        self._collect(where)

    def _collect(self, where: str) -> None:
        self.boxes += [(_("{place}, text box").format(place=where), text) for text in self.reader.boxes]
        self.reader.boxes.clear()

    def notes(self) -> Iterator[tuple[str, str]]:
        """The notes at the feet of pages and at the end."""
        for kind, path in self._archive.relations(self._main).values():
            if kind in ("footnotes", "endnotes") and path in self._archive:
                for note in self._archive.read_xml(path):
                    if value(note, "type") not in ("separator", "continuationSeparator", "continuationNotice"):
                        texts = [self.reader.paragraph(item) for item in note.iter() if local(item) == "p"]
                        text = " ".join(part.strip() for part in texts if part.strip())
                        if text:
                            yield _("note {number}").format(number=value(note, "id")), text

    def passed(self) -> Iterator[str]:
        """What was passed over because it is no text of the document."""
        comments = 0
        for kind, path in self._archive.relations(self._main).values():
            if kind == "comments" and path in self._archive:
                comments += len(children(self._archive.read_xml(path), "comment"))
        if comments:
            yield _("{count} comments were passed over").format(count=comments)
        if deleted := self.reader.passed["deleted"]:
            yield _("{count} tracked deletions were taken as accepted").format(count=deleted)
        if hidden := self.reader.passed["hidden"]:
            yield _("{count} runs of hidden text were passed over").format(count=hidden)
