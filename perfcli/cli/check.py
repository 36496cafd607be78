"""`perf check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from perfcli.actions.by_part import with_meant_units
from perfcli.actions.check import Reviewer
from perfcli.actions.choose import require_units
from perfcli.actions.request import Request, selectors_of
from perfcli.check import baseline
from perfcli.check.rule import SEVERITIES
from perfcli.check.rules import SEVERITY_OF
from perfcli.cli import console, findings, inputs, outputs, painting
from perfcli.cli import options as o
from perfcli.cli.files import paths_below, relative_path, unified
from perfcli.cli.findings import FORMATS, Destination
from perfcli.cli.main import FINDINGS, WRONG
from perfcli.cli.progress import Bar
from perfcli.disk import is_gone
from perfcli.errors import PerfError
from perfcli.file_format import JSON
from perfcli.git import changed_files
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop
from perfcli.repository import Repository
from perfcli.select import require_known

if TYPE_CHECKING:
    from perfcli.actions.fix import FixedFile

HELP = noop("Review goals by the rules of a finance review: findings with rule codes, at their lines.")

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
    str, o.format_option(FORMATS, noop("How to write it (default: text; markdown: review sheets)."))
]
StatisticsOption = Annotated[bool, typer.Option("--statistics", help=noop("Count the findings of each rule instead."))]
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
    bool, typer.Option("--update-baseline", help=noop("Rebuild the file of --baseline from the current findings."))
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="REV", help=noop("Only files that differ from this git revision.")),
]


def check(
    context: typer.Context,
    paths: PathsArgument = None,
    unit: o.UnitOption = None,
    year: o.YearOption = None,
    name: o.NameOption = "",
    code: o.CodeOption = "",
    indicator: o.IndicatorOption = "",
    min_budget: o.MinBudgetOption = "",
    max_budget: o.MaxBudgetOption = "",
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    extend_select: ExtendOption = None,
    min_severity: SeverityOption = "",
    fail_on: FailOption = "",
    form: FormatOption = "",
    output_file: o.OutputOption = None,
    statistics: StatisticsOption = False,
    fix: FixOption = False,
    unsafe_fixes: UnsafeOption = False,
    diff: DiffOption = False,
    accepted: BaselineOption = None,
    renew: RenewOption = False,
    since: SinceOption = None,
    force: o.ForceOption = False,
) -> None:
    """A review."""
    form = outputs.format_for(output_file, form, FORMATS, "text")
    outputs.require_free(output_file, force=force)
    for given, known in ((min_severity, SEVERITIES), (fail_on, (*SEVERITIES, "never"))):
        if given:
            require_known(given, known, _("unknown severity: {given}"))
    repository = o.session(context).repository
    request = Request(
        paths=paths_below(repository, paths or [], parts=not (fix or unsafe_fixes)),
        changed=None if since is None else changed_files(repository.root, since),
        selection=with_meant_units(repository, o.selection(unit, year, name, code, indicator, min_budget, max_budget)),
        select=selectors_of(select or ()),
        ignore=selectors_of(ignore or ()),
        extend_select=selectors_of(extend_select or ()),
        min_severity=min_severity,
        fail_on=fail_on,
    )
    require_units(repository, request.selection.units)
    status = 0
    if fix or unsafe_fixes or diff:
        status = _fix(repository, request, unsafe_fixes, diff)
    if not diff:
        destination = Destination(form, output_file, statistics, force)
        status = max(status, _review(repository, request, destination, accepted, renew))
    raise typer.Exit(status)


def _review(
    repository: Repository, request: Request, destination: Destination, accepted: Path | None, renew: bool
) -> int:
    """Review and print, or make the baseline; returns the exit status."""
    before = _accepted(accepted, renew and request.is_about_everything and request.is_about_every_rule)
    if not renew:
        request = msgspec.structs.replace(request, accepted=before)
    if accepted and request.accepted is None:
        outputs.format_for(accepted, "", (JSON,), "json")
        outputs.require_free(accepted, force=destination.force)
    with Reviewer(repository, request).review(Bar()) as review:
        if accepted and request.accepted is None:
            review.require_all_read()
            found = list(review.findings())
            kept = baseline.outside(before or baseline.Accepted(), review.is_asked_for)
            outputs.put_text(baseline.written(found, kept), accepted, force=destination.force)
            count = len(found) + kept.total()
            console.say(_("{count} findings are accepted in {file}").format(count=count, file=accepted))
            return 0
        counts = review.counts()
        status = FINDINGS if review.has_failed(counts) else 0
        rendered = findings.rendered(review, counts, repository.root, destination)
    if destination.file is not None:
        outputs.put({destination.file: rendered}, force=destination.force)
    elif destination.is_for_people:
        console.show_bytes(rendered, painting.findings(SEVERITY_OF))
    else:
        console.emit_bytes(rendered)
    if destination.is_for_people and not counts.findings:
        console.say(_("Nothing found."))
    return status


def _accepted(file: Path | None, is_made_anew: bool) -> baseline.Accepted | None:
    """What the baseline accepts so far, None where there is none yet or nothing of it would stay."""
    if file is None or is_made_anew or is_gone(file):
        return None
    return baseline.read(inputs.decode_input(inputs.read_file(file)), str(file))


def _fix(repository: Repository, request: Request, unsafe: bool, only_show: bool) -> int:
    """Mend files or show how; returns the exit status: 2 where one cannot be mended, 1 where a diff is not empty."""
    from perfcli.actions.fix import fix_files, write_fixed

    results = list(fix_files(Reviewer(repository, request), unsafe=unsafe, progress=Bar()))
    fixed = [result for result in results if not isinstance(result, PerfError)]
    for result in results:
        if isinstance(result, PerfError):
            console.report(result)
    if only_show:
        console.show((_difference(repository, file) for file in fixed), painting.difference)
    elif fixed:
        write_fixed(repository, fixed)
        console.say(ngettext("{count} file fixed", "{count} files fixed", len(fixed)).format(count=len(fixed)))
    if len(fixed) < len(results):
        return WRONG
    return FINDINGS if only_show and fixed else 0


def _difference(repository: Repository, file: FixedFile) -> str:
    name = relative_path(repository.root / file.path)
    return unified(file.before.decode("utf-8"), file.after.decode("utf-8"), name)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check", help=HELP)(check)
