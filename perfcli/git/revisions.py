"""What differs between two revisions, or between one and the work tree, file by file, asked of git by object.

Trees are compared by their ids; no content is looked at but that of files which differ.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from perfcli.errors import PerfError
from perfcli.git import GitFolder
from perfcli.git.files import LINK, SUBMODULE, Blob, contents, has_changed
from perfcli.i18n import gettext as _
from perfcli.regex import regex

RAW = ("--raw", "-r", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff", "--no-textconv")
"""How git lists what differs, by ids alone."""

_TAGGED = regex(rb"\0(?!H )([a-z?]) ([^\0]+)")
"""The files that `ls-files -v` lists as unknown (`?`) or to be taken for unchanged (a small letter)."""

_BATCH = 2000
"""Files that are asked for at once, so that a comparison of all files need not hold them all."""


class FilePair(NamedTuple):
    """A file below the folder on both sides: its blob, None where it is not there.

    On the side of a work tree the blob is that of no object: the file has to be read from the disk.
    """

    path: str
    before: Blob | None
    after: Blob | None


def between_revisions(folder: GitFolder, before: str, after: str, paths: Sequence[str] = ("",)) -> list[FilePair]:
    """The files that differ between two commits, by path."""
    listed = folder.listed("diff-tree", *RAW, before, after, paths=paths)
    return sorted(_pairs(folder, listed, submodules=True), key=lambda pair: pair.path)


def against_work_tree(folder: GitFolder, revision: str, paths: Sequence[str] = ("",)) -> list[FilePair]:
    """The files below the folder that differ between a revision and the work tree, by path.

    Untracked files are among them, whether or not git ignores them. Git compares what it noted of files with how they
    look from outside; the content of those that look otherwise is compared here. Raises PerfError for no revision.
    """
    below = folder.only(paths)
    listed = folder.meanwhile("ls-files", "-z", "-v", "--cached", "--others", *below)
    commit = folder.known_commit(revision)
    looked = folder.ask(
        *("diff-index", *RAW, "--ignore-submodules=all", commit, *below), environment=_without_filters(folder)
    )
    tagged = [(tag, os.fsdecode(path)) for tag, path in _TAGGED.findall(b"\0" + listed())]
    others = (path for tag, path in tagged if tag == b"?" and path[-1] != "/")
    doubtful: dict[str, Blob | None] = {folder.below_folder(path): None for path in others}
    doubtful |= _unwatched(folder, [folder.below_folder(path) for tag, path in tagged if tag != b"?"])
    doubtful |= {pair.path: pair.before for pair in _pairs(folder, os.fsdecode(looked))}
    pairs = (_with_disk(folder, path, blob) for path, blob in sorted(doubtful.items()))
    return [pair for pair in pairs if pair is not None]


def files_of(folder: GitFolder, commit: str, paths: Sequence[str]) -> list[Blob]:
    """The files of a commit below these paths of the folder, each with its path below the folder."""
    found = []
    for record in filter(None, folder.listed("ls-tree", "-r", "-z", "--full-tree", commit, paths=paths).split("\0")):
        about, _tab, path = record.partition("\t")
        mode, kind, name = about.split(" ")
        if kind == "blob":
            found.append(Blob(mode, name, folder.below_folder(path)))
    return found


def unread_entries(folder: GitFolder, commit: str, paths: Sequence[str]) -> list[Blob]:
    """The links and the submodules of a commit below these paths, which are no files of it."""
    listed = folder.listed("ls-tree", "-r", "-z", "--full-tree", commit, paths=paths)
    found = (record.partition("\t") for record in filter(None, listed.split("\0")))
    return [
        Blob(about[:6], about.split(" ")[2], folder.below_folder(path))
        for about, _tab, path in found
        if about[:6] in (LINK, SUBMODULE)
    ]


def read_blobs(folder: GitFolder, blobs: Sequence[Blob]) -> Iterator[tuple[Blob, bytes | None]]:
    """What each file holds; None where git does not have it, as in a partial clone."""
    for start in range(0, len(blobs), _BATCH):
        some = blobs[start : start + _BATCH]
        names = "".join(f"{name}\n" for name in dict.fromkeys(blob.name for blob in some)).encode("ascii")
        texts = contents(folder.ask("cat-file", "--batch", given=names)) if names else {}
        yield from ((blob, texts.get(blob.name)) for blob in some)


def _pairs(folder: GitFolder, listed: str, *, submodules: bool = False) -> Iterator[FilePair]:
    """The pairs of what git lists as `:100644 100644 ID ID M`, NUL, path, NUL; submodules where they are asked for."""
    parts = iter(listed.split("\0"))
    for about in parts:
        if not about:
            return
        path = folder.below_folder(next(parts))
        old_mode, mode, old_name, name, _status = about[1:].split(" ")
        before, after = ((old_mode, old_name), (mode, name))
        yield FilePair(
            path, blob_of(*before, path, submodules=submodules), blob_of(*after, path, submodules=submodules)
        )


def blob_of(mode: str, name: str, path: str, *, submodules: bool = False) -> Blob | None:
    """A file as git lists it, None where there is none: for no file, or a repository within this one."""
    return None if mode == "000000" or (mode == SUBMODULE and not submodules) else Blob(mode, name, path)


def _unwatched(folder: GitFolder, paths: Sequence[str]) -> dict[str, Blob | None]:
    """The files that git was told to take for unchanged: they are looked at all the same."""
    if not paths:
        return {}
    listed = folder.listed("ls-files", "-z", "--stage", paths=paths)
    found = (record.partition("\t") for record in filter(None, listed.split("\0")))
    return {
        folder.below_folder(path): blob_of(about[:6], about.split(" ")[1], folder.below_folder(path))
        for about, _tab, path in found
    }


def _with_disk(folder: GitFolder, path: str, before: Blob | None) -> FilePair | None:
    """A file and what git had of it, None where they are the same."""
    place = f"{folder.top}/{folder.from_top(path)}"
    try:
        found = os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return FilePair(path, before, None) if before else None
    if before and not has_changed(place, found, before):
        return None
    return FilePair(path, before, Blob("", "", path))


def _without_filters(folder: GitFolder) -> dict[str, str]:
    """Variables under which git runs none of the filters that are configured; raises PerfError where it would.

    Git compares a file with its blob by itself where its note of it is too young, and may filter it before.
    """
    names = [name for name, value in _filters(folder, {}) if value]
    if not names:
        return {}
    first = int(folder.environment.get("GIT_CONFIG_COUNT") or 0)
    environment = {"GIT_CONFIG_COUNT": str(first + len(names))}
    for number, name in enumerate(names, first):
        environment |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": ""}
    if any(value for _name, value in _filters(folder, environment)):
        raise PerfError(
            _("this git is too old to leave out the filters of {folder}").format(folder=folder.top),
            hint=_("Use git 2.31 or newer."),
        )
    return environment


def _filters(folder: GitFolder, environment: Mapping[str, str]) -> list[tuple[str, str]]:
    """The programs that files would be filtered by, as configured; the last of a name is the one that counts."""
    words = ("config", "--null", "--get-regexp", r"^filter\..*\.(clean|process|smudge|required)$")
    listed = os.fsdecode(folder.run(*words, environment=environment).stdout)
    said = (record.partition("\n") for record in filter(None, listed.split("\0")))
    return list({name: value for name, _end, value in said}.items())
