"""`perf lake`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perfcli.actions.lake_compacting import compact
from perfcli.actions.lake_keeping import STATUS, faults, forget, schema, status
from perfcli.cli import console, lakes
from perfcli.cli import options as o
from perfcli.cli.destination import Destination
from perfcli.cli.main import FINDINGS
from perfcli.cli.option_groups import Without, grouped
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.select import require_known

HELP = noop(
    "A lake of many repositories: which are in it (status), its columns and their types (schema).\n"
    "\n"
    "status also names divisions and codes that several have, with exit status 1; forget takes repositories out; "
    "compact merges the files of repositories of one division. `perf gather` makes a lake."
)
WHAT = ("status", "schema", "compact", "forget")

WhatArgument = Annotated[str, typer.Argument(metavar="status|schema|compact|forget", help=noop("What to do with it."))]
LakeArgument = Annotated[Path | None, typer.Argument(metavar="[LAKE]", help=noop("The lake's folder."))]
RepositoriesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[REPO]...", help=noop("forget: repositories, by their names in status or their folders.")),
]


@grouped
def lake_(
    *,
    context: typer.Context,
    what: WhatArgument,
    lake: LakeArgument = None,
    repositories: RepositoriesArgument = None,
    engine: o.EngineOption = "",
    master: o.MasterOption = "",
    conf: o.ConfOption = None,
    destination: Annotated[Destination, Without("scale")],
) -> None:
    """What a lake holds."""
    require_known(what, WHAT, noop("unknown action: {given}"))
    destination.checked_format()
    if what == "schema":
        destination.put_rows(schema(), ("table", "column", "type"), subject="lake")
        return
    if lake is None:
        raise PerfError(_("no lake was named"), hint=_("Name its folder: perf lake status LAKE."))
    if what == "forget":
        if not repositories:
            raise PerfError(_("no repository was named"), hint=_("Name it as `perf lake status` does."))
        names = _(", ").join(forget(lake, repositories, Path.cwd()))
        console.say(_("taken out of the lake: {names}").format(names=names))
        return
    if what == "compact":
        before, after = compact(lake)
        console.say(_("{lake}: {before} files before, {after} now").format(lake=lake, before=before, after=after))
        return
    if repositories:
        raise PerfError(_("{what} takes no repositories").format(what=what))
    said = faults(lake, lakes.LakeOptions(lake=lake, engine=engine, master=master, conf=conf).limits(context))
    destination.put_rows(status(lake), STATUS, subject="lake")
    for line in said:
        console.say(line)
    if said:
        raise typer.Exit(FINDINGS)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("lake", help=HELP)(lake_)
