"""`perf mv`."""

from __future__ import annotations

from typing import Annotated

import typer

from perfcli.actions.placing import files_of, move_projects
from perfcli.cli import adjusting, choosing, console
from perfcli.cli import options as o
from perfcli.cli.files import relative_path
from perfcli.folding import as_typed
from perfcli.i18n import gettext as _
from perfcli.i18n import noop

HELP = noop("Move projects to another unit, with their progress files.")

ToUnitOption = Annotated[
    str,
    typer.Option("--unit", metavar="CODE", help=noop("The target unit.")),
]


def mv(
    context: typer.Context,
    codes: choosing.CodesArgument,
    unit: ToUnitOption,
    year: choosing.OneYearOption = None,
    reason: adjusting.ReasonOption = "",
    day: adjusting.DateOption = "",
) -> None:
    """Some projects' files and what is said of their unit in them."""
    repository = o.session(context).repository
    files = files_of(repository, choosing.codes_of(codes), year)
    why = adjusting.why(reason, day)
    moved = adjusting.with_reason(why, lambda why: move_projects(repository, files, as_typed(unit).strip(), why))
    for old, new in moved:
        console.emit(f"{relative_path(old)} -> {relative_path(new)}\n")
    if not moved:
        console.say(_("Nothing to change."))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("mv", help=HELP)(mv)
