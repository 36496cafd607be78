"""`perf evaluate record`."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from msgspec.structs import asdict

from perfcli.actions.evaluating import evaluator
from perfcli.amounts import read_amount
from perfcli.cli import options as o
from perfcli.cli.option_groups import OptionGroup, grouped
from perfcli.cli.recording import (
    AdjustedOption,
    CodeArgument,
    FromOption,
    OneYearOption,
    asked_entry,
    asked_owner,
    by_indicator,
    given_points,
    lines_of,
    named_values,
    put_recorded,
)
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.progress.recording import Entry

HELP = noop("Record what was reached and spent; nothing else of the project changes.")

SpentOption = Annotated[str, typer.Option("--spent", metavar="AMOUNT", help=noop("Spent in the whole year, in yuan."))]
ResultOption = Annotated[
    list[str] | None, typer.Option("--result", metavar="TEXT", help=noop("What became of a goal; repeatable."))
]
ActualOption = Annotated[
    list[str] | None, named_values("--actual", noop("The actual value of an indicator; repeatable."))
]
TierOption = Annotated[
    list[str] | None, named_values("--tier", noop("How far it was reached: reached, partly or missed; repeatable."))
]
ScoreOption = Annotated[
    list[str] | None, named_values("--score", noop("Points given by hand, empty to take given ones out; repeatable."))
]
ReasonOption = Annotated[
    list[str] | None, named_values("--reason", noop("Why it was not reached, or far exceeded; repeatable."))
]
MeasureOption = Annotated[list[str] | None, named_values("--measure", noop("How it will be improved; repeatable."))]
EvidenceOption = Annotated[
    list[str] | None, named_values("--evidence", noop("How the actual was obtained; repeatable."))
]
RecheckOption = Annotated[
    list[str] | None, named_values("--recheck", noop("Points of a re-check, beside the own ones; repeatable."))
]


def _whole_points(name: str, text: str) -> Any:
    """An option of points of the whole."""
    return typer.Option(name, metavar="POINTS", help=text)


ExecutionPointsOption = Annotated[
    str | None,
    _whole_points("--execution-points", noop("Points of the execution given by hand, empty to take given ones out.")),
]
TotalScoreOption = Annotated[
    str | None, _whole_points("--total-score", noop("The total given by hand, empty to take a given one out."))
]


class WholeOptions(OptionGroup, frozen=True):
    """Points of the whole, by the keys of the file."""

    execution_points: ExecutionPointsOption = None
    total_score: TotalScoreOption = None

    def values(self) -> dict[str, Any]:
        """Those that are said; raises PerfError for what are no points."""
        said = {key: text for key, text in asdict(self).items() if text is not None}
        return {key: given_points(f"--{key.replace('_', '-')}", text) for key, text in said.items()}


class EvaluatedOptions(OptionGroup, frozen=True):
    """What is said of indicators, each value behind the name of its own."""

    actual: ActualOption = None
    tier: TierOption = None
    score: ScoreOption = None
    reason: ReasonOption = None
    measure: MeasureOption = None
    evidence: EvidenceOption = None
    recheck: RecheckOption = None


@grouped
def record_(
    *,
    context: typer.Context,
    code: CodeArgument = "",
    year: OneYearOption = None,
    spent: SpentOption = "",
    adjusted: AdjustedOption = "",
    result: ResultOption = None,
    whole: WholeOptions,
    evaluated: EvaluatedOptions,
    source: FromOption = "",
    dry_run: o.DryRunOption = False,
) -> None:
    """One project's or whole's from options, or many from JSON lines."""
    from perfcli.actions.record_lines import EvaluationLine, record_lines
    from perfcli.actions.recording import record
    from perfcli.cli import asking

    repository = o.session(context).repository
    indicators = by_indicator(repository, code, year, {key: pairs or [] for key, pairs in asdict(evaluated).items()})
    points = whole.values()
    is_said = bool(spent or adjusted or result or points or indicators)
    if source:
        if code or year or is_said:
            raise PerfError(_("--from takes everything from its lines: leave the other options out"))
        put_recorded(record_lines(repository, lines_of(source), EvaluationLine, dry_run=dry_run))
        return
    if asking.possible() and not is_said:
        from perfcli.cli.evaluation_script import EvaluationScript

        project, progress = asked_owner(repository, code, year)
        script = EvaluationScript(project, progress, evaluator(repository))
        put_recorded(iter([asked_entry(repository, "evaluate", project, script, dry_run=dry_run)]))
        return
    if not code:
        raise PerfError(_("no code was given"), hint=_("`perf list -q` prints them all."))
    values: dict[str, Any] = points | ({"spent": read_amount(spent)} if spent else {})
    values |= {"results": tuple(result)} if result else {}
    if not is_said:
        raise PerfError(_("nothing is recorded"), hint=_("Give --spent, --actual NAME=VALUE or others."))
    entry = Entry(
        code=code,
        year=year,
        adjusted=read_amount(adjusted) if adjusted else None,
        values=values,
        indicators=indicators,
    )
    put_recorded(iter([record(repository, entry, dry_run=dry_run)]))


def register(group: typer.Typer) -> None:
    """Add the command to its group."""
    group.command("record", help=HELP)(record_)
