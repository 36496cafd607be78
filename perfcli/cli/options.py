"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from perfcli import output
from perfcli.amounts import read_amount
from perfcli.cli.option_groups import OptionGroup
from perfcli.cli.parameters import Whole, Years, separated
from perfcli.cli.session import Session
from perfcli.file_format import FileFormat, names
from perfcli.i18n import noop
from perfcli.select import Selection, as_typed

UnitOption = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        metavar="CODE",
        help=noop("Only this unit (three digits: department); repeatable."),
    ),
]
YearOption = Annotated[
    list[Any] | None,
    typer.Option("--year", metavar="YEAR", parser=Years(), help=noop("Only this budget year; repeatable.")),
]
NameOption = Annotated[str, typer.Option("--name", metavar="TEXT", help=noop("Only names that contain this text."))]
CodeOption = Annotated[str, typer.Option("--code", metavar="PREFIX", help=noop("Only codes with this prefix."))]
IndicatorOption = Annotated[
    str, typer.Option("--indicator", metavar="TEXT", help=noop("Only with an indicator whose name contains this text."))
]
MinBudgetOption = Annotated[
    str, typer.Option("--min-budget", metavar="AMOUNT", help=noop("Only budgets of this many yuan or more."))
]
MaxBudgetOption = Annotated[
    str, typer.Option("--max-budget", metavar="AMOUNT", help=noop("Only budgets of this many yuan or less."))
]
WhereOption = Annotated[
    str,
    typer.Option("--where", metavar="EXPR", help=noop("Only rows that match this SQL condition on the columns.")),
]
SortOption = Annotated[
    str, typer.Option("--sort", metavar="KEY", help=noop("Sort by this column; -KEY for descending order."))
]
LimitOption = Annotated[
    int | None,
    typer.Option("--limit", metavar="N", parser=Whole(least=0), help=noop("Print no more than this many rows.")),
]


def format_option(offered: Sequence[FileFormat], said: str) -> Any:
    """The option `--format`: one of the formats offered; `said` is its help, to be translated when it is shown."""
    return typer.Option("--format", "-f", metavar="|".join(names(offered)), help=said)


FormatOption = Annotated[str, format_option(output.FORMATS, noop("How to write it (default: table)."))]
ColumnsOption = Annotated[
    str, typer.Option("--columns", metavar="KEY,…", help=noop("Only these columns, by key or heading, in this order."))
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help=noop("Write to this file instead."))
]
ForceOption = Annotated[bool, typer.Option("--force", help=noop("Overwrite even files that belong to a repository."))]
NoBomOption = Annotated[
    bool, typer.Option("--no-bom", help=noop("No byte order mark in a csv file (Excel needs one for Chinese)."))
]
ScaleOption = Annotated[
    str, typer.Option("--scale", metavar="元|万元|亿元", help=noop("The unit of a table's amounts."))
]
LakeOption = Annotated[
    Path | None,
    typer.Option("--lake", metavar="LAKE", help=noop("Ask this lake of many repositories (perf gather).")),
]
DivisionOption = Annotated[
    list[str] | None,
    typer.Option("--division", metavar="CODE", help=noop("With --lake: only this division; repeatable.")),
]
EngineOption = Annotated[
    str, typer.Option("--engine", metavar="duckdb|spark", help=noop("With --lake: what answers (default: duckdb)."))
]
MasterOption = Annotated[
    str,
    typer.Option(
        "--master", metavar="URL", help=noop("With --engine spark: local[N], or a cluster's spark://host:7077.")
    ),
]
ConfOption = Annotated[
    list[str] | None,
    typer.Option("--conf", metavar="NAME=VALUE", help=noop("With --engine spark: of its configuration; repeatable.")),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=noop("Write nothing; show what would be done."))]


def flat_years(given: Sequence[tuple[int, ...]] | None) -> tuple[int, ...]:
    """The years of all --year."""
    return tuple(year for years in given or () for year in years)


def _units(given: str) -> list[str]:
    """Codes separated by commas; a name may hold one."""
    parts = separated(given)
    return parts if all(part.strip().isdecimal() for part in parts) else [given]


def session(context: typer.Context) -> Session:
    """The session that the command line began."""
    return cast(Session, context.obj)


class Filters(OptionGroup, frozen=True):
    """Which records a command is about."""

    unit: UnitOption = None
    year: YearOption = None
    name: NameOption = ""
    code: CodeOption = ""
    indicator: IndicatorOption = ""
    min_budget: MinBudgetOption = ""
    max_budget: MaxBudgetOption = ""
    where: WhereOption = ""

    @property
    def years(self) -> tuple[int, ...]:
        """The budget years given."""
        return flat_years(self.year)

    def selection(self, years: Sequence[int] = (), **of_indicators: str) -> Selection:
        """The filters as given, and these years besides; raises PerfError for an amount that is none."""
        return Selection(
            units=tuple(as_typed(one).strip() for given in self.unit or () for one in _units(given)),
            years=(*self.years, *years),
            name=self.name,
            code=self.code,
            indicator=self.indicator,
            min_budget=read_amount(self.min_budget) if self.min_budget else None,
            max_budget=read_amount(self.max_budget) if self.max_budget else None,
            where=self.where,
            **of_indicators,
        )
