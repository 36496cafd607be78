"""Our own tables, as they were exported or edited since: any order of sheets, of rows and of columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from perfcli.data.cell_values import read_code, read_month_of, read_year
from perfcli.data.department_rows import DepartmentRows
from perfcli.data.derived import Derived, Place
from perfcli.data.edited import TARGET_PARTS, continued, edited_level, edited_target, says
from perfcli.data.headings import Heads, is_empty
from perfcli.data.known import Known
from perfcli.data.leads import LEADS, DepartmentLeads, Leads
from perfcli.data.left import Left
from perfcli.data.loose import is_total, surroundings_of
from perfcli.data.own_headings import DERIVED
from perfcli.data.parts import AMOUNTS
from perfcli.data.pasted import is_filled, reason_unread
from perfcli.data.project_rows import ProjectRows, columns
from perfcli.data.row_numbers import RowNumbers, row_number
from perfcli.data.scalars import BadRowError
from perfcli.data.tables import COLUMNS, NAMING, OWN_SINCE
from perfcli.folding import plain_name
from perfcli.formats.tables import CellValue, Line, Table, as_text, headings
from perfcli.framework import own_level_one
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.model import Indicator, Project

_NAMES = {"projects": "project_name", "indicators": "indicator_name", "overall_indicators": "name"}
_ONE = Decimal(1)
_OF_INDICATOR = ("kind", "indicator_name", "description", "target", "basis", "weight", "scoring", "term")
_NUMBERED = ("functions", "function_indicators", "overall", "overall_goals", "overall_indicators")

Row = dict[str, CellValue]
Before = Callable[[], Sequence[Indicator]]
"""The indicators that the repository has: looked up where a row needs them."""


class OwnTables:
    """Reads tables of ours into rows of projects and of departments."""

    def __init__(self, projects: ProjectRows, departments: DepartmentRows, left: Left, known: Known) -> None:
        self.projects, self.departments, self.left, self.known = projects, departments, left, known
        self.leads, self.department_leads = Leads(left, known), DepartmentLeads(left)
        self.numbers = RowNumbers()
        self.derived = Derived(left, known)
        self.rows: dict[str, dict[tuple[int, str], Place]] = {}
        """The projects that each table has a row of, with the first of them."""

    def expect(self, table: Table, heads: Heads) -> None:
        """Remember what the rows of a table call their projects, before any is read."""
        if heads.own in NAMING:
            for line in table.lines[heads.end :]:
                self.leads.note(columns(heads.keys, line.cells))

    def read(self, table: Table, heads: Heads, origin: str) -> None:
        """Read the rows of a table; `origin` is a name for it that no other has."""
        self.leads.begin()
        self.department_leads.begin()
        self.numbers.begin()
        kind = _ProjectRows if heads.own == "projects" else _PartRows if heads.own in NAMING else _DepartmentRows
        kind(self, table, heads, origin).read()


class _Rows:
    """The rows of one table."""

    def __init__(self, tables: OwnTables, table: Table, heads: Heads, origin: str) -> None:
        self._tables, self._table, self._heads, self._origin = tables, table, heads, origin
        self._left, self._known, self._name = tables.left, tables.known, heads.own
        self._keys = tuple(_NAMES.get(heads.own, key) if key == "name" else key for key in heads.keys)
        self._places = {key: at for at, key in enumerate(self._keys) if key}
        said = surroundings_of(table.lines[: heads.begin], []).scale
        pairs = zip(self._keys, heads.scales, strict=True)
        self._scales = {key: scale or said or _ONE for key, scale in pairs if key}
        derived = {column.key for column in COLUMNS[heads.own] if column.derived and column.key not in OWN_SINCE}
        self._derived = {at for at, key in enumerate(heads.keys) if key in derived or key == DERIVED}

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

    def _take(self, line: Line) -> bool:
        """Take a row over, or leave it with its reason; whether it is new."""
        is_new, width = True, len(self._keys)
        try:
            is_new = self._row(line, {"number": "", "place": ""} | columns(self._keys, line.cells))
        except BadRowError as error:
            self._left.row(self._table, line.number, line.cells, str(error))
            if self._name == "projects" and "project_name" in self._places:
                self._tables.leads.unread.add(plain_name(as_text(line.cells[self._places["project_name"]])))
        else:
            for at, cell in enumerate(line.cells[:width]):
                if at not in self._derived and (reason := reason_unread(cell)):
                    self._left.cell(self._table, line.number, at, str(cell[0]), reason)
        unknown = [cell for at, cell in enumerate(line.cells) if at >= width or not self._heads.keys[at]]
        self._left.row(self._table, line.number, unknown, _("no column that is known"))
        return is_new

    def _row(self, line: Line, row: Row) -> bool:
        raise NotImplementedError

    def _place(self, line: Line, key: str) -> Place:
        return Place(self._table, line.number, self._places[key])

    def _says(self, row: Row, key: str) -> bool:
        """Whether a derived column is there and its cell says something."""
        return key in self._places and is_filled(row.get(key)) and not reason_unread(row[key])

    def _settle(self, line: Line, row: Row, before: Before, year: int) -> None:
        """Make of the derived cells of an indicator's row what is meant by them."""
        kind, name, term = (as_text(row.get(key, "")) for key in ("kind", _NAMES[self._name], "term"))

        def old() -> Indicator | None:
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


class _ProjectRows(_Rows):
    """The rows of projects themselves."""

    def _row(self, line: Line, row: Row) -> bool:
        if not is_filled(row.get("code")) and any(is_total(cell) for cell in line.cells):
            raise BadRowError(_("a total, no record"))
        row = self._tables.leads.of_project(self._table, line.number, row)
        key = read_year(row.get("year", "")), read_code(row["code"], exact=True)
        self._tables.rows.setdefault(self._name, {}).setdefault(key, self._place(line, self._keys[0]))
        if self._says(row, "unit_name"):
            unit = as_text(row.get("unit", "")).strip()
            self._tables.derived.unit(self._place(line, "unit_name"), unit, as_text(row["unit_name"]))
        amounts = [name for name in AMOUNTS if name in self._places]
        if not all(is_filled(row.get(name)) for name in ("project_name", "unit", *amounts) if name in self._places):
            before = self._known.project(*key)
            if before is not None:
                self._keep(line, row, before)
        parts, is_new = self._tables.projects.take(row, self._scales, exact=True, table=self._origin)
        self._say_sum(line, key, parts.amounts)
        return is_new

    def _say_sum(self, line: Line, key: tuple[int, str], amounts: Mapping[str, Decimal]) -> None:
        """Say where the funds of a project do not make its total, unless they do not in the repository either."""
        if len(amounts) < len(AMOUNTS) or amounts["total"] == amounts["fiscal"] + amounts["other"]:
            return
        before = self._known.project(*key)
        if before is None or any(getattr(before.budget, name) != amount for name, amount in amounts.items()):
            said = _("row {row}: the total {total} is not the sum of its funds {fiscal} and {other}")
            self._left.note(self._table, said.format(row=line.number, **amounts))

    def _keep(self, line: Line, row: Row, before: Project) -> None:
        """Leave over what is emptied of a project and cannot be empty: it stays as it is."""
        reason = _("cannot be empty: it stays as it was")
        amounts = [key for key in AMOUNTS if key in self._places]
        empty = [key for key in amounts if not is_filled(row.get(key))]
        if amounts and empty == amounts:
            self._left.cell(*self._place(line, amounts[0]), _("(empty)"), reason)
        elif "total" not in empty and "total" in self._places:
            for key in empty:
                said = _("row {row}: {column} is empty: taken as what the total leaves")
                column = next(column for column in COLUMNS["projects"] if column.key == key)
                label = headings([column], self._heads.kind)[0]
                self._left.note(self._table, said.format(row=line.number, column=label))
        for key, value in (("project_name", before.name), ("unit", before.unit)):
            if key in self._places and value and not is_filled(row.get(key)):
                self._left.cell(*self._place(line, key), _("(empty)"), reason)
                row.pop(key)


class _PartRows(_Rows):
    """The rows of parts of projects: goals, indicators, spending plans, details, sources."""

    def _row(self, line: Line, row: Row) -> bool:
        if not is_filled(row.get("code")) and any(is_total(cell) for cell in line.cells):
            raise BadRowError(_("a total, no record"))
        row = self._tables.leads.of_part(self._table, line.number, row)
        key = read_year(row.get("year", "")), read_code(row["code"], exact=True)
        self._tables.rows.setdefault(self._name, {}).setdefault(key, self._place(line, self._keys[0]))
        self._note_derived(line, row, key)
        row.pop("project_name", None)
        if self._is_emptied(row, key):
            row = {name: cell for name, cell in row.items() if name in LEADS}
        elif self._name in ("goals", "indicators"):
            if self._name == "indicators":
                self._settle(line, row, lambda: self._indicators(key), key[0])
            term = as_text(row.get("term", "")) if self._name == "goals" else ""
            row["number"] = self._tables.numbers.place(row.get("number", ""), (key, term))
        return self._tables.projects.take(row, self._scales, exact=True, table=self._origin)[1]

    def _indicators(self, key: tuple[int, str]) -> Sequence[Indicator]:
        before = self._known.project(*key)
        return before.indicators if before else ()

    def _note_derived(self, line: Line, row: Row, key: tuple[int, str]) -> None:
        """Remember the cells of a row that only the whole of a file can judge."""
        if self._says(row, "project_name"):
            self._tables.derived.name(self._place(line, "project_name"), key, as_text(row["project_name"]))
        if self._says(row, "planned") and (month := read_month_of(row.get("month", ""))):
            self._tables.derived.planned(self._place(line, "planned"), key, month, row["planned"])

    def _is_emptied(self, row: Mapping[str, CellValue], key: tuple[int, str]) -> bool:
        """Whether a row's item was taken out by emptying its cells: one that is there and says something."""
        made_of = {"goals": ("goal",), "details": ("value",), "sources": ("amount",), "indicators": _OF_INDICATOR}
        if self._name not in made_of or any(is_filled(row.get(name)) for name in made_of[self._name]):
            return False
        before = self._known.project(*key)
        if before is None:
            return False
        if self._name == "sources":
            return as_text(row.get("label", "")) in before.budget.sources
        place = int(number) - 1 if (number := row_number(row.get("number", ""))) == int(number) else -1
        items: Sequence[object] = before.indicators if self._name == "indicators" else before.goals
        if self._name == "goals" and is_filled(row.get("term")):
            items = before.long_term_goals
        if self._name == "details":
            own = before.details if place < 0 else before.indicators[place].details if place < len(items) else {}
            return bool(own.get(as_text(row.get("label", ""))))
        return 0 <= place < len(items) and items[place] not in ("", Indicator())


class _DepartmentRows(_Rows):
    """The rows of departments and of overall goals."""

    def _row(self, line: Line, row: Row) -> bool:
        row = {
            key: cell
            for key, cell in row.items()
            if self._places.get(key) not in self._derived or not reason_unread(cell)
        }
        if any(scale != _ONE for scale in self._scales.values()):
            raise BadRowError(_("amounts of this sheet have to be in yuan"))
        if self._name == "departments":
            self._keep_names(line, row)
            return self._tables.departments.take(self._name, row)
        row = self._tables.department_leads.of(self._table, line.number, row)
        if self._name in _NUMBERED:
            of = tuple(as_text(row.get(key, "")).strip() for key in ("department", "year", "unit", "function", "part"))
            row["number"] = self._tables.numbers.place(row.get("number", ""), of)
        if self._name == "overall_indicators":
            self._settle(line, row, lambda: self._indicators(row), 0)
        return self._tables.departments.take(self._name, row)

    def _keep_names(self, line: Line, row: Row) -> None:
        """Leave over the emptied name of a department or a unit: it stays as it is."""
        for code, name, known in (
            ("department", "department_name", self._known.department_names),
            ("unit", "unit_name", self._known.unit_names),
        ):
            said = as_text(row.get(code, "")).strip()
            if name in self._places and not is_filled(row.get(name)) and known().get(said):
                reason = _("cannot be empty: it stays as it was")
                self._left.cell(*self._place(line, name), _("(empty)"), reason)

    def _indicators(self, row: Row) -> Sequence[Indicator]:
        code = as_text(row.get("unit", "")).strip() or as_text(row.get("department", "")).strip()
        before = self._known.goals(read_year(row.get("year", "")), code)
        return before.indicators if before else ()
