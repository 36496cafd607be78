"""Headings of a small table in two rows, one over the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.cells_below import NUMBER, is_amount, under
from perfcli.forms.fields.block_headings import is_year
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary

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
    if not all(words.looks_like_label(words.label(spot.text)) or is_year(spot.text) for spot in below):
        return []
    parted = _parted_in_order(rows[at + 1], cells) if positions is Positions.ORDER else _parted(rows[at + 1], cells)
    heads = [spot for spot, _over in parted]
    if not heads or heads[0] in below:
        return []
    labels = [words.label(spot.text) for spot in heads]
    if not all(label.full for label in labels):
        return []
    are_known = all(map(words.looks_like_label, labels))
    if not are_known and not (
        are_amounts(heads, rows[at + 2], words, positions) or _are_over_numbers(parted, labels, rows[at + 2], positions)
    ):
        return []
    overs = [words.label(over.text) if over is not None else None for _spot, over in parted]
    return list(zip(heads, _told_apart(labels, overs, words), strict=True))


def _told_apart(labels: Sequence[Label], overs: Sequence[Label | None], words: Vocabulary) -> list[Label]:
    """The labels of headings; those of one text say what they stand below: 预算数（总额） beside 执行数（总额）."""
    counts = Counter(label.full for label in labels)
    apart = []
    for label, over in zip(labels, overs, strict=True):
        if over is not None and counts[label.full] > 1:
            name = f"{over.printed}（{label.printed}）"
            if words.money_column(over) not in ("amount", ""):
                label = replace(label, full=f"{over.full}{label.full}", core=f"{over.core}{label.core}")
            label = replace(label, printed=name)
        apart.append(label)
    return apart


def _parted(row: PageRow, cells: Sequence[Spot]) -> list[tuple[Spot, Spot | None]]:
    """The headings, those of the second row in place of the wide ones that they stand below; none without such."""
    below = row.filled
    wide = [cell for cell in cells if any(cell.left <= spot.left < cell.right for spot in below)]
    going_on = {id(spot.above) for spot in row.spots}
    single = [cell for cell in cells if cell not in wide]
    if not single or id(single[0]) not in going_on or sum(len(cell.text) > 0 for cell in wide) == len(below):
        return []
    heads: list[tuple[Spot, Spot | None]] = []
    for cell in cells:
        heads += [(spot, cell) for spot in below if cell.left <= spot.left < cell.right] or [(cell, None)]
    return heads


def _parted_in_order(row: PageRow, cells: Sequence[Spot]) -> list[tuple[Spot, Spot | None]]:
    """The same where the order alone is known: empty cells of the second row go on from the first."""
    texts = [not spot.is_empty for spot in row.spots]
    before, after = texts.index(True), texts[::-1].index(True)
    first = cells[0].left
    middle = row.spots[before : len(texts) - after]
    wide = cells[before - first : len(cells) - after]
    each = len(middle) // len(wide) if wide else 0
    if each < 2 or before < first or any(spot.is_empty for spot in middle):
        return []
    if any(spot.text != middle[at % each].text for at, spot in enumerate(middle)) or each * len(wide) != len(middle):
        return []  # of several wide ones each has to be over the same
    heads: list[tuple[Spot, Spot | None]] = [(spot, None) for spot in cells[: before - first]]
    heads += [(spot, wide[at // each]) for at, spot in enumerate(middle)]
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


def are_amounts(heads: Sequence[Spot], row: PageRow, words: Vocabulary, positions: Positions) -> bool:
    """Whether these are parts of the money, each over its amount."""
    below = under(heads, row, positions)
    parts = [bool(words.money(words.label(spot.text))) for spot in heads]
    is_money = parts[0] and sum(parts) * 2 > len(parts)
    return is_money and 0 in below and all(is_amount(spot.text) for spot in below.values())
