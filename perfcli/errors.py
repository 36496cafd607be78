"""What can go wrong, as values and as exceptions.

A `Problem` is bad data: a value that a command reports and reads on.
A `PerfError` is a request that cannot be served: it ends the command with its exit status.
"""

from __future__ import annotations

import msgspec

DUPLICATE = "duplicate"
"""The code of a problem with a file that reads and is in every answer: another one of its year has its code."""


class Problem(msgspec.Struct, frozen=True, order=True):
    """One thing wrong with one file of the repository.

    `path` is relative to the repository's root, with forward slashes; `line` and `column` count from 1 and
    are 0 where the file has no such place; `key` is the dotted path of the key, empty for the whole file. `excerpt` is
    the line with a caret below it, for people, `is_mendable` whether `perf fmt --repair` mends it.
    """

    path: str
    line: int
    column: int
    key: str
    code: str
    message: str
    excerpt: str = ""
    is_mendable: bool = False

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.message}"


class PerfError(Exception):
    """A request that cannot be served: what was wrong, where, and what to do about it."""

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "", details: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = details


class UnreadableData(PerfError):
    """Files of the repository that the request needs and that cannot be read."""

    def __init__(self, message: str, problems: tuple[Problem, ...], *, hint: str = "") -> None:
        super().__init__(message, hint=hint, details=tuple(str(problem) for problem in problems))
        self.problems = problems


class ConflictingData(PerfError):
    """What was asked to be written differs from what is there."""


class SystemFailure(PerfError):
    """The disk, the lock or another part of the system failed."""

    exit_code = 74


class ReplacedMeanwhile(SystemFailure):
    """What was read was replaced while it was: who has given nothing out yet may begin anew."""
