"""`perf import` of projects whose indicators are renamed: what is recorded of these goes along."""

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
from perfcli.model import Project
from perfcli.progress import Progress
from perfcli.repository import Repository
from perfcli.writing import Change


class FollowedRecords:
    """The progress files of the projects of a run, under the names that indicators have after it."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._projects: dict[Path, tuple[Project, Mapping[str, str], Project | None]] = {}
        self.changes: dict[Path, Change] = {}
        """What becomes of progress files by new names alone."""
        self.said: list[str] = []
        """What is to be said of records whose indicators are renamed or gone."""

    def follow(self, place: Path, unit: str, project: Project, taken: Callable[[Project], Project]) -> None:
        """Carry what is recorded of indicators along, where a project that is not approved has them renamed."""
        path = self._repository.progress_path(project.year, project.code, unit)
        goals = self._repository.read_record(place, Project)
        if goals is None:
            self._projects[path] = project, NO_NAMES, None
            return
        before, after = goals[0], taken(goals[0])
        names = self.note(before, after)
        read = self._repository.read_record(path, Progress)
        if read is None:
            return
        shown = self._repository.relative(path)
        self.said += goes_on(shown, read[0], names) + left_behind(shown, read[0], names, before, after)
        progress = renamed(read[0], names, before)
        if progress != read[0]:
            self.changes[path] = progress_change(path, read[1], progress, names)

    def note(self, before: Project, after: Project) -> Mapping[str, str]:
        """Remember what becomes of a project and which of its indicators are renamed; returns these."""
        names = renames(before, after, in_place=False)
        path = self._repository.progress_path(before.year, before.code, before.unit)
        self._projects[path] = after, names, before
        return names

    def along(self, path: Path, entry: Entry[Progress], kept: Progress | None) -> Progress:
        """What a source says became of a project, its indicators under the names that it gives them itself.

        Raises PerfError where they exchange names that records go by, and the source does not say which are whose.
        """
        said = entry.record
        project, names, before = self._projects.get(path, (None, NO_NAMES, None))
        if project is None:
            project = self._repository.load(path_of(self._repository, said), Project).record if said.code else None
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


def path_of(repository: Repository, progress: Progress) -> Path:
    """Where the project lies whose progress this is."""
    return repository.project_path(progress.year, progress.unit, progress.code)
