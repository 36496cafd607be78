"""`perf fmt`."""

from __future__ import annotations

from typing import Annotated

import typer

from perfcli.actions.fmt import Formatted, format_text, unformatted_files, write_formatted
from perfcli.cli import console, inputs
from perfcli.cli import options as o
from perfcli.cli.files import paths_below, relative_path, unified
from perfcli.cli.main import FINDINGS, WRONG
from perfcli.codec import Malformed
from perfcli.errors import PerfError, Problem
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop
from perfcli.repository import Repository

HELP = noop("Bring files into canonical layout: order of keys, spelling, comments kept, data unchanged.")

PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]…", help=noop("Only these files and folders; - formats standard input.")),
]
CheckOption = Annotated[
    bool, typer.Option("--check", help=noop("Write nothing; name the files that would change, exit 1 if any."))
]
DiffOption = Annotated[bool, typer.Option("--diff", help=noop("Write nothing; show what would change, exit 1 if any."))]


def fmt(
    context: typer.Context, paths: PathsArgument = None, check: CheckOption = False, diff: DiffOption = False
) -> None:
    """Files in canonical layout."""
    if paths and "-" in paths:
        if len(paths) > 1:
            raise PerfError(_("- formats standard input alone: leave the other paths out"))
        raise typer.Exit(_input(check, diff))
    repository = o.session(context).repository
    results = list(unformatted_files(repository, paths_below(repository, paths or [])))
    files = [result for result in results if isinstance(result, Formatted)]
    problems = [result for result in results if isinstance(result, Problem)]
    for file in files:
        name = relative_path(repository.root / file.path)
        if diff:
            console.emit(unified(file.before, file.after, name))
        elif check:
            console.emit(f"{name}\n")
    for problem in problems:
        name = relative_path(repository.root / problem.path)
        console.say(f"{name}:{problem.line}:{problem.column}: {problem.message}")
    if check or diff:
        raise typer.Exit(FINDINGS if results else 0)
    _write(repository, files)
    raise typer.Exit(WRONG if problems else 0)


def _write(repository: Repository, files: list[Formatted]) -> None:
    if files:
        write_formatted(repository, files)
        console.say(
            ngettext("{count} file reformatted", "{count} files reformatted", len(files)).format(count=len(files))
        )


def _input(check: bool, diff: bool) -> int:
    """Format standard input to standard output; returns the exit status."""
    text = inputs.decode_input(inputs.read_input())
    try:
        new = format_text(text)
    except Malformed as error:
        fault = error.faults[0]
        console.say(f"-:{fault.line or 1}:{fault.column or 1}: {fault.message}")
        return FINDINGS if check or diff else WRONG
    if diff:
        console.emit(unified(text, new, "-"))
    elif not check:
        console.emit_data(new)
    return FINDINGS if (check or diff) and new != text else 0


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("fmt", help=HELP)(fmt)
