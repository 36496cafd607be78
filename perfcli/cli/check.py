"""`perf check`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfcli.actions.by_part import with_meant_units
from perfcli.actions.check import Reviewer
from perfcli.actions.choose import require_units
from perfcli.actions.request import Request, selectors_of
from perfcli.check.reports.groups import GROUPINGS
from perfcli.cli import baselines, console, lakes, outputs, painting, reviewing
from perfcli.cli import check_options as c
from perfcli.cli import options as o
from perfcli.cli.clock import today
from perfcli.cli.destination import WholeRows
from perfcli.cli.files import is_folder, paths_below, relative_path, unified
from perfcli.cli.findings import COMPARED_FORMATS, FORMATS, ROWS, SHEETS, Destination
from perfcli.cli.main import FINDINGS, WRONG
from perfcli.cli.option_groups import Without, grouped
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.file_format import DOCX, XLSX, FileFormat
from perfcli.git import changed_files
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop
from perfcli.repository import Repository
from perfcli.select import require_column

if TYPE_CHECKING:
    from perfcli.actions.fix import FixedFile
    from perfcli.check.baseline import Accepted

HELP = noop("Review goals by the rules of a finance review: findings with rule codes, at their lines.")


@grouped
def check(
    *,
    context: typer.Context,
    paths: c.PathsArgument = None,
    filters: Annotated[o.Filters, Without("where")],
    rules: c.RuleOptions,
    form: c.FormatOption = "",
    output: c.OutputOption = "",
    statistics: c.StatisticsOption = False,
    by: c.ByOption = "",
    limit: c.LimitOption = None,
    fixes: c.FixOptions,
    known: c.BaselineOptions,
    since: c.SinceOption = None,
    no_bom: o.NoBomOption = False,
    scale: o.ScaleOption = "元",
    asked: lakes.LakeOptions,
    force: o.ForceOption = False,
) -> None:
    """A review."""
    folder = Path(output) if is_folder(output) else None
    output_file = Path(output) if output and not folder else None
    _require_one_way(by, folder, limit, known, statistics=statistics)
    offered = SHEETS if folder else ROWS if by else COMPARED_FORMATS if known.against else FORMATS
    form = _format_of(output_file, form, offered, is_printed=not output)
    outputs.require_free(output_file or folder, force=force)
    rules.require_known_severities()
    extent, limits = asked.extent(filters.years), asked.limits(context)
    if asked.lake is not None:
        from perfcli.cli import check_lake

        check_lake.require_alone(context.params)
        chosen = (_words(rules.select), _words(rules.ignore))
        session = o.session(context)
        meant = filters.selection()
        raise typer.Exit(
            check_lake.review(session, asked.lake, limits, meant, extent, form, output_file, *chosen, force=force)
        )
    repository = o.session(context).repository
    request = _request(repository, paths, since, filters, rules, parts=not fixes.is_fixing)
    require_units(repository, request.selection.units)
    status = _fix(repository, request, fixes.unsafe_fixes, fixes.diff) if fixes.is_fixing or fixes.diff else 0
    if not fixes.diff:
        baseline, earlier = _compared_with(repository, request, known, force=force)
        destination = Destination(form, output_file, statistics, force, no_bom)
        table = WholeRows(form, "", output_file, no_bom, scale, force)
        printed = reviewing.counted_by(by, table, earlier, limit) if by else None
        if folder:
            printed = reviewing.sheets_into(folder, form, force=force)
        status = max(status, reviewing.review(repository, request, destination, baseline, printed, earlier))
    raise typer.Exit(status)


def _format_of(output: Path | None, form: str, offered: Sequence[FileFormat], *, is_printed: bool) -> str:
    """The format of the findings, the first of those offered where none is named; raises PerfError."""
    form = outputs.format_for(output, form, offered, offered[0].name)
    if form in (DOCX.name, XLSX.name) and is_printed:
        raise PerfError(_("{form} is not text: it is not printed").format(form=form), hint=_("Name a file with -o."))
    return form


def _words(given: Sequence[str] | None) -> list[str]:
    return [word.strip() for text in given or () for word in text.split(",")]


def _request(
    repository: Repository,
    paths: list[str] | None,
    since: str | None,
    filters: o.Filters,
    rules: c.RuleOptions,
    *,
    parts: bool,
) -> Request:
    """What is reviewed, by what; `parts` says whether a part of a code or name will do for a path."""
    selection = with_meant_units(repository, filters.selection())
    return Request(
        paths=paths_below(repository, paths or [], parts=parts, years=selection.years),
        changed=None if since is None else changed_files(repository.root, since),
        selection=selection,
        select=selectors_of(rules.select or ()),
        ignore=selectors_of(rules.ignore or ()),
        extend_select=selectors_of(rules.extend_select or ()),
        min_severity=rules.min_severity,
        fail_on=rules.fail_on,
    )


def _compared_with(
    repository: Repository, request: Request, known: c.BaselineOptions, *, force: bool
) -> tuple[baselines.Baseline, Accepted | None]:
    """The baseline of what is accepted, and that of an earlier review; raises PerfError."""
    whole = request.is_about_everything and request.is_about_every_rule
    off = known.no_baseline or known.against is not None
    baseline = baselines.chosen(repository, known.accepted, renew=known.renew, off=off, whole=whole, force=force)
    return baseline, baselines.read(known.against) if known.against else None


def _require_one_way(
    by: str, folder: Path | None, limit: int | None, known: c.BaselineOptions, *, statistics: bool
) -> None:
    """Raise PerfError for options that do not go together."""
    against, renew = known.against, known.renew
    if by:
        require_column(by, GROUPINGS, noop("cannot count by {given}"))
    elif limit is not None:
        raise PerfError(_("--limit cuts groups: give --by as well"))
    for one, other, both in (
        ("--statistics", "--by", statistics and by),
        ("--statistics", "--against", statistics and against),
        ("--against", "--baseline", against and known.accepted),
        ("--against", "--update-baseline", against and renew),
        ("--by", "--update-baseline", by and renew),
        ("--by", f"-o {folder}/", by and folder),
        ("--against", f"-o {folder}/", against and folder),
        ("--statistics", f"-o {folder}/", statistics and folder),
    ):
        if both:
            raise PerfError(_("{one} and {other} do not go together").format(one=one, other=other))


def _fix(repository: Repository, request: Request, unsafe: bool, only_show: bool) -> int:
    """Mend files or show how; returns the exit status: 2 where one cannot be mended, 1 where a diff is not empty."""
    from perfcli.actions.fix import fix_files, write_fixed

    results = list(fix_files(Reviewer(repository, request, today()), unsafe=unsafe, progress=Bar()))
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
