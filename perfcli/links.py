"""Links on the disk: what is one, and where it leads."""

from __future__ import annotations

import os
import stat
from pathlib import Path

CACHE = ".perf"
"""The folder of caches below a repository's root."""

_REPARSING = frozenset({getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1), getattr(stat, "IO_REPARSE_TAG_SYMLINK", -1)})


def is_link(path: Path | str) -> bool:
    """Whether a path is a link: a symbolic one, or one of Windows' other ways to point elsewhere."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) in _REPARSING


def is_linked(entry: os.DirEntry[str]) -> bool:
    """Whether an entry of a folder is a link, without another look at the disk."""
    if entry.is_symlink():
        return True
    return os.name == "nt" and getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) in _REPARSING


def is_folder(path: Path) -> bool:
    """Whether a path is a folder itself, not a link to one."""
    return path.is_dir() and not is_link(path)


def is_within(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies below it; both without links."""
    path, folder = os.path.normcase(path), os.path.normcase(folder)
    return path == folder or path.startswith(folder if folder.endswith(os.sep) else folder + os.sep)


def link_out(root: Path, path: Path) -> str | None:
    """The part of a path below the root that is a link out of it, with forward slashes; None where none is."""
    top = os.path.realpath(root)
    if is_within(os.path.realpath(path), top):
        return None
    return next((part for part in _parts(root, path) if not is_within(os.path.realpath(root / part), top)), None)


def first_link(root: Path, path: Path) -> str | None:
    """The first part of a path below the root that is a link, with forward slashes; None where none is."""
    return next((part for part in _parts(root, path) if is_link(root / part)), None)


def _parts(root: Path, path: Path) -> list[str]:
    """What leads from the root to a path, the nearest first, the path itself last."""
    relative = path.relative_to(root)
    return [part.as_posix() for part in [relative, *relative.parents][-2::-1]]


def cache_links(root: Path) -> list[str]:
    """The links among perf's own folder and its files, which are none unless somebody put them there."""
    folder = os.path.join(root, CACHE)
    if is_link(folder):
        return [CACHE]
    try:
        with os.scandir(folder) as found:
            return sorted(f"{CACHE}/{entry.name}" for entry in found if is_linked(entry))
    except OSError:
        return []
