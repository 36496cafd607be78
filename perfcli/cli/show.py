"""`perf show`."""

from __future__ import annotations

from typing import Annotated

import typer

from perfcli.actions.choose import chosen_projects, find_projects, hinted, kept_by
from perfcli.actions.show import project_with_meaning, unit_names
from perfcli.cli import options as o
from perfcli.cli.destination import Destination
from perfcli.cli.named import named_codes
from perfcli.cli.parameters import Year
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.model import Project
from perfcli.output import FOR_PEOPLE, NESTED, render
from perfcli.repository import Repository
from perfcli.select import Selection

HELP = noop("Show the tables of projects as the form prints them.")

CodesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="CODE…",
        help=noop(
            "Projects by code, or by a part of one code or name; - reads codes from standard input; with --where all, "
            "when none is given."
        ),
    ),
]
OneYearOption = Annotated[
    int | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        parser=Year(),
        help=noop("The budget year (default: the latest of each code)."),
    ),
]
OnFormOption = Annotated[
    str, typer.Option("--form", metavar="SLUG", help=noop("On this form; `perf form list` names them."))
]
FormatOption = Annotated[str, o.format_option(NESTED, noop("How to write it (default: table)."))]


def show(
    context: typer.Context,
    codes: CodesArgument = None,
    year: OneYearOption = None,
    where: o.WhereOption = "",
    form: FormatOption = "",
    output: o.OutputOption = None,
    scale: o.ScaleOption = "元",
    form_slug: OnFormOption = "",
    force: o.ForceOption = False,
) -> None:
    """The tables of some projects."""
    destination = Destination(form, "", output, False, scale, force)
    chosen = destination.checked_format(NESTED)
    repository = o.session(context).repository
    if where and not codes:
        with hinted(_("Mend these files, or choose other years.")):
            projects = chosen_projects(repository, Selection(years=() if year is None else (year,), where=where))
    else:
        projects = kept_by(repository, find_projects(repository, _codes(repository, codes or [], year), year), where)
    if form_slug:
        destination.write(_on_form(repository, projects, form_slug, destination), chosen)
        return
    rows = (project_with_meaning(repository, project) for project in projects)
    if chosen not in FOR_PEOPLE:
        text = render(rows, [], chosen)
    else:
        from perfcli.cli import sheet

        names = unit_names(repository, {project.unit for project in projects})
        width = destination.width()
        if chosen == "markdown":
            text = "\n".join(sheet.markdown_sheet(row, names[row["unit"]], scale) for row in rows)
        else:
            text = "\n".join(sheet.sheet(row, names[row["unit"]], width, scale) for row in rows)
    destination.write(text, chosen)


def _on_form(repository: Repository, projects: list[Project], slug: str, destination: Destination) -> str:
    """Projects on another form, for people; raises PerfError for a format for programs."""
    from perfcli.actions.form_filling import pages_of
    from perfcli.actions.form_subjects import named_subjects
    from perfcli.actions.forms import form_named
    from perfcli.cli import on_form

    chosen = destination.checked_format(NESTED)
    if chosen not in FOR_PEOPLE or destination.scale != "元":
        raise PerfError(
            _("--form is for people, and says itself what its amounts are in"),
            hint=_("Leave --scale out, and use -f table or -f markdown; `perf form fill` writes files."),
        )
    form = form_named(repository, slug)
    pages = pages_of(repository, form, named_subjects(repository, projects))
    if chosen == "markdown":
        return "\n".join(on_form.markdown_sheet(page) for page in pages)
    return "\n".join(on_form.sheet(page, destination.width()) for page in pages)


def _codes(repository: Repository, given: list[str], year: int | None) -> list[str]:
    codes = named_codes(repository, given, year)
    if not codes and "-" not in given:
        raise PerfError(_("no code was given"), hint=_("`perf list -q` prints them all."))
    return codes


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("show", help=HELP)(show)
