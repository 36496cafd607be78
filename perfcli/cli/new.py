"""`perf new`: project, unit, template."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from perfcli.actions.bulk import BadLine, new_projects, read_plan
from perfcli.actions.new import NewProject, ProjectRequest, new_project, new_template, new_unit
from perfcli.actions.rollover import new_goals
from perfcli.amounts import read_amount
from perfcli.cli import asking, console, earlier, inputs, remarks
from perfcli.cli import options as o
from perfcli.cli.interview import answered
from perfcli.cli.new_project import NewProjectScript
from perfcli.cli.parameters import Year
from perfcli.cli.where import say_made
from perfcli.errors import PerfError
from perfcli.exact import Money
from perfcli.folding import as_typed
from perfcli.i18n import gettext as _
from perfcli.i18n import noop

HELP = noop("Create a project, a unit, goals or a template.")
PROJECT_HELP = noop("Create a project from an indicator template; prints the path of its file.")
UNIT_HELP = noop("Register a unit, and its department where it is new.")
GOALS_HELP = noop("Create the overall goals of a department or a unit for a year.")
TEMPLATE_HELP = noop("Create an indicator template from a project.")

UnitOption = Annotated[str, typer.Option("--unit", metavar="CODE", help=noop("The budget unit."))]
NameOption = Annotated[str, typer.Option("--name", metavar="TEXT", help=noop("The project's name."))]
BudgetOption = Annotated[
    str, typer.Option("--budget", metavar="AMOUNT", help=noop("Its budget in yuan, such as 240000 or 24万元."))
]
FiscalOption = Annotated[
    str, typer.Option("--fiscal", metavar="AMOUNT", help=noop("Fiscal share (default: budget minus --other)."))
]
OtherOption = Annotated[
    str, typer.Option("--other", metavar="AMOUNT", help=noop("Other share (default: budget minus --fiscal)."))
]
TemplateOption = Annotated[
    str, typer.Option("--template", metavar="SLUG", help=noop("The indicator template (default: empty indicators)."))
]
PurposeOption = Annotated[str | None, typer.Option("--purpose", metavar="TEXT", help=noop("What the money is for."))]
GoalOption = Annotated[
    list[str] | None, typer.Option("--goal", metavar="TEXT", help=noop("A performance goal; repeatable."))
]
PlanOption = Annotated[
    str,
    typer.Option(
        "--plan", metavar="PERCENT,…", help=noop("Cumulative percents at the checkpoints, such as 25,50,75,100.")
    ),
]
CodeOption = Annotated[
    str,
    typer.Option(
        "--code",
        metavar="CODE",
        help=noop("The project's code (default: a new one)."),
    ),
]
YearOption = Annotated[
    int | None,
    typer.Option("--year", metavar="YEAR", parser=Year(), help=noop("The budget year (default: that of perf.toml).")),
]
FromOption = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="FILE",
        help=noop("Create a project from each JSON line of a file; - reads standard input."),
    ),
]
SlugArgument = Annotated[str, typer.Argument(metavar="SLUG", help=noop("Its name on disk: a-z, 0-9 and -."))]
FromCodeOption = Annotated[str, typer.Option("--from", metavar="CODE", help=noop("Source project."))]
TemplateNameOption = Annotated[
    str, typer.Option("--name", metavar="TEXT", help=noop("The template's name (default: the project's)."))
]
FromYearOption = Annotated[
    int | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        parser=Year(),
        help=noop("The project's budget year (default: the latest)."),
    ),
]
UnitArgument = Annotated[
    str, typer.Argument(metavar="CODE", help=noop("The unit's code: its department's three digits and more."))
]
GoalsOfArgument = Annotated[str, typer.Argument(metavar="CODE", help=noop("A department (three digits) or a unit."))]
GoalsFromOption = Annotated[
    int | None,
    typer.Option("--from", metavar="YEAR", parser=Year(), help=noop("Copy those of this year (default: empty).")),
]
UnitNameArgument = Annotated[str, typer.Argument(metavar="NAME", help=noop("The unit's name."))]
DepartmentNameOption = Annotated[
    str, typer.Option("--department-name", metavar="TEXT", help=noop("The department's name."))
]


def project(
    context: typer.Context,
    unit: UnitOption = "",
    name: NameOption = "",
    budget: BudgetOption = "",
    fiscal: FiscalOption = "",
    other: OtherOption = "",
    template: TemplateOption = "",
    purpose: PurposeOption = None,
    goal: GoalOption = None,
    plan: PlanOption = "",
    code: CodeOption = "",
    year: YearOption = None,
    source: FromOption = "",
    dry_run: o.DryRunOption = False,
) -> None:
    """One project from options and questions, or many from JSON lines."""
    repository = o.session(context).repository
    if source:
        if any((unit, name, budget, fiscal, other, template, purpose, goal, plan, code, year)):
            raise PerfError(_("--from takes everything from its lines: leave the other options out"))
        raise typer.Exit(_bulk(context, source, dry_run))
    fiscal_amount = read_amount(fiscal) if fiscal else None
    other_amount = read_amount(other) if other else None
    shares = read_plan(plan) if plan else None
    given = {"unit": unit, "name": name, "budget": budget}
    missing = frozenset(key for key, value in given.items() if not value.strip())
    if missing and not asking.possible():
        named = _(", ").join(f"--{key}" for key in given if key in missing)
        raise PerfError(_("missing options: {options}").format(options=named))
    wanted = ProjectRequest(
        name=name.strip(),
        unit=unit.strip(),
        total=read_amount(budget) if budget.strip() else Money(0),
        fiscal=fiscal_amount,
        other=other_amount,
        year=year,
        code=code,
        template=template,
        purpose=purpose,
        goals=tuple(goal) if goal else None,
        plan=shares,
    )
    if missing:
        made = _asked(NewProjectScript(repository, wanted, missing, is_kept=not dry_run))
    else:
        made = new_project(repository, wanted, dry_run=dry_run)
    console.emit(f"{made.path}\n")
    if remark := remarks.of_plan(shares or ()):
        console.say(remark)
    if missing and not dry_run:
        say_made(made.path.stem)
    if dry_run:
        console.say_lines(made.text)


def _asked(script: NewProjectScript) -> NewProject:
    """A project with what is missing asked for; nothing is written before all is answered."""
    with answered("new-project", "perf new project", script.repository, script) as answers:
        repository = script.prepare(answers)
        return new_project(repository, script.request(answers), dry_run=not script.is_kept)


def _bulk(context: typer.Context, source: str, dry_run: bool) -> int:
    data = inputs.read_input() if source == "-" else inputs.read_file(Path(source))
    status = 0
    for result in new_projects(o.session(context).repository, data, dry_run=dry_run):
        if isinstance(result, BadLine):
            console.complain(_("line {line}: {reason}").format(line=result.number, reason=result.reason))
            status = 1
        else:
            console.emit(f"{result.path}\n")
            sys.stdout.flush()
            for remark in remarks.of_money(result.project):
                console.say(f"{result.path}: {remark}")
    return status


def unit(
    context: typer.Context,
    code: UnitArgument,
    name: UnitNameArgument,
    department_name: DepartmentNameOption = "",
) -> None:
    """A unit in its department's file."""
    console.emit(f"{new_unit(o.session(context).repository, code, name, department_name)}\n")


def template(
    context: typer.Context,
    slug: SlugArgument,
    code: FromCodeOption,
    name: TemplateNameOption = "",
    year: FromYearOption = None,
) -> None:
    """A template out of a project."""
    console.emit(f"{new_template(o.session(context).repository, slug, code, name, year)}\n")


def goals(
    context: typer.Context,
    code: GoalsOfArgument,
    year: YearOption = None,
    source: GoalsFromOption = None,
) -> None:
    """The goals file of a department or a unit for a year."""
    repository = o.session(context).repository
    of_year = year or repository.settings.year
    if of_year is None:
        raise PerfError(_("no budget year is known"), hint=_("Name one with --year, or set year in perf.toml."))
    path, found = new_goals(repository, as_typed(code).strip(), of_year, source)
    console.emit(f"{path}\n")
    earlier.say([(str(path), found)])


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(rich_markup_mode=None, no_args_is_help=True)
    group.command("project", help=PROJECT_HELP)(project)
    group.command("unit", help=UNIT_HELP)(unit)
    group.command("goals", help=GOALS_HELP)(goals)
    group.command("template", help=TEMPLATE_HELP)(template)
    app.add_typer(group, name="new", help=HELP)
