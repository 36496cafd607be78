"""`perf copy`."""

from __future__ import annotations

from typing import Annotated

import typer

from perfcli.actions.placing import Copying, copy_project, files_of, require_one_each
from perfcli.cli import choosing, console
from perfcli.cli import options as o
from perfcli.cli.files import relative_path
from perfcli.cli.parameters import Year
from perfcli.folding import as_typed
from perfcli.i18n import noop

HELP = noop("Make another project like one, in another unit, another year or under another name; prints its file.")

CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help=noop("The project's code."))]
UnitOption = Annotated[str, typer.Option("--unit", metavar="CODE", help=noop("The copy's unit."))]
YearOption = Annotated[
    int | None, typer.Option("--year", metavar="YEAR", parser=Year(), help=noop("The copy's budget year."))
]
NameOption = Annotated[str, typer.Option("--name", metavar="TEXT", help=noop("The copy's name."))]
CodeOption = Annotated[
    str, typer.Option("--code", metavar="CODE", help=noop("The copy's code (default: a random one)."))
]
FromYearOption = Annotated[
    int | None,
    typer.Option(
        "--from-year",
        metavar="YEAR",
        parser=Year(),
        help=noop("The copied project's year (default: its latest)."),
    ),
]


def copy(
    context: typer.Context,
    code: CodeArgument,
    unit: UnitOption = "",
    year: YearOption = None,
    name: NameOption = "",
    new_code: CodeOption = "",
    from_year: FromYearOption = None,
) -> None:
    """A project's file under a code of its own."""
    repository = o.session(context).repository
    files = files_of(repository, choosing.codes_of([code]), from_year)
    require_one_each(repository, files)
    wanted = Copying(as_typed(unit).strip(), year, name.strip(), as_typed(new_code).strip())
    console.emit("".join(f"{relative_path(copy_project(repository, file, wanted))}\n" for file in files))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("copy", help=HELP)(copy)
