"""`perf form fill`: records on a form, or a sheet to be filled in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from perfcli.actions.by_part import meant_units
from perfcli.actions.choose import chosen_projects, kept_by
from perfcli.actions.evaluating import whole_goals
from perfcli.actions.form_files import FORMATS, Filled, files_of
from perfcli.actions.form_filling import fill, record_pages
from perfcli.actions.form_subjects import Blank, blank_subject, named_subjects, subjects_of
from perfcli.actions.forms import form_named
from perfcli.cli import asking, console, outputs
from perfcli.cli import options as o
from perfcli.cli.named import named_codes, named_units
from perfcli.cli.parameters import Year
from perfcli.cli.progress import Bar
from perfcli.cli.recording import read_date
from perfcli.errors import PerfError
from perfcli.file_format import XLSX, FileFormat, names
from perfcli.form import EVALUATION, MONITORING, OF_PROGRESS, UNIT, Form
from perfcli.forms.laying.shown import Subject
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop
from perfcli.model import Project
from perfcli.repository import Repository
from perfcli.select import Selection, as_typed

HELP = noop("Projects, or the whole of a unit, on a form: Word, a workbook to fill in, HTML, Markdown or text.")

CodesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="CODE…",
        help=noop(
            "Codes of projects; of units and departments for a form of their whole and of what became of it; "
            "- reads them from standard input."
        ),
    ),
]
FormOption = Annotated[str, typer.Option("--form", metavar="SLUG", help=noop("The form; `perf form list` names them."))]
OneYearOption = Annotated[
    int | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        parser=Year(),
        help=noop("The budget year (default: the latest of each code)."),
    ),
]
FormatOption = Annotated[str, o.format_option(FORMATS, noop("How to write it (default: what FILE ends in)."))]
OutputOption = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE|DIR/",
        help=noop("Where to write; DIR/ gets a file for each; - is standard output."),
    ),
]
BlankOption = Annotated[
    bool,
    typer.Option(
        "--blank",
        help=noop("A sheet to be filled in: for a new project; of results for all of a unit, a row an indicator."),
    ),
]
TemplateOption = Annotated[
    str, typer.Option("--template", metavar="SLUG", help=noop("With --blank: the indicator template that fills it."))
]
UnitOption = Annotated[
    str,
    typer.Option(
        "--unit",
        metavar="CODE",
        help=noop("All projects of this unit or department, beside CODE; with --blank: whose sheet it is."),
    ),
]
NameOption = Annotated[
    str, typer.Option("--name", metavar="TEXT", help=noop("With --blank: the project's name, if it is known."))
]
DateOption = Annotated[
    str,
    typer.Option("--date", metavar="DATE", help=noop("With --blank and a monitoring: the day it is of.")),
]


def fill_(
    context: typer.Context,
    codes: CodesArgument = None,
    form: FormOption = "",
    output: OutputOption = "-",
    format_: FormatOption = "",
    year: OneYearOption = None,
    unit: UnitOption = "",
    where: o.WhereOption = "",
    blank: BlankOption = False,
    template: TemplateOption = "",
    name: NameOption = "",
    day: DateOption = "",
    force: o.ForceOption = False,
) -> None:
    """Records on a form."""
    repository = o.session(context).repository
    if not form:
        raise PerfError(_("no form was named"), hint=_("Name one with --form; `perf form list` shows them."))
    declared = form_named(repository, form)
    each = output != "-" and bool(output) and (output.endswith(("/", os.sep)) or Path(output).is_dir())
    chosen = _format(output, format_, each=each)
    outputs.require_free(None if output == "-" else Path(output), force=force)
    if blank and declared.of in (EVALUATION, MONITORING):
        if chosen != XLSX or template or name:
            raise PerfError(
                _("what became of projects is filled in as a workbook: --blank writes .xlsx, a row an indicator"),
                hint=_("Name a file such as `-o x.xlsx`; leave --template and --name out."),
            )
        on = read_date(day) if day else None
        subjects = _subjects(repository, declared, codes or [], unit, where, year or (on.year if on else None))
        _put(record_pages(repository, declared, subjects, on), chosen, output, each=each, force=force)
        return
    if day:
        raise PerfError(_("--date goes with --blank and the form of a monitoring"))
    if blank:
        if codes or where:
            raise PerfError(_("--blank is for a project that does not exist yet: leave the codes out"))
        if not unit:
            raise PerfError(_("--blank needs the unit whose sheet it is"), hint=_("Name it with --unit."))
        subjects = [blank_subject(repository, declared, Blank(unit, template, name, year))]
    elif template or name:
        raise PerfError(_("--template and --name go with --blank"))
    else:
        subjects = _subjects(repository, declared, codes or [], unit, where, year)
    _put(fill(repository, declared, subjects, chosen, blank=blank), chosen, output, each=each, force=force)


def _subjects(
    repository: Repository, declared: Form, codes: list[str], unit: str, where: str, year: int | None
) -> list[Subject]:
    """Those named by code, and all projects of a unit, or of a condition; raises PerfError for none."""
    unit = next(iter(meant_units(repository, [unit] if unit else [])), "")
    if declared.of == UNIT:
        given = list(dict.fromkeys(named_units(repository, codes, year))) or ([unit] if unit else [])
        if not given:
            raise PerfError(_("no unit was given"), hint=_("This form is of a unit or department: name its code."))
        return subjects_of(repository, declared, given, year)
    if not (codes or unit or where):
        raise PerfError(_("no code was given"), hint=_("`perf list -q` prints them all; --unit takes those of a unit."))
    subjects = _named(repository, declared, codes, where, year)
    if unit or not codes:
        selection = Selection(units=(unit,) if unit else (), years=(year,) if year else (), where=where)
        known = {one.record.key for one in subjects if isinstance(one.record, Project)}
        others = [one for one in chosen_projects(repository, selection, Bar()) if (one.year, one.code) not in known]
        subjects += named_subjects(repository, others)
    if not subjects:
        raise PerfError(_("no project is chosen"), hint=_("See `perf list`."))
    return subjects


def _named(repository: Repository, declared: Form, words: list[str], where: str, year: int | None) -> list[Subject]:
    """Those named by code; of projects those of a condition."""
    given = list(dict.fromkeys(as_typed(word).strip() for word in words))
    wholes = [word for word in given if declared.of in OF_PROGRESS and whole_goals(repository, word, year)]
    others = [word for word in given if word not in wholes]
    codes = list(dict.fromkeys(named_codes(repository, others, year)))
    found = subjects_of(repository, declared, [*wholes, *codes], year)
    projects = [one.record for one in found if isinstance(one.record, Project) and not one.is_whole]
    kept = {one.key for one in kept_by(repository, projects, where)}
    return [one for one in found if one.is_whole or (isinstance(one.record, Project) and one.record.key in kept)]


def _format(output: str, asked: str, *, each: bool) -> FileFormat:
    """The format asked for, else the file's; raises PerfError for an unknown one, and for bytes on a terminal."""
    default = "docx" if each else "txt" if output == "-" else ""
    file = None if each or output == "-" else Path(output)
    name = outputs.format_for(file, asked, FORMATS, default)
    if not name:
        raise PerfError(
            _("{file} does not say its format").format(file=output or '""'),
            hint=_("Name one with --format: {names}.").format(names=_(", ").join(names(FORMATS))),
        )
    chosen = next(one for one in FORMATS if one.name == name)
    if output == "-" and not chosen.is_text:
        raise PerfError(_("{form} is not text: it is not printed").format(form=name), hint=_("Name a file with -o."))
    return chosen


def _put(filled: Filled, chosen: FileFormat, output: str, *, each: bool, force: bool) -> None:
    """Write the files, and say what is not in them."""
    _write(filled, chosen, output, each=each, force=force)
    console.report_lost(filled.lost)


def _write(filled: Filled, chosen: FileFormat, output: str, *, each: bool, force: bool) -> None:
    files = files_of(filled, chosen, each=each)
    if output == "-":
        console.show((data.decode("utf-8") for data in files.values()), is_data=True)
        return
    outputs.put(
        {Path(output) / name if name else Path(output): data for name, data in files.items()},
        force=force,
        into_folder=each,
    )
    if each:
        message = ngettext("{count} file written to {folder}", "{count} files written to {folder}", len(files))
        console.say(message.format(count=len(files), folder=output))
    elif asking.possible():
        console.say(_("{file} was written.").format(file=output))
