"""What a git revision has, laid out as files beside a lake, so that the next revision only changes what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from perfcli.actions.unfollowed import not_followed
from perfcli.disk import entries, is_gone, read_file, remove, remove_folder, write_over
from perfcli.disk.scratch import Scratch
from perfcli.errors import PerfError, Problem
from perfcli.git import GitFolder
from perfcli.git.files import LINK, Blob
from perfcli.git.revisions import between_revisions, files_of, read_blobs, unread_entries
from perfcli.i18n import gettext as _
from perfcli.reasons import translated
from perfcli.regex import regex
from perfcli.repository import SETTINGS
from perfcli.walk import DATA_FOLDERS

PATHS = (SETTINGS, *DATA_FOLDERS)

_NOTE = ".layout"
_LARGEST = 100_000_000
_OF_A_PATH = regex(r"[^.\\/:\0][^\\/:\0]*")
"""A part of a path that can be made anywhere and leads nowhere else."""


class _Layout(msgspec.Struct, frozen=True):
    """Which commit a folder holds, and which of its files could not be laid out: they are tried again."""

    commit: str = ""
    missing: tuple[str, ...] = ()


def lay_out(git: GitFolder, commit: str, root: Path) -> tuple[Problem, ...]:
    """Make a folder hold what a commit has of data; returns what is wrong with files that cannot be laid out.

    They are read out of git's objects: no filter and no hook runs. While it is at it, the folder is of no commit, so
    that one that is ended begins anew. Raises PerfError where git does not answer, OSError.
    """
    before = _noted(root)
    try:
        blobs = _differing(git, before, commit)
    except PerfError:  # a commit that git has no more
        blobs = None
    remove(root / _NOTE)
    if blobs is None:
        clear(root)
        blobs = {blob.path: blob for blob in files_of(git, commit, PATHS)}
    problems = _put(git, Scratch(root), {path: blob for path, blob in blobs.items() if _is_of_data(path)})
    known = {problem.path for problem in problems}
    links = (blob for blob in unread_entries(git, commit, DATA_FOLDERS) if blob.path not in known)
    problems += tuple(problem for blob in links for problem in not_followed(blob, blob.path))
    note = _Layout(commit, tuple(problem.path for problem in problems))
    write_over(root / _NOTE, msgspec.json.encode(note))
    return problems


def lay_out_file(git: GitFolder, commit: str, root: Path, path: str) -> None:
    """Make a folder hold one file more of a commit, where that has it; raises PerfError for one that cannot be."""
    remove(root / path)
    for blob, content in read_blobs(git, files_of(git, commit, (path,))):
        if reason := _out_of_reach(blob, content):
            raise PerfError(f"{blob.path}: {reason}")
        Scratch(root).put(blob.path, content or b"")


def _noted(root: Path) -> _Layout:
    try:
        return msgspec.json.decode(read_file(root / _NOTE, _LARGEST), type=_Layout)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _Layout()


def _differing(git: GitFolder, before: _Layout, commit: str) -> dict[str, Blob | None] | None:
    """What has to be written by its path, None for what goes; None where nothing is laid out yet."""
    if not before.commit:
        return None
    found = {pair.path: pair.after for pair in between_revisions(git, git.known_commit(before.commit), commit, PATHS)}
    again = files_of(git, commit, before.missing) if before.missing else []
    return found | {blob.path: blob for blob in again}


def _put(git: GitFolder, folder: Scratch, blobs: dict[str, Blob | None]) -> tuple[Problem, ...]:
    for path in blobs:
        remove(folder.root / path)
    problems = []
    for blob, content in read_blobs(git, [blob for blob in blobs.values() if blob is not None]):
        reason = _out_of_reach(blob, content)
        try:
            folder.put(blob.path, b"" if reason else content or b"")
        except OSError as error:
            reason = _("cannot be read: {reason}").format(reason=translated(error.strerror))
        if reason:
            problems.append(Problem(blob.path, 0, 0, "", "system", reason))
    return tuple(problems)


def _out_of_reach(blob: Blob, content: bytes | None) -> str:
    if blob.mode == LINK:
        return _("a link is not a record")
    return _("git does not have this file here; fetch it first") if content is None else ""


def _is_of_data(path: str) -> bool:
    return path.endswith(".toml") and all(map(_OF_A_PATH.fullmatch, path.split("/")))


def clear(folder: Path) -> None:
    """Remove all that is laid out in a folder, links themselves and not what they lead to."""
    for place in _below(folder):
        remove_folder(place) if place.is_dir() and not place.is_symlink() else remove(place)


def _below(folder: Path) -> Iterator[Path]:
    """All below a folder, what is in a folder before itself; nothing where it is not there."""
    if is_gone(folder):
        return
    found: Sequence[Path] = [Path(entry.path) for entry in entries(folder)]
    for place in found:
        if place.is_dir() and not place.is_symlink():
            yield from _below(place)
        yield place
