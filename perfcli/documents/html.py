"""The published document as one page for a browser: self-contained, printable, every text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfcli.documents.cover import cover_lines, cover_title
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
from perfcli.formats.layout import LaidCell, LaidPage
from perfcli.formats.web.laid import PHONE_STYLE, PRINT_STYLE, TABLE_STYLE, html_lines, html_table, web_text

_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; line-height: 1.8;
  font-family: FangSong, 仿宋, "Noto Serif CJK SC", serif; font-size: 1.1rem; color: #111; background: #fff; }
h1, h2, h3, h4, caption, th, nav { font-family: SimHei, 黑体, "Noto Sans CJK SC", sans-serif; font-weight: normal; }
header, h2 { text-align: center; }
h1, h2, h3, h4 { line-height: 1.4; word-break: keep-all; overflow-wrap: anywhere; text-wrap: balance; }
header h1 { font-size: clamp(1.2rem, 5vw, 2rem); }
h2 { font-size: clamp(1.1rem, 4.5vw, 1.6rem); }
h3, h4 { font-size: 1.15rem; }
header p { margin: .3rem; }
h2 span { display: block; }
p { text-indent: 2em; margin: .4rem 0; }
header p, p.up { text-indent: 0; }
nav ol { list-style: none; padding-left: 1em; }
nav li { margin: .3rem 0; }
nav a, .up a { color: inherit; }
.up { text-align: right; font-size: .9rem; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What the page may do in a browser: show itself. It also tells that the page is one of these."""

_UP = '<p class="up"><a href="#contents">回到目录</a></p>'
_BREAKS = re.compile(r"(年(?=部门|预算)|预算(?=绩效|项目)|.(?=绩效(?:目标|自评)表$)|[）)、，。；：](?!$))")
_HEADINGS = {Role.SECTION: "h3", Role.FUNCTION: "h4", Role.TEXT: "p"}


def made_by_us(page: str) -> bool:
    """Whether a page is one that `write_html` wrote."""
    return _POLICY in page[:2000]


def write_html(document: PublishedDocument, cover: Cover, tables: Tables = AS_PRINTED) -> str:
    """The page; the same document and cover give the same text."""
    return "\n".join(_page(document, cover, tables)) + "\n"


def _page(document: PublishedDocument, cover: Cover, tables: Tables) -> Iterator[str]:
    name, title, *lines = cover_lines(cover)
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<title>{web_text(f'{name} {cover_title(cover)}')}</title>"
    yield f"<style>{_STYLE}{TABLE_STYLE}{PHONE_STYLE}{PRINT_STYLE}</style>\n</head>\n<body>"
    yield f"<header>\n<h1>{_parted(name)}<br>{_parted(title)}</h1>"
    yield from (f"<p>{web_text(line)}</p>" for line in lines)
    yield "</header>"
    yield from _contents(document, tables)
    yield "<main>"
    if document.goals:
        yield _part(PART_ONE)
        number = 0
        for item in goals_items(document.goals):
            number += bool(item.entry)
            yield _item(item, number)
        yield _UP
    if document.projects:
        yield _part(PART_TWO)
    for number, project in enumerate(document.projects, 1):
        yield from _table(f"p{number}", table_title(number, project.name)[0], tables.of(project))
    if tables.evaluations:
        yield _part(PART_THREE)
    for number, table in enumerate(tables.evaluations, 1):
        yield from _table(f"e{number}", evaluation_title(number, table.name)[0], table.page, table.page.above)
    yield "</main>\n</body>\n</html>"


def _contents(document: PublishedDocument, tables: Tables) -> Iterator[str]:
    yield '<nav id="contents" aria-label="目录">\n<h2>目录</h2>'
    if document.goals:
        entries = [item.entry for item in goals_items(document.goals) if item.entry]
        yield from _list(PART_ONE, [(f"g{number}", entry) for number, entry in enumerate(entries, 1)])
    if document.projects:
        titles = [table_title(number, project.name)[1] for number, project in enumerate(document.projects, 1)]
        yield from _list(PART_TWO, [(f"p{number}", title) for number, title in enumerate(titles, 1)])
    if tables.evaluations:
        titles = [evaluation_title(number, table.name)[1] for number, table in enumerate(tables.evaluations, 1)]
        yield from _list(PART_THREE, [(f"e{number}", title) for number, title in enumerate(titles, 1)])
    yield "</nav>"


def _list(part: tuple[str, str], entries: list[tuple[str, str]]) -> Iterator[str]:
    yield f"<h3>{web_text('  '.join(part))}</h3>\n<ol>"
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


def _table(place: str, title: str, page: LaidPage, above: Sequence[LaidCell] = ()) -> Iterator[str]:
    yield f'<section>\n<h3 id="{place}">{_parted(title)}</h3>'
    yield from html_lines(above)
    yield from html_table(page, place, is_parted=True)
    yield f"{_UP}\n</section>"


def _parted(title: str) -> str:
    """A title that breaks between its words, as far as they are known: before 绩效, behind a year and a mark."""
    return _BREAKS.sub(r"\1<wbr>", web_text(title))
