"""`perf import`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from perfcli import i18n
from perfcli.actions.form_codes import require_division
from perfcli.actions.form_reading import FormReading, labels_of
from perfcli.actions.forms import readable_forms
from perfcli.actions.gathering import ImportOptions, Source
from perfcli.actions.importing import Imported, import_documents
from perfcli.actions.known import KnownRepository
from perfcli.cli import adjusting, asking, console, outputs
from perfcli.cli import options as o
from perfcli.cli.brought import raise_all, read_explained, read_sources
from perfcli.cli.explaining import FORMATS as EXPLAINED
from perfcli.cli.explaining import explain as show_explained
from perfcli.cli.leftovers import say_leftovers
from perfcli.cli.main import FINDINGS
from perfcli.cli.parameters import Year
from perfcli.errors import PerfError
from perfcli.forms.record.filled import FormsRead
from perfcli.forms.words.amounts import SCALES
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop
from perfcli.printable import one_line
from perfcli.repository import Repository
from perfcli.select import require_known

HELP = noop("Import forms of goals, published documents (部门预算绩效文本), lists and exports.")

FilesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE…",
        help=noop("Forms and documents (.docx, .xlsx, .html, .txt, .csv …), exports, folders, .zip; - standard input."),
    ),
]
DepartmentOption = Annotated[
    str, typer.Option("--department", metavar="CODE", help=noop("The department, where the document does not say it."))
]
DepartmentNameOption = Annotated[
    str,
    typer.Option(
        "--department-name",
        metavar="TEXT",
        help=noop("Its name (default: that of its unit 001 without 本级)."),
    ),
]
YearOption = Annotated[
    int | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        parser=Year(),
        help=noop("The budget year (default: that of the title, then of most codes)."),
    ),
]
UpdateOption = Annotated[
    bool,
    typer.Option("--update", help=noop("Change files that differ: only the keys that the imported files have.")),
]

UnitOption = Annotated[
    str, typer.Option("--unit", metavar="CODE", help=noop("The unit of forms that do not say whose they are."))
]
DivisionOption = Annotated[
    str, typer.Option("--division", metavar="CODE", help=noop("What computed codes begin with (6 digits)."))
]
AmountsOption = Annotated[
    str, typer.Option("--scale", metavar="元|万元|亿元", help=noop("The unit of amounts where a form does not say it."))
]
NewUnitsOption = Annotated[
    bool,
    typer.Option(
        "--new-units/--no-new-units",
        help=noop("Register units that a file names by code and name (default); --no-new-units refuses them."),
    ),
]
SkipOption = Annotated[
    bool, typer.Option("--skip", help=noop("Leave out files that lack something; take in the others."))
]
ExplainOption = Annotated[
    bool,
    typer.Option("--explain", help=noop("Write nothing; show what each cell of a form is taken for.")),
]
ExplainOutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help=noop("Where --explain writes to, instead of showing it.")),
]
ExplainFormatOption = Annotated[str, o.format_option(EXPLAINED, noop("How --explain shows it (default: table)."))]
EveryLineOption = Annotated[
    bool,
    typer.Option(
        "--every-line",
        help=noop("Name every line that could not be placed and every file that is not read, not only the first ones."),
    ),
]


def import_(
    context: typer.Context,
    files: FilesArgument,
    department: DepartmentOption = "",
    department_name: DepartmentNameOption = "",
    year: YearOption = None,
    unit: UnitOption = "",
    division: DivisionOption = "",
    scale: AmountsOption = "",
    new_units: NewUnitsOption = True,
    skip: SkipOption = False,
    update: UpdateOption = False,
    reason: adjusting.ReasonOption = "",
    day: adjusting.DateOption = "",
    dry_run: o.DryRunOption = False,
    every_line: EveryLineOption = False,
    explain: ExplainOption = False,
    form: ExplainFormatOption = "",
    output: ExplainOutputOption = None,
    force: o.ForceOption = False,
) -> None:
    """Documents into the repository."""
    require_division(division)
    if not explain and (form or output is not None or force):
        raise PerfError(
            _("--format, --output and --force go with --explain: what is imported goes into the repository alone")
        )
    repository = o.session(context).repository
    readable = readable_forms(repository)
    console.warn(readable.problems)
    reading = FormReading(labels_of(repository), _scale(scale), readable)
    if explain:
        _explain(files, reading, form, output, skip=skip, force=force)
        return
    known = KnownRepository(repository, division, year)
    sources, refused = read_sources(files, reading, known, skip=skip, every_one=every_line)
    ask = partial(asking.unit_of_form, repository) if asking.possible() else None
    said = ImportOptions(department, department_name, year, unit, division, new_units, skip, ask)
    try:
        act = partial(import_documents, repository, list(sources.values()), said, update=update, dry_run=dry_run)
        imported = adjusting.with_reason(adjusting.why(reason, day), lambda why: act(why=why))
    except PerfError:
        say_leftovers(sources, every_line=every_line)
        raise
    for assumption in imported.run.assumptions:
        console.say(assumption)
    for line in _report(repository, imported, dry_run, update):
        console.emit(f"{console.fitted(line)}\n")
    is_whole = _say_left_out(imported, sources, refused)
    if say_leftovers(sources, every_line=every_line) or not is_whole:
        raise typer.Exit(FINDINGS)


def _explain(
    files: list[str], reading: FormReading, form: str, output: Path | None, *, skip: bool, force: bool
) -> None:
    """Show what each cell of forms is taken for; raises PerfError for a file that is none, unless they are skipped."""
    outputs.require_free(output, force=force)
    reads, wrong = read_explained(files, reading)
    if not skip:
        raise_all(list(wrong.values()))
    show_explained(reads, form, output, force=force)
    _say_skipped({name: (error.message, *error.details) for name, error in wrong.items()})
    if wrong:
        raise typer.Exit(FINDINGS)


def _say_left_out(imported: Imported, sources: Mapping[str, Source], refused: Mapping[str, Sequence[str]]) -> bool:
    """Say which files were left out, and what of an adjustment form; whether all was taken in."""
    skipped = {**refused, **imported.skipped}
    forms = sum(isinstance(source, FormsRead) for source in sources.values())
    if forms + len(refused) > 1:
        message = _("{count} files: {taken} taken in, {left} left out")
        taken = len(sources) - len(imported.skipped)
        console.say(message.format(count=taken + len(skipped), taken=taken, left=len(skipped)))
    _say_skipped(skipped)
    if imported.unclear:
        console.complain(_("not taken over from the adjustment form:"))
        for text in imported.unclear:
            console.say(f"  {one_line(text)}")
    return not (skipped or imported.unclear)


def _say_skipped(skipped: Mapping[str, Sequence[str]]) -> None:
    """Name the files that were left out, and why."""
    for file, lacking in skipped.items():
        console.complain(_("{file} was left out:").format(file=file))
        for text in lacking:
            console.say(f"  {text}")


def _scale(given: str) -> Decimal | None:
    """How many 元 an amount is where a form does not say it; raises PerfError for what is no such unit."""
    if not given:
        return None
    require_known(given, SCALES, noop("unknown unit of amounts: {given}"))
    return SCALES[given]


def _report(repository: Repository, imported: Imported, dry_run: bool, update: bool) -> list[str]:
    """What the run holds and what became of it, for people."""
    run = imported.run
    lines = []
    for unit in sorted(run.unit_names):
        projects = [project for project in run.projects.values() if project.unit == unit]
        lines.append(
            _("Unit {unit}: {projects} projects, {indicators} indicators, {total} yuan").format(
                unit=f"{unit} {run.unit_names[unit]}".strip(),
                projects=len(projects),
                indicators=sum(len(project.indicators) for project in projects),
                total=i18n.money(sum((p.budget.total for p in projects), start=i18n.ZERO)),
            )
        )
    for (year, code), goals in sorted(run.goals.items()):
        said = (
            _("Unit {code}, {year}: overall goals, {indicators} indicators")
            if goals.unit
            else _("Department {code}, {year}: {functions} functions, {indicators} indicators, {safeguards} safeguards")
        )
        lines.append(
            said.format(
                code=code,
                year=year,
                functions=len(goals.functions),
                indicators=len(goals.indicators) + sum(len(function.indicators) for function in goals.functions),
                safeguards=len(goals.safeguards),
            )
        )
    changed = imported.changed
    lines += _changed(repository, imported, dry_run) if dry_run or update else []
    new = sum(change.before is None for change in changed)
    if changed:
        lines.append(_summary(new, len(changed) - new, dry_run=dry_run))
    elif run.projects or run.goals or imported.adjusted or imported.changes:
        lines.append(_("Nothing to change: the repository holds all of it already."))
    else:
        lines.append(_("Nothing to change: no project and no goals could be read."))
    return lines


def _summary(new: int, old: int, *, dry_run: bool) -> str:
    """How many files are added and changed, of which there is one at least; what is none is not said."""
    if new and old:
        said = _("Would add {new} files and change {old}.") if dry_run else _("Added {new} files, changed {old}.")
        return said.format(new=new, old=old)
    if new:
        would = ngettext("Would add {count} file.", "Would add {count} files.", new)
        done = ngettext("Added {count} file.", "Added {count} files.", new)
    else:
        would = ngettext("Would change {count} file.", "Would change {count} files.", old)
        done = ngettext("Changed {count} file.", "Changed {count} files.", old)
    return (would if dry_run else done).format(count=new or old)


def _changed(repository: Repository, imported: Imported, dry_run: bool) -> Iterator[str]:
    """The files that are new or different, with the values of these before and after."""
    verbs = (_("would add"), _("would change")) if dry_run else (_("added"), _("changed"))
    for change in imported.changed:
        yield f"{verbs[change.before is not None]} {repository.relative(change.path)}"
        yield from (f"  {difference}" for difference in imported.told.get(change.path, ()))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import", help=HELP)(import_)
