"""Tables of cells -> records: our own tables as they were exported, and plain lists of projects or indicators.

What cannot be placed is left over with its sheet and row; a row that cannot be read leaves the others alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from perfcli.data.dataset import Dataset, Entry, whole
from perfcli.data.department_rows import DepartmentRows
from perfcli.data.headings import Heads, is_empty, list_heads, own_heads
from perfcli.data.project_rows import BadRowError, ProjectRows, columns
from perfcli.errors import PerfError
from perfcli.formats.leftovers import Leftover
from perfcli.formats.tables import CellValue, Table, as_text
from perfcli.forms.wording import squeeze
from perfcli.i18n import gettext as _
from perfcli.model import Department, Unit

_PROJECT_TABLES = ("projects", "goals", "indicators", "spending_plan")
_CARRIES = {"goals": "goals", "indicators": "indicators", "spending_plan": "spending_plan"}
_TOTALS = frozenset({"合计", "总计", "小计", "total"})
_MERGED = ("year", "unit", "unit_name", "code", "project_name", "level1", "kind")


def read_tables(tables: Sequence[Table]) -> Dataset:
    """The records in these tables; raises PerfError where none of them is a list of anything known."""
    reading = _Reading()
    found = [reading.table(table) for table in tables]
    if not any(found):
        raise PerfError(
            _("no table here has headings that are known"),
            hint=_("Name the columns as the form does, such as 项目编码, 项目名称 and 预算数; see docs/formats.md."),
        )
    return reading.dataset()


class _Reading:
    """What the tables have told so far."""

    def __init__(self) -> None:
        self.projects = ProjectRows()
        self.departments = DepartmentRows()
        self.leftovers: list[Leftover] = []
        self.carried: set[str] = set()

    def table(self, table: Table) -> bool:
        """Read one table; whether it is one that is known. An unknown one is left over row by row."""
        own = own_heads(table)
        if own and own.own == "summary":
            return False
        if own:
            self.carried |= {_CARRIES[own.own]} if own.own in _CARRIES else set()
            self._own(table, own)
            return True
        heads = list_heads(table)
        if heads is None or "code" not in heads.keys:
            for line in table.lines:
                self._leave(table, line.number, line.cells, _("a table without headings that are known"))
            return False
        self._list(table, heads)
        return True

    def _own(self, table: Table, heads: Heads) -> None:
        names = {"projects": "project_name", "indicators": "indicator_name"}
        keys = [names.get(heads.own, key) if key == "name" else key for key in heads.keys]
        scales = dict(zip(keys, heads.scales, strict=True))
        for line in table.lines[1:]:
            if is_empty(line.cells):
                continue
            row = columns(keys, line.cells)
            try:
                if heads.own in _PROJECT_TABLES:
                    self.projects.take(row, scales, exact=True)
                else:
                    self.departments.take(heads.own, row)
            except BadRowError as error:
                self._leave(table, line.number, line.cells, str(error))
            self._leave(table, line.number, line.cells[len(keys) :], _("no column that is known"))

    def _list(self, table: Table, heads: Heads) -> None:
        """A plain list: white space does not count, an empty code is that of the row above."""
        scales = dict(zip(heads.keys, heads.scales, strict=True))
        above: Mapping[str, CellValue] = {}
        for line in table.lines:
            if is_empty(line.cells) or line.number == heads.line.number:
                continue
            row = columns(heads.keys, line.cells)
            if line.number < heads.line.number:
                continue
            if _is_total(row, line.cells):
                continue
            if not _filled(row.get("code")) and above:
                row = {key: above.get(key, "") if key in _MERGED and not _filled(row[key]) else row[key] for key in row}
            try:
                self.projects.take({key: row[key] for key in row if key != "number"}, scales, exact=False)
                above = row
            except BadRowError as error:
                self._leave(table, line.number, line.cells, str(error))
            self._strangers(table, heads, line.number, line.cells)

    def _strangers(self, table: Table, heads: Heads, number: int, cells: Sequence[CellValue]) -> None:
        unknown = [cell for at, cell in enumerate(cells) if at >= len(heads.keys) or not heads.keys[at]]
        self._leave(table, number, unknown, _("no column that is known"))

    def _leave(self, table: Table, number: int, cells: Iterable[CellValue], reason: str) -> None:
        where = _("{sheet}, row {row}").format(sheet=table.name, row=number)
        text = " | ".join(shown for cell in cells if (shown := " ".join(as_text(cell).split())))
        if text:
            self.leftovers.append(Leftover(len(self.leftovers) + 1, text[:200], reason, where))

    def dataset(self) -> Dataset:
        """All of it; a project carries the lists whose tables are there even where it has no row in them."""
        projects = tuple(Entry(entry.record, entry.carried | self.carried) for entry in self.projects.entries())
        return Dataset(
            departments=tuple(self._departments()),
            goals=tuple(self.departments.goals_entries()),
            projects=projects,
            leftovers=tuple(self.leftovers),
        )

    def _departments(self) -> Iterator[Entry[Department]]:
        """The departments' own table, else the units that the lists name."""
        yield from self.departments.entries()
        known = self.departments.units()
        named: dict[str, list[Unit]] = {}
        for code, name in sorted(self.projects.unit_names.items()):
            if code not in known:
                named.setdefault(code[:3], []).append(Unit(code=code, name=name))
        for code, units in named.items():
            yield whole(Department(code=code, units=tuple(units)))


def _is_total(row: Mapping[str, CellValue], cells: Sequence[CellValue]) -> bool:
    """Whether a row sums up others: it says so in place of a code, or has none."""
    code = squeeze(as_text(row.get("code", ""))).lower()
    return code in _TOTALS or (not code and any(squeeze(as_text(cell)).lower() in _TOTALS for cell in cells))


def _filled(value: CellValue | None) -> bool:
    return isinstance(value, Decimal) or (value is not None and bool(value.strip()))
