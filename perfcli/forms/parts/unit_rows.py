"""Rows of units above their projects, in a column of both: which are such, and whether their amounts are sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import Ledger
from perfcli.forms.headings.header import Column, Header
from perfcli.forms.headings.indicator_columns import BUDGET_UNIT
from perfcli.forms.parts.line_text import inline_pair
from perfcli.forms.record.draft import Draft
from perfcli.forms.words.label import normal
from perfcli.forms.words.units import read_unit
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.wording import narrow
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_NO_NAME = regex(r"[:：，。；！？]")
_LONGEST_CODE = 10
_UNIT_DIGITS = 6
_AMOUNT = regex(r"-?[0-9]{1,20}(?:\.[0-9]{1,10})?")


@dataclass
class UnitRows:
    """The rows that only their names and amounts say to be units': their cells, and how many projects stand above."""

    rows: list[tuple[int, Spot, Sequence[Spot]]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def name(self, spot: Spot) -> None:
        """The cell of a row of a unit, or of the sum of one, that has its name."""
        self.names.add(_bare_name(spot.text))

    def are_named(self, texts: Sequence[str]) -> bool:
        """Whether each of these texts is the name of one that has a row of its own."""
        return all(_bare_name(text) in self.names for text in texts)

    def add(self, above: int, name: Spot, amounts: Sequence[Spot]) -> None:
        """One more, below so many projects."""
        self.rows.append((above, name, amounts))

    def leave_no_sums(self, drafts: Sequence[Draft], ledger: Ledger) -> None:
        """Name those that may be projects: no amount is the sum of the first projects below, however many."""
        found = [draft.funds.amounts.get("total") or draft.funds.amounts.get("fiscal") for draft in drafts]
        totals = [_bare(one.text) or Decimal(0) if one else Decimal(0) for one in found]
        for above, name, amounts in self.rows:
            if {_bare(spot.text) for spot in amounts}.isdisjoint(accumulate(totals[above:])):
                for spot in (name, *amounts):
                    ledger.take_back(spot, _("taken for a unit, but not the sum of the projects below it"))


def names_unit(header: Header, row: PageRow) -> bool:
    """Whether a row has nothing but a name, in a column of units and their projects: it is the unit's."""
    column = next((one for one in header.columns if one.of == "project" and one.key == "name"), None)
    filled = row.filled
    if column is None or "单位" not in column.heading or len(filled) != 1 or filled[0].left != column.left:
        return False
    return _NO_NAME.search(filled[0].text) is None


def unit_band(header: Header, row: PageRow, words: Vocabulary) -> Spot | None:
    """The unit that a row across a list has alone, over its projects: 单位：358001 某局, or its code and name."""
    filled = row.filled
    if row.is_line or len(filled) != 1 or filled[0].left > min(column.left for column in header.columns):
        return None
    (spot,) = filled
    if (pair := inline_pair(spot.text, words)) is not None:
        return Spot(pair[1], spot.left, spot.right, spot.place, spot.where) if words.field(pair[0]) == "unit" else None
    coded = read_unit(spot.text)
    is_wide = spot.right - spot.left > 1 or header.positions is not Positions.SPANS
    if coded is None or not is_wide or len(coded[0]) >= _LONGEST_CODE:
        return None
    is_across = spot.right >= max(column.right for column in header.columns) and len(coded[0]) == _UNIT_DIGITS
    return spot if is_across or BUDGET_UNIT.search(coded[1]) is not None else None


def departments(placed: Iterable[tuple[Column, Spot]], words: Vocabulary) -> frozenset[str]:
    """What a row of a list says of the department that its unit belongs to."""
    told = ((words.owner(words.label(column.heading)), spot.text) for column, spot in placed)
    return frozenset(normal(text) for owner, text in told if owner == "department" and not is_blank(text))


def _bare_name(text: str) -> str:
    """The name of a unit without its code."""
    coded = read_unit(text)
    return "".join((coded[1] if coded else text).split())


def _bare(text: str) -> Decimal | None:
    """A number without its commas, None for anything else."""
    plain = narrow(text).replace(",", "")
    return Decimal(plain) if _AMOUNT.fullmatch(plain) else None
