"""Commands that are killed at moments drawn from the length of their run: a rerun completes what they began."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Iterator

from perfcli.cli.main import run
from tests.endurance.commands import Tried
from tests.endurance.faults import Usual, Walk
from tests.endurance.ground import Caches, inside
from tests.endurance.judging import differing, stands_twice_wrongly

_MEASURED = 3


class Killing:
    """Kills on one ground."""

    def __init__(self, walk: Walk, luck: random.Random, measured: int = _MEASURED) -> None:
        """`measured`: so many runs of a command tell its length, the longest of them."""
        self._walk = walk
        self._luck = luck
        self._measured = measured
        self.killed = 0
        """How many processes were at work when they were killed."""

    def wrong(self, tried: Tried, kills: int) -> Iterator[str]:
        """What is wrong after so many kills of a command, with and without caches at its start."""
        for caches in ("none", "old"):
            length = max(self._length(tried, caches) for _time in range(self._measured))
            for _kill in range(kills // 2 + (kills % 2 if caches == "none" else 0)):
                moment = self._luck.uniform(0, length)
                for one in self._after_a_kill(tried, caches, moment):
                    yield f"{tried.name}, caches {caches}, {moment * 1000:.1f} of {length * 1000:.1f} ms: {one}"

    def _length(self, tried: Tried, caches: Caches) -> float:
        """The seconds that a run takes."""
        process = self._begun(tried, caches)
        start = time.perf_counter()
        os.waitpid(process, 0)
        return time.perf_counter() - start

    def _begun(self, tried: Tried, caches: Caches) -> int:
        self._walk.ground.laid_out(caches)
        return started(tried.argv, str(self._walk.ground.perf(tried).root))

    def _after_a_kill(self, tried: Tried, caches: Caches, moment: float) -> Iterator[str]:
        usual = self._walk.usual(tried, caches)
        ground = self._walk.ground
        process = self._begun(tried, caches)
        time.sleep(moment)
        os.kill(process, signal.SIGKILL)
        _number, status = os.waitpid(process, 0)
        self.killed += os.WIFSIGNALED(status)
        found = ground.files()
        torn = [path for path in differing(usual.before, found) if found.get(path) != usual.after.get(path)]
        if torn:
            yield f"neither before nor after: {torn}"
        yield from stands_twice_wrongly(tried, inside(found))
        drafts = [path for path in ground.hidden() if not path.endswith(".tmp")]
        if drafts:
            yield f"a draft that could be read: {drafts}"
        if not self._walk.answers_right(found):
            yield "the next answer is not what the files say"
        yield from self._when_run_again(tried, usual)

    def _when_run_again(self, tried: Tried, usual: Usual) -> Iterator[str]:
        """A command that was killed, or had done its work by then, comes to its end when it is run again."""
        is_done = self._walk.ground.files() == usual.after
        outcome = self._walk.ground.perf(tried)(*tried.argv)
        if outcome.status != usual.outcome.status and not (is_done and outcome.status == 2):
            yield f"run again it ended with {outcome.status}: {outcome.err}"
        if differing(self._walk.ground.files(), usual.after):
            yield f"run again it left {differing(self._walk.ground.files(), usual.after)}"


def started(argv: tuple[str, ...], folder: str) -> int:
    """A process of its own that runs a command line, begun as this one is: the interpreter's start is not killed."""
    process = os.fork()
    if process:
        return process
    status = 70
    try:
        os.chdir(folder)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        with open(os.devnull, "w", encoding="utf-8") as sink:
            sys.stdin, sys.stdout, sys.stderr = open(os.devnull, encoding="utf-8"), sink, sink  # noqa: SIM115
            status = run(list(argv))
    finally:
        os._exit(status)
