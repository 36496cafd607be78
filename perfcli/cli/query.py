"""`perf query`."""

from __future__ import annotations

from typing import Annotated

import typer

from perfcli.actions.query import TABLES, query, read_parameters, table_rows
from perfcli.cli import console, inputs, lakes
from perfcli.cli import options as o
from perfcli.cli.columns import Destination
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop

HELP = noop(
    "Ask in SQL, which only reads; --tables lists the tables.\n"
    "\n"
    "The tables: projects, indicators, goals, spending_plan, departments, units, department_goals, functions, "
    "function_indicators, progress, monitoring, monitored_values, evaluations, scores, results, fund_parts, "
    "progress_details, adjustments, problems. Sum amounts in whole fen (total_fen, spent_fen and the like): they are "
    "exact; total, spent and the like are yuan for reading and comparing."
)

StatementArgument = Annotated[
    str, typer.Argument(metavar="SQL", help=noop("One SELECT statement; - reads it from standard input."))
]
ParamOption = Annotated[
    list[str] | None,
    typer.Option("--param", metavar="NAME=VALUE", help=noop("The value of $NAME in the statement; repeatable.")),
]
TablesOption = Annotated[bool, typer.Option("--tables", help=noop("Print the tables and their columns."))]


def query_(
    context: typer.Context,
    statement: StatementArgument = "",
    param: ParamOption = None,
    tables: TablesOption = False,
    lake: o.LakeOption = None,
    division: o.DivisionOption = None,
    form: o.FormatOption = "",
    columns: o.ColumnsOption = "",
    output: o.OutputOption = None,
    no_bom: o.NoBomOption = False,
    force: o.ForceOption = False,
) -> None:
    """The answer to a statement."""
    destination = Destination(form, columns, output, no_bom, force=force)
    destination.checked_format()
    if tables:
        destination.put_rows(table_rows(), ("table", "columns", "row"))
        return
    text = inputs.decode_input(inputs.read_input()) if statement == "-" else statement
    if not text.strip():
        raise PerfError(_("no statement was given"), hint=_("Tables: {names}.").format(names=", ".join(TABLES)))
    values = read_parameters(param or [])
    extent = lakes.extent(lake, division)
    if lake is None:
        answer = query(o.session(context).repository, text, values, Bar())
    else:
        from perfcli.actions.lake_query import query_lake

        answer = query_lake(lake, text, values, extent, lakes.limits(o.session(context)))
    with answer as result:
        console.warn(result.problems)
        destination.put_result(result)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("query", help=HELP)(query_)
