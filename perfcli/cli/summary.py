"""`perf summary`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfcli.actions.by_part import with_meant_units
from perfcli.actions.summing import DEFAULT_GROUPING, Summary, sum_budgets, totals
from perfcli.cli import console, lakes
from perfcli.cli import options as o
from perfcli.cli.column_names import sort_key
from perfcli.cli.destination import Destination, planned_columns
from perfcli.cli.option_groups import grouped
from perfcli.cli.parameters import Whole, Year
from perfcli.cli.part_names import Names, part_names, with_names
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.lake.extent import Extent
from perfcli.repository import Repository
from perfcli.select import Order, Row, Selection, as_typed, require_column
from perfcli.settings import QuerySettings
from perfcli.summary import GROUPINGS

if TYPE_CHECKING:
    from perfcli.actions.sum_shares import YearsCompared

HELP = noop("Counts and sums of budgets and planned spending, exact to the cent.")
SUMS = ("projects", "total", "fiscal", "other", "planned")
SPENDING = ("adjusted", "spent", "execution", "due", "unrecorded")
LABEL = "label"
"""A column for what totals are of, where none is shown that could say it."""

ByOption = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="KEY",
        help=noop("Group by unit, year, department, template, in a lake by division; repeatable, or joined by commas."),
    ),
]
YearsOption = Annotated[
    str, typer.Option("--years", metavar="YEAR,…", help=noop("These budget years, separated by commas."))
]
CompareOption = Annotated[
    bool, typer.Option("--compare", help=noop("Years side by side, with the difference: one row for each group."))
]
TopOption = Annotated[
    int | None,
    typer.Option("--top", metavar="N", parser=Whole(least=1), help=noop("The N groups with the largest budget.")),
]
ShareOption = Annotated[bool, typer.Option("--share", help=noop("Also each group's share of the total, in percent."))]


SpendingOption = Annotated[
    bool,
    typer.Option(
        "--spending",
        help=noop("Also what was spent, beside the budget of the year and beside what was planned by then."),
    ),
]

DateOption = Annotated[
    str, typer.Option("--date", metavar="DATE", help=noop("With --spending: what was spent by this day."))
]


@grouped
def summary(
    *,
    context: typer.Context,
    by: ByOption = None,
    filters: o.Filters,
    years: YearsOption = "",
    compare: CompareOption = False,
    top: TopOption = None,
    share: ShareOption = False,
    asked: lakes.LakeOptions,
    spending: SpendingOption = False,
    by_day: DateOption = "",
    sort: o.SortOption = "",
    limit: o.LimitOption = None,
    destination: Destination,
) -> None:
    """Sums of each group."""
    grouping = _grouping(by, is_lake=asked.lake is not None)
    destination.checked_format()
    if top and (sort or limit is not None):
        raise PerfError(_("--top sorts and cuts by itself: leave --sort and --limit out"))
    if by_day and not spending:
        raise PerfError(_("--date is of spending: give --spending as well"))
    until = _day(by_day) if by_day else None
    selection = filters.selection(_years(years))
    lake, extent, limits = asked.lake, asked.extent(selection.years), asked.limits(context)

    def summed(keys: tuple[str, ...]) -> Summary:
        if lake is None:
            return _of_repository(o.session(context).repository, selection, keys, spending=spending, until=until)
        return _of_lake(lake, selection, keys, extent, limits, spending=spending)

    if lake is not None:
        lakes.warn_of_shared_divisions(lake, extent)
    names = partial(part_names, context, lake, grouping, extent, limits)
    if compare:
        if spending:
            raise PerfError(_("{one} and {other} do not go together").format(one="--compare", other="--spending"))
        keys = _compared_keys(by, is_lake=lake is not None)
        found = _years_compared(summed(("year", *keys)), keys, selection)
        _put_years(destination, names, found, keys, Order(sort, limit), top, share=share)
        return
    result = summed(grouping)
    groups = _with_shares(result.groups) if share else result.groups
    figures = (*SUMS, *(SPENDING if spending else ()), *(("share",) if share else ()))
    known = (*grouping, *(name for name in figures if name != "planned"))
    order = Order("-total", top) if top else Order(sort_key(sort, known, "sums"), limit)
    rows = order.applied(groups, known)
    ending = [(_label(row), row) for row in totals(result, grouping)] if destination.is_for_people() else []
    _put(destination, names, rows, grouping, ending, figures)
    destination.say_cut(len(rows), len(groups))


def _of_repository(
    repository: Repository, selection: Selection, keys: tuple[str, ...], *, spending: bool, until: date | None
) -> Summary:
    meant = with_meant_units(repository, selection)
    return sum_budgets(repository, meant, keys, Bar(), spending=spending, until=until)


def _of_lake(
    lake: Path, selection: Selection, keys: tuple[str, ...], extent: Extent, limits: QuerySettings, *, spending: bool
) -> Summary:
    if spending:
        raise PerfError(_("--spending is of a repository: leave --lake out"))
    from perfcli.actions.lake_listing import sum_lake

    return sum_lake(lake, selection, keys, extent, limits)


def _years_compared(summary: Summary, keys: tuple[str, ...], selection: Selection) -> YearsCompared:
    from perfcli.actions.sum_shares import compare_years

    return compare_years(summary.groups, keys, selection.years)


def _day(given: str) -> date:
    from perfcli.cli.recording import read_date

    return read_date(given)


def _years(given: str) -> list[int]:
    """Years separated by commas; raises PerfError."""
    return [Year()(part) for part in as_typed(given).replace("，", ",").split(",") if part.strip()]


def _with_shares(rows: list[Row], of: str = "total") -> list[Row]:
    from perfcli.actions.sum_shares import with_shares

    return with_shares(rows, of)


def _compared_keys(by: list[str] | None, *, is_lake: bool) -> tuple[str, ...]:
    grouping = _grouping(by, is_lake=is_lake)
    if by and "year" in grouping:
        raise PerfError(_("--compare has years in columns: leave year out of --by"))
    return tuple(key for key in grouping if key != "year")


def _put_years(
    destination: Destination,
    names: Callable[[], Names],
    found: YearsCompared,
    keys: tuple[str, ...],
    order: Order,
    top: int | None,
    *,
    share: bool,
) -> None:
    """Write the sums of years side by side; a table ends with those of all groups."""
    for year in found.empty:
        console.say(_("No project of {year} is among those chosen.").format(year=year))
    last = f"total_{found.years[-1]}"
    rows = _with_shares(found.rows, last) if share else found.rows
    if share and destination.is_for_people():
        console.say(_("The shares are those of {year}.").format(year=found.years[-1]))
    figures = (*found.columns, "share") if share else found.columns
    known = (*keys, *figures)
    order = Order(f"-{last}", top) if top else Order(sort_key(order.sort, known, "sums"), order.limit)
    shown = order.applied(rows, known)
    ending = [(_("Grand total"), found.total)] if len(found.rows) > 1 else []
    _put(destination, names, shown, keys, ending, figures)
    destination.say_cut(len(shown), len(rows))


def _grouping(by: list[str] | None, *, is_lake: bool) -> tuple[str, ...]:
    names = [name.strip() for given in by or () for name in given.split(",")]
    known = ("division", *GROUPINGS) if is_lake else GROUPINGS
    for name in names:
        require_column(name, known, noop("cannot group by {given}"))
    if len(set(names)) < len(names):
        raise PerfError(_("--by names {name} twice").format(name=max(names, key=names.count)))
    return tuple(names) or (("division", *DEFAULT_GROUPING) if is_lake else DEFAULT_GROUPING)


def _put(
    destination: Destination,
    names: Callable[[], Names],
    rows: list[Row],
    grouping: tuple[str, ...],
    labelled: list[tuple[str, Row]],
    figures: tuple[str, ...],
) -> None:
    """Write rows; a table ends with totals, labelled in the first column by which rows are told apart."""
    rows, keys = with_names(names, rows, grouping, destination)
    shown = destination.wanted_columns(keys, "sums", (*keys, *figures, *planned_columns(rows)))
    place = next((key for key in shown if key in keys), LABEL)
    ending = [row | dict.fromkeys(keys) | {place: label} for label, row in labelled]
    destination.put_rows(rows, (*keys, *figures), ending, "sums", first=LABEL if ending and place == LABEL else "")


def _label(row: Row) -> str:
    """What a total is of: a year, a unit, whatever comes first, or all."""
    (key, value), *_others = row.items()
    if key == "year":
        return _("Total {year}").format(year=value)
    return _("Grand total") if key == "projects" else _("Total of {name}").format(name=value or '""')


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("summary", help=HELP)(summary)
