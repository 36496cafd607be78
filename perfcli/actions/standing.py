"""Where one project stands at a monitoring, by the settings of its repository."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from perfcli.direction import better_by
from perfcli.model import Project
from perfcli.progress import Progress
from perfcli.progress.monitored import Monitored, monitored
from perfcli.repository import Repository

Monitor = Callable[[Project, Progress | None, date | None], Monitored]


def monitor(repository: Repository) -> Monitor:
    """What tells where a project stands by a day; raises PerfError for settings that it cannot go by."""
    settings = repository.judging
    better = better_by(settings.check)
    return lambda project, progress, by: monitored(project, progress, by, settings, better)
