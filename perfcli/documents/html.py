"""The published document as one page for a browser: self-contained, printable, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfcli.documents.cover import cover_lines, cover_title
from perfcli.documents.outline import (
    PART_ONE,
    PART_THREE,
    PART_TWO,
    Role,
    evaluation_title,
    goals_items,
    table_title,
)
from perfcli.documents.published import Cover, PublishedDocument
from perfcli.documents.tables import AS_PRINTED, Tables
from perfcli.formats.layout import LaidPage
from perfcli.formats.markup import carried
from perfcli.formats.web.laid import WebTable, web_table
from perfcli.formats.web.rendering import rendered
from perfcli.regex import regex

Pieces = list[str]
"""A title, which may break between them."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What the page may do in a browser: show itself. It also tells that the page is one of these."""

_BREAKS = regex(r"(年(?=部门|预算)|预算(?=绩效|项目)|.(?=绩效(?:目标|自评)表$)|[）)、，。；：](?!$))")
_TAGS = {Role.SECTION: "h3", Role.FUNCTION: "h4", Role.TEXT: "p"}


def made_by_us(page: str) -> bool:
    """Whether a page is one that `write_html` wrote."""
    return _POLICY in page[:2000]


def write_html(document: PublishedDocument, cover: Cover, tables: Tables = AS_PRINTED) -> str:
    """The page; the same document and cover give the same text."""
    name, title, *lines = cover_lines(cover)
    values = {
        "policy": _POLICY,
        "name": _parted(name),
        "title": _parted(title),
        "page_title": f"{name} {cover_title(cover)}",
        "cover": lines,
        "parts": [_goals(document), _projects(document, tables), _evaluations(tables)],
    }
    return rendered("perfcli.documents", "book.html", values)


class _Paragraph(NamedTuple):
    tag: str
    place: str
    lead: str
    text: str


class _Section(NamedTuple):
    """A form under its heading; its web table is worked out when it is printed, so that one stands in memory."""

    place: str
    title: Pieces
    page: LaidPage

    @property
    def table(self) -> WebTable:
        return web_table(self.page, is_parted=True)


class _Part(NamedTuple):
    """A part: `entries` are its lines in the contents, with the place that each leads to."""

    title: tuple[str, str]
    entries: list[tuple[str, str]]
    paragraphs: list[_Paragraph]
    sections: Iterable[_Section]


def _goals(document: PublishedDocument) -> _Part:
    paragraphs: list[_Paragraph] = []
    entries: list[tuple[str, str]] = []
    for item in goals_items(document.goals) if document.goals else ():
        place = ""
        if item.entry:
            place = f"g{len(entries) + 1}"
            entries.append((place, item.entry))
        paragraphs.append(_Paragraph(_TAGS[item.role], place, item.text[: item.lead], item.text[item.lead :]))
    return _Part(PART_ONE, entries, paragraphs, [])


def _projects(document: PublishedDocument, tables: Tables) -> _Part:
    titles = [table_title(number, project.name) for number, project in enumerate(document.projects, 1)]
    sections = (
        _Section(f"p{number}", _parted(title), tables.of(project))
        for number, (project, (title, _entry)) in enumerate(zip(document.projects, titles, strict=True), 1)
    )
    return _Part(PART_TWO, [(f"p{number}", entry) for number, (_title, entry) in enumerate(titles, 1)], [], sections)


def _evaluations(tables: Tables) -> _Part:
    titles = [evaluation_title(number, table.name) for number, table in enumerate(tables.evaluations, 1)]
    sections = (
        _Section(f"e{number}", _parted(title), table.page)
        for number, (table, (title, _entry)) in enumerate(zip(tables.evaluations, titles, strict=True), 1)
    )
    return _Part(PART_THREE, [(f"e{number}", entry) for number, (_title, entry) in enumerate(titles, 1)], [], sections)


def _parted(title: str) -> Pieces:
    """A title in the pieces between which it may break, as far as its words are known: before 绩效, behind a year."""
    return _BREAKS.sub("\\1\0", carried(title)).split("\0")
