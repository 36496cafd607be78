"""A form of changes that says all twice: what was below or beside 调整前, what holds below or beside 调整后."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.cells.ledger import LABEL, NOTHING, Ledger
from perfcli.forms.parts.halves import NUMBERED, half_of, numbers_table
from perfcli.forms.parts.signatures import is_signed
from perfcli.forms.record.draft import Draft
from perfcli.forms.tables.change_list import AFTER, BEFORE
from perfcli.forms.tables.dropped_rows import Dropped, put_dropped
from perfcli.forms.tables.indicator_table import IndicatorTable
from perfcli.forms.words.changes import BEFORE_CHANGE
from perfcli.forms.words.label import normal
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.model import Indicator
from perfcli.regex import regex

_FEWEST = 3
"""Rows of each side: fewer are goals of one cell each, which stay beside each other."""

_WAS = regex(BEFORE_CHANGE)
_OF_INDICATOR = ("target", "weight", "description", "basis", "scoring")
"""What an indicator says that another may have said before a change."""


class ChangedRows(NamedTuple):
    """The rows that hold and those that tell what was before; `heading` is what is put behind the labels of these."""

    held: Sequence[PageRow]
    before: Sequence[PageRow] = ()
    heading: str = ""


class _Side(NamedTuple):
    """One half of a form: which it is, the cell that says so, where its rows begin and end."""

    of: str
    label: Spot
    start: int
    end: int
    rows: Sequence[PageRow]


def part_changes(rows: Sequence[PageRow], words: Vocabulary, ledger: Ledger) -> ChangedRows:
    """The rows of a form by what they tell, where it has both halves; else all of them hold."""
    for sides in (_below_bands(rows, words), _beside_labels(rows, words), _below_headings(rows, words)):
        if sorted(side.of for side in sides) != [AFTER, BEFORE] or any(len(side.rows) < _FEWEST for side in sides):
            continue
        for side in sides:
            ledger.put(side.label, LABEL)
        (before,) = (side for side in sides if side.of == BEFORE)
        held: list[PageRow] = []
        at = 0
        for side in sides:
            held += [*rows[at : side.start], *(side.rows if side.of == AFTER else ())]
            at = side.end
        label = words.label(before.label.text).full
        told = _WAS.search(label)
        held += rows[at:]
        for row in filter(numbers_table, held):
            ledger.put(row.filled[0], LABEL)
        held = [row for row in held if not numbers_table(row)]
        return ChangedRows(held, before.rows, told[0] if told else label)
    return ChangedRows(rows)


def _below_bands(rows: Sequence[PageRow], words: Vocabulary) -> list[_Side]:
    """The halves below bands across the table: 一、调整前绩效目标."""
    bands = [(at, of) for at, row in enumerate(rows) if (of := half_of(row, words))]
    sides = []
    for (at, of), (after, _of) in pairwise([*bands, (len(rows), "")]):
        is_numbered = NUMBERED.match(rows[at].filled[0].text) is not None
        ends = (place for place in range(at + 1, after) if _ends(rows[place], words, is_numbered=is_numbered))
        end = next(ends, after)
        sides.append(_Side(of, rows[at].filled[0], at, end, rows[at + 1 : end]))
    return sides


def _ends(row: PageRow, words: Vocabulary, *, is_numbered: bool) -> bool:
    """Whether a row ends a half: signatures, or the next numbered band where its own is numbered."""
    is_band = is_numbered and len(row.own) == 1 and bool(row.filled) and NUMBERED.match(row.filled[0].text) is not None
    return is_band or is_signed(row, words)


def _beside_labels(rows: Sequence[PageRow], words: Vocabulary) -> list[_Side]:
    """The halves beside a label down the left of all of their rows."""
    sides = []
    for at, row in enumerate(rows):
        if row.is_line or len(row.filled) < 2 or not _side(row, words):
            continue
        first = row.spots[0]
        end = at + 1
        while end < len(rows) and _goes_on(rows[end], first):
            end += 1
        own = [PageRow(one.spots[1:], one.table) for one in rows[at:end]]
        sides.append(_Side(_side(row, words), first, at, end, own))
    return sides


def _below_headings(rows: Sequence[PageRow], words: Vocabulary) -> list[_Side]:
    """The halves of one table of indicators, beside labels between the section and the levels."""
    sides: list[_Side] = []
    heading: PageRow | None = None
    for at, row in enumerate(rows):
        found = (
            spot
            for spot in row.filled[:2]
            if not row.is_line and words.change(words.label(spot.text)) in (BEFORE, AFTER)
        )
        mark = next(found, None)
        if mark is None or (sides and mark.left != sides[0].label.left):
            continue
        if not sides and not (at and _heads_behind(rows[at - 1], mark, words)):
            continue
        start = at if heading else at - 1
        heading = heading or _without(rows[at - 1], mark)
        end = at + 1
        while end < len(rows) and _goes_on(rows[end], mark):
            end += 1
        own = [_without(one, mark) for one in rows[at:end]]
        sides.append(_Side(words.change(words.label(mark.text)), mark, start, end, [heading, *own]))
    return sides


def _without(row: PageRow, mark: Spot) -> PageRow:
    """A row without the cell that stands where this one does."""
    return PageRow([spot for spot in row.spots if spot.left != mark.left], row.table)


def _heads_behind(row: PageRow, mark: Spot, words: Vocabulary) -> bool:
    """Whether a row has the headings of levels, behind a cell below it."""
    heads = [spot for spot in row.filled if words.indicator(words.label(spot.text)) in ("level1", "kind")]
    return not row.is_line and bool(heads) and all(spot.left > mark.left for spot in heads)


def _goes_on(row: PageRow, first: Spot) -> bool:
    """Whether what stands where this cell does goes on from it, or nothing stands there nor at its left."""
    left = next((spot for spot in row.spots if spot.left == first.left), None)
    if row.is_line or left is None:
        return False
    is_empty = left.above is None and left.is_empty and bool(row.filled) and row.filled[0].left > left.left
    return left.above is first or is_empty


def _side(row: PageRow, words: Vocabulary) -> str:
    """Whether the first cell of a row says that what follows was before a change, or holds after it."""
    if not row.filled or row.filled[0] is not row.spots[0]:
        return ""
    label = words.label(row.filled[0].text)
    found = {"before": BEFORE, "after": AFTER}.get(words.result(label), words.change(label))
    return found if found in (BEFORE, AFTER) else ""


def put_before(tables: Sequence[IndicatorTable], read: Ledger, heading: str, draft: Draft) -> None:
    """Give what indicators were before to those that hold, as details; one that was dropped is a detail of all.

    `read` has where the cells of these tables went.
    """
    was, dropped = Draft(draft.words, Ledger(), draft.where), list[Dropped]()
    for table in tables:
        first = len(was.indicators)
        table.put_into(was)
        for row in was.indicators[first:]:
            at = _place_of(row, draft.indicators)
            told = dict(_told(row, table, heading))
            if at is None:
                dropped.append(Dropped(row.kind or row.level1, row.name, heading, tuple(told.values())))
            else:
                draft.indicators[at] = replace(draft.indicators[at], details={**draft.indicators[at].details, **told})
    put_dropped(dropped, draft)
    draft.problems += was.problems
    for cell, spot in read.spots.items():
        went = read.went[cell]
        draft.ledger.put(spot, went if went in (LABEL, NOTHING) else f"indicators.details.{heading}" if went else "")
    draft.ledger.left += read.left


def _place_of(row: Indicator, rows: Sequence[Indicator]) -> int | None:
    """Where an indicator of the same levels and name stands, else the only one of its name."""
    same = [at for at, one in enumerate(rows) if normal(one.name) == normal(row.name) and one.term == row.term]
    alike = [at for at in same if (rows[at].level1, rows[at].kind) == (row.level1, row.kind)]
    found = alike or same
    return found[0] if len(found) == 1 or alike else None


def _told(row: Indicator, table: IndicatorTable, heading: str) -> Iterator[tuple[str, str]]:
    """What an indicator said, each under its heading: 调整前指标值."""
    for key in _OF_INDICATOR:
        value = getattr(row, key)
        column = table.header.find(key)
        if value not in ("", None):
            yield f"{heading}{column.heading if column is not None else key}", str(value)
    for label, text in row.details.items():
        yield f"{heading}{label}", text if isinstance(text, str) else "\n".join(text)
