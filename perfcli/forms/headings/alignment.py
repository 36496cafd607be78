"""Which column of a header each cell of a row below it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from perfcli.folding import as_typed
from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.headings.header import Column, Header
from perfcli.forms.headings.levels import is_level
from perfcli.forms.words.targets import is_operator
from perfcli.target import read_target

_PARTS = ("operator", "target", "measure")


def aligned(header: Header, row: PageRow) -> list[tuple[Column, Spot]]:
    """Each cell with its column; a cell that stands in none goes with the nearest one at its left."""
    if header.positions is Positions.ORDER:
        return _by_order(header, row)
    placed = []
    for spot in row.spots:
        place = spot.left, spot.right
        if place not in header.places:
            header.places[place] = _by_place(header, spot)
        column = header.places[place]
        if column is not None:
            placed.append((column, spot))
    return placed


def fits(header: Header, row: PageRow) -> bool:
    """Whether a row has a name and a target of its own, each in just the place of its heading.

    Where no column has the targets, those without a key have them, one for each place, unit or kind of insurance, or
    what became of them stands in their place.
    """
    named = cell_below(header, header.find("name"), row)
    if named is None or is_amount(named.text.strip()):
        return False
    if header.positions is Positions.ORDER and len(row.spots) != len(header.columns) + header.columns[0].left:
        return False
    return bool(values_below(header, row))


def values_below(header: Header, row: PageRow) -> list[Spot]:
    """The target of a row, or its values in all columns that may have one where none has the targets."""
    target = header.find("target")
    told = (one for one in header.columns if one.of == "later" or (one.of == "indicator" and not one.key))
    cells = [cell_below(header, column, row) for column in ([target] if target is not None else told)]
    return [spot for spot in cells if spot is not None]


def cell_below(header: Header, column: Column | None, row: PageRow) -> Spot | None:
    """The cell of a row that holds something in just the place of a heading."""
    is_exact = header.positions is Positions.SPANS
    own = (spot for spot in row.filled if column is not None and spot.left == column.left)
    return next((spot for spot in own if column is not None and not (is_exact and spot.right != column.right)), None)


def _by_place(header: Header, spot: Spot) -> Column | None:
    if header.positions is Positions.COLUMNS:
        return next((column for column in header.columns if column.left <= spot.left < column.right), None)
    over = [(min(spot.right, column.right) - max(spot.left, column.left), column) for column in header.columns]
    covering = [column for width, column in over if width > 0]
    if not covering:
        return None
    whole = [column for column in covering if spot.left <= column.left and column.right <= spot.right]
    if len(whole) > 1:
        return _of_several(whole)
    return max(over, key=lambda item: item[0])[1]


def _of_several(columns: Sequence[Column]) -> Column:
    """The column of a cell that covers several: the first, a level before a name, a value before what is beside it.

    One over a unit and a project is the unit's: the sum of a department above those of its units.
    """
    unit = next((column for column in columns if column.of == "project" and column.key == "unit"), None)
    if unit is not None and any(column.of == "project" and column.key == "name" for column in columns):
        return unit
    for key in ("level1", "kind", "name", "target"):
        for column in columns:
            if column.key == key:
                return column
    return columns[0]


def _by_order(header: Header, row: PageRow) -> list[tuple[Column, Spot]]:
    """Where a row has as many cells as the table has columns each has its own; else where they fit best."""
    spots = row.spots
    first = header.columns[0].left if header.columns else 0
    count = len(header.columns) + first
    if len(spots) == count and all(column.left < count for column in header.columns):
        return [(column, spots[column.left]) for column in header.columns]
    spots = spots[min(first, len(spots)) :]
    if len(spots) >= len(header.columns):
        return list(zip(header.columns, spots, strict=False))
    return _with_whole_target(header.columns, spots) or _fitted(header.columns, spots)


def _with_whole_target(columns: Sequence[Column], spots: Sequence[Spot]) -> list[tuple[Column, Spot]]:
    """The cells of a row in which one stands over all parts of a target, empty where there is no such one."""
    parts = [at for at, column in enumerate(columns) if column.key in _PARTS and column.over]
    first, last = parts[0] if parts else 0, parts[-1] if parts else 0
    if len(spots) != len(columns) - (last - first) or len(parts) < 2 or len(parts) != last - first + 1:
        return []
    if len({columns[at].over for at in parts}) > 1 or is_operator(spots[first].text.strip()):
        return []
    target = next((columns[at] for at in parts if columns[at].key == "target"), columns[first])
    return list(zip([*columns[:first], target, *columns[last + 1 :]], spots, strict=True))


def _fitted(columns: Sequence[Column], spots: Sequence[Spot]) -> list[tuple[Column, Spot]]:
    """The way of giving each cell a column, in their order, in which they fit best; what is left out was merged."""
    texts = [spot.text for spot in spots]

    @lru_cache(None)
    def best(at: int, column: int) -> tuple[float, tuple[int, ...]]:
        if at == len(texts):
            return 0.0, ()
        if len(columns) - column < len(texts) - at:
            return float("-inf"), ()
        skipped = best(at, column + 1) if column else (float("-inf"), ())
        after = best(at + 1, column + 1)
        taken = (after[0] + _fit(columns[column], texts[at]), (column, *after[1]))
        return max(taken, skipped, key=lambda choice: choice[0])

    _score, chosen = best(0, 0)
    return [(columns[column], spot) for column, spot in zip(chosen, spots, strict=False)]


def _fit(column: Column, text: str) -> float:
    """How well a text fits into a column."""
    text = text.strip()
    if not text:
        return 0.1
    level = is_level(text)
    if column.key == "level1":
        return 2 if level else -2
    if column.key == "kind":
        return 2 if level else -2
    if level:
        return -2
    number = as_typed(text).replace(",", "").rstrip("%分").replace(".", "", 1).isdigit()
    if column.key == "weight":
        return 2 if number else -2
    if column.key == "target":
        return 2 if read_target(text).operator is not None else 0.3
    if column.key == "operator":
        return 1 if len(text) < 5 else -2
    if column.key == "name":
        return 1 if not number else -1
    return 0.5 if not number else 0.2
