"""`perf evaluate`: record, show, summary, sample."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import partial
from itertools import chain
from typing import Annotated

import typer

from perfcli.actions.by_part import with_meant_units
from perfcli.actions.choose import find_projects
from perfcli.actions.evaluating import (
    SUMMARY_KEYS,
    evaluate,
    evaluated_lines,
    evaluated_whole,
    sample,
    summarised,
)
from perfcli.actions.evaluations import Evaluations, evaluations
from perfcli.actions.show import known_unit_names
from perfcli.cli import console, evaluation_record, lakes, scores
from perfcli.cli import options as o
from perfcli.cli.column_names import sort_key
from perfcli.cli.destination import Destination
from perfcli.cli.lights import light_name
from perfcli.cli.named import named_codes
from perfcli.cli.option_groups import Only, Without, grouped
from perfcli.cli.part_names import Names, part_names, with_names
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop
from perfcli.output import FOR_PEOPLE, NESTED
from perfcli.parallel import Line
from perfcli.progress.evaluation import Evaluated
from perfcli.progress.lacking import Lack
from perfcli.progress.shown import EVALUATION, evaluation_row
from perfcli.repository import Repository
from perfcli.select import Order, Row, Selection, require_column

HELP = noop("Self-evaluation: record actual values, work out points and grades, sum them up, draw a sample.")
SHOW_HELP = noop("Points, total and grade of projects; what is still lacking is named on standard error.")
SUMMARY_HELP = noop("Averages weighted by money, grades and execution of a unit, a department or a year.")
SAMPLE_HELP = noop("Draw projects to be checked again, in proportion to their money; the same ones for the same seed.")

CodesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[CODE…]",
        help=noop(
            "Codes of projects, of departments and units for their whole; - reads them from standard input; "
            "else projects with a self-evaluation, by filters."
        ),
    ),
]
FormatOption = Annotated[str, o.format_option(NESTED, noop("How to write it (default: table)."))]
ExplainOption = Annotated[bool, typer.Option("--explain", help=noop("Print the arithmetic of each point."))]
ByOption = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="KEY",
        help=noop("Group by unit, department or year, in a lake by division; repeatable, or joined by commas."),
    ),
]
ShareOption = Annotated[
    str, typer.Option("--share", metavar="PERCENT", help=noop("How many of the projects, such as 10%."))
]
SeedOption = Annotated[
    str, typer.Option("--seed", metavar="TEXT", help=noop("What the draw follows from; it can be repeated."))
]


@grouped
def show_(
    *,
    context: typer.Context,
    codes: CodesArgument = None,
    filters: Annotated[o.Filters, Without("indicator")],
    explain: ExplainOption = False,
    form: FormatOption = "",
    output: o.OutputOption = None,
    scale: o.ScaleOption = "元",
    force: o.ForceOption = False,
) -> None:
    """Self-evaluations with their points."""
    destination = Destination(form, "", output, False, scale, force)
    chosen = destination.checked_format(NESTED)
    repository = o.session(context).repository
    selection = with_meant_units(repository, filters.selection())
    lacks: list[str] = []
    if chosen in FOR_PEOPLE:
        names = known_unit_names(repository)
        shown = _sheet(chosen, names, destination.width(), scale, explained=explain)
        texts = (str(text, "utf-8") for text in _told(_lines(repository, codes or [], selection, shown), lacks))
        destination.write_parts((text if at == 0 else f"\n{text}" for at, text in enumerate(texts)), chosen)
    else:
        write = destination.line_writer(EVALUATION, "evaluations")
        with _rows(repository, codes or [], selection, write) as lines:
            destination.write_lines(_told(lines, lacks), EVALUATION, "evaluations")
    console.say_each(lacks)


def _sheet(
    form: str, names: Mapping[str, str], width: int | None, scale: str, *, explained: bool
) -> Callable[[Evaluated], bytes]:
    """What lays a self-evaluation out for people."""
    sheet = scores.evaluation_markdown if form == "markdown" else partial(scores.evaluation_sheet, width=width)

    def shown(one: Evaluated) -> bytes:
        return sheet(one, names.get(one.project.unit, ""), scale=scale, explained=explained).encode("utf-8")

    return shown


def _told(lines: Iterable[Line], lacks: list[str]) -> Iterator[Line]:
    """The text of each self-evaluation as it comes; what it lacks, a line each, is put to the others."""
    coming = iter(lines)
    for told in coming:
        if lack := next(coming):
            lacks.append(str(lack, "utf-8"))
        yield told


def _lines(
    repository: Repository, given: list[str], selection: Selection, text: Callable[[Evaluated], bytes]
) -> Iterable[Line]:
    """The text of each self-evaluation and then what it lacks: of those named by code, else of those begun."""

    def both(one: Evaluated) -> tuple[bytes, bytes]:
        return text(one), _lack_lines(one.project.code or one.project.unit, one.lacks)

    if given:
        return chain.from_iterable(map(both, _named(repository, given, selection)))
    with _begun(repository, selection) as begun:
        keys = begun.keys()
    return evaluated_lines(repository, keys, both)


@contextmanager
def _rows(
    repository: Repository, given: list[str], selection: Selection, write: Callable[[Row], bytes]
) -> Iterator[Iterable[Line]]:
    """The same for programs; those begun need not be worked out: the index has their rows."""

    def both(row: Row, lacks: Sequence[Lack]) -> tuple[bytes, bytes]:
        return write(row), _lack_lines(row["code"], lacks)

    if given:
        yield _lines(repository, given, selection, lambda one: write(evaluation_row(one)))
        return
    with _begun(repository, selection) as begun:
        yield begun.lines(both)


@contextmanager
def _begun(repository: Repository, selection: Selection) -> Iterator[Evaluations]:
    """The self-evaluations that the filters choose; how many projects have none is said."""
    with evaluations(repository, selection, Bar()) as begun:
        if without := begun.without:
            message = ngettext(
                "{count} project has no self-evaluation", "{count} projects have no self-evaluation", without
            )
            console.say(message.format(count=without))
        yield begun


def _lack_lines(code: str, lacks: Sequence[Lack]) -> bytes:
    return "\n".join(scores.lack_text(code, lack) for lack in lacks).encode("utf-8")


def _named(repository: Repository, given: list[str], selection: Selection) -> list[Evaluated]:
    """The self-evaluations of the wholes and projects with these codes."""
    year = selection.years[0] if selection.years else None
    wholes = {word: evaluated_whole(repository, word, year) for word in given}
    named = [word for word in given if wholes[word] is None]
    codes = list(dict.fromkeys(named_codes(repository, named, year)))
    of_projects = evaluate(repository, find_projects(repository, codes, year)) if codes else []
    return [*(one for one in wholes.values() if one is not None), *of_projects]


SUMS = (
    "projects",
    "scored",
    "score",
    "excellent",
    "good",
    "fair",
    "poor",
    "adjusted",
    "spent",
    "execution",
    "alarms",
    "unrecorded",
)


@grouped
def summary_(
    *,
    context: typer.Context,
    by: ByOption = None,
    filters: Annotated[o.Filters, Without("indicator")],
    asked: lakes.LakeOptions,
    sort: o.SortOption = "",
    limit: o.LimitOption = None,
    destination: Destination,
) -> None:
    """Self-evaluations by group."""
    known = SUMMARY_KEYS if asked.lake is None else ("division", *SUMMARY_KEYS)
    default = "year,unit" if asked.lake is None else "division,year,unit"
    grouping = [key.strip() for given in by or [default] for key in given.split(",")]
    for key in grouping:
        require_column(key, known, noop("cannot group by {given}"))
    destination.checked_format()
    selection = filters.selection()
    lake, extent, limits = asked.lake, asked.extent(selection.years), asked.limits(context)
    if lake is None:
        repository = o.session(context).repository
        rows = summarised(repository, with_meant_units(repository, selection), grouping, Bar())
    else:
        from perfcli.actions.lake_standing import evaluations_of_lake

        lakes.warn_of_shared_divisions(lake, extent)
        rows = evaluations_of_lake(lake, selection, grouping, extent, limits)
    keys = (*grouping, *SUMS)
    shown = Order(sort_key(sort, keys, "evaluations"), limit).applied(rows, keys)

    def names() -> Names:
        return part_names(context, lake, grouping, extent, limits)

    shown, named = with_names(names, shown, grouping, destination)
    destination.put_rows(shown, (*named, *SUMS), subject="evaluations")
    destination.say_cut(len(shown), len(rows))


@grouped
def sample_(
    *,
    context: typer.Context,
    share: ShareOption = "10%",
    seed: SeedOption = "",
    filters: Annotated[o.Filters, Only("unit", "year", "where")],
    destination: Annotated[Destination, Without("scale")],
) -> None:
    """Projects to be checked again."""
    if not seed:
        raise PerfError(_("a sample needs a seed"), hint=_("Give any text with --seed; the same one draws the same."))
    chosen = destination.checked_format()
    repository = o.session(context).repository
    selection = filters.selection()
    rows = sample(repository, with_meant_units(repository, selection), _share(share), seed, Bar())
    if chosen in FOR_PEOPLE:
        rows = [row | {"light": light_name(row["light"])} for row in rows]
    keys = ("code", "name", "unit", "year", "adjusted", "score", "grade", "light")
    destination.put_rows(rows, keys, subject="evaluations")


_LEAST_PERCENT = Decimal("1e-9")
"""A smaller one is a slip, and as a fraction might be of any length."""


def _share(text: str) -> Fraction:
    try:
        percent = Decimal(text.strip().rstrip("%％"))
        is_share = _LEAST_PERCENT <= percent <= 100
    except InvalidOperation:  # no number, or one that cannot be compared
        is_share = False
    if not is_share:
        raise PerfError(_("{text} is not a share over 0 and up to 100 percent").format(text=text or '""'))
    if percent < 1 and not text.strip().endswith(("%", "％")):
        hint = _("Write {percent}% or {text}%.").format(percent=f"{percent * 100:f}".rstrip("0").rstrip("."), text=text)
        raise PerfError(_("{text} may be a fraction or a percent").format(text=text), hint=hint)
    return Fraction(percent) / 100


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
    evaluation_record.register(group)
    group.command("show", help=SHOW_HELP)(show_)
    group.command("summary", help=SUMMARY_HELP)(summary_)
    group.command("sample", help=SAMPLE_HELP)(sample_)
    app.add_typer(group, name="evaluate", help=HELP)
