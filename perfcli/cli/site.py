"""`perf site`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfcli.cli import console, outputs
from perfcli.cli import options as o
from perfcli.cli.progress import Bar
from perfcli.i18n import count, ngettext, noop
from perfcli.i18n import gettext as _

if TYPE_CHECKING:
    from perfcli.actions.site import Built

HELP = noop("A public web site of the repository, to be read from a folder or put online as it is.")

FolderOption = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help=noop("The folder that the site is written into."))
]


def site(context: typer.Context, output: FolderOption, year: o.YearOption = None) -> None:
    """The public site."""
    from perfcli.actions.site import build_site  # loads Jinja2, which the help of all commands need not pay for

    outputs.require_free_folder(output, "index.html")
    built = build_site(o.session(context).repository, output, o.flat_years(year), Bar())
    console.say_lines(_said(output, built))
    for one in built.missing:
        console.say(_("The site lacks {what}").format(what=one))


def _said(folder: Path, built: Built) -> str:
    """What was done, for people."""
    projects = ngettext("{count} project", "{count} projects", built.projects).format(count=count(built.projects))
    message = _("{folder}: {projects}, {files} files: {written} written, {same} as before, {removed} removed")
    said = message.format(
        folder=folder,
        projects=projects,
        files=count(built.files),
        written=count(built.written),
        same=count(built.files - built.written),
        removed=count(built.removed),
    )
    if built.withheld:
        hidden = ngettext("{count} project is not published", "{count} projects are not published", built.withheld)
        said += "\n" + hidden.format(count=count(built.withheld))
    return said


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("site", help=HELP)(site)
