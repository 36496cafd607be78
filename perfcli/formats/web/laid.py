"""Laid out tables as a web page has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from perfcli.formats.layout import Block, Cells, LaidCell, LaidPage, Look, edges
from perfcli.formats.web.rendering import rendered

POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
"""What a page of ours may do in a browser: show itself."""

_CLASSES = {Look.AMOUNT: "amount", Look.MIDDLE: "middle"}


class WebCell(NamedTuple):
    """A cell as its template takes it; one with a `scope` is a heading. `label` is said before it on narrow screens."""

    text: str
    scope: str
    columns: int
    rows: int
    label: str = ""
    classes: str = ""


class WebRow(NamedTuple):
    """A row; `kind` is its class, empty where it is of no kind."""

    kind: str
    cells: list[WebCell]


class WebPart(NamedTuple):
    """Rows that belong together; `is_table` where a table begins with them, whose headings are printed on each page."""

    is_table: bool
    heads: list[WebRow]
    body: list[WebRow]


class WebTable(NamedTuple):
    """A table; `columns` are the widths in percent."""

    columns: list[str]
    parts: list[WebPart]


def web_table(page: LaidPage, *, is_parted: bool = False) -> WebTable:
    """The table of a page; `is_parted` makes a table of each of its blocks."""
    places = {edge: at for at, edge in enumerate(edges(page.rows))}
    widths = [f"{(right - left) * 100 / page.width:.2f}" for left, right in pairwise(places)]
    parts = []
    for number, block in enumerate(page.blocks):
        heads = block.headers if is_parted else 0
        body = [
            _row(row, places, "col" if at < block.headers else "row", _labels(block, row) if heads else {})
            for at, row in enumerate(block.rows[heads:], heads)
        ]
        printed_again = [_row(row, places, "col", {}) for row in block.rows[:heads]]
        parts.append(WebPart(is_parted or not number, printed_again, body))
    return WebTable(widths, parts)


def _labels(block: Block, row: Cells) -> dict[int, str]:
    """The heading over each cell of a row that is no label, by its left edge."""
    heads = [cell for head in block.rows[: block.headers] for cell in head if cell.text]
    return {
        cell.left: "".join("".join(head.text.split()) for head in heads if head.left <= cell.left < head.right)
        for cell in row
        if not _is_label(cell)
    }


def _row(row: Cells, places: Mapping[int, int], scope: str, labels: Mapping[int, str]) -> WebRow:
    shown = [cell for cell in row if cell.rows]
    kind = "" if labels else _kind(shown)
    return WebRow(kind, [_cell(cell, places, scope, labels.get(cell.left, "")) for cell in shown])


def _kind(shown: Sequence[LaidCell]) -> str:
    """One row per whose cells are no pairs of label and value: values beside each other, be they led by a label."""
    rest = shown[1:] if shown and shown[0].look is Look.LABEL else shown
    if len(rest) < 2 or len({cell.look is Look.LABEL for cell in rest}) > 1:
        return ""
    return "values led" if len(rest) < len(shown) else "values"


def _is_label(cell: LaidCell) -> bool:
    return cell.look is Look.LABEL or (cell.look is Look.MIDDLE and cell.left == 0 and bool(cell.text))


def _cell(cell: LaidCell, places: Mapping[int, int], scope: str, label: str) -> WebCell:
    columns = places[cell.right] - places[cell.left]
    if _is_label(cell):
        is_group = scope == "row" and (cell.rows > 1 or cell.look is Look.MIDDLE)
        return WebCell(cell.text, f"{scope}group" if is_group else scope, columns, cell.rows)
    empty = "empty" if label and not cell.text.strip() else ""
    return WebCell(cell.text, "", columns, cell.rows, label, " ".join(filter(None, (_CLASSES.get(cell.look), empty))))


def write_pages(pages: Sequence[LaidPage], title: str) -> str:
    """A web page with these pages, one below the other; the same pages give the same text."""
    shown: Iterator[dict[str, object]] = (
        {"title": page.title, "above": page.above, "table": web_table(page), "below": page.below} for page in pages
    )
    return rendered("perfcli.formats.web", "forms.html", {"page_title": title, "policy": POLICY, "pages": shown})
