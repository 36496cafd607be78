"""`perf peers`."""

from __future__ import annotations

from typing import Annotated

import typer

from perfcli import output
from perfcli.actions.by_part import with_meant_units
from perfcli.actions.peering import COLUMNS, peers, peers_in_lake
from perfcli.cli import console, lakes
from perfcli.cli import options as o
from perfcli.cli.column_names import sort_key
from perfcli.cli.destination import Destination
from perfcli.cli.option_groups import Without, grouped
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

_MEASURES = {"target": noop("target"), "cost": noop("yuan a unit of output"), "actual": noop("actual value")}
"""What a table says for the values of `measure`."""


@grouped
def peers_(
    *,
    context: typer.Context,
    filters: Annotated[o.Filters, Without("where")],
    asked: lakes.LakeOptions,
    sort: o.SortOption = "",
    limit: o.LimitOption = None,
    destination: Annotated[Destination, Without("scale")],
) -> None:
    """The spread of like indicators."""
    is_for_people = destination.checked_format() in output.FOR_PEOPLE
    if not filters.indicator:
        raise PerfError(_("no indicator was named"), hint=_("Name a part of it: --indicator 里程."))
    selection = filters.selection()
    extent, limits = asked.extent(selection.years), asked.limits(context)
    if asked.lake is None:
        repository = o.session(context).repository
        found = peers(repository, with_meant_units(repository, selection), Bar())
    else:
        found = peers_in_lake(asked.lake, selection, extent, limits)
    console.warn(found.problems)
    keys = COLUMNS if asked.lake is not None else COLUMNS[1:]
    rows = Order(sort_key(sort, keys, "peers"), limit).applied(found.rows, keys)
    if is_for_people:
        rows = [row | {"measure": _(_MEASURES[row["measure"]])} for row in rows]
    destination.put_rows(rows, keys, subject="peers")
    destination.say_cut(len(rows), len(found.rows))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("peers", help=HELP)(peers_)
