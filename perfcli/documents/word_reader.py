"""A Word document -> the published document that it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from perfcli.documents.cover import cover_of_properties, printed_year
from perfcli.documents.published import Cover, PublishedDocument
from perfcli.documents.reading import read_blocks
from perfcli.errors import PerfError
from perfcli.formats.archive import Archive, damaged
from perfcli.formats.blocks import Block, Cell, Paragraph, Row
from perfcli.formats.grid import GridRow
from perfcli.formats.word.body import Body
from perfcli.forms.grid_rows import Tables
from perfcli.forms.table import has_code, starts_table


def read_docx(data: bytes) -> PublishedDocument:
    """The document in a Word file; raises PerfError for what is none, is hostile, or is no such document."""
    archive = Archive(data)
    main = archive.main_part()
    if not main.startswith("word/") and "word/document.xml" not in archive:
        raise damaged(ValueError(main))
    body = Body(archive, main, _is_project)
    blocks = list(_form_blocks(body.blocks()))
    if body.reader.in_contents:
        body = Body(archive, main, _is_project, keep_contents=True)
        blocks = list(_form_blocks(body.blocks()))
    cover = _cover(archive, blocks)
    beside = [Paragraph(body.places.add(where, 1), text) for where, text in (*body.boxes, *body.notes())]
    document = read_blocks(blocks, [cover.name] if cover else [], beside)
    leftovers = tuple(replace(item, where=body.places.name(item.place)) for item in document.leftovers)
    return replace(document, leftovers=leftovers, cover=cover, notes=tuple(body.passed()))


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
