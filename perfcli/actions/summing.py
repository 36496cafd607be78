"""`perf summary`: counts and sums of the projects chosen."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from perfcli.actions.choose import require_units
from perfcli.actions.looking import no_progress, project_problems, project_scope
from perfcli.errors import Problem, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.index import Index, Progress, answers
from perfcli.repository import Repository
from perfcli.select import Row, Selection
from perfcli.summary import Sums

DEFAULT_GROUPING = ("year", "unit")

_FIGURES = ("projects", "total", "fiscal", "other", "planned")


class Summary(msgspec.Struct, frozen=True):
    """Rows of groups, and a total for each year."""

    groups: list[Row]
    years: list[Row]


def sum_budgets(
    repository: Repository,
    selection: Selection,
    by: Sequence[str] = DEFAULT_GROUPING,
    progress: Progress = no_progress,
) -> Summary:
    """Sums of each group, amounts in 元; raises UnreadableData where a file looked at cannot be read."""
    require_units(repository, selection.units)
    with Index(repository, project_scope(selection), progress) as index:
        problems = project_problems(index, selection)
        if problems:
            raise wrong_sum(problems)
        groups, years = answers.sums(index, selection, by)
        return Summary(
            [sum_row(dict(zip(by, key, strict=True)), sums) for key, sums in groups.items()],
            [sum_row({"year": key[0]}, sums) for key, sums in years.items()],
        )


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
    return list(added.values())


def _sum(one: Row, other: Row) -> Row:
    """Two rows of figures, added."""
    planned = {month: amount + other["planned"][month] for month, amount in one["planned"].items()}
    return {name: one[name] + other[name] for name in _FIGURES if name != "planned"} | {"planned": planned}


def sum_row(keys: Row, sums: Sums) -> Row:
    """A row of a summary: the keys of its group, then its figures."""
    planned = {str(month): amount for month, amount in sums.planned.items()}
    return keys | {
        "projects": sums.projects,
        "total": sums.total,
        "fiscal": sums.fiscal,
        "other": sums.other,
        "planned": planned,
    }
