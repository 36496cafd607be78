"""How help is laid out: by the cells that texts take, because a Chinese character takes two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import typer

from perfcli.cells import flowed, text_width, wrapped
from perfcli.cli.commands import SHOWS_HELP
from perfcli.cli.metavars import shown_metavar
from perfcli.cli.parameters import shown_range
from perfcli.i18n import gettext as _

_WIDEST_NAME = 30
_GAP = 2


class Formatter(typer.Context.formatter_class):  # type: ignore[misc, valid-type]  # typer shows the class by this name alone
    """typer's formatter, which counts characters, with its texts and lists measured in cells."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of usage, its further lines below the first argument."""
        start = f"{prefix or ''}{prog} "
        first, *others = wrapped(args, max(self.width - text_width(start), 20)).split("\n")
        blank = " " * text_width(start)
        self.write("".join(f"{line}\n" for line in (start + first, *(blank + line for line in others))))

    def write_heading(self, heading: str) -> None:
        """A heading of a section."""
        self.write(_("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        """A paragraph, or several."""
        indent = " " * self.current_indent
        lines = flowed(text, self.width - self.current_indent).split("\n")
        self.write("".join(f"{indent}{line}".rstrip() + "\n" for line in lines))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = _WIDEST_NAME, col_spacing: int = _GAP) -> None:
        """Names and what they mean, side by side; a name wider than `col_max` has a line of its own."""
        rows = list(rows)
        widths = [text_width(name) for name, _text in rows]
        size = max((width for width in widths if width <= col_max), default=0)
        indent, gap = " " * self.current_indent, " " * col_spacing
        room = max(self.width - self.current_indent - size - col_spacing, 10)
        for name, text in rows:
            first, *others = flowed(text, room).split("\n")
            blank = f"{indent}{' ' * size}{gap}"
            spare = size - text_width(name)
            start = f"{indent}{name}{' ' * spare}{gap}" if spare >= 0 else f"{indent}{name}\n{blank}"
            self.write("".join(line.rstrip() + "\n" for line in (start + first, *(blank + line for line in others))))


def write_parameters(command: Any, context: Any, formatter: Formatter) -> None:
    """What a command takes: its arguments, its options, those of every command."""
    parameters = [one for one in command.get_params(context) if not one.hidden]
    own = [one for one in parameters if one not in command.shared]
    sections = (
        (_("Arguments"), [_row(one, context) for one in own if one.param_type_name == "argument"]),
        (_("Options"), [_row(one, context) for one in own if one.param_type_name == "option"]),
        (_("Options of every command"), [_row(one, context) for one in parameters if one in command.shared]),
    )
    for heading, rows in sections:
        if rows:
            with formatter.section(heading):
                formatter.write_dl(rows)


def write_commands(command: Any, formatter: Formatter) -> None:
    """The commands of a group, in its order, with the first paragraph of what they do."""
    rows = [(name, (one.help or "").split("\n")[0]) for name, one in getattr(command, "commands", {}).items()]
    if rows:
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)


def write_examples(context: Any, formatter: Formatter) -> None:
    """What can be typed, and what it does."""
    from perfcli.cli.examples import examples_of

    examples = examples_of(context.command_path)
    if examples:
        with formatter.section(_("Examples")):
            room = formatter.width - formatter.current_indent - _GAP
            is_beside = sum(max(map(text_width, column)) for column in zip(*examples, strict=True)) <= room
            formatter.write_dl(examples, room if is_beside else _GAP)


def _row(parameter: Any, context: Any) -> tuple[str, str]:
    """How a parameter is written, and what it means."""
    if parameter.param_type_name == "argument":
        return shown_metavar(str(parameter.human_readable_name)), _explained(parameter)
    names = ", ".join(sorted(parameter.opts, key=lambda name: (name.startswith("--"), name)))
    return (names if parameter.is_flag else f"{names} {shown_metavar(parameter.make_metavar(context))}"), _explained(
        parameter
    )


def _explained(parameter: Any) -> str:
    """The help of a parameter, with its default, its range, and whether it has to be given."""
    default = parameter.default
    notes = []
    if parameter.show_default is True and default not in (None, "", False, True):
        notes.append(_("default: {value}").format(value=default))
    notes += filter(None, [shown_range(parameter)])
    notes += [_("required")] if parameter.required else []
    return "  ".join(filter(None, (_help(parameter), f"[{_('; ').join(notes)}]" if notes else "")))


def _help(parameter: Any) -> str | None:
    """What a parameter is for; those of the command were put into the language spoken with it."""
    return _(parameter.help) if parameter.help == SHOWS_HELP else cast("str | None", parameter.help)
