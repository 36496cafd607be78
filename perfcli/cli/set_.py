"""`perf set`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from perfcli.actions.setting import NOTHING, Edited, NeedsAdjust, Setting, chosen_keys, planned, set_values, way_text
from perfcli.assigning import is_assignment, read_assignment, read_unset
from perfcli.budgets import AMOUNTS
from perfcli.cli import asking, choosing, console
from perfcli.cli import options as o
from perfcli.cli.files import relative_path
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.paths import ProjectKey
from perfcli.printable import one_line
from perfcli.repository import Repository
from perfcli.select import require_known

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


def set_(
    context: typer.Context,
    words: WordsArgument,
    unset: UnsetOption = None,
    adjust: AdjustOption = "",
    unit: o.UnitOption = None,
    year: o.YearOption = None,
    name: o.NameOption = "",
    code: o.CodeOption = "",
    indicator: o.IndicatorOption = "",
    min_budget: o.MinBudgetOption = "",
    max_budget: o.MaxBudgetOption = "",
    where: o.WhereOption = "",
    dry_run: o.DryRunOption = False,
    force: ForceOption = False,
) -> None:
    """Values of some projects."""
    repository = o.session(context).repository
    selection = o.selection(unit, year, name, code, indicator, min_budget, max_budget, where)
    assignments = [read_assignment(word) for word in words if is_assignment(word)]
    assignments += [read_unset(key) for key in unset or ()]
    if not assignments:
        raise PerfError(_("nothing is set"), hint=_("Name what to set as KEY=VALUE, such as budget.total=25万."))
    if adjust:
        require_known(adjust, AMOUNTS, noop("unknown amount {given}"))
    codes, of_year = choosing.codes_or_filters([word for word in words if not is_assignment(word)], selection)
    keys = chosen_keys(repository, codes, of_year, selection)
    setting = Setting(tuple(assignments), adjust, force)
    shown: Mapping[Path, bytes] = NOTHING
    if asking.possible():
        setting, shown = _answered(repository, keys, setting)
    edited = set_values(repository, keys, setting, shown=shown, dry_run=dry_run)
    tell(edited, dry_run=dry_run)


def _answered(repository: Repository, keys: list[ProjectKey], setting: Setting) -> tuple[Setting, Mapping[Path, bytes]]:
    """The setting with what somebody at the terminal says, and the files as they were when it was asked."""
    try:
        planned(repository, keys, setting)
    except NeedsAdjust as error:
        console.say(error.message)
        for project, budgets in error.ways[:_SHOWN]:
            console.say(f"  {project.code} {one_line(project.name)}: {way_text(project, budgets)}")
        if len(error.ways) > _SHOWN:
            console.say(_("  … and {count} more").format(count=len(error.ways) - _SHOWN))
        labels = {"total": _("total budget"), "fiscal": _("fiscal funds"), "other": _("other funds")}
        follower = asking.choose(_("Follows"), {name: labels[name] for name in error.followers})
        return Setting(setting.assignments, follower, setting.force), error.read
    return setting, NOTHING


def tell(edited: list[Edited], *, dry_run: bool) -> None:
    """Each file that changed, with its values before and after."""
    for one in edited:
        console.emit(f"{relative_path(one.change.path)}\n")
        console.emit("".join(f"  {one_line(str(difference))}\n" for difference in one.differences))
    if not edited:
        console.say(_("Nothing to change."))
    elif dry_run:
        console.say(_("Nothing was written (--dry-run)."))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("set", help=HELP)(set_)
