"""`perf monitor`: record, status."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from perfcli.actions.by_part import with_meant_units
from perfcli.actions.monitoring import Status, status
from perfcli.amounts import read_amount
from perfcli.cli import console, lakes
from perfcli.cli import options as o
from perfcli.cli.clock import today
from perfcli.cli.destination import Destination
from perfcli.cli.lights import light_name
from perfcli.cli.option_groups import OptionGroup, Without, grouped
from perfcli.cli.progress import Bar
from perfcli.cli.recording import (
    AdjustedOption,
    CodeArgument,
    FromOption,
    OneYearOption,
    asked_entry,
    asked_owner,
    by_indicator,
    lines_of,
    named_values,
    put_recorded,
    read_date,
)
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop
from perfcli.output import FOR_PEOPLE, NESTED_FOR_SCRIPTS
from perfcli.progress.recording import Entry
from perfcli.select import Row

if TYPE_CHECKING:
    from perfcli.actions.lake_standing import LakeStatus

HELP = noop("Monitoring in the year: record spending and progress, see where projects stand.")
RECORD_HELP = noop("Record what was spent and reached by a date; nothing else of the project changes.")
STATUS_HELP = noop("Spending beside each project's own plan, indicators beside the year, worst lights first.")

_KEYS = ("code", "name", "unit", "year", "date", "spent", "planned", "execution", "light")
_BAR = 10

DateOption = Annotated[str, typer.Option("--date", metavar="DATE", help=noop("The day it is of, such as 2021-07-31."))]
ByOption = Annotated[
    str,
    typer.Option(
        "--date",
        metavar="DATE",
        help=noop("As of this day, such as 2021-07-31 (default: the last monitoring)."),
    ),
]
SpentOption = Annotated[str, typer.Option("--spent", metavar="AMOUNT", help=noop("Spent so far, in yuan."))]
ExpectedOption = Annotated[
    str, typer.Option("--expected", metavar="AMOUNT", help=noop("Expected to be spent in the whole year, in yuan."))
]
ConclusionOption = Annotated[str, typer.Option("--conclusion", metavar="TEXT", help=noop("The conclusion."))]
MeasuresOption = Annotated[str, typer.Option("--measures", metavar="TEXT", help=noop("How it will be improved."))]
ValueOption = Annotated[list[str] | None, named_values("--value", noop("What an indicator is so far; repeatable."))]
YearEndOption = Annotated[
    list[str] | None,
    named_values("--year-end", noop("What is expected of an indicator by the year's end; repeatable.")),
]
CauseOption = Annotated[list[str] | None, named_values("--cause", noop("The cause of a deviation; repeatable."))]
ExplanationOption = Annotated[
    list[str] | None, named_values("--explanation", noop("The explanation of a deviation; repeatable."))
]
LikelihoodOption = Annotated[
    list[str] | None, named_values("--likelihood", noop("How likely an indicator is reached; repeatable."))
]


class MonitoredOptions(OptionGroup, frozen=True):
    """What is said of indicators, each value behind the name of its own."""

    value: ValueOption = None
    year_end: YearEndOption = None
    cause: CauseOption = None
    explanation: ExplanationOption = None
    likelihood: LikelihoodOption = None

    def by_key(self) -> dict[str, list[str]]:
        """The values by the keys that progress files have."""
        return {
            "value": self.value or [],
            "expected": self.year_end or [],
            "cause": self.cause or [],
            "explanation": self.explanation or [],
            "likelihood": self.likelihood or [],
        }


@grouped
def record_(
    *,
    context: typer.Context,
    code: CodeArgument = "",
    on: DateOption = "",
    year: OneYearOption = None,
    spent: SpentOption = "",
    expected: ExpectedOption = "",
    adjusted: AdjustedOption = "",
    monitored: MonitoredOptions,
    conclusion: ConclusionOption = "",
    measures: MeasuresOption = "",
    source: FromOption = "",
    dry_run: o.DryRunOption = False,
) -> None:
    """One project's or whole's from options, or many from JSON lines."""
    from perfcli.actions.record_lines import MonitoringLine, record_lines
    from perfcli.actions.recording import record
    from perfcli.cli import asking

    repository = o.session(context).repository
    indicators = by_indicator(repository, code, year, monitored.by_key())
    amounts, texts = {"spent": spent, "expected": expected}, {"conclusion": conclusion, "measures": measures}
    values: dict[str, Any] = {key: read_amount(text) for key, text in amounts.items() if text}
    values |= {key: text for key, text in texts.items() if text}
    if source:
        if code or on or year or adjusted or values or indicators:
            raise PerfError(_("--from takes everything from its lines: leave the other options out"))
        put_recorded(record_lines(repository, lines_of(source), MonitoringLine, dry_run=dry_run))
        return
    if asking.possible() and not (values or adjusted or indicators):
        from perfcli.actions.standing import monitor
        from perfcli.cli.monitoring_script import MonitoringScript

        project, progress = asked_owner(repository, code, year)
        script = MonitoringScript(project, progress, monitor(repository), today(), read_date(on) if on else None)
        put_recorded(iter([asked_entry(repository, "monitor", project, script, dry_run=dry_run)]))
        return
    if not code:
        raise PerfError(_("no code was given"), hint=_("`perf list -q` prints them all."))
    if not on:
        raise PerfError(_("no date was given"), hint=_("Name the day it is of with --date, such as 2021-07-31."))
    if not (values or adjusted or indicators):
        raise PerfError(_("nothing is recorded"), hint=_("Give --spent, --value NAME=VALUE or others."))
    entry = Entry(
        code=code,
        year=year,
        on=read_date(on),
        adjusted=read_amount(adjusted) if adjusted else None,
        values=values,
        indicators=indicators,
    )
    put_recorded(iter([record(repository, entry, dry_run=dry_run)]))


@grouped
def status_(
    *,
    context: typer.Context,
    by: ByOption = "",
    filters: Annotated[o.Filters, Without("indicator")],
    asked: lakes.LakeOptions,
    limit: o.LimitOption = None,
    destination: Destination,
) -> None:
    """Where projects stand."""
    day = read_date(by) if by else None
    chosen = destination.checked_format()
    selection = filters.selection()
    lake, extent, limits = asked.lake, asked.extent(selection.years), asked.limits(context)
    nests = chosen in NESTED_FOR_SCRIPTS
    own = _KEYS if lake is None else ("division", *_KEYS)
    if lake is None:
        repository = o.session(context).repository
        answer: AbstractContextManager[Status | LakeStatus] = status(
            repository, with_meant_units(repository, selection), day, limit, Bar()
        )
    else:
        from perfcli.actions.lake_standing import status_of_lake

        answer = status_of_lake(lake, selection, day, limit, extent, limits, with_indicators=nests)
    with answer as found:
        if chosen in FOR_PEOPLE:
            rows = [_for_people(row) for row in found.rows()]
        else:
            keys = (*own, "indicators") if nests else own
            lines = found.lines(destination.line_writer(keys, "monitored"), with_indicators=nests)
            destination.write_lines(lines, keys, "monitored")
        count, without = found.count, found.without
    if chosen in FOR_PEOPLE:
        destination.put_rows(rows, (*own, "bar"), subject="monitored")
        destination.say_cut(len(rows), count)
    if without:
        message = ngettext("{count} project has no monitoring", "{count} projects have no monitoring", without)
        console.say(message.format(count=without))


def _for_people(row: Row) -> Row:
    """A row with its light in words, and the share spent as a small bar."""
    filled = 0 if row["execution"] is None else min(int(row["execution"] * _BAR / 100), _BAR)
    bar = "" if row["execution"] is None else "■" * filled + "□" * (_BAR - filled)
    return {**row, "light": light_name(row["light"]), "bar": bar}


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
    group.command("record", help=RECORD_HELP)(record_)
    group.command("status", help=STATUS_HELP)(status_)
    app.add_typer(group, name="monitor", help=HELP)
