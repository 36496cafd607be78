"""Folders and files as they lie on the disk. It knows nothing of what they hold."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from perfcli.i18n import gettext as _

CACHE = ".perf"
NO_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Flags of an open that waits for nobody: no writer of a pipe, no driver of a device."""


def cache_folder(root: Path) -> Path:
    """The folder of caches below a repository's root, made with its own .gitignore where it is missing."""
    folder = root / CACHE
    if not (folder / ".gitignore").exists():
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8", newline="\n")
    return folder


def read_file(path: Path | str) -> bytes:
    """A regular file's bytes; raises OSError, also for what is none: a pipe or a device may never end."""
    descriptor = os.open(path, os.O_RDONLY | NO_WAITING)
    try:
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, _("not a regular file"), str(path))
        data = os.read(descriptor, found.st_size + 1)
        while len(data) != found.st_size and (more := os.read(descriptor, 1 << 20)):
            data += more
        return data
    finally:
        os.close(descriptor)


def entries(folder: Path) -> list[os.DirEntry[str]]:
    """A folder's entries by name, hidden ones left out; none where nothing is. Raises OSError."""
    try:
        with os.scandir(folder) as found:
            return sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except FileNotFoundError:
        return []


def is_gone(path: Path | str) -> bool:
    """Whether nothing is there by that name, not even a link to nowhere; what the system hides may be there."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
