"""`perf import` into approved goals: what documents say otherwise, and what 调整表 say, becomes adjustments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from perfcli.actions.adjusting import Reason, outcome_of, without_derived
from perfcli.actions.approval import Approvals, adjusted, with_adjustments
from perfcli.actions.editing import (
    Edited,
    NeedsReason,
    Why,
    edited,
    progress_change,
    project_key,
    read_project,
    require_accord,
    require_reason,
)
from perfcli.actions.import_budget import budget_over_force
from perfcli.actions.import_followed import FollowedRecords, path_of
from perfcli.actions.import_taken import taken_from, written
from perfcli.changes import Difference, as_adjusted
from perfcli.errors import PerfError
from perfcli.exact import Money
from perfcli.forms.record.filled import FormChanges
from perfcli.framework import framework_for
from perfcli.i18n import gettext as _
from perfcli.keys import adjusted_differences, named_differences
from perfcli.model import Budget, DepartmentGoals, Project
from perfcli.paths import ProjectKey
from perfcli.progress import AdjustedKey, Adjustment, Progress
from perfcli.progress.evaluation import as_project
from perfcli.progress.in_force import effective
from perfcli.repository import Repository
from perfcli.writing import Change


class ProjectChanges(msgspec.Struct, frozen=True):
    """What a form says was changed of a project; `where` is the form's place in its file."""

    key: ProjectKey
    changes: FormChanges
    where: str


class Adjusted(msgspec.Struct, frozen=True):
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
        self.followed = FollowedRecords(repository)
        self._adjusted: list[Edited] = []
        self._lacking: list[Project | DepartmentGoals] = []
        self._in_force: dict[Path, Money] = {}
        self._beside_goals: dict[Path, Change] = {}
        self._two_totals: list[str] = []
        self._staying: list[str] = []

    def holds(self, project: Project) -> bool:
        """Whether this project is approved; raises PerfError."""
        return self._approvals.holds(project.year, project.code)

    def require_free(self, project: Project) -> None:
        """Raise PerfError where an approved project would be made anew."""
        self._approvals.require_free(project.year, project.code)

    def change(self, path: Path, unit: str, project: Project, carried: frozenset[str]) -> tuple[Change, Edited, Path]:
        """What becomes of an approved project's file, of the project, and in which file that shows.

        A document that prints the budget as it was approved says nothing of its adjustments. Raises UnfittingBudget.
        """
        read = read_project(self._repository, self._approvals, project_key(replace(project, unit=unit)))
        after = taken_from(read.record, record=project, carried=carried)
        is_as_approved = after.budget == read.record.budget
        budget = None if is_as_approved else budget_over_force(read.record, read.project, project, carried)
        after = replace(after, budget=budget or read.project.budget)
        if after.budget != read.project.budget:
            require_accord(read.record, read.progress)
        made = edited(self._repository, read, after, self._why)
        self._edits.append(made)
        self.followed.note(made.read.record, made.after)
        own = [change for change in made.changes if change.path == path]
        change = own[0] if own else Change(path, read.content, read.content)
        beside = self._repository.progress_path(project.year, project.code, unit)
        if not is_as_approved:
            self._in_force[beside] = after.budget.total
        return change, made, path if own else beside

    def change_goals(
        self, path: Path, goals: DepartmentGoals, carried: frozenset[str]
    ) -> tuple[Change, list[Difference], Path] | None:
        """What becomes of the approved goals of a department or a unit, what differs, and in which file that shows.

        None where they are not approved. Their budget stays as it was approved, as a project's does. Raises
        UnfittingBudget.
        """
        if not self._approvals.holds_goals(goals.year, goals.of):
            return None
        read = self._repository.read_record(path, DepartmentGoals)
        if read is None:
            self._approvals.require_free_goals(goals.year, goals.of)
            return None
        record, content = read
        beside = self._repository.progress_path(goals.year, goals.of)
        kept = self._repository.read_record(beside, Progress)
        before = effective(record, kept[0] if kept else None)
        after = taken_from(record, record=goals, carried=carried)
        is_as_approved = after.budget in (record.budget, None)
        budget = None if is_as_approved else budget_over_force(record, before, goals, carried)
        if record.budget is not None and after.budget is None:
            message = _("{path}: the source empties the budget of approved goals: it stays")
            self._staying.append(message.format(path=self._repository.relative(path)))
        after = replace(after, budget=budget or before.budget)
        if after.budget != before.budget:
            require_accord(record, kept[0] if kept else None)
        if after.budget and not is_as_approved:
            self._in_force[beside] = after.budget.total
        found = adjusted_differences(before, after)
        names = self.followed.note(as_project(before, ""), as_project(after, ""))
        progress = kept and self.followed.renamed(kept[0], names, as_project(before, ""), as_project(after, ""))
        if found and not (self._why.reason and self._why.day):
            self._lacking.append(record)
        elif found and self._why.day:
            made = adjusted(before, after, found, progress, self._why.reason, self._why.day)
            self._beside_goals[beside] = progress_change(beside, kept[1] if kept else None, made, names)
        change = written(path, read, replace(after, budget=record.budget) if record.budget else after, None)
        shown = path if change.after != content or not found else beside
        return change, named_differences(before, after, whole=True), shown

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

    def in_force(self, path: Path) -> Money | None:
        """The total that the source's goals say where it is not the approved one: that which is in force by now."""
        return self._in_force.get(path)

    def note_total(self, path: Path, adjusted: Money | None) -> None:
        """Remember a 全年预算数 that a source says, where its goals say that the budget is another than approved."""
        total = self._in_force.get(path)
        if total is not None and adjusted is not None and adjusted != total:
            shown = self._repository.relative(path)
            self._two_totals.append(f"{shown}: budget.total = {total:f}, adjusted = {adjusted:f}")

    def recorded(self, before: Progress | None, after: Progress, said: Progress | None) -> Progress:
        """What became of goals, with an adjustment where 全年预算数 of approved ones changes without.

        `said` is what a source says where adjustments stay that it does not have: its total is what the budget becomes.
        """
        if said is not None and before is not None:
            return self._taken_back(before, after, said)
        if after.adjusted == (before.adjusted if before else None):
            return after
        owner = self._approved(after)
        if owner is None or owner.budget is None:
            return after
        was, now = ((effective(owner, one).budget or owner.budget).total for one in (before, after))
        if was == now and before is not None and after.adjusted is None:
            path = self._repository.relative(self._repository.progress_path(after.year, after.of, after.unit))
            message = _("{path}: adjusted is empty in the source: the budget in force, {total}, stays")
            self._staying.append(message.format(path=path, total=f"{was:f}"))
            return replace(after, adjusted=before.adjusted)
        changed = AdjustedKey(key="budget.total", before=as_adjusted(was), after=as_adjusted(now))
        kept = before.adjustments if before else ()
        new = [change for one in after.adjustments if one not in kept for change in one.changes]
        if was == now or any((one.key, one.after) == (changed.key, changed.after) for one in new):
            return after
        if not self._why.reason or self._why.day is None:
            self._lacking.append(owner)
            return after
        made = Adjustment(date=self._why.day, reason=self._why.reason, changes=(changed,))
        return with_adjustments(owner, owner, [made], after)

    def _taken_back(self, before: Progress, after: Progress, said: Progress) -> Progress:
        """What became of goals, with an adjustment where a source's total is another than all kept ones leave.

        Its parts are the source's too where they make that total. One that has the total in force says nothing by
        lacking adjustments.
        """
        owner = self._approved(after)
        if owner is None or owner.budget is None:
            return after
        brings = [change.key for one in after.adjustments if one not in before.adjustments for change in one.changes]
        left = replace(after, adjusted=None if "budget.total" in brings else before.adjusted)
        was, now = (effective(owner, one).budget or owner.budget for one in (left, said))
        if was.total == now.total:
            is_same = was.total == (effective(owner, before).budget or owner.budget).total
            return replace(after, adjusted=before.adjusted if is_same else was.total)
        if not self._why.reason or self._why.day is None:
            self._lacking.append(owner)
            return after
        budget = now if _is_whole(now) else replace(was, total=now.total)
        old, new = replace(owner, budget=was), replace(owner, budget=budget)
        return adjusted(old, new, adjusted_differences(old, new), left, self._why.reason, self._why.day)

    def _approved(self, progress: Progress) -> Project | DepartmentGoals | None:
        """The goals that a progress file is of, None where they are not approved."""
        if progress.code:
            project = self._repository.load(path_of(self._repository, progress), Project).record
            return project if project and self.holds(project) else None
        path = self._repository.goals_path(progress.year, progress.of)
        goals = self._repository.load(path, DepartmentGoals).record
        return goals if goals and self._approvals.holds_goals(goals.year, goals.of) else None

    def beside(self) -> dict[Path, Change]:
        """What becomes of progress files."""
        edits = (*self._edits, *self._adjusted)
        edited = {change.path: change for one in edits for change in one.changes if change.path != one.read.path}
        return edited | self.followed.changes | self._beside_goals

    @property
    def said(self) -> list[str]:
        """What is to be said of records whose indicators are renamed or gone, and of budgets that stay."""
        edited = [text for one in (*self._edits, *self._adjusted) for text in one.said]
        return edited + self.followed.said + self._staying

    def require_reason(self) -> None:
        """Raise NeedsReason where approved goals change without one, PerfError for two budgets in force of one."""
        if self._two_totals:
            raise PerfError(
                _("the source says two budgets in force; nothing was written"),
                details=tuple(self._two_totals),
                hint=_("Change one of the two, and leave the other as it was."),
            )
        if self._lacking:
            raise NeedsReason(self._lacking)
        require_reason(self._edits, self._why)


def _is_whole(budget: Budget) -> bool:
    return budget.fiscal + budget.other == budget.total
