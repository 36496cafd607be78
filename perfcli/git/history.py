"""The commits that touched some files, and what each changed, asked of git by object."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from perfcli.git import GitFolder
from perfcli.git.revisions import RAW, FilePair, blob_of
from perfcli.regex import regex

_FORMAT = "--format=%H%x00%an%x00%aI%x00%s%x00"
_FIELDS = 4
_HEADER = regex(r"\A(?:commit [0-9a-f]+\n)?")
_GLOB = regex(r"[*?\[\\]")
_PATTERNS = {"GIT_LITERAL_PATHSPECS": "0"}


class Commit(NamedTuple):
    """A commit: its hash, who wrote it and when, and the first line of what they said."""

    name: str
    author: str
    date: datetime
    title: str


def commits_of(folder: GitFolder, revision: str, patterns: Sequence[str], limit: int | None = None) -> list[Commit]:
    """The commits up to a revision that touched files of these patterns below the folder, the newest first.

    In a pattern `*` stands for any part of a name and `**` for any folders. `limit` is the most commits wanted.
    """
    below = _GLOB.sub(r"\\\g<0>", folder.from_top("")) if folder.below != "." else ""
    paths = [f":(glob){below}/{pattern}" if below else f":(glob){pattern}" for pattern in patterns]
    most = [] if limit is None else [f"--max-count={limit}"]
    said = folder.ask(
        *("rev-list", "--topo-order", "--encoding=UTF-8", _FORMAT, *most, revision, "--", *paths),
        environment=_PATTERNS,
    )
    fields = said.decode("utf-8", "replace").split("\0")
    found = []
    for start in range(0, len(fields) - _FIELDS, _FIELDS):
        name, author, date, title = fields[start : start + _FIELDS]
        found.append(Commit(_HEADER.sub("", name.lstrip("\n")), author, datetime.fromisoformat(date), title))
    return found


def changes_of(folder: GitFolder, commits: Sequence[Commit]) -> Iterator[tuple[Commit, list[list[FilePair]]]]:
    """Each commit with the files that it changed below the folder, once beside each of its parents.

    Of a merge those alone that are as in none of its parents.
    """
    given = "".join(f"{commit.name}\n" for commit in commits).encode("ascii")
    listed = os.fsdecode(folder.ask("diff-tree", "--stdin", "--root", "--always", "-c", *RAW, given=given))
    pairs: dict[str, list[list[FilePair]]] = {commit.name: [] for commit in commits}
    current: list[list[FilePair]] = []
    parts = iter(listed.split("\0"))
    for about in parts:
        if about.startswith(":"):
            path = next(parts)
            if folder.below == "." or path.startswith(f"{folder.below}/"):
                found = _pairs(about, folder.below_folder(path))
                current += [[] for _parent in range(len(found) - len(current))]
                for of_parent, pair in zip(current, found, strict=True):
                    of_parent.append(pair)
        elif about:
            current = pairs[about.strip()]
    return ((commit, pairs[commit.name]) for commit in commits)


def _pairs(about: str, path: str) -> list[FilePair]:
    """The pairs out of `:MODE MODE ID ID STATUS`, or of a merge's: a colon, a mode and an ID for each parent."""
    parents = len(about) - len(about.lstrip(":"))
    words = about[parents:].split(" ")
    modes, names = words[: parents + 1], words[parents + 1 : 2 * parents + 2]
    after = blob_of(modes[-1], names[-1], path)
    return [FilePair(path, blob_of(mode, name, path), after) for mode, name in zip(modes[:-1], names[:-1], strict=True)]
