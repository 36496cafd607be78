"""Folders and files as they lie on the disk. It knows nothing of what they hold."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from perfcli.i18n import gettext as _

CACHE = ".perf"


def cache_folder(root: Path) -> Path:
    """The folder of caches below a repository's root, made with its own .gitignore where it is missing."""
    folder = root / CACHE
    if not (folder / ".gitignore").exists():
        folder.mkdir(exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8", newline="\n")
    return folder


def read_file(path: Path) -> bytes:
    """A regular file's bytes; raises OSError, also for what is none: a pipe or a device may never end."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, _("not a regular file"), str(path))
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def entries(folder: Path) -> list[os.DirEntry[str]]:
    """A folder's entries by name, hidden ones left out; none where nothing is. Raises OSError."""
    try:
        with os.scandir(folder) as found:
            return sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except FileNotFoundError:
        return []
