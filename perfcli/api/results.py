"""What a whole request answers: rows with what had to be left out, a review, an import, an export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar, overload

import msgspec

from perfcli.api.rows import Finding, GoneFinding
from perfcli.errors import Problem

T = TypeVar("T")


class Listing(Sequence[T], Generic[T]):
    """Rows, as a sequence; `problems` are what is wrong with the files that were left out, where that was asked for."""

    def __init__(self, rows: Sequence[T], problems: tuple[Problem, ...] = ()) -> None:
        self._rows = tuple(rows)
        self.problems = problems

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        """The row at a place, or the rows of a slice."""
        return self._rows[place]

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def __repr__(self) -> str:
        return f"Listing({list(self._rows)!r}, {self.problems!r})"


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What a review found, by path, line and rule; `files` counts those looked at.

    `has_failed`: whether a finding reaches the severity that makes `perf check` leave with 1. Beside an earlier review
    the findings are `ComparedFinding`s, and `gone` is what that found and this did not.
    """

    findings: tuple[Finding, ...]
    files: int
    has_failed: bool
    gone: tuple[GoneFinding, ...] = ()


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import wrote, or would write: paths below the root, in their order.

    `differences` are the values of changed files before and after, a line each, by path. `leftovers` are lines or cells
    that could not be placed, by file, with their place and the reason; `skipped` is why files were left out.
    `assumptions` are what no file says and was taken to be so, `notes` how some were read.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    differences: Mapping[str, tuple[str, ...]]
    leftovers: Mapping[str, tuple[str, ...]]
    skipped: Mapping[str, tuple[str, ...]]
    assumptions: tuple[str, ...]
    notes: tuple[str, ...]


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """Files by their names, and what the format cannot carry; the name of one file that holds all is empty."""

    files: Mapping[str, bytes]
    lost: tuple[str, ...]

    @property
    def data(self) -> bytes:
        """The one file that was written; raises ValueError where several were."""
        (data,) = self.files.values()
        return data
