"""`perf git setup|textconv|merge`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from perfcli.actions.git_merging import merge_files
from perfcli.cli import console, inputs
from perfcli.cli import options as o
from perfcli.cli.main import FINDINGS
from perfcli.i18n import gettext as _
from perfcli.i18n import noop

HELP = noop("Have git compare and merge the files in the field's terms.")
SETUP_HELP = noop("Write the drivers for `git diff` and `git merge` into the configuration of this clone.")
TEXTCONV_HELP = noop("A file in the words of forms, a line a key: what `git diff` compares after setup.")
MERGE_HELP = noop("Merge three versions of a file by what they mean, into OURS: what `git merge` runs after setup.")

UnsetOption = Annotated[bool, typer.Option("--unset", help=noop("Take the drivers out of the configuration again."))]
ForceOption = Annotated[bool, typer.Option("--force", help=noop("Replace drivers called perf that are not ours."))]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help=noop("The file."))]
BaseArgument = Annotated[Path, typer.Argument(metavar="BASE", help=noop("The common version (%O)."))]
OursArgument = Annotated[Path, typer.Argument(metavar="OURS", help=noop("Our version (%A); the result replaces it."))]
TheirsArgument = Annotated[Path, typer.Argument(metavar="THEIRS", help=noop("Their version (%B)."))]
PathArgument = Annotated[str, typer.Argument(metavar="[PATH]", help=noop("What messages call the file (%P)."))]


def setup(context: typer.Context, unset: UnsetOption = False, force: ForceOption = False) -> None:
    """Write the drivers or take them out, and say so."""
    from perfcli.actions import git_setup

    repository = o.session(context).repository
    if unset:
        gone = git_setup.unset(repository, force=force)
        for section in gone:
            console.say(_("Taken out of the configuration: {section}").format(section=section))
        if not gone:
            console.say(_("The configuration had no drivers of perf."))
        return
    done = git_setup.set_up(repository, _program(), force=force)
    for line in done.replaced:
        console.say(_("Replaced: {line}").format(line=line))
    for key, value in done.settings:
        console.emit(f"{key} = {value}\n")
    if done.attributes:
        console.say(_("{file}: *.toml files are given to these drivers; commit it").format(file=git_setup.ATTRIBUTES))


def _program() -> str:
    """The program that runs, as words of a shell: as it was started, else by its Python."""
    started = Path(sys.argv[0])
    python = Path(sys.executable).as_posix()
    if started.suffix == ".pyz" and started.is_file():
        return f"{shlex.quote(python)} {shlex.quote(started.absolute().as_posix())}"
    if started.stem in ("perf", "perfcli") and started.is_file():
        return shlex.quote(started.absolute().as_posix())
    return f"{shlex.quote(python)} -P -m perfcli"


def textconv(file: FileArgument) -> None:
    """One file for `git diff`."""
    from perfcli.actions.textconv import readable_text

    console.emit_bytes(readable_text(inputs.read_file(file)))


def merge(base: BaseArgument, ours: OursArgument, theirs: TheirsArgument, path: PathArgument = "") -> None:
    """One file for `git merge`: exit 1 where the sides contradict each other."""
    result = merge_files(base, ours, theirs)
    name = path or str(ours)
    for key in result.conflicts:
        console.say(_("{file}: both sides changed {key}").format(file=name, key=key))
    if result.by_lines and not result.is_clean:
        console.say(_("{file}: merged by lines, since its versions cannot be compared key by key").format(file=name))
    if not result.is_clean:
        raise typer.Exit(FINDINGS)


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
    group.command("setup", help=SETUP_HELP)(setup)
    group.command("textconv", help=TEXTCONV_HELP)(textconv)
    group.command("merge", help=MERGE_HELP)(merge)
    app.add_typer(group, name="git", help=HELP)
