"""Rows that a declared form does not have, beside those that it has: whose the amounts in each of their columns are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfcli.formats.pages import Page, PageRow, Spot
from perfcli.forms.declared.match import Match, Pair
from perfcli.forms.fields.pair_amounts import TERM
from perfcli.forms.laying.shown import DETAIL
from perfcli.forms.record.amount_details import is_amount_label
from perfcli.forms.words.vocabulary import Vocabulary


class _Amount(NamedTuple):
    """An amount of the form: its row, its columns and those of its label, whose it is; empty for the year's."""

    row: int
    left: int
    start: int
    right: int
    term: str


class MoneyColumns:
    """The columns of amounts of a form by the rows that it has: 中期 beside 年度, or one below the other."""

    def __init__(self, page: Page, match: Match, words: Vocabulary) -> None:
        self._words = words
        self._rows = page.rows
        self._numbers = {id(spot): number for number, row in enumerate(page.rows) for spot in row.spots}
        self._amounts = list(self._found([*match.pairs, *match.changed]))

    def _found(self, pairs: Sequence[Pair]) -> Iterator[_Amount]:
        number = start = -1
        of_year = {self._row(spot) for cell, spot, _text in pairs if cell.key.startswith("budget.")}
        for cell, spot, _text in pairs:
            row = self._row(spot)
            start = spot.left if row != number or not cell.key else start
            number = row
            if (term := self._term(cell.key, row in of_year)) is not None:
                yield _Amount(row, spot.left, start, spot.right, term)
            start = spot.right if cell.key else start

    def _row(self, spot: Spot) -> int:
        return self._numbers.get(id(spot), -1)

    def _term(self, key: str, is_beside: bool) -> str | None:
        """Whose an amount is, None for what is none; one that names no other time is none unless beside the year's."""
        if key.startswith("budget."):
            return ""
        name = key.removeprefix(DETAIL)
        label = self._words.label(name)
        if name == key or not (is_amount_label(name) or self._words.money(label)):
            return None
        if label.term == "long":
            return TERM
        return label.printed if is_beside or self._words.money_column(label) == "previous" else None

    def terms(self, rows: Sequence[PageRow]) -> dict[int, str]:
        """Whose the amounts of rows are by their columns: as beside the same label down the left, or nearest above."""
        number = next((self._numbers[id(spot)] for spot in rows[0].filled if id(spot) in self._numbers), 0)
        beside = {id(spot.above) for spot in rows[0].spots if spot.above is not None}
        near = sorted(
            self._amounts,
            key=lambda one: (not self._labels_of(one) & beside, one.row > number, abs(one.row - number)),
        )
        found: dict[int, str] = {}
        for spot in (spot for row in rows for spot in row.own):
            term = next((one.term for one in near if one.start <= spot.left < one.right), None)
            if term is not None:
                found[spot.left] = term
        return found

    def _labels_of(self, amount: _Amount) -> set[int]:
        """The labels down the left of an amount's row."""
        spots = self._rows[amount.row].spots
        return {id(spot.above or spot) for spot in spots}

    def runs(self, rows: Sequence[PageRow]) -> Iterator[list[PageRow]]:
        """Rows put in, those together that stand beside the same labels down the left, one for each amount."""
        run: list[PageRow] = []
        own: set[int] = set()
        outer: set[int] = set()
        for row in rows:
            above = {id(spot.above) for spot in row.spots if spot.above is not None}
            if run and above - own != outer:
                yield run
                run, own = [], set()
            outer = above - own
            own |= {id(spot) for spot in row.own}
            run += self._by_column(row)
        yield run

    def _by_column(self, row: PageRow) -> list[PageRow]:
        """A row whose one label stands before several amounts, as one for each."""
        columns = {one.left for one in self._amounts}
        values = [spot for spot in row.own if spot.left in columns]
        first = values[0].left if values else 0
        labels = [spot for spot in row.filled if spot.left < first]
        between = [spot for spot in row.filled if spot.left > first and spot not in values]
        if len(values) < 2 or len(labels) != 1 or any(spot.left < values[-1].left for spot in between):
            return [row]
        above = [spot for spot in row.spots if spot.above is not None]
        return [PageRow([*above, *labels, spot], row.table) for spot in [*values, *between]]
