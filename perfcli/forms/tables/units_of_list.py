"""The units in a list of projects: in rows or bands over their projects, or in a column beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.cells.ledger import LABEL, Ledger
from perfcli.forms.headings.header import Column, Header
from perfcli.forms.headings.indicator_columns import BUDGET_UNIT
from perfcli.forms.parts.line_text import is_section_number, without_number
from perfcli.forms.parts.unit_rows import UnitRows, departments, names_unit, unit_band
from perfcli.forms.tables.list_sums import put_sums
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.wording import narrow
from perfcli.regex import regex

_BAND = Column("unit", "单位名称", 0, 0, "project")
_CODED_UNIT = regex(r"[0-9]{3}(?:[0-9]{3}){0,2}[-－—–_:：][^0-9]")
_UNIT_CODE = regex(r"[0-9]{3}(?:[0-9]{3}){0,2}")


@dataclass
class UnitsOfList:
    """Follows from row to row which unit is at hand."""

    header: Header
    words: Vocabulary
    ledger: Ledger
    at_hand: tuple[Column, Spot] | None = None
    code: str = ""
    """The code of the unit at hand, where it stands in the column of the projects' codes."""

    rows: UnitRows = field(default_factory=UnitRows)
    """The rows that are of units."""

    _department: frozenset[str] = frozenset()
    """What the row of the unit at hand says of the department that it belongs to."""

    _alone: tuple[tuple[Column, Spot], tuple[Column, Spot] | None] | None = None
    """A name by itself in the row before, in a column of units and their projects, and the unit before it."""

    def takes_band(self, row: PageRow) -> bool:
        """Whether a row across the list is of a unit; it is kept then."""
        band = unit_band(self.header, row, self.words)
        if band is not None:
            self.at_hand, self.code = (_BAND, band), ""
            self.ledger.put(row.filled[0], "unit")
        return band is not None

    def takes(
        self,
        row: PageRow,
        name: tuple[Column, Spot],
        own: Mapping[str, tuple[Column, Spot]],
        placed: list[tuple[Column, Spot]],
        above: int,
    ) -> bool:
        """Whether a row is of a unit, over the rows of its projects and below so many; it is kept then."""
        if names_unit(self.header, row):
            self._alone, self.at_hand = (name, self.at_hand), name
            self.ledger.put(name[1], LABEL)
            self.rows.name(name[1])
            return True
        if not self._is_units(own, placed):
            return False
        self.at_hand, self._alone = _unnumbered(name), None
        self.rows.name(name[1])
        put_sums(placed, self.words, self.ledger)
        if "code" not in own:
            amounts = [spot for column, spot in placed if column.of == "money" and not (column.was or spot.is_empty)]
            self.rows.add(above, name[1], amounts)
        return True

    def project_above(self, name: tuple[Column, Spot] | None) -> tuple[Column, Spot] | None:
        """The name by itself in the row before, where that was no unit's: a row without a name follows it."""
        alone, self._alone = self._alone, None
        if alone is None or (name is not None and not name[1].is_empty):
            return None
        project, self.at_hand = alone
        return project

    def is_new(
        self,
        unit: tuple[Column, Spot] | None,
        own: Mapping[str, tuple[Column, Spot]],
        placed: list[tuple[Column, Spot]],
    ) -> bool:
        """Whether a row has a unit of its own; it is kept then. None goes on from above below another department."""
        of = departments(placed, self.words)
        if unit is not None and not unit[1].is_empty:
            self.at_hand, self._department = unit, of or self._department
            if "unit_code" in own and _UNIT_CODE.fullmatch(code := narrow(own["unit_code"][1].text)):
                self.code = code
            return True
        is_below = unit is None or unit[1].above is None
        column = self.at_hand[0] if self.at_hand else None
        if is_below and of - self._department and column is not _BAND and column is not None and column.key == "unit":
            self.at_hand, self.code, self._department = None, "", of
        return False

    @property
    def label(self) -> Label:
        """What the unit at hand is called by: the heading of its column, unless projects stand in it too."""
        column = self.at_hand[0] if self.at_hand else None
        return self.words.label("单位名称" if column is None or column.key == "name" else column.heading)

    def _is_units(self, own: Mapping[str, tuple[Column, Spot]], placed: list[tuple[Column, Spot]]) -> bool:
        """Whether a row is of a unit, in columns of units and their projects: its code is too short for a project.

        Where there are no codes it is called as units are, where the code is the unit's it is the first row with it;
        either has nothing but amounts.
        """
        if self.header.lists_wholes:
            return False
        column, name = own["name"]
        if self._is_numbered_sum(name, placed):
            return True
        if "单位" not in column.heading or name.is_empty or name.above is not None:
            return False
        if "code" in own and not (own["code"][1].is_empty and "unit_code" in own):
            code = narrow(own["code"][1].text)
            is_units = _UNIT_CODE.fullmatch(code) is not None
            self.code = code if is_units else self.code
            return is_units
        coded = own["unit_code"][1] if "unit_code" in own else None
        beside = [(one, spot) for one, spot in placed if spot not in (name, coded) and spot.above is None]
        others = {one.of for one, spot in beside if not spot.is_empty}
        if others != {"money"}:
            return False
        if coded is None and _CODED_UNIT.match("".join(name.text.split())) is not None:
            return True
        if self.header.find("name") is None:
            return False  # a project without goals looks alike
        if coded is None:
            return BUDGET_UNIT.search("".join(name.text.split())) is not None
        code = narrow(coded.text)
        is_units = _UNIT_CODE.fullmatch(code) is not None and code != self.code
        self.code = code if is_units else self.code
        return is_units

    def _is_numbered_sum(self, name: Spot, placed: list[tuple[Column, Spot]]) -> bool:
        """Whether a row of amounts alone is numbered as sections are, in a list with indicators: 一、某局."""
        if not is_section_number(name.text) or self.header.find("name") is None:
            return False
        beside = [(one, spot) for one, spot in placed if spot is not name and not spot.is_empty and spot.above is None]
        return bool(beside) and all(one.of == "money" or one.key == "number" for one, _spot in beside)


def _unnumbered(name: tuple[Column, Spot]) -> tuple[Column, Spot]:
    """The cell of a unit without what numbers it: 一、某局."""
    column, spot = name
    return (column, replace(spot, text=without_number(spot.text))) if is_section_number(spot.text) else name
