"""Income beside spending, each over labels and columns of amounts: 收入 | 年初预算数 | 全年预算数 | 支出 | …."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.fields.heading_block import HeadingBlock
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary


def find_side_block(
    rows: Sequence[PageRow], at: int, cells: Sequence[Spot], words: Vocabulary, positions: Positions
) -> HeadingBlock | None:
    """The headings that these cells of a row are, None where they are none or sides have no columns."""
    labels = [words.label(spot.text) for spot in cells]
    begins = _begins(labels, words)
    if len({words.side(labels[start]) for start in begins}) < 2 or begins[0]:
        return None
    columns = [label for place, label in enumerate(labels) if place not in begins]
    if not all(words.money_column(label) for label in columns) or len(columns) < len(begins):
        return None
    block = HeadingBlock("sides", list(cells), labels, positions)
    return block if at + 1 < len(rows) and sides_of(block, rows[at + 1], words) else None


def sides(block: HeadingBlock, words: Vocabulary) -> list[HeadingBlock]:
    """The headings of each side, the first of them over its labels."""
    ends = [*_begins(block.labels, words), len(block.labels)]
    return [
        HeadingBlock("money", block.heads[start:end], block.labels[start:end], block.positions, scale=block.scale)
        for start, end in pairwise(ends)
    ]


def sides_of(block: HeadingBlock, row: PageRow, words: Vocabulary) -> list[dict[int, Spot]]:
    """What a row has below the headings of each side, in their order; nothing where it does not belong there."""
    begin = block.heads[0].left
    if row.is_line or not row.filled or any(spot.left < begin and not spot.is_empty for spot in row.own):
        return []
    below = block.under(row)
    known = {id(spot) for spot in below.values()}
    if any(id(spot) not in known for spot in row.filled if spot.left >= begin):
        return []
    found = []
    for start, end in pairwise([*_begins(block.labels, words), len(block.labels)]):
        side = {place - start: spot for place, spot in below.items() if start <= place < end}
        named = 0 in side and not side[0].is_empty
        label = words.label(side[0].text) if named else None
        filled = [spot for place, spot in side.items() if place and not spot.is_empty]
        if (label is None and filled) or not all(is_amount(spot.text) for spot in filled):
            return []
        if label is not None and (words.is_strong(label) or is_amount(side[0].text)):
            return []
        found.append(side if label else {})
    return found if any(found) else []


def _begins(labels: Sequence[Label], words: Vocabulary) -> list[int]:
    return [at for at, label in enumerate(labels) if label.full and words.side(label)]
