"""`perf edit`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from perfcli import codec
from perfcli.actions.choose import find_projects
from perfcli.actions.edit import Draft, WrongText, checked, drafts_left, keep, read_for_edit
from perfcli.actions.editing import Edited, NeedsReason, Read, Why, project_key
from perfcli.cells import text_width
from perfcli.cli import adjusting, asking, choosing, console, editor, inputs
from perfcli.cli import options as o
from perfcli.cli.files import relative_path
from perfcli.cli.main import WRONG
from perfcli.disk import is_gone
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.printable import one_line
from perfcli.repository import Repository

HELP = noop("Edit a project in your editor; what comes back is checked before it replaces the file.")

CodeArgument = Annotated[
    str,
    typer.Argument(metavar="CODE", help=noop("The project's code.")),
]
ForceOption = Annotated[bool, typer.Option("--force", help=noop("Write also what `perf check` would call an error."))]


def edit(
    context: typer.Context,
    code: CodeArgument,
    year: choosing.OneYearOption = None,
    reason: adjusting.ReasonOption = "",
    day: adjusting.DateOption = "",
    force: ForceOption = False,
) -> None:
    """A project in the user's editor."""
    if not sys.stdin.isatty():
        editor.require_no_terminal()
    repository = o.session(context).repository
    why = adjusting.why(reason, day)
    key = project_key(find_projects(repository, inputs.codes_of(code), year)[0])
    read = read_for_edit(repository, key)
    draft = _chosen_draft(repository, read) or Draft.begun(repository, read)
    try:
        made = _edited(repository, read, draft, why, force)
    except BaseException:
        _say_where(read, draft)
        raise
    if made is None:
        _say_where(read, draft)
        raise typer.Exit(WRONG)
    draft.discard()
    adjusting.tell([made] if made.changes else [], dry_run=False, is_explained=bool(reason or day))


def _chosen_draft(repository: Repository, read: Read) -> Draft | None:
    """A draft that an earlier edit left, where somebody wants to go on with it."""
    for draft in drafts_left(repository, project_key(read.record)):
        console.say(_("An earlier edit was not finished: {path}").format(path=draft.path))
        if not draft.is_of(read):
            console.say(_("The project's file has changed since then; the draft would replace that too."))
        if asking.possible() and asking.confirmed(_("Go on with this draft?")):
            return draft
    return None


def _edited(repository: Repository, read: Read, draft: Draft, why: Why, force: bool) -> Edited | None:
    """What was written, after as many rounds in the editor as it takes; None where somebody gives up."""
    while True:
        is_back_at_once = editor.run(draft.path)
        if is_back_at_once and draft.text() == read.content and asking.possible():
            asking.line(_("Press Enter once the file is saved and closed in the editor"))
        try:
            checked(repository, read, draft.text(), why, force=force)
        except WrongText as error:
            if not asking.possible():
                _show(error, draft.text())
                raise PerfError(error.message) from None
            console.say(error.message)
            _show(error, draft.text())
            if not asking.confirmed(_("Edit it again?")):
                return None
            continue
        except NeedsReason as error:
            if not asking.possible():
                raise
            why = Why(adjusting.asked_reason(error), why.day)
        return keep(repository, read, draft.text(), why, force=force)


def _show(error: WrongText, text: bytes) -> None:
    """Each fault with its line, and a caret below its place."""
    lines = text.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for fault in error.faults:
        if not 1 <= fault.line <= len(lines):
            console.say(f"  {one_line(fault.message)}")
            continue
        line = one_line(lines[fault.line - 1])
        before = one_line(lines[fault.line - 1][: max(fault.column - 1, 0)])
        head = f"{fault.line:5} | "
        console.say(f"  {one_line(fault.message)}")
        console.quote(f"{head}{line}\n{' ' * (len(head) + text_width(before))}^")


def _say_where(read: Read, draft: Draft) -> None:
    """Say where the text is that did not replace the file; one that nobody changed is discarded."""
    if is_gone(draft.path):
        return
    try:
        is_same = codec.decode(draft.text()) == codec.decode(read.content)
    except (OSError, codec.Malformed):
        is_same = False
    if is_same:
        draft.discard()
    else:
        path = relative_path(draft.path)
        console.say(_("What you wrote is kept in {path}; `perf edit` offers it again.").format(path=path))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("edit", help=HELP)(edit)
