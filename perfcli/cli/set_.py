"""`perf set`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from perfcli.actions.editing import NOTHING, NeedsReason, Why
from perfcli.actions.setting import NeedsAdjust, Setting, chosen_keys, plan_apart, planned, set_values, way_text
from perfcli.assigning import is_assignment, read_assignment, read_unset
from perfcli.budgets import AMOUNTS
from perfcli.cli import adjusting, asking, choosing, console
from perfcli.cli import options as o
from perfcli.cli.option_groups import grouped
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.labels import LABELS
from perfcli.paths import ProjectKey
from perfcli.printable import one_line
from perfcli.repository import Repository
from perfcli.select import require_column

HELP = noop("Set values of projects; comments and unknown keys stay.")

_SHOWN = 10

WordsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="[CODE]… KEY=VALUE…",
        help=noop("Codes of projects (- reads them from standard input) and what to set; without codes by filters."),
    ),
]
UnsetOption = Annotated[
    list[str] | None, typer.Option("--unset", metavar="KEY", help=noop("Take this value out; repeatable."))
]
AdjustOption = Annotated[
    str,
    typer.Option(
        "--adjust", metavar="fiscal|other|total", help=noop("The amount that follows when one of the others is set.")
    ),
]
ForceOption = Annotated[bool, typer.Option("--force", help=noop("Write also what `perf check` would call an error."))]


@grouped
def set_(
    *,
    context: typer.Context,
    words: WordsArgument,
    unset: UnsetOption = None,
    adjust: AdjustOption = "",
    filters: o.Filters,
    reason: adjusting.ReasonOption = "",
    day: adjusting.DateOption = "",
    dry_run: o.DryRunOption = False,
    force: ForceOption = False,
) -> None:
    """Values of some projects."""
    repository = o.session(context).repository
    selection = filters.selection()
    assignments = [read_assignment(word) for word in words if is_assignment(word)]
    assignments += [read_unset(key) for key in unset or ()]
    if not assignments:
        raise PerfError(_("nothing is set"), hint=_("Name what to set as KEY=VALUE, such as budget.total=25万."))
    if adjust:
        adjust = next((name for name in AMOUNTS if LABELS["Budget"][name].chinese == adjust), adjust)
        require_column(adjust, AMOUNTS, noop("unknown amount {given}"))
    assignments = plan_apart(assignments, repository.settings.checkpoints)
    codes, of_year = choosing.codes_or_filters([word for word in words if not is_assignment(word)], selection)
    keys = chosen_keys(repository, codes, of_year, selection)
    setting = Setting(tuple(assignments), adjust, force, adjusting.why(reason, day))
    shown: Mapping[Path, bytes] = NOTHING
    if asking.possible():
        setting, shown = _answered(repository, keys, setting)
    edited = set_values(repository, keys, setting, shown=shown, dry_run=dry_run)
    adjusting.tell(edited, dry_run=dry_run, is_explained=bool(reason or day))


def _answered(repository: Repository, keys: list[ProjectKey], setting: Setting) -> tuple[Setting, Mapping[Path, bytes]]:
    """The setting with what somebody at the terminal says, and the files as they were when it was asked first."""
    shown = NOTHING
    while True:
        try:
            planned(repository, keys, setting)
        except NeedsAdjust as error:
            setting = replace(setting, adjust=_follower(error))
            shown = shown or error.read
        except NeedsReason as error:
            setting = replace(setting, why=Why(adjusting.asked_reason(error), setting.why.day))
            shown = shown or error.read
        else:
            return setting, shown


def _follower(error: NeedsAdjust) -> str:
    """The amount that follows, as somebody says who sees what each would become."""
    console.say(error.message)
    for project, budgets in error.ways[:_SHOWN]:
        console.say(f"  {project.code} {one_line(project.name)}: {way_text(project, budgets)}")
    if len(error.ways) > _SHOWN:
        console.say(_("  … and {count} more").format(count=len(error.ways) - _SHOWN))
    labels = {"total": _("total budget"), "fiscal": _("fiscal funds"), "other": _("other funds")}
    return asking.choose(_("Follows"), {name: labels[name] for name in error.followers})


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("set", help=HELP)(set_)
