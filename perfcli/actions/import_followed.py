"""`perf import` of projects and wholes whose indicators are renamed: what is recorded of these goes along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from perfcli.actions.editing import progress_change
from perfcli.actions.following import (
    NO_NAMES,
    carried_along,
    found_again,
    goes_on,
    left_behind,
    renamed,
    renames,
    require_told_apart,
    unknown_names,
)
from perfcli.data.dataset import Entry
from perfcli.disk import is_file
from perfcli.model import DepartmentGoals, Project
from perfcli.progress import Progress
from perfcli.progress.evaluation import as_project
from perfcli.repository import Repository
from perfcli.writing import Change


class FollowedRecords:
    """The progress files of the projects and wholes of a run, under the names that indicators have after it."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._projects: dict[Path, tuple[Project, Mapping[str, str], Project | None]] = {}
        self.changes: dict[Path, Change] = {}
        """What becomes of progress files by new names alone."""
        self.said: list[str] = []
        """What is to be said of records whose indicators are renamed or gone."""

    def follow(self, place: Path, unit: str, project: Project, taken: Callable[[Project], Project]) -> None:
        """Carry what is recorded of indicators along, where a project that is not approved has them renamed."""
        goals = self._repository.read_record(place, Project)
        if goals is None:
            self._projects[self._repository.progress_path(project.year, project.code, unit)] = project, NO_NAMES, None
        else:
            self._carry(goals[0], taken(goals[0]))

    def follow_whole(
        self, place: Path, goals: DepartmentGoals, taken: Callable[[DepartmentGoals], DepartmentGoals]
    ) -> None:
        """The same of a whole, whose indicators are its own and those of its functions."""
        read = self._repository.read_record(place, DepartmentGoals)
        if read is None:
            whole = as_project(goals, "")
            self._projects[self._path(whole)] = whole, NO_NAMES, None
        else:
            self._carry(as_project(read[0], ""), as_project(taken(read[0]), ""))

    def _carry(self, before: Project, after: Project) -> None:
        names, path = self.note(before, after), self._path(before)
        read = self._repository.read_record(path, Progress)
        if read is None:
            return
        progress = self.renamed(read[0], names, before, after)
        if progress != read[0]:
            self.changes[path] = progress_change(path, read[1], progress, names)

    def renamed(self, progress: Progress, names: Mapping[str, str], before: Project, after: Project) -> Progress:
        """What became of goals under these names of its indicators; remembers what is to be said."""
        shown = self._repository.relative(self._path(before))
        self.said += goes_on(shown, progress, names) + left_behind(shown, progress, names, before, after)
        return renamed(progress, names, before)

    def note(self, before: Project, after: Project) -> Mapping[str, str]:
        """Remember what becomes of a project or whole and which of its indicators are renamed; returns these."""
        names = renames(before, after, in_place=False)
        self._projects[self._path(before)] = after, names, before
        return names

    def along(self, path: Path, entry: Entry[Progress], kept: Progress | None) -> Progress:
        """What a source says became of goals, their indicators under the names that it gives them itself.

        Raises PerfError where they exchange names that records go by, and the source does not say which are whose.
        """
        said = entry.record
        project, names, before = self._projects.get(path, (None, NO_NAMES, None))
        project = project or self._kept(said)
        if project is None:
            return said
        shown = self._repository.relative(path)
        if entry.renamed is None and before is not None:
            require_told_apart(said, names, before)
        after = carried_along(said, names if entry.renamed is None else entry.renamed)
        if entry.renamed is None and kept is not None:
            after = carried_along(after, found_again(after, kept, project))
        if after != said and path not in self.changes:
            self.said += goes_on(shown, said, names)
        self.said += unknown_names(shown, after, project)
        return after

    def _kept(self, progress: Progress) -> Project | None:
        """The project, or the whole as one, whose progress this is."""
        if progress.code:
            return self._repository.load(path_of(self._repository, progress), Project).record
        path = self._repository.goals_path(progress.year, progress.of)
        goals = self._repository.load(path, DepartmentGoals).record if is_file(path) else None
        return as_project(goals, "") if goals else None

    def _path(self, project: Project) -> Path:
        """Where the progress of a project lies, or of a whole as one."""
        place = (project.code, project.unit) if project.code else (project.unit, "")
        return self._repository.progress_path(project.year, *place)


def path_of(repository: Repository, progress: Progress) -> Path:
    """Where the project lies whose progress this is."""
    return repository.project_path(progress.year, progress.unit, progress.code)
