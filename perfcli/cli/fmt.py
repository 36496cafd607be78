"""`perf fmt`."""

from __future__ import annotations

from typing import Annotated

import typer

from perfcli.actions.fmt import Formatted, formatted_file, problem_of, unformatted_files, write_formatted
from perfcli.cli import console, inputs
from perfcli.cli import options as o
from perfcli.cli.files import paths_below, relative_path, unified
from perfcli.cli.main import FINDINGS, WRONG
from perfcli.codec import Malformed
from perfcli.errors import PerfError, Problem
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop
from perfcli.printable import one_line
from perfcli.repository import Repository

HELP = noop("Format files canonically: order of keys, spelling; comments and data stay unchanged.")

PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]…", help=noop("Only these files and folders; - formats standard input.")),
]
CheckOption = Annotated[
    bool, typer.Option("--check", help=noop("Write nothing; name the files that would change, exit 1 if any."))
]
RepairOption = Annotated[
    bool,
    typer.Option(
        "--repair",
        help=noop("First mend files that cannot be read where there is no doubt; show each line."),
    ),
]
DiffOption = Annotated[bool, typer.Option("--diff", help=noop("Write nothing; show what would change, exit 1 if any."))]


def fmt(
    context: typer.Context,
    paths: PathsArgument = None,
    check: CheckOption = False,
    diff: DiffOption = False,
    repair: RepairOption = False,
) -> None:
    """Files in canonical layout."""
    if paths and "-" in paths:
        if len(paths) > 1:
            raise PerfError(_("- formats standard input alone: leave the other paths out"))
        raise typer.Exit(_input(check, diff, repair))
    repository = o.session(context).repository
    results = list(unformatted_files(repository, paths_below(repository, paths or []), repair=repair))
    files = [result for result in results if isinstance(result, Formatted)]
    problems = [result for result in results if isinstance(result, Problem)]
    for file in files:
        name = relative_path(repository.root / file.path)
        if diff:
            console.emit(unified(file.before, file.after, name))
        elif check:
            console.emit(f"{name}\n")
    for problem in problems:
        console.say_problem(problem, relative_path(repository.root / problem.path))
    if not repair:
        console.hint_at_repair(problems)
    if check or diff:
        raise typer.Exit(FINDINGS if results else 0)
    _write(repository, files)
    raise typer.Exit(WRONG if problems else 0)


def _write(repository: Repository, files: list[Formatted]) -> None:
    if not files:
        return
    write_formatted(repository, files)
    mended = [file for file in files if file.is_mended]
    for file in mended:
        _say_mended(file, relative_path(repository.root / file.path))
    if mended:
        console.say(ngettext("{count} file fixed", "{count} files fixed", len(mended)).format(count=len(mended)))
    count = len(files) - len(mended)
    if count:
        console.say(ngettext("{count} file reformatted", "{count} files reformatted", count).format(count=count))


def _say_mended(file: Formatted, name: str) -> None:
    """What was done to a file that could not be read, line by line: as it was, and as it is."""
    console.say(f"{name}:")
    if file.encoding:
        console.say(f"  {file.encoding}")
    for mended in file.mended:
        number = f"  {mended.line}: "
        console.quote(f"{number}{one_line(mended.before)}")
        arrow = "→ ".rjust(len(number))
        lines = mended.after.split("\n") if mended.after or not mended.before else [_("(deleted)")]
        for line in lines:
            console.quote(f"{arrow}{one_line(line)}")


def _input(check: bool, diff: bool, repair: bool) -> int:
    """Format standard input to standard output; returns the exit status."""
    data = inputs.read_input()
    if not repair:
        text = inputs.decode_input(data)
        mark = "\ufeff" if text.startswith("\ufeff") else ""  # a second one is no TOML: it is not taken for the first
        data = (mark + text).encode("utf-8")
    try:
        file = formatted_file("-", data, None, repair=repair)
    except Malformed as error:
        for fault in error.faults if repair else error.faults[:1]:
            console.say_problem(problem_of("-", fault), "-")
        return FINDINGS if check or diff else WRONG
    is_changed = file.after.encode("utf-8") != file.content
    if diff:
        console.emit(unified(file.before, file.after, "-"))
    elif not check:
        console.emit_data(file.after)
        if file.is_mended:
            _say_mended(file, "-")
    return FINDINGS if (check or diff) and is_changed else 0


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("fmt", help=HELP)(fmt)
