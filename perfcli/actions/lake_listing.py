"""`perf list --lake` and `perf summary --lake`: the rows and the sums of many repositories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from perfcli.actions.lake_condition import require_condition_of
from perfcli.actions.lake_problems import is_looked_at, lake_problems, require_lake_units
from perfcli.actions.lake_reading import lake_tables, opened_lake
from perfcli.actions.listing import SUBJECTS, Listing, require_filters, require_values
from perfcli.actions.summing import Summary, sum_row, wrong_sum
from perfcli.errors import DUPLICATE, PerfError, Problem
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.lake.engine import Lake
from perfcli.lake.extent import Extent
from perfcli.lake.reasons import DamagedLake, elsewhere
from perfcli.relations import LINEAGE
from perfcli.select import Row, Selection, fold, require_column
from perfcli.settings import QuerySettings
from perfcli.statements import (
    MONTHS,
    Ask,
    known_kinds,
    known_level_ones,
    list_of,
    part_names,
    problems,
    sums,
    units,
)
from perfcli.summary import GroupKey, Sums
from perfcli.target import QUALITATIVE, read_target

_ORDERS = {
    "projects": ("division", "year", "code", "unit", "repository"),
    "indicators": ("division", "year", "code", "unit", "repository", "number"),
    "functions": ("division", "year", "department", "unit", "repository", "number"),
}
_ASKED = {
    "projects": ("projects",),
    "indicators": ("indicators", "projects"),
    "functions": ("functions", "function_indicators"),
    "units": ("projects",),
}
"""What statements about a subject ask; opening the files of more would take as long as the answer."""
_EXACT = {"value": "target", "upper": "target", "weight": "weight_text"}
"""Numbers that the lake has as doubles, and the columns with the texts that they are read from."""


def lake_columns(subject: str, *, all_of_them: bool = False) -> tuple[str, ...]:
    """The columns that a subject is listed with, the division before them; or all that it can be listed with."""
    more = (*lake_tables().get(subject, ()), *LINEAGE) if all_of_them and subject != "units" else ()
    hidden = ("total_fen", "fiscal_fen", "other_fen")
    return tuple(name for name in dict.fromkeys(("division", *SUBJECTS[subject], *more)) if name not in hidden)


def _asked(subject: str, selection: Selection) -> set[str]:
    """The tables that a selection of a subject is asked of."""
    return {*_ASKED[subject], *(("indicators",) if selection.indicator or selection.kind else ())}


def list_lake(
    root: Path, subject: str, selection: Selection, extent: Extent, limits: QuerySettings, columns: Sequence[str]
) -> Listing:
    """The rows of a subject in a lake, by division, year and code; amounts in 元.

    Raises PerfError for what a lake does not know.
    """
    if subject == "templates":
        raise PerfError(_("a lake holds no templates"), hint=_("Leave --lake out to list those of a repository."))
    require_filters(subject, selection)
    for name in columns:
        require_column(name, lake_columns(subject, all_of_them=True), noop("unknown column: {given}"))
    with opened_lake(root, extent, limits, _asked(subject, selection)) as lake:
        require_lake_units(lake, selection)
        require_values(selection, lambda: _only(lake, known_kinds()), lambda: _only(lake, known_level_ones()))
        require_condition_of(lake, subject, selection)
        if subject == "units":
            return _units(lake, selection)
        more = [_EXACT[name] for name in columns if name in _EXACT and subject == "indicators"]
        needed = tuple(dict.fromkeys((*columns, *more, *(["basis"] if selection.basis else []))))
        ask = list_of(subject, needed, selection, _ORDERS[subject])
        rows = [dict(zip(needed, row, strict=True)) for row in lake.rows(ask.text, ask.values)]
        wrong = lake_problems(lake, selection, ("goals",) if subject == "functions" else ("projects",))
    if selection.basis:
        rows = [row for row in rows if fold(selection.basis) in fold(row["basis"])]
    if more:
        rows = [row | _exact(row, columns) for row in rows]
    return Listing(rows, wrong)


def _exact(row: Row, columns: Sequence[str]) -> Row:
    """The numbers of an indicator as they are written: a double holds fifteen digits."""
    target = read_target(row["target"]) if "target" in row else QUALITATIVE
    weight = row.get("weight_text")
    exact = {"value": target.value, "upper": target.upper, "weight": None if weight is None else Decimal(weight)}
    return {name: number for name, number in exact.items() if name in columns}


def _only(lake: Lake, ask: Ask) -> set[str]:
    """The values of a single column."""
    return {value for (value,) in lake.rows(ask.text)}


def _units(lake: Lake, selection: Selection) -> Listing:
    """The units, with how many files of projects each has in the years chosen, unreadable ones among them."""
    files = set()
    wrong = list(lake_problems(lake, selection, ("departments",)))
    for division, repository, path, *said in lake.rows(problems().text):
        match path.split("/"):
            case ["projects", year, unit, _file]:
                if said[3] != DUPLICATE and (not selection.years or year in map(str, selection.years)):
                    files.add((division, repository, unit, path))
            case ["projects", *folder] if is_looked_at(selection, folder):
                wrong.append(Problem(f"{repository}/{path}", *said))
    unreadable = Counter(place[:3] for place in files)
    ask = units(selection)
    columns = lake_columns("units")
    rows = []
    for *values, repository in lake.rows(ask.text, ask.values):
        row: Row = dict(zip(columns, values, strict=True))
        rows.append(row | {"projects": row["projects"] + unreadable[row["division"], repository, row["code"]]})
    return Listing(rows, tuple(sorted(wrong)))


def sum_lake(root: Path, selection: Selection, by: Sequence[str], extent: Extent, limits: QuerySettings) -> Summary:
    """Sums of each group, amounts in 元; raises UnreadableData where a file looked at could not be read."""
    with opened_lake(root, extent, limits, _asked("projects", selection)) as lake:
        require_lake_units(lake, selection)
        require_condition_of(lake, "projects", selection)
        wrong = lake_problems(lake, selection, ("projects",))
        if wrong:
            raise wrong_sum(wrong)
        ask = sums(selection, by)
        found = lake.rows(ask.text, ask.values)
        if any(None in row[len(by) :] for row in found):
            raise DamagedLake(_("an amount is empty"), elsewhere())
    named = [0] * len(MONTHS)
    groups: dict[GroupKey, list[int]] = {}
    years: dict[GroupKey, list[int]] = {}
    for row in found:
        key, (year, *figures) = row[: len(by)], row[len(by) :]
        amounts = [int(figure) for figure in figures[: -len(MONTHS)]]
        named = [one + int(other) for one, other in zip(named, figures[-len(MONTHS) :], strict=True)]
        for sums_of, name in ((groups, tuple(key)), (years, (year,))):
            before = sums_of.get(name)
            sums_of[name] = amounts if before is None else list(map(int.__add__, before, amounts))
    months = [month for month, count in zip(MONTHS, named, strict=True) if count]
    return Summary(
        [sum_row(dict(zip(by, key, strict=True)), _as_sums(row, months)) for key, row in sorted(groups.items())],
        [sum_row({"year": key[0]}, _as_sums(row, months)) for key, row in sorted(years.items())],
    )


def lake_part_names(root: Path, by: Sequence[str], extent: Extent, limits: QuerySettings) -> dict[GroupKey, str]:
    """The names of units and departments by division and code where sums are by division, else by code.

    A code that has several has none here.
    """
    with opened_lake(root, extent, limits, ()) as lake:
        found = lake.rows(part_names().text)
    names: dict[GroupKey, set[str]] = {}
    for division, code, name in found:
        names.setdefault((division, code) if "division" in by else (code,), set()).add(name)
    return {key: one for key, (one, *others) in names.items() if not others}


def _as_sums(figures: Sequence[int], months: Sequence[int]) -> Sums:
    count, total, fiscal, other, *planned = figures
    return Sums.of_fen([count, total, fiscal, other, *(planned[month - 1] for month in months)], months)
