"""What commands that change projects share: why an approved one changes, and what is said of each that did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, TypeVar

import typer

from perfcli.actions.editing import Edited, NeedsReason, Why
from perfcli.cli import asking, console
from perfcli.cli.clock import today
from perfcli.cli.files import relative_path
from perfcli.errors import PerfError
from perfcli.folding import as_typed
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.printable import one_line

T = TypeVar("T")

_SHOWN = 5
"""Projects that are named one by one."""

ReasonOption = Annotated[
    str, typer.Option("--reason", metavar="TEXT", help=noop("Why approved goals change; kept with the adjustment."))
]
DateOption = Annotated[
    str, typer.Option("--date", metavar="YYYY-MM-DD", help=noop("The day of the adjustment (default: today)."))
]


def why(reason: str, day: str) -> Why:
    """Reason and day as given; raises PerfError for a day that is none."""
    try:
        return Why(reason.strip(), date.fromisoformat(as_typed(day).strip()) if day else today())
    except ValueError:
        raise PerfError(_("{text} is not a date such as 2021-07-31").format(text=day)) from None


def asked_reason(error: NeedsReason) -> str:
    """The reason, as somebody at the terminal says."""
    console.say(error.message)
    for detail in error.details:
        console.say(f"  {one_line(detail)}")
    return asking.text(_("Reason"))


def with_reason(given: Why, act: Callable[[Why], T]) -> T:
    """What is done with the reason as given, or as somebody at the terminal says where one is needed."""
    try:
        return act(given)
    except NeedsReason as error:
        if not asking.possible():
            raise
        return act(Why(asked_reason(error), given.day))


def tell(edits: Sequence[Edited], *, dry_run: bool, is_explained: bool) -> None:
    """Each file that changed, and below it the values before and after.

    Where somebody gave a reason or a day (`is_explained`), it is said of which projects nothing is kept of that.
    """
    for one in edits:
        for change in one.changes:
            console.emit(f"{relative_path(change.path)}\n")
        console.emit("".join(console.fitted(f"  {one_line(str(difference))}\n") for difference in one.differences))
        for text in one.said:
            console.say(text)
    loose = [one.after.code for one in edits if is_explained and not one.read.is_approved]
    if loose:
        message = _("not approved, so no adjustment is kept, nor --reason or --date: {codes}")
        console.say(message.format(codes=_(", ").join(loose[:_SHOWN]) + ("…" if len(loose) > _SHOWN else "")))
    if not edits:
        console.say(_("Nothing to change."))
    elif dry_run:
        console.say(_("Nothing was written (--dry-run)."))
