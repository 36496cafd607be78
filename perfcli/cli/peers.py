"""`perf peers`."""

from __future__ import annotations

import typer

from perfcli.actions.by_part import with_meant_units
from perfcli.actions.peering import COLUMNS, peers, peers_in_lake
from perfcli.cli import console, lakes
from perfcli.cli import options as o
from perfcli.cli.destination import Destination
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.select import Order

HELP = noop(
    "How like indicators are spread: targets, budget for one unit of output, actual values.\n"
    "\n"
    "By year, level-three name and unit of measure, in a lake by division too: least, quartiles and most."
)


def peers_(
    context: typer.Context,
    indicator: o.IndicatorOption = "",
    unit: o.UnitOption = None,
    year: o.YearOption = None,
    name: o.NameOption = "",
    code: o.CodeOption = "",
    min_budget: o.MinBudgetOption = "",
    max_budget: o.MaxBudgetOption = "",
    lake: o.LakeOption = None,
    division: o.DivisionOption = None,
    engine: o.EngineOption = "",
    master: o.MasterOption = "",
    conf: o.ConfOption = None,
    sort: o.SortOption = "",
    limit: o.LimitOption = None,
    form: o.FormatOption = "",
    columns: o.ColumnsOption = "",
    output: o.OutputOption = None,
    no_bom: o.NoBomOption = False,
    force: o.ForceOption = False,
) -> None:
    """The spread of like indicators."""
    destination = Destination(form, columns, output, no_bom, force=force)
    destination.checked_format()
    if not indicator:
        raise PerfError(_("no indicator was named"), hint=_("Name a part of it: --indicator 里程."))
    selection = o.selection(unit, year, name, code, indicator, min_budget, max_budget)
    extent = lakes.extent(lake, division, selection.years)
    limits = lakes.asking(context, lake, engine, master, conf)
    if lake is None:
        repository = o.session(context).repository
        found = peers(repository, with_meant_units(repository, selection), Bar())
    else:
        found = peers_in_lake(lake, selection, extent, limits)
    console.warn(found.problems)
    keys = COLUMNS if lake is not None else COLUMNS[1:]
    destination.put_rows(Order(sort, limit).applied(found.rows, keys), keys, subject="peers")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("peers", help=HELP)(peers_)
