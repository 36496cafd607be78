"""A laid out form without its lines and spans: labels with their values, and tables. For terminals and Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfcli.formats.layout import Block, Cells, LaidCell, LaidPage, Look
from perfcli.forms.words.months import month_of


@dataclass(frozen=True, slots=True)
class Outline:
    """Pairs of label and value where there are no headings, else the rows of a table."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def outline(page: LaidPage) -> Iterator[str | Outline]:
    """What stands between title and end of a form: lines, labels with their values, tables."""
    yield from (cell.text for cell in page.above if cell.text.strip())
    yield from map(_block, page.blocks)
    yield from (cell.text for cell in page.below if cell.text.strip())


def _block(block: Block) -> Outline:
    if not block.headers:
        return Outline((), tuple(_pairs(block)))
    first = 1 if block.is_labelled else 0
    rows = [tuple(cell.text for cell in row[first:]) for row in block.rows]
    headings = [_heading(block, cell) for cell in block.rows[block.headers - 1]]
    return Outline(tuple(headings[first:]), tuple(rows[block.headers :]))


def _heading(block: Block, cell: LaidCell) -> str:
    """The heading of a column behind the one over it."""
    upper = [one.text for one in block.rows[0] if block.headers > 1 and one.left <= cell.left < one.right]
    return " ".join(filter(None, (*upper, cell.text)))


def _pairs(block: Block) -> Iterator[tuple[str, str]]:
    """Each value behind its labels: those that span its row, the one before it, the heading over it."""
    spanning: list[LaidCell] = []
    over: dict[int, str] = {}
    for row in block.rows:
        spanning = [cell for cell in spanning if any(not one.rows and one.left == cell.left for one in row)]
        yield from _row(row, spanning, over)
        over = _headings(row) or (over if _stand_below(row, over) else {})
        spanning += [cell for cell in row if cell.look is Look.LABEL and cell.rows > 1]


def _headings(row: Cells) -> dict[int, str]:
    """The labels of a row that have no value behind them, so that they name what stands below them."""
    pairs = zip(row, (*row[1:], None), strict=True)
    return {cell.left: cell.text for cell, after in pairs if cell.rows == 1 and _is_over(cell, after)}


def _is_over(cell: LaidCell, after: LaidCell | None) -> bool:
    return cell.look is Look.LABEL and _says(cell) and (after is None or after.look is Look.LABEL)


def _stand_below(row: Cells, over: dict[int, str]) -> bool:
    """Whether all values of a row stand below these headings, so that further rows may too; below months one does."""
    lefts = [cell.left for cell in row if cell.entry is not None and cell.rows]
    return bool(lefts) and all(left in over and month_of(over[left]) is None for left in lefts)


def _says(cell: LaidCell) -> bool:
    """Whether a label says anything: a dash stands where nothing is filled in."""
    return any(map(str.isalnum, cell.text))


def _row(row: Cells, spanning: list[LaidCell], over: dict[int, str]) -> Iterator[tuple[str, str]]:
    labels = [cell.text for cell in spanning]
    before = of_row = ""
    for cell in row:
        if not cell.rows or (cell.entry is None and not _says(cell)):
            continue
        if cell.look is Look.LABEL:
            if cell.rows > 1:
                labels.append(cell.text)
            else:
                before = of_row = cell.text
        elif cell.entry is None:
            label, colon, value = cell.text.partition("：")
            yield (label, value) if colon else ("", cell.text)
        else:
            heading = over.get(cell.left, "")
            named = (of_row, heading) if heading else (before,)
            label = " ".join(filter(None, (*labels, *named))) or cell.entry.note
            before = ""
            if label or cell.text:
                yield "".join(label.split("\n")), cell.text
