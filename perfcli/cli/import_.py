"""`perf import`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from perfcli import i18n
from perfcli.actions.gathering import ImportOptions, Source
from perfcli.actions.importing import Imported, import_documents
from perfcli.actions.reading import read_source, read_tables_of
from perfcli.cli import console, inputs
from perfcli.cli import options as o
from perfcli.cli.leftovers import say_leftovers
from perfcli.cli.main import FINDINGS
from perfcli.cli.programs import to_office
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.repository import Repository

HELP = noop("Bring published documents (部门预算绩效文本: Word or text), lists and exports into the repository.")

FilesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE…", help=noop("Documents (.docx, .txt), lists (.xlsx, .csv), exports (.json …); - standard input.")
    ),
]
DepartmentOption = Annotated[
    str, typer.Option("--department", metavar="CODE", help=noop("The department, where the document does not say it."))
]
DepartmentNameOption = Annotated[
    str,
    typer.Option("--department-name", metavar="TEXT", help=noop("Its name; else that of its unit 001 without 本级.")),
]
YearOption = Annotated[
    int | None,
    typer.Option(
        "--year", metavar="YEAR", min=1000, max=9999, help=noop("The budget year; else the one most codes carry.")
    ),
]
UpdateOption = Annotated[
    bool,
    typer.Option("--update", help=noop("Change files that differ: only the keys that the documents carry.")),
]

EveryLineOption = Annotated[
    bool,
    typer.Option("--every-line", help=noop("Name every line that could not be placed, not the first ones.")),
]


def import_(
    context: typer.Context,
    files: FilesArgument,
    department: DepartmentOption = "",
    department_name: DepartmentNameOption = "",
    year: YearOption = None,
    update: UpdateOption = False,
    dry_run: o.DryRunOption = False,
    every_line: EveryLineOption = False,
) -> None:
    """Documents into the repository."""
    repository = o.session(context).repository
    sources = {name: _read(name) for name in dict.fromkeys(files)}
    said = ImportOptions(department, department_name, year)
    try:
        imported = import_documents(repository, list(sources.values()), said, update=update, dry_run=dry_run)
    except PerfError:
        say_leftovers(sources, every_line=every_line)
        raise
    for assumption in imported.run.assumptions:
        console.say(assumption)
    for line in _report(repository, imported, dry_run, update):
        console.emit(f"{line}\n")
    if say_leftovers(sources, every_line=every_line):
        raise typer.Exit(FINDINGS)


def _read(name: str) -> Source:
    path = Path(name)
    if name != "-" and (files := sorted(path.glob("*.csv")) if path.is_dir() else []):
        tables = read_tables_of(name, {file.stem: inputs.read_file(file) for file in files})
        for note in tables.notes:
            console.say(f"{name}: {note}")
        return tables
    source, decoded = read_source(name, inputs.read_input() if name == "-" else inputs.read_file(path), to_office)
    if decoded and decoded.assumed:
        console.say(_("{file}: not UTF-8, read as {encoding}").format(file=name, encoding=decoded.encoding.upper()))
    for note in source.notes:
        console.say(f"{name}: {note}")
    return source


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
        lines.append(
            _(
                "Department {code}, {year}: {functions} functions, {indicators} indicators, {safeguards} safeguards"
            ).format(
                code=code,
                year=year,
                functions=len(goals.functions),
                indicators=sum(len(function.indicators) for function in goals.functions),
                safeguards=len(goals.safeguards),
            )
        )
    changed = imported.changed
    lines += _changed(repository, imported, dry_run) if dry_run or update else []
    new = sum(change.before is None for change in changed)
    if not run.projects and not run.goals:
        lines.append(_("Nothing to change: no project and no goals could be read."))
    elif not changed:
        lines.append(_("Nothing to change: the repository holds all of it already."))
    elif dry_run:
        lines.append(_("Would add {new} files and change {old}.").format(new=new, old=len(changed) - new))
    else:
        lines.append(_("Added {new} files, changed {old}.").format(new=new, old=len(changed) - new))
    return lines


def _changed(repository: Repository, imported: Imported, dry_run: bool) -> Iterator[str]:
    """The files that are new or different, with the values of these before and after."""
    verbs = (_("would add"), _("would change")) if dry_run else (_("added"), _("changed"))
    for change in imported.changed:
        yield f"{verbs[change.before is not None]} {repository.relative(change.path)}"
        if change.before is not None:
            yield from (f"  {difference}" for difference in imported.told.get(change.path, ()))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import", help=HELP)(import_)
