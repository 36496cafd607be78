"""`perf form`: list, new, check; `fill` is in form_fill.py."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from perfcli.actions.form_drafting import draft_form
from perfcli.actions.forms import known_forms
from perfcli.cli import console, form_fill, inputs
from perfcli.cli import options as o
from perfcli.cli.destination import Destination
from perfcli.cli.option_groups import Without, grouped
from perfcli.cli.programs import to_office
from perfcli.errors import PerfError
from perfcli.form import ADJUSTMENT, EVALUATION, LIST, MONITORING, PROJECT, UNIT, Form
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext, noop
from perfcli.output import FOR_PEOPLE
from perfcli.select import nearest

HELP = noop("Forms: list them, fill them in, declare one, check declarations.")
LIST_HELP = noop("List the known forms: built in, or declared in forms/.")
NEW_HELP = noop("Draft a form declaration from a sheet, empty or filled in, to be edited by hand.")
CHECK_HELP = noop("Check the declarations in forms/; exit status 1 if any is wrong.")

_SUBJECTS = {
    PROJECT: noop("a project"),
    UNIT: noop("a unit or department"),
    LIST: noop("several projects"),
    EVALUATION: noop("a self-evaluation"),
    MONITORING: noop("a monitoring"),
    ADJUSTMENT: noop("an adjustment"),
}
COLUMNS = ("slug", "name", "of", "use", "source")
FINDINGS = 1

SlugArgument = Annotated[str, typer.Argument(metavar="SLUG", help=noop("The form's name on disk: a-z, 0-9 and -."))]
SlugsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SLUG…]",
        help=noop("The forms to check (default: all of the repository)."),
    ),
]
LikeOption = Annotated[
    Path, typer.Option("--like", metavar="FILE", help=noop("The sheet: .docx, .xlsx, .html or what LibreOffice opens."))
]


@grouped
def list_(
    *,
    context: typer.Context,
    destination: Annotated[Destination, Without("scale")],
) -> None:
    """The forms known here."""
    chosen = destination.checked_format()
    known = known_forms(o.session(context).repository_or_none)
    rows = [
        {
            "slug": one.slug,
            "name": one.form.name if one.form else "",
            "of": _of(one.form, chosen) if one.form else "",
            "use": one.form.use if one.form else "",
            "source": f"forms/{one.slug}.toml" if one.path else "perf",
        }
        for one in known.values()
    ]
    console.warn(problem for one in known.values() for problem in one.problems)
    destination.put_rows(rows, COLUMNS, subject="forms")


def _of(form: Form, output_format: str) -> str:
    """What a form is of: as declared for scripts, in words for people."""
    return _(_SUBJECTS[form.of]) if output_format in FOR_PEOPLE and form.of in _SUBJECTS else form.of


def new_(context: typer.Context, slug: SlugArgument, like: LikeOption) -> None:
    """A declaration out of a sheet."""
    made = draft_form(o.session(context).repository, slug, str(like), inputs.read_file(like), to_office)
    console.emit(f"{made.path}\n")
    for problem in made.problems:
        console.say_problem(problem, problem.path)
    for doubt in made.doubts:
        console.say(doubt)
    console.say(_("Check it, then try it: `perf form fill CODE --form {slug} -o x.docx`.").format(slug=slug))
    if made.problems:
        raise typer.Exit(FINDINGS)


def check_(context: typer.Context, slugs: SlugsArgument = None) -> None:
    """Problems of declarations."""
    known = known_forms(o.session(context).repository)
    for slug in slugs or ():
        if slug not in known:
            message = _("no form is called {slug}").format(slug=slug or '""')
            raise PerfError(message, hint=nearest(slug, known) or _("See `perf form list`."))
    checked = [one for one in known.values() if (one.slug in slugs if slugs else one.path)]
    problems = [problem for one in checked for problem in one.problems]
    for problem in problems:
        console.emit("".join(console.fitted(f"{line}\n") for line in console.problem_lines(problem, problem.path)))
    if problems:
        raise typer.Exit(FINDINGS)
    console.say(
        ngettext("{count} form, nothing wrong.", "{count} forms, nothing wrong.", len(checked)).format(
            count=len(checked)
        )
    )


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
    group.command("list", help=LIST_HELP)(list_)
    group.command("fill", help=form_fill.HELP)(form_fill.fill_)
    group.command("new", help=NEW_HELP)(new_)
    group.command("check", help=CHECK_HELP)(check_)
    app.add_typer(group, name="form", help=HELP)
