"""What there is to read, apart from the reading, which needs more than a request that finds nothing changed."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

Progress = Callable[[int, int], None]
"""Told how many files are read, and of how many."""


class Task(msgspec.Struct, frozen=True):
    """One file to read: the number its rows get, where it is, what its path says."""

    number: int
    folder: int
    kind: str
    path: str
    file: str
    year: int
    unit: str
