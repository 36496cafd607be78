"""`perf check --lake`: the projects of many counties beside each other."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from perfcli.actions.lake_problems import lake_problems, require_lake_units
from perfcli.actions.lake_reading import opened_lake
from perfcli.check.words import bare
from perfcli.errors import PerfError, Problem
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.lake.across import MOST_OTHERS, Comparison, Limits, comparisons
from perfcli.lake.engine import Lake
from perfcli.lake.extent import Extent
from perfcli.lake.keyed import add_keys
from perfcli.select import Row, Selection, fold, nearest
from perfcli.settings import CheckSettings, QuerySettings

COLUMNS = (
    *("code", "rule", "message", "year", "division", "unit", "project", "name", "total"),
    *("other_division", "other_unit", "other_project", "other_name", "indicator", "value", "q1", "median", "q3"),
    *("others", "other_divisions"),
)
"""The keys of a finding: the rule's code (empty where no rule of one repository is like it) and name, both sides.

`others` are all other sides, the first project of each division; `other_divisions` is how many there are.
"""

_ASKED = ("projects", "goals", "indicators")

_MESSAGES = {
    "repeated-code": noop("the code is also that of {other} in {year}"),
    "repeated-project": noop("the name and purpose of {other}: one project in two counties?"),
    "copied-purpose": noop("word for word the purpose of {other}"),
    "copied-goals": noop("word for word the goals of {other}"),
    "copied-indicators": noop(
        "the same level-three names as {other}, which has another purpose: an indicator set copied?"
    ),
    "unusual-target": noop(
        "{indicator}: {value} is far from the peers of all counties:"
        " half of them are from {q1} to {q3}, the middle {median}"
    ),
    "unusual-budget": noop(
        "{indicator}: {value} yuan for each is far from the peers of all counties:"
        " half of them are from {q1} to {q3}, the middle {median}"
    ),
}


def review_lake(
    root: Path,
    selection: Selection,
    extent: Extent,
    check: CheckSettings,
    limits: QuerySettings,
    chosen: Sequence[str] = (),
    left_out: Sequence[str] = (),
) -> Iterator[Row]:
    """The findings about projects of the divisions, years and units meant, each beside all divisions of the lake.

    `chosen` and `left_out` are codes or names of rules. Raises PerfError for one that compares no counties.
    """
    known = list(comparisons(Limits(check.copied_names, check.outlier_projects)))
    names = {name for one in known for name in (one.code, one.rule) if name}
    for given in (*chosen, *left_out):
        if given not in names:
            raise PerfError(_("{given} compares no counties").format(given=given), hint=nearest(given, names))
    with opened_lake(root, extent, limits, _ASKED, is_across=True) as lake:
        require_lake_units(lake, selection, extent.divisions)
        add_keys(lake, bare)
        for one in known:
            if (not chosen or {one.code, one.rule} & set(chosen)) and not {one.code, one.rule} & set(left_out):
                sides = _sides(lake, one)
                for values in lake.each(one.text):
                    row = _row(one, values, sides)
                    if _is_meant(row, selection, extent):
                        yield row


def unread(root: Path, extent: Extent, limits: QuerySettings) -> tuple[Problem, ...]:
    """What is wrong with the files of projects that nothing is compared with."""
    with opened_lake(root, extent, limits, (), is_across=True) as lake:
        return lake_problems(lake, Selection(years=extent.years), ("projects",))


def _is_meant(row: Row, selection: Selection, extent: Extent) -> bool:
    return (
        (not extent.divisions or row["division"] in extent.divisions)
        and selection.takes_unit(row["unit"])
        and row["project"].startswith(selection.code_prefix)
        and (not selection.name or fold(selection.name) in fold(row["name"]))
        and (selection.min_budget is None or row["total"] >= selection.min_budget)
        and (selection.max_budget is None or row["total"] <= selection.max_budget)
    )


_Sides = dict[tuple[int, str], dict[int, dict[str, str]]]


def _sides(lake: Lake, one: Comparison) -> _Sides:
    """The projects that others are held against, the first of each division, by year, group and place in it."""
    found: _Sides = {}
    for year, key, place, *side in lake.each(one.sides) if one.sides else ():
        found.setdefault((year, key), {})[place] = dict(zip(_OTHER, map(sys.intern, side), strict=True))
    return found


def _row(one: Comparison, values: Sequence[Any], known: _Sides) -> Row:
    year, division, unit, project, name, key, places, total, *figures = values
    others = [known[year, key][place] for place in sorted(places)[:MOST_OTHERS]]
    count = len(places)
    first = others[0] if others else dict.fromkeys(_OTHER, "")
    value, q1, median, q3 = (None if figure is None else round(float(str(figure)), 2) for figure in figures[:4])
    shown = {"other": _listed(others, count), "year": year, "indicator": figures[4]}
    numbers = {"value": _plain(value), "q1": _plain(q1), "median": _plain(median), "q3": _plain(q3)}
    return {
        "code": one.code,
        "rule": one.rule,
        "message": _(_MESSAGES[one.rule]).format(**shown, **numbers),
        "year": year,
        "division": division,
        "unit": unit,
        "project": project,
        "name": name,
        "total": total,
        **{f"other_{name}": value for name, value in first.items()},
        "indicator": figures[4],
        "value": value,
        "q1": q1,
        "median": median,
        "q3": q3,
        "others": others,
        "other_divisions": count,
    }


_OTHER = ("division", "unit", "project", "name")


def _listed(others: Sequence[Mapping[str, str]], count: int) -> str:
    """Other sides by name, and how many more there are."""
    named = _(", ").join("{division} {unit} {project}（{name}）".format(**other) for other in others)
    if count == len(others):
        return named
    return _("{named} and {count} more").format(named=named, count=count - len(others))


def _plain(number: float | None) -> str:
    """A number as people write it, two decimals at the most."""
    return "" if number is None else f"{number:.2f}".rstrip("0").rstrip(".")
