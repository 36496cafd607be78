"""What git knows of a folder: the one door to git.

A repository's configuration can name programs, and data come from others. So git is asked by object alone, under a
configuration of our own, and never looks into a file of the work tree for us: that is done here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import msgspec

from perfcli.errors import PerfError
from perfcli.git.files import (
    MOST_OF_A_POINTER,
    SUBMODULE,
    Blob,
    blobs,
    contents,
    file_state,
    has_changed,
    is_left_out,
    is_pointer_to,
    notes,
    vouches,
)
from perfcli.git.repository import GitRepository
from perfcli.i18n import gettext as _

_AT_ONCE = 500
"""Files that are compared before git is asked of those that look changed."""


def top_of(folder: Path) -> Path | None:
    """The nearest folder from here upwards that git would call a work tree's top, None where there is none.

    Nothing runs. A folder that looks like a repository without a work tree is none: a clone can bring such folders.
    """
    return next((place for place in (folder, *folder.parents) if _is_top(place)), None)


def changed_files(folder: Path, revision: str) -> frozenset[str]:
    """The files below a folder that differ from a revision, untracked ones among them, by their path below it.

    Ignored and deleted files are not among them, nor files that differ in CRLF for LF alone. Raises PerfError where the
    folder is in no git repository, git is missing or does not trust the repository, or there is no such revision.
    """
    tree = git_folder(
        folder, _("--since compares with a git revision: run `git init` and commit first, or leave it out.")
    )
    changed, _missing = tree.differences(tree.known_commit(revision))
    return frozenset(changed)


def git_folder(folder: Path, hint: str) -> GitFolder:
    """A folder and the repository that keeps it; raises PerfError with this hint where none does."""
    top = top_of(folder)
    if top is None:
        raise PerfError(_("{folder} is in no git repository").format(folder=folder), hint=hint)
    return GitFolder(top, folder)


class Dated(msgspec.Struct, frozen=True):
    """The day of the last commit that touched some files, None where git keeps none; `changed` differ from it."""

    day: date | None = None
    changed: tuple[str, ...] = ()


def dated(folder: Path, paths: Sequence[str] = ("",)) -> Dated:
    """The last commit of these files and folders below a folder, of all that is there unless some are named.

    Raises PerfError where git does not answer: it is missing, does not trust the repository, or cannot read it.
    """
    top = top_of(folder)
    if top is None:
        return Dated()
    tree = GitFolder(top, folder)
    commit = tree.commit("HEAD")
    if not commit:
        return Dated()
    changed, missing = tree.differences(commit, paths)
    return Dated(tree.last_day(commit, paths), tuple(sorted(changed | missing)))


def commit_date(folder: Path) -> date | None:
    """The day of the last commit that touched a folder, None where git does not keep it or anything in it differs."""
    found = dated(folder)
    return None if found.changed else found.day


class GitFolder(GitRepository):
    """A folder of a work tree, and the repository that keeps it; of a bare one (`is_bare`) that is all there is."""

    def __init__(self, top: Path, folder: Path, *, is_bare: bool = False) -> None:
        super().__init__(top, folder, is_bare=is_bare)
        self.below = folder.relative_to(top).as_posix()

    def files_at(self, commit: str, below: str) -> list[str]:
        """The files of a commit in a folder below this one, by their paths below this one."""
        listed = self.ask("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--", self.from_top(below))
        return [self.below_folder(path) for path in os.fsdecode(listed).split("\0") if path]

    def last_day(self, commit: str, paths: Sequence[str] = ("",)) -> date | None:
        """The day of the last commit up to this one that touched the folder, or these paths below it."""
        said = self.ask("rev-list", "-1", "--format=%cs", commit, *self.only(paths))
        day = said.decode("ascii", "replace").split("\n")[1:2]
        return date.fromisoformat(day[0]) if day else None

    def differences(self, commit: str, paths: Sequence[str] = ("",)) -> tuple[set[str], set[str]]:
        """The files that differ from a commit or that it does not know, and those that are not there any more."""
        found = list(self._differing(commit, paths))
        return {path for path, is_there in found if is_there}, {path for path, is_there in found if not is_there}

    def has_differences(self, commit: str, paths: Sequence[str] = ("",)) -> bool:
        """Whether there are any: beyond the first ones found nothing is looked at."""
        return any(True for _found in self._differing(commit, paths))

    def _differing(self, commit: str, paths: Sequence[str]) -> Iterator[tuple[str, bool]]:
        """The files that differ, and whether they are there; those that the commit does not know last."""
        written = self.index_time()
        committed = blobs(self.listed("ls-tree", "-r", "-z", "--full-tree", commit, paths=paths), len(commit))
        noted = notes(self.listed("ls-files", "-z", "--stage", "--debug", paths=paths))
        for begin in range(0, len(committed), _AT_ONCE):
            doubtful: list[Blob] = []
            for blob in committed[begin : begin + _AT_ONCE]:
                note = noted.get(blob)
                try:
                    found = os.lstat(self.place(blob))
                except (FileNotFoundError, NotADirectoryError):
                    if not is_left_out(note):
                        yield blob.path, False
                    continue
                if not vouches(note, file_state(found), written) and has_changed(self.place(blob), found, blob):
                    doubtful.append(blob)
            yield from ((self.below_folder(blob.path), True) for blob in self._without_large_files(doubtful))
        known = {blob.path for blob in committed}
        added = (blob.path for blob in noted if blob.path not in known and blob.mode != SUBMODULE)
        others = self.listed("ls-files", "-z", "--others", "--exclude-standard", paths=paths).split("\0")
        new = {path for path in added if os.path.lexists(f"{self.top}/{path}")} | set(filter(None, others))
        yield from ((self.below_folder(path), True) for path in new)

    def _without_large_files(self, doubtful: list[Blob]) -> list[Blob]:
        """Those of which git does not keep the pointer of Git LFS to what they hold."""
        if not doubtful:
            return []
        names = "".join(f"{blob.name}\n" for blob in doubtful).encode("ascii")
        sizes = self.ask("cat-file", "--batch-check=%(objectname) %(objectsize)", given=names)
        lines = (line.split(" ") for line in sizes.decode("ascii", "replace").splitlines())
        small = "".join(f"{name}\n" for name, size in lines if size.isdigit() and int(size) < MOST_OF_A_POINTER)
        texts = contents(self.ask("cat-file", "--batch", given=small.encode("ascii")))
        return [blob for blob in doubtful if not is_pointer_to(texts.get(blob.name, b""), self.place(blob))]

    def place(self, blob: Blob) -> str:
        """Where a file of the work tree lies."""
        return f"{self.top}/{blob.path}"

    def listed(self, *words: str, paths: Sequence[str] = ("",)) -> str:
        """What git lists of the folder, or of these paths below it, paths apart by NUL."""
        return os.fsdecode(self.ask(*words, *self.only(paths)))

    def only(self, paths: Sequence[str]) -> tuple[str, ...]:
        """The words that keep a question to these paths below the folder."""
        return ("--", *(self.from_top(path) for path in paths))

    def from_top(self, path: str) -> str:
        """A path below the folder as git has it: from the top on."""
        return path or "." if self.below == "." else f"{self.below}/{path}".rstrip("/")

    def below_folder(self, path: str) -> str:
        """A path that git has, from the folder on."""
        return path if self.below == "." else path[len(self.below) + 1 :]


def _is_top(folder: Path) -> bool:
    """Whether git keeps this folder: its `.git` is a repository, or a file that says where one lies."""
    kept = folder / ".git"
    return kept.is_file() or (kept / "HEAD").is_file()
