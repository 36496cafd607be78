"""`perf summary`: counts and sums of the projects chosen."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from perfcli.actions.choose import require_units
from perfcli.actions.looking import no_progress, project_problems, project_scope
from perfcli.errors import UnreadableData
from perfcli.i18n import gettext as _
from perfcli.index import Index, Progress, answers
from perfcli.repository import Repository
from perfcli.select import Row, Selection
from perfcli.summary import Sums

DEFAULT_GROUPING = ("year", "unit")


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
            raise UnreadableData(
                _("a sum over unreadable files would be a wrong number"),
                problems,
                hint=_("Mend these files, or leave them out with --unit or --year."),
            )
        groups, years = answers.sums(index, selection, by)
        return Summary(
            [_row(dict(zip(by, key, strict=True)), sums) for key, sums in groups.items()],
            [_row({"year": key[0]}, sums) for key, sums in years.items()],
        )


def _row(keys: Row, sums: Sums) -> Row:
    planned = {str(month): amount for month, amount in sums.planned.items()}
    return keys | {
        "projects": sums.projects,
        "total": sums.total,
        "fiscal": sums.fiscal,
        "other": sums.other,
        "planned": planned,
    }
