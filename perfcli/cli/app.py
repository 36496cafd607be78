"""The command line's tree: only the command that argv names is loaded; of the others help has a line each."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

import perfcli
from perfcli import i18n
from perfcli.cli import console, shared
from perfcli.cli.commands import Group, listed_commands, share, use_own
from perfcli.cli.language import chosen_locale
from perfcli.cli.session import Session
from perfcli.i18n import gettext as _
from perfcli.i18n import noop

COMMANDS = {
    "init": "perfcli.cli.init",
    "new": "perfcli.cli.new",
    "list": "perfcli.cli.list",
    "show": "perfcli.cli.show",
    "summary": "perfcli.cli.summary",
    "query": "perfcli.cli.query",
    "peers": "perfcli.cli.peers",
    "gather": "perfcli.cli.gather",
    "lake": "perfcli.cli.lake",
    "suggest": "perfcli.cli.suggest",
    "diff": "perfcli.cli.diff",
    "log": "perfcli.cli.log",
    "git": "perfcli.cli.git_",
    "import": "perfcli.cli.import_",
    "book": "perfcli.cli.book",
    "form": "perfcli.cli.form",
    "site": "perfcli.cli.site",
    "export": "perfcli.cli.export",
    "set": "perfcli.cli.set_",
    "edit": "perfcli.cli.edit",
    "copy": "perfcli.cli.copy",
    "rollover": "perfcli.cli.rollover",
    "mv": "perfcli.cli.mv",
    "rm": "perfcli.cli.rm",
    "monitor": "perfcli.cli.monitor",
    "evaluate": "perfcli.cli.evaluate",
    "check": "perfcli.cli.check",
    "rules": "perfcli.cli.rules",
    "fmt": "perfcli.cli.fmt",
    "schema": "perfcli.cli.schema",
    "cache": "perfcli.cli.cache",
    "doctor": "perfcli.cli.doctor",
    "completion": "perfcli.cli.completion",
    "help": "perfcli.cli.help_",
}
"""Every command and the module that registers it, in the order of help."""

HELP = noop("Budget performance goals as plain files in git: scaffold, list, sum, show and import projects.")

_VERSION = frozenset({"--version", "-V"})
_HELP = frozenset({"--help", "-h"})


def build(argv: list[str], *, whole: bool = False) -> Any:
    """The command tree for one command line, in the language it asks for; raises PerfError for an unknown locale.

    Commands that are not asked for are listed at most: they are in it with all they take only where it is the `whole`.
    """
    name = shared.command_name(argv)
    only_version = not name and bool(_VERSION & set(argv))
    shows_help = bool(_HELP & set(argv))
    app = typer.Typer(
        name="perf",
        cls=Group,
        help=HELP,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(_global_options)
    for one in COMMANDS if whole else _asked_for(argv, name):
        import_module(COMMANDS[one]).register(app)
    use_own(app)
    command: Any = get_command(app)
    is_listed = not whole and (shows_help or name == "help" or bool(name and name not in COMMANDS))
    known = (listed_commands() if is_listed else {}) | command.commands
    command.commands = {name: known[name] for name in COMMANDS if name in known}
    share(command, [parameter for parameter in command.params if parameter.name in shared.NAMES])
    given = shared.given(command, argv)
    session = Session(given.get("repo"))
    console.allow(pager="no_pager" not in given, colours="no_color" not in given)
    command.context_settings["obj"] = session
    i18n.set_locale(chosen_locale(given.get("locale"), None if only_version else session))
    asked = command.commands.get(name)
    if whole or shows_help or name == "help" or asked is None or hasattr(asked, "commands"):
        localise(command)
    return command


def _asked_for(words: list[str], name: str) -> list[str]:
    """The commands that a command line needs with all they take: its own, and those whose help is asked for."""
    return [one for one in COMMANDS if one == name or (name == "help" and one in words)]


def localise(command: Any) -> None:
    """Put every help text of a command tree into the language spoken."""
    for part in _parts(command):
        if part.help:
            part.help = _(part.help)


def _parts(command: Any) -> Iterator[Any]:
    yield command
    yield from command.params
    for sub in getattr(command, "commands", {}).values():
        yield from _parts(sub)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"perf {perfcli.__version__}")
        raise typer.Exit


def _global_options(
    context: typer.Context,
    shared_repo: shared.RepoOption = None,
    shared_locale: shared.LocaleOption = None,
    shared_no_color: shared.NoColorOption = False,
    shared_no_pager: shared.NoPagerOption = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_show_version, is_eager=True, help=noop("Print the version and exit.")
        ),
    ] = False,
) -> None:
    """Without a command it is said where one is; what is shared is read before anything is run."""
    del shared_repo, shared_locale, shared_no_color, shared_no_pager, version
    context.call_on_close(context.obj.close)
    if context.invoked_subcommand is None:
        from perfcli.cli.where import say_where

        say_where(context.obj)
