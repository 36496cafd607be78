"""The command line's tree: only the command that argv names is loaded, all of them for help and completion."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command

import perfcli
from perfcli import i18n
from perfcli.cli import completing
from perfcli.cli.session import Session
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop

COMMANDS = {
    "init": "perfcli.cli.init",
    "new": "perfcli.cli.new",
    "list": "perfcli.cli.list",
    "show": "perfcli.cli.show",
    "summary": "perfcli.cli.summary",
    "query": "perfcli.cli.query",
    "diff": "perfcli.cli.diff",
    "import": "perfcli.cli.import_",
    "book": "perfcli.cli.book",
    "form": "perfcli.cli.form",
    "export": "perfcli.cli.export",
    "set": "perfcli.cli.set_",
    "check": "perfcli.cli.check",
    "rules": "perfcli.cli.rules",
    "fmt": "perfcli.cli.fmt",
    "schema": "perfcli.cli.schema",
    "cache": "perfcli.cli.cache",
    "doctor": "perfcli.cli.doctor",
    "help": "perfcli.cli.help_",
}
"""Every command and the module that registers it, in the order of help."""

HELP = noop("Budget performance goals as plain files in git: scaffold, list, sum, show and import projects.")

_GROUPS = frozenset({"new", "form"})
"""Commands that show their help when nothing follows them."""

_VERSION = frozenset({"--version", "-V"})
_WITH_VALUE = {"--repo": "repo", "-C": "repo", "--locale": "locale"}


def build(argv: list[str]) -> Any:
    """The command tree for one command line, in the language it asks for; raises PerfError for an unknown locale."""
    typed = completing.words()
    words = argv if typed is None else typed
    options, name = peek(words)
    session = Session(Path(options["repo"]) if "repo" in options else None)
    only_version = not name and bool(_VERSION & set(words))
    i18n.set_locale(_locale(options.get("locale"), None if only_version else session))
    asks_completion = typed is not None or any(arg.endswith("-completion") for arg in argv)
    app = typer.Typer(
        name="perf",
        help=HELP,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=asks_completion,
        invoke_without_command=True,
        context_settings={"obj": session, "help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(_global_options)
    for module in _modules(words, name, completes=typed is not None):
        import_module(module).register(app)
    command: Any = get_command(app)
    command.commands = {name: command.commands[name] for name in COMMANDS if name in command.commands}
    if name not in COMMANDS or name == "help" or name in _GROUPS or {"-h", "--help"} & set(words) or typed is not None:
        localise(command)
    return command


def _modules(words: list[str], name: str, *, completes: bool) -> Iterable[str]:
    """The modules of the commands that a command line needs: its own, none for the version, all for help."""
    if name in COMMANDS and name != "help":
        return (COMMANDS[name],)
    needs_none = not name and not completes and (_VERSION & set(words) or _is_alone(words))
    return () if needs_none else COMMANDS.values()


def _is_alone(words: list[str]) -> bool:
    """Whether nothing is asked for: no command and no help."""
    return not {"-h", "--help", "--show-completion", "--install-completion"} & set(words)


def peek(argv: list[str]) -> tuple[dict[str, str], str]:
    """The global options that have values, and the command's name (empty if none), without judging the rest."""
    options: dict[str, str] = {}
    words = iter(argv)
    for word in words:
        name, equals, value = word.partition("=")
        if name in _WITH_VALUE:
            options[_WITH_VALUE[name]] = value if equals else next(words, "")
        elif word.startswith("-C"):
            options["repo"] = word[2:]
        elif not word.startswith("-"):
            return options, word
    return options, ""


def _locale(asked: str | None, session: Session | None) -> str:
    """--locale, PERF_LOCALE, perf.toml (of a session), then the system's; C and POSIX say nothing."""
    for source in (asked, os.environ.get("PERF_LOCALE")):
        if source:
            known = i18n.known_locale(source)
            if known is None:
                known_ones = ", ".join(i18n.LOCALES)
                raise PerfError(_("unknown locale {name}: {known} are there").format(name=source, known=known_ones))
            return known
    named = session.settings_locale() if session else ""
    system = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    candidates = (named, *(value for value in system if value))
    return next((known for known in map(i18n.known_locale, candidates) if known), i18n.DEFAULT_LOCALE)


def localise(command: Any) -> None:
    """Put every help text of a command tree into the language spoken, laid out as it asks for."""
    from perfcli.cli.help import lay_out

    for part in _parts(command):
        for name in ("help", "short_help", "epilog"):
            text = getattr(part, name, None)
            if text:
                setattr(part, name, _(text))
        if hasattr(part, "params"):
            lay_out(part)


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
    repo: Annotated[
        Path | None,
        typer.Option(
            "--repo", "-C", metavar="DIR", help=noop("The data repository (else PERF_REPO, else the working folder's).")
        ),
    ] = None,
    locale: Annotated[
        str | None, typer.Option("--locale", metavar="zh_CN|en", help=noop("The language of texts for people."))
    ] = None,
    no_color: Annotated[bool, typer.Option("--no-color", help=noop("Never print colours."))] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", callback=_show_version, is_eager=True, help=noop("Print the version and leave.")
        ),
    ] = False,
) -> None:
    """Read before anything is built, by `peek`; declared here for help and for checking.

    Without a command it is said where one is.
    """
    del repo, locale, no_color, version
    context.call_on_close(context.obj.close)
    if context.invoked_subcommand is None:
        from perfcli.cli.where import say_where

        say_where(context.obj)
