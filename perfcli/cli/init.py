"""`perf init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perfcli.actions.form_codes import require_division
from perfcli.actions.init import create_repository
from perfcli.cli import asking, console
from perfcli.cli.parameters import Year
from perfcli.cli.where import say_begun
from perfcli.i18n import gettext as _
from perfcli.i18n import noop

HELP = noop("Create a data repository: settings, indicator templates and a guide for its users.")

FolderArgument = Annotated[
    Path,
    typer.Argument(
        metavar="[DIR]",
        show_default=False,
        help=noop("Target folder (default: the current one)."),
    ),
]
ExampleOption = Annotated[bool, typer.Option("--example", help=noop("Keep the example: department 335 of 2021."))]
DivisionOption = Annotated[
    str, typer.Option("--division", metavar="CODE", help=noop("The six digits that project codes begin with."))
]
YearOption = Annotated[
    int | None,
    typer.Option("--year", metavar="YEAR", parser=Year(), help=noop("The budget year of new projects.")),
]


def init(
    folder: FolderArgument = Path(),
    example: ExampleOption = False,
    division: DivisionOption = "",
    year: YearOption = None,
) -> None:
    """A new repository."""
    require_division(division)
    created = create_repository(folder, example=example, division=division, year=year)
    for path in created.kept:
        console.say(_("{path} was there before and is left as it is").format(path=path))
    console.emit(f"{created.root}\n")
    if asking.possible():
        say_begun(created.root, has_projects=example)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("init", help=HELP)(init)
