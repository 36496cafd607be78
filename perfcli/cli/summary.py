"""`perf summary`."""

from __future__ import annotations

from typing import Annotated

import typer

from perfcli.actions.by_part import with_meant_units
from perfcli.actions.summing import DEFAULT_GROUPING, sum_budgets, totals
from perfcli.cli import lakes
from perfcli.cli import options as o
from perfcli.cli.columns import Destination
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.select import Order, Row, require_known
from perfcli.summary import GROUPINGS

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


SpendingOption = Annotated[
    bool,
    typer.Option(
        "--spending",
        help=noop("Also what was spent, beside the budget of the year and beside what was planned by then."),
    ),
]


def summary(
    context: typer.Context,
    by: ByOption = None,
    unit: o.UnitOption = None,
    year: o.YearOption = None,
    name: o.NameOption = "",
    code: o.CodeOption = "",
    indicator: o.IndicatorOption = "",
    min_budget: o.MinBudgetOption = "",
    max_budget: o.MaxBudgetOption = "",
    where: o.WhereOption = "",
    lake: o.LakeOption = None,
    division: o.DivisionOption = None,
    spending: SpendingOption = False,
    sort: o.SortOption = "",
    limit: o.LimitOption = None,
    form: o.FormatOption = "",
    columns: o.ColumnsOption = "",
    output: o.OutputOption = None,
    no_bom: o.NoBomOption = False,
    scale: o.ScaleOption = "元",
    force: o.ForceOption = False,
) -> None:
    """Sums of each group."""
    grouping = _grouping(by, is_lake=lake is not None)
    destination = Destination(form, columns, output, no_bom, scale, force)
    destination.checked_format()
    selection = o.selection(unit, year, name, code, indicator, min_budget, max_budget, where)
    extent = lakes.extent(lake, division, selection.years)
    more = SPENDING if spending else ()
    if lake is None:
        repository = o.session(context).repository
        meant = with_meant_units(repository, selection)
        result = sum_budgets(repository, meant, grouping, Bar(), spending=spending)
    elif spending:
        raise PerfError(_("--spending is of a repository: leave --lake out"))
    else:
        from perfcli.actions.lake_listing import sum_lake

        result = sum_lake(lake, selection, grouping, extent, lakes.limits(o.session(context)))
    rows = Order(sort, limit).applied(result.groups, (*grouping, *SUMS[:-1], *more))
    labelled = [(_label(row), row) for row in totals(result, grouping)]
    _put(destination, rows, (*grouping, *SUMS, *more), grouping, labelled)


def _grouping(by: list[str] | None, *, is_lake: bool) -> tuple[str, ...]:
    names = [name.strip() for given in by or () for name in given.split(",")]
    known = ("division", *GROUPINGS) if is_lake else GROUPINGS
    for name in names:
        require_known(name, known, noop("cannot group by {given}"))
    if len(set(names)) < len(names):
        raise PerfError(_("--by names {name} twice").format(name=max(names, key=names.count)))
    return tuple(names) or (("division", *DEFAULT_GROUPING) if is_lake else DEFAULT_GROUPING)


def _put(
    destination: Destination,
    rows: list[Row],
    keys: tuple[str, ...],
    grouping: tuple[str, ...],
    labelled: list[tuple[str, Row]],
) -> None:
    """Write rows; a table ends with totals, labelled in the first column by which rows are told apart."""
    shown = destination.wanted_columns(grouping)
    place = next((key for key in shown if key in grouping), LABEL)
    ending = [row | dict.fromkeys(grouping) | {place: label} for label, row in labelled]
    destination.put_rows(rows, keys, ending, "sums", first=LABEL if ending and place == LABEL else "")


def _label(row: Row) -> str:
    """What a total is of: a year, a unit, whatever comes first, or all."""
    (key, value), *_others = row.items()
    if key == "year":
        return _("Total {year}").format(year=value)
    return _("Grand total") if key == "projects" else _("Total of {name}").format(name=value or '""')


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("summary", help=HELP)(summary)
