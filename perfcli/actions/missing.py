"""`perf list units --missing`: who has not handed in goals, monitoring or self-evaluation for a year."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.actions.looking import no_progress, progress_problems, progress_scope
from perfcli.errors import PerfError, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.index import Index, Progress
from perfcli.index.recorded import units_without
from perfcli.repository import Repository
from perfcli.select import Row, Selection

GOALS, MONITORING, EVALUATION = "goals", "monitoring", "evaluation"
WHAT = (GOALS, MONITORING, EVALUATION)
_COLUMNS = {MONITORING: "monitorings", EVALUATION: "evaluated"}


def missing_units(
    repository: Repository, rows: Sequence[Row], selection: Selection, what: str, progress: Progress = no_progress
) -> list[Row]:
    """The rows of `list units` whose unit has handed in no project, or has one without monitoring or self-evaluation.

    Raises PerfError where not one year is chosen, UnreadableData for a progress file that cannot be read.
    """
    if len(selection.years) != 1:
        raise PerfError(_("--missing asks about one budget year"), hint=_("Name it with --year."))
    if what == GOALS:
        return [row for row in rows if not row["projects"]]
    with Index(repository, progress_scope(selection), progress) as index:
        problems = progress_problems(index, Selection(years=selection.years, units=selection.units))
        if problems:
            raise UnreadableData(_("these files cannot be read"), problems, hint=_("Fix these files first."))
        late = units_without(index, selection.years, _COLUMNS[what])
    return [row for row in rows if row["code"] in late]
