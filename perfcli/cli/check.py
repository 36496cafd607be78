"""`perf check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from perfcli.actions.by_part import with_meant_units
from perfcli.actions.check import Reviewer
from perfcli.actions.choose import require_units
from perfcli.actions.request import Request, selectors_of
from perfcli.check.reports.groups import GROUPINGS
from perfcli.check.rule import SEVERITIES
from perfcli.cli import baselines, console, lakes, outputs, painting, reviewing
from perfcli.cli import check_options as c
from perfcli.cli import options as o
from perfcli.cli.clock import today
from perfcli.cli.destination import Destination as RowsDestination
from perfcli.cli.files import is_folder, paths_below, relative_path, unified
from perfcli.cli.findings import COMPARED_FORMATS, FORMATS, ROWS, SHEETS, Destination
from perfcli.cli.main import FINDINGS, WRONG
from perfcli.cli.option_groups import Without, grouped
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.file_format import DOCX, XLSX
from perfcli.git import changed_files
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop
from perfcli.repository import Repository
from perfcli.select import require_column, require_known

if TYPE_CHECKING:
    from perfcli.actions.fix import FixedFile

HELP = noop("Review goals by the rules of a finance review: findings with rule codes, at their lines.")


@grouped
def check(
    *,
    context: typer.Context,
    paths: c.PathsArgument = None,
    filters: Annotated[o.Filters, Without("where")],
    select: c.SelectOption = None,
    ignore: c.IgnoreOption = None,
    extend_select: c.ExtendOption = None,
    min_severity: c.SeverityOption = "",
    fail_on: c.FailOption = "",
    form: c.FormatOption = "",
    output: c.OutputOption = "",
    statistics: c.StatisticsOption = False,
    by: c.ByOption = "",
    limit: c.LimitOption = None,
    fix: c.FixOption = False,
    unsafe_fixes: c.UnsafeOption = False,
    diff: c.DiffOption = False,
    accepted: c.BaselineOption = None,
    renew: c.RenewOption = False,
    no_baseline: c.NoBaselineOption = False,
    against: c.AgainstOption = None,
    since: c.SinceOption = None,
    no_bom: o.NoBomOption = False,
    scale: o.ScaleOption = "元",
    asked: lakes.LakeOptions,
    force: o.ForceOption = False,
) -> None:
    """A review."""
    folder = Path(output) if is_folder(output) else None
    output_file = Path(output) if output and not folder else None
    _require_one_way(by, against, folder, limit, statistics=statistics, baseline=accepted, renew=renew)
    offered = SHEETS if folder else ROWS if by else COMPARED_FORMATS if against else FORMATS
    form = outputs.format_for(output_file, form, offered, offered[0].name)
    if form in (DOCX.name, XLSX.name) and not output:
        raise PerfError(_("{form} is not text: it is not printed").format(form=form), hint=_("Name a file with -o."))
    outputs.require_free(output_file or folder, force=force)
    for given, known in ((min_severity, SEVERITIES), (fail_on, (*SEVERITIES, "never"))):
        if given:
            require_known(given, known, _("unknown severity: {given}"))
    extent, limits = asked.extent(filters.years), asked.limits(context)
    if asked.lake is not None:
        from perfcli.cli import check_lake

        check_lake.require_alone(context.params)
        chosen = [[word.strip() for text in given or () for word in text.split(",")] for given in (select, ignore)]
        session = o.session(context)
        meant = filters.selection()
        raise typer.Exit(
            check_lake.review(session, asked.lake, limits, meant, extent, form, output_file, *chosen, force=force)
        )
    repository = o.session(context).repository
    request = Request(
        paths=paths_below(repository, paths or [], parts=not (fix or unsafe_fixes)),
        changed=None if since is None else changed_files(repository.root, since),
        selection=with_meant_units(repository, filters.selection()),
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
        whole = request.is_about_everything and request.is_about_every_rule
        off = no_baseline or against is not None
        baseline = baselines.chosen(repository, accepted, renew=renew, off=off, whole=whole, force=force)
        earlier = baselines.read(against) if against else None
        destination = Destination(form, output_file, statistics, force, no_bom)
        table = RowsDestination(form, "", output_file, no_bom, scale, force)
        printed = reviewing.counted_by(by, table, earlier, limit) if by else None
        if folder:
            printed = reviewing.sheets_into(folder, form, force=force)
        status = max(status, reviewing.review(repository, request, destination, baseline, printed, earlier))
    raise typer.Exit(status)


def _require_one_way(
    by: str,
    against: Path | None,
    folder: Path | None,
    limit: int | None,
    *,
    statistics: bool,
    baseline: Path | None,
    renew: bool,
) -> None:
    """Raise PerfError for options that do not go together."""
    if by:
        require_column(by, GROUPINGS, noop("cannot count by {given}"))
    elif limit is not None:
        raise PerfError(_("--limit cuts groups: give --by as well"))
    for one, other, both in (
        ("--statistics", "--by", statistics and by),
        ("--statistics", "--against", statistics and against),
        ("--against", "--baseline", against and baseline),
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
