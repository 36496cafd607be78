"""`perf suggest`."""

from __future__ import annotations

from typing import Annotated

import typer

from perfcli import output
from perfcli.actions.lake_suggesting import LakeProjects
from perfcli.actions.suggesting import OF_A_KIND, Suggestion, suggest, suggestion_row, wanted_of
from perfcli.cli import console, lakes
from perfcli.cli import options as o
from perfcli.cli.destination import Destination
from perfcli.cli.option_groups import Without, grouped
from perfcli.cli.parameters import Whole, Year
from perfcli.cli.progress import Bar
from perfcli.cli.suggested import SOURCES
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.select import Row

HELP = noop("Suggest indicators for a project: from templates, its unit's earlier years and like projects.")
COLUMNS = ("kind", "name", "target", "targets", "source", "origins", "description", "basis", "level1", "score")

_SHOWN = 3
"""So many origins and targets of a suggestion are shown to people."""

GivenArgument = Annotated[
    str, typer.Argument(metavar="NAME|CODE", help=noop("A project's name, or the code of one that is there."))
]
UnitOption = Annotated[str, typer.Option("--unit", metavar="CODE", help=noop("The budget unit."))]
YearOption = Annotated[
    int | None,
    typer.Option("--year", metavar="YEAR", parser=Year(), help=noop("The budget year (default: that of perf.toml).")),
]
PurposeOption = Annotated[str, typer.Option("--purpose", metavar="TEXT", help=noop("What the money is for."))]
EachOption = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", parser=Whole(least=1), help=noop("So many of each kind (default: 5).")),
]


@grouped
def suggest_(
    *,
    context: typer.Context,
    given: GivenArgument,
    unit: UnitOption = "",
    year: YearOption = None,
    purpose: PurposeOption = "",
    limit: EachOption = None,
    asked: lakes.LakeOptions,
    destination: Annotated[Destination, Without("scale")],
) -> None:
    """Indicators, kind by kind, with where each comes from."""
    is_for_people = destination.checked_format() in output.FOR_PEOPLE
    repository = o.session(context).repository
    extent, limits = asked.extent(), asked.limits(context)
    wanted = wanted_of(repository, given, unit, year, purpose)
    others = None if asked.lake is None else LakeProjects(asked.lake, extent, limits, repository.settings.division)
    found = suggest(repository, wanted, limit or OF_A_KIND, Bar(), others)
    console.warn(found.problems)
    rows = [_for_people(one) if is_for_people else _row(one, nests=_nests(destination)) for one in found.found]
    destination.put_rows(rows, COLUMNS[:-1] if is_for_people else COLUMNS, subject="suggestions")


def _nests(destination: Destination) -> bool:
    return destination.checked_format() in [one.name for one in output.NESTED]


def _row(one: Suggestion, *, nests: bool) -> Row:
    row = suggestion_row(one)
    if not nests:
        row["targets"] = "; ".join(f"{target} {count}" for target, count in one.targets)
        row["origins"] = " ".join(one.origins)
    return row


def _for_people(one: Suggestion) -> Row:
    targets = _(", ").join(f"{target} ×{count}" for target, count in one.targets[:_SHOWN])
    origins = " ".join(one.origins[:_SHOWN]) + (f" … {len(one.origins)}" if len(one.origins) > _SHOWN else "")
    return suggestion_row(one) | {"targets": targets, "source": _(SOURCES[one.source]), "origins": origins}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("suggest", help=HELP)(suggest_)
