"""What was approved: the projects of a year as a git revision has them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from perfcli.errors import PerfError
from perfcli.git import GitFolder, git_folder
from perfcli.git.files import Blob, is_content_of
from perfcli.git.revisions import files_of, read_blobs
from perfcli.repository import Repository

_AHEAD = 500
"""Files of a revision that are read at once: those that follow are mostly asked for next."""


class ApprovedGoals:
    """The projects of each year as in the git revision that `[approved]` of perf.toml names; git is asked as needed."""

    def __init__(self, repository: Repository, revisions: Mapping[int, str], git: GitFolder | None = None) -> None:
        """`git` is what keeps a repository whose files are laid out elsewhere; else what keeps its folder is asked."""
        self._folders: dict[int, GitFolder] = {}
        self.commits: dict[int, str] = {}
        """The commit of each year's revision; years whose revision is not known are left out."""
        for year, revision in revisions.items():
            try:
                folder = git or git_folder(repository.root, "")
                commit = folder.commit(revision)
            except PerfError:
                continue
            if commit:
                self._folders[year], self.commits[year] = folder, commit
        self._blobs: dict[int, dict[str, Blob]] = {}
        self._read: dict[str, bytes | None] = {}

    def changed(self, year: int, code: str, content: bytes) -> bytes | None:
        """A project's file as it was approved, whatever its unit was; None where it was not, or is the same still."""
        if year not in self.commits:
            return None
        blob = self._of_year(year).get(code)
        if blob is None or is_content_of(content, blob):
            return None
        if blob.name not in self._read:
            self._read_on(year, code)
        return self._read[blob.name]

    def holds(self, year: int, code: str) -> bool:
        """Whether a project was approved, whatever its unit was."""
        return year in self.commits and code in self._of_year(year)

    def _of_year(self, year: int) -> dict[str, Blob]:
        if year not in self._blobs:
            found = files_of(self._folders[year], self.commits[year], [f"projects/{year:04}"])
            self._blobs[year] = {PurePosixPath(blob.path).stem: blob for blob in found}
        return self._blobs[year]

    def _read_on(self, year: int, code: str) -> None:
        """Read a file and those behind it."""
        blobs = self._of_year(year)
        codes = list(blobs)
        at = codes.index(code)
        some = [blobs[one] for one in codes[at : at + _AHEAD]]
        self._read = {blob.name: text for blob, text in read_blobs(self._folders[year], some)}
