"""批复 and 调整: which projects are approved, and what becomes of a change to one of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath
from typing import TypeVar

import msgspec

from perfcli.amounts import read_amount
from perfcli.budgets import AMOUNTS
from perfcli.changes import Difference, as_adjusted
from perfcli.errors import PerfError
from perfcli.exact import Money
from perfcli.git import git_folder
from perfcli.i18n import gettext as _
from perfcli.model import Budget, Project
from perfcli.progress import AdjustedKey, Adjustment, Progress
from perfcli.repository import Repository

R = TypeVar("R")


_SOURCES = "budget.sources."


class Approvals:
    """What `[approved]` of perf.toml says: git is asked once a year, by object alone."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._codes: dict[int, frozenset[str]] = {}

    def holds(self, year: int, code: str) -> bool:
        """Whether a project is in the approved revision of its year, whatever its unit was; raises PerfError."""
        revision = self._repository.settings.approved.get(year)
        if revision is None:
            return False
        if year not in self._codes:
            hint = _("perf.toml names the revision under [approved]: {year}.").format(year=year)
            folder = git_folder(self._repository.root, hint)
            commit = folder.commit(revision)
            if not commit:
                raise PerfError(_("git knows no revision {revision}").format(revision=revision or '""'), hint=hint)
            paths = folder.files_at(commit, f"projects/{year}/")
            self._codes[year] = frozenset(PurePosixPath(path).stem for path in paths)
        return code in self._codes[year]

    def require_free(self, year: int, code: str) -> None:
        """Raise PerfError where a new project would take the place of an approved one whose file is gone."""
        if self.holds(year, code):
            revision = self._repository.settings.approved[year]
            raise PerfError(
                _("the project {code} of {year} is approved, and its file is gone").format(code=code, year=year),
                hint=_("Bring it back as it was approved: `git checkout {revision} -- PATH`.").format(
                    revision=revision
                ),
            )


def effective(project: Project, progress: Progress | None) -> Project:
    """The project with its budget as the adjustments so far leave it."""
    if progress is None:
        return project
    amounts: dict[str, object] = {name: getattr(project.budget, name) for name in AMOUNTS}
    sources = dict(project.budget.sources)
    for key, changes in _by_key(progress).items():
        name = key.removeprefix("budget.")
        if name in AMOUNTS and key != name:
            amounts[name] = read_amount(_last(changes, getattr(project.budget, name)))
        elif key.startswith(_SOURCES):
            source = key.removeprefix(_SOURCES)
            after = _last(changes, sources.pop(source, None))
            if after:
                sources[source] = read_amount(after)
    if progress.adjusted is not None:
        amounts["total"] = progress.adjusted
    budget = msgspec.convert({**amounts, "sources": sources}, Budget)
    return msgspec.structs.replace(project, budget=budget)


def _by_key(progress: Progress) -> dict[str, list[AdjustedKey]]:
    """The changes of each key by their days; a merge appends the other's."""
    found: dict[str, list[AdjustedKey]] = {}
    for adjustment in sorted(progress.adjustments, key=lambda adjustment: adjustment.date):
        for change in adjustment.changes:
            found.setdefault(change.key, []).append(change)
    return found


def _last(changes: Iterable[AdjustedKey], approved: Money | None) -> str:
    """What an amount is after these changes: each goes on from where another left it, else from the day before."""
    left = list(changes)
    after = as_adjusted(approved)
    while left:
        following = next((one for one in left if one.before == after), left[0])
        left.remove(following)
        after = following.after
    return after


def adjusted(
    before: Project, after: Project, found: Iterable[Difference], progress: Progress | None, reason: str, day: date
) -> Progress:
    """What became of the project, with this adjustment in it: the total as `adjusted`, each key before and after."""
    changes = tuple(
        AdjustedKey(key=one.key, before=as_adjusted(one.before), after=as_adjusted(one.after)) for one in found
    )
    return with_adjustments(before, after, [Adjustment(date=day, reason=reason, changes=changes)], progress)


def with_adjustments(
    before: Project, after: Project, made: Iterable[Adjustment], progress: Progress | None
) -> Progress:
    """What became of the project, with these adjustments behind those of their days and before."""
    base = progress or Progress(code=after.code, unit=after.unit, year=after.year)
    found = base.adjustments
    for one in made:
        later = [other for other in found if other.date > one.date]
        found = (*(other for other in found if other.date <= one.date), one, *later)
    total = after.budget.total if after.budget.total != before.budget.total else base.adjusted
    return msgspec.structs.replace(base, adjusted=total, adjustments=found)
