"""Headings of a small table in two rows, one over the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.cells_below import NUMBER, is_amount, is_amount_cell, under
from perfcli.forms.fields.tier_labels import told_apart
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.years import is_year

_LONGEST = 12
"""Characters of a heading that nobody knows."""


def two_rows(
    rows: Sequence[PageRow], at: int, cells: Sequence[Spot], words: Vocabulary, positions: Positions
) -> list[tuple[Spot, Label]]:
    """Each heading of a small table in two rows: below a wide one stand those of its columns, the others go on."""
    if at + 2 >= len(rows) or len(cells) < 2 or rows[at + 2].is_line:
        return []
    if any(spot.above is cells[0] for spot in rows[at + 2].spots):
        return []  # a label down the left
    below = rows[at + 1].filled
    if len(below) < 2 or any(NUMBER.fullmatch(spot.text.strip()) for spot in (*below, *cells)):
        return []
    parted = parted_heads(rows[at + 1], cells, positions)
    told = [words.label(spot.text) for spot in below]
    are_years = _are_years([over for _spot, over in parted if over is not None])
    if not are_years and not all(
        words.looks_like_label(label) or words.is_sum(label) or is_year(label.full) for label in told
    ):
        return []
    heads = [spot for spot, _over in parted]
    labels = labels_of(parted, words)
    if not heads or (heads[0] in below and labels[0].year is None) or not all(label.full for label in labels):
        return []
    printed = [words.label(spot.text) for spot in heads]
    pairs = zip(labels, printed, strict=True)
    are_known = all(words.looks_like_label(one) or words.looks_like_label(own) or one.year for one, own in pairs)
    if not are_known and not (
        are_amounts(labels, heads, rows[at + 2], words, positions)
        or _are_over_numbers(parted, printed, rows[at + 2], positions)
    ):
        return []
    return list(zip(heads, labels, strict=True))


def parted_heads(row: PageRow, cells: Sequence[Spot], positions: Positions) -> list[tuple[Spot, Spot | None]]:
    """The headings, those of the second row in place of the wide ones that they stand below, each with that one."""
    return _parted_in_order(row, cells) if positions is Positions.ORDER else _parted(row, cells)


def labels_of(parted: Sequence[tuple[Spot, Spot | None]], words: Vocabulary) -> list[Label]:
    """The labels of such headings, each by what it stands below."""
    overs = [words.label(over.text) if over is not None else None for _spot, over in parted]
    return told_apart([words.label(spot.text) for spot, _over in parted], overs, words)


def _parted(row: PageRow, cells: Sequence[Spot]) -> list[tuple[Spot, Spot | None]]:
    """The headings, those of the second row in place of the wide ones that they stand below; none without such."""
    below = row.filled
    wide = [cell for cell in cells if any(cell.left <= spot.left < cell.right for spot in below)]
    going_on = {id(spot.above) for spot in row.spots}
    single = [cell for cell in cells if cell not in wide]
    goes_on = bool(single) and id(single[0]) in going_on
    if sum(len(cell.text) > 0 for cell in wide) == len(below) or not (goes_on or _are_years(wide)):
        return []
    heads: list[tuple[Spot, Spot | None]] = []
    for cell in cells:
        heads += [(spot, cell) for spot in below if cell.left <= spot.left < cell.right] or [(cell, None)]
    return heads


def _are_years(cells: Sequence[Spot]) -> bool:
    return bool(cells) and all(is_year(cell.text) for cell in cells)


def _parted_in_order(row: PageRow, cells: Sequence[Spot]) -> list[tuple[Spot, Spot | None]]:
    """The same where the order alone is known: empty cells of the second row go on from the first."""
    texts = [not spot.is_empty for spot in row.spots]
    before, after = texts.index(True), texts[::-1].index(True)
    first = cells[0].left
    middle = row.spots[before : len(texts) - after]
    wide = cells[before - first : len(cells) - after]
    begins = [at for at, spot in enumerate(middle) if spot.text == middle[0].text]
    if not wide or len(begins) != len(wide) or before < first or any(spot.is_empty for spot in middle):
        return []  # of several wide ones each has to be over the same, or over what begins alike
    parts = [middle[start:end] for start, end in pairwise([*begins, len(middle)])]
    if any(len(part) < 2 for part in parts):
        return []
    heads: list[tuple[Spot, Spot | None]] = [(spot, None) for spot in cells[: before - first]]
    heads += [(spot, over) for part, over in zip(parts, wide, strict=True) for spot in part]
    heads += [(spot, None) for spot in cells[len(cells) - after :]] if after else []
    return [
        (Spot(spot.text, first + at, first + at + 1, spot.place, spot.where), over)
        for at, (spot, over) in enumerate(heads)
    ]


def _are_over_numbers(
    parted: Sequence[tuple[Spot, Spot | None]], labels: Sequence[Label], row: PageRow, positions: Positions
) -> bool:
    """Whether short words are headings, since numbers stand below those that a wide one is over: 主要项目, 预算金额."""
    below = under([spot for spot, _over in parted], row, positions)
    numbers = [below[at].text for at, (_spot, over) in enumerate(parted) if over is not None and at in below]
    told = [text for text in numbers if text.strip()]
    short = all(
        is_year(label.full) or (len(label.full) < _LONGEST and not any(map(str.isdigit, label.full)))
        for label in labels
    )
    return short and len(told) > 0 and all(is_amount(text) for text in numbers)


def are_amounts(
    labels: Sequence[Label], heads: Sequence[Spot], row: PageRow, words: Vocabulary, positions: Positions
) -> bool:
    """Whether these are parts of the money, each over its amount."""
    below = under(heads, row, positions)
    parts = [bool(words.money(label)) for label in labels]
    is_money = parts[0] and sum(parts) * 2 > len(parts)
    return is_money and 0 in below and all(is_amount(spot.text) for spot in below.values())


def are_years_of_parts(
    labels: Sequence[Label], heads: Sequence[Spot], row: PageRow, words: Vocabulary, positions: Positions
) -> bool:
    """Whether headings are over amounts of several years, of which the rows below say what part each is."""
    below = under(heads, row, positions)
    years = [at for at, label in enumerate(labels) if at and (label.year or is_year(label.full))]
    is_part = 0 in below and words.money(words.label(below[0].text)) != ""
    return is_part and bool(years) and all(is_amount_cell(below[at]) for at in years if at in below)
