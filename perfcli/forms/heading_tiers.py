"""Headings of a small table in two rows, one over the other."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.headings import NUMBER, is_amount, under
from perfcli.forms.vocabulary import Vocabulary


def two_rows(
    rows: Sequence[PageRow], at: int, cells: Sequence[Spot], words: Vocabulary, positions: Positions
) -> list[Spot]:
    """Headings of a small table in two rows: below a wide one stand those of its columns, the others go on."""
    if at + 2 >= len(rows) or len(cells) < 2 or rows[at + 2].is_line:
        return []
    if any(spot.above is cells[0] for spot in rows[at + 2].spots):
        return []  # a label down the left
    below = rows[at + 1].filled
    if len(below) < 2 or any(NUMBER.fullmatch(spot.text.strip()) for spot in (*below, *cells)):
        return []
    if not all(words.looks_like_label(words.label(spot.text)) for spot in below):
        return []
    heads = _parted_in_order(rows[at + 1], cells) if positions is Positions.ORDER else _parted(rows[at + 1], cells)
    if not heads or heads[0] in below:
        return []
    labels = [words.label(spot.text) for spot in heads]
    if not all(label.full for label in labels):
        return []
    are_known = all(map(words.looks_like_label, labels))
    return heads if are_known or are_amounts(heads, rows[at + 2], words, positions) else []


def _parted(row: PageRow, cells: Sequence[Spot]) -> list[Spot]:
    """The headings with those of the second row in place of the wide ones above them, none where there are none."""
    below = row.filled
    wide = [cell for cell in cells if any(cell.left <= spot.left < cell.right for spot in below)]
    going_on = {id(spot.above) for spot in row.spots}
    single = [cell for cell in cells if cell not in wide]
    if not single or id(single[0]) not in going_on or sum(len(cell.text) > 0 for cell in wide) == len(below):
        return []
    heads: list[Spot] = []
    for cell in cells:
        heads += [spot for spot in below if cell.left <= spot.left < cell.right] or [cell]
    return heads


def _parted_in_order(row: PageRow, cells: Sequence[Spot]) -> list[Spot]:
    """The same where the order alone is known: empty cells of the second row go on from the first."""
    texts = [not spot.is_empty for spot in row.spots]
    before, after = texts.index(True), texts[::-1].index(True)
    first = cells[0].left
    middle = row.spots[before : len(texts) - after]
    if len(cells) != before - first + 1 + after or any(spot.is_empty for spot in middle):
        return []
    heads = [*cells[: before - first], *middle, *(cells[len(cells) - after :] if after else [])]
    return [Spot(spot.text, first + at, first + at + 1, spot.place, spot.where) for at, spot in enumerate(heads)]


def are_amounts(heads: Sequence[Spot], row: PageRow, words: Vocabulary, positions: Positions) -> bool:
    """Whether these are parts of the money, each over its amount."""
    below = under(heads, row, positions)
    parts = [bool(words.money(words.label(spot.text))) for spot in heads]
    is_money = parts[0] and sum(parts) * 2 > len(parts)
    return is_money and 0 in below and all(is_amount(spot.text) for spot in below.values())
