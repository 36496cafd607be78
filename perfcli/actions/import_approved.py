"""`perf import` into approved goals: what documents say otherwise becomes an adjustment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from perfcli.actions.approval import Approvals
from perfcli.actions.editing import Edited, Why, edited, progress_change, project_key, read_project, require_reason
from perfcli.actions.following import goes_on, left_behind, renamed, renames
from perfcli.changes import Difference
from perfcli.model import Project
from perfcli.progress import Progress
from perfcli.repository import Repository
from perfcli.writing import Change


class ApprovedImport:
    """The approved projects that a run changes, with their progress files."""

    def __init__(self, repository: Repository, why: Why) -> None:
        self._repository, self._why = repository, why
        self._approvals = Approvals(repository)
        self._edits: list[Edited] = []
        self._followed: dict[Path, Change] = {}
        self._said: list[str] = []

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

    def follow(self, place: Path, unit: str, project: Project, taken: Callable[[Project], Project]) -> None:
        """Carry what is recorded of indicators along, where a project that is not approved has them renamed."""
        path = self._repository.progress_path(project.year, project.code, unit)
        read = self._repository.read_record(path, Progress)
        goals = None if read is None else self._repository.read_record(place, Project)
        if read is None or goals is None:
            return
        before, after = goals[0], taken(goals[0])
        names = renames(before, after, in_place=False)
        shown = self._repository.relative(path)
        self._said += goes_on(shown, read[0], names) + left_behind(shown, read[0], names, before, after)
        progress = renamed(read[0], names, before)
        if progress != read[0]:
            self._followed[path] = progress_change(path, read[1], progress, names)

    def beside(self) -> dict[Path, Change]:
        """What becomes of progress files."""
        edited = {change.path: change for one in self._edits for change in one.changes if change.path != one.read.path}
        return edited | self._followed

    @property
    def said(self) -> list[str]:
        """What is to be said of records whose indicators are renamed or gone."""
        return [text for one in self._edits for text in one.said] + self._said

    def require_reason(self) -> None:
        """Raise NeedsReason where approved goals change without one."""
        require_reason(self._edits, self._why)
