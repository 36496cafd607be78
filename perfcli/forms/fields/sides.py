"""Headings over pairs of labels and amounts that stand side by side: 收入构成 beside 支出构成."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary


@dataclass(frozen=True)
class Sides:
    """The headings, and what each of them says is below: income or spending."""

    heads: Sequence[Spot]
    labels: Sequence[Label]
    words: Vocabulary
    positions: Positions
    height: int = 1
    """Two where 项目 and 金额 stand below each of the headings."""

    def over(self, spot: Spot) -> Label:
        """The heading over a value."""
        return self.labels[self._index(spot.left)]

    def is_spent(self, spot: Spot) -> bool:
        """Whether a value is what money is spent on."""
        return self.words.side(self.over(spot)) == "spending"

    def hold(self, row: PageRow) -> bool:
        """Whether a row has nothing but pairs of a label and an amount, at most one below each heading."""
        if row.is_line or not row.filled:
            return False
        pairs: list[list[Spot]] = [[] for _head in self.heads]
        for spot in row.own:
            if spot.left < self.heads[0].left:
                if not spot.is_empty:
                    return False
                continue
            pairs[self._index(spot.left)].append(spot)
        filled = [self._filled(pair) for pair in pairs]
        return any(filled) and all(self._is_pair(pair) for pair in filled if pair)

    def are_named(self, row: PageRow) -> bool:
        """Whether a row names the columns of each side, those of labels and those of amounts, alike."""
        texts = [spot.text for spot in row.own if not spot.is_empty]
        count = len(self.heads)
        is_twice = len(texts) == 2 * count and texts == texts[:2] * count
        return is_twice and not row.is_line and self.words.money_column(self.words.label(texts[1])) == "amount"

    def _filled(self, spots: Sequence[Spot]) -> list[Spot]:
        return [spot for spot in spots if not spot.is_empty]

    def _is_pair(self, spots: Sequence[Spot]) -> bool:
        label = self.words.label(spots[0].text)
        if not label.full or is_amount(spots[0].text) or self.words.is_strong(label):
            return False
        return len(spots) == 1 or (len(spots) == 2 and is_amount(spots[1].text))

    def _index(self, left: int) -> int:
        """Below which heading a cell stands; where the order alone is known each has two cells."""
        if self.positions is Positions.ORDER:
            return min((left - self.heads[0].left) // 2, len(self.heads) - 1)
        return max((at for at, head in enumerate(self.heads) if head.left <= left), default=0)


def find_sides(
    rows: Sequence[PageRow], at: int, cells: Sequence[Spot], words: Vocabulary, positions: Positions
) -> Sides | None:
    """The headings that the cells of a row are over pairs in the next one, None where they are none."""
    heads = [spot for spot in cells if not spot.is_empty]
    labels = [words.label(spot.text) for spot in heads]
    if len({words.side(label) for label in labels} - {""}) < 2 or not all(map(words.side, labels)):
        return None
    if at + 1 >= len(rows) or heads[0] is not cells[0]:
        return None
    sides = Sides(heads, labels, words, positions)
    if sides.are_named(rows[at + 1]):
        sides = replace(sides, height=2)
    first = rows[at + sides.height : at + sides.height + 1]
    amounts = [spot for row in first for spot in row.own if not spot.is_empty and is_amount(spot.text)]
    return sides if amounts and sides.hold(first[0]) else None
