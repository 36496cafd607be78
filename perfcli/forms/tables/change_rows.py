"""A form of changes in one table: below 调整内容, beside 调整前 and 调整后, also levels and names of indicators."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.headings.levels import is_level
from perfcli.forms.tables.change_list import AFTER, BEFORE, KEY
from perfcli.forms.words.vocabulary import Vocabulary

_LEVELS = ("一级指标", "二级指标", "三级指标")
_TARGETS = {BEFORE: "调整前指标值", AFTER: "调整后指标值"}


def with_headings(rows: Sequence[PageRow], words: Vocabulary, positions: Positions) -> Sequence[PageRow]:
    """The rows with headings of indicators put in above the first of them, as that of what was changed says them."""
    for at, row in enumerate(rows):
        keys = [words.change(words.label(spot.text)) for spot in row.spots]
        if row.is_line or keys[:1] != [KEY] or not {BEFORE, AFTER} <= set(keys):
            continue
        place = next((below for below in range(at + 1, len(rows)) if _begins(rows[below])), None)
        heading = _heading(row, keys, rows[place], positions) if place is not None else None
        return [*rows[:place], heading, *rows[place:]] if heading is not None else rows
    return rows


def _begins(row: PageRow) -> bool:
    """Whether a row begins with a level one, a level two and the name of an indicator."""
    if row.is_line or len(row.filled) < len(_LEVELS) + 1:
        return False
    first, second, *_others = row.filled
    return is_level(first.text) and is_level(second.text) and second is row.spots[1]


def _heading(row: PageRow, keys: Sequence[str], below: PageRow, positions: Positions) -> PageRow | None:
    """The headings over the levels and names of a row, and those of the row above for the rest of it."""
    behind = [(spot, key) for spot, key in zip(row.spots, keys, strict=True) if key != KEY]
    first = next(spot.left for spot, key in behind if key == BEFORE)
    if positions is Positions.ORDER:
        behind = behind[keys.index(BEFORE) - len(keys) :]
        levels = below.spots[: len(below.spots) - len(behind)]
    else:
        behind = [(spot, key) for spot, key in behind if spot.left >= first]
        levels = [spot for spot in below.spots if spot.left < first]
    if len(levels) != len(_LEVELS):
        return None
    heads = [
        Spot(text, spot.left, spot.right, row.spots[0].place, "") for text, spot in zip(_LEVELS, levels, strict=True)
    ]
    shift = len(levels) - row.spots.index(behind[0][0]) if positions is Positions.ORDER else 0
    others = [
        Spot(_TARGETS.get(key, spot.text), spot.left + shift, spot.right + shift, spot.place, "")
        for spot, key in behind
    ]
    return PageRow([*heads, *others], row.table)
