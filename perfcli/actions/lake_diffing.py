"""`perf diff --years --lake`: two budget years of many repositories, each repository with itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from perfcli import codec
from perfcli.actions.diff_sums import sums_of_years
from perfcli.actions.diffing import Changed, Comparison, compare_pairs_of_years
from perfcli.actions.lake_problems import lake_problems, require_lake_units
from perfcli.actions.lake_reading import opened_lake
from perfcli.actions.pairing import paired_years
from perfcli.actions.versions import Version
from perfcli.comparing import with_unknown
from perfcli.errors import Problem, UnreadableData
from perfcli.exact import Money, Percent, Points
from perfcli.i18n import gettext as _
from perfcli.lake.engine import Lake
from perfcli.lake.extent import Extent
from perfcli.lake.manifest import read_manifest
from perfcli.model import Budget, DepartmentGoals, Indicator, Project, plain
from perfcli.record_statements import INDICATOR, OF_PROJECTS, rows_of_projects, texts_of_goals
from perfcli.select import Row, Selection
from perfcli.settings import QuerySettings

TABLES = (*OF_PROJECTS, "department_goals")


class LakeComparison(msgspec.Struct, frozen=True):
    """What changed in each division, the sums where they were asked for, and the files that could not be read."""

    changed: list[tuple[str, Changed]]
    sums: list[Row]
    problems: tuple[Problem, ...]

    def rows(self) -> list[Row]:
        """A row for each change, its division first."""
        return [{"division": division} | row for division, one in self.changed for row in one.rows()]


def compare_years_of_lake(
    root: Path,
    years: tuple[int, int],
    selection: Selection,
    extent: Extent,
    limits: QuerySettings,
    *,
    with_sums: bool,
) -> LakeComparison:
    """What changed from one budget year to another in each repository, as `compare_years` says it of one.

    Keys that only users know are compared in overall goals alone: the tables of projects do not have them. With
    `with_sums` raises UnreadableData where a project of these years could not be read.
    """
    with opened_lake(root, Extent(extent.divisions, years), limits, TABLES) as lake:
        require_lake_units(lake, selection)
        problems = lake_problems(lake, Selection(years=years), ("projects", "goals"))
        if with_sums and (wrong := [one for one in problems if "/projects/" in one.path]):
            raise UnreadableData(_("a sum over unreadable files would be a wrong number"), tuple(wrong))
        changed: list[tuple[str, Changed]] = []
        sums: list[Row] = []
        members = sorted({(one.division, one.name) for one in read_manifest(root).repositories})
        for division, repository in members:
            if extent.divisions and division not in extent.divisions:
                continue
            before, after = (_Year.read(lake, division, repository, year) for year in years)
            found = _compared(before, after, selection)
            changed += [(division, one) for one in found.changed]
            if with_sums:
                rows = sums_of_years(before.records, after.records, selection)
                sums += [{"division": division} | row for row in rows]
    return LakeComparison(changed, sums, problems)


class _Year(msgspec.Struct, frozen=True):
    """The projects and overall goals of a repository in one year."""

    projects: list[Version]
    goals: list[Version]

    @property
    def records(self) -> list[Project]:
        return [one.record for one in self.projects if isinstance(one.record, Project)]

    @classmethod
    def read(cls, lake: Lake, division: str, repository: str, year: int) -> _Year:
        place = (division, repository, year)
        projects = [_version(f"projects/{year}/{one.unit}/{one.code}.toml", one) for one in _projects(lake, *place)]
        ask = texts_of_goals(*place)
        found = lake.rows(ask.text, ask.values)
        goals = [_goals(f"goals/{year}/{unit or department}.toml", text) for department, unit, text in found if text]
        return cls(projects, goals)


def _compared(before: _Year, after: _Year, selection: Selection) -> Comparison:
    pairs = paired_years(before.projects, after.projects, before.goals, after.goals)
    return compare_pairs_of_years(pairs, selection)


def _version(path: str, record: Project) -> Version:
    return Version(path, record, plain(record))


def _goals(path: str, text: str) -> Version:
    record = codec.from_toml(text, DepartmentGoals)
    return Version(path, record, with_unknown(record, codec.parse(text)))


_Rows = dict[tuple[Any, ...], list[tuple[Any, ...]]]


def _projects(lake: Lake, division: str, repository: str, year: int) -> Iterator[Project]:
    """The records of projects, made again out of the tables that their files are spread over."""
    tables: dict[str, _Rows] = {}
    for table in OF_PROJECTS:
        ask = rows_of_projects(table, division, repository, year)
        rows = lake.rows(ask.text, ask.values)
        tables[table] = {key: [row[2:] for row in some] for key, some in groupby(rows, lambda row: row[:2])}
    for (unit, code), rows in tables.pop("projects").items():
        for name, template, purpose, previous, *amounts in rows:
            yield _project((year, unit, code), (name, template, purpose, previous), amounts, tables)


def _project(
    place: tuple[int, str, str], texts: Sequence[str], amounts: Sequence[int], tables: Mapping[str, _Rows]
) -> Project:
    year, unit, code = place
    name, template, purpose, previous = texts
    of_it = {table: found.get((unit, code), []) for table, found in tables.items()}
    total, fiscal, other = map(_money, amounts)
    sources = {label: _money(fen) for label, fen in of_it["sources"]}
    details = of_it["details"]
    return Project(
        code=code,
        name=name,
        unit=unit,
        year=year,
        template=template,
        purpose=purpose,
        previous=previous,
        goals=tuple(goal for term, goal in of_it["goals"] if not term),
        long_term_goals=tuple(goal for term, goal in of_it["goals"] if term),
        budget=Budget(total=total, fiscal=fiscal, other=other, sources=sources),
        spending_plan={month: Percent(share) for month, share in of_it["spending_plan"]},
        indicators=tuple(_indicator(row, details) for row in of_it["indicators"]),
        details=_details(row[1:] for row in details if row[0] is None),
    )


def _indicator(row: Sequence[Any], details: Sequence[Sequence[Any]]) -> Indicator:
    values = dict(zip(INDICATOR[2:], row, strict=True))
    number, weight = values.pop("number"), values.pop("weight_text")
    return Indicator(
        **{key.removeprefix("own_"): value or "" for key, value in values.items()},
        weight=None if weight is None else Points(weight),
        details=_details(one[1:] for one in details if one[0] == number),
    )


def _details(rows: Iterable[Sequence[Any]]) -> dict[str, str | tuple[str, ...]]:
    """Labels with their text, with several where there are rows of them."""
    found: dict[str, list[str]] = {}
    for label, text in rows:
        found.setdefault(label, []).append(text)
    return {label: texts[0] if len(texts) == 1 else tuple(texts) for label, texts in found.items()}


def _money(fen: int) -> Money:
    return Money(Decimal(fen).scaleb(-2))
