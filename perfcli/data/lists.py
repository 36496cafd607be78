"""Tables of cells -> records: our own tables as they were exported, and plain lists of projects or indicators.

What cannot be placed is left over with its sheet and row; a row that cannot be read leaves the others alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfcli.data.dataset import Dataset, Entry, whole
from perfcli.data.department_rows import DepartmentRows
from perfcli.data.headings import Heads, is_empty, list_heads, own_heads
from perfcli.data.left import Left
from perfcli.data.parts import Parts
from perfcli.data.pasted import reason_unread
from perfcli.data.people_list import PeopleList
from perfcli.data.project_rows import ProjectRows, columns, is_code
from perfcli.data.scalars import BadRowError
from perfcli.data.tables import COLUMNS, OWN_SINCE
from perfcli.errors import PerfError
from perfcli.formats.tables import Line, Table
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.model import Department, Project, Unit

_CARRIES: dict[str, dict[str, tuple[str, ...]]] = {
    "projects": {"year": ()},
    "goals": {"number": ("goals",), "term": ("long_term_goals",)},
    "indicators": {"number": ("indicators",)},
    "spending_plan": {"month": ("spending_plan",)},
    "details": {"label": ("details", "indicators.details")},
    "sources": {"label": ("budget.sources",)},
}
"""What the tables of projects carry by their columns, be there no row of a project."""

_NAMES = {"projects": "project_name", "indicators": "indicator_name"}
_HEAD = 40


def read_tables(tables: Sequence[Table]) -> Dataset:
    """The records in these tables; raises PerfError where none of them is a list of anything known."""
    reading = _Reading()
    found = [reading.table(table) for table in tables]
    if not any(found):
        raise PerfError(
            _("no table here has headings that are known"),
            hint=_("Name the columns as the form does, such as 项目编码, 项目名称 and 预算数; see docs/formats.md."),
            details=tuple(reading.left.notes[:_HEAD]),
        )
    return reading.dataset()


def is_own(table: Table) -> bool:
    """Whether a table is one that `perf export` writes."""
    return own_heads(table) is not None


def is_known(table: Table) -> bool:
    """Whether a table is one of ours, or a list of people's own: known headings over projects' codes."""
    heads = own_heads(table) or list_heads(table.lines)
    return heads is not None and (bool(heads.own) or "code" in heads.keys)


def is_list(lines: Sequence[Line]) -> bool:
    """Whether these first rows of a table are a list of people's own: headings over a project's code."""
    heads = list_heads(lines)
    if heads is None or "code" not in heads.keys or len(set(heads.keys)) < 4:
        return False
    at = heads.keys.index("code")
    return any(at < len(line.cells) and is_code(line.cells[at]) for line in lines[heads.end :])


class _Reading:
    """What the tables have told so far."""

    def __init__(self) -> None:
        self.projects = ProjectRows()
        self.departments = DepartmentRows()
        self.left = Left()
        self.carried: set[str] = set()
        self.titled: set[tuple[int, str]] = set()
        self._names: Counter[str] = Counter()

    def table(self, table: Table) -> bool:
        """Read one table; whether it is one that is known. An unknown one is left over as a whole."""
        for note in table.notes:
            self.left.note(table, note)
        own = own_heads(table)
        if own and own.own == "summary":
            return False
        if own:
            carried = _CARRIES.get(own.own, {})
            self.carried |= {key for column in own.keys for key in carried.get(column, ())}
            self._own(table, own)
        else:
            heads = list_heads(table.lines)
            if heads is None or "code" not in heads.keys:
                self.left.rows(table, _("a table without headings that are known"))
                self.left.strays(table)
                return False
            self.titled |= PeopleList(table, self.projects, self.left, self._origin(table)).read(heads)
        self.left.strays(table)
        return True

    def _origin(self, table: Table) -> str:
        """A name for a table that no other has."""
        self._names[table.name] += 1
        return f"{table.name} ({self._names[table.name]})" if self._names[table.name] > 1 else table.name

    def _own(self, table: Table, heads: Heads) -> None:
        keys = [_NAMES.get(heads.own, key) if key == "name" else key for key in heads.keys]
        scales = dict.fromkeys(keys, Decimal(1))
        columns_of = zip(COLUMNS[heads.own], heads.keys, strict=False)
        derived = {at for at, (column, key) in enumerate(columns_of) if column.derived and key not in OWN_SINCE}
        origin = self._origin(table)
        twice: list[int] = []
        for line in table.lines[1:]:
            if is_empty(line.cells):
                continue
            row = columns(keys, line.cells)
            try:
                if heads.own in _CARRIES:
                    twice += [] if self.projects.take(row, scales, exact=True, table=origin)[1] else [line.number]
                else:
                    twice += [] if self.departments.take(heads.own, row) else [line.number]
            except BadRowError as error:
                self.left.row(table, line.number, line.cells, str(error))
            else:
                self._unread(table, line, len(keys), derived)
            self.left.row(table, line.number, line.cells[len(keys) :], _("no column that is known"))
        self._repeated(table, twice)

    def _unread(self, table: Table, line: Line, width: int, derived: set[int]) -> None:
        for at, cell in enumerate(line.cells[:width]):
            if at not in derived and (reason := reason_unread(cell)):
                self.left.cell(table, line.number, at, str(cell[0]), reason)

    def _repeated(self, table: Table, numbers: Sequence[int]) -> None:
        if numbers:
            message = ngettext(
                "{count} row says what another sheet says: it counts once",
                "{count} rows say what another sheet says: they count once",
                len(numbers),
            )
            self.left.note(table, message.format(count=len(numbers)))

    def dataset(self) -> Dataset:
        """All of it; a project carries the lists whose tables are there even where it has no row in them."""
        projects = tuple(self._project(parts) for parts in self.projects.projects.values())
        for where, text in self.departments.details_without_indicator():
            self.left.text(where, text, _("no indicator has this number"))
        return Dataset(
            departments=tuple(self._departments()),
            goals=tuple(self.departments.goals_entries()),
            projects=projects,
            leftovers=tuple(self.left.leftovers),
            notes=tuple(self.left.notes),
            assumptions=tuple(self._assumed()),
            titled=frozenset(self.titled),
        )

    def _assumed(self) -> Iterator[str]:
        count = sum(parts.has_one_amount for parts in self.projects.projects.values())
        if count:
            message = ngettext(
                "{count} project names one amount and not its funds: taken as fiscal funds",
                "{count} projects name one amount and not its funds: taken as fiscal funds",
                count,
            )
            yield message.format(count=count)

    def _project(self, parts: Parts) -> Entry[Project]:
        for number, label, text in parts.details_without_indicator():
            self.left.text(f"{parts.code} {number}", f"{label}: {text}", _("no indicator has this number"))
        entry = parts.entry()
        carried = {key for key in self.carried if key.partition(".")[0] not in parts.spoilt}
        if "indicators" not in carried | entry.carried:
            carried.discard("indicators.details")
        return Entry(entry.record, entry.carried | carried)

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
