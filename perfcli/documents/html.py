"""The published document as one page for a browser: self-contained, printable, every text escaped."""

from __future__ import annotations

from collections.abc import Iterator

from perfcli.documents.cover import cover_lines, cover_title
from perfcli.documents.outline import PART_ONE, PART_TWO, Item, Role, goals_items, table_title
from perfcli.documents.published import Cover, PublishedDocument
from perfcli.documents.tables import PUBLISHED, Pages, table_of
from perfcli.formats.web.laid import PRINT_STYLE, TABLE_STYLE, html_table, web_text
from perfcli.forms.project import PublishedProject

_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; line-height: 1.8;
  font-family: FangSong, 仿宋, "Noto Serif CJK SC", serif; font-size: 1.1rem; color: #111; background: #fff; }
h1, h2, h3, h4, caption, th, nav { font-family: SimHei, 黑体, "Noto Sans CJK SC", sans-serif; font-weight: normal; }
header, h2 { text-align: center; }
header h1 { font-size: 2rem; }
header p { margin: .3rem; }
h2 span { display: block; }
p { text-indent: 2em; margin: .4rem 0; }
header p { text-indent: 0; }
nav ol { list-style: none; padding-left: 1em; }
nav a { color: inherit; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What the page may do in a browser: show itself. It also tells that the page is one of these."""

_HEADINGS = {Role.SECTION: "h3", Role.FUNCTION: "h4", Role.TEXT: "p"}


def made_by_us(page: str) -> bool:
    """Whether a page is one that `write_html` wrote."""
    return _POLICY in page[:2000]


def write_html(document: PublishedDocument, cover: Cover, pages: Pages = PUBLISHED) -> str:
    """The page; the same document and cover give the same text."""
    return "\n".join(_page(document, cover, pages)) + "\n"


def _page(document: PublishedDocument, cover: Cover, pages: Pages) -> Iterator[str]:
    name, title, *lines = cover_lines(cover)
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<title>{web_text(f'{name} {cover_title(cover)}')}</title>"
    yield f"<style>{_STYLE}{TABLE_STYLE}{PRINT_STYLE}</style>\n</head>\n<body>"
    yield f"<header>\n<h1>{web_text(name)}<br>{web_text(title)}</h1>"
    yield from (f"<p>{web_text(line)}</p>" for line in lines)
    yield "</header>"
    yield from _contents(document)
    yield "<main>"
    if document.goals:
        yield _part(PART_ONE)
        number = 0
        for item in goals_items(document.goals):
            number += bool(item.entry)
            yield _item(item, number)
    if document.projects:
        yield _part(PART_TWO)
    for number, project in enumerate(document.projects, 1):
        yield from _project(number, project, pages)
    yield "</main>\n</body>\n</html>"


def _contents(document: PublishedDocument) -> Iterator[str]:
    yield '<nav aria-label="目录">\n<h2>目录</h2>'
    if document.goals:
        entries = [item.entry for item in goals_items(document.goals) if item.entry]
        yield from _list(PART_ONE, [(f"g{number}", entry) for number, entry in enumerate(entries, 1)])
    if document.projects:
        titles = [table_title(number, project.name)[1] for number, project in enumerate(document.projects, 1)]
        yield from _list(PART_TWO, [(f"p{number}", title) for number, title in enumerate(titles, 1)])
    yield "</nav>"


def _list(part: tuple[str, str], entries: list[tuple[str, str]]) -> Iterator[str]:
    yield f"<p>{web_text('  '.join(part))}</p>\n<ol>"
    yield from (f'<li><a href="#{place}">{web_text(entry)}</a></li>' for place, entry in entries)
    yield "</ol>"


def _part(part: tuple[str, str]) -> str:
    number, title = part
    return f"<h2><span>{web_text(number)}</span> {web_text(title)}</h2>"


def _item(item: Item, number: int) -> str:
    tag = _HEADINGS[item.role]
    place = f' id="g{number}"' if item.entry else ""
    lead = f"<strong>{web_text(item.text[: item.lead])}</strong>" if item.lead else ""
    return f"<{tag}{place}>{lead}{web_text(item.text[item.lead :])}</{tag}>"


def _project(number: int, project: PublishedProject, pages: Pages) -> Iterator[str]:
    title, _entry = table_title(number, project.name)
    yield f'<section>\n<h3 id="p{number}">{web_text(title)}</h3>'
    yield from html_table(table_of(project, pages), f"p{number}")
    yield "</section>"
