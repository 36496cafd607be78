"""The published document as a Word document: cover, contents, part one, parts two and three with a table a project.

A text's lines are paragraphs, without white space at their ends and without empty ones between them. The contents are
entries with PAGEREF fields, which the program that lays out the pages fills in: LibreOffice when it opens the file,
Word when it prints it or is asked to (F9). Headings keep TC fields, out of which Word makes such a list anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count

from perfcli.documents.cover import cover_lines, cover_properties, cover_title
from perfcli.documents.outline import (
    PART_ONE,
    PART_THREE,
    PART_TWO,
    Item,
    Role,
    evaluation_title,
    goals_items,
    table_title,
)
from perfcli.documents.published import Cover, PublishedDocument
from perfcli.documents.tables import AS_PRINTED, Tables
from perfcli.formats.layout import LaidPage
from perfcli.formats.word.laid import lines_of_page, section_properties, word_lines, word_tables
from perfcli.formats.word.package import FOOTER, Properties, package
from perfcli.formats.word.xml import (
    anchor,
    bookmark,
    contents_entry,
    field,
    paragraph,
    run,
)

Progress = Callable[[int, int], None]

_STYLES = {Role.SECTION: "Heading2", Role.FUNCTION: "Heading3", Role.TEXT: "PerfBody"}


def write_docx(
    document: PublishedDocument,
    cover: Cover,
    tables: Tables = AS_PRINTED,
    *,
    progress: Progress = lambda _done, _all: None,
) -> bytes:
    """The bytes of the document; the same document and cover give the same bytes."""
    said = Properties(cover_title(cover), cover.compiled_by or cover.name, cover.date, cover_properties(cover))
    return package(_body(document, cover, tables, progress), said)


def _body(document: PublishedDocument, cover: Cover, tables: Tables, progress: Progress) -> Iterator[str]:
    yield from _cover(cover)
    yield _section("", "")
    yield from _contents(document, tables)
    yield _section(FOOTER, '<w:pgNumType w:fmt="upperRoman" w:start="1"/>')
    number = 1
    if document.goals:
        yield from _part_title(PART_ONE)
        for item in goals_items(document.goals):
            yield _item(item, number)
            number += bool(item.entry)
    on_side = tables.on_side
    if document.projects and on_side and document.goals:
        yield _section(FOOTER, '<w:pgNumType w:start="1"/>')
    if document.projects:
        yield from _part_title(PART_TWO, breaks=document.goals is not None and not on_side)
    for at, project in enumerate(document.projects):
        progress(at, len(document.projects))
        yield from _table(table_title(at + 1, project.name), "C", number + at, tables.of(project))
    progress(len(document.projects), len(document.projects))
    numbers = "" if on_side and document.goals else '<w:pgNumType w:start="1"/>'
    if tables.evaluations and on_side != tables.evaluations_on_side:
        yield _section(FOOTER, numbers, landscape=on_side)
        numbers = ""
    yield from _part_three(tables, number + len(document.projects), breaks=on_side == tables.evaluations_on_side)
    yield section_properties(landscape=tables.evaluations_on_side if tables.evaluations else on_side, numbers=numbers)


def _part_three(tables: Tables, place: int, *, breaks: bool) -> Iterator[str]:
    """The self-evaluations, none without any; the first one's place is numbered `place`."""
    if tables.evaluations:
        yield from _part_title(PART_THREE, breaks=breaks)
    for at, table in enumerate(tables.evaluations):
        yield from _table(evaluation_title(at + 1, table.name), "E", place + at, table.page)


def _section(footer: str, numbers: str, *, landscape: bool = False) -> str:
    """The end of a section, after which a page begins."""
    return f"<w:p><w:pPr>{section_properties(landscape=landscape, footer=footer, numbers=numbers)}</w:pPr></w:p>"


def _cover(cover: Cover) -> Iterator[str]:
    name, title, *lines = cover_lines(cover)
    above = '<w:spacing w:before="2400" w:line="800" w:lineRule="atLeast"/>'
    yield paragraph("PerfCoverName", run(name), above)
    yield paragraph("PerfCoverTitle", run(title), '<w:spacing w:before="600" w:line="900" w:lineRule="atLeast"/>')
    for number, line in enumerate(lines):
        space = '<w:spacing w:before="3600" w:line="640" w:lineRule="atLeast"/>' if not number else ""
        yield paragraph("PerfCoverLine", run(line), space)


def _contents(document: PublishedDocument, tables: Tables) -> Iterator[str]:
    """The list of each part, in the numbers that `_body` gives their places."""
    yield paragraph("PerfContentsTitle", run("目录"))
    first = 1
    if document.goals:
        entries = [item.entry for item in goals_items(document.goals) if item.entry]
        yield paragraph("PerfContentsPart", run("  ".join(PART_ONE)))
        yield from _list(entries, first)
        first += len(entries)
    if document.projects:
        entries = [table_title(at, project.name)[1] for at, project in enumerate(document.projects, 1)]
        yield paragraph("PerfContentsPart", run("  ".join(PART_TWO)))
        yield from _list(entries, first)
        first += len(entries)
    if tables.evaluations:
        entries = [evaluation_title(at, table.name)[1] for at, table in enumerate(tables.evaluations, 1)]
        yield paragraph("PerfContentsPart", run("  ".join(PART_THREE)))
        yield from _list(entries, first)


def _list(entries: Sequence[str], first: int) -> Iterator[str]:
    """The entries of one part, each with a field for the page of its place."""
    for place, entry in zip(map(anchor, count(first)), entries, strict=False):
        page = "<w:r><w:tab/></w:r>" + field(rf"PAGEREF {place} \h")
        yield paragraph("TOC1", f'<w:hyperlink w:anchor="{place}" w:history="1">{run(entry)}{page}</w:hyperlink>')


def _part_title(part: tuple[str, str], *, breaks: bool = False) -> Iterator[str]:
    number, title = part
    yield paragraph("Heading1", run(number), "<w:pageBreakBefore/>" if breaks else "")
    yield paragraph("Heading1", run(title), '<w:outlineLvl w:val="9"/>')


def _item(item: Item, number: int) -> str:
    lead, rest = item.text[: item.lead], item.text[item.lead :]
    content = run(lead, "<w:b/>") + run(rest)
    if item.entry:
        content = bookmark(number, content) + contents_entry(item.entry, "A")
    return paragraph(_STYLES[item.role], content)


def _table(titles: tuple[str, str], contents: str, place: int, page: LaidPage) -> Iterator[str]:
    """Heading, table and the lines around it: `titles` are its own and that in the `contents` of this letter.

    Where the table is longer than a page it is two, so that its header is repeated on each.
    """
    title, entry = titles
    yield paragraph("PerfTableTitle", bookmark(place, run(title)) + contents_entry(entry, contents))
    yield from word_lines(page.above)
    yield from word_tables(page.blocks, lines_of_page(page))
    yield paragraph("PerfGap")
    yield from word_lines(page.below)
