"""`perf help`: the help of a command, by its name."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from perfcli.cli import console
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.select import nearest

HELP = noop("Show the help of a command, or of all.")

CommandArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[COMMAND]…", help=noop("The command, such as `new project`."))
]


def help_(context: typer.Context, command: CommandArgument = None) -> None:
    """Print the help of the command named."""
    shown: Any = context.find_root()
    for name in command or ():
        known = getattr(shown.command, "commands", {})
        if name not in known:
            message = _("unknown command: {name}").format(name=name or '""')
            raise PerfError(message, hint=nearest(name, known) or _("`perf help` lists all of them."))
        inner = known[name]
        shown = inner.context_class(inner, info_name=name, parent=shown)
    console.emit(f"{shown.get_help()}\n")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("help", help=HELP)(help_)
