"""The rows of a header, one over another -> its columns, each with the headings that stand over it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations, groupby, islice, pairwise
from typing import NamedTuple

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.words.changes import side_of
from perfcli.forms.words.label import Label, normal, without_remark
from perfcli.forms.words.months import month_of
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

_TARGETS = regex(r"^各|值$|分解|任务|目标")
"""What a heading over towns or units says of what stands below these."""


_FIRST_BELOW = (
    (regex("指标$"), regex(r"^[一二三]级(?:绩效)?指标|^指标名称|^指标[1一]$")),
    (regex("目标$"), regex("目标(?:内容)?$")),
    (regex("(?:资金|预算|经费|金额)(?:执行)?(?:情况)?$"), regex("预算|资金|金额")),
)
"""How wide headings end, and what the first of those below one says."""


class Tier(NamedTuple):
    """A column of a header: its own heading, and those over it, the outermost first; where it stands."""

    text: str
    over: tuple[str, ...]
    left: int
    right: int


def tiers(rows: Sequence[PageRow], cells: Sequence[Spot], positions: Positions) -> list[Tier]:
    """The columns of a header whose first row has these cells."""
    if positions is not Positions.ORDER:
        below = [row.filled for row in rows[1:]]
        return [tier for cell in cells for tier in _inside(cell, cell.right, below, ())]
    texts = [[spot.text.strip() for spot in cells], *([spot.text.strip() for spot in row.spots] for row in rows[1:])]
    return [Tier(text, over, at, at + 1) for at, (text, over) in enumerate(_in_order(texts))]


def _inside(cell: Spot, right: int, below: Sequence[Sequence[Spot]], over: tuple[str, ...]) -> Iterator[Tier]:
    """The columns below a heading: those of the narrower ones in the next row, where there are any."""
    inner = [spot for spot in below[0] if cell.left <= spot.left < right] if below else []
    if not inner:
        deeper = [spot for row in below[1:] for spot in row if cell.left <= spot.left < right]
        if deeper:
            yield from _inside(cell, right, below[1:], over)
        else:
            yield Tier(cell.text, over, cell.left, right)
        return
    if cell.left < inner[0].left:
        yield Tier(cell.text, over, cell.left, inner[0].left)
    for spot in inner:
        yield from _inside(spot, min(spot.right, right), below[1:], (*over, cell.text))


def _in_order(texts: Sequence[Sequence[str]]) -> list[tuple[str, tuple[str, ...]]]:
    """Where the order of cells alone is known: an empty cell of a lower row goes on from the one above it."""
    upper, lower = texts[-2:] if len(texts) > 1 else (texts[0], [])
    if not lower:
        return [(text, ()) for text in upper]
    found = upper if len(texts) < 3 else _ends(texts[-3], upper)
    tops = tops_of(lower, len(upper))
    if tops:
        outer = _outer(texts[-3], upper) if len(texts) > 2 else [()] * len(upper)
        over = [(found[top], outer[top]) for top in tops]
        return [(text, (*out, top)) if text else (top, out) for text, (top, out) in zip(lower, over, strict=True)]
    return list(_by_edges(lower, found))


def _outer(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[str, ...]]:
    """The heading over each of a row in the middle, where one can tell which."""
    tops = tops_of(lower, len(upper))
    return [(upper[top],) if text else () for text, top in zip(lower, tops, strict=True)] if tops else [()] * len(lower)


def _ends(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The headings of a row in the middle; those that are empty go on from the row above, where one can tell which.

    At both ends one can: as many as are empty there.
    """
    if tops := tops_of(lower, len(upper)):
        return [text or upper[top] for text, top in zip(lower, tops, strict=True)]
    before = next((at for at, text in enumerate(lower) if text), len(lower))
    after = next((at for at, text in enumerate(reversed(lower)) if text), 0)
    middle = lower[before : len(lower) - after]
    return [*upper[:before], *middle, *(upper[len(upper) - after :] if after else [])]


def tops_of(lower: Sequence[str], count: int) -> list[int]:
    """Over each cell of a lower row the place of the heading above it among so many; empty where it cannot be told.

    An empty cell has one of its own, a run of others one, one for each time that it says the same again, or one for
    each time that it begins with what was before a change.
    """
    runs = [(told[0], list(group)) for told, group in groupby(lower, key=_sort)]
    items = [part for filled, group in runs for part in ([group] if filled else [[text] for text in group])]

    @cache
    def shares(at: int, left: int) -> list[list[int]]:
        """The first ways, two at most, in which the cells from an item on share so many headings."""
        if at == len(items):
            return [[]] if left == 0 else []
        ways = (
            [*widths, *rest]
            for widths in _shares(items[at])
            if len(widths) <= left
            for rest in shares(at + 1, left - len(widths))
        )
        return list(islice(ways, 2))

    found = shares(0, count)
    if not found or (len(found) > 1 and any(map(side_of, lower))):
        return []
    return [top for top, width in enumerate(found[0]) for _cell in range(width)]


def _sort(text: str) -> tuple[bool, bool]:
    """Whether a cell has a heading, and whether it is a checkpoint: no heading stands over these and others."""
    return bool(text), month_of(text) is not None


def _shares(run: Sequence[str]) -> list[list[int]]:
    """How many cells of a run may stand below each heading over it: all below one, or as many below each.

    What was before a change and what holds begin once below a heading; others may follow both, or have their own.
    """
    sides = [side_of(text) for text in run]
    if not any(sides):
        whole = [n for n in range(2, len(run) // 2 + 1) if list(run) == [*run[: len(run) // n]] * n]
        return [[len(run)], *([len(run) // n] * n for n in whole)]
    first = next(filter(None, sides))
    cuts = [at for at, side in enumerate(sides) if side == first and first in sides[:at]]
    ends = [at for at in range(2, len(run)) if sides[at - 2] and sides[at - 1] and not sides[at]]
    ways = (sorted({*cuts, *more}) for count in range(len(ends) + 1) for more in combinations(ends, count))
    return [[to - at for at, to in pairwise((0, *way, len(run)))] for way in ways]


def _by_edges(lower: Sequence[str], upper: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The columns at both ends, whose cells of the lower row are empty, and those in the middle."""
    before = next((at for at, text in enumerate(lower) if text), len(lower))
    after = next((at for at, text in enumerate(reversed(lower)) if text), 0)
    wide = upper[before : len(upper) - after]
    below = lower[before : len(lower) - after]
    yield from ((text, ()) for text in upper[:before])
    yield from ((text, tuple(filter(None, (_over(below, wide, at),)))) for at, text in enumerate(below))
    yield from ((text, ()) for text in (upper[len(upper) - after :] if after else []))


def _over(below: Sequence[str], wide: Sequence[str], at: int) -> str:
    """The wide heading over one of the second row: the only one, or one of several that are over the same.

    Else the one whose own begin there: levels below 绩效指标, goals below 年度目标.
    """
    each = len(below) // len(wide) if wide else 0
    same = each * len(wide) == len(below) and all(below[place] == below[place % each] for place in range(len(below)))
    if each and (len(wide) == 1 or same):
        return wide[at // each]
    begins = _begins(below, wide)
    return wide[bisect_right(begins, at) - 1] if begins else ""


def _begins(below: Sequence[str], wide: Sequence[str]) -> list[int]:
    """Where the headings below each wide one begin, empty where their words do not tell it of each."""
    begins = [0]
    for top in wide[1:]:
        own = next((first for ends, first in _FIRST_BELOW if ends.search(without_remark(normal(top)))), None)
        found = (at for at in range(begins[-1] + 1, len(below)) if own and own.search(normal(below[at])))
        begin = next(found, None)
        if begin is None:
            return []
        begins.append(begin)
    return begins if wide else []


def are_places(row: PageRow, cells: Sequence[Spot], words: Vocabulary, positions: Positions) -> bool:
    """Whether all of a row stands below one heading of targets: towns or units, each with a column of its own."""
    if positions is Positions.ORDER:
        tops = tops_of([spot.text.strip() for spot in row.spots], len(cells))
        over = [top for spot, top in zip(row.spots, tops, strict=False) if not spot.is_empty]
    else:
        over = [at for spot in row.filled for at, top in enumerate(cells) if top.left <= spot.left < top.right]
    one = cells[over[0]] if len(row.filled) > 1 and len(over) == len(row.filled) and len(set(over)) == 1 else None
    label = words.label(one.text) if one else None
    return label is not None and (words.indicator(label) == "target" or _tells_targets(label, words))


def _tells_targets(label: Label, words: Vocabulary) -> bool:
    """Whether a heading speaks of what indicators aim at, and is none of a project's: 各苏木镇指标值, 任务分解."""
    return _TARGETS.search(label.full) is not None and not (words.field(label) or words.money(label))
