"""The command line's tree: only the command that argv names is loaded, all of them for help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

import perfcli
from perfcli import i18n
from perfcli.cli import console, shared
from perfcli.cli.commands import Group, share, use_own
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


def build(argv: list[str]) -> Any:
    """The command tree for one command line, in the language it asks for; raises PerfError for an unknown locale."""
    name = shared.command_name(argv)
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
    for module in _modules(argv, name):
        import_module(module).register(app)
    use_own(app)
    command: Any = get_command(app)
    command.commands = {name: command.commands[name] for name in COMMANDS if name in command.commands}
    share(command, [parameter for parameter in command.params if parameter.name in shared.NAMES])
    given = shared.given(command, argv)
    session = Session(given.get("repo"))
    console.allow(pager="no_pager" not in given, colours="no_color" not in given)
    command.context_settings["obj"] = session
    only_version = not name and bool(_VERSION & set(argv))
    i18n.set_locale(chosen_locale(given.get("locale"), None if only_version else session))
    if _shows_help(command, name, argv):
        localise(command)
    return command


def _shows_help(root: Any, name: str, words: list[str]) -> bool:
    """Whether a command line may have help shown: it asks for it, or names no command that can be run."""
    command = root.commands.get(name)
    return name == "help" or bool({"-h", "--help"} & set(words)) or command is None or hasattr(command, "commands")


def _modules(words: list[str], name: str) -> Iterable[str]:
    """The modules of the commands that a command line needs: its own, none for the version, all for help."""
    if name in COMMANDS and name != "help":
        return (COMMANDS[name],)
    needs_none = not name and (_VERSION & set(words) or _is_alone(words))
    return () if needs_none else COMMANDS.values()


def _is_alone(words: list[str]) -> bool:
    """Whether nothing is asked for: no command and no help."""
    return not {"-h", "--help"} & set(words)


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
