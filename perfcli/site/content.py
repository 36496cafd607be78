"""What a site tells: projects with what became of them, put together by year, department and unit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from perfcli.exact import CENT, rounded
from perfcli.folding import plain_name
from perfcli.model import Department, DepartmentGoals, Indicator, Project
from perfcli.progress import Progress
from perfcli.progress.evaluation import Evaluated
from perfcli.progress.lights import Light
from perfcli.progress.monitored import Monitored
from perfcli.progress.rows import EvaluatedRow, level_ones, meant
from perfcli.settings import Settings
from perfcli.target import read_target

ZERO = Decimal("0.00")
Reached = Literal["reached", "partly", "missed", "unknown"]
REACHED: tuple[Reached, ...] = ("reached", "partly", "missed", "unknown")
"""What became of a target by the end of the year; unknown where nothing was said, or nothing that is understood."""


@dataclass(frozen=True, slots=True)
class Touch:
    """A commit that touched a project's files: its day, its title where that is published, and what it touched."""

    day: date
    title: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A project and what became of it."""

    project: Project
    progress: Progress | None = None
    monitored: Monitored | None = None
    evaluated: Evaluated | None = None
    history: tuple[Touch, ...] = ()

    @property
    def adjusted(self) -> Decimal:
        """全年预算数 in 元: the budget after its adjustment."""
        given = self.progress.adjusted if self.progress else None
        return self.project.budget.total if given is None else given

    @property
    def spent(self) -> Decimal | None:
        """Spent as last said, in 元: by the self-evaluation, else by the last monitoring; None where nobody said."""
        if self.evaluated is not None and self.evaluated.spent is not None:
            return self.evaluated.spent
        return self.monitored.spent if self.monitored else None

    @property
    def light(self) -> Light | None:
        """The light of the last monitoring, None without one."""
        return self.monitored.light if self.monitored else None


def reached(row: EvaluatedRow, year: int) -> Reached:
    """What became of a target: by the tier that was given or that its words say, else by the share that is scored."""
    _target, actual = meant(row.indicator, row.said, year)
    if actual.is_missing:
        return "unknown"
    if actual.tier:
        return actual.tier
    share = row.computed.share
    if share is None:
        return "unknown"
    return "reached" if share >= 1 else "partly" if share > 0 else "missed"


@dataclass(frozen=True)
class Sums:
    """Sums over projects, amounts in 元. `reported` is the budget of the year of those that say what was spent."""

    projects: int = 0
    total: Decimal = ZERO
    fiscal: Decimal = ZERO
    other: Decimal = ZERO
    spent: Decimal | None = None
    reported: Decimal = ZERO
    evaluated: int = 0
    targets: Mapping[Reached, int] = field(default_factory=dict)
    lights: Mapping[Light, int] = field(default_factory=dict)

    @property
    def execution(self) -> Decimal | None:
        """执行率 in percent with two decimals: spent ÷ budget of the year of the projects that say what was spent."""
        if self.spent is None or not self.reported:
            return None
        return rounded(Fraction(self.spent) / Fraction(self.reported) * 100)

    @property
    def judged(self) -> int:
        """Targets of self-evaluations, whatever became of them."""
        return sum(self.targets.values())


def sums_of(entries: Iterable[Entry]) -> Sums:
    """The sums over these projects; exact."""
    entries = list(entries)
    spent = [(entry.spent, entry.adjusted) for entry in entries if entry.spent is not None]
    targets: dict[Reached, int] = {}
    lights: dict[Light, int] = {}
    evaluated = [entry for entry in entries if entry.evaluated is not None]
    for entry in evaluated:
        for row in entry.evaluated.rows if entry.evaluated else ():
            state = reached(row, entry.project.year)
            targets[state] = targets.get(state, 0) + 1
    for entry in entries:
        if entry.light:
            lights[entry.light] = lights.get(entry.light, 0) + 1
    budgets = [entry.project.budget for entry in entries]
    return Sums(
        projects=len(entries),
        total=sum((one.total for one in budgets), ZERO).quantize(CENT),
        fiscal=sum((one.fiscal for one in budgets), ZERO).quantize(CENT),
        other=sum((one.other for one in budgets), ZERO).quantize(CENT),
        spent=sum((amount for amount, _of in spent if amount is not None), ZERO) if spent else None,
        reported=sum((of for _amount, of in spent), ZERO),
        evaluated=len(evaluated),
        targets=targets,
        lights=lights,
    )


@dataclass(frozen=True)
class Content:
    """All that is published. Departments and units without a file have no name."""

    title: str
    settings: Settings
    years: tuple[int, ...]
    entries: tuple[Entry, ...]
    departments: Mapping[str, Department] = field(default_factory=dict)
    goals: Mapping[tuple[int, str], DepartmentGoals] = field(default_factory=dict)
    wholes: Mapping[tuple[int, str], Evaluated] = field(default_factory=dict)
    """The self-evaluations of departments and units as a whole (整体支出自评)."""
    withheld: Mapping[int, int] = field(default_factory=dict)
    """How many projects of a year are not published."""
    key_words: Mapping[str, str] = field(default_factory=dict)
    """What people call the keys that were adjusted."""

    @cached_property
    def by_unit(self) -> dict[tuple[int, str], list[Entry]]:
        """The projects of each unit and year, the largest first."""
        found: dict[tuple[int, str], list[Entry]] = {}
        for entry in self.entries:
            found.setdefault((entry.project.year, entry.project.unit), []).append(entry)
        for entries in found.values():
            entries.sort(key=lambda entry: (-entry.project.budget.total, entry.project.code))
        return found

    @cached_property
    def sums_by_unit(self) -> dict[tuple[int, str], Sums]:
        """The sums of each unit and year that has projects."""
        return {key: sums_of(entries) for key, entries in self.by_unit.items()}

    @cached_property
    def sums_by_department(self) -> dict[tuple[int, str], Sums]:
        """The sums of each department and year that has projects."""
        groups: dict[tuple[int, str], list[Entry]] = {}
        for entry in self.entries:
            groups.setdefault((entry.project.year, entry.project.department), []).append(entry)
        return {key: sums_of(entries) for key, entries in groups.items()}

    @cached_property
    def sums_by_year(self) -> dict[int, Sums]:
        """The sums of each year."""
        return {year: sums_of(one for one in self.entries if one.project.year == year) for year in self.years}

    @cached_property
    def _names(self) -> dict[str, str]:
        names = {code: department.name for code, department in self.departments.items()}
        return names | {unit.code: unit.name for one in self.departments.values() for unit in one.units}

    @cached_property
    def peers(self) -> dict[tuple[object, ...], list[Decimal]]:
        """The targets of each kind of indicator in a year, rising, by `peer_key`."""
        found: dict[tuple[object, ...], list[Decimal]] = {}
        for entry in self.entries:
            for row in entry.project.year_indicators:
                key, value = peer_of(row, entry.project.year)
                if value is not None:
                    found.setdefault(key, []).append(value)
        return {key: sorted(values) for key, values in found.items()}

    @cached_property
    def _by_key(self) -> dict[tuple[int, str], Entry]:
        return {entry.project.key: entry for entry in self.entries}

    def name(self, code: str) -> str:
        """The name of a department or unit, its code where no file names it."""
        return self._names.get(code) or code

    @cached_property
    def _pages(self) -> dict[tuple[int, str], list[str]]:
        """The units that have a page of each year and department: those with projects or with goals of their own."""
        found: dict[tuple[int, str], set[str]] = {}
        for year, code in (*self.by_unit, *self.goals):
            found.setdefault((year, code[:3]), set()).update([code] if code[3:] else [])
        return {key: sorted(codes) for key, codes in sorted(found.items())}

    def departments_of(self, year: int) -> list[str]:
        """The departments that have a page in a year."""
        return [code for of_year, code in self._pages if of_year == year]

    def units_of(self, year: int, department: str) -> list[str]:
        """The units of a department that have a page in a year."""
        return self._pages.get((year, department), [])

    def years_of(self, code: str) -> list[int]:
        """The years in which a department or a unit has a page, rising."""
        with_page = [(year, units) for (year, department), units in self._pages.items() if department == code[:3]]
        return sorted(year for year, units in with_page if not code[3:] or code in units)

    def before(self, project: Project) -> Entry | None:
        """The same project in the year before: as `previous` names it, else by its own code."""
        return self._by_key.get((project.year - 1, project.previous or project.code))

    def after(self, project: Project) -> Entry | None:
        """The same project in the year after."""
        return self._following.get(project.key)

    @cached_property
    def _following(self) -> dict[tuple[int, str], Entry]:
        pairs = ((self.before(entry.project), entry) for entry in self.entries)
        return {before.project.key: entry for before, entry in pairs if before is not None}

    def level_ones(self, project: Project) -> list[str]:
        """The level one of each of the year's indicators."""
        return level_ones(project, self.settings)

    def changes(self, year: int) -> Changes | None:
        """What changed against the year before, None where that has no project."""
        old = [entry for entry in self.entries if entry.project.year == year - 1]
        new = [entry for entry in self.entries if entry.project.year == year]
        if not old:
            return None
        pairs = [(self.before(entry.project), entry) for entry in new]
        kept = {before.project.key for before, _entry in pairs if before is not None}
        return Changes(
            came=_largest(entry for before, entry in pairs if before is None),
            went=_largest(entry for entry in old if entry.project.key not in kept),
            moved=sorted(
                (
                    (before, entry)
                    for before, entry in pairs
                    if before is not None and before.project.budget.total != entry.project.budget.total
                ),
                key=lambda pair: (
                    -abs(pair[1].project.budget.total - pair[0].project.budget.total),
                    pair[1].project.code,
                ),
            ),
            kept=len(kept),
        )


def peer_of(row: Indicator, year: int) -> tuple[tuple[object, ...], Decimal | None]:
    """What makes an indicator a peer of others (year, kind, name, operator, unit), and its target; None for words."""
    target = read_target(row.target)
    value = target.value if target.upper is None else None
    return (year, row.kind, plain_name(row.name), target.operator, target.unit), value


@dataclass(frozen=True, slots=True)
class Changes:
    """Projects that came, that went, and whose budget is another one; the largest amounts first."""

    came: Sequence[Entry]
    went: Sequence[Entry]
    moved: Sequence[tuple[Entry, Entry]]
    kept: int


def _largest(entries: Iterator[Entry] | Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (-entry.project.budget.total, entry.project.code))
