"""`perf diff`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from perfcli.actions import diff_sums, diffing
from perfcli.actions.diffing import Comparison
from perfcli.actions.versions import Revisions
from perfcli.cli import changes, console, lakes
from perfcli.cli import options as o
from perfcli.cli.destination import Destination
from perfcli.cli.main import FINDINGS, WRONG
from perfcli.cli.option_groups import Without, grouped
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.repository import Repository
from perfcli.select import Row, Selection

HELP = noop("What changed between two git revisions, or two budget years: projects, amounts, goals, indicators.")

RevisionsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[REV [REV]]",
        help=noop("Git revisions: none compares the files with HEAD, one the files with it, two (or A..B) both."),
    ),
]
YearsOption = Annotated[
    str, typer.Option("--years", metavar="YEAR,YEAR", help=noop("Compare two budget years of the files instead."))
]
SumsOption = Annotated[
    bool, typer.Option("--sums", help=noop("Budgets of the units concerned before and after instead."))
]
ExitCodeOption = Annotated[
    bool, typer.Option("--exit-code", help=noop("Exit 1 where something changed, 0 where nothing did."))
]


@grouped
def diff(
    *,
    context: typer.Context,
    revisions: RevisionsArgument = None,
    years: YearsOption = "",
    filters: Annotated[o.Filters, Without("where")],
    asked: lakes.LakeOptions,
    sums: SumsOption = False,
    exit_code: ExitCodeOption = False,
    destination: Destination,
) -> None:
    """The changes, or sums of them."""
    destination.checked_format()
    selection = filters.selection()
    extent, limits = asked.extent(), asked.limits(context)
    if asked.lake is not None:
        from perfcli.cli import diff_lake

        status = diff_lake.put(limits, destination, asked.lake, extent, revisions or [], years, selection, sums=sums)
        raise typer.Exit(status if exit_code else 0)
    if selection.units:
        from perfcli.actions.by_part import with_meant_units

        selection = with_meant_units(o.session(context).repository, selection)
    comparison, summed = _compared(context, revisions or [], years, selection, sums=sums)
    console.warn(comparison.problems)
    if sums:
        destination.put_rows(summed, diff_sums.COLUMNS)
    else:
        changes.put(destination, comparison.changed, diffing.COLUMNS)
    if exit_code and (comparison.problems or comparison.changed):
        raise typer.Exit(WRONG if comparison.problems else FINDINGS)


def _compared(
    context: typer.Context, words: list[str], years: str, selection: Selection, *, sums: bool
) -> tuple[Comparison, list[Row]]:
    """What changed, and the sums where they are asked for."""
    repository = o.session(context).repository
    if years:
        if words or selection.years:
            raise PerfError(_("--years compares the files themselves: leave out revisions and --year"))
        before, after = diff_sums.checked_years(years)
        _require_known(repository, selection.units, None)
        comparison = diffing.compare_years(repository, before, after, selection)
        return comparison, diff_sums.sums_between_years(repository, before, after, selection) if sums else []
    revisions = Revisions.given(words)
    _require_known(repository, selection.units, revisions)
    comparison = diffing.compare_revisions(repository, revisions, selection)
    if not sums:
        return comparison, []
    return comparison, diff_sums.sums_between_revisions(repository, revisions, comparison, selection)


def _require_known(repository: Repository, units: Sequence[str], revisions: Revisions | None) -> None:
    if units:
        from perfcli.actions.known_units import require_known_units

        require_known_units(repository, units, revisions)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("diff", help=HELP)(diff)
