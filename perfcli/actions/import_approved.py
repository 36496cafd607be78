"""`perf import` into approved goals: what documents say otherwise, and what 调整表 say, becomes adjustments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from perfcli.actions.adjusting import Reason, outcome_of, without_derived
from perfcli.actions.approval import Approvals
from perfcli.actions.editing import (
    Edited,
    NeedsReason,
    Why,
    edited,
    progress_change,
    project_key,
    read_project,
    require_reason,
)
from perfcli.actions.following import goes_on, left_behind, renamed, renames
from perfcli.changes import Difference
from perfcli.forms.filled import FormChanges
from perfcli.framework import framework_for
from perfcli.i18n import gettext as _
from perfcli.model import Budget, Project
from perfcli.paths import ProjectKey
from perfcli.progress import Progress
from perfcli.repository import Repository
from perfcli.writing import Change


@dataclass(frozen=True, slots=True)
class ProjectChanges:
    """What a form says was changed of a project; `where` is the form's place in its file."""

    key: ProjectKey
    changes: FormChanges
    where: str


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What a 调整表 makes of a project: its file, what differs, in which file that shows, what was not taken over."""

    changes: Sequence[Change]
    differences: Sequence[Difference]
    shown: Path
    unclear: Sequence[str]


class ApprovedImport:
    """The approved projects that a run changes, with their progress files."""

    def __init__(self, repository: Repository, why: Why) -> None:
        self._repository, self._why = repository, why
        self._approvals = Approvals(repository)
        self._edits: list[Edited] = []
        self._followed: dict[Path, Change] = {}
        self._said: list[str] = []
        self._adjusted: list[Edited] = []
        self._lacking: list[Project] = []

    def holds(self, project: Project) -> bool:
        """Whether this project is approved; raises PerfError."""
        return self._approvals.holds(project.year, project.code)

    def require_free(self, project: Project) -> None:
        """Raise PerfError where an approved project would be made anew."""
        self._approvals.require_free(project.year, project.code)

    def change(
        self, path: Path, unit: str, project: Project, taken: Callable[[Project], Project]
    ) -> tuple[Change, Edited, Path]:
        """What becomes of an approved project's file, of the project, and in which file that shows.

        `taken` has the document's values over the project's own. A document that prints the budget as it was approved
        says nothing of its adjustments.
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
        return change, made, path if own else beside

    def adjust(self, said: ProjectChanges) -> Adjusted:
        """What becomes of a project by a 调整表; of one that is not approved no adjustment is kept."""
        read = read_project(self._repository, self._approvals, said.key)
        project = read.project
        framework = framework_for(project.year, self._repository.settings.framework)
        kept = read.progress.adjustments if read.progress else ()
        changes = without_derived(said.changes, project, framework)
        outcome = outcome_of(project, kept, changes, Reason(self._why.day, self._why.reason))
        after, unclear = outcome.after, list(outcome.unclear)
        if not read.is_approved and _is_whole(project.budget) and not _is_whole(after.budget):
            after = replace(after, budget=project.budget)
            unclear.append(_("{where}: budget: its total is not the sum of its parts then").format(where=said.where))
        made = edited(self._repository, read, after, self._why, adjustments=outcome.adjustments)
        self._adjusted.append(made)
        self._lacking += [after] if read.is_approved and outcome.lacks_reason else []
        own = [change for change in made.changes if change.path == read.path]
        year, unit, code = said.key
        beside = self._repository.progress_path(year, code, unit)
        return Adjusted(own, made.differences, read.path if own else beside, unclear)

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
        edits = (*self._edits, *self._adjusted)
        edited = {change.path: change for one in edits for change in one.changes if change.path != one.read.path}
        return edited | self._followed

    @property
    def said(self) -> list[str]:
        """What is to be said of records whose indicators are renamed or gone."""
        return [text for one in (*self._edits, *self._adjusted) for text in one.said] + self._said

    def require_reason(self) -> None:
        """Raise NeedsReason where approved goals change without one."""
        if self._lacking:
            raise NeedsReason(self._lacking)
        require_reason(self._edits, self._why)


def _is_whole(budget: Budget) -> bool:
    return budget.fiscal + budget.other == budget.total
