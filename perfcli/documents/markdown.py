"""The published document as Markdown (GitHub's dialect), every text escaped so that it shows as it is."""

from __future__ import annotations

from collections.abc import Iterator

from perfcli.documents.cover import cover_lines
from perfcli.documents.outline import PART_ONE, PART_THREE, PART_TWO, Role, evaluation_title, goals_items, table_title
from perfcli.documents.published import Cover, PublishedDocument
from perfcli.documents.tables import AS_PRINTED, Tables
from perfcli.formats.layout import LaidPage
from perfcli.formats.markdown import markdown_text
from perfcli.forms.laying.markdown import markdown_form

_HEADINGS = {Role.SECTION: "### ", Role.FUNCTION: "#### ", Role.TEXT: ""}


def write_markdown(document: PublishedDocument, cover: Cover, tables: Tables = AS_PRINTED) -> str:
    """The text; the same document and cover give the same."""
    name, title, *lines = cover_lines(cover)
    blocks = [
        f"# {markdown_text(name)} {markdown_text(title)}",
        *map(markdown_text, lines),
        *_contents(document, tables),
    ]
    if document.goals:
        blocks.append(_part(PART_ONE))
        blocks += _goals(document)
    if document.projects:
        blocks.append(_part(PART_TWO))
    for number, project in enumerate(document.projects, 1):
        blocks += _table(f"p{number}", table_title(number, project.name)[0], tables.of(project))
    if tables.evaluations:
        blocks.append(_part(PART_THREE))
    for number, table in enumerate(tables.evaluations, 1):
        blocks += _table(f"e{number}", evaluation_title(number, table.name)[0], table.page)
    return "\n\n".join(blocks) + "\n"


def _part(part: tuple[str, str]) -> str:
    return f"## {' '.join(part)}"


def _contents(document: PublishedDocument, tables: Tables) -> Iterator[str]:
    yield "## 目录"
    entries: list[str] = []
    if document.goals:
        sections = [item.entry for item in goals_items(document.goals) if item.entry]
        entries += [f"- [{markdown_text(entry)}](#g{number})" for number, entry in enumerate(sections, 1)]
    for number, project in enumerate(document.projects, 1):
        entries.append(f"- [{markdown_text(table_title(number, project.name)[1])}](#p{number})")
    for number, table in enumerate(tables.evaluations, 1):
        entries.append(f"- [{markdown_text(evaluation_title(number, table.name)[1])}](#e{number})")
    yield "\n".join(entries)


def _goals(document: PublishedDocument) -> Iterator[str]:
    number = 0
    for item in goals_items(document.goals) if document.goals else ():
        lead = f"**{markdown_text(item.text[: item.lead])}**" if item.lead else ""
        text = f"{_HEADINGS[item.role]}{lead}{markdown_text(item.text[item.lead :])}"
        number += bool(item.entry)
        yield f'<a id="g{number}"></a>\n\n{text}' if item.entry else text


def _table(place: str, title: str, page: LaidPage) -> Iterator[str]:
    yield f'<a id="{place}"></a>\n\n### {markdown_text(title)}'
    yield from markdown_form(page)
