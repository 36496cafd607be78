"""`perf list units --missing`: who has not handed in goals, monitoring or self-evaluation for a year."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.errors import PerfError, Problem, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.progress import Progress
from perfcli.repository import Repository
from perfcli.select import Row, Selection

GOALS, MONITORING, EVALUATION = "goals", "monitoring", "evaluation"
WHAT = (GOALS, MONITORING, EVALUATION)


def missing_units(repository: Repository, rows: Sequence[Row], selection: Selection, what: str) -> list[Row]:
    """The rows of `list units` whose unit has handed in no project, or has one without monitoring or self-evaluation.

    Raises PerfError where not one year is chosen, UnreadableData for a progress file that cannot be read.
    """
    if len(selection.years) != 1:
        raise PerfError(_("--missing asks about one budget year"), hint=_("Name it with --year."))
    if what == GOALS:
        return [row for row in rows if not row["projects"]]
    late: set[str] = set()
    problems: list[Problem] = []
    for file in repository.project_files(selection.years, selection.units):
        loaded = repository.load_progress(file.year, file.code, file.unit) if file.code else None
        problems += loaded.problems if loaded else ()
        if loaded is not None and not _has(loaded.record, what):
            late.add(file.unit)
    if problems:
        raise UnreadableData(_("these files cannot be read"), tuple(problems), hint=_("Fix these files first."))
    return [row for row in rows if row["code"] in late]


def _has(progress: Progress | None, what: str) -> bool:
    if progress is None:
        return False
    return progress.evaluation is not None if what == EVALUATION else bool(progress.monitoring)
