"""`perf query`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from perfcli import output
from perfcli.actions.query_parameters import number_meant, read_parameters
from perfcli.cli import console, inputs, lakes
from perfcli.cli import options as o
from perfcli.cli.clock import today
from perfcli.cli.destination import Destination
from perfcli.cli.option_groups import Without, grouped
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.file_format import CSV, TABLE, TSV
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.select import require_known

if TYPE_CHECKING:
    from perfcli.repository import Repository

HELP = noop(
    "Ask in SQL, which only reads; --tables lists the tables.\n"
    "\n"
    "The tables: projects, indicators, goals, spending_plan, details, sources, departments, units, department_goals, "
    "functions, function_indicators, progress, monitoring, monitored_values, evaluations, scores, results, fund_parts, "
    "progress_details, adjustments, problems, findings. Sum amounts in whole fen (total_fen, spent_fen and the like): "
    "they are exact; total, spent and the like are yuan for reading and comparing."
)

StatementArgument = Annotated[
    str, typer.Argument(metavar="SQL", help=noop("One SELECT statement; - reads it from standard input."))
]
ParamOption = Annotated[
    list[str] | None,
    typer.Option("--param", metavar="NAME=VALUE", help=noop("The value of $NAME in the statement; repeatable.")),
]
TablesOption = Annotated[
    bool, typer.Option("--tables", help=noop("Print the tables (or those named), their columns and what these mean."))
]
ExamplesOption = Annotated[bool, typer.Option("--examples", help=noop("Print statements to begin with."))]


@grouped
def query_(
    *,
    context: typer.Context,
    statement: StatementArgument = "",
    param: ParamOption = None,
    tables: TablesOption = False,
    examples: ExamplesOption = False,
    asked: lakes.LakeOptions,
    destination: Annotated[Destination, Without("scale")],
) -> None:
    """The answer to a statement."""
    destination.checked_format()
    for option, is_given in (("--tables", tables), ("--examples", examples)):
        if is_given and (asked.lake is not None or asked.division):
            other = "--lake" if asked.lake else "--division"
            raise PerfError(
                _("{one} and {other} do not go together").format(one=option, other=other),
                hint=_("`perf lake schema` prints the tables of a lake and their columns."),
            )
    limits = asked.limits(context)
    if tables:
        _put_tables(destination, [name for name in statement.replace(",", " ").split() if name])
        return
    if examples:
        _put_examples(destination, o.session(context).repository_or_none)
        return
    text = inputs.decode_input(inputs.read_input()) if statement == "-" else statement
    if not text.strip():
        from perfcli.actions.query import TABLES

        raise PerfError(_("no statement was given"), hint=_("Tables: {names}.").format(names=_(", ").join(TABLES)))
    values = read_parameters(param or [])
    for name, value in values.items():
        if number := number_meant(value):
            message = _("--param {name}: {value} is text to SQL; where a number is meant write {name}={number}")
            console.say(message.format(name=name, value=value, number=number))
    extent = asked.extent()
    if asked.lake is None:
        from perfcli.actions.query import query

        answer = query(o.session(context).repository, text, values, Bar(), today())
    else:
        from perfcli.actions.lake_query import query_lake

        lakes.warn_of_empty_columns(asked.lake, extent)
        answer = query_lake(asked.lake, text, values, extent, limits)
    with answer as result:
        console.warn(result.problems)
        destination.put_result(result)


def _put_tables(destination: Destination, names: list[str]) -> None:
    from perfcli.actions.query import TABLES, column_rows, table_rows

    for name in names:
        require_known(name, TABLES, noop("unknown table: {given}"))
    form = destination.checked_format()
    if form in output.FOR_PEOPLE and not destination.columns:
        destination.put_rows(column_rows(names), ("table", "column", "meaning"))
        return
    keys = ("table", "columns", "row", "meanings")
    is_flat = form in (CSV.name, TSV.name)
    destination.put_rows(table_rows(names), keys[:-1] if is_flat else keys)


def _put_examples(destination: Destination, repository: Repository | None) -> None:
    from perfcli.actions.query_examples import examples_for

    form = destination.checked_format()
    rows = [{"title": _(title), "sql": statement} for title, statement in examples_for(repository)]
    if form == TABLE.name:
        texts = [f'# {row["title"]}\nperf query "{row["sql"]}"\n' for row in rows]
        destination.write("\n".join(texts), form)
    else:
        destination.put_rows(rows, ("title", "sql"))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("query", help=HELP)(query_)
