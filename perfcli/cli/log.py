"""`perf log`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from perfcli import output
from perfcli.actions import history as acting
from perfcli.actions.history import Step
from perfcli.actions.versions import Revisions
from perfcli.cli import changes, console, inputs
from perfcli.cli import options as o
from perfcli.cli.destination import Destination
from perfcli.cli.named import named_codes
from perfcli.cli.option_groups import Only, grouped
from perfcli.cli.parameters import Whole
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.repository import Repository
from perfcli.select import Row

HELP = noop("History of projects, or of a unit: who changed what and when, in the field's terms.")

CodesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[CODE]…",
        help=noop("Codes of projects; - reads them from standard input. Without any, all that the filters take."),
    ),
]
CommitsOption = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", parser=Whole(least=1), help=noop("Show no more than this many commits.")),
]

_SHOWN = ("commit", *changes.SHOWN)


@grouped
def log(
    *,
    context: typer.Context,
    codes: CodesArgument = None,
    filters: Annotated[o.Filters, Only("unit", "year", "name")],
    limit: CommitsOption = None,
    destination: Destination,
) -> None:
    """The history."""
    chosen = destination.checked_format()
    repository = o.session(context).repository
    selection = filters.selection()
    wanted = [code for one in codes or [] for code in inputs.codes_of(one)]
    if codes and not wanted:
        raise PerfError(_("no code was given"), hint=_("`perf list -q` prints them all."))
    wanted = named_codes(repository, wanted, *selection.years)
    _require_known(repository, selection.units, Revisions())
    found = acting.history(repository, wanted, selection, limit)
    console.warn(found.problems)
    if chosen in output.FOR_PEOPLE and not destination.columns:
        changes.put_shown(destination, [row for step in found.steps for row in _shown(step, destination.scale)], _SHOWN)
    else:
        rows = [row for step in found.steps for row in step.rows()]
        changes.put_rows(destination, rows, acting.COLUMNS)


def _shown(step: Step, scale: str) -> list[Row]:
    """A commit's rows for people: when, by whom and why in the first one alone."""
    commit = step.commit
    rows = [row for one in step.comparison.changed for row in changes.shown_rows(one, scale)]
    first = f"{commit.date:%Y-%m-%d} {commit.author}\n{commit.title}"
    return [{"commit": "" if place else first} | row for place, row in enumerate(rows)]


def _require_known(repository: Repository, units: Sequence[str], revisions: Revisions | None) -> None:
    if units:
        from perfcli.actions.known_units import require_known_units

        require_known_units(repository, units, revisions)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("log", help=HELP)(log)
