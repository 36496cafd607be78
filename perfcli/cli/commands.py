"""Commands and groups of commands: typer's, with their help and what they refuse in the language spoken."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from perfcli.cli import console, usage
from perfcli.i18n import noop

SHOWS_HELP = noop("Show this help and exit.")
"""What the help option does, put into the language spoken where help is shown."""

HELP_SHOWN = 2
"""The status of a group that is called without a command: its help is shown on standard error."""


class Context(typer.Context):
    """A context whose help is laid out by `perfcli.cli.help`, which is loaded when there is something to show."""

    def make_formatter(self) -> Any:
        """What lays out help."""
        from perfcli.cli.help import Formatter

        return Formatter(width=self.terminal_width, max_width=self.max_content_width)


class _Spoken:
    """What commands and groups have in common."""

    context_class: Any = Context
    params: list[Any]
    get_help_option: Callable[[Any], Any]
    shared: Sequence[Any] = ()
    """The options of every command that are also taken behind the name of this one."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Its own parameters, those of every command, and --help."""
        option = self.get_help_option(ctx)
        if option is None:
            return [*self.params, *self.shared]
        option.help = SHOWS_HELP
        return [*self.params, *self.shared, option]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """The line of usage."""
        usage.write_usage(ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Commands, arguments, options."""
        from perfcli.cli.help import write_commands, write_parameters

        write_commands(self, formatter)
        write_parameters(self, ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Examples."""
        from perfcli.cli.help import write_examples

        write_examples(ctx, formatter)


class Command(_Spoken, TyperCommand):
    """A command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What is left of a command line; raises PerfError for arguments that nothing takes."""
        ctx.allow_extra_args = True
        typed = list(args)
        with _naming(ctx):
            left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            raise usage.unexpected(left, typed, ctx)
        return left


class Listed(Command):
    """A command of which no more is known than what it is called and does: it stands in a list."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """It is never called."""
        raise AssertionError(f"{info_name} {args} {parent} {extra}: not loaded")


def listed_commands() -> dict[str, Any]:
    """Every command as the table of commands has it, none of them loaded."""
    from perfcli.cli.tree import read_tree

    return {name: Listed(name, help=command.help) for name, command in read_tree().root.commands.items()}


class Group(_Spoken, TyperGroup):
    """A group of commands; without one of them it shows its help."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes | {"invoke_without_command": True, "no_args_is_help": False})

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What is left of a command line: a command and what follows it."""
        with _naming(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that is named; raises PerfError where there is none of this name."""
        name = args[0]
        if name not in self.commands and not ctx.resilient_parsing:
            raise usage.unknown_command(name, ctx)
        return name, self.commands.get(name), args[1:]

    def invoke(self, ctx: Any) -> Any:
        """Run the command that is named, else show help."""
        result = super().invoke(ctx)
        if ctx.invoked_subcommand is None and self.callback is None:
            console.quote(ctx.get_help())
            ctx.exit(HELP_SHOWN)
        return result


@contextlib.contextmanager
def _naming(context: Any) -> Iterator[None]:
    """Have the exceptions that typer's parser raises without saying where say whose command line it is."""
    try:
        yield
    except typer.TyperException as error:
        if getattr(error, "ctx", context) is None:
            vars(error)["ctx"] = context
        raise


def use_own(app: typer.Typer) -> None:
    """Have all that was registered made of these classes."""
    for command in app.registered_commands:
        command.cls = Command
    for group in app.registered_groups:
        group.cls = Group
        if group.typer_instance is not None:
            use_own(group.typer_instance)


def share(group: Any, options: Sequence[Any]) -> None:
    """Let every command of a group take these options too, save where it has an option of that name itself."""
    for command in group.commands.values():
        own = {name for parameter in command.params for name in parameter.opts}
        command.shared = [option for option in options if not own & set(option.opts)]
        if hasattr(command, "commands"):
            share(command, options)
