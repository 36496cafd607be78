"""An open folder: what is made, replaced and removed in it, no link followed."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import PurePath

from perfcli.disk.files import A_FOLDER, BINARY, NO_LINK, NO_WAITING, all_of, open_folder, write_all
from perfcli.i18n import gettext as _

HAS_DESCRIPTORS = {os.open, os.mkdir, os.rename, os.unlink, os.rmdir, os.link, os.stat} <= os.supports_dir_fd
"""Whether entries can be reached from an open folder; else paths are checked and then used."""

_REPLACE_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between tries: on Windows a virus scanner or an editor may hold a file for a moment."""

_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES})
"""What network disks say that cannot bring a folder to the disk by itself."""


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
            descriptor = os.open(self._at(name), os.O_RDONLY | NO_WAITING | NO_LINK, dir_fd=self._descriptor)
            try:
                return all_of(descriptor, found.st_size)
            finally:
                os.close(descriptor)

    def create(self, name: str, data: bytes | Iterable[bytes], like: os.stat_result | None = None) -> None:
        """A new file with these bytes, in parts or in one; mode and, where we may, owner as those of another."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY | NO_LINK
        with self._naming(name):
            descriptor = os.open(self._at(name), flags, 0o666, dir_fd=self._descriptor)
            try:
                for part in [data] if isinstance(data, bytes) else data:
                    write_all(descriptor, part)
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
            descriptor = os.open(self._at(name), os.O_RDWR | BINARY | NO_LINK, dir_fd=self._descriptor)
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
                descriptor = os.open(part, os.O_RDONLY | A_FOLDER | NO_LINK, dir_fd=above)
            finally:
                os.close(above)
    except OSError as error:
        error.filename = path
        raise
    return descriptor
