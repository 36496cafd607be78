"""The lower half of a project's table: one indicator a row, level one printed once for its group."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.documents.table_form import COLUMN_KEYS, COLUMNS, NAME_COLUMN, column_of
from perfcli.formats.blocks import Cell, Row, clean, joined, report
from perfcli.formats.leftovers import Leftover
from perfcli.forms.headings.levels import levels_one
from perfcli.forms.words.wording import as_seen, label_seen
from perfcli.i18n import gettext as _
from perfcli.model import Indicator

_WIDTH = len(COLUMNS)
_NUMBER = "序号"


class Columns:
    """Which column of the form stands where: what a header says, and the rows below it by that."""

    def __init__(self, header: Sequence[Cell] = ()) -> None:
        self._at: list[int] = []
        self._numbers: set[int] = set()
        self.leftovers: list[Leftover] = []
        for place, cell in enumerate(header):
            at = column_of(cell.text)
            self._at.append(-1 if at in self._at else at)
            if label_seen(cell.text) == _NUMBER:
                self._numbers.add(place)
            elif self._at[-1] < 0:
                self.leftovers.extend(report([cell], _("no column of the form")))
        if not header:
            self._at = [*range(_WIDTH)]

    @property
    def lacks_names(self) -> bool:
        """Whether no heading is the one of the indicators' names."""
        return NAME_COLUMN not in self._at

    def read(self, row: Row) -> tuple[Indicator | None, tuple[Leftover, ...]]:
        """The indicator of a row, None where it has none; and what of the row belongs to none.

        A level one that is not the kind's own is left over, because an indicator holds its kind alone.
        """
        cells, width = row.cells, len(self._at)
        if not any(cell.text.strip() for cell in cells):
            return None, ()
        if len(cells) == width - 1 and self._at[:2] == [0, 1] and levels_one(as_seen(cells[0].text)):
            cells = (Cell(cells[0].line, ""), *cells)
        if len(cells) != width:
            reason = _("a row of {count} cells where the table has {width}").format(count=len(row.cells), width=width)
            return None, tuple(report(cells, reason))
        texts = [""] * _WIDTH
        beyond = []
        for place, (at, cell) in enumerate(zip(self._at, cells, strict=True)):
            if at >= 0:
                texts[at] = cell.text
            elif place not in self._numbers or not as_seen(cell.text).isdecimal():
                beyond.append(cell)
        leftovers = tuple(report(beyond, _("no column of the form"))) if beyond else ()
        if not any(text.strip() for text in texts):
            return None, leftovers
        said = dict(zip(COLUMN_KEYS, texts, strict=True))
        indicator = Indicator(
            kind=joined(said["indicators.kind"]),
            name=joined(said["indicators.name"]),
            description=clean(said["indicators.description"]),
            target=clean(said["indicators.target"]),
            basis=clean(said["indicators.basis"]),
        )
        level = said["indicators.level1"]
        if not level.strip() or as_seen(level) in levels_one(as_seen(indicator.kind)):
            return indicator, leftovers
        reason = _("not the level one of {kind}").format(kind=indicator.kind or _("an empty kind"))
        return indicator, (*leftovers, *report([cells[self._at.index(0)]], reason))
