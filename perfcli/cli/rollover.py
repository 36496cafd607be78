"""`perf rollover`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

import typer

from perfcli.actions.rollover import Rollover, roll_over
from perfcli.cli import console, earlier
from perfcli.cli import options as o
from perfcli.cli.files import relative_path
from perfcli.cli.option_groups import Without, grouped
from perfcli.cli.parameters import Year
from perfcli.errors import PerfError
from perfcli.folding import as_typed
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop
from perfcli.printable import one_line
from perfcli.regex import regex
from perfcli.repository import Repository

HELP = noop("Take a year's projects to another year, with codes of their own.")

_FACTOR = regex(r"[0-9]{1,4}(\.[0-9]{1,10})?", re.ASCII)

FromOption = Annotated[
    int, typer.Option("--from", metavar="YEAR", parser=Year(), help=noop("The budget year that they are taken from."))
]
ToOption = Annotated[
    int, typer.Option("--to", metavar="YEAR", parser=Year(), help=noop("The budget year that they are taken to."))
]
ScaleOption = Annotated[
    str,
    typer.Option("--scale-budget", metavar="FACTOR", help=noop("Multiply every amount, such as by 1.05 (or 105%).")),
]


@grouped
def rollover(
    *,
    context: typer.Context,
    source: FromOption,
    to: ToOption,
    filters: Annotated[o.Filters, Without("year")],
    scale: ScaleOption = "",
    dry_run: o.DryRunOption = False,
) -> None:
    """The projects of a year as those of another."""
    repository = o.session(context).repository
    selection = filters.selection([source])
    result = roll_over(repository, selection, to, _factor(scale) if scale else None, dry_run=dry_run)
    _tell(repository, result, dry_run)


def _factor(text: str) -> Decimal:
    """A factor as typed; raises PerfError."""
    said = as_typed(text).strip()
    number = said.removesuffix("%")
    if not _FACTOR.fullmatch(number) or not Decimal(number):
        raise PerfError(_("{text} is not a factor such as 1.05").format(text=text))
    return Decimal(number) / 100 if said.endswith("%") else Decimal(number)


def _tell(repository: Repository, result: Rollover, dry_run: bool) -> None:
    for one in result.made:
        path = relative_path(one.change.path)
        if dry_run:  # a code is drawn anew by the run that writes
            old = relative_path(repository.project_path(one.before.year, one.before.unit, one.before.code))
            path = f"{old} -> {path.rpartition('/')[0]}/"
        console.emit(f"{path}\n")
    if result.skipped:
        count = len(result.skipped)
        message = ngettext("{count} project is there already:", "{count} projects are there already:", count)
        console.say(message.format(count=count))
        for project in result.skipped:
            console.say(f"  {project.code} {one_line(project.name)}")
    console.warn(result.problems)
    earlier.say([(f"{one.before.code if dry_run else one.after.code}", one.mentions) for one in result.made])
    if dry_run:
        console.say(_("Nothing was written (--dry-run)."))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("rollover", help=HELP)(rollover)
