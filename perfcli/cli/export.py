"""`perf export`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from perfcli import i18n
from perfcli.actions.by_part import with_meant_units
from perfcli.actions.export import FORMATS, TABLES, Exported, export
from perfcli.cli import console, outputs
from perfcli.cli import options as o
from perfcli.cli.option_groups import grouped
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.file_format import CSV, DUCKDB, PARQUET, SQLITE, names
from perfcli.formats.tables import HEADINGS, Headings
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.repository import Repository
from perfcli.select import Selection, require_known

HELP = noop("The records as a workbook (.xlsx), csv files, .json, .jsonl, a database (.sqlite, .duckdb) or Parquet.")

_WHOLE = (SQLITE.name, DUCKDB.name, PARQUET.name)

FileArgument = Annotated[
    str, typer.Argument(metavar="FILE", help=noop("Where to write; a folder for csv; - is standard output."))
]
OFFERED = (*FORMATS, PARQUET)
FormatOption = Annotated[str, o.format_option(OFFERED, noop("How to write it (default: what FILE ends in)."))]
TableOption = Annotated[
    str, typer.Option("--table", metavar="NAME", help=noop("csv: this table alone, such as projects or indicators."))
]
HeadingsOption = Annotated[
    str,
    typer.Option(
        "--headings",
        metavar="zh|en|key",
        help=noop(
            "Headings of xlsx and csv: Chinese, English, keys (default: the language of a workbook, keys in csv)."
        ),
    ),
]


@grouped
def export_(
    *,
    context: typer.Context,
    file: FileArgument,
    filters: o.Filters,
    form: FormatOption = "",
    table: TableOption = "",
    headings: HeadingsOption = "",
    no_bom: o.NoBomOption = False,
    force: o.ForceOption = False,
) -> None:
    """Records as data."""
    form = _format(file, form)
    table = _table(file, form, table)
    if file != "-":
        outputs.require_free(Path(file), force=force)
    selection = filters.selection()
    if form in _WHOLE and selection != Selection():
        raise PerfError(
            _("a database holds all records: filters cannot be used with {form}").format(form=form),
            hint=_("Leave them out, and choose in the database."),
        )
    repository = o.session(context).repository
    if form == PARQUET.name:
        _write_lake(repository, Path(file))
        return
    exported = export(
        repository,
        with_meant_units(repository, selection),
        form,
        table,
        headings=_headings(form, headings),
        mark=file != "-" and not no_bom,
        progress=Bar(),
    )
    _write(file, exported, form, force=force)
    console.report_lost(exported.lost)
    if file != "-":
        dataset = exported.dataset
        console.say(
            _("{file}: {projects} projects, {goals} overall goals, {departments} departments").format(
                file=file,
                projects=len(dataset.projects),
                goals=len(dataset.goals),
                departments=len(dataset.departments),
            )
        )


def _write_lake(repository: Repository, folder: Path) -> None:
    """The tables of `query` as Parquet in partitions: a lake of this repository alone."""
    from perfcli.actions.lake_gathering import gather
    from perfcli.actions.lake_sources import source_of

    done = gather([source_of(str(repository.root), repository.root, "")], folder, strict=True, progress=Bar())
    if done.failures:
        failure = done.failures[0]
        raise PerfError(failure.reason, details=failure.details)
    rows = Counter({"problems": 0})
    for one in done.manifest.files:
        rows[one.table] += one.rows
    console.say(_("{lake}: {projects} projects").format(lake=folder, projects=rows["projects"]))
    if rows["problems"]:
        message = _("Warning: what is wrong with files that cannot be read stands in its table problems: {count}")
        console.say(message.format(count=rows["problems"]))


def _format(file: str, form: str) -> str:
    """The format asked for, else the file's; a folder is csv. Raises PerfError where neither says one."""
    if form == PARQUET.name:
        if file == "-":
            raise PerfError(_("{form} is a folder: name one").format(form=form))
        return form
    if file != "-" and _is_folder(file):
        return outputs.format_for(None, form, (CSV,), "csv")
    form = outputs.format_for(Path(file), form, OFFERED, "")
    if form:
        return form
    raise PerfError(
        _("{file} does not say its format").format(file=file),
        hint=_("Name one with --format: {names}.").format(names=_(", ").join(names(OFFERED))),
    )


def _headings(form: str, asked: str) -> Headings | None:
    """The headings asked for, else those of a workbook in the language spoken, None for the format's own."""
    if asked and form not in ("csv", "xlsx"):
        raise PerfError(_("--headings is for xlsx and csv: {form} has keys").format(form=form))
    if asked:
        require_known(asked, HEADINGS, noop("unknown headings: {given}"))
        return next(kind for kind in HEADINGS if kind == asked)
    return ("en" if i18n.get_locale() == "en" else "zh") if form == "xlsx" else None


def _is_folder(file: str) -> bool:
    return Path(file).is_dir() or file.endswith(("/", os.sep))


def _table(file: str, form: str, table: str) -> str:
    """The one table of a csv file: the one asked for, else that of the file's name; empty for all of them."""
    if form != "csv":
        if table:
            raise PerfError(_("--table is for csv: {form} holds all tables").format(form=form))
        return ""
    if table:
        require_known(table, TABLES, _("unknown table: {given}"))
        return table
    path = Path(file)
    if file == "-":
        message = _("standard output takes one table")
    elif path.suffix.lower() != ".csv" or _is_folder(file):
        return ""
    elif path.stem in TABLES:
        return path.stem
    else:
        message = _("{file} is one file, and a csv file holds one table").format(file=file)
    raise PerfError(message, hint=_("Name it with --table: {names}.").format(names=_(", ").join(TABLES)))


def _write(file: str, exported: Exported, form: str, *, force: bool) -> None:
    """The files, each whole or not at all; a folder is made where it is missing."""
    if file == "-":
        if sys.stdout.isatty() and exported.files.get("", b"").startswith(b"PK"):
            raise PerfError(_("a workbook cannot be printed to a terminal"), hint=_("Name a file to write it to."))
        if sys.stdout.isatty() and form in _WHOLE:
            message = _("{form} is not text: it is not printed").format(form=form)
            raise PerfError(message, hint=_("Name a file to write it to."))
        for data in exported.files.values():
            console.emit_bytes(data)
        return
    target = Path(file)
    if set(exported.files) != {""} and target.is_file():
        raise PerfError(_("{file} is a file; several tables need a folder").format(file=file))
    outputs.put({target / name if name else target: data for name, data in exported.files.items()}, force=force)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export", help=HELP)(export_)
