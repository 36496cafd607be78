"""A folder of one's own outside of everything, for files that another reader of folders is to see."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perfcli.disk.files import BINARY, NO_LINK, write_all


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
    """An empty folder where the system keeps what does not stay. Raises OSError."""
    with tempfile.TemporaryDirectory(prefix="perf-", ignore_cleanup_errors=True) as folder:
        yield Scratch(Path(os.path.realpath(folder)))
