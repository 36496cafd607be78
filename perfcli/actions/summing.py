"""`perf summary`: counts and sums of the projects chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfcli.actions.choose import choose_projects
from perfcli.repository import Repository
from perfcli.select import Row, Selection
from perfcli.summary import Sums, summarise

DEFAULT_GROUPING = ("year", "unit")


@dataclass(frozen=True, slots=True)
class Summary:
    """Rows of groups, and a total for each year."""

    groups: list[Row]
    years: list[Row]


def sum_budgets(repository: Repository, selection: Selection, by: Sequence[str] = DEFAULT_GROUPING) -> Summary:
    """Sums of each group, amounts in 元; raises UnreadableData where a file looked at cannot be read."""
    projects = choose_projects(repository, selection).required()
    groups = [_row(dict(zip(by, key, strict=True)), sums) for key, sums in summarise(projects, by).items()]
    years = [_row({"year": key[0]}, sums) for key, sums in summarise(projects, ("year",)).items()]
    return Summary(groups, years)


def _row(keys: Row, sums: Sums) -> Row:
    planned = {str(month): amount for month, amount in sums.planned.items()}
    return keys | {
        "projects": sums.projects,
        "total": sums.total,
        "fiscal": sums.fiscal,
        "other": sums.other,
        "planned": planned,
    }
