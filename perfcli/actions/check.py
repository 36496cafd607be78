"""`perf check`: the review of a repository, or of a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import PurePosixPath

from msgspec.structs import replace

from perfcli import codec
from perfcli.actions.approved_goals import ApprovedGoals
from perfcli.actions.looking import no_progress
from perfcli.actions.request import Request
from perfcli.actions.review import Review
from perfcli.actions.rule_runner import kept_review
from perfcli.check.checker import Checker
from perfcli.check.context import context_of
from perfcli.check.rules import RULES
from perfcli.check.selecting import is_selector
from perfcli.codec import Malformed
from perfcli.git import GitFolder
from perfcli.index import Progress
from perfcli.repository import SETTINGS, Repository
from perfcli.settings import Settings, overdue


class Reviewer:
    """A review of one repository by one request."""

    def __init__(
        self, repository: Repository, request: Request, today: date | None = None, git: GitFolder | None = None
    ) -> None:
        """`today` is what due dates are compared with; without it nothing is overdue, and git is not asked.

        `git` is what keeps a repository whose files are laid out elsewhere.
        """
        self.settings = readable_settings(repository)
        revisions = self.settings.approved if today else {}
        self._approved = ApprovedGoals(repository, revisions, git)
        loaded = repository.departments()
        departments = [item.record for item in loaded if item.record]
        self._unnamed = [problem for item in loaded for problem in item.problems if problem.code == "system"]
        unread = frozenset(PurePosixPath(problem.path).stem for problem in self._unnamed)
        units = frozenset(unit.code for department in departments for unit in department.units)
        known = frozenset(department.code for department in departments) | unread
        templates = dict(_template_files(repository))
        context = context_of(self.settings, units, known, is_selector, templates, unread)
        context = replace(
            context,
            overdue=overdue(self.settings, today),
            unknown_revisions=frozenset(revisions.keys() - self._approved.commits.keys()),
        )
        self.checker = Checker(RULES, context)
        self.repository = repository
        self._names = {one.code: one.name for one in departments}
        self._names |= {unit.code: unit.name for one in departments for unit in one.units}
        self._request = request

    @contextmanager
    def review(self, progress: Progress = no_progress) -> Iterator[Review]:
        """Look at every file that changed since the last review; ask within, print after it.

        Raises OSError, where the files or what is kept of them fail.
        """
        with closing(kept_review(self.repository, self.checker, self._approved, progress)) as kept, kept.answering():
            yield Review(kept, self._request, self.settings, self._names, self._unnamed)


def _template_files(repository: Repository) -> Iterator[tuple[str, bytes]]:
    """What the file of each template holds, by its slug; one that the system does not let be read is none."""
    for path in repository.tomls("templates"):
        with suppress(OSError):
            yield path.stem, repository.read(path)


def readable_settings(repository: Repository) -> Settings:
    """perf.toml, or the defaults where it cannot be read: then that is a finding."""
    try:
        return codec.from_toml(codec.decode(repository.content(SETTINGS)), Settings)
    except (Malformed, OSError):
        return Settings()
