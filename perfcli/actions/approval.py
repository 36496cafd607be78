"""批复 and 调整: which projects are approved, and what becomes of a change to one of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath
from typing import TypeVar

import msgspec

from perfcli.changes import Difference, as_adjusted
from perfcli.errors import PerfError
from perfcli.git import git_folder
from perfcli.i18n import gettext as _
from perfcli.model import DepartmentGoals, Project
from perfcli.progress import AdjustedKey, Adjustment, Progress
from perfcli.repository import Repository

Owner = TypeVar("Owner", bound=Project | DepartmentGoals)
"""Whose goals they are."""


class Approvals:
    """What `[approved]` of perf.toml says: git is asked once a year, by object alone."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._codes: dict[tuple[str, int], frozenset[str]] = {}

    def holds(self, year: int, code: str) -> bool:
        """Whether a project is in the approved revision of its year, whatever its unit was; raises PerfError."""
        return self._holds("projects", year, code)

    def holds_goals(self, year: int, code: str) -> bool:
        """Whether the goals of a department or a unit are in the approved revision of their year; raises PerfError."""
        return self._holds("goals", year, code)

    def _holds(self, folder: str, year: int, code: str) -> bool:
        revision = self._repository.settings.approved.get(year)
        if revision is None:
            return False
        if (folder, year) not in self._codes:
            hint = _("perf.toml names the revision under [approved]: {year}.").format(year=year)
            tree = git_folder(self._repository.root, hint)
            commit = tree.commit(revision)
            if not commit:
                raise PerfError(_("git knows no revision {revision}").format(revision=revision or '""'), hint=hint)
            paths = tree.files_at(commit, f"{folder}/{year}/")
            self._codes[folder, year] = frozenset(PurePosixPath(path).stem for path in paths)
        return code in self._codes[folder, year]

    def require_free(self, year: int, code: str) -> None:
        """Raise PerfError where a new project would take the place of an approved one whose file is gone."""
        if self.holds(year, code):
            revision = self._repository.settings.approved[year]
            raise PerfError(
                _("the project {code} of {year} is approved, and its file is gone").format(code=code, year=year),
                hint=_("Restore it as it was approved: `git checkout {revision} -- PATH`.").format(revision=revision),
            )

    def require_free_goals(self, year: int, code: str) -> None:
        """Raise PerfError where new goals would take the place of approved ones whose file is gone."""
        if self.holds_goals(year, code):
            revision = self._repository.settings.approved[year]
            raise PerfError(
                _("the goals of {code} for {year} are approved, and their file is gone").format(code=code, year=year),
                hint=_("Restore it as it was approved: `git checkout {revision} -- PATH`.").format(revision=revision),
            )


def begun(owner: Project | DepartmentGoals) -> Progress:
    """What became of a project or of a whole, before anything is recorded."""
    if isinstance(owner, Project):
        return Progress(code=owner.code, unit=owner.unit, year=owner.year)
    return Progress(department=owner.department, unit=owner.unit, year=owner.year)


def adjusted(
    before: Owner, after: Owner, found: Iterable[Difference], progress: Progress | None, reason: str, day: date
) -> Progress:
    """What became of a project or a whole, with this adjustment: the total as `adjusted`, each key before and after."""
    changes = tuple(
        AdjustedKey(key=one.key, before=as_adjusted(one.before), after=as_adjusted(one.after)) for one in found
    )
    return with_adjustments(before, after, [Adjustment(date=day, reason=reason, changes=changes)], progress)


def with_adjustments(before: Owner, after: Owner, made: Iterable[Adjustment], progress: Progress | None) -> Progress:
    """What became of the project or the whole, with these adjustments behind those of their days and before."""
    base = progress or begun(after)
    found: tuple[Adjustment, ...] = base.adjustments
    for one in made:
        later = [other for other in found if other.date > one.date]
        found = (*(other for other in found if other.date <= one.date), one, *later)
    was, now = (one.budget.total if one.budget else None for one in (before, after))
    total = now if now != was else base.adjusted
    return msgspec.structs.replace(base, adjusted=total, adjustments=found)
