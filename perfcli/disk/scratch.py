"""A folder of one's own outside of everything, for files that another reader of folders is to see."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from perfcli.disk.files import BINARY, NO_LINK, write_all
from perfcli.ownership import MARK, is_left_behind, own_mark
from perfcli.regex import regex

_SCRATCH = regex(rf"perf-{MARK}-[^-]+")


class Scratch:
    """The folder; it goes with all in it when it is done with."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, path: str, data: bytes) -> None:
        """A new file by its path below the root, its folders made. Raises OSError."""
        place = self.root / path
        os.makedirs(place.parent, exist_ok=True)
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY | NO_LINK, 0o666)
        try:
            write_all(descriptor, data)
        finally:
            os.close(descriptor)


@contextmanager
def scratch_folder() -> Iterator[Scratch]:
    """An empty folder where the system keeps what does not stay. Raises OSError.

    A process that is killed leaves its own behind, with whatever it holds; the next one that makes one clears it away.
    """
    _clear_left_behind(tempfile.gettempdir())
    with tempfile.TemporaryDirectory(prefix=f"perf-{own_mark()}-", ignore_cleanup_errors=True) as folder:
        yield Scratch(Path(os.path.realpath(folder)))


def _clear_left_behind(place: str) -> None:
    """Remove the folders of this user's ended processes of this machine; what is no folder, or a link, is none."""
    with suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            scratch = _SCRATCH.fullmatch(entry.name)
            if scratch and is_left_behind(scratch[1], scratch[2]) and _is_own_folder(entry):
                shutil.rmtree(entry.path, ignore_errors=True)


def _is_own_folder(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        return entry.is_dir(follow_symlinks=False) and (
            sys.platform == "win32" or entry.stat(follow_symlinks=False).st_uid == os.getuid()
        )
    return False
