"""Our own tables, as they were exported or edited since: any order of sheets, of rows and of columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from perfcli.data.cell_values import read_code, read_month_of, read_year
from perfcli.data.headings import Heads
from perfcli.data.leads import LEADS, NAMED_BY
from perfcli.data.loose import is_total
from perfcli.data.numbered import OF_TABLE
from perfcli.data.own_progress import ProgressOwnRows
from perfcli.data.own_rows import ONE, OwnRows, Row, TablesRead
from perfcli.data.parts import AMOUNTS
from perfcli.data.pasted import is_filled, reason_unread
from perfcli.data.progress_tables import PROGRESS
from perfcli.data.project_rows import columns
from perfcli.data.row_numbers import row_number
from perfcli.data.scalars import BadRowError
from perfcli.data.tables import COLUMNS, NAMING, RECORDED
from perfcli.formats.tables import KEPT, CellValue, Line, Table, as_text, headings
from perfcli.i18n import gettext as _
from perfcli.model import Indicator, Project

_OF_INDICATOR = ("kind", "indicator_name", "description", "target", "basis", "weight", "scoring", "term")
_LISTS = {
    "goals": ("goals", "long_term_goals"),
    "indicators": ("indicators",),
    "spending_plan": ("spending_plan",),
    "details": ("details", "indicators"),
    "sources": ("budget",),
}
"""The keys of a project that each table of its parts tells."""

_MADE_OF = {"goals": ("goal",), "details": ("value",), "sources": ("amount",), "indicators": _OF_INDICATOR}
"""The columns that an item of a table is made of: one without any was taken out."""

_BELONGS = {
    "function_indicators": ("function", "functions.indicators"),
    "overall_details": ("number", "indicators.details"),
}
"""The column that says which row of another table a row belongs to, and the key of what it tells."""

_NUMBERED = ("functions", "function_indicators", "overall", "overall_goals", "overall_indicators")


class OwnTables(TablesRead):
    """Reads tables of ours into rows of projects and of departments."""

    def expect(self, table: Table, heads: Heads) -> None:
        """Remember what the rows of a table call their projects, before any is read."""
        if heads.own in NAMING:
            keys = [key if key in NAMED_BY else "" for key in heads.keys]
            rows = (columns(keys, line.cells) for line in table.lines[heads.end :])
            for cells in dict.fromkeys(tuple(row.items()) for row in rows):
                self.leads.note(dict(cells))

    def read(self, table: Table, heads: Heads, origin: str) -> None:
        """Read the rows of a table; `origin` is a name for it that no other has."""
        self.leads.begin()
        self.department_leads.begin()
        self.numbers.begin()
        if heads.own in PROGRESS:
            self.progress.begin(heads.own)
            ProgressOwnRows(self, table, heads, origin).read()
            return
        kind = _ProjectRows if heads.own == "projects" else _PartRows if heads.own in NAMING else _DepartmentRows
        kind(self, table, heads, origin).read()


class _ProjectRows(OwnRows):
    """The rows of projects themselves."""

    def _row(self, line: Line, row: Row) -> bool:
        if not is_filled(row.get("code")) and any(is_total(cell) for cell in line.cells):
            raise BadRowError(_("a total, no record"))
        row = self._tables.leads.of_project(self._table, line.number, row)
        key = read_year(row.get("year", "")), read_code(row["code"], exact=True)
        self._found(line, key)
        self._tables.derived.was_called(key, as_text(row.get(f"{KEPT}name", "")))
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


class _PartRows(OwnRows):
    """The rows of parts of projects: goals, indicators, spending plans, details, sources."""

    def _row(self, line: Line, row: Row) -> bool:
        if not is_filled(row.get("code")) and any(is_total(cell) for cell in line.cells):
            raise BadRowError(_("a total, no record"))
        row = self._tables.leads.of_part(self._table, line.number, row)
        key = read_year(row.get("year", "")), read_code(row["code"], exact=True)
        self._found(line, key)
        self._note_derived(line, row, key)
        row.pop("project_name", None)
        if self._is_emptied(row, key):
            row = {name: cell for name, cell in row.items() if name in LEADS}
        elif self._name in ("goals", "indicators"):
            if self._name == "indicators":
                self._settle(line, row, lambda: self._indicators(key), key[0])
            term = as_text(row.get("term", "")) if self._name == "goals" else ""
            row["number"] = self._tables.numbers.place(row.get("number", ""), (key, term))
            if self._name == "indicators":
                self._tables.numbered.add((self._name, key), row["number"], row.get(f"{KEPT}number", ""))
        elif self._name == "details" and self._is_left_alone(row, "number", key, lambda: self._known.project(*key)):
            self._tables.projects.left_alone.setdefault(key, set()).add("indicators.details")
            return True
        parts, is_new = self._tables.projects.take(row, self._scales, exact=True, table=self._origin)
        if is_new and self._name == "indicators" and (was := as_text(row.get(f"{KEPT}{RECORDED}", ""))):
            parts.recorded[row_number(row["number"])] = was
        return is_new

    def _spoil(self, row: Row) -> None:
        if any(map(is_total, row.values())) or not any(is_filled(row.get(key)) for key in LEADS):
            return
        try:
            code = read_code(row.get("code", ""), exact=True)
        except BadRowError:
            code = self._tables.leads.code_called(row)
        if not code:
            said = _("a row is of no known project: what the sheet tells is left as it is in the repository")
            self._left.note(self._table, said)
        self._tables.projects.unplaced.setdefault(code, set()).update(_LISTS[self._name])

    def _indicators(self, key: tuple[int, str]) -> Sequence[Indicator]:
        before = self._known.project(*key)
        return before.indicators if before else ()

    def _note_derived(self, line: Line, row: Row, key: tuple[int, str]) -> None:
        """Remember the cells of a row that only the whole of a file can judge."""
        if self._says(row, "project_name"):
            self._tables.derived.name(self._place(line, "project_name"), key, as_text(row["project_name"]))
        if self._says(row, "planned") and (month := read_month_of(row.get("month", ""))):
            was = row.get(f"{KEPT}percent", ""), row.get(f"{KEPT}planned", "")
            self._tables.derived.planned(self._place(line, "planned"), key, month, row["planned"], was)

    def _is_emptied(self, row: Mapping[str, CellValue], key: tuple[int, str]) -> bool:
        """Whether a row's item was taken out by emptying its cells: one that is there and says something."""
        if self._name not in _MADE_OF or any(is_filled(row.get(name)) for name in _MADE_OF[self._name]):
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
            indicators = before.indicators[place : place + 1] if place >= 0 else ()
            own = before.details if place < 0 else indicators[0].details if indicators else {}
            return bool(own.get(as_text(row.get("label", ""))))
        if not 0 <= place < len(items):
            return False
        item = items[place]
        return is_filled(item) if isinstance(item, str) else item != Indicator()


class _DepartmentRows(OwnRows):
    """The rows of departments and of overall goals."""

    def _row(self, line: Line, row: Row) -> bool:
        row = {
            key: cell
            for key, cell in row.items()
            if self._places.get(key) not in self._derived or not reason_unread(cell)
        }
        if any(scale != ONE for scale in self._scales.values()):
            raise BadRowError(_("amounts of this sheet have to be in yuan"))
        if self._name == "departments":
            self._keep_names(line, row)
            return self._tables.departments.take(self._name, row)
        row = self._tables.department_leads.of(self._table, line.number, row)
        if self._name in _NUMBERED:
            of = tuple(as_text(row.get(key, "")).strip() for key in ("department", "year", "unit", "function", "part"))
            row["number"] = self._tables.numbers.place(row.get("number", ""), of)
        whose = _whose(row)
        if self._name in OF_TABLE.values():
            self._tables.numbered.add((self._name, whose), row["number"], row.get(f"{KEPT}number", ""))
        elif self._name in OF_TABLE:
            column, key = _BELONGS[self._name]
            if self._is_left_alone(row, column, whose, lambda: self._known.goals(*whose)):
                self._tables.departments.left_alone.setdefault(whose, set()).add(key)
                return True
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


def _whose(row: Row) -> tuple[int, str]:
    """The year, 0 where it cannot be read, and the unit or department of a row of overall goals."""
    year, unit, department = (as_text(row.get(key, "")).strip() for key in ("year", "unit", "department"))
    return int(year) if year.isascii() and year.isdigit() else 0, unit or department
