"""What there is to read, apart from the reading, which needs more than a request that finds nothing changed."""

from __future__ import annotations

from typing import Protocol

import msgspec


class Progress(Protocol):
    """Told how much is done, and of how much; `stage` is what is being done where that is not reading."""

    def __call__(self, done: int, total: int, stage: str = "", /) -> None:
        """Be told."""


class Task(msgspec.Struct, frozen=True):
    """One file to read: the number its rows get, where it is, what its path says."""

    number: int
    folder: int
    kind: str
    path: str
    file: str
    year: int
    unit: str
