"""Laid out tables as a web page has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise

from perfcli.formats.layout import Block, Cells, LaidCell, LaidPage, Look, edges
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
PHONE_STYLE = """@media screen and (max-width: 44rem) {
  .scroll { overflow: visible; }
  table { min-width: 0; display: block; font-size: 1rem; }
  table + table { margin-top: .8rem; }
  colgroup, thead { display: none; }
  tbody { display: block; }
  tr { display: grid; grid-template-columns: 8em 1fr; border: 1px solid #333; border-bottom: 0; }
  tbody:last-child > tr:last-child { border-bottom: 1px solid #333; }
  th, td { border: 0; border-top: 1px solid #ccc; text-align: left; box-sizing: border-box; }
  td.amount, td.middle { text-align: left; }
  th[scope=rowgroup], td:only-child { grid-column: 1 / -1; }
  tr.values { display: flex; }
  tr.values > * { flex: 1 1 0; text-align: center; }
  tr.values > [scope=rowgroup] { flex: 1 0 100%; }
  tr.values.led { flex-wrap: wrap; }
  td[data-label] { grid-column: 1 / -1; display: grid; grid-template-columns: 8em 1fr; }
  td[data-label]::before { content: attr(data-label); color: #555; }
  td.empty { display: none; }
}
"""
"""A table on a narrow screen: each row a block, each cell behind its heading, nothing beside the screen."""

PRINT_STYLE = """@media print {
  @page { size: A4; margin: 25mm 20mm; }
  body { max-width: none; padding: 0; font-size: 12pt; }
  section { break-before: page; }
  .scroll { overflow: visible; margin: 0; }
  thead { display: table-header-group; }
  .up { display: none; }
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
_CLASSES = {Look.AMOUNT: "amount", Look.MIDDLE: "middle"}


def web_text(text: str) -> str:
    """A text that shows as it is."""
    return escape(carried(text))


def _lines(text: str) -> str:
    """A text with its lines and its spaces, which a browser and a reader of web pages would take for one."""
    return web_text(text).replace("  ", " &nbsp;").replace("\n", "<br>")


def html_table(page: LaidPage, labelled_by: str, *, is_parted: bool = False) -> Iterator[str]:
    """The table of a page under a heading with this id; `is_parted` makes a table of each of its blocks.

    Then the headings of a table are printed again on each page.
    """
    places = {edge: at for at, edge in enumerate(edges(page.rows))}
    widths = (f'<col style="width:{(right - left) * 100 / page.width:.2f}%">' for left, right in pairwise(places))
    begin = f"<table>\n<colgroup>{''.join(widths)}</colgroup>"
    yield f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{labelled_by}">\n{begin}'
    for number, block in enumerate(page.blocks):
        if number and is_parted:
            yield f"</table>\n{begin}"
        heads = block.headers if is_parted else 0
        if heads:
            yield "<thead>"
            yield from (_row(row, places, "col") for row in block.rows[:heads])
            yield "</thead>"
        yield "<tbody>"
        for at, row in enumerate(block.rows[heads:], heads):
            yield _row(row, places, "col" if at < block.headers else "row", _labels(block, row) if heads else {})
        yield "</tbody>"
    yield "</table>\n</div>"


def _labels(block: Block, row: Cells) -> dict[int, str]:
    """The heading over each cell of a row that is no label, by its left edge."""
    heads = [cell for head in block.rows[: block.headers] for cell in head if cell.text]
    return {
        cell.left: "".join("".join(head.text.split()) for head in heads if head.left <= cell.left < head.right)
        for cell in row
        if not _is_label(cell)
    }


def _row(row: Cells, places: Mapping[int, int], scope: str, labels: Mapping[int, str] | None = None) -> str:
    shown = [cell for cell in row if cell.rows]
    kind = "" if labels else _kind(shown)
    cells = (_cell(cell, places, scope, (labels or {}).get(cell.left, "")) for cell in shown)
    return f"<tr{kind}>{''.join(cells)}</tr>"


def _kind(shown: Sequence[LaidCell]) -> str:
    """One row per whose cells are no pairs of label and value: values beside each other, be they led by a label."""
    rest = shown[1:] if shown and shown[0].look is Look.LABEL else shown
    if len(rest) < 2 or len({cell.look is Look.LABEL for cell in rest}) > 1:
        return ""
    return ' class="values led"' if len(rest) < len(shown) else ' class="values"'


def _is_label(cell: LaidCell) -> bool:
    return cell.look is Look.LABEL or (cell.look is Look.MIDDLE and cell.left == 0 and bool(cell.text))


def _cell(cell: LaidCell, places: Mapping[int, int], scope: str, label: str = "") -> str:
    span = places[cell.right] - places[cell.left]
    across = f' colspan="{span}"' if span > 1 else ""
    down = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    if _is_label(cell):
        grouped = f"{scope}group" if (cell.rows > 1 or cell.look is Look.MIDDLE) and scope == "row" else scope
        return f'<th scope="{grouped}"{across}{down}>{_lines(cell.text)}</th>'
    labelled = f' data-label="{web_text(label)}"' if label else ""
    classes = " ".join(filter(None, (_CLASSES.get(cell.look, ""), "" if cell.text.strip() or not label else "empty")))
    named = f' class="{classes}"' if classes else ""
    content = f"<span>{_lines(cell.text)}</span>" if label else _lines(cell.text)
    return f"<td{named}{labelled}{across}{down}>{content}</td>"


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
        yield from html_lines(page.above)
        yield from html_table(page, f"f{number}")
        yield from html_lines(page.below)
        yield "</section>"
    yield "</body>\n</html>"


def html_lines(cells: Iterable[LaidCell]) -> Iterator[str]:
    """The lines above or below the table of a page that say something."""
    return (_line(cell) for cell in cells if cell.text.strip())


def _line(cell: LaidCell) -> str:
    kind = f' class="{_CLASSES[cell.look]}"' if cell.look in _CLASSES else ""
    return f"<p{kind}>{web_text(cell.text)}</p>"
