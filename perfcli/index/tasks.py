"""What there is to read, apart from the reading, which needs more than a request that finds nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Progress = Callable[[int, int], None]
"""Told how many files are read, and of how many."""


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read: the number its rows get, where it is, what its path says."""

    number: int
    folder: int
    kind: str
    path: Path
    year: int
    unit: str
