"""`perf rm`."""

from __future__ import annotations

from typing import Annotated

import typer

from perfcli.actions.placing import files_there, unknown_codes
from perfcli.actions.removing import remove_projects, removed_by_an_ended_run
from perfcli.cli import asking, choosing, console
from perfcli.cli import options as o
from perfcli.cli.files import relative_path
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop
from perfcli.printable import one_line
from perfcli.repository import ProjectFile, Repository

HELP = noop("Remove projects and their progress files.")

YesOption = Annotated[bool, typer.Option("--yes", "-y", help=noop("Do not ask."))]


def rm(
    context: typer.Context,
    codes: choosing.CodesArgument,
    year: choosing.OneYearOption = None,
    yes: YesOption = False,
) -> None:
    """The files of some projects."""
    repository = o.session(context).repository
    files, missing = files_there(repository, choosing.codes_of(codes), year)
    gone = [code for code in missing if code in removed_by_an_ended_run(repository)]
    if len(gone) < len(missing):
        raise unknown_codes(repository, [code for code in missing if code not in gone], year)
    if gone:
        console.say(_("removed by an earlier run that was ended: {codes}").format(codes=_(", ").join(gone)))
    if not yes and not _is_sure(repository, files):
        raise PerfError(_("nothing was removed"))
    for path in remove_projects(repository, files):
        console.emit(f"rm '{relative_path(path)}'\n")


def _is_sure(repository: Repository, files: list[ProjectFile]) -> bool:
    """Whether somebody at the terminal wants it, who sees which projects go; raises PerfError where nobody is there."""
    if not asking.possible():
        raise PerfError(_("nothing is removed unasked in a pipe"), hint=_("Add --yes."))
    for file in files:
        record = repository.load_project(file).record
        console.say(f"  {file.year} {file.unit} {file.code} {one_line(record.name) if record else ''}".rstrip())
    count = len(files)
    return asking.confirmed(ngettext("Remove {count} project?", "Remove {count} projects?", count).format(count=count))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("rm", help=HELP)(rm)
