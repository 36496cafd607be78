"""Rows of a declared form among those of a page of which people deleted some, changed some and put others between."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from perfcli.form import FormCell, Placed
from perfcli.formats.pages import PageRow

IsRow = Callable[[Sequence[FormCell | None], Mapping[int, FormCell], PageRow], bool]
"""Whether the cells of a declared row, those that go on into it by their places, are a row of the page."""


class LooseRows:
    """Finds as many of the declared rows as stand on the page in their order."""

    def __init__(self, rows: Sequence[PageRow], at: int, declared: Sequence[Sequence[Placed]], is_row: IsRow) -> None:
        self._rows, self._at, self._declared, self._is_row = rows, at, declared, is_row
        self._over = list(_going_on(declared))
        self._labels = [sum(bool(placed.cell and placed.cell.label) for placed in row) for row in declared]
        self.pairs: list[tuple[Sequence[Placed], PageRow]] = []
        self.foreign: list[list[PageRow]] = []
        self.lacking: list[list[tuple[Sequence[FormCell | None], Mapping[int, FormCell]]]] = []
        """The declared rows that are missing where each of those stands."""

        self.end = at
        self.wanted, self.matched = sum(self._labels), 0

    def match(self, end: int | None, may_miss: Callable[[FormCell, Sequence[PageRow]], bool]) -> bool:
        """Find the rows up to the end; False where one is not there that has a cell which may not be missing.

        False too where a row stands twice: then it cannot be told which one is meant.

        Without an end the last one that is found is the last: what stands below is none of the form's.
        """
        last = end if end is not None else min(len(self._rows), self._at + 2 * len(self._declared))
        rows = self._rows[self._at : last]
        found = self._with_values(self._in_order(last))
        for number, row in enumerate(self._declared):
            if number not in found and not all(may_miss(placed.cell, rows) for placed in row if placed.cell):
                return False
        if any(
            self._is_at(number, other)
            for number, place in found.items()
            for other in range(self._at, last)
            if other != place and self._labels[number]
        ):
            return False
        self.end = end if end is not None else max(found.values(), default=self._at - 1) + 1
        self.matched = sum(self._labels[number] for number in found)
        self.pairs = [(self._declared[number], self._rows[place]) for number, place in sorted(found.items())]
        self._put_apart({place: number for number, place in found.items()})
        return True

    def _in_order(self, last: int) -> dict[int, int]:
        """The declared rows with labels and the rows of the page that they are: as many labels as can be."""
        places = range(self._at, last)
        best: dict[tuple[int, int], tuple[int, tuple[tuple[int, int], ...]]] = {}
        for number in reversed(range(len(self._declared) + 1)):
            for place in reversed(range(self._at, last + 1)):
                if number == len(self._declared) or place == last:
                    best[number, place] = 0, ()
                    continue
                options = [best[number + 1, place], best[number, place + 1]]
                if self._labels[number] and self._is_at(number, place):
                    count, pairs = best[number + 1, place + 1]
                    options.append((count + self._labels[number], ((number, place), *pairs)))
                best[number, place] = max(options, key=lambda option: option[0])
        return dict(best[0, self._at][1]) if places else {}

    def _with_values(self, found: dict[int, int]) -> dict[int, int]:
        """Rows without labels stand right below the row that is above them in the form."""
        for number in range(1, len(self._declared)):
            place = found.get(number - 1, -2) + 1
            is_free = 0 < place < len(self._rows) and place not in found.values()
            if is_free and not self._labels[number] and self._is_at(number, place):
                found[number] = place
        return found

    def _is_at(self, number: int, place: int) -> bool:
        cells = [placed.cell for placed in self._declared[number]]
        return self._is_row(cells, self._over[number], self._rows[place])

    def _put_apart(self, known: Mapping[int, int]) -> None:
        """Keep the rows that the form does not have; their cells as wide as those of the row above, or below."""
        model = self._rows[min(known)] if known else None
        group: list[PageRow] = []
        before = -1
        for place in range(self._at, self.end):
            row = self._rows[place]
            if place in known:
                model, group, before = row, [], known[place]
            elif row.filled:
                if not group:
                    self.foreign.append(group)
                    self.lacking.append(list(self._missing(before, known)))
                group.append(_as_wide(row, model) if model is not None else row)

    def _missing(
        self, before: int, known: Mapping[int, int]
    ) -> Iterator[tuple[Sequence[FormCell | None], Mapping[int, FormCell]]]:
        """The declared rows with labels between one that is found and the next."""
        after = min((number for number in known.values() if number > before), default=len(self._declared))
        for number in range(before + 1, after):
            if self._labels[number]:
                yield [placed.cell for placed in self._declared[number]], self._over[number]


def _going_on(declared: Sequence[Sequence[Placed]]) -> Iterator[dict[int, FormCell]]:
    """The cells that go on from above in each row, by their places in it."""
    begun: dict[int, FormCell] = {}
    for row in declared:
        yield {at: begun[placed.left] for at, placed in enumerate(row) if placed.cell is None and placed.left in begun}
        begun |= {placed.left: placed.cell for placed in row if placed.cell is not None}


def _as_wide(row: PageRow, model: PageRow) -> PageRow:
    """A row without the empty cells that are merged with the cell at their left in another row."""
    inside = {at for spot in model.spots for at in range(spot.left + 1, spot.right)}
    kept = [spot for spot in row.spots if not (spot.is_empty and spot.above is None and spot.left in inside)]
    return PageRow(kept, row.table, row.is_line)
