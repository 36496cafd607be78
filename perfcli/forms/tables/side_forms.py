"""Forms side by side on one sheet: each has all of its labels, headings and values in columns of its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from perfcli.formats.pages import LAST, PageRow, Positions, Spot, list_columns
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.wording import as_seen

_LEAST = 3
"""So many rows begin alike on all sides."""


def side_forms(rows: Sequence[PageRow], words: Vocabulary, positions: Positions) -> list[Sequence[PageRow]]:
    """The rows of each of the forms that stand side by side, with the lines over and below them; one form as it is."""
    first = next((at for at, row in enumerate(rows) if len(_names(row, words)) > 1), None)
    if first is None:
        return [rows]
    names = _names(rows[first], words)
    marks = [names[0].left, *(name.left for name in names[1:]), LAST + 1]
    parted = [_parted(row, marks, positions) for row in rows]
    if any(parts is None for row, parts in zip(rows[first:], parted[first:], strict=True) if len(row.filled) > 1):
        return [rows]
    told = [[part[0].text for part in map(_filled, parts or ()) if part] for parts in parted[first:]]
    whole = [texts for texts in told if len(texts) == len(names)]
    alike = sum(len(set(map(as_seen, texts))) == 1 for texts in whole)
    if alike < _LEAST or alike * 2 <= len(whole):
        return [rows]
    if positions is Positions.COLUMNS:
        return [[*rows[:first], *list_columns(rows[first:], left, right)] for left, right in pairwise(marks)]
    return [
        [
            row if parts is None or at < first else PageRow(list(parts[side]), row.table, row.is_line)
            for at, (row, parts) in enumerate(zip(rows, parted, strict=True))
        ]
        for side in range(len(names))
    ]


def _names(row: PageRow, words: Vocabulary) -> list[Spot]:
    """The labels 项目名称 of a row that begins with one and has another, each before its name."""
    filled = row.filled
    if row.is_line or not filled or words.field(words.label(filled[0].text)) != "name":
        return []
    labels = [spot for spot in filled if as_seen(spot.text) == as_seen(filled[0].text)]
    values = [after for before, after in pairwise(filled) if before in labels]
    is_each = len(values) == len(labels) and not any(words.is_label(words.label(spot.text)) for spot in values)
    return labels if is_each else []


def _parted(row: PageRow, marks: Sequence[int], positions: Positions) -> list[list[Spot]] | None:
    """The cells of a row on each side, None where one stands across or their count tells no sides."""
    if row.is_line:
        return None
    if positions is Positions.ORDER:
        return _in_order(row.spots, len(marks) - 1)
    parts = [[spot for spot in row.spots if left <= spot.left < right] for left, right in pairwise(marks)]
    across = any(part and part[-1].right > right for part, right in zip(parts, marks[1:], strict=True))
    return None if across and positions is Positions.SPANS else parts


def _in_order(spots: Sequence[Spot], count: int) -> list[list[Spot]] | None:
    """As many cells on each side, an empty one or none between them."""
    for gap in (1, 0):
        width, over = divmod(len(spots) - gap * (count - 1), count)
        if over or width < 1:
            continue
        begins = [at * (width + gap) for at in range(count)]
        if gap == 0 or all(spots[at - 1].is_empty for at in begins[1:]):
            return [list(spots[at : at + width]) for at in begins]
    return None


def _filled(part: Sequence[Spot]) -> list[Spot]:
    return [spot for spot in part if spot.above is None and not spot.is_empty]
