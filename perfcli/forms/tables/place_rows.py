"""A row for each place, a column for each indicator below its levels: 乡镇 | 产出指标 over 数量指标 over 新建站点."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from perfcli.formats.blocks import clean
from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import LABEL, NOTHING
from perfcli.forms.headings.header_columns import names_level
from perfcli.forms.headings.header_tiers import Tier, tiers
from perfcli.forms.headings.levels import level_name
from perfcli.forms.headings.listed_indicators import levels_of
from perfcli.forms.parts.signatures import is_number
from perfcli.forms.record.draft import Draft
from perfcli.forms.tables.amount_columns import is_place
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.framework import kinds_meant
from perfcli.model import Indicator

_TALLEST = 3
"""Rows of headings: levels one, levels two, names."""


@dataclass(frozen=True)
class PlaceRows:
    """Such a table: its headings, which of them is over the places, and the rows below."""

    columns: Sequence[Tier]
    places: Tier
    height: int
    rows: Sequence[PageRow]

    def read(self, draft: Draft) -> int:
        """Give a form its indicators, each with its value for every place; how many rows that takes, headings too."""
        named = [column for column in self.columns if column.over and names_level(column.over[0], draft.words)]
        values: dict[int, dict[str, str]] = {column.left: {} for column in named}
        for row in self.rows:
            place = _below(self.places, row)
            if place is None or not is_place(place.text.strip()):
                self._sums(row, draft)
                continue
            draft.known([place])
            for column in self.columns:
                spot = _below(column, row)
                if spot is None or spot is place or spot.is_empty:
                    continue
                if column.left in values and is_blank(spot.text):
                    draft.ledger.put(spot, NOTHING)
                elif column.left in values:
                    values[column.left][place.text.strip()] = clean(spot.text)
                    draft.ledger.put(spot, f"indicators.details.{place.text.strip()}")
                elif draft.words.indicator(draft.words.label(column.text)) == "number":
                    draft.ledger.put(spot, LABEL)
                else:
                    self._of_place(column, place, spot, draft)
        draft.indicators += [_indicator(column, values[column.left]) for column in named]
        return self.height + len(self.rows)

    def _of_place(self, column: Tier, place: Spot, spot: Spot, draft: Draft) -> None:
        """What a row says of its place beside the indicators: what it gets of the money."""
        label = f"{draft.words.label(column.text).printed}（{place.text.strip()}）"
        if is_number(spot.text):
            draft.amount_detail(label, spot)
        else:
            draft.detail(label, spot)

    def _sums(self, row: PageRow, draft: Draft) -> None:
        """A row of sums over all places, which says nothing of its own."""
        for spot in row.filled:
            draft.ledger.put(spot, LABEL if draft.words.is_sum(draft.words.label(spot.text)) else "sum")


def find_place_rows(rows: Sequence[PageRow], at: int, words: Vocabulary, positions: Positions) -> PlaceRows | None:
    """The table whose headings begin in this row, None where none do, or where the order of cells alone is known."""
    own = [spot for spot in rows[at].own if not spot.is_empty]
    levels = [spot for spot in own if names_level(spot.text, words)]
    if positions is Positions.ORDER or rows[at].is_line or len(levels) < 2 or levels == own:
        return None
    height = _height(rows, at)
    if height < 2:
        return None
    columns = tiers(rows[at : at + height], own, positions)
    named = [column for column in columns if column.over and names_level(column.over[0], words)]
    if len(named) < 2 or any(words.indicator(words.label(column.text)) for column in named):
        return None  # over names and targets
    if any(words.field(words.label(column.text)) == "name" for column in columns):
        return None  # a list of projects, each in a place
    if all(names_level(column.text, words) or kinds_meant(level_name(column.text)) for column in named):
        return None  # over all indicators of a level in one cell
    table = list(takewhile(lambda row: len(row.filled) > 1 and not row.is_line, rows[at + height :]))
    for column in columns:
        cells = [spot for row in table if (spot := _below(column, row)) is not None and not spot.is_empty]
        told = [spot.text.strip() for spot in cells if not words.is_sum(words.label(spot.text))]
        if len(told) > 1 and column not in named and all(map(is_place, told)) and _are_sums(table, column, words):
            return PlaceRows(columns, column, height, table)
    return None


def _height(rows: Sequence[PageRow], at: int) -> int:
    """How many rows of headings there are: as many as stand below cells that go on beside them, at most three."""
    first = next(spot for spot in rows[at].own if not spot.is_empty)
    below = rows[at + 1 : at + _TALLEST]
    going_on = list(takewhile(lambda row: any(spot.above is first for spot in row.spots), below))
    if going_on:
        return 1 + len(going_on)
    texts = [[spot.text for spot in row.filled] for row in below]
    told = list(takewhile(lambda row: not any(map(is_place, row)), texts))  # where nothing says what goes on
    return 1 + len(told)


def _below(column: Tier, row: PageRow) -> Spot | None:
    """The cell of a row that begins below a heading."""
    return next((spot for spot in row.own if column.left <= spot.left < column.right), None)


def _are_sums(table: Sequence[PageRow], places: Tier, words: Vocabulary) -> bool:
    """Whether every row without a place is one of sums."""
    others = [row for row in table if (spot := _below(places, row)) is None or not is_place(spot.text.strip())]
    return all(words.is_sum(words.label(row.filled[0].text)) for row in others)


def _indicator(column: Tier, values: dict[str, str]) -> Indicator:
    """The indicator of a column: its levels stand over it, its targets are those of the places."""
    levels = [level_name(text.strip()) for text in column.over]
    level1, kind = (levels[0], levels[1]) if len(levels) > 1 else (levels[0], "")
    if not kind and kinds_meant(levels[0]):
        level1, kind = levels_of(levels[0], "")
    return Indicator(kind=kind, name=clean(column.text), level1=level1, details=dict(values))
