"""Which files of a lake are its own: a link in it would have engines read, and sum, files of anybody."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from perfcli.disk import read_file, size_of
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.lake.manifest import PartFile, digest_of
from perfcli.links import first_link, is_link

_NAMED = 5


class OwnFiles:
    """A look at the files of a lake; at each of their folders once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._linked = {"": False}

    def has(self, file: PartFile) -> bool:
        """Whether a file is there, of the size that it was written with, and no link leads to it; raises OSError."""
        folder, _slash, _name = file.path.rpartition("/")
        return not self._is_linked(folder) and size_of(f"{self._root}/{file.path}") == file.bytes

    def has_as_written(self, file: PartFile) -> bool:
        """The same, and it has the bytes that it was written with; raises OSError."""
        if not self.has(file):
            return False
        try:
            return file.digest in ("", digest_of(read_file(self._root / file.path)))
        except FileNotFoundError:  # replaced just now
            return False

    def others(self, files: Iterable[PartFile]) -> list[str]:
        """The paths of those that are gone, of another size than they were written with, or led to by a link."""
        return [file.path for file in files if not self.has(file)]

    def _is_linked(self, folder: str) -> bool:
        if folder not in self._linked:
            above = self._is_linked(folder.rpartition("/")[0])
            self._linked[folder] = above or is_link(f"{self._root}/{folder}")
        return self._linked[folder]


def not_whole(root: Path, paths: Iterable[str]) -> PerfError:
    """The error for a lake whose files at these paths are not those that were written."""
    named = dict.fromkeys(
        path if (link := first_link(root, root / path)) is None else _("{path} is a link").format(path=link)
        for path in paths
    )
    return PerfError(
        _("files of the lake are gone or were changed since they were written"),
        details=tuple(named)[:_NAMED],
        hint=_("Gather their repositories again: that writes them anew."),
    )
