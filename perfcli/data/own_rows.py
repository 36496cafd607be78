"""The rows of one of our own tables: what is alike in all of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from decimal import Decimal

from perfcli.data.department_rows import DepartmentRows
from perfcli.data.derived import Derived, Place
from perfcli.data.edited import TARGET_PARTS, continued, edited_level, edited_target, says
from perfcli.data.headings import Heads, is_empty
from perfcli.data.known import Known
from perfcli.data.leads import DepartmentLeads, Leads
from perfcli.data.left import Left
from perfcli.data.loose import surroundings_of
from perfcli.data.numbered import OF_TABLE, NumberedRows
from perfcli.data.own_headings import DERIVED
from perfcli.data.pasted import is_filled, reason_unread
from perfcli.data.progress_read import ProgressRows
from perfcli.data.project_rows import ProjectRows, columns
from perfcli.data.row_numbers import RowNumbers, row_number
from perfcli.data.scalars import BadRowError
from perfcli.data.tables import COLUMNS, KEPT_COLUMNS, OWN_SINCE
from perfcli.folding import plain_name
from perfcli.formats.tables import KEPT, CellValue, Line, Table, Unread, as_text
from perfcli.framework import own_level_one
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.model import Indicator

NAMES = {"projects": "project_name", "indicators": "indicator_name", "overall_indicators": "name"}
ONE = Decimal(1)


Row = dict[str, CellValue]
Before = Callable[[], Sequence[Indicator]]
"""The indicators that the repository has: looked up where a row needs them."""


class TablesRead:
    """What the tables of a file have told so far, and who keeps it."""

    def __init__(self, projects: ProjectRows, departments: DepartmentRows, left: Left, known: Known) -> None:
        self.projects, self.departments, self.left, self.known = projects, departments, left, known
        self.leads, self.department_leads = Leads(left, known), DepartmentLeads(left)
        self.progress = ProgressRows()
        self.numbers = RowNumbers()
        self.numbered = NumberedRows()
        self.derived = Derived(left, known)
        self.rows: dict[str, dict[tuple[int, str], Place]] = {}
        """The projects that each table has a row of, with the first of them."""


class OwnRows:
    """The rows of one table."""

    def __init__(self, tables: TablesRead, table: Table, heads: Heads, origin: str) -> None:
        self._tables, self._table, self._heads, self._origin = tables, table, heads, origin
        self._left, self._known, self._name = tables.left, tables.known, heads.own
        self._keys = tuple(NAMES.get(heads.own, key) if key == "name" else key for key in heads.keys)
        self._places = {key: at for at, key in enumerate(self._keys) if key}
        said = surroundings_of(table.lines[: heads.begin], []).scale
        pairs = zip(self._keys, heads.scales, strict=True)
        self._scales = {key: scale or said or ONE for key, scale in pairs if key}
        ours = (*COLUMNS[heads.own], *KEPT_COLUMNS.get(heads.own, ()))
        derived = {column.key for column in ours if column.derived and column.key not in OWN_SINCE}
        self._derived = {at for at, key in enumerate(heads.keys) if key in derived or key == DERIVED}
        self._left_alone = 0
        self._unknown = [at for at, key in enumerate(heads.keys) if not key]

    def read(self) -> None:
        """Read all rows, and say what has to be said of the whole table."""
        for line in self._table.lines[: self._heads.begin]:
            if texts := [as_text(cell) for cell in line.cells if is_filled(cell)]:
                note = _("row {row} above the headings: {text}")
                self._left.note(self._table, note.format(row=line.number, text=" | ".join(texts)[:100]))
        lines = [line for line in self._table.lines[self._heads.end :] if not is_empty(line.cells)]
        twice = sum(not self._take(line) for line in lines)
        if twice:
            message = ngettext(
                "{count} row says what another sheet says: it counts once",
                "{count} rows say what another sheet says: they count once",
                twice,
            )
            self._left.note(self._table, message.format(count=twice))
        for said in self._tables.numbers.said():
            self._left.note(self._table, said)
        if self._left_alone:
            message = ngettext(
                "{count} row belongs to one without a number: what the sheet tells of its like stays as it is",
                "{count} rows belong to some without a number: what the sheet tells of their like stays as it is",
                self._left_alone,
            )
            self._left.note(self._table, message.format(count=self._left_alone))

    def _take(self, line: Line) -> bool:
        """Take a row over, or leave it with its reason; whether it is new."""
        is_new, width = True, len(self._keys)
        try:
            is_new = self._row(line, {"number": "", "place": ""} | columns(self._keys, line.cells))
        except BadRowError as error:
            self._left.row(self._table, line.number, line.cells, str(error))
            self._spoil(columns(self._keys, line.cells))
            at = self._places.get("project_name", width)
            if self._name == "projects" and at < len(line.cells):
                self._tables.leads.unread.add(plain_name(as_text(line.cells[at])))
        else:
            for at, cell in enumerate(line.cells[:width]):
                if isinstance(cell, Unread) and cell.reason and at not in self._derived:
                    self._left.cell(self._table, line.number, at, cell.shown, cell.reason)
        if self._unknown or len(line.cells) > width:
            unknown = [line.cells[at] for at in self._unknown if at < len(line.cells)]
            self._left.row(self._table, line.number, [*unknown, *line.cells[width:]], _("not a known column"))
        return is_new

    def _row(self, line: Line, row: Row) -> bool:
        raise NotImplementedError

    def _spoil(self, row: Row) -> None:
        """Keep what a row that could not be read would be part of: its list is no reason to take anything out."""

    def _found(self, line: Line, key: tuple[int, str]) -> None:
        """Remember that the table has a row of a project."""
        found = self._tables.rows.setdefault(self._name, {})
        if key not in found:
            found[key] = Place(self._table, line.number, 0)

    def _place(self, line: Line, key: str) -> Place:
        return Place(self._table, line.number, self._places[key])

    def _says(self, row: Row, key: str) -> bool:
        """Whether a derived column is there and its cell says something."""
        return key in self._places and is_filled(row.get(key)) and not reason_unread(row[key])

    def _is_left_alone(self, row: Row, column: str, of: Hashable, known: Callable[[], object]) -> bool:
        """Put the place of the row that a row belongs to into this column; whether that may be one without a number.

        Then what there is of its like stays in the record that is `known` to the repository.
        """
        owner = OF_TABLE[self._name], of
        cell = row.get(column, "")
        place = self._tables.numbered.place(owner, cell, row.get(f"{KEPT}{column}", ""))
        if place is not None:
            row[column] = place
            return False
        is_doubtful = is_filled(cell) and self._tables.numbered.has_unnumbered(owner) and known() is not None
        self._left_alone += is_doubtful
        return is_doubtful

    def _settle(self, line: Line, row: Row, before: Before, year: int) -> None:
        """Make of the derived cells of an indicator's row what is meant by them."""
        kind, name, term = (as_text(row.get(key, "")) for key in ("kind", NAMES[self._name], "term"))

        def old() -> Indicator | None:
            level1, *others = (as_text(row.get(KEPT + key, "")) for key in ("level1", "kind", "target"))
            if any(others):
                return Indicator(level1=level1, kind=others[0], target=others[1])
            number = row_number(row.get("number", ""))
            return continued(before(), number, Indicator(kind=kind, name=name, term=term))

        level1 = as_text(row.get("level1", ""))
        if level1 and own_level_one(level1, kind) and not reason_unread(row["level1"]):
            row["level1"] = edited_level(level1, kind, old(), self._known.framework(year))
        given = {key: row[key] for key in TARGET_PARTS if key in row and not reason_unread(row[key])}
        target = as_text(row.get("target", ""))
        if not given or "target" not in row or reason_unread(row["target"]) or says(target, given):
            return
        found = old()
        row["target"], reason = edited_target(given, target, found.target if found else None)
        if not target and row["target"]:
            said = _("row {row}: no target, but its number: taken as {target}")
            self._left.note(self._table, said.format(row=line.number, target=row["target"]))
        if reason:
            text = " ".join(filter(None, (as_text(cell).strip() for cell in given.values())))
            place = self._place(line, next(key for key in ("value", *TARGET_PARTS) if key in self._places))
            self._left.cell(*place, text or _("(empty)"), reason)
