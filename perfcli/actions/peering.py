"""`perf peers`: what like indicators aim at, cost and reach, in one repository or in a lake."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import msgspec

from perfcli.actions.lake_listing import list_lake
from perfcli.actions.lake_problems import is_looked_at
from perfcli.actions.lake_query import query_lake
from perfcli.actions.listing import list_rows
from perfcli.actions.looking import no_progress
from perfcli.actions.query import query
from perfcli.errors import Problem
from perfcli.index import Progress
from perfcli.lake.extent import Extent
from perfcli.progress.actual import read_actual
from perfcli.regex import regex
from perfcli.repository import Repository
from perfcli.select import Row, Selection
from perfcli.settings import QuerySettings
from perfcli.spread import MEASURES, Peer, spread
from perfcli.statements import KEY

COLUMNS = ("division", "year", "name", "unit_of_measure", "measure", "count", "min", "q1", "median", "q3", "max")

_INDICATOR = ("year", "unit", "code", "number", "kind", "name", "target", "value", "unit_of_measure", "term")
_SCORES = "SELECT year, unit, code, number, actual FROM scores WHERE code <> '' AND actual <> ''"
_CENT = Decimal("0.01")
_OF_PROJECTS = regex("(?:.*/)?(?:projects|progress)/?(.*)", re.DOTALL)


class Peers(msgspec.Struct, frozen=True):
    """Rows of COLUMNS, and what is wrong with the files that had to be left out."""

    rows: list[Row]
    problems: tuple[Problem, ...]


def peers(repository: Repository, selection: Selection, progress: Progress = no_progress) -> Peers:
    """The spreads of one repository's indicators, by year, name and unit of measure; raises PerfError."""
    found = list_rows(repository, "indicators", selection, progress, _INDICATOR)
    projects = list_rows(repository, "projects", _of_projects(selection), progress, ("year", "unit", "code", "total"))
    with query(repository, _SCORES, {}, progress) as result:
        scores = result.rows()
    of_all = {"division": repository.settings.division, "repository": ""}
    indicators, totals, actuals = ([row | of_all for row in rows] for rows in (found.rows, projects.rows, scores))
    problems = {*found.problems, *projects.problems, *_asked_for(result.problems, selection)}
    return _spreads(indicators, totals, actuals, problems)


def peers_in_lake(root: Path, selection: Selection, extent: Extent, limits: QuerySettings) -> Peers:
    """The same of a lake, by division too."""
    columns = ("division", "repository", *_INDICATOR)
    found = list_lake(root, "indicators", selection, extent, limits, columns)
    projects = list_lake(root, "projects", _of_projects(selection), extent, limits, (*KEY, "total"))
    with query_lake(root, _SCORES.replace("SELECT", "SELECT division, repository,", 1), {}, extent, limits) as result:
        scores = result.rows()
    problems = {*found.problems, *projects.problems, *_asked_for(result.problems, selection)}
    return _spreads(found.rows, projects.rows, scores, problems)


def _asked_for(problems: Iterable[Problem], selection: Selection) -> Iterator[Problem]:
    """Those with files or folders of projects, or of what became of them, that a selection looks at."""
    for problem in problems:
        found = _OF_PROJECTS.fullmatch(problem.path)
        if found and is_looked_at(selection, found[1].split("/")[:-1]):
            yield problem


def _of_projects(selection: Selection) -> Selection:
    """The projects that have such indicators."""
    return Selection(
        units=selection.units, years=selection.years, name=selection.name, code=selection.code,
        indicator=selection.indicator, min_budget=selection.min_budget, max_budget=selection.max_budget,
    )  # fmt: skip


def _spreads(
    indicators: Iterable[Row], projects: Iterable[Row], scores: Iterable[Row], problems: Iterable[Problem]
) -> Peers:
    totals = {_key(row): row["total"] for row in projects}
    actuals = {(*_key(row), row["number"]): row["actual"] for row in scores}
    groups: dict[tuple[str, int, str, str], list[Peer]] = {}
    for row in indicators:
        if row["value"] is not None and not row["term"] and _key(row) in totals:
            peer = _peer(row, totals[_key(row)], actuals)
            groups.setdefault((peer.division, peer.year, peer.name, peer.unit_of_measure), []).append(peer)
    rows = [row for key, group in sorted(groups.items()) for row in _rows(key, group)]
    return Peers(rows, tuple(sorted(problems)))


def _key(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in KEY)


def _peer(row: Row, total: Decimal, actuals: Mapping[tuple[object, ...], str]) -> Peer:
    said = actuals.get((*_key(row), row["number"]), "")
    reached = read_actual(said, row["target"], row["year"], row["name"]).number if said else None
    actual = None if reached is None else Decimal(reached.numerator) / Decimal(reached.denominator)
    unit = row["unit_of_measure"] or ""
    target = Decimal(row["value"])
    return Peer(row["division"], row["year"], row["name"], unit, row["kind"], target, total, actual)


def _rows(key: tuple[str, int, str, str], group: list[Peer]) -> Iterator[Row]:
    for measure in MEASURES:
        found = spread(value for peer in group if (value := peer.measured(measure)) is not None)
        if found is not None:
            figures = (found.least, found.q1, found.median, found.q3, found.most)
            shown = (_plain(figure) for figure in figures)
            values = (*key, measure, found.count, *shown)
            yield dict(zip(COLUMNS, values, strict=True))


def _plain(number: Decimal) -> Decimal:
    """A number with two decimals at the most."""
    rounded = number.quantize(_CENT, ROUND_HALF_UP)
    whole = rounded.to_integral_value()
    return whole if rounded == whole else rounded.normalize()
