"""`perf import` into approved goals: what documents say otherwise becomes an adjustment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from perfcli.actions.approval import Approvals
from perfcli.actions.editing import Edited, Why, edited, project_key, read_project, require_reason
from perfcli.changes import Difference
from perfcli.model import Project
from perfcli.repository import Repository
from perfcli.writing import Change


class ApprovedImport:
    """The approved projects that a run changes, with their progress files."""

    def __init__(self, repository: Repository, why: Why) -> None:
        self._repository, self._why = repository, why
        self._approvals = Approvals(repository)
        self._edits: list[Edited] = []

    def holds(self, project: Project) -> bool:
        """Whether this project is approved; raises PerfError."""
        return self._approvals.holds(project.year, project.code)

    def require_free(self, project: Project) -> None:
        """Raise PerfError where an approved project would be made anew."""
        self._approvals.require_free(project.year, project.code)

    def change(
        self, path: Path, unit: str, project: Project, taken: Callable[[Project], Project]
    ) -> tuple[Change, list[Difference], Path]:
        """What becomes of an approved project's file, what differs, and in which file that shows.

        `taken` has the document's values over the project's own.

        A document that prints the budget as it was approved says nothing of its adjustments.
        """
        read = read_project(self._repository, self._approvals, project_key(replace(project, unit=unit)))
        after = taken(read.record)
        is_as_approved = after.budget == read.record.budget
        after = replace(after, budget=read.project.budget if is_as_approved else taken(read.project).budget)
        made = edited(self._repository, read, after, self._why)
        self._edits.append(made)
        own = [change for change in made.changes if change.path == path]
        change = own[0] if own else Change(path, read.content, read.content)
        beside = self._repository.progress_path(project.year, project.code, unit)
        return change, made.differences, path if own else beside

    def beside(self) -> dict[Path, Change]:
        """What becomes of their progress files."""
        return {change.path: change for one in self._edits for change in one.changes if change.path != one.read.path}

    def require_reason(self) -> None:
        """Raise NeedsReason where approved goals change without one."""
        require_reason(self._edits, self._why)
