"""`perf book`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from perfcli.actions.book import FORMATS, WRITERS, Book, BookRequest, Dating, make_book
from perfcli.actions.by_part import meant_units
from perfcli.cli import console, outputs
from perfcli.cli import options as o
from perfcli.cli.parameters import Year
from perfcli.cli.programs import to_pdf
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.file_format import TXT, FileFormat, names
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop

HELP = noop("The published document (部门预算绩效文本) as Word, text, Markdown, HTML or PDF.")

DepartmentOption = Annotated[
    str, typer.Option("--department", metavar="CODE", help=noop("The department (default: the only one there is)."))
]
OneYearOption = Annotated[
    int | None,
    typer.Option("--year", metavar="YEAR", parser=Year(), help=noop("The budget year (default: that of perf.toml).")),
]
OneUnitOption = Annotated[str, typer.Option("--unit", metavar="CODE", help=noop("Part two of this unit alone."))]
OutputOption = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help=noop("Where to write; - is standard output, for texts."))
]
FormatOption = Annotated[str, o.format_option(FORMATS, noop("How to write it (default: what FILE ends in)."))]
PartTwoOption = Annotated[
    str, typer.Option("--form", metavar="SLUG", help=noop("Part two on this form; `perf form list` names them."))
]
DateOption = Annotated[
    str,
    typer.Option(
        "--source-date",
        metavar="YYYY-MM-DD",
        help=noop("The date on the cover (default: that of the last commit of the data, unless changed since)."),
    ),
]
EvaluationOption = Annotated[
    bool,
    typer.Option(
        "--evaluation", help=noop("Add part three: the self-evaluations of the department, its units and each project.")
    ),
]
SeparatorsOption = Annotated[
    bool, typer.Option("--separators", help=noop("Commas between the thousands of amounts: 2,015,152.00."))
]


def book(
    context: typer.Context,
    department: DepartmentOption = "",
    year: OneYearOption = None,
    unit: OneUnitOption = "",
    output: OutputOption = "-",
    form: FormatOption = "",
    source_date: DateOption = "",
    on_form: PartTwoOption = "",
    separators: SeparatorsOption = False,
    evaluation: EvaluationOption = False,
    force: o.ForceOption = False,
) -> None:
    """The published document."""
    file = None if output == "-" else Path(output)
    chosen = _format(output, form)
    outputs.require_free(file, force=force)
    repository = o.session(context).repository
    (department,) = meant_units(repository, [department], departments_alone=True)
    (unit,) = meant_units(repository, [unit])
    wanted = BookRequest(department, year, unit, _date(source_date), on_form, separators, evaluation)
    made = make_book(repository, wanted, Bar())
    data = WRITERS[chosen](made, to_pdf, Bar())
    if file is None:
        console.show([data.decode("utf-8")], is_data=True)
    else:
        outputs.put({file: data}, force=force)
    console.report_lost(made.lost)
    if file is not None:
        console.say(_written(file, made))
    if made.missing:
        console.say(_("Part one is missing: there is no {path}.").format(path=made.missing))
        command = f"perf new goals {Path(made.missing).stem}"
        said = _("`{command}` creates it, to be filled in; or import a document that has one.")
        console.say(said.format(command=command))
    if made.unevaluated:
        console.say(_unevaluated(made.unevaluated))
    if chosen != TXT:
        _say_date(made.dating)


def _written(file: Path, made: Book) -> str:
    """What a file holds, for people."""
    document, cover = made.document, made.cover
    projects = ngettext("{count} project", "{count} projects", len(document.projects))
    evaluations = len(made.tables.evaluations)
    evaluated = ngettext("{count} self-evaluation", "{count} self-evaluations", evaluations)
    parts = [_("part one")] if document.goals else []
    parts += [projects.format(count=len(document.projects))]
    parts += [evaluated.format(count=evaluations)] if evaluations else []
    whose = " ".join(filter(None, (cover.unit or cover.department, cover.name)))
    return _("{file}: {whose}, {year}: {parts}").format(
        file=file, whose=whose, year=cover.year, parts=_(", ").join(parts)
    )


def _unevaluated(codes: Sequence[str]) -> str:
    message = ngettext(
        "{count} project has no self-evaluation and is not in part three: {codes}",
        "{count} projects have no self-evaluation and are not in part three: {codes}",
        len(codes),
    )
    return message.format(count=len(codes), codes=_(", ").join(codes))


def _say_date(dating: Dating) -> None:
    """The date of the cover and why it is that one, or why there is none."""
    if dating.day:
        day = dating.day.isoformat()
        why = _("as asked") if dating.is_asked else _("the day of the last commit of its data")
        console.say(_("The date on the cover is {day}: {why}.").format(day=day, why=why))
        return
    if dating.failed:
        reason = dating.failed.message
    elif dating.changed:
        message = ngettext(
            "{count} file has changed since the last commit: {path}",
            "{count} files have changed since the last commit, such as {path}",
            len(dating.changed),
        )
        reason = message.format(count=len(dating.changed), path=dating.changed[0])
    else:
        reason = _("git has no commit of its data")
    console.say(_("The cover has no date: {reason}.").format(reason=reason))
    console.say((dating.failed and dating.failed.hint) or _("Give one with --source-date."))


def _format(output: str, form: str) -> FileFormat:
    """The format asked for, else the file's; raises PerfError for an unknown one, and for Word on standard output."""
    form = outputs.format_for(Path(output), form, FORMATS, "txt" if output == "-" else "")
    if not form:
        raise PerfError(
            _("{file} does not say its format").format(file=output or '""'),
            hint=_("Name one with --format: {names}.").format(names=_(", ").join(names(FORMATS))),
        )
    chosen = next(one for one in FORMATS if one.name == form)
    if output == "-" and not chosen.is_text:
        raise PerfError(
            _("{form} is not text: it is not printed").format(form=form),
            hint=_("Name a file with -o, such as book.docx."),
        )
    return chosen


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise PerfError(
            _("{text} is not a date").format(text=text), hint=_("Write it as YYYY-MM-DD, such as 2021-01-15.")
        ) from None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("book", help=HELP)(book)
