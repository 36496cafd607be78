"""A Word document -> the published document that it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from perfcli.documents.cover import cover_of_properties, printed_year
from perfcli.documents.grid_rows import Tables
from perfcli.documents.part_three import blocks_without
from perfcli.documents.part_three import note as part_three_passed_over
from perfcli.documents.project_table import has_code, starts_table
from perfcli.documents.published import Cover, PublishedDocument
from perfcli.documents.reading import read_blocks
from perfcli.documents.table_form import BUDGET_ROW, COLUMNS, NAMES_OF_INDICATORS
from perfcli.errors import PerfError
from perfcli.formats.archive import Archive
from perfcli.formats.blocks import Block, Cell, Paragraph, Row
from perfcli.formats.grid import GridRow
from perfcli.formats.word.beside import headers, notes, passed
from perfcli.formats.word.body import Body
from perfcli.forms.words.wording import Heading, as_seen
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_MOST_READINGS = 3
_TAG = regex("<[^>]*>")
_OVERALL = as_seen(Heading.OVERALL.value)
_PARTS = (*(seen for heading in Heading if (seen := as_seen(heading.value)) != _OVERALL), "第一部分", "第二部分")


def looks_published(archive: Archive) -> bool:
    """Whether a Word file has words that the published document has and other forms have not; told without reading it.

    Raises PerfError for what is no Word file, or is hostile.
    """
    main = archive.main_part()
    root = archive.whole(main)
    if root is not None:
        seen = "".join(map(as_seen, root.itertext()))  # most texts are asked again, and kept
    else:
        with archive.open(main) as stream:
            seen = as_seen(_TAG.sub("", stream.read().decode("utf-8", "replace")))
    return any(word in seen for word in _PARTS) or (BUDGET_ROW in seen and (_OVERALL in seen or not _lacks_names(seen)))


def _lacks_names(seen: str) -> bool:
    """Whether nothing heads indicators as the document heads their names: such a table gives no project."""
    return COLUMNS[0] in seen and not any(word in seen for word in NAMES_OF_INDICATORS)


def read_docx(data: bytes) -> PublishedDocument:
    """The document in a Word file; raises PerfError for what is none, is hostile, or is no such document."""
    return document_in(Archive(data))


def document_in(archive: Archive) -> PublishedDocument:
    """The same of a file that was opened."""
    main = archive.main_part()
    body, blocks = _read(archive, main)
    cover = _cover(archive, blocks)
    said = [(where, text) for where, text in (*body.boxes, *notes(archive, main, body.reader))]
    beside = [Paragraph(body.places.add(where, 1), text) for where, text in said]
    passed_over = [*passed(archive, main, body.reader)]
    for text in headers(archive, main, body.reader):
        passed_over.append(_("a header or footer was passed over: {text}").format(text=text))
    kept, has_part_three = blocks_without(blocks)
    if has_part_three:
        passed_over.append(part_three_passed_over())
    document = read_blocks(kept, [cover.name] if cover else [], beside)
    leftovers = [replace(item, where=body.places.name(item.place)) for item in document.leftovers]
    return replace(document, leftovers=tuple(sorted([*leftovers, *body.unread])), cover=cover, notes=tuple(passed_over))


def _read(archive: Archive, main: str) -> tuple[Body, list[Block]]:
    """The body and its blocks; what swallowed text because it never ends is read again as if it were none."""
    ignored: frozenset[int] = frozenset()
    for _reading in range(_MOST_READINGS):
        body = Body(archive, main, _is_project, ignored)
        blocks = list(_form_blocks(body.blocks()))
        if body.endless <= ignored:
            break
        ignored |= body.endless
    return body, blocks


def _form_blocks(blocks: Iterable[Paragraph | GridRow]) -> Iterator[Block]:
    """The same with the rows that the form has."""
    tables = Tables()
    for block in blocks:
        yield from tables.row(block) if isinstance(block, GridRow) else tables.paragraph(block)
    yield from tables.flush()


def _is_project(row: GridRow) -> bool:
    """Whether a row is one that a project's own table has."""
    plain = Row(tuple(Cell(0, cell.text) for cell in row.cells))
    return bool(plain.cells) and (starts_table(plain) or has_code(plain))


def _cover(archive: Archive, blocks: list[Block]) -> Cover | None:
    """What the document's properties say of it, while its title still says the same year."""
    path = next((path for kind, path in archive.relations("").values() if kind == "custom-properties"), "")
    if not path or path not in archive:
        return None
    try:
        said = {item.get("name", ""): "".join(item.itertext()).strip() for item in archive.read_xml(path)}
    except PerfError:
        return None
    printed = next(
        (found for block in blocks[:60] if isinstance(block, Paragraph) and (found := printed_year(block.text))), None
    )
    return cover_of_properties(said, printed)
