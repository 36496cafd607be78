"""A laid out form without its lines and spans: labels with their values, and tables. For terminals and Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from perfcli.formats.layout import Block, Cells, LaidCell, LaidPage, Look


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
    """Each value behind its labels: those that span its row, the one before it, else the one over it."""
    spanning: list[LaidCell] = []
    over: dict[int, str] = {}
    for row in block.rows:
        spanning = [cell for cell in spanning if any(not one.rows and one.left == cell.left for one in row)]
        yield from _row(row, spanning, over)
        over = {
            cell.left: cell.text for cell, after in zip(row, (*row[1:], None), strict=True) if _is_over(cell, after)
        }
        spanning += [cell for cell in row if cell.look is Look.LABEL and cell.rows > 1]


def _is_over(cell: LaidCell, after: LaidCell | None) -> bool:
    """Whether a label has no value behind it, so that it names what stands below it."""
    return cell.look is Look.LABEL and cell.rows == 1 and (after is None or after.look is Look.LABEL)


def _row(row: Cells, spanning: list[LaidCell], over: dict[int, str]) -> Iterator[tuple[str, str]]:
    labels = [cell.text for cell in spanning]
    before = ""
    for cell in row:
        if not cell.rows:
            continue
        if cell.look is Look.LABEL:
            if cell.rows > 1:
                labels.append(cell.text)
            else:
                before = cell.text
        elif cell.entry is None:
            label, colon, value = cell.text.partition("：")
            yield (label, value) if colon else ("", cell.text)
        else:
            named = before or over.get(cell.left, "")
            label = " ".join(filter(None, (*labels, named))) or cell.entry.note
            yield "".join(label.split("\n")), cell.text
            before = ""
