"""`perf summary`: counts and sums of the projects chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from perfcli.actions.choose import require_units
from perfcli.actions.looking import no_progress, progress_problems, progress_scope, project_problems, project_scope
from perfcli.errors import Problem, UnreadableData
from perfcli.exact import in_percent
from perfcli.i18n import gettext as _
from perfcli.index import Index, Progress, Scope, answers
from perfcli.index.recorded import spending_sums
from perfcli.repository import Repository
from perfcli.select import Row, Selection
from perfcli.summary import GroupKey, Spending, Sums

DEFAULT_GROUPING = ("year", "unit")

_SPENDING = Spending.__struct_fields__
_FIGURES = ("projects", "total", "fiscal", "other", "planned", *_SPENDING)


class Summary(msgspec.Struct, frozen=True):
    """Rows of groups, and a total for each year."""

    groups: list[Row]
    years: list[Row]


def sum_budgets(
    repository: Repository,
    selection: Selection,
    by: Sequence[str] = DEFAULT_GROUPING,
    progress: Progress = no_progress,
    *,
    spending: bool = False,
    until: date | None = None,
) -> Summary:
    """Sums of each group, amounts in 元, with `spending` what was spent of it (`until` a day), execution in percent.

    Raises UnreadableData where a file looked at cannot be read.
    """
    require_units(repository, selection.units)
    scope = progress_scope(selection) if spending else project_scope(selection)
    with Index(repository, scope, progress) as index:
        problems = project_problems(index, selection)
        problems += progress_problems(index, selection) if spending else ()
        if problems:
            raise wrong_sum(problems)
        groups, years = answers.sums(index, selection, by)
        spent, spent_by_year = spending_sums(index, selection, by, until) if spending else ({}, {})
        return Summary(
            [sum_row(dict(zip(by, key, strict=True)), sums, spent.get(key)) for key, sums in groups.items()],
            [sum_row({"year": key[0]}, sums, spent_by_year.get(key)) for key, sums in years.items()],
        )


def part_names(repository: Repository) -> dict[GroupKey, str]:
    """The names of units and departments by their codes, as far as department files can be read."""
    with Index(repository, Scope(("departments",)), no_progress) as index:
        return {(code,): name for code, name in answers.part_names(index).items()}


def wrong_sum(problems: tuple[Problem, ...]) -> UnreadableData:
    """The error for a sum over files of which some cannot be read."""
    return UnreadableData(
        _("a sum over unreadable files would be a wrong number"),
        problems,
        hint=_("Mend these files, or leave them out with --unit or --year."),
    )


def totals(summary: Summary, by: Sequence[str]) -> list[Row]:
    """What a table of groups ends with: a row for each value of the first key where there are more, then for all.

    Years are not added up where they are told apart, and one that is a row already is no total.
    """
    parts = _added(summary.groups, by[:1]) if len(by) > 1 else []
    if "year" in by and (by[0] == "year" or len(summary.years) > 1):
        return parts
    return [*parts, *(summary.years if len(summary.years) < 2 else _added(summary.groups, ()))]


def _added(groups: Sequence[Row], by: Sequence[str]) -> list[Row]:
    """Groups added up to one for each value of these keys."""
    added: dict[tuple[object, ...], Row] = {}
    for group in groups:
        key = tuple(group[name] for name in by)
        figures = {name: value for name, value in group.items() if name in _FIGURES}
        before = added.get(key)
        added[key] = dict(zip(by, key, strict=True)) | (figures if before is None else _sum(before, figures))
    return [_with_execution(row) for row in added.values()]


def _sum(one: Row, other: Row) -> Row:
    """Two rows of figures, added."""
    planned = {month: amount + other["planned"][month] for month, amount in one["planned"].items()}
    added = {name: one[name] + other[name] for name in _FIGURES if name != "planned" and name in one}
    return added | {"planned": planned}


def _with_execution(row: Row) -> Row:
    """A row with 执行率 in percent where it has spending: spent ÷ the budgets of the projects that have it recorded."""
    if "spent" not in row:
        return row
    budgets = row["of_recorded"]
    return row | {"execution": in_percent(row["spent"], budgets) if budgets else None}


def sum_row(keys: Row, sums: Sums, spending: Spending | None = None) -> Row:
    """A row of a summary: the keys of its group, then its figures."""
    planned = {str(month): amount for month, amount in sums.planned.items()}
    row = keys | {
        "projects": sums.projects,
        "total": sums.total,
        "fiscal": sums.fiscal,
        "other": sums.other,
        "planned": planned,
    }
    return row if spending is None else _with_execution(row | msgspec.structs.asdict(spending))
