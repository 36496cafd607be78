"""`perf gather`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from perfcli.actions.lake_gathering import Gathered, gather, nothing_read
from perfcli.actions.lake_members import PROBLEMS, Failure
from perfcli.actions.lake_sources import Source, source_of
from perfcli.cli import console, inputs, outputs
from perfcli.cli.clock import today
from perfcli.cli.lakes import warn_of_shared_divisions
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop
from perfcli.lake.extent import Extent

HELP = noop(
    "Gather many repositories into one lake of Parquet files, which `--lake` of other commands asks.\n"
    "\n"
    "Only what changed since the last time is read again. It needs the extra perfcli[lake]."
)

RepositoriesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[REPO…]", help=noop("Folders of data repositories; bare git repositories too.")),
]
LakeOption = Annotated[Path, typer.Option("--output", "-o", metavar="LAKE", help=noop("The lake's folder."))]
FromOption = Annotated[
    str,
    typer.Option(
        "--from", metavar="FILE", help=noop("Read further folders from this file, one a line; - is standard input.")
    ),
]
RevisionOption = Annotated[
    str,
    typer.Option("--rev", metavar="REV", help=noop("Read this git revision of each, not the files as they lie.")),
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help=noop("Change nothing and fail where a repository cannot be read."))
]
CheckOption = Annotated[
    bool,
    typer.Option("--check", help=noop("Review them too: what `perf check` finds becomes the table findings.")),
]


def gather_(
    output: LakeOption,
    repositories: RepositoriesArgument = None,
    listed: FromOption = "",
    revision: RevisionOption = "",
    strict: StrictOption = False,
    checks: CheckOption = False,
) -> None:
    """Repositories into a lake."""
    from perfcli.lake.manifest import is_lake

    outputs.require_free_folder(output)
    sources, failures = _sources(repositories or [], listed, revision)
    if strict and failures:
        raise _failed(failures)
    if not sources and not is_lake(output):
        raise nothing_read(failures)
    done = gather(sources, output, strict=strict, checks=checks, today=today(), progress=Bar())
    failures += done.failures
    if strict and failures:
        raise _failed(failures)
    if failures:
        console.say(_("Warning: these repositories could not be read and stay as they were last gathered:"))
        for line in _lines(failures):
            console.say(f"  {line}")
    for name, before, path in done.moved:
        console.say(_("{name} lies elsewhere now: {before} -> {path}").format(name=name, before=before, path=path))
    for name, link in done.links:
        message = _("Warning: {name}: {link} is a link to files outside of the repository")
        console.say(message.format(name=name, link=link))
    _warn_of_unreadable_files(done)
    warn_of_shared_divisions(output, Extent())
    console.say(
        _("{lake}: {all} repositories, {read} read, {unchanged} unchanged").format(
            lake=output, all=len(done.manifest.repositories), read=len(done.read), unchanged=len(done.unchanged)
        )
    )


def _warn_of_unreadable_files(done: Gathered) -> None:
    """Name the repositories named that have files which could not be read, with how many problems these have."""
    found = {
        one.name: sum(file.rows for file in one.files if file.table == PROBLEMS) for one in done.manifest.repositories
    }
    named = {name: count for name, count in found.items() if count and name in (*done.read, *done.unchanged)}
    if named:
        console.say(_("Warning: files of these repositories could not be read; sums over them are refused:"))
    for name, count in named.items():
        console.say(
            "  " + ngettext("{name}: {count} problem", "{name}: {count} problems", count).format(name=name, count=count)
        )


def _sources(given: list[str], listed: str, revision: str) -> tuple[list[Source], list[Failure]]:
    """The repositories named here and in a list, whose paths are below its own folder; and those that are not there."""
    named = [(one, Path.cwd()) for one in given]
    if listed:
        text = inputs.decode_input(inputs.read_input() if listed == "-" else inputs.read_file(Path(listed)))
        folder = Path.cwd() if listed == "-" else Path(listed).resolve().parent
        named += [(name, folder) for line in text.splitlines() if (name := _named_in(line, folder))]
    if not named:
        raise PerfError(_("no repository was named"), hint=_("Name folders, or a list of them with --from."))
    sources: list[Source] = []
    failures: list[Failure] = []
    for one, folder in named:
        try:
            sources.append(source_of(one, folder, revision))
        except PerfError as error:
            failures.append(Failure(one, error.message))
    return sources, failures


def _named_in(line: str, folder: Path) -> str:
    """The folder that a line of a list names, empty for none.

    # begins a comment, at the line's start or after white space, unless a folder is called so.
    """
    whole = line.strip()
    name = re.split(r"(?:^|\s)#", whole, maxsplit=1)[0].strip()
    return whole if name and name != whole and (folder / whole).is_dir() else name


def _failed(failures: list[Failure]) -> PerfError:
    message = ngettext(
        "{count} repository cannot be read; the lake stays as it was",
        "{count} repositories cannot be read; the lake stays as it was",
        len(failures),
    )
    return PerfError(
        message.format(count=len(failures)),
        details=tuple(_lines(failures)),
        hint=_("Mend them, or leave --strict out: they stay as they were last gathered."),
    )


def _lines(failures: list[Failure]) -> list[str]:
    return [line for one in failures for line in (f"{one.name}: {one.reason}", *(f"  {more}" for more in one.details))]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("gather", help=HELP)(gather_)
