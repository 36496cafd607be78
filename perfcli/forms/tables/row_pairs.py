"""Indicators of a form of changes with two rows each: one says 调整前 in a column of its own, the other 调整后."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec.structs import replace

from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.cells.ledger import LABEL, Ledger
from perfcli.forms.tables.change_list import AFTER, BEFORE
from perfcli.forms.words.changes import WAS
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _

_FEWEST = 2
"""Headings of indicators over such rows, and rows that say which of the two they are."""

_NARROWEST = 4
"""Cells of such a row: a level, a name, which of the two it is, a target."""

_LONGEST = 12
"""Characters of what says which of the two a row is."""


class _Marked(NamedTuple):
    """A row of such a table, the cell that says which of the two it is, and which that is."""

    row: PageRow
    mark: Spot
    side: str


@dataclass
class RowPairs:
    """Makes one row of two: what was before stands behind what holds, under headings that say so: 调整前指标值."""

    words: Vocabulary
    ledger: Ledger
    _moved: dict[int, tuple[Spot, Spot]] = field(default_factory=dict)
    """Cells that told what was before, and those that stand for them, by the cells themselves."""

    def joined(self, rows: Sequence[PageRow]) -> Sequence[PageRow]:
        """The rows with one for each pair; those of a form of another kind as they are."""
        marked = [self._marked(row) for row in rows]
        first = next((at for at in range(1, len(rows)) if self._is_first(rows[at - 1], marked[at])), 0)
        start = marked[first] if first else None
        below = [one for one in marked[first:] if one and start and one.mark.left == start.mark.left]
        if start is None or len(below) < _FEWEST:
            return rows
        width = max(spot.right for spot in rows[first - 1].spots)
        told = ((spot.left, self.words.indicator(self.words.label(spot.text))) for spot in rows[first - 1].filled)
        name = next((left for left, key in told if key == "name"), start.mark.left)
        made = [*rows[: first - 1], self._headed(rows[first - 1], start.mark, width)]
        at = first
        while at < len(rows):
            one = marked[at]
            if one is None or one.mark.left != start.mark.left:
                made.append(rows[at])
            elif pair := _pair(marked, at):
                made.append(self._joined(*pair, width))
                at += 1
            else:
                made.append(self._alone(one, name))
            at += 1
        return made

    def settle(self) -> None:
        """Tell the ledger where the cells went that others stood for, once all rows were read."""
        for spot, copy in self._moved.values():
            if self.ledger.knows(copy):
                self.ledger.put(spot, self.ledger.went[id(copy)])

    def _marked(self, row: PageRow) -> _Marked | None:
        """A row of which one cell, not the first, says which of the two it is."""
        filled = row.filled if not row.is_line and len(row.spots) >= _NARROWEST else []
        short = (spot for spot in filled if len(spot.text) < _LONGEST)
        told = [(spot, self.words.change(self.words.label(spot.text))) for spot in short]
        found = [_Marked(row, spot, side) for spot, side in told if side in (BEFORE, AFTER)]
        return found[0] if len(found) == 1 and found[0].mark is not row.spots[0] else None

    def _is_first(self, above: PageRow, one: _Marked | None) -> bool:
        """Whether a row stands right below headings of indicators, with that of a level before what it is."""
        if one is None or above.is_line:
            return False
        told = [(spot.left, self.words.indicator(self.words.label(spot.text))) for spot in above.filled]
        has_level = any(key in ("level1", "kind", "level") and left < one.mark.left for left, key in told)
        return has_level and sum(bool(key) for _left, key in told) >= _FEWEST

    def _headed(self, row: PageRow, mark: Spot, width: int) -> PageRow:
        """The headings with those of what was before."""
        self.ledger.put(next((spot for spot in row.spots if spot.left == mark.left), mark), LABEL)
        before = [self._copy(spot, width, f"{WAS}{spot.text.strip()}") for spot in _behind(row, mark)]
        return PageRow([*(spot for spot in row.spots if spot.left != mark.left), *before], row.table)

    def _joined(self, upper: _Marked, lower: _Marked, width: int) -> PageRow:
        """One row of two: its levels and name are those of the upper one."""
        after, before = (upper, lower) if upper.side == AFTER else (lower, upper)
        self.ledger.put(upper.mark, LABEL)
        self.ledger.put(lower.mark, LABEL)
        was = [self._copy(spot, width, spot.text) for spot in _behind(before.row, before.mark)]
        levels = [spot for spot in upper.row.spots if spot.left < upper.mark.left]
        return PageRow([*levels, *_behind(after.row, after.mark), *was], upper.row.table)

    def _alone(self, one: _Marked, name: int) -> PageRow:
        """The row of a new indicator, of what holds alone; of a dropped one its levels, the rest is named."""
        self.ledger.put(one.mark, LABEL)
        if one.side == AFTER:
            return PageRow([spot for spot in one.row.spots if spot is not one.mark], one.row.table)
        for spot in one.row.filled:
            if spot is not one.mark and spot.left >= name:
                self.ledger.leave(spot, _("{label}: what was before a change is not taken in").format(label=WAS))
        return PageRow([spot for spot in one.row.spots if spot.left < name], one.row.table)

    def _copy(self, spot: Spot, width: int, text: str) -> Spot:
        _origin, above = self._moved.get(id(spot.above), (None, None))
        copy = replace(spot, text=text, left=spot.left + width, right=spot.right + width, above=above)
        self._moved[id(spot)] = spot, copy
        return copy


def _pair(marked: Sequence[_Marked | None], at: int) -> tuple[_Marked, _Marked] | None:
    """A row and the one below it, where one of them tells what was before and the other what holds."""
    upper, lower = marked[at], marked[at + 1] if at + 1 < len(marked) else None
    if upper is None or lower is None or upper.mark.left != lower.mark.left or upper.side == lower.side:
        return None
    said = {spot.left: (spot.above or spot).text.split() for spot in upper.row.spots}
    own = [spot for spot in lower.row.filled if spot.left < lower.mark.left]
    return (upper, lower) if all(spot.text.split() == said.get(spot.left) for spot in own) else None


def _behind(row: PageRow, mark: Spot) -> list[Spot]:
    return [spot for spot in row.spots if spot.left > mark.left]
