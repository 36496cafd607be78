"""Tables of cells -> records: our own tables as they were exported, and plain lists of projects or indicators.

What cannot be placed is left over with its sheet and row; a row that cannot be read leaves the others alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from perfcli.data.absent import say_absent
from perfcli.data.dataset import Dataset, Entry, whole
from perfcli.data.department_rows import DepartmentRows
from perfcli.data.headings import Heads, list_heads
from perfcli.data.known import NOTHING, Known
from perfcli.data.left import Left
from perfcli.data.numbered import OF_TABLE
from perfcli.data.own_headings import own_heads
from perfcli.data.own_tables import OwnTables
from perfcli.data.parts import Parts, total_alone
from perfcli.data.people_list import PeopleList
from perfcli.data.project_rows import ProjectRows
from perfcli.data.summed import edited_sums
from perfcli.errors import PerfError
from perfcli.formats.tables import Table
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

_HEAD = 40


def read_tables(tables: Sequence[Table], known: Known = NOTHING) -> Dataset:
    """The records in these tables; raises PerfError where none of them is a list of anything known.

    `known` is what the repository holds that tables of ours were exported from.
    """
    reading = _Reading(known)
    if not reading.read(tables):
        raise PerfError(
            _("no table here has known headings"),
            hint=_("Name the columns as the form does, such as 项目编码, 项目名称 and 预算数; see docs/formats.md."),
            details=tuple(reading.left.notes[:_HEAD]),
        )
    return reading.dataset()


def is_own(table: Table) -> bool:
    """Whether a table is one that `perf export` writes."""
    return _own_heads(table) is not None


def is_known(table: Table) -> bool:
    """Whether a table is one of ours, or a list of people's own: known headings over projects' codes."""
    heads = _own_heads(table) or list_heads(table.lines)
    return heads is not None and (bool(heads.own) or "code" in heads.keys)


def _own_heads(table: Table) -> Heads | None:
    """The headings of one of our own tables, by itself: one of people's own may be called 汇总 too."""
    found = own_heads(table)
    return found if found is None or found.keys else None


def _turn(name: str) -> int:
    """When a table is read: projects first, what belongs to rows of another behind it."""
    return 0 if name == "projects" else 2 if name in OF_TABLE else 1


class _Reading:
    """What the tables have told so far."""

    def __init__(self, known: Known) -> None:
        self.projects = ProjectRows()
        self.departments = DepartmentRows()
        self.left = Left()
        self.carried: set[str] = set()
        self.titled: set[tuple[int, str]] = set()
        self._own = OwnTables(self.projects, self.departments, self.left, known)
        self._known = known
        self._sums: list[tuple[Table, Heads]] = []
        self._names: Counter[str] = Counter()

    def read(self, tables: Sequence[Table]) -> bool:
        """Read all tables, those of ours first; whether one of them is known. An unknown one is left over whole."""
        heads = [own_heads(table) if len(tables) > 1 else _own_heads(table) for table in tables]
        is_ours = any(found and found.own != "summary" for found in heads)
        if is_ours:
            heads = [found or own_heads(table, is_among_own=True) for table, found in zip(tables, heads, strict=True)]
        pairs = zip(tables, heads, strict=True)
        self._sums = [(table, found) for table, found in pairs if found and found.own == "summary"]
        own = [(table, found) for table, found in zip(tables, heads, strict=True) if found and found.own != "summary"]
        for table, found in own:
            self._own.expect(table, found)
        for table, found in sorted(own, key=lambda one: _turn(one[1].own)):
            carried = _CARRIES.get(found.own, {})
            self.carried |= {key for column in found.keys for key in carried.get(column, ())}
            self._notes(table)
            self._own.read(table, found, self._origin(table))
            self.left.strays(table)
        if own:
            say_absent(self._own, own, self.departments.units_of(), self.departments.owners())
            names = {unit.code: unit.name for units in self.departments.units_of().values() for unit in units}
            self._own.derived.judge(self.projects.projects, names)
        others = [table for table, found in zip(tables, heads, strict=True) if found is None]
        known = [self._other(table) for table in others]
        return bool(own) or any(known)

    def _other(self, table: Table) -> bool:
        """Read a list of people's own; whether it is one."""
        self._notes(table)
        heads = list_heads(table.lines)
        is_list = heads is not None and "code" in heads.keys
        if heads is not None and is_list:
            self.titled |= PeopleList(table, self.projects, self.left, self._origin(table)).read(heads)
        else:
            self.left.rows(table, _("a table without known headings"))
        self.left.strays(table)
        return is_list

    def _notes(self, table: Table) -> None:
        for note in table.notes:
            self.left.note(table, note)

    def _origin(self, table: Table) -> str:
        """A name for a table that no other has."""
        self._names[table.name] += 1
        return f"{table.name} ({self._names[table.name]})" if self._names[table.name] > 1 else table.name

    def dataset(self) -> Dataset:
        """All of it; a project carries the lists whose tables are there even where it has no row in them."""
        projects = tuple(self._project(parts) for parts in self.projects.projects.values())
        for table, heads in self._sums if projects else ():
            if said := edited_sums(table, heads, [entry.record for entry in projects], self._known):
                self.left.note(table, said)
        for where, text in self.departments.indicators_without_function():
            self.left.text(where, text, _("no function has this number"))
        for where, text in self.departments.details_without_indicator():
            self.left.text(where, text, _("no indicator has this number"))
        return Dataset(
            departments=tuple(self._departments()),
            goals=tuple(self.departments.goals_entries()),
            projects=projects,
            progress=tuple(self._own.progress.entries(self._known, self.left, self.projects.projects)),
            leftovers=tuple(self.left.leftovers),
            notes=tuple(self.left.notes),
            assumptions=tuple(self._assumed()),
            titled=frozenset(self.titled),
        )

    def _assumed(self) -> Iterator[str]:
        named = Counter(parts.one_amount for parts in self.projects.projects.values())
        if count := named["total"]:
            yield total_alone(count)
        if count := named["fiscal"] + named["other"]:
            message = ngettext(
                "{count} project names one of its funds alone: the total follows",
                "{count} projects name one of their funds alone: the total follows",
                count,
            )
            yield message.format(count=count)

    def _project(self, parts: Parts) -> Entry[Project]:
        for number, label, text in parts.details_without_indicator():
            self.left.text(f"{parts.code} {number}", f"{label}: {text}", _("no indicator has this number"))
        entry = parts.entry()
        unplaced = self.projects.unplaced.get(parts.code, set()) | self.projects.unplaced.get("", set())
        spoilt = parts.spoilt | unplaced
        carried = {key for key in self.carried | entry.carried if key.partition(".")[0] not in spoilt}
        carried -= self.projects.left_alone.get((parts.year, parts.code), set())
        if "indicators" not in carried:
            carried.discard("indicators.details")
        return Entry(entry.record, frozenset(carried))

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
