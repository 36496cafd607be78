"""Files and the entries of folders, by their paths."""

from __future__ import annotations

import errno
import io
import os
import stat
from contextlib import suppress
from pathlib import Path

from perfcli.devices import open_stream
from perfcli.i18n import gettext as _
from perfcli.links import CACHE, cache_links

BINARY = getattr(os, "O_BINARY", 0)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
NO_WAITING = getattr(os, "O_NONBLOCK", 0) | BINARY
"""Flags of an open that waits for nobody: no writer of a pipe, no driver of a device."""
A_FOLDER = getattr(os, "O_DIRECTORY", 0)
LARGEST = 50_000_000
"""Bytes that a file of data may have: some hundred times what a large department's goals take."""


# reading


def read_file(path: Path | str, most: int = LARGEST) -> bytes:
    """A regular file's bytes; raises OSError, also for what is none: a pipe or a device may never end.

    A file of more than `most` bytes is refused likewise, before any of it is read.
    """
    descriptor = os.open(path, os.O_RDONLY | NO_WAITING)
    try:
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, _("not a regular file"), str(path))
        if found.st_size > most:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return all_of(descriptor, found.st_size)
    finally:
        os.close(descriptor)


def last_bytes(path: Path, count: int) -> bytes:
    """The last bytes of a regular file, not through a link; raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | NO_WAITING | NO_LINK)
    try:
        os.lseek(descriptor, max(0, os.fstat(descriptor).st_size - count), os.SEEK_SET)
        return os.read(descriptor, count)
    finally:
        os.close(descriptor)


def input_stream(path: Path, *, waits: bool = True) -> io.FileIO:
    """What a user names to be read, open: a file, a pipe or a device. Raises OSError.

    A pipe without a writer is not waited for unless `waits`.
    """
    return io.FileIO(os.open(path, os.O_RDONLY | (BINARY if waits else NO_WAITING)), "rb")


def all_of(descriptor: int, size: int) -> bytes:
    """What an open file holds that has this size, or none to tell. Raises OSError."""
    data = os.read(descriptor, size + 1)
    while (not size or len(data) != size) and (more := os.read(descriptor, 1 << 20)):
        data += more
    return data


def entries(folder: Path) -> list[os.DirEntry[str]]:
    """A folder's entries by name, hidden ones left out; none where nothing is. Raises OSError."""
    try:
        with os.scandir(folder) as found:
            return sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except FileNotFoundError:
        return []


def names(folder: Path) -> list[str]:
    """The names of a folder's entries, none where nothing is. Raises OSError."""
    try:
        return sorted(os.listdir(folder))
    except FileNotFoundError:
        return []


def open_folder(path: Path | str) -> int:
    """The descriptor of a folder, where the system has those; `close` it. Raises OSError."""
    return os.open(path, os.O_RDONLY | A_FOLDER)


def close(descriptor: int) -> None:
    """Close a descriptor."""
    os.close(descriptor)


# writing


def write_device(path: Path, data: bytes) -> None:
    """Write to what is no file: a pipe, a device, a stream that this process has open. Raises OSError."""
    try:
        stream = open_stream(path)
        descriptor = os.open(path, os.O_WRONLY | BINARY) if stream is None else os.dup(stream)
        try:
            write_all(descriptor, data)
        finally:
            os.close(descriptor)
    except OSError as error:
        error.filename = str(path)
        raise


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of the data to an open file. Raises OSError."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


# what perf keeps beside the data


def cache_folder(root: Path) -> Path:
    """The folder of caches below a repository's root, made with its own .gitignore; raises OSError for links."""
    links = cache_links(root)
    if links:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(root / links[0]))
    folder = root / CACHE
    if not (folder / ".gitignore").exists():
        with suppress(FileExistsError):
            os.mkdir(folder)
        write_over(folder / ".gitignore", b"*\n")
    return folder


def write_over(path: Path, data: bytes) -> None:
    """Write a file of perf's own that may be lost, never through a link. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | NO_WAITING | NO_LINK, 0o666)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, _("not a regular file"), str(path))
        os.ftruncate(descriptor, 0)
        write_all(descriptor, data)
    finally:
        os.close(descriptor)


def put_in_place(draft: Path, path: Path) -> None:
    """Bring a file of perf's own to the disk and then under its name. Raises OSError."""
    descriptor = os.open(draft, os.O_RDWR | BINARY | NO_LINK)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    os.replace(draft, path)


def remove(path: Path) -> None:
    """Remove a file or a link itself, where it is there. Raises OSError."""
    with suppress(FileNotFoundError):
        os.unlink(path)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are missing. Raises OSError."""
    os.makedirs(path, exist_ok=True)


def remove_folder(path: Path) -> None:
    """Remove an empty folder. Raises OSError."""
    os.rmdir(path)


def is_gone(path: Path | str) -> bool:
    """Whether nothing is there by that name, not even a link to nowhere; what the system hides may be there."""
    try:
        return not is_there(path)
    except OSError:
        return False


def is_there(path: Path | str) -> bool:
    """Whether something is there by that name, be it a link to nowhere; raises OSError where the system hides it."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # nothing can have such a name
            return False
        raise
    return True


def size_of(path: Path | str) -> int | None:
    """The size of a file itself, None where there is none, or a link. Raises OSError."""
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def is_file(path: Path) -> bool:
    """Whether a regular file is there; raises OSError where the system does not say, which pathlib takes for no."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
