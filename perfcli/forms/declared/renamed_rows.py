"""Rows of a declared form in which people changed some labels: the other cells keep what the form says they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from perfcli.form import MONTHS, SHARES, FormCell
from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.declared.match import Labels, Match, Pair, own_text
from perfcli.forms.words.amounts import read_scale

DeclaredRow = tuple[Sequence[FormCell | None], Mapping[int, FormCell]]
"""The cells of a declared row, and those that go on into it by their places."""


@dataclass
class RenamedRow:
    """A row beside the declared one in whose place it stands."""

    kept: list[Pair] = field(default_factory=list)
    """The labels that are as they were, with their values."""

    changed: list[Pair] = field(default_factory=list)
    """The cells of the other labels by what they were."""

    rest: list[Spot] = field(default_factory=list)
    """What is read by the vocabulary: the other cells, beside the labels down the left."""

    said: Match = field(default_factory=Match)

    @property
    def labels(self) -> int:
        """How many labels are as they were."""
        return sum(bool(cell.label) for cell, _spot, _text in self.kept)


def without_kept(
    rows: Sequence[PageRow], lacking: Sequence[DeclaredRow], labels: Labels, found: Match
) -> list[PageRow]:
    """Rows where some are missing, without the cells that are the form's still: those are put to what is found."""
    left, rest = list(lacking), []
    for number, row in enumerate(rows):
        beside = [_beside(cells, over, row, labels) for cells, over in left]
        at = max(range(len(beside)), key=lambda one: _labels_of(beside[one]), default=-1)
        if at >= 0 and not _labels_of(beside[at]):
            at = 0 if len(left) == len(rows) - number else -1
        renamed = beside[at] if at >= 0 else None
        if renamed is None:
            rest.append(row)
            continue
        left = left[at + 1 :]
        found.pairs += renamed.kept
        found.changed += renamed.changed
        found.scales |= renamed.said.scales
        rest.append(PageRow(renamed.rest, row.table))
    return rest


def _labels_of(renamed: RenamedRow | None) -> int:
    return renamed.labels if renamed is not None else 0


def _beside(
    cells: Sequence[FormCell | None], over: Mapping[int, FormCell], row: PageRow, labels: Labels
) -> RenamedRow | None:
    """A row by the cells of a declared one, None where it has others."""
    spots, found = row.spots, RenamedRow()
    if len(spots) < len(cells) or any(not spot.is_empty for spot in spots[len(cells) :]):
        return None
    for at, top in over.items():
        above = spots[at].above
        if above is None or (top.label and not labels.is_there(top, above, found.said)):
            return None
    is_kept = False
    for cell, spot in zip(cells, spots, strict=False):
        if not _is_of(cell, spot):
            return None
        if cell is not None and cell.label:
            is_kept = labels.is_there(cell, spot, found.said)
        if cell is None or not (cell.label or cell.key):
            found.rest.append(spot)
        elif is_kept:
            found.kept.append((cell, spot, own_text(cell, spot)))
            found.rest += _going_on(cell, spot)
        else:
            found.changed.append((cell, spot, spot.text))
            found.rest.append(spot)
    return found


def _is_of(cell: FormCell | None, spot: Spot) -> bool:
    """Whether a cell may be a declared one, whatever its label says."""
    if cell is None:
        return spot.above is not None or spot.is_empty
    if spot.above is not None or cell.key in (MONTHS, SHARES):
        return False
    if cell.key == "scale" and read_scale(spot.text) is None:
        return False
    return bool(cell.label or cell.key or spot.is_empty)


def _going_on(cell: FormCell, spot: Spot) -> Iterator[Spot]:
    """A label down the left as it goes on beside what is read after it."""
    if cell.rows > 1:
        yield replace(spot, text="", above=spot)
