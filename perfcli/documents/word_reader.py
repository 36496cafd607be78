"""A Word document -> what it says: paragraphs and tables in the order of its body.

Tracked changes are read as accepted. Comments, deleted and hidden text are no text of the document: they are counted
and said. Notes and text in boxes are text, but belong to no table and no section: they are left over.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from perfcli.documents.cover import printed_year
from perfcli.documents.published import Cover, PublishedDocument
from perfcli.documents.reading import read_blocks
from perfcli.errors import PerfError
from perfcli.formats.archive import Archive, Reading, damaged, too_large
from perfcli.formats.blocks import Block, Paragraph
from perfcli.formats.word.numbering import children, local, read_numbering, read_styles, value
from perfcli.formats.word.package import DEPARTMENT, NAME, UNIT, YEAR
from perfcli.formats.word.rows import grid_rows, is_deleted
from perfcli.formats.word.text import Reader
from perfcli.forms.grid_rows import Tables
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
class _Places:
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


def read_docx(data: bytes) -> PublishedDocument:
    """The document in a Word file; raises PerfError for what is none, is hostile, or is no such document."""
    archive = Archive(data)
    main = archive.main_part()
    if not main.startswith("word/") and "word/document.xml" not in archive:
        raise damaged(ValueError(main))
    body = _Body(archive, main)
    blocks = list(body.blocks())
    if body.reader.in_contents:
        body = _Body(archive, main, keep_contents=True)
        blocks = list(body.blocks())
    cover = _cover(archive, blocks)
    beside = [Paragraph(body.places.add(where, 1), text) for where, text in (*body.boxes, *_notes(archive, main, body))]
    document = read_blocks(blocks, [cover.name] if cover else [], beside)
    leftovers = tuple(replace(item, where=body.places.name(item.place)) for item in document.leftovers)
    return replace(document, leftovers=leftovers, cover=cover, notes=tuple(_passed(archive, main, body)))


class _Body:
    """The blocks of the main part, read one at a time."""

    def __init__(self, archive: Archive, main: str, *, keep_contents: bool = False) -> None:
        relations = dict(archive.relations(main).values())
        styles = read_styles(archive, relations.get("styles", ""))
        numbering = read_numbering(archive, relations.get("numbering", ""))
        self._reading = Reading(archive, main)
        self.reader = Reader(styles, numbering, keep_contents)
        self.places = _Places()
        self.boxes: list[tuple[str, str]] = []
        self._tables = Tables()
        self._paragraphs = self._table = self._row = 0
        self._joined = ""

    def blocks(self) -> Iterator[Block]:
        """Every paragraph outside of tables and every row, as the form has them."""
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
        yield from self._tables.flush()

    def _is_outer(self) -> bool:
        """Whether the element at hand is in the body itself, or a row of a table there."""
        return all(local(element) in _AROUND for element in self._reading.around)

    def _begin(self, name: str) -> None:
        if name == "tbl":
            self._table, self._row = self._table + 1, 0

    def _paragraph(self, element: Element) -> Iterator[Block]:
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
            yield from self._tables.paragraph(Paragraph(number, line))

    def _in_contents(self) -> bool:
        """Whether the paragraph at hand is in a list of contents that Word keeps as one of its building blocks."""
        if self.reader.keep_contents:
            return False
        controls = [element for element in self._reading.around if local(element) == "sdt"]
        galleries = [mark for control in controls for mark in control.iter() if local(mark) == "docPartGallery"]
        return any(value(mark) == "Table of Contents" for mark in galleries)

    def _rows(self, element: Element) -> Iterator[Block]:
        self._row += 1
        where = _("table {table}, row {row}").format(table=self._table, row=self._row)
        for row in grid_rows(element, self.reader):
            height = max((cell.text.count("\n") + 1 for cell in row.cells), default=1)
            yield from self._tables.row(row._replace(line=self.places.add(where, height)))
        self._collect(where)

    def _collect(self, where: str) -> None:
        self.boxes += [(_("{place}, text box").format(place=where), text) for text in self.reader.boxes]
        self.reader.boxes.clear()


def _notes(archive: Archive, main: str, body: _Body) -> Iterator[tuple[str, str]]:
    """The notes at the feet of pages and at the end."""
    for kind, path in archive.relations(main).values():
        if kind in ("footnotes", "endnotes") and path in archive:
            for note in archive.read_xml(path):
                if value(note, "type") not in ("separator", "continuationSeparator", "continuationNotice"):
                    texts = [body.reader.paragraph(item) for item in note.iter() if local(item) == "p"]
                    text = " ".join(part.strip() for part in texts if part.strip())
                    if text:
                        yield _("note {number}").format(number=value(note, "id")), text


def _passed(archive: Archive, main: str, body: _Body) -> Iterator[str]:
    comments = 0
    for kind, path in archive.relations(main).values():
        if kind == "comments" and path in archive:
            comments += len(children(archive.read_xml(path), "comment"))
    if comments:
        yield _("{count} comments were passed over").format(count=comments)
    if deleted := body.reader.passed["deleted"]:
        yield _("{count} tracked deletions were taken as accepted").format(count=deleted)
    if hidden := body.reader.passed["hidden"]:
        yield _("{count} runs of hidden text were passed over").format(count=hidden)


def _cover(archive: Archive, blocks: list[Block]) -> Cover | None:
    """What the document's properties say of it, while its title still says the same year."""
    path = next((path for kind, path in archive.relations("").values() if kind == "custom-properties"), "")
    if not path or path not in archive:
        return None
    try:
        said = {item.get("name", ""): "".join(item.itertext()).strip() for item in archive.read_xml(path)}
    except PerfError:
        return None
    year = said.get(YEAR, "")
    printed = next(
        (found for block in blocks[:60] if isinstance(block, Paragraph) and (found := printed_year(block.text))), None
    )
    if not year.isdecimal() or printed != int(year) or not said.get(DEPARTMENT, "").isdecimal():
        return None
    return Cover(department=said[DEPARTMENT], name=said.get(NAME, ""), year=printed, unit=said.get(UNIT, ""))
