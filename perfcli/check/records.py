"""Goals beside what became of them, as rules see them: a progress file with its owner, a project with its record."""

from __future__ import annotations

from typing import TypeVar

from perfcli import codec
from perfcli.check.context import Context
from perfcli.check.views import Beside, ProgressView, RecordView
from perfcli.codec import Malformed
from perfcli.model import DepartmentGoals, Project, Record
from perfcli.progress import Progress, names_of
from perfcli.progress.evaluation import as_project, evaluated

R = TypeVar("R", bound=Record)


def progress_view(progress: Progress, beside: Beside | None, context: Context) -> ProgressView:
    """A progress file; without `beside` nothing is known of its owner."""
    if beside is None or beside.content is None:
        return ProgressView(progress, is_orphaned=beside is not None)
    owner, has_budget = _owner(progress, beside.content)
    if owner is None:
        return ProgressView(progress)
    names = tuple(names_of(owner.year_indicators))
    worked_out = evaluated(owner, progress, context.settings, context.better) if progress.evaluation else None
    return ProgressView(progress, owner, has_budget=has_budget, names=names, evaluated=worked_out)


def _owner(progress: Progress, content: bytes) -> tuple[Project | None, bool]:
    """Whose a progress file is, a whole as a project, and whether its budget is known; None where it does not read."""
    if progress.code:
        return _read(content, Project), True
    goals = _read(content, DepartmentGoals)
    return (as_project(goals, ""), goals.budget is not None) if goals else (None, False)


def record_view(project: Project, beside: Beside) -> RecordView:
    """A project beside what became of it."""
    progress = None if beside.content is None else _read(beside.content, Progress)
    approved = None if beside.approved is None else _read(beside.approved, Project)
    is_readable = beside.content is None or progress is not None
    return RecordView(project, progress, is_readable, approved, beside.is_approved)


def _read(content: bytes, kind: type[R]) -> R | None:
    try:
        return codec.from_toml(codec.decode(content), kind)
    except Malformed:
        return None
