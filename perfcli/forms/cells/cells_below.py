"""The cells that stand below headings, and what of them is a number."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.words.amounts import looks_like_amount
from perfcli.regex import regex

NUMBER = regex(
    r"(?:人民币|[¥￥])?\s*[-+]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?\s*"
    r"(?:%|％|[十百千万亿]{0,2}元[整正]?|[（(][千万亿]?元[)）])?"
)


def is_amount(text: str) -> bool:
    """Whether a text is an amount, or nothing where one would stand."""
    return is_blank(text) or looks_like_amount(text)


def is_amount_cell(spot: Spot) -> bool:
    """Whether a cell has an amount or a share, or nothing where one would stand."""
    return is_blank(spot.text) or NUMBER.fullmatch(spot.text.strip()) is not None


def under(heads: Sequence[Spot], row: PageRow, positions: Positions) -> dict[int, Spot]:
    """The cells of a row by the place of the heading that they stand below."""
    found: dict[int, Spot] = {}
    spots = row.spots
    if positions is Positions.ORDER:
        by_left = {spot.left: spot for spot in spots}
        offsets = {index: by_left.get(head.left) for index, head in enumerate(heads)}
        if len(spots) == heads[-1].left + 1 or all(offsets.values()):
            return {index: spot for index, spot in offsets.items() if spot is not None}
        return dict(enumerate(row.own[-len(heads) :])) if len(row.own) >= len(heads) else _from_right(heads, row)
    for spot in spots:
        over = [index for index, head in enumerate(heads) if head.left <= spot.left < head.right]
        if over and over[-1] not in found:
            found[over[-1]] = spot  # an empty cell behind a heading in a list may belong to the next one
    return found


def _from_right(heads: Sequence[Spot], row: PageRow) -> dict[int, Spot]:
    """A row that is short of cells, such as one of sums: its label, and its amounts under the last headings."""
    own = row.own
    if len(own) < 2 or not all(is_amount_cell(spot) for spot in own[1:]):
        return {}
    return {0: own[0]} | {len(heads) - len(own) + at: spot for at, spot in enumerate(own) if at}
