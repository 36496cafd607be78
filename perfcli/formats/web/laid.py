"""Laid out tables as a web page has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
_CLASSES = {Look.AMOUNT: ' class="amount"', Look.MIDDLE: ' class="middle"'}


def web_text(text: str) -> str:
    """A text that shows as it is."""
    return escape(carried(text))


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
        return f'<th scope="{grouped}"{across}{down}>{web_text(cell.text)}</th>'
    return f"<td{_CLASSES.get(cell.look, '')}{across}{down}>{web_text(cell.text)}</td>"
