"""Which project a row of our own tables is of: by its code, else by its name, else that of the row above."""

from __future__ import annotations

from collections.abc import Mapping

from perfcli.data.cell_values import Row, read_code, read_unit_of, read_year
from perfcli.data.known import Known
from perfcli.data.left import Left
from perfcli.data.pasted import is_filled
from perfcli.data.scalars import BadRowError
from perfcli.folding import plain_name
from perfcli.formats.tables import CellValue, Table, as_text
from perfcli.i18n import gettext as _

LEADS = ("year", "unit", "code", "project_name")
"""The columns that say whose a row is."""

NAMED_BY = (*LEADS, "unit_name")
"""The columns that say which project has which name: rows that are alike in them say the same of it."""

_DEPARTMENT_LEADS = ("department", "year", "unit")

Named = tuple[int, str]
"""A budget year and a name as it is compared."""


class Leads:
    """The projects that the tables of a file name."""

    def __init__(self, left: Left, known: Known) -> None:
        self._left, self._known = left, known
        self._years: dict[str, set[int]] = {}
        self._beside: dict[Named, dict[tuple[str, str], None]] = {}
        self._rows: dict[tuple[int, str, str], tuple[str, int]] = {}
        self._above: dict[str, CellValue] = {}
        self._is_lost = False
        """Whether the project of the row above is not known: then that of a row that says none is not, either."""

        self.unread: set[str] = set()
        """What projects are called whose own rows could not be read."""

    def begin(self) -> None:
        """Start a table: nothing stands above its first row."""
        self._above, self._is_lost = {}, False

    def note(self, row: Row) -> None:
        """Remember which code a row has and which name beside it; one that cannot be read says nothing."""
        try:
            code, year, unit = read_code(row.get("code", ""), exact=True), read_year(row.get("year", "")), _unit(row)
        except BadRowError:
            return
        if year:
            self._years.setdefault(code, set()).add(year)
            if name := plain_name(as_text(row.get("project_name", ""))):
                self._beside.setdefault((year, name), {})[unit, code] = None

    def of_part(self, table: Table, number: int, row: dict[str, CellValue]) -> dict[str, CellValue]:
        """A row of a part of a project with the code and the year that it is of; raises BadRowError."""
        if not any(is_filled(row.get(key)) for key in LEADS):
            if self._is_lost:
                raise BadRowError(_("it says no project, and that of the row above is not known"))
            if self._above:
                row = {**row, **self._above}
                said = _("row {row} says no project: taken as {code}, as the row above")
                self._left.note(table, said.format(row=number, code=as_text(row["code"])))
        self._is_lost = True
        if not is_filled(row.get("code")):
            row = {**row, **self._by_name(table, number, row)}
        row = self._with_year(row)
        self._above = {key: row[key] for key in ("year", "unit", "code") if key in row}
        self._is_lost = False
        return row

    def of_project(self, table: Table, number: int, row: dict[str, CellValue]) -> dict[str, CellValue]:
        """A row of a project itself with its code, which is computed for a new one; raises BadRowError."""
        has_code = is_filled(row.get("code"))
        row = self._with_year(row if has_code else {**row, **self._new(table, number, row)})
        name = plain_name(as_text(row.get("project_name", "")))
        key = read_year(row.get("year", "")), _unit(row), name
        code = read_code(row["code"], exact=True)
        if name:
            self._rows.setdefault(key, (code, number))
        return row

    def _with_year(self, row: dict[str, CellValue]) -> dict[str, CellValue]:
        """The row with the one year that its code has in other rows, where it says none."""
        if is_filled(row.get("year")):
            return row
        years = self._years.get(read_code(row.get("code", ""), exact=True), set())
        return {**row, "year": str(next(iter(years)))} if len(years) == 1 else row

    def _key(self, row: Row, *, is_part: bool) -> tuple[int, str, str]:
        """Year, unit and name of a row that has no code; raises BadRowError where one of them is missing.

        A part of a project may leave the year to the rows that name it.
        """
        name = as_text(row.get("project_name", "")).strip()
        if not name:
            raise BadRowError(_("no code, and no name of a project"))
        year = read_year(row.get("year", "")) or self._known.year or (self._year_called(name) if is_part else 0)
        if not year:
            raise BadRowError(_("no code, and no budget year: fill it in, or name one with --year"))
        return year, _unit(row) or self._unit_called(as_text(row.get("unit_name", ""))), name

    def _year_called(self, name: str) -> int:
        """The one year of the rows that name a project so, else that of all rows; 0 where there are several."""
        named = {*self._beside, *((year, called) for year, _unit, called in self._rows)}
        called = {year for year, other in named if other == plain_name(name)}
        years = called or {year for year, _name in named}
        return years.pop() if len(years) == 1 else 0

    def _unit_called(self, name: str) -> str:
        wanted = plain_name(name)
        found = [code for code, called in self._known.unit_names().items() if wanted and plain_name(called) == wanted]
        return found[0] if len(found) == 1 else ""

    def code_called(self, row: Row) -> str:
        """The one code whose rows have the name of this one beside them, empty where there is none or several."""
        plain = plain_name(as_text(row.get("project_name", "")))
        found = {code for (_y, name), ones in self._beside.items() if name == plain for _unit, code in ones}
        found |= {code for (_y, _unit, name), (code, _row) in self._rows.items() if name == plain}
        return found.pop() if plain and len(found) == 1 else ""

    def _by_name(self, table: Table, number: int, row: Row) -> Mapping[str, CellValue]:
        """The project that a row of its part names; raises BadRowError where there is not just one."""
        year, unit, name = self._key(row, is_part=True)
        plain = plain_name(name)
        found = {code for (of, code) in self._beside.get((year, plain), {}) if unit in ("", of) or not of}
        found |= {code for (y, u, n), (code, _row) in self._rows.items() if (y, n) == (year, plain) and unit in ("", u)}
        if not found and unit:
            found = {code for code, known in self._known.names(year, unit).items() if plain_name(known) == plain}
        return self._found(table, number, found, year, name) | ({"unit": unit} if unit else {})

    def _found(self, table: Table, number: int, found: set[str], year: int, name: str) -> dict[str, CellValue]:
        if len(found) != 1:
            message = (
                _("no code, and several projects of this name") if found else _("no code, no project of this name")
            )
            raise BadRowError(message)
        code = next(iter(found))
        said = _("row {row} has no code: taken as {code} by its name {name}")
        self._left.note(table, said.format(row=number, code=code, name=name[:40]))
        return {"code": code, "year": str(year)}

    def _new(self, table: Table, number: int, row: Row) -> dict[str, CellValue]:
        """The code of a project's own row that has none: that of the project of this name, else a computed one."""
        year, unit, name = self._key(row, is_part=False)
        plain = plain_name(name)
        if not unit:
            raise BadRowError(_("no code, and no unit whose project it is: fill in the code of the unit"))
        if (year, unit, plain) in self._rows:
            code, at = self._rows[year, unit, plain]
            raise BadRowError(_("no code, and row {row} is the project of this name: {code}").format(row=at, code=code))
        found = {code for of, code in self._beside.get((year, plain), {}) if of in ("", unit)}
        found |= {code for code, known in self._known.names(year, unit).items() if plain_name(known) == plain}
        if found:
            return self._found(table, number, found, year, name) | {"unit": unit}
        code = self._known.new_code(year, unit, name)
        if not code:
            raise BadRowError(_("no code, and no division is known to make one: --division"))
        said = _("row {row}: a new project, its code is computed: {code} {name}")
        self._left.note(table, said.format(row=number, code=code, name=name[:40]))
        return {"code": code, "year": str(year), "unit": unit}


def _unit(row: Row) -> str:
    """The code of a row's unit, empty where it says none."""
    return read_unit_of(row)[0]


class DepartmentLeads:
    """The departments and units of rows of overall goals: an empty row's are those of the row above."""

    def __init__(self, left: Left) -> None:
        self._left = left
        self._above: dict[str, CellValue] = {}

    def begin(self) -> None:
        """Start a table."""
        self._above = {}

    def of(self, table: Table, number: int, row: dict[str, CellValue]) -> dict[str, CellValue]:
        """A row with the department and the year that it is of."""
        if not any(is_filled(row.get(key)) for key in _DEPARTMENT_LEADS) and self._above:
            row = {**row, **self._above}
            said = _("row {row} says no department: taken as {code}, as the row above")
            code = as_text(row.get("unit", "")) or as_text(row.get("department", ""))
            self._left.note(table, said.format(row=number, code=code))
        elif not is_filled(row.get("department")) and (unit := _unit(row)):
            row = {**row, "department": unit[:3]}
        self._above = {key: row[key] for key in _DEPARTMENT_LEADS if key in row}
        return row
