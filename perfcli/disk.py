"""Folders and files as they lie: the one door to the disk. It knows nothing of what they hold."""

from __future__ import annotations

import errno
import io
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath

from perfcli.devices import open_stream
from perfcli.i18n import gettext as _
from perfcli.links import CACHE, cache_links

HAS_DESCRIPTORS = {os.open, os.mkdir, os.rename, os.unlink, os.rmdir, os.link, os.stat} <= os.supports_dir_fd
"""Whether entries can be reached from an open folder; else paths are checked and then used."""

_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
NO_WAITING = getattr(os, "O_NONBLOCK", 0) | _BINARY
"""Flags of an open that waits for nobody: no writer of a pipe, no driver of a device."""
_A_FOLDER = getattr(os, "O_DIRECTORY", 0)
LARGEST = 50_000_000
"""Bytes that a file of data may have: some hundred times what a large department's goals take."""

_REPLACE_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between tries: on Windows a virus scanner or an editor may hold a file for a moment."""

_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES})
"""What network disks say that cannot bring a folder to the disk by itself."""


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
        return _all_of(descriptor, found.st_size)
    finally:
        os.close(descriptor)


def last_bytes(path: Path, count: int) -> bytes:
    """The last bytes of a regular file, not through a link; raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | NO_WAITING | _NO_LINK)
    try:
        os.lseek(descriptor, max(0, os.fstat(descriptor).st_size - count), os.SEEK_SET)
        return os.read(descriptor, count)
    finally:
        os.close(descriptor)


def input_stream(path: Path, *, waits: bool = True) -> io.FileIO:
    """What a user names to be read, open: a file, a pipe or a device. Raises OSError.

    A pipe without a writer is not waited for unless `waits`.
    """
    return io.FileIO(os.open(path, os.O_RDONLY | (_BINARY if waits else NO_WAITING)), "rb")


def _all_of(descriptor: int, size: int) -> bytes:
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
    return os.open(path, os.O_RDONLY | _A_FOLDER)


def close(descriptor: int) -> None:
    """Close a descriptor."""
    os.close(descriptor)


# writing


class Folder:
    """An open folder, whose methods raise OSError with the whole path.

    Its entries are reached from it and no link is followed, so that nothing put on the way later leads elsewhere.
    """

    def __init__(self, path: str, descriptor: int | None) -> None:
        self.path = path
        self._descriptor = descriptor

    def names(self) -> list[str]:
        """The names of all entries."""
        with self._naming():
            return os.listdir(self.path if self._descriptor is None else self._descriptor)

    def state(self, name: str) -> os.stat_result | None:
        """The state of an entry, of a link itself; None where there is none."""
        with self._naming(name):
            try:
                return os.stat(self._at(name), dir_fd=self._descriptor, follow_symlinks=False)
            except FileNotFoundError:
                return None

    def read(self, name: str) -> bytes | None:
        """A regular file's bytes, None where there is none."""
        found = self.state(name)
        if found is None:
            return None
        with self._naming(name):
            if not stat.S_ISREG(found.st_mode):
                raise OSError(errno.EINVAL, _("not a regular file"))
            descriptor = os.open(self._at(name), os.O_RDONLY | NO_WAITING | _NO_LINK, dir_fd=self._descriptor)
            try:
                return _all_of(descriptor, found.st_size)
            finally:
                os.close(descriptor)

    def create(self, name: str, data: bytes | Iterable[bytes], like: os.stat_result | None = None) -> None:
        """A new file with these bytes, in parts or in one; mode and, where we may, owner as those of another."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY | _NO_LINK
        with self._naming(name):
            descriptor = os.open(self._at(name), flags, 0o666, dir_fd=self._descriptor)
            try:
                for part in [data] if isinstance(data, bytes) else data:
                    _write_all(descriptor, part)
                if like is not None:
                    self._make_like(descriptor, name, like)
            finally:
                os.close(descriptor)

    def _make_like(self, descriptor: int, name: str, like: os.stat_result) -> None:
        if not hasattr(os, "fchmod"):
            os.chmod(self._at(name), stat.S_IMODE(like.st_mode))
            return
        made = os.fstat(descriptor)
        for owner in ((like.st_uid, -1), (-1, like.st_gid)):
            if owner not in ((made.st_uid, -1), (-1, made.st_gid)):
                with suppress(OSError):
                    os.fchown(descriptor, *owner)
        os.fchmod(descriptor, stat.S_IMODE(like.st_mode))

    def sync_file(self, name: str) -> None:
        """Bring a file's bytes to the disk."""
        with self._naming(name):
            descriptor = os.open(self._at(name), os.O_RDWR | _BINARY | _NO_LINK, dir_fd=self._descriptor)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def sync(self) -> None:
        """Bring the folder's names to the disk, where the system has that."""
        if self._descriptor is not None:
            with self._naming():
                try:
                    os.fsync(self._descriptor)
                except OSError as error:
                    if error.errno not in _NO_FOLDER_SYNC:
                        raise

    def link(self, name: str, second: str) -> None:
        """Give a file a second name."""
        with self._naming(name):
            os.link(self._at(name), self._at(second), src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor)

    def replace(self, name: str, target: str) -> None:
        """Put a file in another's place."""
        with self._naming(target):
            for wait in (*_REPLACE_WAITS, 0):
                try:
                    os.replace(
                        self._at(name), self._at(target), src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor
                    )
                    return
                except PermissionError:
                    if os.name != "nt" or not wait:
                        raise
                    time.sleep(wait)

    def remove(self, name: str) -> None:
        """Remove a file, where it is there."""
        with self._naming(name), suppress(FileNotFoundError):
            os.unlink(self._at(name), dir_fd=self._descriptor)

    def make_folder(self, name: str) -> None:
        """Make a folder."""
        with self._naming(name):
            os.mkdir(self._at(name), dir_fd=self._descriptor)

    def remove_folder(self, name: str) -> None:
        """Remove an empty folder."""
        with self._naming(name):
            os.rmdir(self._at(name), dir_fd=self._descriptor)

    def _at(self, name: str) -> str:
        return os.path.join(self.path, name) if self._descriptor is None else name

    @contextmanager
    def _naming(self, name: str = "") -> Iterator[None]:
        try:
            yield
        except OSError as error:
            error.filename, error.filename2 = os.path.join(self.path, name) if name else self.path, None
            raise


@contextmanager
def opened(path: str, root: str = "") -> Iterator[Folder]:
    """A folder by its path without links; below a root no link is followed on the way. Raises OSError."""
    if not HAS_DESCRIPTORS:
        if not stat.S_ISDIR(os.stat(path).st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), path)
        yield Folder(path, None)
        return
    descriptor = _descend(path, root)
    try:
        yield Folder(path, descriptor)
    finally:
        os.close(descriptor)


def _descend(path: str, root: str) -> int:
    """The descriptor of a folder, reached from the root folder by folder."""
    try:
        descriptor = open_folder(root or path)
        for part in PurePath(os.path.relpath(path, root)).parts if root else ():
            above = descriptor
            try:
                descriptor = os.open(part, os.O_RDONLY | _A_FOLDER | _NO_LINK, dir_fd=above)
            finally:
                os.close(above)
    except OSError as error:
        error.filename = path
        raise
    return descriptor


def write_device(path: Path, data: bytes) -> None:
    """Write to what is no file: a pipe, a device, a stream that this process has open. Raises OSError."""
    try:
        stream = open_stream(path)
        descriptor = os.open(path, os.O_WRONLY | _BINARY) if stream is None else os.dup(stream)
        try:
            _write_all(descriptor, data)
        finally:
            os.close(descriptor)
    except OSError as error:
        error.filename = str(path)
        raise


def _write_all(descriptor: int, data: bytes) -> None:
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
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | NO_WAITING | _NO_LINK, 0o666)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, _("not a regular file"), str(path))
        os.ftruncate(descriptor, 0)
        _write_all(descriptor, data)
    finally:
        os.close(descriptor)


def put_in_place(draft: Path, path: Path) -> None:
    """Bring a file of perf's own to the disk and then under its name. Raises OSError."""
    descriptor = os.open(draft, os.O_RDWR | _BINARY | _NO_LINK)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    os.replace(draft, path)


def remove(path: Path) -> None:
    """Remove a file or a link itself, where it is there. Raises OSError."""
    with suppress(FileNotFoundError):
        os.unlink(path)


def is_gone(path: Path | str) -> bool:
    """Whether nothing is there by that name, not even a link to nowhere; what the system hides may be there."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def is_file(path: Path) -> bool:
    """Whether a regular file is there; raises OSError where the system does not say, which pathlib takes for no."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
