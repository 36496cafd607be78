"""Whole processes timed side by side: seconds of wall clock and peak memory of the largest process."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_NEVER_COMPILED = "PYTHONDONTWRITEBYTECODE"
"""With it every run would compile our modules anew, which are compiled where perf is installed."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, where it runs, and what is done before each run (not timed)."""

    words: Sequence[str]
    folder: Path
    before: Callable[[], object] = lambda: None
    accepts: tuple[int, ...] = (0,)


@dataclass(slots=True)
class Times:
    """What the runs of one command took."""

    seconds: list[float] = field(default_factory=list)
    computing: list[float] = field(default_factory=list)
    """Seconds of computing, of all processes together: what others do at the same time hardly shows in them."""

    megabytes: float = 0.0

    @property
    def median(self) -> float:
        """The median of the seconds."""
        return statistics.median(self.seconds)


def run_once(command: Command, times: Times) -> None:
    """Run a command to its end and note its time; raises RuntimeError where it fails."""
    command.before()
    begun = time.perf_counter()
    process = subprocess.Popen(
        command.words,
        cwd=command.folder,
        env={name: value for name, value in os.environ.items() if name != _NEVER_COMPILED},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    error = process.stderr.read() if process.stderr else b""
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stderr:
        process.stderr.close()
    if process.returncode not in command.accepts:
        raise RuntimeError(f"{' '.join(command.words)}: exit {process.returncode}: {error.decode(errors='replace')}")
    times.seconds.append(seconds)
    times.computing.append(usage.ru_utime + usage.ru_stime)
    times.megabytes = max(times.megabytes, usage.ru_maxrss / 1024)


def side_by_side(commands: Sequence[Command], runs: int) -> list[Times]:
    """Run the commands in turn, A B A B, after one run each that is not counted."""
    for command in commands:
        run_once(command, Times())
    times = [Times() for _command in commands]
    for _number in range(runs):
        for command, noted in zip(commands, times, strict=True):
            run_once(command, noted)
    return times
