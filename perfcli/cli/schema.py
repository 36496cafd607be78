"""`perf schema`."""

from __future__ import annotations

from typing import Annotated

import typer

from perfcli.actions.schema import schema_text, write_schemas
from perfcli.cli import console
from perfcli.cli import options as o
from perfcli.cli.destination import Destination
from perfcli.cli.files import relative_path
from perfcli.errors import PerfError
from perfcli.file_format import JSON
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.schema import RECORDS
from perfcli.select import require_known

HELP = noop("The JSON Schema of a kind of file, for editors; --write renews those of the repository.")

NameArgument = Annotated[
    str,
    typer.Argument(metavar="[WHAT]", help=noop("project, progress, goals, department, template, form or settings.")),
]
WriteOption = Annotated[bool, typer.Option("--write", help=noop("Write them to the repository's schemas/."))]


def schema(
    context: typer.Context,
    name: NameArgument = "",
    write: WriteOption = False,
    output: o.OutputOption = None,
    force: o.ForceOption = False,
) -> None:
    """A schema printed, or all written."""
    if name:
        require_known(name, RECORDS, _("there is no schema of {given}"))
    if write:
        for path in write_schemas(o.session(context).repository, [name] if name else []):
            console.emit(f"{relative_path(path)}\n")
        return
    if not name:
        raise PerfError(
            _("which schema? Name one of {names}").format(names=_(", ").join(RECORDS)),
            hint=_("`perf schema --write` renews all of them in the repository."),
        )
    destination = Destination("json", file=output, force=force)
    destination.write(schema_text(name), destination.checked_format((JSON,)))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("schema", help=HELP)(schema)
