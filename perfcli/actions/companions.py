"""What is judged together with a file: goals, what became of them, and what was approved."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath

from perfcli.actions.approved_goals import ApprovedGoals
from perfcli.check.places import companion_of
from perfcli.check.views import Beside
from perfcli.disk import read_file
from perfcli.repository import Repository
from perfcli.walk import is_gone


class Companions:
    """Reads what belongs to a file, only where something has to be judged by it."""

    def __init__(self, repository: Repository, approved: ApprovedGoals, overdue: Collection[tuple[str, int]]) -> None:
        self._root = repository.root
        self._approved = approved
        self._years = {year for _what, year in overdue} | approved.commits.keys()

    def beside(self, path: str, content: bytes) -> Beside | None:
        """What belongs to a file of this content; None where it cannot be read, or nothing is asked of it."""
        folder, _slash, rest = path.partition("/")
        if folder == "projects" and self._years:
            year = rest[:4]
            if not year.isdecimal() or int(year) not in self._years:
                return None
        elif folder != "progress":
            return None
        other = companion_of(path)
        if not other:
            return None
        try:
            found = None if is_gone(self._root, other) else read_file(f"{self._root}/{other}")
        except OSError:
            return None
        if folder == "progress":
            return Beside(found)
        budget_year, code = int(rest[:4]), PurePosixPath(rest).stem
        changed, held = self._approved.changed(budget_year, code, content), self._approved.holds(budget_year, code)
        return Beside(found, changed, held)
