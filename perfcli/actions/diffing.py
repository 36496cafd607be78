"""`perf diff`: what changed between two versions of the repository, or between two years of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from perfcli.actions.pairing import name_in_any_year, pair_moved, pair_years
from perfcli.actions.versions import Revisions, Version, Versions, differing, open_git
from perfcli.comparing import Change, Element, compare
from perfcli.errors import Problem
from perfcli.exact import CENT, Money
from perfcli.model import Budget, Department, DepartmentGoals, Indicator, Project, Record, Template
from perfcli.progress import Progress
from perfcli.repository import Repository
from perfcli.select import Row, Selection
from perfcli.settings import Settings

COLUMNS = (
    *("subject", "year", "unit", "code", "name"),
    *("change", "key", "before", "after", "difference", "percent"),
)
"""The columns of a row, one row a change."""

SUBJECTS: Mapping[type[Record], str] = {
    Settings: "settings",
    Department: "department",
    DepartmentGoals: "goals",
    Template: "template",
    Project: "project",
    Progress: "progress",
}


_OPTIONAL = frozenset(Indicator.OPTIONAL + Budget.OPTIONAL)


@dataclass(frozen=True, slots=True)
class Changed:
    """A record, as it is now or was last, with all that changed in it."""

    record: Record
    changes: tuple[Change, ...]
    slug: str = ""
    """What names a template."""

    @property
    def about(self) -> Row:
        """What tells the record from others."""
        record = self.record
        row: Row = {"subject": SUBJECTS[type(record)], "year": None, "unit": "", "code": "", "name": ""}
        if isinstance(record, Project):
            return row | {"year": record.year, "unit": record.unit, "code": record.code, "name": record.name}
        if isinstance(record, DepartmentGoals):
            return row | {"year": record.year, "unit": record.of}
        if isinstance(record, Progress):
            return row | {"year": record.year, "unit": record.unit or record.department, "code": record.code}
        if isinstance(record, Department):
            return row | {"unit": record.code, "name": record.name}
        return row | ({"code": self.slug, "name": record.name} if isinstance(record, Template) else {})

    def rows(self) -> Iterator[Row]:
        """A row for each change."""
        about = self.about
        for change in self.changes:
            before, after = change.before, change.after
            difference = _difference(before, after)
            yield about | {
                "change": change.kind,
                "key": change.key,
                "before": _lean(before),
                "after": _lean(after),
                "difference": difference,
                "percent": _percent(difference, before),
            }


@dataclass
class Comparison:
    """All that changed, and the files that could not be read on one side or the other."""

    changed: list[Changed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def rows(self) -> list[Row]:
        """A row for each change of each record."""
        return [row for one in self.changed for row in one.rows()]


def compare_revisions(repository: Repository, revisions: Revisions, selection: Selection) -> Comparison:
    """What changed between two revisions, or between one and the work tree, in the part selected.

    Raises PerfError for an unknown revision or where git does not answer.
    """
    return compared(differing(repository, open_git(repository), revisions, selection), selection)


def compare_years(repository: Repository, before: int, after: int, selection: Selection) -> Comparison:
    """What changed from one budget year to another: projects by `previous`, else by code, else by unit and name."""
    pairs, problems = pair_years(repository, before, after)
    found = compare_pairs_of_years(pairs, selection)
    found.problems = sorted([*found.problems, *problems])
    return found


def compare_pairs_of_years(pairs: Iterable[Versions], selection: Selection) -> Comparison:
    """What changed in pairs of records of two years, but for what differs as a matter of course."""
    return compared(pairs, selection, _is_expected)


def _is_expected(change: Change, before: Record, after: Record) -> bool:
    """Whether one year differs from another so as a matter of course."""
    if change.path == ("name",) and isinstance(before, Project) and isinstance(after, Project):
        return name_in_any_year(before) == name_in_any_year(after)
    return change.path[:1] in (("year",), ("code",), ("previous",))


def compared(
    pairs: Iterable[Versions],
    selection: Selection,
    is_expected: Callable[[Change, Record, Record], bool] = lambda *_all: False,
) -> Comparison:
    """What changed in each pair of versions that is selected, but for what is expected."""
    found = Comparison()
    for before, after in pair_moved(pairs):
        known = [version for version in (before, after) if version]
        records = [version.record for version in known if version.record is not None]
        if len(records) < len(known):
            found.problems += [problem for version in known for problem in version.problems]
        elif any(_takes(selection, record) for record in records):
            changes = tuple(
                change for change in _changes(before, after) if not is_expected(change, records[0], records[-1])
            )
            slug = known[-1].path.rpartition("/")[2].removesuffix(".toml")
            found.changed += [Changed(records[-1], changes, slug)] if changes else []
    found.changed.sort(key=_order)
    found.problems.sort()
    return found


def _changes(before: Version | None, after: Version | None) -> Iterator[Change]:
    """The changes of a record; one that came or went is a single change, with its budget's total."""
    if before is None or after is None:
        yield Change("added" if before is None else "dropped", (), _total(before), _total(after))
    else:
        yield from compare(before.values, after.values)


def _total(version: Version | None) -> Money | None:
    record = version.record if version else None
    return record.budget.total if isinstance(record, Project) else None


def _takes(selection: Selection, record: Record) -> bool:
    """Whether filters take a record; those that only projects can pass leave out all others."""
    if isinstance(record, Project):
        return selection.takes(record)
    if isinstance(record, Progress):
        is_meant = selection.takes_unit(record.unit or record.department) and record.code.startswith(
            selection.code_prefix
        )
        return is_meant and not selection.is_about_contents and (not selection.years or record.year in selection.years)
    if selection.is_about_projects:
        return False
    if isinstance(record, DepartmentGoals):
        return selection.takes_unit(record.of) and (not selection.years or record.year in selection.years)
    if selection.years:
        return False
    if isinstance(record, Department):
        units = {record.code, *(unit.code for unit in record.units)}
        return not selection.units or any(unit in units for unit in selection.units)
    return not selection.units


def _order(changed: Changed) -> tuple[Any, ...]:
    about = changed.about
    return list(SUBJECTS.values()).index(about["subject"]), about["year"] or 0, about["unit"], about["code"]


_NOTHING = Money("0.00")


def _difference(before: Any, after: Any) -> Decimal | None:
    """The difference of two amounts, None for other values."""
    if isinstance(before, Money) or isinstance(after, Money):
        return Decimal(after or _NOTHING) - Decimal(before or _NOTHING)
    return None


def _percent(difference: Decimal | None, before: Any) -> Decimal | None:
    """A difference in percent of what was before, None where nothing was."""
    return (difference * 100 / before).quantize(CENT, ROUND_HALF_UP) if difference is not None and before else None


def _lean(value: Any) -> Any:
    """A value without the keys that a file leaves out while they are empty."""
    if isinstance(value, Mapping):
        kept = {name: _lean(item) for name, item in value.items()}
        return {name: item for name, item in kept.items() if name not in _OPTIONAL or item not in ("", [], {}, None)}
    return [_lean(item) for item in value] if isinstance(value, list) else value


def is_element(change: Change) -> bool:
    """Whether a change is one of an element as a whole, and not of a value in it."""
    return bool(change.path) and isinstance(change.path[-1], Element | int)
