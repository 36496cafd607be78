"""`perf list`."""

from __future__ import annotations

from typing import Annotated

import typer

from perfcli.actions.by_part import with_meant_units
from perfcli.actions.listing import SUBJECTS, chosen_columns, columns_of, is_detail, list_rows
from perfcli.cli import console, lakes
from perfcli.cli import options as o
from perfcli.cli.column_names import sort_key, written
from perfcli.cli.destination import Destination
from perfcli.cli.option_groups import grouped
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.file_format import CSV, TEXT, TSV
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.index.details import DETAIL
from perfcli.output import FORMATS
from perfcli.repository import Repository
from perfcli.select import Order, Row, Selection, require_known

HELP = noop("List projects (default), units, templates, indicators or functions.")

PLAIN = (TEXT, CSV, TSV)
"""What lines of one code each are."""

SubjectArgument = Annotated[
    str,
    typer.Argument(metavar="[WHAT]", help=noop("projects, units, templates, indicators or functions.")),
]
KindOption = Annotated[str, typer.Option("--kind", metavar="TEXT", help=noop("Indicators: only of this level two."))]
LevelOption = Annotated[str, typer.Option("--level1", metavar="TEXT", help=noop("Indicators: only of this level one."))]
OperatorOption = Annotated[
    str,
    typer.Option("--operator", metavar="OP", help=noop("Indicators, functions: only targets with ≥ ≤ > < = or range.")),
]
BasisOption = Annotated[
    str, typer.Option("--basis", metavar="TEXT", help=noop("Indicators: only with this text in the basis."))
]
MissingOption = Annotated[
    str,
    typer.Option(
        "--missing",
        metavar="goals|monitoring|evaluation",
        help=noop("Units: only those that have not handed it in for the year, or not for each of their projects."),
    ),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help=noop("Print codes (slugs, numbers) alone, one a line."))
]


@grouped
def list_(
    *,
    context: typer.Context,
    subject: SubjectArgument = "projects",
    filters: o.Filters,
    kind: KindOption = "",
    level1: LevelOption = "",
    operator: OperatorOption = "",
    basis: BasisOption = "",
    missing: MissingOption = "",
    asked: lakes.LakeOptions,
    sort: o.SortOption = "",
    limit: o.LimitOption = None,
    quiet: QuietOption = False,
    destination: Destination,
) -> None:
    """Rows of one subject."""
    require_known(subject, SUBJECTS, noop("unknown thing to list: {given}"))
    destination.checked_format(PLAIN if quiet and not destination.form else FORMATS)
    selection = filters.selection(kind=kind, level1=level1, operator=operator, basis=basis)
    extent = asked.extent(selection.years)
    limits = asked.limits(context)
    wanted, known = _columns(destination, subject, is_lake=asked.lake is not None)
    if asked.lake is None and is_detail(subject, sort.removeprefix("-")):
        known = (*known, sort.removeprefix("-"))
    sort = sort_key(sort, known, subject)
    key = "number" if subject == "functions" else SUBJECTS[subject][0]
    needed = [*wanted, *([key] if quiet else [])]
    if asked.lake is not None:
        if missing:
            raise PerfError(_("{one} and {other} do not go together").format(one="--missing", other="--lake"))
        from perfcli.actions.lake_listing import list_lake

        needed += [sort.removeprefix("-")] if sort.removeprefix("-") in known else []
        listing = list_lake(asked.lake, subject, selection, extent, limits, tuple(dict.fromkeys(needed)))
        found = listing.rows
    else:
        repository = o.session(context).repository
        read = chosen_columns(subject, needed, sort)
        listing = list_rows(repository, subject, with_meant_units(repository, selection), Bar(), read)
        found = _missing(repository, listing.rows, subject, selection, missing) if missing else listing.rows
    rows = Order(sort, limit).applied(found, (*known, *wanted))
    console.warn(listing.problems)
    if quiet:
        destination.write("".join(f"{row[key]}\n" for row in rows), "text")
    else:
        destination.put_rows(rows, wanted, subject=subject)
        destination.say_cut(len(rows), len(found))


def _columns(destination: Destination, subject: str, *, is_lake: bool) -> tuple[list[str], tuple[str, ...]]:
    """The columns asked for, and those that the rows can have."""
    default, known = SUBJECTS[subject], columns_of(subject)
    if is_lake:
        from perfcli.actions.lake_listing import lake_columns

        default, known = ("division", *default), lake_columns(subject, all_of_them=True)
    details = [name for name in written(destination.columns) if name.startswith(DETAIL)]
    return destination.wanted_columns(default, subject, (*known, *details)), known


def _missing(repository: Repository, rows: list[Row], subject: str, selection: Selection, missing: str) -> list[Row]:
    if subject != "units":
        message = _("--{option} cannot be used with `list {subject}`")
        raise PerfError(message.format(option="missing", subject=subject))
    from perfcli.actions.missing import WHAT, missing_units

    require_known(missing, WHAT, noop("unknown thing to miss: {given}"))
    return missing_units(repository, rows, selection, missing, Bar())


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("list", help=HELP)(list_)
