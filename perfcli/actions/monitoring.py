"""`perf monitor status`: where projects stand in the year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from perfcli.actions.evaluating import read_progress
from perfcli.lights import LIGHTS
from perfcli.model import Project
from perfcli.monitored import Monitored, monitored
from perfcli.repository import Repository
from perfcli.reverse_names import reverse_by
from perfcli.select import Row


def status(repository: Repository, projects: Iterable[Project], by: date | None) -> list[Monitored]:
    """Each project at its last monitoring up to a day, worst light first, those without one last.

    Raises UnreadableData for a progress file that cannot be read.
    """
    settings = repository.settings
    is_reverse = reverse_by(settings.check)
    found = [
        monitored(project, progress, by, settings, is_reverse)
        for project, progress in read_progress(repository, projects)
    ]
    return sorted(found, key=_badness)


def _badness(one: Monitored) -> tuple[int, int, str]:
    """Worst first, then by year and code."""
    rank = LIGHTS.index(one.light) if one.light else len(LIGHTS)
    return (rank + (one.on is None), *one.project.key)


def status_rows(ones: Sequence[Monitored]) -> list[Row]:
    """Projects at their monitoring for programs: amounts in 元, execution and progress in percent with two decimals."""
    return [
        {
            "code": one.project.code,
            "name": one.project.name,
            "unit": one.project.unit,
            "year": one.project.year,
            "date": None if one.on is None else one.on.isoformat(),
            "spent": one.spent,
            "planned": one.planned,
            "execution": one.execution,
            "light": one.light,
            "indicators": [
                {
                    "name": row.name,
                    "target": row.target,
                    "value": row.value or None,
                    "progress": row.progress,
                    "light": row.light,
                }
                for row in one.rows
            ],
        }
        for one in ones
    ]
