"""Laid out tables as a web page has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise

from perfcli.formats.layout import Cells, LaidCell, LaidPage, Look, edges
from perfcli.formats.markup import carried

TABLE_STYLE = """.scroll { overflow-x: auto; margin: 1rem 0 2.5rem; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; min-width: 46rem;
  line-height: 1.4; font-size: .9rem;
  font-family: SimSun, 宋体, "Noto Serif CJK SC", serif; }
caption { font-size: 1.2rem; padding: .5rem; caption-side: top; }
th, td { border: 1px solid #333; padding: .25rem .4rem; vertical-align: middle; white-space: pre-line;
  overflow-wrap: anywhere; }
th { background: #f2f2f2; text-align: center; }
td.amount { text-align: right; }
td.middle { text-align: center; }
"""
PRINT_STYLE = """@media print {
  @page { size: A4; margin: 25mm 20mm; }
  body { max-width: none; padding: 0; font-size: 12pt; }
  section { break-before: page; }
  .scroll { overflow: visible; margin: 0; }
  table { min-width: 0; font-size: 9pt; }
  tr { break-inside: avoid; }
  h1, h2, h3, h4 { break-after: avoid; }
  nav a { text-decoration: none; }
}
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
"""What a page of ours may do in a browser: show itself."""

_PAGE_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 75rem; padding: 1rem; line-height: 1.6;
  font-family: FangSong, 仿宋, "Noto Serif CJK SC", serif; color: #111; background: #fff; }
h1, th { font-family: SimHei, 黑体, "Noto Sans CJK SC", sans-serif; font-weight: normal; }
h1 { font-size: 1.4rem; text-align: center; }
p { margin: .3rem; }
p.middle { text-align: center; }
p.amount { text-align: right; }
"""
_CLASSES = {Look.AMOUNT: ' class="amount"', Look.MIDDLE: ' class="middle"'}


def web_text(text: str) -> str:
    """A text that shows as it is."""
    return escape(carried(text))


def _lines(text: str) -> str:
    """A text with its lines and its spaces, which a browser and a reader of web pages would take for one."""
    return web_text(text).replace("  ", " &nbsp;").replace("\n", "<br>")


def html_table(page: LaidPage, labelled_by: str) -> Iterator[str]:
    """The table of a page under a heading with this id."""
    places = {edge: at for at, edge in enumerate(edges(page.rows))}
    yield f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{labelled_by}">\n<table>'
    widths = (f'<col style="width:{(right - left) * 100 / page.width:.2f}%">' for left, right in pairwise(places))
    yield f"<colgroup>{''.join(widths)}</colgroup>"
    for block in page.blocks:
        yield "<tbody>"
        for number, row in enumerate(block.rows):
            yield _row(row, places, "col" if number < block.headers else "row")
        yield "</tbody>"
    yield "</table>\n</div>"


def _row(row: Cells, places: Mapping[int, int], scope: str) -> str:
    return "<tr>" + "".join(_cell(cell, places, scope) for cell in row if cell.rows) + "</tr>"


def _cell(cell: LaidCell, places: Mapping[int, int], scope: str) -> str:
    span = places[cell.right] - places[cell.left]
    across = f' colspan="{span}"' if span > 1 else ""
    down = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    is_level = cell.look is Look.MIDDLE and cell.left == 0 and bool(cell.text)
    if cell.look is Look.LABEL or is_level:
        grouped = f"{scope}group" if cell.rows > 1 and scope == "row" else scope
        return f'<th scope="{grouped}"{across}{down}>{_lines(cell.text)}</th>'
    return f"<td{_CLASSES.get(cell.look, '')}{across}{down}>{_lines(cell.text)}</td>"


def write_pages(pages: Sequence[LaidPage], title: str) -> str:
    """A web page with these pages, one below the other; the same pages give the same text."""
    return "\n".join(_page(pages, title)) + "\n"


def _page(pages: Sequence[LaidPage], title: str) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield f"<title>{web_text(title)}</title>\n<style>{_PAGE_STYLE}{TABLE_STYLE}{PRINT_STYLE}</style>\n</head>\n<body>"
    for number, page in enumerate(pages, 1):
        yield f'<section>\n<h1 id="f{number}">{web_text(page.title)}</h1>'
        yield from (_line(cell) for cell in page.above if cell.text.strip())
        yield from html_table(page, f"f{number}")
        yield from (_line(cell) for cell in page.below if cell.text.strip())
        yield "</section>"
    yield "</body>\n</html>"


def _line(cell: LaidCell) -> str:
    return f"<p{_CLASSES.get(cell.look, '')}>{web_text(cell.text)}</p>"
