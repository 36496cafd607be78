"""The options of `perf check` alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perfcli.check.reports.groups import GROUPINGS
from perfcli.check.rule import SEVERITIES
from perfcli.cli import options as o
from perfcli.cli.findings import FORMATS
from perfcli.cli.option_groups import OptionGroup
from perfcli.cli.parameters import Whole
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.select import require_known

PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]…", help=noop("Only these files and folders, or projects by their codes.")),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="RULE,…",
        help=noop("Only these rules: codes, prefixes of codes, names, natures."),
    ),
]
IgnoreOption = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="RULE,…", help=noop("Not these rules; repeatable."))
]
ExtendOption = Annotated[
    list[str] | None,
    typer.Option("--extend-select", metavar="RULE,…", help=noop("These rules too, though perf.toml ignores them.")),
]
SeverityOption = Annotated[
    str,
    typer.Option("--min-severity", metavar="SEVERITY", help=noop("Show notice (all), warning or error and above.")),
]
FailOption = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar="SEVERITY",
        help=noop("Exit status 1 from this severity: notice, warning (default), error, never."),
    ),
]
FormatOption = Annotated[
    str, o.format_option(FORMATS, noop("How to write it (default: text; markdown, docx, xlsx: review sheets)."))
]
StatisticsOption = Annotated[bool, typer.Option("--statistics", help=noop("Count the findings of each rule instead."))]
LimitOption = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", parser=Whole(least=0), help=noop("With --by: the N worst groups alone.")),
]
FixOption = Annotated[bool, typer.Option("--fix", help=noop("Fix what can be fixed without changing the meaning."))]
UnsafeOption = Annotated[
    bool, typer.Option("--unsafe-fixes", help=noop("Also fix what changes the published text; implies --fix."))
]
DiffOption = Annotated[bool, typer.Option("--diff", help=noop("Write nothing; show what --fix would change."))]
BaselineOption = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help=noop("Report only what this file does not accept; if missing, it is created from the current findings."),
    ),
]
RenewOption = Annotated[
    bool,
    typer.Option(
        "--update-baseline",
        help=noop("Rebuild the baseline (that of --baseline or perf.toml) from the current findings."),
    ),
]
NoBaselineOption = Annotated[
    bool, typer.Option("--no-baseline", help=noop("Report also what the baseline of perf.toml accepts."))
]
AgainstOption = Annotated[
    Path | None,
    typer.Option(
        "--against",
        metavar="FILE",
        help=noop("Compare with the baseline of an earlier review: what is new, what stayed, what is gone."),
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="REV", help=noop("Only files that differ from this git revision.")),
]
OutputOption = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=noop("Write to this file instead; a folder (FOLDER/) gets a review sheet for each unit, and an index."),
    ),
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="|".join(GROUPINGS),
        help=noop("Count by unit, department, rule or nature instead: findings, projects, money; worst first."),
    ),
]


class RuleOptions(OptionGroup, frozen=True):
    """By which rules is reviewed, and from which severity a finding counts."""

    select: SelectOption = None
    ignore: IgnoreOption = None
    extend_select: ExtendOption = None
    min_severity: SeverityOption = ""
    fail_on: FailOption = ""

    def require_known_severities(self) -> None:
        """Raise PerfError for a severity that is none."""
        for given, known in ((self.min_severity, SEVERITIES), (self.fail_on, (*SEVERITIES, "never"))):
            if given:
                require_known(given, known, _("unknown severity: {given}"))


class FixOptions(OptionGroup, frozen=True):
    """Whether files are mended, how far, and whether that is only shown."""

    fix: FixOption = False
    unsafe_fixes: UnsafeOption = False
    diff: DiffOption = False

    @property
    def is_fixing(self) -> bool:
        """Whether mending is asked for by name; `--diff` alone only shows it."""
        return self.fix or self.unsafe_fixes


class BaselineOptions(OptionGroup, frozen=True):
    """Which findings are accepted already, and with which earlier ones they are compared."""

    accepted: BaselineOption = None
    renew: RenewOption = False
    no_baseline: NoBaselineOption = False
    against: AgainstOption = None
