"""`perf cache`."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from perfcli.actions.caching import clear, rebuild, status
from perfcli.cli import console
from perfcli.cli import options as o
from perfcli.cli.destination import Destination
from perfcli.cli.option_groups import Without, grouped
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.select import require_known

HELP = noop("The cache in .perf/: what it holds (status), rebuild it (rebuild), remove it (clear).")
WHAT = ("status", "rebuild", "clear")
COLUMNS = ("path", "bytes", "folders", "projects", "indicators", "unreadable", "seconds")

WhatArgument = Annotated[str, typer.Argument(metavar="[status|rebuild|clear]", help=noop("What to do with it."))]


@grouped
def cache(
    *,
    context: typer.Context,
    what: WhatArgument = "status",
    destination: Annotated[Destination, Without("scale")],
) -> None:
    """The cache and how long bringing it up to date took."""
    require_known(what, WHAT, noop("unknown action: {given}"))
    repository = o.session(context).repository
    if what == "clear":
        if destination.form or destination.file or destination.columns:
            raise PerfError(_("clear prints no table"), hint=_("Leave --format, --columns and --output out."))
        for path in clear(repository):
            console.say(_("removed {path}").format(path=repository.relative(path)))
        return
    destination.checked_format()
    begun = time.monotonic()
    row = rebuild(repository, Bar()) if what == "rebuild" else status(repository, Bar())
    row["seconds"] = round(time.monotonic() - begun, 3)
    destination.put_rows([row], COLUMNS, subject="cache")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("cache", help=HELP)(cache)
